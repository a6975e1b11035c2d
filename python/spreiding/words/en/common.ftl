# What several steps of the road say.
argument-of-another-kind = { $argument } of { $function } is of kind { $found }, must be { $expected }{ $call ->
    [none] {""}
   *[other] ; { $call } makes one
  }
expected-one-of = { $argument } is '{ $found }', must be one of { $known }
not-from-0 = { $argument } is { $found }, must be 0 or more
not-from-1 = { $argument } is { $found }, must be 1 or more
not-between-0-and-1 = { $argument } is { $found }, must lie between 0 and 1
no-packaged-file = there is no packaged file '{ $found }'; there are { $known }
path-ending = path ends in '{ $found }', must end in { $known }
path-folder = path '{ $path }': the folder '{ $folder }' does not exist
file-in-use = { $source } is open in another program: close it there, and run again
fault-in-line = line { $line }: { $fault }
option-not-pair = { $option } is '{ $found }', must be { $form }
option-not-day = { $option } is '{ $found }', must be a day as 2016-01-31
stopped = stopped
no-such-file = { $source } does not exist
system-refuses = { $source }: { $why }
