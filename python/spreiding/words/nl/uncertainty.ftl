# Intervallen, gladstrijken, grenzen van toeval, zekerheid van een klasse.
bands-of-other-length = bands heeft { $values } waarden, shares heeft { $areas } gebieden: ze moeten over dezelfde gebieden gaan
bands-of-other-values = bands deelt andere waarden in dan deze aandelen: geef de klassen van dezelfde kolom, in dezelfde volgorde
between-0-and-1 = { $argument } is { $found }, dat moet tussen 0 en 1 liggen
