# Woorden voor codes in tabellen, kaarten en grafieken.

# Koppen.
heading-area = gebied
heading-corporation = corporatie
heading-channel = kanaal
heading-first-letting = eerste verhuring
heading-year = jaar
heading-half-year = halfjaar
heading-quarter = kwartaal
heading-month = maand
heading-period = periode
heading-group = categorie
heading-allocations = toewijzingen (abs.)
heading-rentals = verhuringen
heading-of-rentals = % van verhuringen
heading-of-stock = % van woningvoorraad
heading-total = totaal
heading-class = klasse
heading-n = aantal
note-bases = Verhuringen: alle verhuringen van sociale corporatiewoningen. Woningvoorraad: alle woningen.
unknown = onbekend
from-to = { $low } tot { $high }

# Opschriften en bronnen.
table-shares = Toewijzingen aan kwetsbare groepen
table-counts = Toewijzingen naar categorie
table-units = Toewijzingen en verhuringen
table-caption = { $what }{ $level ->
    [none] {""}
   *[other] {" "}per { $level }
  }{ $period ->
    [none] {""}
   *[other] , { $period }
  }
source-synthetic = Bron: NAGEBOOTSTE verhuringen (synthetisch)
source-line = Bron: { $source }, bewerking met spreiding
source-records = tabel met verhuringen
source-counts = tabel met aantallen
source-programme = tabel van het programma
source-stock = tabel met woningen

# Groepen, gebieden en perioden.
main-group-met-begeleiding = met begeleiding op de woning
main-group-zonder-begeleiding = zonder begeleiding op de woning
main-group-statushouders = statushouders
whole-municipality = hele gemeente
period-half = { $year } { $n ->
    [1] 1e halfjaar
   *[2] 2e halfjaar
  }
period-quarter = { $year } { $n ->
    [1] 1e kwartaal
    [2] 2e kwartaal
    [3] 3e kwartaal
   *[4] 4e kwartaal
  }
noun-level = { $level ->
    [city] { $n ->
        [one] stad
       *[other] steden
      }
    [buurt] { $n ->
        [one] buurt
       *[other] buurten
      }
    [wijk] { $n ->
        [one] wijk
       *[other] wijken
      }
    [gebied] { $n ->
        [one] gebied
       *[other] gebieden
      }
    [deelgebied] { $n ->
        [one] deelgebied
       *[other] deelgebieden
      }
    [stadsdeel] { $n ->
        [one] stadsdeel
       *[other] stadsdelen
      }
    [kern] { $n ->
        [one] kern
       *[other] kernen
      }
    [dorp] { $n ->
        [one] dorp
       *[other] dorpen
      }
    [district] { $n ->
        [one] district
       *[other] districten
      }
   *[other] { $n ->
        [one] { $level }
       *[other] gebieden ({ $level })
      }
  }
number-of-level = { $n ->
    [0] geen
   *[other] { $n }
  } { $level ->
    [buurt] { $n ->
        [one] buurt
       *[other] buurten
      }
    [wijk] { $n ->
        [one] wijk
       *[other] wijken
      }
    [gebied] { $n ->
        [one] gebied
       *[other] gebieden
      }
    [deelgebied] { $n ->
        [one] deelgebied
       *[other] deelgebieden
      }
    [stadsdeel] { $n ->
        [one] stadsdeel
       *[other] stadsdelen
      }
    [kern] { $n ->
        [one] kern
       *[other] kernen
      }
    [dorp] { $n ->
        [one] dorp
       *[other] dorpen
      }
    [district] { $n ->
        [one] district
       *[other] districten
      }
   *[other] { $n ->
        [one] { $level }
       *[other] gebieden ({ $level })
      }
  }
