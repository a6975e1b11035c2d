# Wat meer stappen van de weg zeggen.
expected-one-of = { $argument } is '{ $found }', dat moet een van deze zijn: { $known }
path-ending = de naam eindigt op '{ $found }', dat moet een van deze zijn: { $known }
path-folder = '{ $path }': de map '{ $folder }' bestaat niet
file-in-use = { $source } is open in een ander programma: sluit het daar, en probeer het opnieuw
fault-in-line = regel { $line }: { $fault }
option-not-pair = { $option } is '{ $found }', dat moet { $form } zijn
option-not-day = { $option } is '{ $found }', dat moet een dag zijn zoals 2016-01-31
stopped = gestopt
