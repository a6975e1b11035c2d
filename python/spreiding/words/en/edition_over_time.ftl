# Chapters of an edition of which periods stand side by side.

# Names.
in-whole-municipality = the whole municipality
all-groups = all groups
the-share = the share of rentals
and-more = { $first } and { $n } more
one-or-other = { $first } or { $second }
beyond-chance = {" "}(more than chance)
in-brackets = {" "}(95% interval { $low } to { $high })
made-up = The data are synthetic.
progress-chapters = chapters

# Columns and sheets.
column-period = period
column-group = group
column-allocations = allocations
column-rentals = rentals
column-stock = housing stock
column-of-rentals = % of rentals
column-of-stock = % of housing stock
column-interval = 95% interval
column-class = class
column-difference = difference (percentage points)
column-verdict = verdict
column-supply = by supply
column-selection = by selection
column-stock-change = difference of % of housing stock
column-code = target group
column-main-group = main group
column-percent = { $period } (%)
column-characteristic = characteristic
column-index = dissimilarity
column-by-chance = by chance
column-was = last edition
column-is = this edition
row-areas = { $nouns } in the model
sheet-groups = by group
sheet-totals = totals
sheet-moved = other main group
sheet-last = last period
sheet-all = all periods

# Notes.
note-partial = Of { $periods } only that part is known: do not compare it with a whole period.
note-joined = { $n ->
    [one] Since { $day } { $places } is part of the municipality too. Totals before and after are not of the same ground.
   *[other] Since { $day } { $places } are part of the municipality too. Totals before and after are not of the same ground.
  }
note-tens = Rounded to tens; . is fewer than 10.
note-q = A difference is called higher or lower where q is below 0.05. At most 1 in 20 of those verdicts is then expected to be a false alarm (Benjamini and Hochberg, over { $nouns }); p is exact (Fisher).
note-new = * Without the first lettings of new dwellings this difference cannot be shown.
note-difference-printed = The difference is that of the two shares as they stand here. The interval is left out: it would tell the number of rentals, which is withheld.
note-beta = beta: change of the share in standard deviations for one standard deviation more of the characteristic, the others being equal.
note-regression = All { $nouns } weigh the same, however much was let. A relationship does not imply causation.
note-spread = p: chance of at least as much unevenness if every rental has the same chance ({ $n } simulations).
note-spread-protected = Groups whose number is shown in fewer than 10 { $nouns } are left out.

# Key messages.
title-messages = In brief
message-total = In { $period }, { $rentals } social dwellings were let in { $city }. Of these, { $n } went to the target groups: { $share } (95% interval { $low } to { $high }).
message-total-protected = In { $period }, { $n } social dwellings in { $city } went to the target groups: { $share } of rentals.
message-of-stock = That is { $share } of all dwellings.
message-hidden = This publication is about social dwellings that went to the target groups in { $city } in { $period }. Their number is suppressed.
message-higher = The share of { $after } is { $difference } percentage points higher than that of { $before }{ $bounds }.
message-lower = The share of { $after } is { $difference } percentage points lower than that of { $before }{ $bounds }.
message-chance = { $way ->
    [same] When rounded, the share of { $after } is the same as that of { $before }.
   *[other] The difference between { $before } and { $after } ({ $difference } percentage points) may be chance.
  }
message-by-new = Without the first lettings of new dwellings that difference cannot be shown.
message-trend-higher = From { $first } to { $last } the share rose by { $slope } percentage points per period on average.
message-trend-lower = From { $first } to { $last } the share fell by { $slope } percentage points per period on average.
message-trend-chance = From { $first } to { $last } no rise or fall can be shown.
message-places = In { $higher ->
    [0] none
   *[other] { $higher }
  } of the { $nouns } that can be compared, the share of { $last } is higher than that of { $first }; in { $lower ->
    [0] none of them
   *[other] { $lower }
  } it is lower. In the others the difference may be chance.
message-places-none = In none of the { $nouns } that can be compared is the difference between { $first } and { $last } greater than chance explains.
how-to-read = How to read the figures:
read-numbers = Numbers are often small: a few rentals can move the share of a { $noun } up or down.
read-no-judgement = A high or low share does not say whether a { $noun } does well: it also depends on which dwellings become available.
read-not-for-ever = Not every resident from these groups remains vulnerable.

# Totals.
title-totals = Allocations by group and period
totals-parts = Allocations of { $period } by group: { $parts }.
totals-one-group = All allocations are of one group.
part-of-all = { $group } { $n } ({ $share })
totals-hidden = The numbers by group of { $period } are suppressed.
caption-by-group = Allocations by group, { $period }
caption-totals = Allocations as a part of rentals and housing stock, { $city }, { $period }
finding-by-group = { $way ->
    [same] Allocations were the same in { $after } as in { $before }: { $last }
   *[other] Allocations went from { $first } in { $before } to { $last } in { $after }
  }
finding-change = { $way ->
    [none] In none of the { $all } that can be compared is the share of { $last } demonstrably different from that of { $first }
    [one] In { $all } the share of { $last } is not demonstrably different from that of { $first }
    [higher] In { $higher } the share of { $last } is demonstrably higher than that of { $first }, nowhere demonstrably lower
    [lower] In { $lower } the share of { $last } is demonstrably lower than that of { $first }, nowhere demonstrably higher
   *[both] In { $higher } the share of { $last } is demonstrably higher than that of { $first }, in { $less } lower
  }
finding-context = { $label }: from { $low } ({ $first }) to { $high } ({ $last })
alt-by-group = Number of allocations per period, for all groups together and each group. All groups together: { $way ->
    [same] { $first } in { $before } and in { $after } too.
   *[other] from { $first } in { $before } to { $last } in { $after }.
  }
caption-moved = Target groups that do not belong to the same main group in every period
moved-as-published = Main groups stand here as they were published in each period. Some target groups ({ $n } allocations) belonged to another main group in another period, so do not simply compare main groups over the years.
moved-harmonised = One division into main groups holds for all periods. Some target groups ({ $n } allocations) were published under another main group in some period.
read-otherwise = Read on the scheme of { $year }, { $period } counts for { $mains }: { $old } allocations, instead of { $new }.

# Areas.
title-level = Allocations by { $noun }
caption-shares = Allocations as a percentage of rentals by { $noun }, { $period }
caption-allocations = Number of allocations by { $noun }, { $period }
caption-all = All figures by { $noun }, { $period }
shares-range = In { $period } the share runs from { $low } to { $high }. It is known for { $nouns } with enough rentals{ $bounded ->
    [0] .
    [one] ; of 1 other it is only known to be above or below a bound.
   *[other] ; of { $bounded } others it is only known to be above or below a bound.
  } A difference can also come from supply, or from chance.
shares-same = In { $period } the share is { $share }, rounded, in { $nouns } with enough rentals{ $bounded ->
    [0] .
    [one] ; of 1 other it is only known to be above or below a bound.
   *[other] ; of { $bounded } others it is only known to be above or below a bound.
  }
share-of-place = { $share } ({ $place })
shares-hidden = In { $period } there are too few { $nouns } of which the share can be shown.
maps-one-scale = The maps show all periods on one scale.
small-numbers = Numbers per { $noun } are small.
mind-interval = Mind the interval: chance alone can put the share anywhere within it.
mind-verdict = The verdict on a change says whether it is more than chance.
one-period = There is only one whole period: a change cannot be computed.
caption-map-share-of-rentals = Allocations as a percentage of rentals, by { $noun }, { $period }
caption-map-share-of-stock = Allocations as a percentage of the housing stock, by { $noun }, { $period }
legend-maps = { $of ->
    [share_of_rentals] Allocations as a share of rentals
   *[share_of_stock] Allocations as a share of the housing stock
  }{ $periods ->
    [1] {""}
   *[other] ; one scale for all periods
  }
legend-change = Difference of the share of rentals between { $first } and { $last }; in brackets the number of { $nouns }
legend-context = { $caption }; in brackets the number of { $nouns }
alt-maps = { $n ->
    [1] Map of the { $nouns } ({ $periods }).
   *[other] Maps of the { $nouns }, one per period ({ $periods }), on one scale.
  }
alt-map-top = Map of the { $nouns }. In the highest class ({ $label }): { $n } in { $period }.
alt-maps-top = Maps of the { $nouns }, one per period, on one scale. In the highest class ({ $label }): { $before } in { $first }, { $after } in { $last }.
caption-map-change = Change of the share of rentals by { $noun }, from { $first } to { $last }
caption-change = Share of rentals by { $noun } in { $first } and { $last }
change-somewhere = Between { $first } and { $last }, { $nouns } can be compared.
change-in-higher = Higher: { $nouns } ({ $places }).
change-in-lower = Lower: { $nouns } ({ $places }).
change-by-new = With * the difference cannot be shown without the first lettings of new dwellings.
change-nowhere = { $n ->
    [0] No { $noun } can be compared between { $first } and { $last }: of none is the share known in both periods.
    [one] Between { $first } and { $last }, { $nouns } can be compared. The difference there is no more than chance explains.
   *[other] Between { $first } and { $last }, { $nouns } can be compared. In none of them is the difference more than chance explains.
  }
change-higher = higher
change-lower = lower
change-chance = difference may be chance
change-none = cannot be compared
class-much-lower = { $points } percentage points or more lower
class-lower = lower
class-chance = difference may be chance
class-higher = higher
class-much-higher = { $points } percentage points or more higher
class-none = cannot be compared
class-unknown = not known

# What stands out.
title-standing-out = { $nouns } that stand out
cut-share-of-rentals = more than { $share } of rentals went to the target groups
cut-share-of-stock = allocations are at least { $share } of all dwellings
cut-stated = { $n ->
    [0] { $of ->
        [shown] Among the { $plural } whose figure is shown there is none in { $period } where { $cuts }.
       *[all] In { $period } there is no { $noun } where { $cuts }.
      }
    [one] In { $period } there is { $nouns } where { $cuts }.
   *[other] In { $period } there are { $nouns } where { $cuts }.
  }
cut-why = A new estate, or few rentals, can bring such a share about.
cut-hidden = { $n ->
    [one] { $nouns } has a suppressed figure: whether it stands out cannot be told here.
   *[other] { $nouns } have a suppressed figure: whether they stand out cannot be told here.
  }
no-cut = No cut was set above which a share stands out.
funnel-stated = In { $period } the share in { $nouns } lies further from that of the whole municipality than chance explains (limits of 95% and 99.8%).
funnel-hidden = Which { $nouns } lie further from the mean than chance explains cannot be told here: too few of them have a figure that is shown.
funnel-none = Which { $nouns } lie further from the mean than chance explains cannot be computed.

# Composition.
title-groups = Composition of the allocations
groups-unrated = Groups are told apart only for the municipality as a whole, not by { $noun }: how sensitive they are was not stated.
groups-intro = The table shows how the allocations { $periods ->
    [1] divide over the { $n } groups
   *[other] of each period divide over the { $n } groups
  }.
groups-hidden = The figures by group and { $noun } are suppressed.
caption-mix = Composition of the allocations, { $period }
caption-mix-area = Composition of the allocations by { $noun }, { $period }
caption-shares-area = Allocations by group as a percentage of rentals, by { $noun }, { $period }

# Context.
title-context = Characteristics of the surroundings
context-intro = These maps show characteristics of the { $nouns }. They do not say why the share of allocations is high or low.
context-none = There is no map of { $label }: there are no usable values, or no boundaries.
caption-context = { $label }{ $period ->
    [none] {""}
   *[other] , { $period }
  }
alt-context = Map of { $label } for { $nouns }. In the highest class ({ $high }): { $places }.

# Regression.
title-regression = Relation with characteristics of { $nouns }
regression-intro = Is the share of allocations related to characteristics of a { $noun }? The model compares { $nouns } { $which }, per period and all periods together. A characteristic is related to the share where p is below { $alpha }.
regression-shown = of which the share is shown
regression-least = with { $n } rentals or more
regression-conclusion = The share of allocations is related to { $lines }.
regression-nothing = None of the characteristics shows a relation that comes back in more than half of the { $of } periods.
related-up = { $name } (higher share with a higher value, in { $n } of the { $of } periods)
related-down = { $name } (lower share with a higher value, in { $n } of the { $of } periods)
regression-gaps = This could not be done:
regression-no-year = { $period }: there are no characteristics of that year, and those of another year were not used.
regression-no-areas = { $period }: no { $noun } has both a share and characteristics.
regression-too-few = { $period }: too few with all characteristics ({ $nouns }, { $k } characteristics), or characteristics that cannot be told apart.
regression-hidden = { $period }: too few { $nouns } have a share that is shown.
predictor-missing = { $name }: the characteristics have no such column.
predictor-no-number = { $name }: not all values are numbers.
predictor-constant = { $name }: all values are equal or missing.
pooled-periods = all periods
caption-regression = Relation of the share of allocations with characteristics of { $nouns }, { $period }
leading-some = The outcome depends on some { $nouns }; without one of them it changes:
leading-in = { $period }: { $places }
leading-none = No single { $noun } decides the outcome.
missing-areas = Missing from the model of { $period } are { $nouns }:
missing-few = { $n } with fewer than { $least } rentals
missing-values = { $n } of which a characteristic is missing

# Spread.
title-spread = How uneven is the spread?
spread-now = To be spread like the other rentals, { $value } of the allocations of { $period } would have to lie in other { $nouns } (dissimilarity). With numbers this small, chance alone would give { $expected }.
spread-more = The spread is more uneven than by chance.
spread-chance = No more unevenness was found than chance explains.
spread-then = In { $period } it was { $value } (by chance { $expected }).
spread-hidden = How uneven the spread is, is not told here: too few { $nouns } have a figure that is shown.
spread-none = How uneven the spread is cannot be computed: too few { $nouns } have rentals.
caption-spread = Unevenness of the spread over { $nouns }, { $period }

# Associations.
title-associations = Allocations by association
associations-periods = The table gives the allocations of each association, and what part they are of its rentals.
association-unknown = not known
column-association = association
caption-association-periods = Allocations by association, { $period }
associations-intro = The table gives the allocations of { $period } by { $noun } and association, where that is allowed.
associations-rule = Where one association has nearly all rentals there is no figure, unless it agrees.
caption-associations = Allocations by { $noun } and association, { $period }

# Revisions.
title-revisions = Revisions
revision-withdrawn = The earlier edition '{ $title }' has been withdrawn and is not compared.
revision-scheme = The earlier edition '{ $title }' has another area scheme or no totals, and cannot be compared.
revision-other-periods = The earlier edition '{ $title }' is about other periods.
revision-none = No number of the whole municipality has changed since the edition '{ $title }'.
revision-some = Since the edition '{ $title }', { $n } numbers of the whole municipality were revised.
column-revised = difference
caption-revisions = Revised numbers of allocations since '{ $title }'

# Chapters that were asked for and cannot be made.
chapter-not-made = This chapter was asked for, but the study lacks the data that it needs.
chapter-summary = In brief
chapter-totals = Allocations by group and period
chapter-by-area = Allocations by higher level
chapter-by-district = Allocations by area of the lettings
chapter-standing-out = What stands out
chapter-by-group = Composition of the allocations
chapter-context = Characteristics of the surroundings
chapter-regression = Relation with characteristics
chapter-spread = How uneven is the spread?
chapter-programme = The programme
chapter-associations = Allocations by association
chapter-compare = Check against printed figures
chapter-quality = Quality of the records
chapter-revisions = Revisions
chapter-account = Account

# The programme.
title-programme = The programme: agreements, delivery and waiting
delivered-table = The table gives what was agreed and delivered in { $period }.
delivered-in = In { $period } { $n } dwellings were delivered.
agreed-were = { $n } had been agreed.
target-counted = Of the dwellings delivered, { $n } count toward the target of { $target }.
waited-three = Of the households whose wait is known, { $share } got a dwelling within 3 months.
published-findings = Not all published figures agree with each other:
published-finding = { $place }: { $what } ({ $found })
message-programme = The programme delivered { $n } dwellings in { $period }; { $agreed } had been agreed.
caption-programme = Dwellings agreed and delivered by group, { $period }
column-agreed = agreed
column-delivered = delivered
column-missing = difference
column-of-agreed = % of agreement
column-counts = counts toward the target
column-waiting = waiting
column-3-months = % within 3 months
column-6-months = % from 3 to 6 months
column-n = number
yes = yes
no = no
note-programme = Dwellings, not persons. Waiting in calendar months, from the day the wait began to the contract.
note-programme-protected = The wait of a group is given from { $n } households.
pooled-intro = Some { $nouns } had too few rentals in { $last } to show a share. For these the table gives the share over { $period } together.
pooled-none = Over { $period } together no more { $nouns } have a share that can be shown.
caption-pooled = Share over several years together, for { $nouns } with few rentals, { $period }
sheet-pooled = years together
