# Tables, maps and charts.

areas-without-geometry = { $argument } has no geometry, must have boundaries or tiles to draw a map
map-counted = { $of ->
    [share_of_rentals] Allocations as a share of rentals
    [share_of_stock] Allocations as a share of the housing stock
   *[other] { $value }
  }{ $group ->
    [all] {""}
   *[one] , { $whom }
  }{ $period ->
    [none] {""}
   *[other] , { $period }
  }; in brackets the number of { $noun }
areas-of-another-regression = areas do not know { $unknown } ({ $n } in all), must be the areas of the regression with their boundaries
residual-map-absent = does not take part
residual-map-shows = Map of differences from the model. { $counts }.
picture-ending = path ends in '{ $found }', must end in .png or .svg
funnel-tip = { $label }: { $share } of { $n } { $of ->
    [stock] dwellings
   *[other] rentals
  }
map-finding = In { $n } of { $areas }, { $share } of { $of ->
    [share_of_stock] all dwellings
   *[other] rentals
  } went to { $group ->
    [all] vulnerable groups
   *[one] the group { $whom }
  }
composition-finding = The largest group in these areas: { $group }, { $share } of allocations
leading-finding = From { $low } ({ $lowest }) to { $high } ({ $highest }) of rentals went to the group { $group }
