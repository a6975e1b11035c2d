# Tables, maps, charts and files.
no-main-groups = shares has no main groups, must have them: count with level='main'
nothing-to-draw = { $argument } has no area with rentals and groups, must have one
no-such-column = { $argument } has no column '{ $found }'; its columns are { $known }
not-on-the-map = shares, column '{ $column }': { $areas } not on the map ({ $n } of { $of } areas); the map has codes such as { $known }: is it another area scheme?
