# Verhuringen: bronnen, kolommen, en wat daaraan mankeert.
no-files = source noemt geen bestand, dat moet er ten minste één zijn
no-file-of-pattern = source is '{ $source }': geen bestand heet zo
file-ending = source is '{ $source }', dat moet een bestand zijn dat eindigt op { $known }
folder-without-files = source is de map '{ $source }': daarin staat geen bestand dat eindigt op { $known }
file-twice = { $source }: het bestand is twee keer genoemd ({ $other }), dat moet één keer: de verhuringen zouden dubbel tellen
same-contents = { $source } heeft dezelfde inhoud als { $other }: de verhuringen tellen dubbel
file-changed-since = { $source }: het bestand is veranderd sinds het gelezen is; lees het opnieuw
lazy-unreadable = { $source }: niet rij voor rij te lezen ({ $reason })
days-mixed = { $source }, kolom '{ $column }' bevat getallen tussen de datums, dat moeten datums zijn: { $n ->
    [one] rij
   *[other] rijen
  } { $first }
columns-unknown = columns noemt { $found }, dat moet een van deze zijn: { $known }; het meest lijkt erop: { $near }
records-columns = { $source } heeft geen kolom { $columns }; de kolommen zijn { $known }: noem ze met columns= (--column)
records-columns-near = { $source } heeft geen kolom { $columns }; de kolommen zijn { $known }: is het { $near }? Noem die met columns= (--column)
located-without-areas = { $source } heeft coördinaten en geen gebieden om ze in te zoeken: geef areas=
points-notation-either = { $source }, kolommen { $columns }: te lezen als Nederlandse getallen en als internationale; geef notation='nl' of notation='en'
points-notation-both = { $source }, kolommen { $columns }: sommige getallen zijn Nederlands, andere internationaal, dat moet één van beide zijn
records-points-axes-swapped = { $source }, kolommen { $columns }: de assen zijn verwisseld: alle punten liggen in Nederland als de breedte eerst staat; noem ze andersom: columns={"{"}"x": …, "y": …{"}"}
records-points-out-of-range = { $source }, kolom '{ $column }': { $n ->
    [one] 1 verhuring ligt
   *[other] { $n } verhuringen liggen
  } buiten het bereik van { $crs } ({ $low } tot { $high }){ $first ->
    [none] {""}
   *[other] , { $n ->
        [one] rij
       *[other] rijen
      } { $first }
  }; staan de punten in een ander stelsel dan de gebieden, geef die dan daarin: areas.to_crs('EPSG:28992')
period-no-pair = period is een { $found }, dat moeten een eerste en een laatste dag zijn, beide inbegrepen
period-no-day = period bevat { $found }, dat moeten dagen zijn zoals 2016-01-31
period-reversed = period is { $first } tot en met { $last }, dat moet van de eerste tot de laatste dag lopen
no-records = { $source }: er zijn geen verhuringen
there-are-no-records = er zijn geen verhuringen
records-problem = { $source }: { $problem }
records-problems =
    { $source }: { $n } problemen
    { $list }
record-fault = { $what } — { $n ->
    [one] { $n } verhuring
   *[other] { $n } verhuringen
  }
record-fault-at = { $what } — { $n ->
    [one] { $n } verhuring
   *[other] { $n } verhuringen
  }: { $where }{ $more }
place-rows = { $source }, rij { $rows }
place-lines = regel { $lines }
record-lines-ragged = { $source }: regels met een ander aantal velden dan de eerste regel
record-lines-encoding = { $source }: regels die niet in UTF-8 en niet in Windows-1252 passen, of in een andere codering dan de rest; bewaar het bestand als UTF-8
record-lines-open-quote = { $source }: een aanhalingsteken opent en sluit niet, of slokt hele regels op
record-lines-after-quote = { $source }: achter een sluitend aanhalingsteken staat tekst; schrijf een aanhalingsteken in een veld dubbel
record-lines-endless = { $source }: een regel houdt niet op, is dit een tabel?
numbers-notation-either = { $source }, kolommen { $column }: getallen zijn te lezen als Nederlands (1.785 is 1785) en als internationaal; geef notation='nl' of notation='en'
numbers-notation-both = { $source }, kolommen { $column }: sommige getallen zijn Nederlands (1.785,5), andere internationaal (1,785.5), dat moet één van beide zijn
number-no-finite = kolom '{ $column }': geen getal (staat het decimaalteken in de notatie van het bestand?)
    .cause = een decimaalteken in de andere notatie, of tekst waar een getal hoort
    .do = Kijk de genoemde rijen na, en zeg met notation hoe het bestand getallen schrijft (nl of en).
number-below = kolom '{ $column }': geen getal >= { $least } (staat het decimaalteken in de notatie van het bestand?)
    .cause = een decimaalteken in de andere notatie, of een getal onder de grens
    .do = Kijk de genoemde rijen na, en zeg met notation hoe het bestand getallen schrijft (nl of en).
code-no-utf = { $column }: tekst die geen UTF-8 is
code-unprintable = { $column }: stuurtekens, dat moet tekst zijn
date-missing = datum ontbreekt
    .cause = een contract dat nog niet is getekend, of een rij die geen verhuring is
    .do = Vraag de datum van het contract, of laat de rij weg.
date-unreadable = datum is onleesbaar, schrijf 2016-01-31 of 31-01-2016
    .cause = datums die op meer manieren zijn geschreven, of tekst waar een datum hoort
    .do = Vraag een export met datums als 31-01-2016.
date-swapped = dag en maand zijn verwisseld (een maand boven 12), schrijf 31-01-2016
    .cause = een systeem dat de maand voor de dag schrijft
    .do = Vraag een export met datums als 31-01-2016: ook de datums die wel lijken te kloppen kunnen verwisseld zijn.
date-outside-period = datum ligt buiten de periode { $first } tot en met { $last }
group-unknown = code komt niet voor in de doelgroepen van { $scheme } ({ $n ->
    [one] één onbekende waarde
   *[other] { $n } verschillende onbekende waarden
  }{ $near ->
    [none] {""}
   *[other] ; bekende codes die erop lijken: { $near }
  }); die zijn { $known }
group-unknown-all = code komt niet voor in de doelgroepen van { $scheme } (geen van de { $n } verschillende waarden; is dit de goede kolom?); die zijn { $known }
group-outside-days = codes van { $scheme } buiten de dagen dat zij gelden ({ $first } tot en met { $last }): kies de doelgroepen van dat jaar, of groups='harmonised' voor jaren van meer indelingen
area-two-schemes = codes van twee gebiedsindelingen door elkaar ({ $kinds }): geef de gebieden (areas)
area-unknown = gebiedscode hoort niet bij de { $total } gebieden ({ $n ->
    [one] één onbekende waarde
   *[other] { $n } verschillende onbekende waarden
  }{ $near ->
    [none] {""}
   *[other] ; bekende codes die erop lijken: { $near }
  })
area-unknown-written = gebiedscode hoort niet bij de { $total } gebieden ({ $n ->
    [one] één onbekende waarde
   *[other] { $n } verschillende onbekende waarden
  }{ $near ->
    [none] {""}
   *[other] ; bekende codes die erop lijken: { $near }
  }), geschreven als { $kinds }
area-unknown-other = gebiedscode hoort niet bij de { $total } gebieden ({ $n ->
    [one] één onbekende waarde
   *[other] { $n } verschillende onbekende waarden
  }{ $near ->
    [none] {""}
   *[other] ; bekende codes die erop lijken: { $near }
  }), geschreven als { $kinds } (de gegeven gebieden: { $mine })
area-unknown-all = gebiedscode hoort niet bij de { $total } gebieden (geen van de { $n } verschillende waarden; is dit de goede kolom?)
area-unknown-all-written = gebiedscode hoort niet bij de { $total } gebieden (geen van de { $n } verschillende waarden), geschreven als { $kinds }
area-unknown-all-other = gebiedscode hoort niet bij de { $total } gebieden (geen van de { $n } verschillende waarden), geschreven als { $kinds } (de gegeven gebieden: { $mine })
unknown-scheme = groups is '{ $found }', dat moet een van deze zijn: { $known }, of een tabel
group-without-code = { $source }: elke rij moet een code hebben: rij { $first }
group-role = { $source }: elke rij moet een rol uit { $known } hebben, of ja of nee bij in_analysis: rij { $first }
code-without-main-group = { $source }: een code zit in de analyse en heeft geen main_group: rij { $first }
label-of-two-groups = { $source }: label '{ $label }' hoort bij de codes '{ $one }' en '{ $other }'
