# Wat meer stappen van de weg zeggen.
argument-of-another-kind = { $argument } van { $function } is van de soort { $found }, dat moet zijn: { $expected }{ $call ->
    [none] {""}
   *[other] ; { $call } maakt er een
  }
expected-one-of = { $argument } is '{ $found }', dat moet een van deze zijn: { $known }
not-from-0 = { $argument } is { $found }, dat moet 0 of meer zijn
not-from-1 = { $argument } is { $found }, dat moet 1 of meer zijn
not-between-0-and-1 = { $argument } is { $found }, dat moet tussen 0 en 1 liggen
no-packaged-file = het pakket heeft geen bestand '{ $found }'; er zijn { $known }
path-ending = de naam eindigt op '{ $found }', dat moet een van deze zijn: { $known }
path-folder = '{ $path }': de map '{ $folder }' bestaat niet
file-in-use = { $source } is open in een ander programma: sluit het daar, en probeer het opnieuw
fault-in-line = regel { $line }: { $fault }
option-not-pair = { $option } is '{ $found }', dat moet { $form } zijn
option-not-day = { $option } is '{ $found }', dat moet een dag zijn zoals 2016-01-31
stopped = gestopt
no-such-file = { $source } bestaat niet
system-refuses = { $source }: { $why }
