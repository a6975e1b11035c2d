# Files of other kinds: workbooks, SPSS, tables of an engine.
needs-package = { $source }: needs the package { $package }: pip install 'spreiding[{ $extra }]'
workbook-unreadable = { $source }: cannot be read as a workbook; save it once more as .xlsx
workbook-no-sheet = { $source }: has no sheet '{ $sheet }'; its sheets are { $known }
workbook-no-headings = { $source }: no sheet has a row with the headings { $missing }; looked in { $sheets }
workbook-more-sheets = { $source }: the headings stand on more than one sheet ({ $sheets }): name the sheet
workbook-heading-twice = { $source }: the headings { $headings } occur more than once
spss-unreadable = { $source }: is no SPSS file, or it is damaged
engine-too-many = { $source }: more than { $most } combinations of { $columns }, must be columns of codes; is one of them an identifier or a time?
engine-fails = { $source }: the engine could not answer ({ $reason }); what it says itself may quote records and is left out
workbook-locked = { $source }: is protected by a password; save it without one
engine-too-many-codes = { $source }, column '{ $column }' holds { $n } distinct values, must be codes (at most { $most }): is it the right column?
engine-no-rows = { $source }: this asks for records one by one, and none leaves the engine; select and fetch them yourself, and give the frame
engine-no-points = { $source }: has coordinates but no column '{ $column }', and this engine runs where the library cannot locate points; add the area of each record there, or fetch the records in batches yourself (sp.locate_batches)
source-changes = { $source }: gives { $first } records one time and { $second } the next: it must give the same each time; write it to a table or a file first (a sample, a random number or a table that is still written to?)
workbook-faults = { $source }: has cells with a fault (such as #N/A), which cannot be told from empty ones here; mend them, or save the workbook as .xlsx
workbook-old = { $source }: a workbook of this kind does not tell cells with a fault (such as #N/A) from empty ones; save it as one that ends in { $known }
sheet-twice = { $source }: a sheet is named twice ({ $sheets }), must be named once: its rentals would count double
