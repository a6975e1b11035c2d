# Getallen, klassen, perioden en opsommingen in woorden.
month-name = { $n ->
    [1] januari
    [2] februari
    [3] maart
    [4] april
    [5] mei
    [6] juni
    [7] juli
    [8] augustus
    [9] september
    [10] oktober
    [11] november
   *[12] december
  }
date-in-words = { $day } { $month } { $year }
period-month = { $month } { $year }
span-half = 1e halfjaar { $year }
list-and = { $first } en { $last }
band-all = alle waarden
band-under = minder dan { $high }
band-up-to = { $high } of minder
band-from = { $low } en meer
band-over = meer dan { $low }
band-over-up-to = meer dan { $low } tot en met { $high }
