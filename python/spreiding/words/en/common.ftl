# What several steps of the road say.
expected-one-of = { $argument } is '{ $found }', must be one of { $known }
path-ending = path ends in '{ $found }', must end in { $known }
path-folder = path '{ $path }': the folder '{ $folder }' does not exist
file-in-use = { $source } is open in another program: close it there, and run again
fault-in-line = line { $line }: { $fault }
option-not-pair = { $option } is '{ $found }', must be { $form }
option-not-day = { $option } is '{ $found }', must be a day as 2016-01-31
stopped = stopped
