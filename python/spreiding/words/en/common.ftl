# What several steps of the road say.
expected-one-of = { $argument } is '{ $found }', must be one of { $known }
