# De woningvoorraad.
stock-key-missing = { $source }, kolom '{ $column }': ontbreekt in { $where }
stock-area-twice = { $source }, kolom '{ $column }': een gebied komt meer dan één keer voor, in { $where }{ $several_days ->
    [True] {""}
   *[False] : noem met date= de kolom met de peildatum als de tabel meer peildata heeft
 }
stock-total = { $source }, kolom '{ $column }': { $names } is een totaal of geen plaats, in { $where }: laat het weg, het totaal volgt uit de gebieden
stock-day = { $source }, kolom '{ $column }': geen peildatum in { $where }, schrijf bijvoorbeeld 2016-01-01, 01-01-2016 of 2016
no-such-day-or-column = { $source }: date is '{ $found }', geef een dag zoals 2016-01-01, of een van de kolommen { $known }
no-stock-of-area = { $source }: de woningvoorraad ontbreekt of is 0 voor gebied { $areas }{ $more ->
    [0] {""}
   *[other] { " " }en nog { $more }
 }, waar wel verhuringen zijn: daar hoort een voorraad groter dan 0
stock-of-associations = { $source }: de voorraad is per corporatie, de aantallen per { $found } zijn dat niet: tel ook per corporatie, of geef de voorraad van alle eigenaren
stock-of-which-day = { $source }: de voorraad heeft meer peildata ({ $days }), en de aantallen hebben geen periode die zegt welke: geef period= bij de aantallen
