# Tables and files.
no-such-column = { $argument } has no column '{ $found }'; its columns are { $known }
percentage-points = difference (points)
interval-of = { $level } interval
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
picture-ending = path ends in '{ $found }', must end in .png or .svg
bands-caption = Number per class
joined-note = In between, ground became part of the city: totals before and after are not of the same ground.
crosswalk-caption = From { $source } to { $target }, by { $weight }
crosswalk-share = % of { $source }

# What a notebook shows.
notebook-more = … and { $n } more rows
notebook-checks = { $stops ->
    [yes] Findings stop a publication: { $checks }.
   *[no] No findings that stop a publication.
  }
notebook-areas = { $n } { $noun } ({ $crs }){ $scheme ->
    [none] {""}
   *[other] , scheme { $scheme }
  }; higher levels: { $levels }
notebook-code = code
notebook-name = name
notebook-main-group = main group
notebook-role = counts as
notebook-role-allocation = allocation
notebook-role-regular = regular letting
notebook-role-excluded = not counted
notebook-period = Period
notebook-rentals = Rentals
notebook-stock = Housing stock
notebook-ground = Areas
notebook-covariates = Characteristics
notebook-source = Source
notebook-protection = Protection
notebook-protected = { $how ->
    [public] none: the figures are public already or made up
    [internal] none: for internal use only
   *[protected] small counts are suppressed
  }
notebook-untitled = Study without a title
notebook-synthetic = (synthetic rentals)

# Headings and captions of results in a notebook.
shown-share = share (%)
shown-interval = 95% interval
shown-p = p
shown-q = q
shown-group = group
shown-no-value = no value
shown-no-neighbours = no neighbours with a value
shown-not-defined = not defined
shown-reason = why not
shown-n = of
shown-observed = allocations
shown-expected = expected
shown-excess = difference
shown-verdict = verdict
shown-smoothed = smoothed (%)
shown-own-weight = weight of own figure (%)
shown-quotient = quotient
shown-class = class
shown-certainty = chance of this class (%)
shown-likeliest = likeliest class
shown-value = value
shown-lag = neighbours, deviation
shown-cluster = position
shown-i = I
shown-z = z
shown-share-of-stock = % of housing stock
shown-reference = compared with (%)
shown-difference = difference (percentage points)
shown-supply = supply
shown-selection = selection
shown-raised-by = raised by
shown-total = rentals
shown-h = H
shown-within = contribution
shown-neighbour = neighbour
shown-weight = weight
shown-date = reference day
shown-corporation = association
shown-stock = dwellings
shown-measure = measure
shown-number = value
shown-statistic = statistic
shown-no-pattern = expected without a pattern
shown-p-by-formula = p (formula)
shown-p-by-simulation = p (permutations)
shown-areas = areas
shown-islands = without neighbours
shown-dropped = without a value
shown-permutations = permutations
shown-index = index
shown-by-chance = expected by chance
shown-systematic = more than chance
shown-against = compared with
shown-iterations = simulations
shown-as-funnel = In { $n } of { $areas } the share is higher or lower than chance explains (city: { $share })
shown-as-smoothed = Smoothed shares: { $areas } with few rentals move towards { $share }
shown-as-locationquotients = Share per { $areas } divided by that of the city
shown-as-certainty = Of { $n } of { $areas } the class drawn is probably the right one
shown-as-localmoran = { $n } of { $areas } resemble their neighbours more or less than by chance (q ≤ 0.05)
shown-as-localgetisord = { $n } of { $areas } lie among high or low values (q ≤ 0.05)
shown-as-decomposition = { $with ->
    [city] Difference from the city
   *[earlier] Difference from the earlier period
  } per { $areas }, split by supply and selection (percentage points)
shown-as-nestedentropy = Entropy index { $h }, of which { $share } between the parts of level { $level }
shown-as-neighbours = Neighbours per { $areas }
shown-as-stock = Housing stock of { $areas }{ $when ->
    [none] {""}
   *[other] {" "}on { $when }
  }
shown-as-rentals = { $n } rentals, { $period }
shown-as-groups = Target groups of { $name }
shown-no-group = no target group
shown-as-number = { $what ->
    [moran] Moran's I
    [geary] Geary's C
    [getisord] General G of Getis and Ord
    [dissimilarity] Dissimilarity
    [gini] Gini coefficient
    [entropy] Entropy index
    [isolation] Isolation index
    [interaction] Interaction index
    [atkinson] Atkinson index
    [multigroup_dissimilarity] Dissimilarity of all groups together
    [multigroup_entropy] Entropy index of all groups together
    [multigroup_gini] Gini coefficient of all groups together
   *[other] { $what }
  }
records-never-leave = rentals are records, which never leave: count them, and write what sp.protect makes of the shares
csv-note = note
csv-step = rounded to (percentage points)
csv-days = First and last day: { $days }.
csv-unprotected = Not protected: for internal use only.
caption-audit = { $n ->
    [0] None of the { $of } suppressed values can be derived: each can still have at least { $least } values
    [one] 1 of the { $of } suppressed values can only have fewer than { $least } values
   *[other] { $n } of the { $of } suppressed values can only have fewer than { $least } values
  }
audit-low = at least
audit-high = at most
audit-candidates = possible values
notebook-edition = version { $version }; made with spreiding { $made }
notebook-withdrawn = Withdrawn: { $reason }
notebook-tables = table
notebook-tables-rows = rows
