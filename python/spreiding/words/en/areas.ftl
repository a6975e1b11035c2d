# Areas, points, neighbours, and the download of boundaries.
unknown-crs = crs is '{ $found }', must be 'CRS84' (longitude, latitude) or 'EPSG:28992' (RD metres)
areas-axes-swapped = areas: axes are swapped: x runs { $west } to { $east } and y runs { $south } to { $north }, which is the Netherlands with latitude first; GeoJSON has longitude first
areas-other-crs = areas: crs is { $stated }, but x runs { $west } to { $east } and y runs { $south } to { $north }, which fits { $fitting }
areas-mixed-crs = areas: coordinates of { $n } areas are mixed ({ $examples }), must be in one system
areas-without-crs = areas: x runs { $west } to { $east } and y runs { $south } to { $north }, must be longitude and latitude (CRS84) or RD metres (EPSG:28992); crs='tile' takes coordinates without a place on earth
tiles-have-no-place = coordinates are { $crs }, cannot become { $target }: a tile map has no place on earth
points-not-numbers = points: { $column } must be a column of numbers
batch-has-area = { $source }: has a column '{ $column }' already, must be another name: area='…'
points-length = points: { $column } has { $found } values, must have { $expected }, as many as x
points-axes-swapped = points: axes are swapped: all of them lie in the Netherlands with latitude (or northing) first
points-out-of-range = { $n ->
    [one] points: { $column } in row { $rows } is out of range, must lie in { $low } to { $high } ({ $crs })
   *[other] points: { $column } is out of range in { $n } rows ({ $rows } …), must lie in { $low } to { $high } ({ $crs })
  }
pairs-unknown-area = { $source }, column '{ $column }', row { $rows } is { $found }, must be a known code
gal-count = { $source }: '{ $head }' is followed by { $found } codes, must be as many as it says
distance-missing = distance is missing, must be given in metres for rule 'distance'
# Areas: download of boundaries.
fetch-written = { $n ->
    [one] { $path } ({ $n } area)
   *[other] { $path } ({ $n } areas)
  }
fetch-no-address = address is '{ $address }', must start with https:// or http://
fetch-no-json = { $address } answers { $n } bytes that are no JSON, must be GeoJSON
fetch-no-features = { $address } answers JSON without features, must be a GeoJSON FeatureCollection
fetch-bare-features = { $address } answers features without properties: { $rows }
fetch-answer = { $address } answers { $status }: download the file by hand and name it by [areas] file
fetch-no-answer = { $address } cannot be reached ({ $reason }): download the file by hand and name it by [areas] file
fetch-too-much = { $address } answers more than { $most } MB, or is not done after { $seconds } seconds
areas-source = areas: source is a { $found }, must be a path to GeoJSON, a dictionary, or an object with __geo_interface__
areas-not-utf = areas: { $source } is not UTF-8 at byte { $at }, GeoJSON must be
areas-not-finite = areas: a coordinate or property is NaN or infinite, must be finite
areas-length = { $what } has { $found } values, must have { $expected }, one per area
unknown-area-level = level is '{ $found }', must be one of { $known }
parent-in-two = { $level } '{ $code }' lies in { $above } { $found }, must lie in one
parent-name-level = parent_name names the level { $found }, must be among those of parent: { $known }
parent-two-names = { $level } '{ $code }' has the names { $names }, must have one
gal-head = { $source }: the first line must say the number of areas
gal-line = { $source }, line { $line }: must be a code and its number of neighbours
gal-areas = { $source } holds { $found } areas, must hold { $expected }: is it cut short?
gal-twice = { $source }: area '{ $code }' stands there twice, must stand there once
gal-unknown = { $source }: '{ $code }' is a neighbour and no area of the file
gal-spaces = codes { $codes } have spaces, which a GAL file cannot hold
gal-weights = neighbours by { $rule } have weights that a GAL file cannot hold: write .pairs, or .binary.to_gal(...)
areas-list-no-code = { $source }, column '{ $column }': no code in { $where }, every area must have one
areas-list-twice = { $source }, column '{ $column }': codes that occur more than once in { $where }, each may occur once
areas-without-place = areas are a list without boundaries, must have them for maps, neighbours and coordinates: read a file of boundaries with sp.read_areas, or name it in [areas] file
codes-not-named = { $n ->
    [one] one value that is no known code
   *[other] { $n } values that are no known codes
  }
no-such-area = there is no area '{ $code }'; the codes run from '{ $first }' to '{ $last }'
part-silent = no answer in time
part-cut-off = the connection was cut off
part-refused = the connection was refused
part-no-name = the address is unknown, or there is no network
part-insecure = the connection cannot be trusted
part-elsewhere = the address redirects to something other than http(s)
part-broken = the answer cannot be read
part-status = answer { $status }
