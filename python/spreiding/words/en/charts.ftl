# Charts: titles of axes, legends and the text alternative.

# Bars.
no-main-groups = shares has no main groups, must have them: count with level='main'
nothing-to-draw = { $argument } has no area with rentals and groups, must have one
chart-of-allocations = % of allocations
chart-of-rentals = % of rentals
composition-shown = Bar chart of allocations by group in { $n } { $n ->
    [one] area
   *[other] areas
  }. Over these areas: { $parts }.
composition-finding = The largest group in these areas: { $group }, { $share } of allocations
group-shares-shown = Bar chart of three groups as a share of rentals in { $n } { $n ->
    [one] area
   *[other] areas
  }, ordered by the share { $group }: from { $low } in { $lowest } to { $high } in { $highest }.
leading-finding = From { $low } ({ $lowest }) to { $high } ({ $highest }) of rentals went to the group { $group }

# Spread: Lorenz curve, funnel, supply and selection.
no-lorenz-curve = { $index } has no Lorenz curve, must be an index of one group
lorenz-shown = Lorenz curve of { $n } { $n ->
    [one] area
   *[other] areas
  }: the further the line lies below the diagonal, the more uneven the spread. { $index }: { $value }.
lorenz-reference = share of { $of ->
    [stock] the housing stock
   *[rentals] rentals
  }
lorenz-group = share of allocations
funnel-number = number of { $of ->
    [stock] dwellings
   *[rentals] rentals
  }
funnel-share = allocations as a share of { $of ->
    [stock] dwellings
   *[rentals] rentals
  }
funnel-shown = Funnel plot of { $n } { $n ->
    [one] area
   *[other] areas
  } around the city's share of { $share }. More than chance ({ $flagged }): { $flagged ->
    [0] none
   *[other] { $listed }
  }.
funnel-tip = { $label }: { $share } of { $n } { $of ->
    [stock] dwellings
   *[other] rentals
  }
cause-supply = supply (vacated dwellings)
cause-selection = selection (to whom they were let)
cause-difference = difference in share of the stock
causes-shown = Bar chart of { $n } { $n ->
    [one] area
   *[other] areas
  } for { $group }: raised mostly by supply: { $supply }; by selection: { $selection }.

# Space.
cluster-hh = high among high
cluster-ll = low among low
cluster-hl = high among low
cluster-lh = low among high
cluster-none = no clear pattern
moran-own = deviation from the mean
moran-neighbours = mean deviation of the neighbours
moran-shown = Moran scatter plot: { $n } { $n ->
    [one] area
   *[other] areas
  }, I = { $i }; { $parts }.
lisa-shown = Map of areas that stand out with their neighbours: { $n ->
    [0] no area stands out among its neighbours
   *[other] { $named }
  }.
