# Words for codes in tables, maps and charts.

# Headings.
heading-area = area
heading-corporation = association
heading-channel = channel
heading-first-letting = first letting
heading-year = year
heading-half-year = half-year
heading-quarter = quarter
heading-month = month
heading-period = period
heading-group = category
heading-allocations = allocations (number)
heading-rentals = rentals
heading-of-rentals = % of rentals
heading-of-stock = % of housing stock
heading-total = total
heading-class = class
heading-n = number
note-bases = Rentals: all rentals of social dwellings of associations. Housing stock: all dwellings.
unknown = unknown
from-to = { $low } to { $high }

# Captions and sources.
table-shares = Allocations to vulnerable groups
table-counts = Allocations by category
table-units = Allocations and rentals
table-caption = { $what }{ $level ->
    [none] {""}
   *[other] {" "}by { $level }
  }{ $period ->
    [none] {""}
   *[other] , { $period }
  }
source-synthetic = Source: SYNTHETIC rentals
source-line = Source: { $source }, processed with spreiding
source-records = table of rentals
source-counts = table of counts
source-programme = table of the programme
source-stock = table of dwellings

# Groups, areas and periods.
main-group-met-begeleiding = with support in the home
main-group-zonder-begeleiding = without support in the home
main-group-statushouders = refugees with a residence permit
whole-municipality = whole municipality
period-half = { $n ->
    [1] first half
   *[2] second half
  } of { $year }
period-quarter = { $n ->
    [1] first quarter
    [2] second quarter
    [3] third quarter
   *[4] fourth quarter
  } of { $year }
noun-level = { $level ->
    [city] { $n ->
        [one] city
       *[other] cities
      }
    [buurt] { $n ->
        [one] neighbourhood
       *[other] neighbourhoods
      }
    [wijk] { $n ->
        [one] district
       *[other] districts
      }
    [gebied] { $n ->
        [one] area
       *[other] areas
      }
    [deelgebied] { $n ->
        [one] sub-area
       *[other] sub-areas
      }
    [stadsdeel] { $n ->
        [one] borough
       *[other] boroughs
      }
    [kern] { $n ->
        [one] settlement
       *[other] settlements
      }
    [dorp] { $n ->
        [one] village
       *[other] villages
      }
    [district] { $n ->
        [one] district
       *[other] districts
      }
   *[other] { $n ->
        [one] { $level }
       *[other] areas ({ $level })
      }
  }
number-of-level = { $n ->
    [0] no
   *[other] { $n }
  } { $level ->
    [buurt] { $n ->
        [one] neighbourhood
       *[other] neighbourhoods
      }
    [wijk] { $n ->
        [one] district
       *[other] districts
      }
    [gebied] { $n ->
        [one] area
       *[other] areas
      }
    [deelgebied] { $n ->
        [one] sub-area
       *[other] sub-areas
      }
    [stadsdeel] { $n ->
        [one] borough
       *[other] boroughs
      }
    [kern] { $n ->
        [one] settlement
       *[other] settlements
      }
    [dorp] { $n ->
        [one] village
       *[other] villages
      }
    [district] { $n ->
        [one] district
       *[other] districts
      }
   *[other] { $n ->
        [one] { $level }
       *[other] areas ({ $level })
      }
  }
