# Disclosure control: rules, what is published together, what an outsider can derive.
unknown-rules = rules is '{ $found }', must be { $known }, or a table of rules
unknown-rule-word = { $source }, column '{ $column }', row { $rows } is '{ $found }', must be among { $known }
impossible-rule-value = { $source }, column '{ $column }', row { $rows }: missing, or no value that { $rule } can have: a number of 0 or more, a part of a whole in (0, 1], 0 or 1 for what is on or off, at least 2 candidates
rules-hide-nothing = rules '{ $name }' hide nothing: give min_allocations, not_shown or small_as a value above 0
rules-hide-everything = rules '{ $rules }' hide every count of these tables: publish coarser areas, a longer period or fewer groups, or look at the thresholds
nothing-to-protect = these tables have no rentals at all: there is nothing to protect or to publish; look at the period and the areas they were counted for
unknown-group-to-protect = { $n ->
    [one] one group is no main group and stands
   *[other] { $n } groups are no main groups and stand
  } in no scheme, so no rule is known; main groups are { $known }{ $near ->
    [none] {""}
   *[other] ; known codes like these: { $near }
  }; count with groups=, or give protect(..., groups=) a table with code, main_group and sensitivity
group-without-main-group = group '{ $group }' has no main group in its table of target groups: give it one
flag-is-no-yes-or-no = { $source }, column '{ $column }': neither yes nor no in row { $first }; must be such as ja and nee, yes and no, true and false
unknown-level-to-protect = level is '{ $found }', must be { $known }
unknown-consent = consent names { $found }, which no table has; the tables have { $n } associations{ $near ->
    [none] {""}
   *[other] , among them { $near }: did you mean these?
  }
cells-unknown-column = { $source }: no column of these tables: { $found }; columns are { $known }{ $near ->
    [none] {""}
   *[other] ; known names like these: { $near }
  }. Each row names a cell by its codes and gives a status or a cost
cells-say-nothing = { $source }, row { $rows }: neither status nor cost; give status shown or hidden, or a cost
cells-unknown-status = { $source }, column '{ $column }', row { $rows }: no known status, must be among { $known }
cells-impossible-cost = { $source }, column '{ $column }', row { $rows }: must be a number from { $least } to { $most }: how many times its information a cell is missed where it is hidden (1 is as usual)
cells-unknown-cell = { $source }, row { $rows }: none of the tables has a count for these codes; an empty code is the total
cells-contradict = { $source }, row { $rows }: these words contradict each other: say of a cell once that it is shown, hidden, or what it costs
cells-open-under-rule = { $source }, row { $rows }: the rule { $rule } hides this cell, so it cannot be shown: leave the row out, or change the rule
unknown-hierarchy = hierarchy has '{ $found }', which no table has; dimensions are { $known }
hole-in-hierarchy = hierarchy of '{ $dim }': { $codes } stand above other codes and have no parent themselves, where others of their kind have one: give each a parent, None for the total
no-place-in-hierarchy = { $source }: { $n ->
    [one] one code of '{ $dim }' has
   *[other] { $n } codes of '{ $dim }' have
  } no place in the hierarchy{ $near ->
    [none] {""}
   *[other] ; known codes like these: { $near }
  }; add them with their parent, None for the total
own-ancestor = hierarchy of '{ $dim }': '{ $code }' is its own ancestor
two-parents = { $dim } '{ $code }' lies in '{ $first }' and in '{ $second }': give one hierarchy
too-many-cells = the tables have more than { $limit } linked cells; give fewer tables or dimensions at once
tables-contradict = the tables contradict each other: { $where }
no-assignment-found = no set of numbers that fits the tables was found; give fewer tables at once
unknown-same = same names area { $codes }, must be codes of one hierarchy of the tables
unknown-printed-column = { $source }: columns has ['{ $found }'], must be among { $known }
no-printed-column = { $source } has no column { $missing }; its columns are { $known }
no-printed-figure = { $source }, column '{ $column }', row { $rows }: not a printed figure (such as 54, 0,6, > 90, ±15 or .)
missing-printed-code = { $source }, column '{ $column }', row { $rows } is missing, must be a code
printed-count-not-whole = { $source }: a count is printed as { $found }, must be a whole number
no-place-of-row = { $source }, row { $rows }: this code of '{ $dim }' has no place in the hierarchy of '{ $dim }'
audit-needs-a-table = audit needs at least one table
shares-contradict = shares { $number } contradict earlier ones: { $measure } of { $where } is { $found }, was { $before }
no-protection-found = no protection was found in { $rounds } rounds; publish fewer tables at once, or coarser ones
cannot-be-protected = { $cell } cannot be protected: every total around it is fixed in print{ $fixed ->
    [0] {""}
    [one] ; one cell is forced open (cells): let go of it if it is near
   *[other] ; { $fixed } cells are forced open (cells): let go of those near it
  }
protected-already = shares are protected already: protect the shares they were made from, together
internal-mark = Internal, not protected
not-protected = these { $what ->
    [Shares] shares
    [Counts] counts
   *[other] figures
  } are not protected: small counts could identify people. Protect the shares with sp.protect(shares) and write what it returns, or say unprotected=True if the file stays inside the office
not-protected-picture = this picture shows figures that are not protected: small counts could identify people. Draw what sp.protect(shares) returns, or say unprotected=True if the file stays inside the office; figures that are published already, or made up, are read with public=True
protected-apart = protected apart: { $now } and, before, { $before } are tables of the same lettings, and one can be subtracted from the other. Give them to sp.protect([…]) together, or give what is published as earlier=; sp.audit(a, b) shows what they tell together
inhabitants-needed = the rules '{ $rules }' tell nothing of areas under { $least } inhabitants: give sp.protect(..., inhabitants=) a table with area and inhabitants, in a study file a characteristic called inhabitants
inhabitants-missing = { $source }: the inhabitants of { $n ->
    [one] one area
   *[other] { $n } areas
  } in the tables are not known: complete the table, an area without inhabitants has 0
inhabitants-twice = { $source }, column '{ $column }', row { $rows }: this area is there more than once
insiders-need-associations = insiders needs a table by association: count one with by=[..., "corporation"] and give it too, as it is not known otherwise what an association knows of itself
insider-contradicts = insiders: the own lettings of { $name } are more than all lettings of { $where }: give shares of its own lettings alone, of the same period
unknown-insider = insiders names { $found }, which no table has; the tables have { $n } associations{ $near ->
    [none] {""}
   *[other] , among them { $near }: did you mean these?
  }
insiders-need-column = [protection] insiders needs to know whose lettings are whose: map a column to corporation in [records] columns, or leave insiders out
known-inside = { $n ->
    [one] one figure
   *[other] { $n } figures
  } of others can be worked out by an association from its own lettings, whatever the page hides: { $some }. Give that association no extract, publish coarser tables, or accept it

# What stands below a protected table.
protection-told = Protected by the rules '{ $rules }': in all tables together { $n } of { $of } counts are not shown ({ $lost } of the information): they are about few people, they would give a small number away, or the rules do not allow them at this level.
protection-small = { $n } stands for 1 to { $n }; totals may therefore differ.
protection-counts = Counts are multiples of { $base }.
protection-shares = Shares of rentals are multiples of { $step } percent.
protection-signs = Signs: { $signs }.
sign-unknown = unknown or suppressed
sign-none = none
sign-more = more than
sign-less = less than
sign-rounded = rounded to a multiple of { $n ->
    [1] { $last }
   *[other] { $first } or { $last }
  } percent
status-shown = shown
status-rounded = share rounded to the step given
status-topcoded = share above the bound given
status-bottomcoded = share under the bound given
status-small = small count, not shown exactly
status-suppressed = suppressed
status-withheld = not published at this level
status-too-few = too few rentals for a share
status-no-rentals = no rentals
