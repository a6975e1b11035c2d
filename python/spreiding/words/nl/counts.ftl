# Aantallen, aandelen, verandering en trend.
expected-grain = { $needs ->
    [areas] { $what } vraagt aantallen per gebied
    [one-period] { $what } toont één periode
    [periods] { $what } vergelijkt perioden
   *[fewer-keys] { $what } kan niet uitsplitsen naar { $extra }
 }, deze zijn per { $found }: geef { $call }
expected-whole-counts = { $what } telt verhuringen één voor één en kan niet met gebroken aantallen werken: neem de aantallen van vóór de omrekening, of de hele getallen (apply(…, whole=True))
reserved-name = { $source }, kolom '{ $column }': { $names } is een naam die vaststaat voor een totaal of voor geen plaats, geen eenheid kan zo heten: geef een andere naam
unknown-period = periode '{ $found }', schrijf bijvoorbeeld 2018, 2018-H1, 2018-Q3, 2018-07 of 2018-2020
wrong-period = { $source }, kolom '{ $column }': '{ $found }' is geen { $expected }, schrijf bijvoorbeeld 2018 (year), 2018-H1 (half_year), 2018-Q3 (quarter), 2018-07 (month) of 2018-2020 (period)
no-such-value = er is geen { $key } { $found }, kies uit { $known }
not-one-row = er zijn { $n } rijen met { $key } '{ $unit }' en groep '{ $group }', dat moet er 1 zijn
unknown-group = group is '{ $group }', dat moet een van deze zijn: { $known }
unknown-level = level is '{ $level }', dat moet een van deze zijn: { $known } (de niveaus van de gegeven gebieden)
no-areas-to-add = aantallen per { $by } hebben geen gebieden om op te tellen naar '{ $level }'
no-parent = gebied { $areas } heeft verhuringen en ligt in geen { $level }: geef aan waar het in ligt, of laat het weg met exclude_areas
no-keys = { $source }: geen kolom noemt een eenheid: geef area, of by=["year"]
bad-counts = { $source }: { $problems }
in-rows = { $n ->
    [1] rij { $rows }
   *[other] rijen { $rows }
 }{ $more ->
    [0] {""}
   *[other] { " " }en nog { $more }
 }
missing-in = { $column } ontbreekt in { $where }
unit-twice = { $unit } (met groep) komt meer dan één keer voor, in { $where }
more-allocations = meer toewijzingen dan verhuringen in { $where }
several-rentals = verschillende verhuringen bij dezelfde { $unit } in { $where }
total-row = { $names } is een totaal en geen gebied, in { $where }: laat het weg, het totaal volgt uit de gebieden
unknown-area = gebied { $codes } hoort niet bij de { $known } gebieden, in { $where }
groups-exceed-rentals = { $source }: de groepen van gebied { $units } zijn samen meer dan de verhuringen
groups-do-not-add-up = { $source }: de groepen van gebied { $unit } tellen op tot { $sum }, de rij 'all' (rij { $row }) zegt { $found }
no-units = aantallen ({ $source }) hebben geen eenheden
annualise-needs-period = annualise vraagt de periode van de aantallen, die is niet bekend
no-first-letting = { $source } heeft geen kolom first_letting, die is nodig om eerste verhuringen weg te laten: noem de kolom met columns=
unknown-key = by is { $found }, kies uit { $known }
keys-in-order = by is { $found }: geef één gebiedsniveau, dat voorop staat, één soort periode, en niets twee keer
unknown-excluded-area = exclude_areas noemt { $found }, dat moeten gebieden van de verhuringen zijn
not-utf8 = { $source }: sommige regels zijn geen UTF-8, waardoor waarden van { $columns } niet te onderscheiden zijn: bewaar het bestand als UTF-8
no-yes-or-no = kolom '{ $column }': { $n } waarden zijn geen ja en geen nee, schrijf bijvoorbeeld ja en nee, of true en false
shares-without = de aandelen hebben geen { $of ->
    [stock] woningvoorraad: geef die aan shares()
   *[rentals] verhuringen
 }
whole-number-from-1 = { $argument } is { $found }, dat moet een geheel getal vanaf 1 zijn
edges-missing = edges heeft een ontbrekende waarde, geef oplopende getallen
labels-of-other-length = labels heeft { $found } namen, geef er een per klasse, dus { $classes }
nothing-to-compare = er is geen periode om mee te vergelijken ({ $base }) bij { $periods }
needs-exact = { $what } vraagt de exacte cijfers: bereken het uit de aandelen van vóór de afscherming, en scherm af wat ervan gepubliceerd wordt
unequal-periods = { $what }: { $short } is korter dan andere van { $known }, zo zijn ze niet te vergelijken: laat die weg met select(…), of geef aandelen per jaar (annualise=True)
relettings-of-other-grain = relettings zijn per { $found }, de aandelen per { $expected }: tel beide naar hetzelfde
trend-needs-three = een trend vraagt drie perioden of meer, er zijn er: { $found }
pool-needs-years = aantallen per { $found } hebben geen jaren om samen te nemen: tel per jaar
pool-years = years is { $found }, dat moet een geheel getal vanaf 2 zijn
pool-not-a-multiple = er zijn { $n } jaren, { $first } tot en met { $last }, geen veelvoud van { $years }: houd met select(year=[…]) hele blokken over
pool-gap = jaar { $missing } ontbreekt bij de jaren die samen genomen worden
crosswalk-takes = apply zet aantallen of een woningvoorraad om, geen { $found }
crosswalk-other-scheme = de aantallen zijn van de indeling { $found }, de omrekening begint bij { $source }
crosswalk-misses = in de omrekening ontbreken { $n } gebieden van { $scheme }, zoals { $areas }: elk gebied moet in de tabel staan
crosswalk-no-weight = { $n } gebieden, zoals { $areas }, hebben aantallen om te verdelen en geen { $weight } om ze naar te verdelen
crosswalk-column = { $source }: er is niet precies één kolom voor '{ $wanted }' (gevonden: { $found }); de kolommen zijn { $known }: geef de naam van de kolom
crosswalk-land = { $source }, kolom '{ $column }' is oppervlakte, die zegt weinig over waar mensen wonen: geef woningen, of zeg weight="land"
crosswalk-weight = { $source }, kolom '{ $column }': { $n } gewichten ontbreken of zijn negatief of oneindig, in { $where }
crosswalk-uncovered = { $source }, kolom '{ $column }': { $n } delen met woningen liggen in geen gebied van de nieuwe indeling, in { $where }
crosswalk-whole-missing = in { $columns } ontbreken getallen, die zijn niet in hele getallen te verdelen
names-as-keys = { $source }, kolom '{ $column }' bevat namen ({ $names }), daar horen codes: twee indelingen geven dezelfde naam aan andere grond
not-of-areas = { $source }, kolom '{ $column }': { $areas } hoort niet bij de { $n } gebieden
counts-differ = aantallen die opgeteld worden verschillen in { $what }: { $first } en { $second }, dat moet gelijk zijn
counts-overlap = aantallen die opgeteld worden bevatten dezelfde verhuringen ({ $where }), die zouden dubbel tellen
values-there = de { $n } waarden die er zijn
