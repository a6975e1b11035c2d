# Intervals, smoothing, funnel limits, the certainty of a class.
bands-of-other-length = bands has { $values } values, shares has { $areas } areas: they must be of the same areas
bands-of-other-values = bands classify other values than these shares: give the bands of the same column, in the same order
between-0-and-1 = { $argument } is { $found }, must be between 0 and 1
