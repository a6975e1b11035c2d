# Tabellen, kaarten, grafieken en bestanden.
no-main-groups = shares heeft geen hoofdgroepen: tel met level='main'
nothing-to-draw = { $argument } heeft geen gebied met verhuringen en groepen, er is er minstens één nodig
no-such-column = { $argument } heeft geen kolom '{ $found }'; de kolommen zijn { $known }
not-on-the-map = shares, kolom '{ $column }': { $areas } staat niet op de kaart ({ $n } van { $of } gebieden); de kaart heeft codes zoals { $known }: is het een andere gebiedsindeling?
