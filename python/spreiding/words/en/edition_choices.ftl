# The choices of the method in the account.
choice-rentals = rentals
choice-rentals-means = All rentals in the files count{ $left ->
    [yes] , except those in the table of rentals left out
   *[no] {""}
  }.
choice-date = date of a letting
choice-date-means = The day in this column of the files decides the period.
choice-annualised = converted to a year
choice-annualised-means = { $kind ->
    [none] Figures cover the whole period, not a year.
    [year] Each year stands by itself; part of a year is not converted to a whole one.
   *[other] Each period stands by itself and is not converted to a year.
  }
choice-scheme = scheme of target groups
choice-scheme-means = The table of target groups and main groups.
choice-areas = division of areas
choice-areas-means = The division in which rentals and housing stock were counted.
choice-unit = unit of count
choice-unit-means = The unit is one letting of one dwelling to one household.
choice-stock-date = reference date of the stock
choice-stock-date-means = A period takes { $at ->
    [end] the stock at its end
    [mean] the mean of the stock at its start and end
   *[start] the stock at its start
  }, or the last reference day before that in the same year.
choice-stock = housing stock
choice-stock-means = The number of dwellings per { $noun } as the file gives it. Only { $nouns } with a known number count.
choice-sums = higher levels
choice-sums-means = A higher level is the sum of all its { $nouns }.
choice-interval = confidence interval
choice-interval-means = The uncertainty of a share of rentals.
choice-map-minimum = rentals per { $noun } on a map
choice-map-minimum-means = Maps show a share of rentals for more than { $least } rentals.
choice-class-edges = class boundaries
choice-class-edges-means = A { $noun } exactly at a boundary is in the higher of the two classes.
choice-classes-of = classes of
choice-classes-of-means = Classes follow from the share { $protected ->
    [yes] after
   *[no] before
  } rounding.
choice-rounding = rounding
choice-rounding-means = Halves are rounded away from zero, as SPSS and Excel do.
choice-top-code = highest share printed
choice-top-code-means = A share of rentals above { $top }% prints as > { $top }.
value-as-supplied = as supplied
value-no = no
value-letting = letting
value-left-closed = the lower bound belongs to the class
value-rounded = rounded shares
value-unrounded = unrounded shares
value-half-away-from-zero = half away from zero
value-all-areas = all { $nouns }
value-counted = counted
value-not-counted = not counted
letting-declared = As declared by whoever supplies the data.
letting-text = what counts as a rental
letting-direct-mediation = direct mediation
letting-youth = dwellings for young people
letting-temporary = temporary lettings
letting-non-self-contained = non-self-contained dwellings
letting-urban-renewal = urban renewal
letting-projects = projects
groups-scheme = { $scheme ->
    [ois2018] the scheme of 2016 (note of 2018)
    [phkg2020] the scheme of 2020 (programme for housing vulnerable groups)
    [phkg2024] the scheme of 2024 (programme for housing vulnerable groups)
    [harmonised] the main groups of 2024, for all years
    [as_published] per year the main groups that held then
   *[other] { $file ->
        [none] own scheme
       *[other] own scheme ({ $file })
      }
  }
column-option = option
column-value = value
column-meaning = meaning
caption-definitions = Definitions used
nothing-left-out = No rental was left out.
value-made-up = synthetic
value-unknown = not known
rentals-made-up = rentals synthetic
fact-source = Source
fact-period = Period
fact-read = Rentals read
fact-groups = Target groups
fact-areas = Division of areas
fact-stock = Housing stock
fact-earlier = Earlier editions
fact-seed = Seed of random numbers
fact-version = Version
accessibility-title = Accessibility
accessibility-text = The page follows WCAG 2.1, level AA (EN 301 549). This is no accessibility statement under the Dutch decree on digital accessibility: making that is up to the publisher. Known failures:
accessibility-page = A screen reader cannot read maps and charts area by area: every figure has a short description, and all its numbers stand in the table below it.
accessibility-svg = The separate figures (SVG) have a title and a description, but no table.
accessibility-png = The separate figures (PNG) have no text alternative in the file: it stands on the page.
accessibility-pdf = The PDF is tagged (PDF/UA-1), but was not reviewed by hand.
accessibility-xlsx = In the workbook, signs and notes are explained on a sheet of their own.
accessibility-untested = The page was not tested by people with a disability.
accessibility-contact = Met a barrier? Tell us: { $contact }.
