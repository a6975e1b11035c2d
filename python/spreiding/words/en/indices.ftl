# Indices of spread and what they are made of.
two-groups = group '{ $group }' cannot be compared with '{ $against }': name two groups
stock-wanted = against='stock' needs a stock: give stock=, or shares that have one
needs-groups = { $what } needs counts by group, these have only 'all'
index-needs-every-count = { $name } is missing for { $n } units ({ $unit } { $units }): an index needs every count
whole-number = { $argument } is { $found }, must be a whole number >= 0
periods-differ = the two periods differ in { $name }: { $before } and { $after }, must be the same
area-of-one-period = area { $areas } is missing in the { $period } period: both must have the same areas
needed-to-add-up = { $name } is missing for area { $areas }: every number is needed to add up
