# Grafieken: titels van assen, legenda en de tekst voor wie de grafiek niet ziet.

# Staven.
no-main-groups = shares heeft geen hoofdgroepen: tel met level='main'
nothing-to-draw = { $argument } heeft geen gebied met verhuringen en groepen, er is er minstens één nodig
chart-of-allocations = % van de toewijzingen
chart-of-rentals = % van de verhuringen
composition-shown = Staafdiagram van de toewijzingen naar groep in { $n } { $n ->
    [one] gebied
   *[other] gebieden
  }. Over deze gebieden samen: { $parts }.
composition-finding = De grootste groep in deze gebieden: { $group }, { $share } van de toewijzingen
group-shares-shown = Staafdiagram van drie groepen als deel van de verhuringen in { $n } { $n ->
    [one] gebied
   *[other] gebieden
  }, geordend naar het aandeel { $group }: van { $low } in { $lowest } tot { $high } in { $highest }.
leading-finding = Van de verhuringen ging { $low } ({ $lowest }) tot { $high } ({ $highest }) naar de groep { $group }

# Spreiding: Lorenzcurve, trechter, aanbod en selectie.
no-lorenz-curve = { $index } heeft geen Lorenzcurve, dat moet een index van één groep zijn
lorenz-shown = Lorenzcurve van { $n } { $n ->
    [one] gebied
   *[other] gebieden
  }: hoe verder de lijn onder de diagonaal ligt, hoe ongelijker de spreiding. { $index }: { $value }.
lorenz-reference = deel van de { $of ->
    [stock] woningvoorraad
   *[rentals] verhuringen
  }
lorenz-group = deel van de toewijzingen
funnel-number = aantal { $of ->
    [stock] woningen
   *[rentals] verhuringen
  }
funnel-share = toewijzingen als deel van de { $of ->
    [stock] woningen
   *[rentals] verhuringen
  }
funnel-shown = Trechterdiagram van { $n } { $n ->
    [one] gebied
   *[other] gebieden
  } rond het stedelijke aandeel van { $share }. Meer dan toeval ({ $flagged }): { $flagged ->
    [0] geen
   *[other] { $listed }
  }.
funnel-tip = { $label }: { $share } van { $n } { $of ->
    [stock] woningen
   *[other] verhuringen
  }
cause-supply = aanbod (vrijgekomen woningen)
cause-selection = selectie (aan wie verhuurd)
cause-difference = verschil in aandeel van de voorraad
causes-shown = Staafdiagram van { $n } { $n ->
    [one] gebied
   *[other] gebieden
  } voor { $group }: vooral verhoogd door aanbod: { $supply }; door selectie: { $selection }.

# Ruimte.
cluster-hh = hoog tussen hoog
cluster-ll = laag tussen laag
cluster-hl = hoog tussen laag
cluster-lh = laag tussen hoog
cluster-none = geen duidelijk patroon
moran-own = afwijking van het gemiddelde
moran-neighbours = gemiddelde afwijking van de buren
moran-shown = Spreidingsdiagram van Moran: { $n } { $n ->
    [one] gebied
   *[other] gebieden
  }, I = { $i }; { $parts }.
lisa-shown = Kaart van gebieden die samen met hun buren opvallen: { $n ->
    [0] geen enkel gebied valt op tussen zijn buren
   *[other] { $named }
  }.
