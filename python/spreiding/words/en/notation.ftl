# Numbers, classes, periods and enumerations in words.
month-name = { $n ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
date-in-words = { $day } { $month } { $year }
period-month = { $month } { $year }
span-half = first half of { $year }
list-and = { $first } and { $last }
band-all = all values
band-under = less than { $high }
band-up-to = { $high } or less
band-from = { $low } or more
band-over = more than { $low }
band-over-up-to = more than { $low } up to { $high }
