# Disclosure control: rules, what is published together, what an outsider can derive.
unknown-rules = rules is '{ $found }', must be { $known }, or a table of rules
unknown-rule-word = { $source }, column '{ $column }', row { $rows } is '{ $found }', must be among { $known }
impossible-rule-value = { $source }, column '{ $column }', row { $rows }: missing, or no value that { $rule } can have: a number of 0 or more, a part of a whole in (0, 1], 0 or 1 for what is on or off, at least 2 candidates
rules-hide-nothing = rules '{ $name }' hide nothing: give min_allocations, not_shown or small_as a value above 0
rules-hide-everything = rules '{ $rules }' hide every count of these tables: publish coarser areas, a longer period or fewer groups, or look at the thresholds
nothing-to-protect = these tables have no rentals at all: there is nothing to protect or to publish; look at the period and the areas they were counted for
unknown-group-to-protect = groups { $groups } are no main groups ({ $known }) and stand in no scheme, so no rule is known for them: count with groups=, or give protect(..., groups=) a table with code, main_group and sensitivity
group-without-main-group = group '{ $group }' has no main group in its table of target groups: give it one
flag-is-no-yes-or-no = { $source }, column '{ $column }': neither yes nor no in row { $rows }; must be such as ja and nee, yes and no, true and false
unknown-level-to-protect = level is '{ $found }', must be { $known }
unknown-consent = consent names { $found }, which no table has; associations are { $known }
unknown-hierarchy = hierarchy has '{ $found }', which no table has; dimensions are { $known }
hole-in-hierarchy = hierarchy of '{ $dim }': { $codes } stand above other codes and have no parent themselves, where others of their kind have one: give each a parent, None for the total
no-place-in-hierarchy = { $source }: { $codes } have no place in the hierarchy of '{ $dim }': add them with their parent, None for the total
own-ancestor = hierarchy of '{ $dim }': '{ $code }' is its own ancestor
two-parents = { $dim } '{ $code }' lies in '{ $first }' and in '{ $second }': give one hierarchy
