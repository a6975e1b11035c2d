# Kaarten: legenda en de tekst voor wie de kaart niet ziet.

# Geen kaart.
areas-without-geometry = { $argument } heeft geen grenzen of tegels, die zijn nodig om een kaart te tekenen
not-on-the-map = shares, kolom '{ $column }': { $areas } staat niet op de kaart ({ $n } van { $of } gebieden); de kaart heeft codes zoals { $known }: is het een andere gebiedsindeling?
areas-not-on-map = { $codes } staan niet op de kaart: geef de gebieden waarvoor de indices zijn berekend
areas-of-another-regression = de kaart heeft { $n ->
    [one] één gebied
   *[other] { $n } gebieden
  } van de regressie niet: geef de gebieden van de regressie, met hun grenzen

# Aandelen.
map-too-few = { $n } of minder verhuringen
map-bound = { $way ->
    [more] meer dan
   *[less] minder dan
  } { $share }, niet nader bekend
map-shown = Kaart van de toewijzingen{ $group ->
    [all] {""}
   *[one] {" "}({ $whom })
  } als deel van de { $of ->
    [share_of_rentals] verhuringen
    [share_of_stock] woningvoorraad
   *[other] { $value }
  }. { $n ->
    [0] Geen gebied heeft een aandeel.
    [1] { $parts }.
   *[other] De { $areas } zijn zo verdeeld: { $parts }.
  }
map-top-class = In de klasse { $label }: { $places }.
map-without-place = Verhuringen zonder bekende plaats staan niet op de kaart.
map-counted = { $of ->
    [share_of_rentals] Toewijzingen als deel van de verhuringen
    [share_of_stock] Toewijzingen als deel van de woningvoorraad
   *[other] { $value }
  }{ $group ->
    [all] {""}
   *[one] , { $whom }
  }{ $period ->
    [none] {""}
   *[other] , { $period }
  }; tussen haakjes het aantal { $noun }
map-finding = In { $period ->
    [none] { $way ->
        [all] alle { $areas }
        [one] { $areas }
       *[some] { $n } van de { $areas }
      } ging
   *[other] { $period } ging in { $way ->
        [all] alle { $areas }
        [one] { $areas }
       *[some] { $n } van de { $areas }
      }
  } { $share } van { $of ->
    [share_of_stock] alle woningen
   *[other] de verhuringen
  } naar { $group ->
    [all] de doelgroepen
   *[one] de groep { $whom }
  }
areas-in-class = { $areas } met { $label }

# Verschil met het model.
residual-far-below = veel lager dan verwacht (meer dan { $n } standaardfouten)
residual-below = lager dan verwacht ({ $low } tot { $high })
residual-as-expected = ongeveer als verwacht (minder dan { $n })
residual-above = hoger dan verwacht ({ $low } tot { $high })
residual-far-above = veel hoger dan verwacht (meer dan { $n })
residual-map-absent = doet niet mee
residual-map-shows = Kaart van het verschil met het model. { $counts }.
