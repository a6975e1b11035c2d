# Files, tables and the values in them, whatever the source.
file-unreadable = { $source }: cannot be read ({ $reason })
file-changed = { $source }: the file has changed while it was read; read it again when it is whole
file-empty = { $source }: the file is empty, must start with a line of column names
file-not-text = { $source }: is { $what }, must be a text file
file-encoding = { $source }, line { $line }: fits neither UTF-8 nor Windows-1252; save the file as UTF-8
head-quote = { $source }, line { $line }: a quote among the column names does not close, or text follows it
head-control = { $source }, line { $line }: a column name holds control characters
head-twice = { $source }: column "{ $column }" occurs more than once in the first line
head-title = { $source }, line { $line }: holds one name, "{ $found }": is it a title? Column names seem to stand on line { $names }; take out the lines above
no-column = { $source }: has no column "{ $column }"
not-parquet = { $source }: is not a whole Parquet file; was it cut short?
file-damaged = { $source }: is damaged
column-holds = { $source }, column "{ $column }" holds { $holds }, must hold { $expected }
lost-zero = { $source }, column "{ $column }" holds { $holds }, must hold text; a code read as a number may have lost a leading zero
text-not-utf = column "{ $column }" holds text that is not UTF-8, first in row { $row }
large-table = { $source }: has { $rows } rows of { $columns } columns, must be a table of at most { $most } values
file-missing = { $source }: there is no such file
no-frame = { $source } is a { $found }, must be a frame: polars, pandas 2.2 or later, pyarrow, or any object with __arrow_c_stream__
frame-unreadable = { $source } holds columns that are no table: { $reason }
frame-lengths = { $source } has columns of different lengths ({ $lengths }), must be a table
frame-column-twice = { $source } has columns of the same name: { $columns }
columns-missing = { $source } has no column { $columns }; its columns are { $known }
columns-missing-near = { $source } has no column { $columns }; its columns are { $known }: is it { $near }?
codes-are-numbers = { $source }, column '{ $column }' holds numbers ({ $found }), must hold codes as text; a leading zero may already be lost
codes-mixed = { $source }, column '{ $column }' holds numbers or dates among its codes, must hold text; a leading zero may already be lost: { $n ->
    [one] row
   *[other] rows
  } { $first }
codes-unprintable = { $source }, column '{ $column }' holds control characters, must hold text: { $n ->
    [one] row
   *[other] rows
  } { $first }
codes-note = { $source }, column '{ $column }' holds a note about the table ("Bron: …"), must hold codes; take out that line: { $n ->
    [one] row
   *[other] rows
  } { $first }
numbers-bad = { $source }, column '{ $column }': { $n ->
    [one] 1 value is no number in the notation of the table
   *[other] { $n } values are no number in the notation of the table
  }, first in row { $first }
notation-open = { $source }, column '{ $column }', row { $first }: can be read as a Dutch number (1.785 is 1785) and as an international one; give notation='nl' or notation='en'
notation-both = { $source }, column '{ $column }': some numbers are Dutch (1.785,5), others international (1,785.5), must be one of both: row { $first }
count-not-whole = { $source }, column '{ $column }', row { $first }: { $found }, must be a whole number >= 0 and at most 2^53
count-thousands = { $source }, column '{ $column }', row { $first }: { $found }, must be a whole number >= 0; in Dutch notation { $written } is { $thousands }: read the file with its thousands point
days-bad = { $source }, column '{ $column }': must hold dates such as 2016-01-31 or 31-01-2016: row { $first }
not-a-column = { $argument } must be a column of numbers: series, array or list, is a { $found }
values-not-numbers = { $argument } holds { $found }, must hold numbers
lines-ragged = { $source }, line { $first }: another number of fields than the first line
lines-encoding = { $source }, line { $first }: letters in another encoding than the rest of the file; save the file as UTF-8
lines-open-quote = { $source }, line { $first }: a quote opens and does not close, or swallows whole lines
lines-after-quote = { $source }, line { $first }: text follows a closing quote; write a quote within a field twice
lines-endless = { $source }, line { $first }: the line does not end, is it a table?
rows-on-lines = { $rows } (line { $lines })
rows-in-sheet = { $rows } (sheet row { $lines })
rows-listed = { $n ->
    [one] row
   *[other] rows
  } { $rows }
