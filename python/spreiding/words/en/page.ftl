# The edition as a page, a workbook and a PDF: what stands around the chapters.

page-title = Social dwellings let to vulnerable groups, by district
page-kicker = { $municipality } · social rent
page-description = Tables and maps of allocations to vulnerable groups, { $period }.
page-made-up = Note: the rentals behind this page are synthetic. The figures say nothing about a real place.
page-synthetic = Note: the rentals behind this page are synthetic. They were made so that the tables of the 2018 note come back. Figures that are not in the note are not real figures about any district or area.
page-synthetic-protected = { page-synthetic } Small counts are suppressed on this page.
page-internal = Not protected: for internal use only. Small counts on this page can make people recognisable.

page-contents = Contents
page-skip = To the text
page-data = Data of this figure
page-more = Show
page-legend = Legend
page-scroll = table, scroll sideways for more columns
page-shared-notes = With the tables and figures of this chapter
page-shared-notes-link = Signs and notes: at the end of this chapter
page-take-along = About this edition
page-offline = The page works without a network. Without scripts all texts, figures and tables are there too; with scripts you can search, sort and download.
page-made = Made with spreiding { $version }.
page-author = Author
page-date = Date
page-licence = Licence
page-contact = Contact
page-citation = How to cite
page-cite = { $by ->
    [none] { $title }{ $year ->
        [none] {""}
       *[other] {" "}({ $year })
      }.
   *[some] { $author }{ $year ->
        [none] {""}
       *[other] {" "}({ $year })
      }. { $title }.
  }
table-number = Table { $n }
figure-number = Figure { $n }
number-in-original = { $number } in the original note.

# What the page adds with scripts.
explore-search = Search this table
explore-found = { $n } of { $all } rows
explore-sort = Sort by { $column }
explore-csv = Table as CSV
explore-svg = Figure as SVG
explore-png = Figure as PNG
explore-link = Copy link
explore-copied = Link copied
explore-not-copied = The link is in the address bar
explore-choose = Choose what the figure shows
explore-keys = Arrow keys go along the values, Enter goes to the row in the table.
explore-none = No row with this text

pdf-needs-weasyprint = path ends in '.pdf', which needs the package weasyprint: pip install 'spreiding[pdf]'
pdf-needs-pango = a PDF needs the library Pango, which this machine lacks: see https://doc.courtbouillon.org/weasyprint

# The workbook.
pdf-long-table = This table has { $n } rows. It is in the page and the workbook of this edition, not on paper.
book-cover = contents
book-notes = notes
book-text = text
book-remark = Remark
book-reading = How to read
book-title-of = title
book-own = Source: this edition
book-note = note
book-note-text = explanation
book-where = sheets
book-code = code
book-contents = Contents of this workbook
book-read = Every sheet has one table, which begins in column A. A sign stands for a missing figure: . is unknown or suppressed, - is none, n/a cannot occur. Notes have a sheet of their own, with their number in square brackets.
book-notes-title = Notes to the tables
book-text-title = Text of the chapters
book-line = { $source }{ $notes ->
    [none] {""}
   *[other] {" "}See { $notes } on the sheet notes.
  }
book-ref = [note { $n }]
book-impossible = n/a
book-page = Page &P of &N

# What a reader can choose in a figure.
choose-period = period
choose-all-periods = all side by side
choose-group = group
name-maps = maps
