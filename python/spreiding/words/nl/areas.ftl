# Gebieden, punten, buren, en het ophalen van grenzen.
unknown-crs = crs is '{ $found }', dat moet 'CRS84' (lengte, breedte) of 'EPSG:28992' (RD, meters) zijn
areas-axes-swapped = gebieden: de assen zijn verwisseld: x loopt van { $west } tot { $east } en y van { $south } tot { $north }, dat is Nederland met de breedte eerst; in GeoJSON staat de lengte eerst
areas-other-crs = gebieden: crs is { $stated }, maar x loopt van { $west } tot { $east } en y van { $south } tot { $north }, en dat past bij { $fitting }
areas-mixed-crs = gebieden: de coördinaten van { $n } gebieden staan in meer dan één stelsel ({ $examples }), dat moet er één zijn
areas-without-crs = gebieden: x loopt van { $west } tot { $east } en y van { $south } tot { $north }, dat moet lengte en breedte (CRS84) of RD in meters (EPSG:28992) zijn; crs='tile' neemt coördinaten zonder plaats op aarde
tiles-have-no-place = coördinaten zijn { $crs } en kunnen geen { $target } worden: een tegelkaart heeft geen plaats op aarde
points-not-numbers = punten: { $column } moet een kolom met getallen zijn
batch-has-area = { $source }: heeft al een kolom '{ $column }'; noem een andere: area='…'
points-length = punten: { $column } heeft { $found } waarden, dat moeten er { $expected } zijn, evenveel als x
points-axes-swapped = punten: de assen zijn verwisseld: alle punten liggen in Nederland als de breedte eerst staat
points-out-of-range = { $n ->
    [one] punten: { $column } in rij { $rows } valt buiten het bereik, dat loopt van { $low } tot { $high } ({ $crs })
   *[other] punten: { $column } valt in { $n } rijen buiten het bereik ({ $rows } …), dat loopt van { $low } tot { $high } ({ $crs })
  }
pairs-unknown-area = { $source }, kolom '{ $column }', rij { $rows } is { $found }, dat moet een bekende code zijn
gal-count = { $source }: na '{ $head }' volgen { $found } codes, dat moeten er evenveel zijn als er staat
distance-missing = distance ontbreekt, geef bij rule 'distance' een afstand in meters
# Gebieden: ophalen van grenzen.
fetch-written = { $n ->
    [one] { $path } ({ $n } gebied)
   *[other] { $path } ({ $n } gebieden)
  }
fetch-no-address = het adres is '{ $address }', dat moet met https:// of http:// beginnen
fetch-no-json = { $address } geeft { $n } bytes die geen JSON zijn, dat moet GeoJSON zijn
fetch-no-features = { $address } geeft JSON zonder gebieden (features), dat moet een GeoJSON FeatureCollection zijn
fetch-bare-features = { $address } geeft gebieden zonder eigenschappen (properties): { $rows }
fetch-answer = { $address } antwoordt { $status }: haal het bestand met de hand op en noem het bij [areas] file
fetch-no-answer = { $address } is niet te bereiken ({ $reason }): haal het bestand met de hand op en noem het bij [areas] file
fetch-too-much = { $address } geeft meer dan { $most } MB, of is na { $seconds } seconden nog niet klaar
areas-source = gebieden: source is een { $found }, dat moet een pad naar GeoJSON, een dictionary of iets met __geo_interface__ zijn
areas-not-utf = gebieden: { $source } is geen UTF-8 bij byte { $at }, GeoJSON moet dat zijn
areas-not-finite = gebieden: een coördinaat of eigenschap is NaN of oneindig, dat moet een eindig getal zijn
areas-length = { $what } heeft { $found } waarden, dat moeten er { $expected } zijn, één per gebied
unknown-area-level = level is '{ $found }', dat moet een van deze zijn: { $known }
parent-in-two = { $level } '{ $code }' ligt in { $above } { $found }, dat moet er één zijn
parent-name-level = parent_name noemt het niveau { $found }, dat moet er een van parent zijn: { $known }
parent-two-names = { $level } '{ $code }' heeft de namen { $names }, dat moet er één zijn
gal-head = { $source }: de eerste regel moet het aantal gebieden noemen
gal-line = { $source }, regel { $line }: daar moeten een code en het aantal buren staan
gal-areas = { $source } bevat { $found } gebieden, dat moeten er { $expected } zijn: is het bestand afgebroken?
gal-twice = { $source }: gebied '{ $code }' staat er twee keer, dat moet één keer zijn
gal-unknown = { $source }: '{ $code }' is een buur en geen gebied van het bestand
gal-spaces = de codes { $codes } hebben spaties, dat kan niet in een GAL-bestand
gal-weights = buren volgens { $rule } hebben gewichten die niet in een GAL-bestand passen: schrijf .pairs, of .binary.to_gal(...)
areas-list-no-code = { $source }, kolom '{ $column }': geen code in { $where }; elk gebied heeft er een nodig
areas-list-twice = { $source }, kolom '{ $column }': dubbele codes in { $where }; elke code mag er één keer staan
areas-without-place = de gebieden zijn een lijst zonder grenzen; voor kaarten, buren en coördinaten zijn grenzen nodig: lees ze met sp.read_areas, of noem het bestand in [areas] file
codes-not-named = { $n ->
    [one] één waarde die geen bekende code is
   *[other] { $n } waarden die geen bekende code zijn
  }
no-such-area = er is geen gebied '{ $code }'; de codes lopen van '{ $first }' tot '{ $last }'
part-silent = geen antwoord binnen de tijd
part-cut-off = de verbinding brak af
part-refused = de verbinding is geweigerd
part-no-name = het adres is onbekend, of er is geen netwerk
part-insecure = de verbinding is niet te vertrouwen
part-elsewhere = het adres verwijst door naar iets anders dan http(s)
part-broken = het antwoord is niet te lezen
part-status = antwoord { $status }
