# Errors of the compiled core. What only programmers need (the system's own message, where a file breaks) stays in the data.
length = { $column } has { $found } values, must have { $expected }
count = { $column }[{ $row }] is { $value }, must be finite and at least 0
too-large = { $column }[{ $row }] is { $value }, must be at most 2^53 = 9007199254740992: whole numbers above it cannot be told apart
not-finite = { $column }[{ $row }] is { $value }, must be finite
missing = { $column }[{ $row }] is missing, must be a number
no-members = { $column } adds up to 0, must be above 0
argument = { $name } is { $value }, must be { $rule }
unknown-name = { $name } is "{ $value }", must be one of { $known }
column-type = { $source }, column "{ $column }" holds values of type { $holds }, must hold { $expected }
series-type = column "{ $column }" holds values of type { $holds }, must hold { $expected }
time-zone = { $source }, column "{ $column }" holds points in time of zone "{ $zone }", which is not known
many-values = column "{ $column }" has more than { $most } distinct values, must hold codes: is it the right column?
many-cells = the columns have too many combinations of distinct values (more than { $most }); column "{ $column }" has most: does it hold codes?
no-memory = there is no memory for the keys of the dwellings
part-exceeds-whole = row { $row }: { $column } is { $part }, must be at most { $of }, which is { $whole }
not-whole = row { $row } has { $part } of { $whole }, must be whole counts with 0 <= x <= n
not-simulated = a count is { $value }, must be a whole number up to 1e9 when chance is simulated (rows sorted by count: { $row })
parent-number = parent[{ $row }] is { $found }, must be below the number of parents, { $expected }
draws = no draw in { $attempts } has members of { $what }, so there is no index to compare with: the counts are too small for this null
not-converged = the logit did not converge in { $steps } steps; try fewer predictors, or rescale those with outlying values
no-values = values has no value that is not missing, must have at least one
few-values = values has { $found } distinct values, must have at least as many as classes, k = { $k }
equal-quantiles = quantiles { $first } and { $second } of { $k } are both { $value }, must differ: so many values are equal that fewer classes are needed
edges-not-rising = edges[{ $row }] is { $value }, must be above the edge before it, { $before }
not-geojson = areas: the text is not a GeoJSON feature collection
not-geojson-line = areas: line { $line } is not a GeoJSON feature
no-area = areas: there is no area, must be at least one
code-twice = areas: code "{ $code }" occurs twice (features { $first } and { $second }), must be unique
tile-twice = tiles: "{ $one }" and "{ $two }" both stand in column { $column }, row { $row }, must be apart
no-property = areas: no feature has property "{ $name }"; the properties are { $known }
property-number = feature { $feature }: property "{ $property }" is { $found }, must be text (a leading zero may be lost)
property-control = feature { $feature }: property "{ $property }" holds control characters
feature-no-code = feature { $feature } has no "{ $property }"
feature-shape = feature { $feature } ({ $property } "{ $code }") { $what }
feature-kind = feature { $feature } ({ $property } "{ $code }") is a { $found }, must be a Polygon or MultiPolygon
feature-invalid = feature { $feature } ({ $property } "{ $code }") is not valid: { $what }
feature-short = feature { $feature } ({ $property } "{ $code }") has { $found } positions in ring { $ring }, must have at least 4
feature-open = feature { $feature } ({ $property } "{ $code }") is not closed: ring { $ring } ends at another position than it starts from
feature-position = feature { $feature } ({ $property } "{ $code }") has position { $position } of ring { $ring } = { $found }, must be two finite numbers
feature-repeats = feature { $feature } repeats code "{ $code }" of feature { $first }
feature-differs = feature { $feature } of "{ $code }" has another name or parent
features = { $n ->
    [one] areas: a problem:{"\u000A"}{ $faults }
   *[other] areas: { $n } problems:{"\u000A"}{ $faults }
  }
features-more = areas: { $n } problems:{"\u000A"}{ $faults }{"\u000A"}- and { $more } more
coordinate-not-finite = areas: a coordinate is not finite or beyond 1e100, must be a place
too-many-edges = areas: more than 2 147 483 647 edges, must be fewer
neighbours = neighbours: { $reason }
zero-weights = neighbours: weights of area number { $area } add up to 0, cannot be standardised
no-neighbour-area = neighbours: there is no area number { $area }
unknown-areas = neighbours do not know the areas { $areas }
column-length = "{ $column }" has { $found } values, must have { $expected }
column-breaks-rule = column "{ $column }" is { $value } in row { $row }, must be { $rule } (rows { $rows }, counted from 0)
no-predictor = x names no column, must name at least one
constant-name = x names a column "{ $column }"; that is the name of the intercept: rename the column
both-sides = "{ $column }" is both y and in x, must be one of them
named-twice = x names "{ $column }" twice, must name it once
no-area-code = area is missing in row { $row }, must be a code
area-twice = area "{ $area }" stands in rows { $first } and { $second }, must be there once
few-areas = { $n } areas take part ({ $dropped } of { $all } dropped), must be more than the { $p } coefficients
constant-column = { $side } column "{ $column }" is { $what }, must vary
collinear = x columns { $columns } are perfectly collinear (each is a sum of multiples of the others), must be independent: leave one out
scale = column "{ $column }" holds values up to { $value }, must be scaled: powers of them cannot be held in 64 bits
leverage-one = area "{ $area }" has leverage 1, where hc2 and hc3 divide by 0; must be classical, hc0 or hc1
not-least-squares = { $what } are those of model 'ols'; the fit is a logit
weighted-spatial = spatial tests are those of model 'ols'; the fit has weights
no-pair = no two areas of the fit are neighbours
no-trials = a model of counts needs trials
not-whole-count = y times trials is { $value } in row { $row } (counted from 0), must be whole: give the share unrounded, or use model 'quasibinomial'
separated = the logit separates: { $columns } tells without error which areas have a share of 0 or 1, so its coefficient has no finite estimate; must be left out, or areas joined
only-classical = covariance of model 'betabinomial' must be 'classical'
no-maximum = the beta-binomial likelihood has no maximum with these data; use model 'quasibinomial'
many-refits = leave_one_out of a logit refits it for each of { $n } areas, must be at most { $most }; the dfbeta columns of areas give it to first order
null-constant = the simulated null needs a fit with a constant
null-rentals = rentals in row { $row } (from 0) must be a whole number of at least 1
null-predictor = x column "{ $column }" must be above 0: stock is rentals divided by it
null-share = y times rentals must lie between no and all rentals
no-term = there is no predictor number { $term }, must be below { $terms }
correlation = correlation of { $row } and { $column } is { $value } (mirrored { $mirrored }), must be 1 on the diagonal, within (-1, 1) elsewhere, and symmetric
not-definite = the correlations are not positive definite from column "{ $column }" on: no data have them
few-for-correlation = n is { $n }, must be more than the { $p } coefficients
model = the model cannot be fitted to these data
system = disclosure control was given a system of equations that does not hold together: { $name }
unknown-twice = disclosure control: row { $row } holds unknown { $unknown } twice, must hold it once
witness = disclosure control: the printed figures break row { $row } of the equations, must meet every row
cannot-be-met = disclosure control: no figures meet row { $row } of the equations
embedded = { $name }: the packaged file cannot be read
one-by-one = dwellings are looked at one by one: counts are no records
interrupted = interrupted
fault = a fault of the library, not of the input ({ $place }); please report it

# Parts of a sentence: rules.
part-from-0 = at least 0
part-from-1 = at least 1
part-from-2 = at least 2
part-above-0 = above 0
part-share = in [0, 1]
part-between-0-and-1 = between 0 and 1
part-below-areas = at least 1 and below the number of areas
part-below-32 = below 2^32
part-fewer = fewer
part-fewer-draws = fewer: their draws would not fit in memory
part-fewer-cuts = fewer: the cuts of so many values and classes would not fit in memory
part-one-number = at least one number
part-number-from-0 = a number of at least 0
part-whole-signed-32 = a whole number from -2^31 to 2^31
part-whole-32 = a whole number from 0 to 2^32
part-whole-64 = a whole number from 0 to 2^64
part-axes = positions of the axes
part-one-axis = an axis of a table
part-one-per-axis = one per axis
part-finite = finite
part-finite-from-0 = finite and at least 0
part-whole-from-0 = a whole number from 0 to 2^53
part-share-only = a share in [0, 1] (not a percentage, not a count)
part-from-1-with-y = at least 1 where y has a value
part-constant = constant
part-zero = 0 everywhere

# Parts of a sentence: what a file is, and why it cannot be read.
part-utf = UTF-32
part-excel = an Excel file or another ZIP archive
part-old-excel = an Excel file of before 2007
part-parquet = a Parquet file
part-spss = an SPSS file
part-pdf = a PDF
part-no-text = no text (it holds zero bytes)
part-not-there = there is no such file
part-not-allowed = access is denied
part-no-file = it is a folder or a device
part-packed = the packed file is damaged or cut short
part-system = the system hands out no bytes of it

# Parts of a sentence: what a column holds.
part-text = text
part-flags = yes or no
part-whole = whole numbers
part-numbers = numbers
part-dates = dates
part-times = points in time
part-times-of-day = times of day
part-intervals = intervals
part-json = JSON
part-uuids = UUIDs
part-halves = half-precision numbers
part-unknown-type = values of an unknown type
part-nothing = nothing
part-bytes = bytes
part-read-kinds = text, numbers, dates or yes and no
part-positions = positions

# Parts of a sentence: shapes of areas, and neighbours.
part-no-geometry = has no geometry
part-empty-geometry = has an empty geometry
part-no-rings = has a polygon without rings
part-no-surface = has a ring without surface
part-few-points = a ring has too few corners
part-crosses-itself = a ring has a self-intersection
part-coordinate = a coordinate is not finite
part-hole-outside = a hole lies outside the outer ring
part-rings-on-a-line = two rings share a line
part-rings-overlap = two rings overlap
part-parts-overlap = two parts overlap
part-parts-on-a-line = two parts share a line
part-ground-twice = two areas cover the same ground
part-ground-of-none = ground inside the whole that no area covers
part-pair-unknown = a pair names an area that is not there
part-pair-itself = an area is paired with itself, must be with another
part-pair-twice = a pair occurs twice, must be once
part-kept-twice = an area is kept twice, must be once

# Parts of a sentence: models.
part-two-shares = two areas with different shares
part-group-and-rest = the group and of the rest
part-diagnostics = these diagnostics
part-spatial-tests = spatial tests
part-simulated-betas = simulated betas
part-full = the disk is full
part-read-only = the disk can only be read
part-not-utf = not UTF-8
