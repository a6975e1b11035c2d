# The chapters of the example 2016-2017, after the note of 2018.

# In brief.
ois-brief-lead = In { $period } housing associations let { $rentals ->
    [none] social dwellings
   *[other] about { $rentals } social dwellings
  }, { $n } of them to vulnerable groups: about { $share } of rentals{ $stock ->
    [none] {""}
   *[other] {" "}and { $stock } of all dwellings
  }.
ois-brief-hidden = This page is about social dwellings let to vulnerable groups in { $period }. Their number is suppressed.
ois-brief-small = Numbers are small: a few rentals can move the share of a district up or down.
ois-brief-good = A high or low share does not say whether a district does well: it also depends on which dwellings become available.
ois-brief-vulnerable = Not every resident from these groups remains vulnerable.
ois-brief-synthetic = In the synthetic data: { $text }

# Allocations: Table 1.1.
ois-totals-title = Allocations to vulnerable groups
ois-totals-caption = Allocations to target groups by category, { $period }
ois-totals-text = There are three groups: { $parts }.

# Areas: Table 1.2.
ois-areas-title = Allocations by area
ois-areas-caption = Allocations to vulnerable groups by area, { $period }
ois-areas-map = Map of table 1.2
ois-areas-name = map-areas
ois-areas-hidden = Numbers by area are suppressed.
ois-areas-text = The number of allocations runs from { $low } in { $few } to { $high } in { $many }. Part of that difference is supply: where more association dwellings become available, more go to vulnerable groups.
ois-areas-usual = In { $n } of { $of } areas the share lies between 25% and 35% of rentals.
ois-areas-usual-shown = In { $n } of { $of } areas the share shown lies between 25% and 35% of rentals. Some figures are suppressed.
ois-measure = measure

# Districts: figures 1.3 and 1.4, Table 1.5.
ois-districts-title = Allocations by district
ois-districts-high = Districts with a high share of allocations, { $period }
ois-district = district
ois-districts-shown = For { $n } { $n ->
    [one] district
   *[other] districts
  } the share that went to vulnerable groups can be shown: { $spread }. Other districts had no more than { $least } rentals, or their figures are suppressed.
ois-districts-let = In { $n } { $n ->
    [one] district
   *[other] districts
  } more than { $least } association dwellings were let. The share that went to vulnerable groups differs: { $spread }.
ois-districts-stock = The second map shows allocations as a share of all dwellings, for { $n } { $n ->
    [one] district
   *[other] districts
  }: { $spread }. The share tends to be higher where associations own many dwellings.
ois-districts-map = Allocations to vulnerable groups as a share of { $of ->
    [share_of_stock] all dwellings
   *[share_of_rentals] rentals of social dwellings
  }, { $period }
ois-bands-caption = Districts by share of { $of ->
    [share_of_stock] the housing stock
   *[share_of_rentals] rentals; districts with more than { $least } rentals
  }
ois-bands-number = Classes of figure { $n }
ois-high-text = In the districts below more than { $rentals } of rentals went to vulnerable groups, or at least { $stock } of all dwellings. A new estate, or few rentals, can bring such a share about.
ois-high-hidden = Districts with a suppressed figure are not among them. With ± it is the rounded share.

# Groups: figures 3.1 to 3.3.
ois-groups-title = Types of vulnerable groups by area
ois-groups-text = The three groups differ in size from place to place. The first figure shows how the allocations of each area are divided over the groups, the second what part of rentals went to each group.
ois-groups-hidden = Figures by group are suppressed.
ois-groups-caption = Allocations to vulnerable groups by type, { $period }
ois-groups-name = { $of ->
    [allocations] groups-in-allocations
   *[rentals] groups-in-rentals
  }
ois-group-shares-caption = Allocations to vulnerable groups by type as a share of rentals, { $period }
ois-of-allocations = % of allocations
ois-support-caption = Allocations { $group } as a share of rentals of social dwellings, { $period }

# Regression: Table 3.4.
ois-regression-title = Relation with characteristics
ois-regression-few = The outcome depends on a few districts:
ois-regression-none = No single district decides the outcome.
ois-regression-intervals = Coefficients with their 95% intervals
ois-regression-tests = regression tests
ois-regression-text = Is the share of allocations related to characteristics of a district? The model compares { $n } districts { $which ->
    [shown] whose share is shown
   *[least] with { $least } rentals or more
  }. A characteristic is related where Sig. is below { $sig }. A relationship does not imply causation.
ois-predictor-welfare = % on welfare, far from work
ois-predictor-support-clients = % clients of support and day care
ois-predictor-association-share = % association stock
ois-predictor-woz-per-m2 = mean property value per m2
ois-predictor-neighbourhood-mark = mark for the neighbourhood
ois-predictor-small-dwellings = % dwellings up to 60 m2
ois-predictor-turnover = % rentals of association stock
ois-tests-name = test
ois-tests-statistic = statistic
ois-tests-caption = Tests of the residuals of the model
ois-test-breusch-pagan = Breusch–Pagan: uneven variance
ois-test-white = White: uneven variance
ois-test-jarque-bera = Jarque–Bera: residuals not normal
ois-test-reset = RESET: relation not a straight line

# Spread.
ois-spread-title = How uneven is the spread?
ois-spread-sheet = spread
ois-spread-caption = Unevenness of the spread over areas
ois-spread-text = To be spread like the other rentals, about { $value } of the allocations would have to be in another area (dissimilarity). Small numbers alone already give { $expected }. { $way ->
    [uneven] The spread is more uneven than chance.
   *[chance] No more unevenness than chance was found.
  }
ois-causes-caption = Supply and selection per area
ois-causes-text = An area has many allocations for its dwellings because many become vacant (supply), or because they are let to the target groups more often (selection). Of the differences between areas, { $supply } is supply and { $selection } is selection.
ois-causes-hidden = Supply and selection are not given by area: they would tell the number of rentals, which is withheld.
ois-causes-difference = difference from the city
ois-causes-note = In percentage points of the housing stock; supply and selection add up to the difference, but for rounding.
ois-causes-name = supply and selection

# Check against the printed note.
ois-check-title = Check against the 2018 note
ois-check-lead = Of the { $of } cells compared with the note, { $same } equal the recomputed cell.
ois-check-differ = These cells differ:
ois-check-cell = { $where }: { $old } in the note, now { $new }
ois-check-categories = category and period
ois-check-bands = Districts per class (figures 1.3 and 1.4)
ois-check-how = The tables below set the printed figures of the note beside those computed here from the rentals (now). Percentages are rounded first, as in the note; their difference is in percentage points.
ois-check-note = note
ois-check-now = now
ois-check-difference = difference
ois-check-allocations = allocations
ois-check-pct-of-rentals = % of rentals
ois-check-pct-of-stock = % of stock
ois-check-class = { $label } ({ $of ->
    [share_of_stock] stock
   *[share_of_rentals] rentals
  })
ois-check-name = check { $table }
ois-check-caption = { $table }: note and recomputation
ois-whole-period = whole period
