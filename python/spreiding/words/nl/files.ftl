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
