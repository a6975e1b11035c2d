# The stock of dwellings.
stock-key-missing = { $source }, column '{ $column }': missing in { $where }
stock-area-twice = { $source }, column '{ $column }': an area occurs more than once, in { $where }{ $several_days ->
    [True] {""}
   *[False] : where the table has several reference days, name their column by date=
 }
stock-total = { $source }, column '{ $column }': { $names } is a total or no place, in { $where }: leave it out, the total is made of the areas
stock-day = { $source }, column '{ $column }': no reference day in { $where }, must be such as 2016-01-01, 01-01-2016 or 2016
no-such-day-or-column = { $source }: date is '{ $found }', must be a day such as 2016-01-01, or one of its columns { $known }
no-stock-of-area = { $source }: stock is missing or 0 for area { $areas }{ $more ->
    [0] {""}
   *[other] { " " }and { $more } more
 }, which has rentals: a stock > 0 is expected there
stock-of-associations = { $source }: the stock is that of each association, the counts by { $found } are not: count by corporation too, or give the stock of all owners
stock-of-which-day = { $source }: the stock has several reference days ({ $days }), and the counts have no period that says which: give period= to the counts
