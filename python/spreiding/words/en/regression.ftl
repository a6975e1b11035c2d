# Regression.
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
