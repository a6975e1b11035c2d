# Wat meer stappen van de weg zeggen.
expected-one-of = { $argument } is '{ $found }', dat moet een van deze zijn: { $known }
