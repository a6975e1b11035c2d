# What several steps of the road say.
expected-one-of = { $argument } is '{ $found }', must be one of { $known }
not-from-0 = { $argument } is { $found }, must be 0 or more
not-from-1 = { $argument } is { $found }, must be 1 or more
not-between-0-and-1 = { $argument } is { $found }, must lie between 0 and 1
no-such-folder = the folder '{ $source }' does not exist
no-packaged-file = there is no packaged file '{ $found }'; there are { $known }
