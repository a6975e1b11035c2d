# Records of rentals: sources, columns, and what is wrong with them.
no-files = source names no file, must name at least one
no-file-of-pattern = source is '{ $source }': no file has such a name
file-ending = source is '{ $source }', must be a file that ends in { $known }
folder-without-files = source is the folder '{ $source }': it holds no file that ends in { $known }
file-twice = { $source }: the file is named twice ({ $other }), must be named once: its rentals would count double
same-contents = { $source } has the same contents as { $other }: its rentals count double
file-changed-since = { $source }: the file has changed since it was read; read it again
lazy-unreadable = { $source }: cannot be read row by row ({ $reason })
days-mixed = { $source }, column '{ $column }' holds numbers among its dates, must hold dates: { $n ->
    [one] row
   *[other] rows
  } { $first }
columns-unknown = columns names { $found }, must be among { $known }; the nearest: { $near }
records-columns = { $source } has no column { $columns }; its columns are { $known }: name them by columns= (--column)
records-columns-near = { $source } has no column { $columns }; its columns are { $known }: is it { $near }? Name it by columns= (--column)
located-without-areas = { $source } has coordinates and no areas to look for them in: give areas=
points-notation-either = { $source }, columns { $columns }: can be read as Dutch numbers and as international ones; give notation='nl' or notation='en'
points-notation-both = { $source }, columns { $columns }: some numbers are Dutch, others international, must be one of both
records-points-axes-swapped = { $source }, columns { $columns }: axes are swapped: every point lies in the Netherlands with latitude (or northing) first; name them the other way round: columns={"{"}"x": …, "y": …{"}"}
records-points-out-of-range = { $source }, column '{ $column }': { $n ->
    [one] 1 record lies
   *[other] { $n } records lie
  } out of the range of { $crs } ({ $low } to { $high }){ $first ->
    [none] {""}
   *[other] , { $n ->
        [one] row
       *[other] rows
      } { $first }
  }; where the points have another system than the areas, give those in it: areas.to_crs('EPSG:28992')
period-no-pair = period is a { $found }, must be a first and a last day, both included
period-no-day = period has { $found }, must hold days such as 2016-01-31
period-reversed = period is { $first } to { $last }, must run from the first to the last day
no-records = { $source }: there are no records
there-are-no-records = there are no records
records-problem = { $source }: { $problem }
records-problems =
    { $source }: { $n } problems
    { $list }
record-fault = { $what } — { $n ->
    [one] { $n } record
   *[other] { $n } records
  }
record-fault-at = { $what } — { $n ->
    [one] { $n } record
   *[other] { $n } records
  }: { $where }{ $more }
place-rows = { $source }, row { $rows }
place-lines = line { $lines }
record-lines-ragged = { $source }: lines with another number of fields than the first line
record-lines-encoding = { $source }: lines that fit neither UTF-8 nor Windows-1252, or another than the rest of the file; save the file as UTF-8
record-lines-open-quote = { $source }: a quote opens and does not close, or swallows whole lines
record-lines-after-quote = { $source }: text follows a closing quote; write a quote within a field twice
record-lines-endless = { $source }: a line does not end, is it a table?
numbers-notation-either = { $source }, columns { $column }: numbers can be read as Dutch (1.785 is 1785) and as international; give notation='nl' or notation='en'
numbers-notation-both = { $source }, columns { $column }: some numbers are Dutch (1.785,5), others international (1,785.5), must be one of both
number-no-finite = column '{ $column }': not a finite number (is the decimal mark that of the file's notation?)
    .cause = a decimal mark in the other notation, or text where a number belongs
    .do = Look at the rows, and say with notation how the file writes numbers (nl or en).
number-below = column '{ $column }': not a finite number >= { $least } (is the decimal mark that of the file's notation?)
    .cause = a decimal mark in the other notation, or a number below the limit
    .do = Look at the rows, and say with notation how the file writes numbers (nl or en).
code-no-utf = { $column }: text that is not UTF-8
code-unprintable = { $column }: control characters, must be text
date-missing = date: missing
    .cause = a contract that was not signed yet, or a row that is no letting
    .do = Ask for the day of the contract, or leave the row out.
date-unreadable = date: cannot be read, must be such as 2016-01-31 or 31-01-2016
    .cause = dates written in several ways, or text where a date belongs
    .do = Ask for an export with dates such as 31-01-2016.
date-swapped = date: day and month are swapped (a month above 12), must be such as 31-01-2016
    .cause = a system that writes the month before the day
    .do = Ask for an export with dates such as 31-01-2016: dates that seem right may be swapped too.
date-outside-period = date: outside the period { $first } to { $last }
group-unknown = group: no code of { $scheme } ({ $n ->
    [one] one unknown value
   *[other] { $n } distinct unknown values
  }{ $near ->
    [none] {""}
   *[other] ; known codes like these: { $near }
  }); its codes are { $known }
group-unknown-all = group: no code of { $scheme } (none of the { $n } distinct values; is it the right column?); its codes are { $known }
group-outside-days = group: codes of { $scheme } outside the days they are valid ({ $first } to { $last }); name the scheme of that year, or groups='harmonised' to put years of several schemes together
area-two-schemes = area: codes of two area schemes ({ $kinds }): give areas=
area-unknown = area: no code of the { $total } areas ({ $n ->
    [one] one unknown value
   *[other] { $n } distinct unknown values
  }{ $near ->
    [none] {""}
   *[other] ; known codes like these: { $near }
  })
area-unknown-written = area: no code of the { $total } areas ({ $n ->
    [one] one unknown value
   *[other] { $n } distinct unknown values
  }{ $near ->
    [none] {""}
   *[other] ; known codes like these: { $near }
  }), written as { $kinds }
area-unknown-other = area: no code of the { $total } areas ({ $n ->
    [one] one unknown value
   *[other] { $n } distinct unknown values
  }{ $near ->
    [none] {""}
   *[other] ; known codes like these: { $near }
  }), written as { $kinds } (the areas given are { $mine })
area-unknown-all = area: no code of the { $total } areas (none of the { $n } distinct values; is it the right column?)
area-unknown-all-written = area: no code of the { $total } areas (none of the { $n } distinct values), written as { $kinds }
area-unknown-all-other = area: no code of the { $total } areas (none of the { $n } distinct values), written as { $kinds } (the areas given are { $mine })
unknown-scheme = groups is '{ $found }', must be one of { $known }, or a table
group-without-code = { $source }: every row must have a code: row { $first }
group-role = { $source }: every row must have a role among { $known }, or say yes or no to in_analysis: row { $first }
code-without-main-group = { $source }: a code is in the analysis and has no main_group: row { $first }
label-of-two-groups = { $source }: label '{ $label }' belongs to the codes '{ $one }' and '{ $other }'
