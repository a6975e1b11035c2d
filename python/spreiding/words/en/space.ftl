# Values per area, and tests by permutation.
values-columns = { $source } has columns { $columns }, must have 'area' and one more
values-unknown-area = { $source }: { $n ->
    [one] one area is
   *[other] { $n } areas are
  } not among the areas{ $near ->
    [none] {""}
   *[other] ; codes like these: { $near }
  }
values-area-twice = { $source }: area '{ $area }' occurs twice
area-values-not-numbers = { $source } must hold numbers, one per area
values-length = { $source } has { $found } values, must have { $expected }, one per area
values-infinite = { $source }, row { $rows } is infinite, must be finite or missing
values-negative = values go down to { $least }, must be 0 or more for Getis-Ord
