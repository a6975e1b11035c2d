# Regression.
one-group-only = data has rows of several groups in column '{ $column }': keep those of one, such as shares.to_polars().filter(pl.col("group") == "all")
area-several-rows = { $source }, column '{ $column }': { $n } rows share their area with another one, each would count as an area: keep one period, such as shares.select(year="2018")
model-needs-trials = model '{ $model }' needs trials
model-without-trials = model '{ $model }' takes no trials
model-weights = weights belong to model 'wls'; model is '{ $model }'
without-unknown-area = without names '{ $unknown }', not among the { $n } areas: { $known } …
null-without-term = no predictor is known to share its count with y; name a term of { $known }
null-without-rentals = the simulated null needs the denominator of y: a column 'rentals' in the data
regression-without-areas = { $what } needs the areas; this regression comes from correlations alone
matrix-rows = matrix has { $found } rows, must have one for each of its columns ({ $columns }), in that order
matrix-n = n is { $found }, must be a whole number of areas
matrix-missing = matrix has missing correlations, must have none
significant-without = Without { $area } the relation with { $term } becomes significant (p { $p_without }; with { $area } { $p }).
not-significant-without = Without { $area } the relation with { $term } is no longer significant (p { $p_without }; with { $area } { $p }).
regression-title = Regression of { $y }
regression-constant = Constant
regression-dispersion = overdispersion = { $value }
regression-adjusted = adjusted R² = { $value }
regression-effect = effect (percentage points)
regression-beta = standardised coefficient (beta)
regression-interval = confidence interval
regression-lower = lower
regression-upper = upper
regression-se = standard error
regression-partial = partial r
regression-semipartial = semipartial r
regression-chart = Coefficients with confidence intervals. { $clear ->
    [0] The interval excludes zero for no predictor.
   *[other] The interval excludes zero for: { $terms }.
  }
caveat-exact = The fit is exact: t and p are not defined.
caveat-dropped = { $areas } { $n ->
    [one] does
   *[other] do
  } not take part: too few rentals or a missing characteristic.
caveat-equal-weight = Every { $area } has the same weight, including one with few rentals.
caveat-shared-count = The number of rentals is the denominator of the outcome and the numerator of { $term }: a negative relation is to be expected from that alone.
caveat-few-areas = { $terms } predictors are many for { $n } { $areas }: a few { $areas } can determine the outcome.
caveat-collinear = Strongly collinear: { $terms }.
