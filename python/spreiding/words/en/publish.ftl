# Tables, maps, charts and files.
no-main-groups = shares has no main groups, must have them: count with level='main'
nothing-to-draw = { $argument } has no area with rentals and groups, must have one
no-such-column = { $argument } has no column '{ $found }'; its columns are { $known }
not-on-the-map = shares, column '{ $column }': { $areas } not on the map ({ $n } of { $of } areas); the map has codes such as { $known }: is it another area scheme?
percentage-points = difference (points)
points-a-period = change per period (points)
verdict = verdict
verdict-higher = higher
verdict-lower = lower
verdict-chance = may be chance
change-caption = Change of the share of allocations in rentals
trend-caption = Trend of the share of allocations in rentals, { $first } to { $last }
change-note = Shares in percent of the rentals. Interval of the difference: Newcombe. A difference is called higher or lower only where q < 0.05, after adjustment for the number of areas.
change-note-new = { $mark } does not hold without first lettings of new dwellings.
partial-note = One of the periods is not whole.
trend-note = Change of the share in percentage points per period (Cochran-Armitage). A trend is called higher or lower only where q < 0.05, after adjustment for the number of areas.
joined-note = In between, ground became part of the city: totals before and after are not of the same ground.
crosswalk-caption = From { $source } to { $target }, by { $weight }
crosswalk-share = % of { $source }
