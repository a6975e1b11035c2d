# Bestanden, tabellen en de waarden daarin, uit welke bron ook.
file-unreadable = { $source }: niet te lezen ({ $reason })
file-changed = { $source }: het bestand is veranderd terwijl het gelezen werd; lees het opnieuw als het klaar is
file-empty = { $source }: het bestand is leeg, het moet beginnen met een regel kolomnamen
file-not-text = { $source }: is { $what }, dat moet een tekstbestand zijn
file-encoding = { $source }, regel { $line }: past niet in UTF-8 en niet in Windows-1252; bewaar het bestand als UTF-8
head-quote = { $source }, regel { $line }: een aanhalingsteken bij de kolomnamen sluit niet, of er staat tekst achter
head-control = { $source }, regel { $line }: een kolomnaam bevat stuurtekens
head-twice = { $source }: kolom "{ $column }" staat meer dan één keer in de eerste regel
head-title = { $source }, regel { $line }: er staat één naam, "{ $found }": is dat een titel? De kolomnamen lijken op regel { $names } te staan; haal de regels erboven weg
no-column = { $source }: heeft geen kolom "{ $column }"
not-parquet = { $source }: is geen heel Parquet-bestand; is het afgebroken?
file-damaged = { $source }: is beschadigd
column-holds = { $source }, kolom "{ $column }" bevat { $holds }, dat moet { $expected } zijn
lost-zero = { $source }, kolom "{ $column }" bevat { $holds }, dat moet tekst zijn; een code die als getal is gelezen kan een voorloopnul kwijt zijn
text-not-utf = kolom "{ $column }" bevat tekst die geen UTF-8 is, voor het eerst in rij { $row }
large-table = { $source }: heeft { $rows } rijen van { $columns } kolommen, dat moet een tabel van hoogstens { $most } waarden zijn
file-missing = { $source }: er is geen bestand met die naam
no-frame = { $source } is een { $found }, dat moet een tabel zijn: polars, pandas 2.2 of later, pyarrow, of iets met __arrow_c_stream__
frame-unreadable = { $source } heeft kolommen die geen tabel vormen: { $reason }
frame-lengths = { $source } heeft kolommen van ongelijke lengte ({ $lengths }), dat moet een tabel zijn
frame-column-twice = { $source } heeft kolommen met dezelfde naam: { $columns }
columns-missing = { $source } heeft geen kolom { $columns }; de kolommen zijn { $known }
columns-missing-near = { $source } heeft geen kolom { $columns }; de kolommen zijn { $known }: is het { $near }?
codes-are-numbers = { $source }, kolom '{ $column }' bevat getallen ({ $found }), dat moeten codes als tekst zijn; een voorloopnul kan al weg zijn
codes-mixed = { $source }, kolom '{ $column }' bevat getallen of datums tussen de codes, dat moet tekst zijn; een voorloopnul kan al weg zijn: { $n ->
    [one] rij
   *[other] rijen
  } { $first }
codes-unprintable = { $source }, kolom '{ $column }' bevat stuurtekens, dat moet tekst zijn: { $n ->
    [one] rij
   *[other] rijen
  } { $first }
codes-note = { $source }, kolom '{ $column }' bevat een noot bij de tabel ("Bron: …"), dat moeten codes zijn; haal die regel weg: { $n ->
    [one] rij
   *[other] rijen
  } { $first }
numbers-bad = { $source }, kolom '{ $column }': { $n ->
    [one] 1 waarde is geen getal in de notatie van de tabel
   *[other] { $n } waarden zijn geen getal in de notatie van de tabel
  }, voor het eerst in rij { $first }
notation-open = { $source }, kolom '{ $column }', rij { $first }: is te lezen als Nederlands getal (1.785 is 1785) en als internationaal getal; geef notation='nl' of notation='en'
notation-both = { $source }, kolom '{ $column }': sommige getallen zijn Nederlands (1.785,5), andere internationaal (1,785.5), dat moet één van beide zijn: rij { $first }
count-not-whole = { $source }, kolom '{ $column }', rij { $first }: { $found }, dat moet een geheel getal >= 0 en hoogstens 2^53 zijn
count-thousands = { $source }, kolom '{ $column }', rij { $first }: { $found }, dat moet een geheel getal >= 0 zijn; in Nederlandse notatie is { $written } { $thousands }: lees het bestand met de punt voor duizendtallen
days-bad = { $source }, kolom '{ $column }': moet datums bevatten zoals 2016-01-31 of 31-01-2016: rij { $first }
not-a-column = { $argument } moet een kolom met getallen zijn: series, array of lijst, is een { $found }
values-not-numbers = { $argument } bevat { $found }, dat moeten getallen zijn
lines-ragged = { $source }, regel { $first }: een ander aantal velden dan de eerste regel
lines-encoding = { $source }, regel { $first }: letters in een andere codering dan de rest van het bestand; bewaar het bestand als UTF-8
lines-open-quote = { $source }, regel { $first }: een aanhalingsteken opent en sluit niet, of slokt hele regels op
lines-after-quote = { $source }, regel { $first }: achter een sluitend aanhalingsteken staat tekst; schrijf een aanhalingsteken in een veld dubbel
lines-endless = { $source }, regel { $first }: de regel houdt niet op, is dit een tabel?
rows-on-lines = { $rows } (regel { $lines })
rows-in-sheet = { $rows } (rij { $lines } van het blad)
rows-listed = { $n ->
    [one] rij
   *[other] rijen
  } { $rows }
