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

# What a notebook shows.
notebook-more = … and { $n } more rows
notebook-checks = { $stops ->
    [yes] Findings stop a publication: { $checks }.
   *[no] No findings that stop a publication.
  }
notebook-areas = { $n } { $noun } ({ $crs }){ $scheme ->
    [none] {""}
   *[other] , scheme { $scheme }
  }; higher levels: { $levels }
notebook-code = code
notebook-period = Period
notebook-rentals = Rentals
notebook-stock = Housing stock
notebook-ground = Areas
notebook-covariates = Characteristics
notebook-source = Source
notebook-protection = Protection
notebook-protected = { $how ->
    [public] none: the figures are public already or made up
    [internal] none: for internal use only
   *[protected] small counts are suppressed
  }
notebook-untitled = Study without a title
notebook-synthetic = (synthetic rentals)
