# Counts, shares, change and trend.
expected-grain = { $needs ->
    [areas] { $what } needs counts by area
    [one-period] { $what } shows one period
    [periods] { $what } compares periods
   *[fewer-keys] { $what } takes no { $extra } apart
 }, these are by { $found }: give it { $call }
expected-whole-counts = { $what } counts lettings one by one and takes no fractional counts: use the counts before the crosswalk, or its whole numbers (apply(…, whole=True))
reserved-name = { $source }, column '{ $column }': { $names } is a name the library keeps for a total or for no place, no unit can bear it: rename it
unknown-period = period '{ $found }', must be such as 2018, 2018-H1, 2018-Q3, 2018-07 or 2018-2020
wrong-period = { $source }, column '{ $column }': '{ $found }' is no { $expected }, must be such as 2018 (year), 2018-H1 (half_year), 2018-Q3 (quarter), 2018-07 (month) or 2018-2020 (period)
no-such-value = there is no { $key } { $found }, must be one of { $known }
not-one-row = there are { $n } rows of { $key } '{ $unit }' and group '{ $group }', must be 1
unknown-group = group is '{ $group }', must be one of { $known }
unknown-level = level is '{ $level }', must be one of { $known }: the levels of the areas that were given
no-areas-to-add = counts by { $by } have no areas to add up to '{ $level }'
no-parent = area { $areas } has rentals and no { $level }: give it a parent, or leave it out by exclude_areas
no-keys = { $source }: there is no column that names a unit: give area, or by=["year"]
bad-counts = { $source }: { $problems }
in-rows = { $n ->
    [1] row { $rows }
   *[other] rows { $rows }
 }{ $more ->
    [0] {""}
   *[other] { " " }and { $more } more
 }
missing-in = { $column } is missing in { $where }
unit-twice = an { $unit } (and group) occurs more than once in { $where }
more-allocations = more allocations than rentals in { $where }
several-rentals = different rentals for the same { $unit } in { $where }
total-row = { $names } is a total, no area, in { $where }: leave it out, the total is made of the areas
unknown-area = area { $codes } is not one of the { $known } areas, in { $where }
groups-exceed-rentals = { $source }: the groups of area { $units } add up to more than its rentals
groups-do-not-add-up = { $source }: the groups of area { $unit } add up to { $sum }, its row 'all' (row { $row }) says { $found }
no-units = counts ({ $source }) have no units
annualise-needs-period = annualise needs the period of the counts, which is not known
no-first-letting = { $source } has no column first_letting, which relettings need: name it by columns=
unknown-key = by is { $found }, must be among { $known }
keys-in-order = by is { $found }, must have one geographic level, first, one period, and no key twice
unknown-excluded-area = exclude_areas names { $found }, must be areas of the records
not-utf8 = { $source }: some lines are not UTF-8, so that values of { $columns } cannot be told apart: save the file as UTF-8
no-yes-or-no = column '{ $column }': { $n } values are neither yes nor no, must be such as ja and nee, yes and no, true and false
shares-without = the shares have no { $of }{ $of ->
    [stock] : give one to shares()
   *[rentals] {""}
 }
whole-number-from-1 = { $argument } is { $found }, must be a whole number >= 1
edges-missing = edges has a missing value, must be rising numbers
labels-of-other-length = labels has { $found } names, must have one per class, { $classes }
nothing-to-compare = there is no period to compare with ({ $base }) among { $periods }
needs-exact = { $what } needs the exact figures: compute it from the shares before protection, and protect what is published of it
unequal-periods = { $what }: { $short } is shorter than others of { $known }, so that they do not compare: leave it out by select(…), or give shares per year (annualise=True)
relettings-of-other-grain = relettings are by { $found }, the shares by { $expected }: count both by the same
trend-needs-three = a trend takes three periods or more, there are { $found }
pool-needs-years = counts by { $found } have no years to take together: count by year
pool-years = years is { $found }, must be a whole number >= 2
pool-not-a-multiple = there are { $n } years, { $first } to { $last }, no multiple of { $years }: keep whole blocks of them by select(year=[…])
pool-gap = year { $missing } is missing among those to take together
crosswalk-takes = apply takes counts or stock, not { $found }
crosswalk-other-scheme = the counts are of the division { $found }, the crosswalk starts from { $source }
crosswalk-misses = the crosswalk misses { $n } areas of { $scheme }, such as { $areas }: every area must be in the table
crosswalk-no-weight = { $n } areas, such as { $areas }, have numbers to divide and no { $weight } to divide them by
crosswalk-column = { $source }: there is no one column for '{ $wanted }' (found: { $found }); its columns are { $known }: give the name of the column
crosswalk-land = { $source }, column '{ $column }' holds land, which says little of where people live: give dwellings, or say weight="land"
crosswalk-weight = { $source }, column '{ $column }': { $n } weights are missing, negative or infinite, in { $where }
crosswalk-uncovered = { $source }, column '{ $column }': { $n } parts with dwellings lie in no area of the target division, in { $where }
crosswalk-whole-missing = { $columns } has missing numbers, which cannot be divided into whole ones
names-as-keys = { $source }, column '{ $column }' holds names ({ $names }), must hold codes: two divisions give one name to different ground
not-of-areas = { $source }, column '{ $column }': { $areas } is not one of the { $n } areas
counts-differ = counts to add differ in { $what }: { $first } and { $second }, must be the same
counts-overlap = counts to add hold the same lettings ({ $where }), which would count twice
values-there = the { $n } values there are
