# What the checks of records say. A check: what it catches, .cause: what it usually points to, .do: what to do.
# A finding may have a .cause and .do of its own.

## Checks

duplicate_letting = the same dwelling and contract date, or let twice within 60 days; across files too
    .cause = double export, two feeds, cancelled and renewed contract
    .do = Ask for one export without overlap, or take out the rows named.
allocation_without_rental = more allocations in a second source than rentals in an area, association or month
    .cause = two sources that are not aligned
    .do = Lay the two sources side by side: which rentals are missing?
unknown_code = unknown code, or a code outside the days it is valid
    .cause = a group that would drop out of the figures unnoticed
    .do = Mend the code, add it to the table of groups, or choose the scheme of that year (groups).
two_groups = one letting with the codes of two groups; a main group in the records that is not that of the code, or without a code
    .cause = shift between with and without support
    .do = Choose one code per letting; find out whether the supplier uses another scheme of main groups.
date_fault = date missing, unreadable, outside the period, in the future or before the advert. A fiscal year or another half-year shows only in dates outside the declared period: inside it a contract date does not tell which year the supplier counts it in
    .cause = half-years mixed up, fiscal instead of calendar year, day and month changed over
    .do = Check the period and whether this is the date of the contract; ask for an export with dates as 31-01-2016.
area_fault = area code unknown, of another area scheme, not inside its parent, not yet part of the municipality at that date, or coordinates that lie elsewhere
    .cause = break of the area scheme
    .do = Find the areas again in one scheme, preferably from the address.
missing_area = share of lettings without area above 0.5% in total or 2% for one association
    .cause = gap in the geocoding
    .do = Fill in the area from the address; without it these lettings count for no area.
stopped_feed = a month without, or with far too few, rentals or allocations (of the city or an association); an association that begins or ends within the period; a month with a multiple of the usual number
    .cause = a feed that stopped, codes that were not filled in for a month
    .do = Ask whether those months were delivered in full.
sudden_change = year-on-year change per association, code or area beyond chance, waves and new estates, and of 20% or more
    .cause = new practice of registration, an association missing
    .do = Ask what has changed: practice or registration?
recode = from some month on, one main group has about as many more lettings as another has fewer
    .cause = recoding, not reality
    .do = Ask whether codes were changed; otherwise a series over main groups cannot be compared.
delivery_total = total per main group and year differs by more than 0.5% from the programme's delivery
    .cause = a definition that has shifted
    .do = Compare what the programme counts with the codes here (wheelchair dwellings, for one).
rentals_total = rentals per year or association differ by more than 5% from the associations' own total
    .cause = wrong denominator, an association missing
    .do = Find out which rentals are in that total (direct mediation, students, temporary) and in the records.
direct_channel = fewer direct mediations than lettings to groups that can only be mediated so
    .cause = a channel missing in the feed
    .do = Ask for the lettings by direct mediation; they belong in the denominator too.
does_not_add_up = children do not add up to their parents (district, area, city; group, main group, total; half-years). An area that lies in none of a higher level by design is no fault
    .cause = faults in tables, areas without a parent
    .do = Give each area its parent; add the printed table up again.
high_turnover = rentals (first lettings left out) above 25% of the associations' stock, or allocations above 3% of all dwellings, beyond chance
    .cause = a new estate, or the wrong stock
    .do = Mark new building (column first_letting, or threshold new_build=M34), or mend the stock.
stock_gap = stock or associations' stock missing or 0 where there are rentals, or the stock is of a year outside the period
    .cause = gap in the stock: an area that a source leaves out
    .do = Fill in the stock of these areas, or take that of 1 January of the first year.
extreme_share = share 0 or above 90% where there are at least 20 rentals, beyond chance and beyond what areas differ
    .cause = one label used for a whole estate
    .do = See whether a whole estate got one code; if so, ask for the code per dwelling.
not_excluded = project, student, temporary or non-self-contained lettings, cancelled contracts, test records or rows of totals in the count, or urban renewal among the allocations, by their label; and columns whose name or values speak of these
    .cause = exclusions not applied
    .do = Leave them out, or give the code the role excluded or regular in the table of groups.
persons_not_dwellings = total is about 1.5 to 1.7 times the delivery in dwellings; or allocations that are alike but for the identifier
    .cause = persons counted instead of dwellings
    .do = Count one row per dwelling let, not per person.
counted_at_switch = dwelling let through a care provider and later again to the same group (switch to own lease)
    .cause = Omslag route counted twice
    .do = Count the first letting only; the switch is no new allocation.
revised_counts = counts of a past period differ by more than 1% from the last edition
    .cause = late corrections
    .do = Ask why, and put the reason with the table of revisions (why). If the edition is of another period: give first_day and last_day.
unreachable_percentage = printed percentage cannot follow from the printed number (GRIM), or the classes of a map do not add up to the printed N
    .cause = typing and OCR faults
    .do = Look the number up at its source and mend it.
file_fault = notation of numbers, encoding, number of fields, a lost leading zero, or a rent or floor area too small for a dwelling
    .cause = decimal comma, thousands point, broken export
    .do = Save the file again as CSV in UTF-8, with codes as text and one notation of numbers.
covariate_origin = year, level or reason for missing not recorded for a covariate
    .cause = number of areas in a regression unexplained
    .do = Record year, level and source per characteristic, and the reason per empty value (covariate_sources).
allocation_share = share of an association's lettings that are allocations, in all or in a main group, is far from that of the others, or falls or rises over time while theirs does not
    .cause = codes that are left blank, or regular lettings that are not delivered
    .do = Ask whether every code was filled in, and whether the regular lettings are all there.
alike_rows = rows that are alike in everything but the identifier, in more places than chance gives
    .cause = an export joined to itself, or delivered twice under new numbers
    .do = Ask for an export with one row per letting and the dwelling's own identifier.
repeated_year = dwellings that are let again on the same day a year later, more often than on the days around it
    .cause = lettings of one year delivered again under the next, or contracts renewed each year
    .do = Ask what happened on those days; take out what is no new letting.
period_end = no letting in the first or last two weeks of the declared period (four weeks for one association)
    .cause = an export made too early, or of another period
    .do = Ask for an export of the whole period.
implausible_number = a rent or floor area that no dwelling has, a filler, or the two exchanged
    .cause = another unit (a year, cents, tenths), columns exchanged
    .do = Ask in what unit the column is, and for the rows named.
rent_limit = more than 1% of the rents above the limit of social renting of their year
    .cause = lettings outside social renting in the count
    .do = Leave lettings above the limit out, or say why they count.
constant_identifier = one identifier with more lettings than a dwelling can have
    .cause = a placeholder instead of an identifier, or the number of the estate
    .do = Ask for the identifier of each dwelling; until then rows counted twice cannot be found.
renamed_association = an association ends in the month in which another begins, with about as many lettings; or it stands there in two spellings
    .cause = a merger or a new name
    .do = Ask, and give both the same name, or keep the register of associations (reference.register).
association_register = lettings of an association that is not in the register, not on that day, or without stock where it lets
    .cause = a merger, an old name, a slip in the column
    .do = Give the name of the successor, or add the association to the register.
impossible_combination = group, channel and kind of contract that cannot go together in one row
    .cause = a code or channel filled in wrongly
    .do = Ask for the rows named: which of the two is right?
group_in_remarks = remarks that name a target group where the code is blank
    .cause = a code that was typed into the remarks
    .do = Fill in the code; without it the letting counts as a regular one.
renewal = contracts that were renewed or converted, counted as lettings
    .cause = renewals are in the export
    .do = Leave renewals out: the same household stays in the same dwelling.
void_date = let long before the dwelling fell empty
    .cause = dates exchanged, or the void of the next letting
    .do = Ask for the rows named: on which day did the dwelling fall empty?
earlier_delivery = rows that an earlier delivery has too
    .cause = periods of two deliveries that overlap
    .do = Leave out what was delivered before, or count both deliveries once.
declared_rows = a file with another number of rows than its supplier says
    .cause = a file cut short, or an older one
    .do = Ask for the file again, and compare the number of rows.
item_response = columns that one association leaves blank far more often than the others
    .cause = a system that does not keep the column
    .do = Ask whether the association can deliver the column.
stock_kind = stock that by its size is that of the associations, where that of all dwellings is wanted
    .cause = the wrong column of the stock
    .do = Give the stock of all dwellings as stock, and that of the associations as reference.stock_corporation.

## Findings

group-not-in-scheme = group: no code of { $scheme }
area-not-given = area: no code of the { $total } areas
area-not-given-written = area: no code of the { $total } areas, written as { $kinds }
file-not-read = the file cannot be read: { $why }
letting-in-other-source = letting is also in another source
    .cause = two files that overlap
letting-same-day = same dwelling and contract date as an earlier row
    .cause = an export with double rows, or a contract that was cancelled and drawn up again
letting-again-soon = dwelling let again within { $days } days
    .cause = a contract that was cancelled and drawn up again
    .do = Ask which of the two contracts took effect, and leave the other out.
letting-other-group = same dwelling and contract date with another group
letting-after-provider = dwelling counted again for the same group after a letting through a care provider
group-held-on = allocations after { $day }, the last day that the document of { $scheme } is about
    .cause = the scheme holds until the next begins, or a newer scheme is needed
    .do = See whether the main groups were still the same in these years, or take a scheme of several years (harmonised, as_published).
date-in-future = date lies in the future
    .cause = a slip in the year, or contracts that have yet to start
contract-before-advert = contract was signed before the dwelling's advert
    .cause = the advert is of the next letting, or the two dates are exchanged
advert-unreadable = advert date cannot be read
advert-swapped = advert date: day and month swapped
main-group-contradicts = column main_group names another main group than the code has in { $scheme }
main-group-without-code = lettings with a main group and without a code: they count as regular lettings now
    .cause = a code that was left blank
    .do = Fill in the code.
main-group-unknown = column main_group holds an unknown main group
area-blank = lettings without area
area-blank-at = associations with many lettings without area
area-outside-parent = areas with rentals do not lie in their { $level }, by their code
area-in-two-parents = a { $low } lies in more than one { $high }
area-not-yet-in-city = lettings before { $day } in areas that became part of the city on that day
    .cause = the date or the area is wrong, or these are lettings of the former municipality
    .do = Look up date and area; leave out what lay outside the city then.
coordinates-no-place = coordinates are neither longitude and latitude nor RD, or x and y are swapped
address-outside-city = address lies outside the city by its coordinates
address-in-other-area = address lies in another area than the area code, by its coordinates
direct-too-few = fewer direct mediations than lettings to groups that can only be housed so
direct-too-few-given = the total given has fewer direct mediations than lettings to groups that can only be housed so
letters-garbled = column '{ $column }': letters with accents are garbled (UTF-8 read as Latin-1)
    .cause = a file in UTF-8 that was opened and saved as Latin-1
number-too-small = column '{ $column }': below { $least }; was a thousands point read as a decimal mark (1.785)?
    .cause = a thousands point read as a decimal mark
floor-area-too-small = column '{ $column }': below { $least } m²
    .cause = a filler such as 1, or a decimal mark in the wrong place
    .do = Ask for the floor area of these rows.
allocations-exceed-area = areas with more allocations in the second source than rentals
allocations-exceed-association = associations with more allocations in the second source than rentals
allocations-exceed-month = months with more allocations in the second source than rentals
months-empty = months with (nearly) no rentals
months-busy = months with a multiple of the usual number of rentals
    .cause = a month delivered twice, or a backlog given one date
    .do = Ask for the contract dates of that month.
months-too-few-rentals = months with far too few rentals compared with the other months
    .cause = a feed that stopped
months-too-busy = months with a multiple of an association's usual rentals, spread over areas
    .cause = a backlog given one date, or a month delivered twice
    .do = Ask for the contract dates of that month.
months-too-few-allocations = months with far too few allocations compared with the other months
    .cause = codes that were not filled in for a month
    .do = Ask for the codes of that month.
association-begins = associations without a letting until the month named
    .cause = a delivery that started later, or a new name
    .do = Ask for the lettings of the months before, or for the name they were delivered under.
association-ends = associations without a letting from the month named
    .cause = a delivery that stopped, or a merger
    .do = Ask for the lettings from that month, or for the name they are delivered under.
changed-from-year-before = counts that change more than the total does (a year or edition before → now)
share-of-group-jumps = share of a main group in the allocations jumps, while the total is stable
delivery-differs = allocations differ from the programme's delivery
rentals-differ = rentals differ from the associations' own total
persons-by-delivery = so far above the delivery in dwellings that persons may have been counted
persons-alike = allocations of one association that are alike but for the identifier, as if each person had a row
    .do = Ask for one row per dwelling let.
area-without-parent = areas with rentals and without { $level }: their rentals are lost from its sums
sum-is-not-total = sum of the children is not the printed total
total-not-in-table = the printed table names a parent that it does not have
turnover-of-rentals = many rentals for the dwellings
turnover-of-rentals-of-associations = many rentals for the dwellings of associations
turnover-of-allocations = many allocations for the dwellings
stock-gap = areas with rentals and without stock (number of rentals below)
stock-gap-of-associations = areas with rentals and without associations' stock (number of rentals below)
stock-of-other-year = the stock is of { $days }, outside the years of the rentals
    .cause = the stock of another year
    .do = Take the stock of 1 January of the first year.
no-stock-of-period = periods without a day of their own in the stock; their share of the stock stays blank
    .cause = a file of stock with too few reference days
    .do = Add the stock of these periods, or count over the whole period.
undated-stock = periods that are all compared with one stock without a day
    .cause = a file of stock without reference day
    .do = Give the reference day (date), or a column with reference days.
stock-same-as-associations = all stock is that of the associations in nearly every area
stock-turns-over-too-fast = more rentals a year than the stock of all dwellings can have
share-is-zero = areas with many rentals and no allocation at all
    .cause = codes left blank for a whole estate
    .do = Ask whether the codes of these areas were filled in.
share-near-one = areas with many rentals and more than { $most }% allocated
label-of-excluded = column '{ $column }': lettings that should be left out are counted (label with a word such as { $words })
label-of-renewal = urban renewal counts as an allocation
label-of-void = column '{ $column }': cancelled or withdrawn contracts are counted (label with a word such as { $words })
    .cause = an export with contracts that did not go through
    .do = Leave these rows out.
label-of-test = column '{ $column }': test records are counted
    .cause = test records in the export
    .do = Leave these rows out.
label-of-total = column '{ $column }': rows of totals are counted as lettings
    .cause = an export with its own totals
    .do = Leave these rows out.
column-speaks-of-void = column '{ $column }', which is not used, speaks of contracts that came to nothing, tests or totals (words like { $words })
    .cause = an export with rows that are no letting
    .do = Find out what the column means, and leave out what is no letting.
column-speaks = column '{ $column }', which is not used, speaks of lettings that do not belong in the count (words like { $words })
    .cause = an exclusion that was not applied
    .do = Look what the column means, and leave out what is no letting.
counts-revised = { $moved } of { $compared } counts differ by more than { $limit }% from the last edition
percentage-unreachable = percentage cannot follow from the printed number
bands-do-not-add-up = bands do not add up to the printed N
origin-not-given = origin not given: table of variable, year, level and, for empty values, reason (covariate_sources=…)
origin-unknown = characteristic without origin (year, level)
origin-blank = { $column } is not filled in
value-without-reason = { $column } is missing without a reason
variable-without-reason = { $column }: value is missing without a reason
table-lacks-columns = { $table }: columns are missing: { $columns }
share-too-low = associations with a far smaller share of allocations than the others
    .cause = codes that are left blank
    .do = Ask whether every code was filled in.
share-too-high = associations with a far larger share of allocations than the others
    .cause = regular lettings that are not delivered, or persons counted instead of dwellings
    .do = Ask whether the regular lettings are all there, and whether a row is a dwelling.
direct-without-code = direct mediations without a code, of an association with fewer allocations than expected
    .cause = codes left blank: whoever is housed by direct mediation usually belongs to a target group
    .do = Ask for these rows whether a code belongs there.
share-falls = associations whose share of allocations falls, while that of the others does not
    .cause = codes that are left blank from some month on
    .do = Ask whether the codes of the months named were filled in.
share-rises = associations whose share of allocations rises, while that of the others does not
    .cause = regular lettings that are missing from some month on
    .do = Ask whether the regular lettings of the months named are all there.
rows-alike = rows that are alike in everything but the identifier
rows-alike-without-identifier = rows that are alike in every column; the records name no dwelling
    .do = Ask for the identifier of the dwelling: without it, two lettings and one row twice look the same.
let-again-a-year-later = dwellings let again on the same day a year later
period-start-empty = no letting in the first { $days } days of the period, from { $day }
period-end-empty = no letting in the last { $days } days of the period, to { $day }
association-start-empty = associations without a letting in the first { $days } days of the period, from { $day }
    .cause = a delivery that started later
association-end-empty = associations without a letting in the last { $days } days of the period, to { $day }
    .cause = a delivery that was made before the end of the period
rent-and-floor-area-exchanged = rent and floor area are exchanged
    .cause = two columns exchanged in the export
    .do = Exchange the two columns, or name them the other way round (columns).
rent-implausible = column '{ $column }': rents that no dwelling has (expected: { $least } to { $most } euro a month)
    .cause = a rent a year or in cents, or the rent of something else than a dwelling
floor-area-implausible = column '{ $column }': floor areas that no dwelling has (expected: { $least } to { $most } m²)
    .cause = another unit, or the floor area of the whole building
number-zero = column '{ $column }': 0 filled in
    .cause = a filler where the number is not known
    .do = Ask for the number, or leave blank what is not known.
number-is-placeholder = column '{ $column }': one number for most dwellings of an association
    .cause = a filler where the number is not known
    .do = Ask for the number of each dwelling, or leave blank what is not known.
rents-over-limit = rents above the limit of social renting of their year
identifier-is-placeholder = one identifier for many lettings
    .cause = a placeholder where the identifier is not known
identifier-of-estate = identifiers that many lettings share
    .cause = the number of the estate, or of the building, instead of the dwelling
association-renamed = an association ends where another begins
association-spelt-twice = an association in more than one spelling: each spelling counts as an association of its own
    .cause = names that are written in another way by system or month
    .do = Give each association one name.
association-not-in-register = associations that are not in the register
association-not-active = lettings of associations before they were there, or after they were gone
association-merged = lettings of associations that had merged into another (the successor is named)
    .cause = a merger whose old name is still delivered
    .do = Give these lettings the name of the successor.
association-without-stock = associations that let where they have no stock
    .cause = a slip in the column of areas or associations, or stock that is missing
combination-cannot-be = rows with { $what }, which cannot go together
mediated-group-searched = lettings by self-search to groups that are housed by direct mediation only
    .cause = the channel or the code is wrong
remarks-name-a-group = remarks that name a target group, and no code
renewals-counted = column '{ $column }': renewed or converted contracts are counted as lettings
void-after-letting = dwellings that fell empty more than { $days } days after they were let
renewal-of-first-letting = renewals that are called the first letting of their dwelling
void-long-before = dwellings that were let ten years or more after they fell empty
rows-delivered-before = rows that were delivered before
    .do = Leave out what was delivered before.
rows-differ-from-declared = files with another number of rows than declared
declared-file-missing = declared files that were not read
    .cause = a file that was not handed over, or has another name
column-left-blank = column '{ $column }': left blank by some associations far more often than by the others

## Why a check was not run

idle-no-column = the records { $column ->
    [dwelling_id] do not identify dwellings
    [corporation] do not name associations
    [rent] have no rents
    [remarks] have no remarks
    [renewal] do not say which contracts are renewals
    [void_date] do not say when the dwelling fell empty
   *[other] have no { $column }
  }
    .hint = no column { $column }
idle-column-unreadable = the identifiers of dwellings cannot be read
    .hint = column { $column }: { $why }
idle-file-unreadable = the file cannot be read (check 23)
idle-too-many-rows = { $rows } records are too many to compare row by row
    .hint = the threshold row_limit is { $limit }, and can be raised
idle-engine = the records stay in the engine, which compares no rows
idle-engine-points = the records stay in the engine: their coordinates were not compared with their areas
idle-rows-unreadable = the records cannot be read row by row
    .hint = { $kind }
idle-no-areas = there is no list of areas to compare the codes with
    .hint = areas=…
idle-no-covariates = there are no characteristics of the areas
    .hint = covariates=…
idle-no-allocations = there is no second source of allocations to compare with
    .hint = reference allocations=…
idle-no-delivery = there is no statement of the programme to compare with
    .hint = reference delivery=…
idle-no-rentals = there is no statement of the associations to compare the number of rentals with
    .hint = reference rentals=…
idle-no-printed = there is no printed table with percentages to verify
    .hint = reference printed=…
idle-nothing-to-add = the areas have no level above, and there is no printed table to add up
    .hint = reference printed=…
idle-no-channel = the records do not say how dwellings were let, and there is no statement of direct mediations
    .hint = column channel, or reference direct=…
idle-no-whole-year = the statement of direct mediations covers no whole year of the period
    .hint = reference { $table }
idle-groups-without-channel = the scheme of target groups does not say which groups are let by direct mediation alone
    .hint = column channel of the table of groups
idle-other-years = the figures are of { $years }; whole calendar years of the rentals: { $whole }
idle-no-stock = there is no housing stock to compare with
    .hint = stock=…
idle-stock-day = the reference day of the housing stock is not known: whether it fits the rentals was not looked at
    .hint = date=…
idle-under-three-months = fewer than three months
idle-under-four-months = fewer than four months
idle-under-six-months = fewer than six months
idle-no-two-years = no two years with the same months and no edition of an earlier period
idle-no-large-area = no area with { $least } rentals
idle-no-previous = there is no earlier edition to compare with
    .hint = reference previous=…
idle-other-faults = the records have other faults first (E)
idle-not-comparable = no edition to compare: { $why }
idle-no-period = no period was declared
    .hint = period=…
idle-rows-not-told-apart = the columns do not tell two lettings apart: too many rows are alike by chance
idle-no-register = there is no register of associations to compare with
    .hint = reference register=…
idle-no-combinations = the records name neither channel nor kind of contract, and there is no list of what cannot go together
    .hint = column channel or contract, or reference combinations=…
idle-no-rent-limits = no rent limit of the years of the rentals is known
    .hint = reference rent_limits=…
idle-rent-limits-of = not run for { $years }: no rent limit of those years is known
    .hint = reference rent_limits=…
idle-no-delivered = there is no earlier delivery to compare with
    .hint = reference delivered=…
idle-no-declared = the supplier did not declare how many rows the file has
    .hint = reference declared=…
idle-one-year = less than a year and a month

## Errors

unknown-check = { $argument } names '{ $found }', must be a check: { $known }
threshold-value = threshold { $threshold } is { $found }, must be >= 0 and such as { $example }
threshold-kind = threshold { $threshold } is '{ $found }', must be such as { $example }
threshold-day = threshold { $threshold } is '{ $found }', must be a day as 2016-01-31
report-no-truth = a report of checks is neither true nor false: ask for .ok, or for .findings
reference-unknown-kind = reference names { $found }, must be among { $known }
reference-no-counts = reference.previous holds a { $found }, must hold Counts: see Counts.from_frame
reference-no-delivery = { $source } must have the columns { $columns }; or main_group, level and realisation_<year>
reference-no-unit = { $source } has no column that names a unit, must have one of { $known }
reference-counts = { $source }: { $why }
reference-days = { $source }, column '{ $column }': must hold days such as 2016-01-31
reference-no-day = { $source }, column '{ $column }', row { $rows }: must hold days such as 2016-01-31
revisions-threshold = threshold is { $found }, must be >= 0
revisions-keys = counts are by { $keys }, previous by { $previous }: must be the same
revisions-groups = counts use target groups { $groups }, previous { $previous }: must be the same
revisions-period = counts are of { $period }, previous of { $previous }: must be the same period, or be counted by year, half_year, quarter or month

## The gate

override-without-reason = override of '{ $check }' has no reason: say why its findings are accepted
gate-refuses = The report was not made: the records have faults that distort the figures.
gate-how-to-accept = Mend the records, or give a reason, which is printed on the page: override={ "{" }"{ $check }": "reason"{ "}" }, on the command line --override { $check }="reason".
gate-mend = Mend the records: as long as they cannot be read, there is nothing to count.
open-findings = findings that stop a publication are open: { $checks }

## Confirmations and return files

confirm-stops = '{ $check }' stops a publication: it cannot be confirmed, only overridden (override)
confirm-without-reason = confirmation of '{ $check }' has no reason: say what was looked into
confirm-without-name = confirmation of '{ $check }' names nobody: write "name: reason"
confirm-without-basis = confirmation of '{ $check }' in a study file does not say which records it belongs to; 'spreiding check STUDY --confirm { $check }="name: reason"' gives the line to copy
confirm-nothing = there is no warning of { $checks } to confirm
confirm-keep = Copy this into the study file; it is void once the records change:
returns-no-folder = { $source }: there is no such folder
returns-unattributed = without association
returns-and-more = and { $rows } more rows
returns-title = Findings
returns-too-long = { $source }: { $n } findings are more than a sheet of a workbook holds ({ $most }): ask for CSV, with format="csv" (--format csv)
returns-file = file
returns-row = row
returns-line = line
returns-column = column
returns-code = code
returns-fault = what is wrong
returns-todo = what to do
confirmed-by = confirmed by { $by }: { $reason }
confirmation-void = The confirmation of { $check } ({ $reason }) is void: the records have changed.
label-blank = Left blank, by association:

## Words of reports

revisions-caption = { $moved } of { $compared } counts moved by more than { $limit }
report-caption = { $all } checks, { $run } run; findings that stop a publication (E): { $stops }, warnings (W): { $warns } ({ $source })
label-found = found
label-expected = expected
label-rows = rows
label-cause = likely
label-ask = ask
label-do = what to do
label-needs = uses
label-limit = limit
label-source = source
label-not-run = Not run:
severity-e = stops a publication
severity-w = warns
unit-city = city
unit-unnamed = (name not shown)
unit-allocations = allocations
unit-direct-uncoded = direct mediations without a code
unit-rentals = rentals
ask-association = the association
ask-feed = who supplies the file (such as WoningNet)
ask-office = the own office
ask-programme = the office of the programme

## The chapter on quality

quality-title = Quality of the records
quality-summary = For this report { $run } checks examined { $rows } rentals; { $idle } could not be run, or only in part. Findings that stop a publication (E): { $stops }; warnings (W): { $warns }.
quality-accepted = Note: this page was made in spite of findings that stop a publication ({ $checks }). The reason is given below.
quality-confirmed = These warnings were looked into; what was found stands beside them.
quality-void = Note: the confirmation of { $checks } is void, because the records have changed since.
quality-untold = Findings of the checks { $checks } are not given here: they tell of the figure of one area. 'spreiding check' shows them.
quality-nothing-revised = Compared with the last edition no count of the whole city has moved by more than the limit.
quality-revised = Counts of an earlier period were revised since the last edition. The table gives those of the whole city.
quality-revised-in-tens = Counts of an earlier period were revised since the last edition. The table gives those of the whole city, in tens.
quality-usually = usually
quality-limits = Note: limits of checks were changed: { $limits }.
column-check = check
column-severity = severity
column-catches = what the check finds
column-findings = findings
column-why-not-run = why it was not run
caption-findings = Findings of the checks
caption-not-run = Checks that could not be run, or only in part
column-count = count
column-finding = finding
column-where = row numbers
column-of-group = group
column-old = last edition
column-new = now
column-change = change (%)
column-why = why
why-not-given = not given
caption-revised = Revised counts
unit-key-area = area
unit-key-corporation = association
unit-key-channel = channel
unit-key-first-letting = first letting
unit-key-year = year
unit-key-half-year = half-year
unit-key-quarter = quarter
unit-key-month = month
no-dwellings = the records name no dwellings (column dwelling_id)
