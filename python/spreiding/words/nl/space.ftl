# Waarden per gebied, en toetsen op permutaties.
values-columns = { $source } heeft de kolommen { $columns }, dat moeten 'area' en één andere zijn
values-unknown-area = { $source }: { $n ->
    [one] één gebied is
   *[other] { $n } gebieden zijn
  } geen van de gebieden{ $near ->
    [none] {""}
   *[other] ; codes die erop lijken: { $near }
  }
values-area-twice = { $source }: gebied '{ $area }' komt twee keer voor
area-values-not-numbers = { $source } moet getallen hebben, één per gebied
values-length = { $source } heeft { $found } waarden, dat moeten er { $expected } zijn, één per gebied
values-infinite = { $source }, rij { $rows } is oneindig, dat moet een eindig getal of leeg zijn
values-negative = de laagste waarde is { $least }, voor Getis-Ord moet die 0 of meer zijn
