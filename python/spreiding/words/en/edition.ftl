# The edition: study file, folder and chapters.

# The study file.
study-not-utf8 = { $source } is not UTF-8: save the study file as UTF-8
study-not-toml = { $source }, line { $line }, column { $column } is no TOML: a line is a [section], or a key = value
study-faults = { $source } has { $n ->
    [1] one fault
   *[other] { $n } faults
  }:
  { $faults }
study-format = format must be a whole number from 1 to { $known }; a later format takes a newer version
study-unknown-section = there is no section [{ $section }]{ $nearest ->
    [none] {""}
   *[other] ; did you mean [{ $nearest }]?
  } The sections are { $known }
study-no-section = { $section } is a section, write [{ $section }] with its keys below
study-unknown-key = [{ $section }] has no key { $name }{ $nearest ->
    [none] .
   *[other] ; did you mean { $nearest }?
  } Its keys are { $known }
study-missing-key = [{ $section }] lacks { $key }
study-wrong-kind = { $key } in [{ $section }] is { $found ->
    [flag] yes or no
    [whole] a whole number
    [number] a number
    [text] a text
    [list] a list
    [table] a table
    [day] a day
   *[other] something else
  }, must be { $expected ->
    [text] a text that is not empty
    [said] a text, or a table of that text per language: nl, en
    [texts] a list of texts
    [file] the name of a file
    [files] a list of files
    [flag] true or false
    [whole] a whole number from 0 up
    [numbers] a list of rising numbers
    [classes] a list of rising edges of classes, or the name of a method
    [day] a day such as 2018-01-01
    [period] a first and a last day, such as [2018-01-01, 2020-12-31]
   *[other] a table: { $expected }
  }
study-unknown-word = { $key } in [{ $section }] is '{ $found }'{ $nearest ->
    [none] .
   *[other] ; did you mean '{ $nearest }'?
  } It can be: { $known }
study-unknown-name = { $key } in [{ $section }] knows no '{ $found }'{ $nearest ->
    [none] .
   *[other] ; did you mean '{ $nearest }'?
  } It can be: { $known }
study-no-file = { $key } in [{ $section }]: there is no file '{ $found }'

study-file-head =
    Study file: describes an edition. Make it with: spreiding report editie.toml --out editie/
    Lines with # are explanation or examples. Paths start from this file.
section-study = Title, source and language
section-records = The lettings
section-areas = The areas
section-stock = The housing stock
section-covariates = Characteristics of areas
section-programme = The programme: agreements and waiting
section-classes = Classes of maps, and what stands out
section-protection = Protection of small counts
section-checks = Checks of the records
section-report = The publication
key-study-title = Title of the publication.
key-study-subtitle = Subtitle.
key-study-municipality = Name of the municipality as it stands in tables and sentences.
key-study-author = Who makes the publication.
key-study-source = Source line below tables and figures, after 'Source:'.
key-study-licence = On what terms others may use the figures.
key-study-contact = Where readers can turn with questions.
key-study-notes = Remarks at the head of the publication.
key-study-lang = Language of the pages.
key-study-date = Day of the publication. The clock plays no part: the same input gives the same files.
key-records-files = Files of lettings, one row per letting. A pattern will do: lettings-*.csv.
key-records-columns = Names of the columns in the files: date, area and group are needed.
key-records-groups = Table of target groups: ois2018, phkg2020, phkg2024, harmonised, as_published, or a file with code and main_group.
key-records-period = First and last day, both included.
key-records-sheet = Sheet of a workbook, where more than one has the headings.
key-records-notation = Notation of numbers, where the file does not tell.
key-records-definition = What counts as a letting: true is included, false is not. Printed in the account.
key-areas-file = Boundaries as GeoJSON. Without a file a known scheme draws a map of tiles.
key-areas-scheme = Name of the area scheme. A known one (2015, 2022) brings names and higher levels.
key-areas-level = What an area of the lettings is called: wijk, buurt.
key-areas-code = Property of the file with the code of an area.
key-areas-name = Property with its name.
key-areas-parents = Higher levels, the lowest first: the property with the code, or code and name.
key-areas-crs = Coordinate system, where the file does not say.
key-stock-files = Files with the number of dwellings per area.
key-stock-columns = Names of the columns in those files; association_stock is what associations own.
key-stock-date = Reference date: a day, or the name of the column that holds it.
key-stock-sheet = Sheet of a workbook, where more than one has the headings.
key-stock-at = Which reference date a period takes: its start, its end, or the mean of both.
key-covariates-files = Characteristics per area, for the regression and the maps.
key-covariates-columns = Names of the columns with the code of the area and the year.
key-covariates-sources = Origin of the characteristics: variable, year, level, source, and where known area and reason.
key-covariates-labels = Words for each characteristic as tables print them.
key-covariates-predictors = Characteristics in the regression. Without this key all of them.
key-covariates-maps = Characteristics that are drawn as maps.
key-programme-agreed = Agreed numbers: group or main_group, agreed, and where needed period.
key-programme-printed = Published figures of the programme: period, main_group, group, agreed, delivered, within_3_months, from_3_to_6_months, n.
key-programme-waiting-from = Column of the lettings with the day the wait began.
key-programme-target = Number of dwellings a year that was agreed.
key-classes-share-of-rentals = Edges of the classes of the share of rentals, or a method such as fisher_jenks.
key-classes-share-of-stock = Edges of the classes of the share of the housing stock.
key-classes-change = Edges of the classes of the difference between two shares.
key-classes-minimum-rentals = A map shows a share for more rentals than this.
key-classes-stands-out = From which share on an area stands out; or funnel: beyond what chance gives.
key-protection-rules = Rules for small counts: ois, cbs, or a file.
key-protection-earlier = Folders of earlier editions, or tables as they were printed.
key-protection-consent = Associations that agree to figures of their own.
key-protection-cells = Single cells: their codes (area, group, year …) with status shown or hidden, or a cost.
key-protection-insiders = Associations that know their own lettings and subtract them from the page: associations for each of them, or names.
key-protection-internal = true: exact figures, for use inside the office only.
key-protection-public = true: the figures are public already, or made up.
key-checks-references = Figures from elsewhere to compare with; published = true takes the packaged ones.
key-checks-thresholds = Limits of checks that are not the usual ones.
key-checks-overrides = Checks of which the findings are accepted, with the reason. It is printed.
key-checks-confirm = Warnings that someone looked into, with name and reason; 'spreiding check --confirm' gives the lines. Void once the records change.
key-checks-strict = true: spreiding check ends with status 1 for a warning too, where nobody confirmed it.
key-checks-returns = What the files of spreiding check --returns are: text for Excel, or a workbook.
key-checks-why = Why counts moved since the last edition.
key-report-by = Periods that stand side by side.
key-report-chapters = Chapters in order. Without this key: all that the data support.
key-report-compare = Two periods for the map of change. Without this key the first and the last.
key-report-formats = Files in the folder beside the page.
study-in-memory = the records are in memory: save them as a file and name it in a study file, which never holds records

# spreiding init.
init-title = Lettings to vulnerable groups by district
init-no-file = there is no file { $source }
init-unknown = Not recognised, say yourself where they belong: { $files }
init-no-records = No file of lettings was found: name it here.
init-missing-columns = Not found: { $missing }. The columns are { $names }
init-some-groups = { $n } codes are unknown in { $scheme }: see spreiding check.
init-own-groups = The lettings have { $n } codes, of no known scheme: make a table with code and main_group.

# The folder of an edition.
folder-not-ours = { $path } exists and is no edition of spreiding: choose another name, nothing is overwritten
edition-not-there = there is no folder { $source }
edition-not-ours = { $source } is no edition: edition.json is missing or of something else
edition-format = { $source } has a later format than { $known }: read it with a newer version
edition-changed = { $source } is no longer as it was written. Changed: { $changed }; gone: { $missing }
withdraw-without-reason = say why the edition is withdrawn: the reason is printed on the page
withdrawn-title = Withdrawn: { $title }
withdrawn-reason = This publication has been withdrawn. Reason: { $reason }
withdrawn-date = Withdrawn on { $date }.
table-area-period = Allocations, rentals and housing stock by area, period and group
table-city-period = Allocations, rentals and housing stock of the whole municipality by period and group
table-change = Difference between two periods by area and group
table-programme = Agreements, delivery and waiting by group and period
sign-withheld = unknown, or not shown
sign-impossible = cannot occur
sign-blank = not applicable
field-level = Level: wijk, gebied, stadsdeel, city
field-code = Code of the area
field-name = Name of the area
field-scheme = Area scheme
field-period = Period: year (2018), half-year (2018-H1) or quarter (2018-Q1)
field-group = Code of the group; all is all groups together
field-main-group = Code of the main group
field-allocations = Number of allocations
field-rentals = Number of rentals
field-stock = Number of dwellings
field-share-of-rentals-pct = Allocations as a percentage of rentals
field-share-of-stock-pct = Allocations as a percentage of the housing stock
field-status = Why a figure is or is not there: shown = as it is; rounded = rounded, or shown as a bound; suppressed = withheld, because it is about few people or would give a small number away; not_at_this_level = not published at this level; too_few = too few rentals for a share; no_rentals = no rentals; no_stock = no housing stock; unknown = not known
field-from = First period
field-to = Second period
field-difference-pct-points = Difference of the share of rentals, in percentage points
field-lower = Lower bound of the 95% interval, in percentage points
field-upper = Upper bound of the 95% interval, in percentage points
field-q = Rate of false alarms (Benjamini and Hochberg)
field-agreed = Agreed number of dwellings
field-delivered = Number of dwellings delivered
field-within-3-months-pct = Part within 3 months, in percent
field-from-3-to-6-months-pct = Part from 3 to 6 months, in percent
field-n = Number of which the wait is known
no-printed-figures = { $source } has no column among { $known }; its columns are { $names }
key-report-texts = Text of one's own at the head of a chapter.

# The page on the study file.
keys-title = The study file
keys-intro = A study file describes an edition in TOML. spreiding init writes one from the files you name, spreiding report editie.toml --out editie/ makes the edition, and next year's edition is a copy with other years. Paths start from the study file. The least that works:
keys-columns = key|kind|without this key|meaning
key-needed = must be there
kind-text = text
kind-texts = list of texts
kind-said = text, or text per language
kind-all-said = list of texts, each may be per language
kind-said-by-name = table of texts, each may be per language
kind-all-said-by-name = table of lists of texts
kind-file = file
kind-files = list of files
kind-files-by-name = table of files
kind-texts-by-name = table of texts
kind-flag = true or false
kind-whole = whole number
kind-numbers = rising numbers
kind-classes = rising edges, or a method
kind-cuts = table of shares, or funnel
kind-limits = table of limits
kind-day = day
kind-day-or-text = day, or name of a column
kind-period = two days
kind-definition = table of true, false and a text
kind-parents = table of levels
field-direction = higher or lower where the difference is more than chance (q below 0.05)
study-of-own-records = unprotected is 'public', but the rentals of { $source } are not: give unprotected=None (protected) or unprotected='internal', or read rentals that anyone may see with sp.read_rentals(..., public=True)
earlier-other-municipality = { $source } is an edition of { $found }, not of { $expected }: name in [protection] earlier only earlier editions of this municipality
earlier-other-scheme = { $source } has another area scheme ({ $found }) than this edition ({ $expected }) and is about { $periods } too: together they could reveal what each withholds. Take with [records] period only periods that are not in it, or make this edition in the scheme of the earlier one (sp.crosswalk converts counts)
compare-two-whole = [report] compare names { $found }: name two different periods that the records cover whole, among { $known }; a part of a year cannot be compared with a whole one
year-not-whole = { $source }: column { $column } must hold a year in every row, such as 2020; it does not in { $where }
hint-study = [study] does not say yet: { $keys }. Without these the page has general words.
hint-sensitivity = the table of target groups does not say how sensitive some groups are (column sensitivity): tables give those for the whole municipality alone.

# The last look at the tables of an edition.
screen-twice = table { $table }: { $n } combinations of { $columns } stand there more than once, so that a figure cannot be found: see whether two areas or groups share a code
screen-names = table { $table }: code { $codes } has more than one name; give every area and group one name
screen-total = table { $table }, column { $column }: { $codes } looks like a total among the codes; totals do not belong there
screen-decimals = table { $table }, column { $column }: a number has more than { $n } decimals

# To the statistics hub.
hub-internal = an internal edition does not go to the statistics hub: leave out [protection] internal, or 'hub' of [report] formats
hub-scheme = the statistics hub has no areas of division { $found }, only of { $known }: give [areas] scheme, or leave 'hub' out of [report] formats
hub-label-allocations = Allocations, { $group }
hub-definition-allocations = Number of social dwellings of housing associations let to vulnerable groups in the period: { $group }.
hub-label-share-of-rentals-pct = Allocations in % of rentals, { $group }
hub-definition-share-of-rentals-pct = Share of rentals of social dwellings of housing associations that went to vulnerable groups in the period: { $group }.
hub-label-share-of-stock-pct = Allocations in % of dwellings, { $group }
hub-definition-share-of-stock-pct = Allocations to vulnerable groups in the period, in percent of the housing stock: { $group }.

# An edition made again.
backtest-same = The tables come out again as they were published.
backtest-differs = { $n } cells of the tables come out otherwise than published:
backtest-inputs = Not as they were: { $names }
backtest-keys = Set otherwise in the study file: { $names }
backtest-files = Files that differ now: { $names }
backtest-versions = Made with spreiding { $was } then, with { $now } now.
backtest-more = … and { $n } more cells.
backtest-withdrawn = { $source } was withdrawn: it has no tables to compare with
backtest-no-study = nothing beside { $source } says which study file made it: name it, as in: spreiding backtest editie/ editie.toml

# Steps of quality.
quality-steps = Steps of quality
quality-step = step
quality-by = by
quality-date = date
quality-remark = remark
key-study-municipality-code = Number of the municipality at Statistics Netherlands, for the statistics hub.
key-checks-steps = What was done for quality, by whom and when: step, by, date, and where wanted remark. Printed in the publication.
kind-steps = list of tables with step, by, date, and where wanted remark
earlier-period-in-words = { $source }: a period in this table is written in a way that cannot be read back; give the folder of the edition, or a table with codes such as 2020, 2020-H1 or 2018-2020
key-report-pool = Years that are taken together where one has too few rentals to show a share.
pool-by-year = pool is { $found }; years taken together must be 2 or more, and need [report] by = "year"
files-same-lettings = { $one } and { $other }: { $n } lettings stand in both files, as if a delivery was saved twice; name every year once in [records] files. Where it is right: say why in [checks] overrides, under duplicate_letting
scan-internal = INTERNAL, NOT FOR PUBLICATION: exact numbers per small area
scan-name = { $source }: the name of an internal scan ends in { $ending }
scan-in-edition = { $source } lies in the folder of an edition: an internal scan does not belong there
scan-too-few = no area in column '{ $column }' has more than { $least } rentals: there is nothing to compare
extract-level = level
extract-code = code
extract-name = name
extract-period = period
extract-group = category
extract-own-allocations = own allocations
extract-own-rentals = own rentals
extract-other-allocations = allocations of all others together
extract-other-rentals = rentals of all others together
extract-city = municipality
extract-file = extract
extract-note = For { $association } alone: its own figures are exact. Of the others together it gives what follows from the published numbers less the own figures; a point is not shown.
extract-in-edition = { $source } lies in the folder of an edition: an extract with exact figures does not belong there; choose a folder outside it with --out
extract-no-associations = the records have no column '{ $column }': without associations there is no extract; point out the column with [records] columns, { $column } = "…"
extract-unknown = { $found } is none of the { $n } associations in the records{ $near ->
    [none] {""}
   *[other] : did you mean { $near }?
  }

# The account, and rounded numbers.
left-out-reason = reason
left-out-caption = Rentals left out
left-out-no-area = without a district
left-out-group = target group { $code }: not in the analysis
other-code-label = in the file
other-code-read = read as
other-code-caption = Codes written differently
disclosure-internal = Small counts are not suppressed on this page. It is for internal use only.
disclosure-public = This page suppresses no small counts: the figures are public already.
disclosure-synthetic = This page suppresses no small counts: the rentals are synthetic. A page made from your own records does suppress small counts.
disclosure-protected = Small counts are suppressed, and so is what would give them away: the number of rentals, and other figures that they follow from. Of every suppressed figure at least { $n } values remain possible for someone who lays all tables side by side.
classes-of-rounded = Classes follow from the shares as shown; a share with ± may belong just in the next class.
hub-all-groups = all target groups
records-fewer = fewer than { $n }
records-about = about { $n }

# Sheets of the workbook.
sheet-definitions = definitions
sheet-left-out = left out
sheet-codes = codes
sheet-checks = checks
sheet-not-checked = not checked
sheet-revisions = revisions
