# The choices of the method in the account.
choice-rentals = rentals
choice-rentals-means = All rentals in the file count, except projects and private stock that are left out.
choice-date = date of a letting
choice-date-means = The day of signing decides the period.
choice-annualised = converted to a year
choice-annualised-means = Figures cover the whole period, not a year.
choice-scheme = scheme of target groups
choice-scheme-means = The table of target groups and main groups.
choice-unit = unit of count
choice-unit-means = The unit is one letting of one dwelling to one household.
choice-left-out = districts left out
choice-left-out-means = No district is left out.
choice-stock-date = reference date of the stock
choice-stock-date-means = The reference date of the housing stock.
choice-stock = housing stock
choice-stock-means = All dwellings; no berths or stands.
choice-stock-areas = districts with a stock
choice-stock-areas-means = Every district with a known stock counts.
choice-sums = areas
choice-sums-means = An area is the sum of all its districts.
choice-interval = confidence interval
choice-interval-means = The uncertainty of a share of rentals.
choice-map-minimum = rentals per district on a map
choice-map-minimum-means = Maps show a share of rentals for more than 10 rentals.
choice-class-edges = class boundaries
choice-class-edges-means = A district at exactly 25% is in class 25–35%.
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
value-all-districts = all districts
value-contract-signed = contract signed
value-no = no
value-none = none
value-letting = letting
value-left-closed = the lower bound belongs to the class
value-rounded = rounded shares
value-unrounded = unrounded shares
value-half-away-from-zero = half away from zero
