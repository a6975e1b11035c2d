# Tabellen en bestanden.
no-such-column = { $argument } heeft geen kolom '{ $found }'; de kolommen zijn { $known }
percentage-points = verschil (procentpunt)
interval-of = { $level }-interval
points-a-period = verandering per periode (procentpunt)
verdict = oordeel
verdict-higher = hoger
verdict-lower = lager
verdict-chance = verschil kan toeval zijn
change-caption = Verandering van het aandeel toewijzingen in de verhuringen
trend-caption = Trend van het aandeel toewijzingen in de verhuringen, { $first } tot en met { $last }
change-note = Aandelen in procenten van de verhuringen. Interval van het verschil: Newcombe. Een verschil heet alleen hoger of lager bij q < 0,05, na correctie voor het aantal gebieden.
change-note-new = { $mark } geldt niet zonder eerste verhuringen van nieuwe woningen.
partial-note = Een van de perioden is niet volledig.
trend-note = Verandering van het aandeel in procentpunten per periode (Cochran-Armitage). Een trend heet alleen hoger of lager bij q < 0,05, na correctie voor het aantal gebieden.
picture-ending = de naam eindigt op { $found }, dat moet .png of .svg zijn
bands-caption = Aantal per klasse
joined-note = Tussendoor is er gebied bij de gemeente gekomen: totalen van ervoor en erna gaan niet over hetzelfde gebied.
crosswalk-caption = Van { $source } naar { $target }, naar { $weight }
crosswalk-share = % van { $source }

# Wat een notebook toont.
notebook-more = … en nog { $n } rijen
notebook-checks = { $stops ->
    [yes] Er zijn bevindingen die een publicatie tegenhouden: { $checks }.
   *[no] Geen bevindingen die een publicatie tegenhouden.
  }
notebook-areas = { $n } { $noun } ({ $crs }){ $scheme ->
    [none] {""}
   *[other] , indeling { $scheme }
  }; hogere niveaus: { $levels }
notebook-code = code
notebook-name = naam
notebook-main-group = hoofdgroep
notebook-role = telt als
notebook-role-allocation = toewijzing
notebook-role-regular = reguliere verhuring
notebook-role-excluded = niet meegeteld
notebook-period = Periode
notebook-rentals = Verhuringen
notebook-stock = Woningvoorraad
notebook-ground = Gebieden
notebook-covariates = Kenmerken
notebook-source = Bron
notebook-protection = Afscherming
notebook-protected = { $how ->
    [public] geen: de cijfers zijn al openbaar of nagebootst
    [internal] geen: alleen voor intern gebruik
   *[protected] kleine aantallen worden afgeschermd
  }
notebook-untitled = Studie zonder titel
notebook-synthetic = (nagebootste verhuringen, synthetisch)

# Koppen en opschriften van uitkomsten in een notebook.
shown-share = aandeel (%)
shown-interval = 95%-interval
shown-p = p
shown-q = q
shown-group = groep
shown-no-value = geen waarde
shown-no-neighbours = geen buren met een waarde
shown-not-defined = niet te bepalen
shown-reason = waarom niet
shown-n = van
shown-observed = toewijzingen
shown-expected = verwacht
shown-excess = verschil
shown-verdict = oordeel
shown-smoothed = afgevlakt (%)
shown-own-weight = gewicht van eigen cijfer (%)
shown-quotient = quotiënt
shown-class = klasse
shown-certainty = kans op deze klasse (%)
shown-likeliest = waarschijnlijkste klasse
shown-value = waarde
shown-lag = buren, afwijking
shown-cluster = ligging
shown-i = I
shown-z = z
shown-share-of-stock = % van woningvoorraad
shown-reference = vergeleken met (%)
shown-difference = verschil (procentpunt)
shown-supply = aanbod
shown-selection = selectie
shown-raised-by = verhoogd door
shown-total = verhuringen
shown-h = H
shown-within = bijdrage
shown-neighbour = buur
shown-weight = gewicht
shown-date = peildatum
shown-corporation = corporatie
shown-stock = woningen
shown-measure = maat
shown-number = waarde
shown-statistic = uitkomst
shown-no-pattern = verwacht zonder patroon
shown-p-by-formula = p (formule)
shown-p-by-simulation = p (permutaties)
shown-areas = gebieden
shown-islands = zonder buren
shown-dropped = zonder waarde
shown-permutations = permutaties
shown-index = index
shown-by-chance = verwacht bij toeval
shown-systematic = meer dan toeval
shown-against = vergeleken met
shown-iterations = simulaties
shown-as-funnel = In { $n } van de { $areas } is het aandeel hoger of lager dan toeval verklaart (stad: { $share })
shown-as-smoothed = Afgevlakte aandelen: { $areas } met weinig verhuringen schuiven op naar { $share }
shown-as-locationquotients = Aandeel per { $areas } gedeeld door dat van de stad
shown-as-certainty = Van { $n } van de { $areas } is de getekende klasse waarschijnlijk de juiste
shown-as-localmoran = { $n } van de { $areas } lijken meer of minder op hun buren dan bij toeval (q ≤ 0,05)
shown-as-localgetisord = { $n } van de { $areas } liggen in een groep van hoge of lage waarden (q ≤ 0,05)
shown-as-decomposition = { $with ->
    [city] Verschil met de stad
   *[earlier] Verschil met de eerdere periode
  } per { $areas }, verdeeld over aanbod en selectie (procentpunt)
shown-as-nestedentropy = Entropie-index { $h }, waarvan { $share } tussen de delen van niveau { $level }
shown-as-neighbours = Buren per { $areas }
shown-as-stock = Woningvoorraad van { $areas }{ $when ->
    [none] {""}
   *[other] {" "}op { $when }
  }
shown-as-rentals = { $n } verhuringen, { $period }
shown-as-groups = Doelgroepen van { $name }
shown-no-group = geen doelgroep
shown-as-number = { $what ->
    [moran] Moran's I
    [geary] Geary's C
    [getisord] G van Getis en Ord
    [dissimilarity] Dissimilariteit
    [gini] Gini-coëfficiënt
    [entropy] Entropie-index
    [isolation] Isolatie-index
    [interaction] Interactie-index
    [atkinson] Atkinson-index
    [multigroup_dissimilarity] Dissimilariteit van alle groepen samen
    [multigroup_entropy] Entropie-index van alle groepen samen
    [multigroup_gini] Gini-coëfficiënt van alle groepen samen
   *[other] { $what }
  }
records-never-leave = verhuringen zijn records en gaan nooit naar buiten: tel ze, en schrijf weg wat sp.protect van de aandelen maakt
csv-note = toelichting
csv-step = afgerond op (procentpunt)
csv-days = Eerste en laatste dag: { $days }.
csv-unprotected = Niet afgeschermd: alleen voor intern gebruik.
caption-audit = { $n ->
    [0] Geen van de { $of } afgeschermde waarden is af te leiden: elk kan nog ten minste { $least } waarden hebben
    [one] 1 van de { $of } afgeschermde waarden kan nog maar minder dan { $least } waarden hebben
   *[other] { $n } van de { $of } afgeschermde waarden kunnen nog maar minder dan { $least } waarden hebben
  }
audit-low = ten minste
audit-high = ten hoogste
audit-candidates = mogelijke waarden
notebook-edition = versie { $version }; gemaakt met spreiding { $made }
notebook-withdrawn = Ingetrokken: { $reason }
notebook-tables = tabel
notebook-tables-rows = rijen
