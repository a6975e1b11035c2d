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
