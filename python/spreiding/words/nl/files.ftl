# Bestanden van andere soorten: werkmappen, SPSS, tabellen van een database.
needs-package = { $source }: hiervoor is het pakket { $package } nodig: pip install 'spreiding[{ $extra }]'
workbook-unreadable = { $source }: dit bestand is niet te lezen als werkmap; bewaar het opnieuw als .xlsx
workbook-no-sheet = { $source }: er is geen blad '{ $sheet }'; de bladen heten { $known }
workbook-no-headings = { $source }: op geen blad staat een rij met de kopjes { $missing }; gezocht op { $sheets }
workbook-more-sheets = { $source }: de kopjes staan op meer dan één blad ({ $sheets }): noem het blad
workbook-heading-twice = { $source }: de kopjes { $headings } komen meer dan eens voor
spss-unreadable = { $source }: dit is geen SPSS-bestand, of het is beschadigd
engine-too-many = { $source }: meer dan { $most } combinaties van { $columns }, dat moeten kolommen met codes zijn; is een ervan een kenmerk van één woning of een tijdstip?
engine-fails = { $source }: de database gaf geen antwoord ({ $reason }); zijn eigen melding kan records aanhalen en is weggelaten
workbook-locked = { $source }: deze werkmap is beveiligd met een wachtwoord; bewaar hem zonder wachtwoord
engine-too-many-codes = { $source }, kolom '{ $column }' heeft { $n } verschillende waarden, dat moeten codes zijn (hoogstens { $most }): is dit de goede kolom?
engine-no-rows = { $source }: hiervoor zijn de records één voor één nodig, en die verlaten de database niet; haal ze zelf op en geef de tabel
engine-no-points = { $source }: er zijn coördinaten maar er is geen kolom '{ $column }', en deze database draait waar geen punten te plaatsen zijn; voeg daar per record het gebied toe, of haal de records zelf in porties op (sp.locate_batches)
source-changes = { $source }: geeft de ene keer { $first } records en de andere keer { $second }: dat moet elke keer hetzelfde zijn; schrijf ze eerst naar een tabel of bestand (een steekproef, een toevalsgetal of een tabel die nog groeit?)
workbook-faults = { $source }: er zijn cellen met een fout (zoals #N/B), die hier niet van lege te onderscheiden zijn; herstel ze, of bewaar de werkmap als .xlsx
workbook-old = { $source }: in zo'n werkmap zijn cellen met een fout (zoals #N/B) niet van lege te onderscheiden; bewaar hem als bestand dat eindigt op { $known }
sheet-twice = { $source }: een blad is twee keer genoemd ({ $sheets }), dat moet één keer: de verhuringen zouden dubbel tellen
