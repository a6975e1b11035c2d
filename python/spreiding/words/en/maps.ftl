# Maps: legends and the text alternative.

# No map.
areas-without-geometry = { $argument } has no geometry, must have boundaries or tiles to draw a map
not-on-the-map = shares, column '{ $column }': { $areas } not on the map ({ $n } of { $of } areas); the map has codes such as { $known }: is it another area scheme?
areas-not-on-map = { $codes } are not on the map: give the areas that the indices were computed for
areas-of-another-regression = areas do not know { $n ->
    [one] one area
   *[other] { $n } areas
  } of the regression, must be the areas of the regression with their boundaries

# Shares.
map-too-few = { $n } rentals or fewer
map-bound = { $way ->
    [more] more than
   *[less] less than
  } { $share }, not known more precisely
map-shown = Map of allocations{ $group ->
    [all] {""}
   *[one] {" "}({ $whom })
  } as a share of { $of ->
    [share_of_rentals] rentals
    [share_of_stock] the housing stock
   *[other] { $value }
  }. { $n ->
    [0] No area has a share.
    [1] { $parts }.
   *[other] The { $areas } by class: { $parts }.
  }
map-top-class = In class { $label }: { $places }.
map-without-place = Rentals without a known place are not on the map.
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
map-finding = { $period ->
    [none] In { $way ->
        [all] all { $areas }
        [one] { $areas }
       *[some] { $n } of { $areas }
      },
   *[other] In { $period }, in { $way ->
        [all] all { $areas }
        [one] { $areas }
       *[some] { $n } of { $areas }
      },
  } { $share } of { $of ->
    [share_of_stock] all dwellings
   *[other] rentals
  } went to { $group ->
    [all] the target groups
   *[one] the group { $whom }
  }
areas-in-class = { $areas } with { $label }

# Difference from the model.
residual-far-below = far below expected (over { $n })
residual-below = below expected ({ $low } to { $high })
residual-as-expected = about as expected (under { $n })
residual-above = above expected ({ $low } to { $high })
residual-far-above = far above expected (over { $n })
residual-map-absent = does not take part
residual-map-shows = Map of differences from the model. { $counts }.
