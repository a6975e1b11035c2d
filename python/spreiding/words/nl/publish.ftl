# Tabellen, kaarten en grafieken.

areas-without-geometry = { $argument } heeft geen grenzen of tegels, die zijn nodig om een kaart te tekenen
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
areas-of-another-regression = de kaart heeft { $unknown } niet ({ $n } in totaal): geef de gebieden van de regressie, met hun grenzen
residual-map-absent = doet niet mee
residual-map-shows = Kaart van het verschil met het model. { $counts }.
picture-ending = de naam eindigt op { $found }, dat moet .png of .svg zijn
funnel-tip = { $label }: { $share } van { $n } { $of ->
    [stock] woningen
   *[other] verhuringen
  }
map-finding = In { $n } van de { $areas } ging { $share } van { $of ->
    [share_of_stock] alle woningen
   *[other] de verhuringen
  } naar { $group ->
    [all] kwetsbare groepen
   *[one] de groep { $whom }
  }
composition-finding = De grootste groep in deze gebieden: { $group }, { $share } van de toewijzingen
leading-finding = Van de verhuringen ging { $low } ({ $lowest }) tot { $high } ({ $highest }) naar de groep { $group }

# Wat een notebook toont.
notebook-more = … en nog { $n } rijen
notebook-checks = { $stops ->
    [yes] Er zijn bevindingen die een publicatie tegenhouden: { $checks }.
   *[no] Geen bevindingen die een publicatie tegenhouden.
  }
notebook-areas = { $n } { $noun } ({ $crs }){ $scheme ->
    [none] {""}
   *[other] , indeling { $scheme }
  }; hogere niveaus: { $levels }
notebook-code = code
notebook-period = Periode
notebook-rentals = Verhuringen
notebook-stock = Woningvoorraad
notebook-ground = Gebieden
notebook-covariates = Kenmerken
notebook-source = Bron
notebook-protection = Afscherming
notebook-protected = { $how ->
    [public] geen: de cijfers zijn al openbaar of nagebootst
    [internal] geen: alleen voor intern gebruik
   *[protected] kleine aantallen worden afgeschermd
  }
notebook-untitled = Studie zonder titel
notebook-synthetic = (nagebootste verhuringen, synthetisch)
