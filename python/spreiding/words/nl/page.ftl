# De uitgave als pagina, werkboek en PDF: wat er om de hoofdstukken heen staat.

page-title = Woningtoewijzing aan kwetsbare groepen in wijken
page-kicker = { $municipality } · sociale huur
page-description = Tabellen en kaarten van de toewijzingen aan kwetsbare groepen, { $period }.
page-made-up = Let op: de verhuringen achter deze pagina zijn nagebootst (synthetisch). De cijfers zeggen niets over een echte plaats.
page-synthetic = Let op: de verhuringen achter deze pagina zijn nagebootst (synthetisch). Ze zijn zo gemaakt dat de tabellen uit de notitie van 2018 eruit terugkomen. Cijfers die niet in de notitie staan, zijn geen echte cijfers over een wijk of gebied.
page-synthetic-protected = { page-synthetic } Kleine aantallen zijn op deze pagina afgeschermd.
page-internal = Niet afgeschermd: alleen voor intern gebruik. Kleine aantallen op deze pagina kunnen mensen herkenbaar maken.

page-contents = Inhoud
page-skip = Naar de tekst
page-data = Cijfers bij deze figuur
page-more = Toon
page-legend = Legenda
page-scroll = tabel, schuif opzij voor meer kolommen
page-shared-notes = Bij de tabellen en figuren van dit hoofdstuk
page-shared-notes-link = Tekens en toelichting: onderaan dit hoofdstuk
page-take-along = Over deze uitgave
page-offline = De pagina werkt zonder internet. Zonder scripts staan alle teksten, figuren en tabellen er ook; met scripts kunt u zoeken, sorteren en downloaden.
page-made = Gemaakt met spreiding { $version }.
page-author = Auteur
page-date = Datum
page-licence = Licentie
page-contact = Contact
page-citation = Verwijzen naar deze uitgave
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
table-number = Tabel { $n }
figure-number = Figuur { $n }
number-in-original = { $number } in de oorspronkelijke notitie.

# Wat de pagina met script erbij zegt.
explore-search = Zoek in deze tabel
explore-found = { $n } van { $all } rijen
explore-sort = Sorteer op { $column }
explore-csv = Tabel als CSV
explore-svg = Figuur als SVG
explore-png = Figuur als PNG
explore-link = Kopieer link
explore-copied = Link gekopieerd
explore-not-copied = De link staat in de adresbalk
explore-choose = Kies wat de figuur toont
explore-keys = Met de pijltjestoetsen gaat u langs de waarden, met Enter naar de rij in de tabel.
explore-none = Geen rij met deze tekst

pdf-needs-weasyprint = de naam eindigt op '.pdf', en dat vraagt het pakket weasyprint: pip install 'spreiding[pdf]'
pdf-needs-pango = een PDF vraagt de bibliotheek Pango, die op deze computer ontbreekt: zie https://doc.courtbouillon.org/weasyprint

# Het werkboek.
pdf-long-table = Deze tabel heeft { $n } rijen. Ze staat in de pagina en in het werkboek van deze uitgave, niet op papier.
book-cover = inhoud
book-notes = noten
book-text = tekst
book-remark = Opmerking
book-reading = Leeswijzer
book-title-of = titel
book-own = Bron: deze uitgave
book-note = noot
book-note-text = toelichting
book-where = bladen
book-code = code
book-contents = Inhoud van dit werkboek
book-read = Elk blad heeft een tabel, die in kolom A begint. Een teken staat voor een ontbrekend cijfer: . is onbekend of afgeschermd, - is geen, n.v.t. kan niet voorkomen. Noten staan op een eigen blad, met hun nummer tussen vierkante haken.
book-notes-title = Noten bij de tabellen
book-text-title = Tekst van de hoofdstukken
book-line = { $source }{ $notes ->
    [none] {""}
   *[other] {" "}Zie { $notes } op het blad noten.
  }
book-ref = [noot { $n }]
book-impossible = n.v.t.
book-page = Blad &P van &N

# Wat een lezer in een figuur kan kiezen.
choose-period = periode
choose-all-periods = alle naast elkaar
choose-group = groep
name-maps = kaarten
