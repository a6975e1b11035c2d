# De uitgave: studiebestand, map en hoofdstukken.

# Het studiebestand.
study-not-utf8 = { $source } is geen UTF-8: sla het studiebestand op als UTF-8
study-not-toml = { $source }, regel { $line }, kolom { $column } is geen TOML: een regel is een [onderdeel], of een sleutel = waarde
study-faults = { $source } heeft { $n ->
    [1] een fout
   *[other] { $n } fouten
  }:
  { $faults }
study-format = format moet een heel getal zijn, van 1 tot en met { $known }; een later formaat vraagt een nieuwere versie
study-unknown-section = er is geen onderdeel [{ $section }]{ $nearest ->
    [none] {""}
   *[other] ; bedoeld is misschien [{ $nearest }]
  }. De onderdelen zijn { $known }
study-no-section = { $section } is een onderdeel, schrijf [{ $section }] met de sleutels eronder
study-unknown-key = [{ $section }] heeft geen sleutel { $name }{ $nearest ->
    [none] {""}
   *[other] ; bedoeld is misschien { $nearest }
  }. De sleutels zijn { $known }
study-missing-key = in [{ $section }] ontbreekt { $key }
study-wrong-kind = { $key } in [{ $section }] is { $found ->
    [flag] ja of nee
    [whole] een heel getal
    [number] een getal
    [text] een tekst
    [list] een lijst
    [table] een tabel
    [day] een dag
   *[other] iets anders
  }, dat moet { $expected ->
    [text] een tekst zijn die niet leeg is
    [said] een tekst zijn, of een tabel met die tekst per taal: nl, en
    [texts] een lijst van teksten zijn
    [file] de naam van een bestand zijn
    [files] een lijst van bestanden zijn
    [flag] true of false zijn
    [whole] een heel getal vanaf 0 zijn
    [numbers] een lijst van oplopende getallen zijn
    [classes] een lijst van oplopende klassegrenzen zijn, of de naam van een methode
    [day] een dag zijn, zoals 2018-01-01
    [period] een eerste en een laatste dag zijn, zoals [2018-01-01, 2020-12-31]
   *[other] een tabel zijn: { $expected }
  }
study-unknown-word = { $key } in [{ $section }] is '{ $found }'{ $nearest ->
    [none] {""}
   *[other] ; bedoeld is misschien '{ $nearest }'
  }. Het kan zijn: { $known }
study-unknown-name = { $key } in [{ $section }] kent geen '{ $found }'{ $nearest ->
    [none] {""}
   *[other] ; bedoeld is misschien '{ $nearest }'
  }. Het kan zijn: { $known }
study-no-file = { $key } in [{ $section }]: er is geen bestand '{ $found }'

study-file-head =
    Studiebestand: beschrijft een uitgave. Maak haar met: spreiding report editie.toml --out editie/
    Regels met # ervoor zijn uitleg of voorbeelden. Paden zijn vanaf dit bestand.
section-study = Titel, bron en taal
section-records = De verhuringen
section-areas = De gebieden
section-stock = De woningvoorraad
section-covariates = Kenmerken van gebieden
section-programme = Het programma: afspraken en wachttijd
section-classes = Klassen van kaarten, en wat opvalt
section-protection = Bescherming van kleine aantallen
section-checks = Controles van de gegevens
section-report = De publicatie
key-study-title = Titel van de publicatie.
key-study-subtitle = Ondertitel.
key-study-municipality = Naam van de gemeente, zoals ze in tabellen en zinnen staat.
key-study-author = Wie de publicatie maakt.
key-study-source = Bronregel onder tabellen en figuren, na 'Bron:'.
key-study-licence = Onder welke voorwaarden anderen de cijfers mogen gebruiken.
key-study-contact = Waar lezers met vragen terechtkunnen.
key-study-notes = Opmerkingen boven aan de publicatie.
key-study-lang = Taal van de pagina's.
key-study-date = Datum van de publicatie. De klok telt niet mee: dezelfde invoer geeft dezelfde bestanden.
key-records-files = Bestanden met verhuringen, één rij per verhuring. Een patroon mag: verhuringen-*.csv.
key-records-columns = Namen van de kolommen in de bestanden: date, area en group zijn nodig.
key-records-groups = Tabel van doelgroepen: ois2018, phkg2020, phkg2024, harmonised, as_published, of een eigen bestand met code en main_group.
key-records-period = Eerste en laatste dag, beide inbegrepen.
key-records-sheet = Blad van een werkmap, waar de kopjes op meer dan één blad staan.
key-records-notation = Schrijfwijze van getallen, waar het bestand die niet verraadt.
key-records-definition = Wat als verhuring telt: true is inbegrepen, false niet. Komt in de verantwoording.
key-areas-file = Grenzen als GeoJSON. Zonder bestand tekent een bekende indeling een tegelkaart.
key-areas-scheme = Naam van de gebiedsindeling. Een bekende indeling (2015, 2022) brengt namen en hogere niveaus mee.
key-areas-level = Hoe een gebied van de verhuringen heet: wijk, buurt.
key-areas-code = Eigenschap in het bestand met de code van een gebied.
key-areas-name = Eigenschap met de naam.
key-areas-parents = Hogere niveaus, het laagste eerst: eigenschap met de code, of code en naam.
key-areas-crs = Coördinatenstelsel, waar het bestand dat niet zegt.
key-stock-files = Bestanden met het aantal woningen per gebied.
key-stock-columns = Namen van de kolommen in die bestanden; association_stock is het bezit van corporaties.
key-stock-date = Peildatum: een dag, of de naam van de kolom waarin hij staat.
key-stock-sheet = Blad van een werkmap, waar de kopjes op meer dan één blad staan.
key-stock-at = Welke peildatum bij een periode hoort: het begin, het einde, of het gemiddelde van beide.
key-covariates-files = Kenmerken per gebied, voor de regressie en de kaarten.
key-covariates-columns = Namen van de kolommen met de code van het gebied en het jaar.
key-covariates-sources = Herkomst van de kenmerken: variable, year, level, source en waar bekend area en reason.
key-covariates-labels = Omschrijving van elk kenmerk zoals ze in tabellen staat.
key-covariates-predictors = Kenmerken die in de regressie meedoen. Zonder deze sleutel doen ze allemaal mee.
key-covariates-maps = Kenmerken die als kaart getoond worden.
key-programme-agreed = Afgesproken aantallen: group of main_group, agreed, en waar nodig period.
key-programme-printed = Gepubliceerde cijfers van het programma: period, main_group, group, agreed, delivered, within_3_months, from_3_to_6_months, n.
key-programme-waiting-from = Kolom van de verhuringen met de dag waarop het wachten begon.
key-programme-target = Aantal woningen per jaar dat is afgesproken.
key-classes-share-of-rentals = Klassegrenzen van het aandeel van de verhuringen, of een methode zoals fisher_jenks.
key-classes-share-of-stock = Klassegrenzen van het aandeel van de woningvoorraad.
key-classes-change = Klassegrenzen van het verschil tussen twee aandelen.
key-classes-minimum-rentals = Een kaart toont een aandeel bij meer verhuringen dan dit.
key-classes-stands-out = Vanaf welk aandeel een gebied opvalt; of funnel: meer of minder dan toeval geeft.
key-protection-rules = Regels voor kleine aantallen: ois, cbs, of een eigen bestand.
key-protection-earlier = Mappen van eerdere uitgaven, of tabellen zoals ze gedrukt zijn.
key-protection-consent = Corporaties die instemmen met cijfers over henzelf.
key-protection-cells = Losse cellen: hun codes (area, group, year …) met status shown of hidden, of een cost.
key-protection-insiders = Corporaties die hun eigen verhuringen kennen en van de pagina aftrekken: associations voor elk van hen, of namen.
key-protection-internal = true: exacte cijfers, alleen voor gebruik binnen het bureau.
key-protection-public = true: de cijfers zijn al openbaar, of nagebootst.
key-checks-references = Cijfers van elders om mee te vergelijken; published = true neemt de meegeleverde.
key-checks-thresholds = Grenzen van controles die anders zijn dan gewoonlijk.
key-checks-overrides = Controles waarvan de bevindingen aanvaard zijn, met de reden. Die komt in de publicatie.
key-checks-confirm = Waarschuwingen die zijn nagegaan, met naam en reden; 'spreiding check --confirm' geeft de regels. Zij vervallen als de gegevens veranderen.
key-checks-strict = true: spreiding check eindigt ook met status 1 bij een waarschuwing die niet is bevestigd.
key-checks-returns = Wat de bestanden van spreiding check --returns zijn: tekst voor Excel, of een werkmap.
key-checks-why = Waarom aantallen veranderd zijn sinds de vorige uitgave.
key-report-by = Perioden die naast elkaar staan.
key-report-chapters = Hoofdstukken in volgorde. Zonder deze sleutel: alles wat de gegevens toelaten.
key-report-compare = Twee perioden voor de kaart van verandering. Zonder deze sleutel de eerste en de laatste.
key-report-formats = Bestanden in de map naast de pagina.
study-in-memory = de verhuringen staan in het geheugen: bewaar ze als bestand en noem dat in een studiebestand; records komen er nooit in te staan

# spreiding init.
init-title = Spreiding van verhuringen aan kwetsbare groepen
init-no-file = er is geen bestand { $source }
init-unknown = Niet herkend, vul zelf in waar ze bij horen: { $files }
init-no-records = Geen bestand met verhuringen gevonden: noem het hier.
init-missing-columns = Niet gevonden: { $missing }. De kolommen zijn { $names }
init-some-groups = Van { $scheme } zijn { $n } codes onbekend: zie spreiding check.
init-own-groups = De verhuringen hebben { $n } codes, van geen bekende indeling: maak een tabel met code en main_group.

# De map van een uitgave.
folder-not-ours = { $path } bestaat al en is geen uitgave van spreiding: kies een andere naam, er wordt niets overschreven
edition-not-there = er is geen map { $source }
edition-not-ours = { $source } is geen uitgave: edition.json ontbreekt of is van iets anders
edition-format = { $source } heeft een later formaat dan { $known }: lees haar met een nieuwere versie
edition-changed = { $source } is niet meer zoals zij geschreven is. Veranderd: { $changed }; verdwenen: { $missing }
withdraw-without-reason = zeg waarom de uitgave wordt ingetrokken: de reden komt op de pagina
withdrawn-title = Ingetrokken: { $title }
withdrawn-reason = Deze publicatie is ingetrokken. Reden: { $reason }
withdrawn-date = Ingetrokken op { $date }.
table-area-period = Toewijzingen, verhuringen en woningvoorraad per gebied, periode en groep
table-city-period = Toewijzingen, verhuringen en woningvoorraad van de hele gemeente per periode en groep
table-change = Verschil tussen twee perioden per gebied en groep
table-programme = Afspraken, levering en wachttijd per groep en periode
sign-withheld = onbekend, of niet getoond
sign-impossible = kan niet voorkomen
sign-blank = niet van toepassing
field-level = Niveau: wijk, gebied, stadsdeel, city
field-code = Code van het gebied
field-name = Naam van het gebied
field-scheme = Gebiedsindeling
field-period = Periode: jaar (2018), halfjaar (2018-H1) of kwartaal (2018-Q1)
field-group = Code van de groep; all is alle groepen samen
field-main-group = Code van de hoofdgroep
field-allocations = Aantal toewijzingen
field-rentals = Aantal verhuringen
field-stock = Aantal woningen
field-share-of-rentals-pct = Toewijzingen in procent van de verhuringen
field-share-of-stock-pct = Toewijzingen in procent van de woningvoorraad
field-status = Waarom een cijfer er wel of niet staat: shown = getoond; rounded = afgerond of als grens getoond; suppressed = afgeschermd, want het gaat over weinig mensen of zou een klein aantal verraden; not_at_this_level = op dit niveau niet gepubliceerd; too_few = te weinig verhuringen voor een aandeel; no_rentals = geen verhuringen; no_stock = geen woningvoorraad; unknown = niet bekend
field-from = Eerste periode
field-to = Tweede periode
field-difference-pct-points = Verschil van het aandeel van de verhuringen, in procentpunten
field-lower = Ondergrens van het 95%-interval, in procentpunten
field-upper = Bovengrens van het 95%-interval, in procentpunten
field-q = Kans op een vals alarm (Benjamini en Hochberg)
field-agreed = Afgesproken aantal woningen
field-delivered = Geleverd aantal woningen
field-within-3-months-pct = Deel binnen 3 maanden, in procent
field-from-3-to-6-months-pct = Deel van 3 tot 6 maanden, in procent
field-n = Aantal waarover de wachttijd bekend is
no-printed-figures = { $source } heeft geen kolom uit { $known }; de kolommen zijn { $names }
key-report-texts = Eigen tekst boven aan een hoofdstuk.

# De bladzijde over het studiebestand.
keys-title = Het studiebestand
keys-intro = Een studiebestand beschrijft een uitgave in TOML. spreiding init schrijft er een uit de bestanden die u noemt, spreiding report editie.toml --out editie/ maakt de uitgave, en de uitgave van volgend jaar is een kopie met andere jaren. Paden zijn vanaf het studiebestand. Het minste dat werkt:
keys-columns = sleutel|soort|zonder deze sleutel|betekenis
key-needed = moet er staan
kind-text = tekst
kind-texts = lijst van teksten
kind-said = tekst, of tekst per taal
kind-all-said = lijst van teksten, elk ook per taal
kind-said-by-name = tabel van teksten, elk ook per taal
kind-all-said-by-name = tabel van lijsten van teksten
kind-file = bestand
kind-files = lijst van bestanden
kind-files-by-name = tabel van bestanden
kind-texts-by-name = tabel van teksten
kind-flag = true of false
kind-whole = heel getal
kind-numbers = oplopende getallen
kind-classes = oplopende grenzen, of een methode
kind-cuts = tabel van aandelen, of funnel
kind-limits = tabel van grenzen
kind-day = dag
kind-day-or-text = dag, of naam van een kolom
kind-period = twee dagen
kind-definition = tabel van true, false en een tekst
kind-parents = tabel van niveaus
field-direction = higher of lower waar het verschil groter is dan toeval (q kleiner dan 0,05)
study-of-own-records = unprotected is 'public', maar de verhuringen uit { $source } zijn niet openbaar: geef unprotected=None (afgeschermd) of unprotected='internal', of lees verhuringen die iedereen mag zien met sp.read_rentals(..., public=True)
earlier-other-municipality = { $source } is een uitgave van { $found }, niet van { $expected }: noem in [protection] earlier alleen eerdere uitgaven van deze gemeente
earlier-other-scheme = { $source } heeft een andere gebiedsindeling ({ $found }) dan deze uitgave ({ $expected }) en gaat ook over { $periods }: samen zouden zij kunnen onthullen wat elk apart afschermt. Neem met [records] period alleen perioden die daar niet in staan, of maak deze uitgave in de indeling van de eerdere (sp.crosswalk rekent aantallen om)
compare-two-whole = [report] compare noemt { $found }: noem twee verschillende perioden waarvan de gegevens geheel bekend zijn, uit { $known }; een deel van een jaar is niet met een heel jaar te vergelijken
year-not-whole = { $source }: kolom { $column } moet in elke rij een jaartal hebben, zoals 2020; dat is niet zo in { $where }
hint-study = in [study] is nog niet ingevuld: { $keys }. Zonder deze staan er algemene woorden op de pagina.
hint-sensitivity = de tabel van doelgroepen zegt van sommige groepen niet hoe gevoelig ze zijn (kolom sensitivity): die staan alleen voor de hele gemeente in de tabellen.

# Het laatste nazicht van de tabellen van een uitgave.
screen-twice = tabel { $table }: { $n } combinaties van { $columns } staan er meer dan één keer; zo is een cijfer niet te vinden. Kijk of twee gebieden of groepen dezelfde code hebben
screen-names = tabel { $table }: code { $codes } heeft meer dan één naam; geef elk gebied en elke groep één naam
screen-total = tabel { $table }, kolom { $column }: { $codes } lijkt een totaal tussen de codes; totalen horen er niet bij
screen-decimals = tabel { $table }, kolom { $column }: een getal heeft meer dan { $n } decimalen

# Naar de statistiekhub.
hub-internal = een interne uitgave gaat niet naar de statistiekhub: laat [protection] internal weg, of 'hub' uit [report] formats
hub-scheme = de statistiekhub heeft geen gebieden van indeling { $found }, alleen van { $known }: geef [areas] scheme, of laat 'hub' uit [report] formats
hub-label-allocations = Toewijzingen, { $group }
hub-definition-allocations = Aantal sociale huurwoningen van corporaties dat in de periode naar kwetsbare groepen ging: { $group }.
hub-label-share-of-rentals-pct = Toewijzingen in % van verhuringen, { $group }
hub-definition-share-of-rentals-pct = Aandeel van de verhuringen van sociale huurwoningen van corporaties dat in de periode naar kwetsbare groepen ging: { $group }.
hub-label-share-of-stock-pct = Toewijzingen in % van woningen, { $group }
hub-definition-share-of-stock-pct = Toewijzingen aan kwetsbare groepen in de periode, in procent van de woningvoorraad: { $group }.

# Het opnieuw maken van een uitgave.
backtest-same = De tabellen komen er opnieuw zo uit als ze gepubliceerd zijn.
backtest-differs = { $n } cellen van de tabellen komen er anders uit dan gepubliceerd:
backtest-inputs = Anders dan toen: { $names }
backtest-keys = Anders ingesteld in het studiebestand: { $names }
backtest-files = Bestanden die nu anders zijn: { $names }
backtest-versions = Toen gemaakt met spreiding { $was }, nu met { $now }.
backtest-more = … en nog { $n } cellen.
backtest-withdrawn = { $source } is ingetrokken: er zijn geen tabellen om mee te vergelijken
backtest-no-study = bij { $source } staat niet met welk studiebestand zij gemaakt is: noem het, zoals in: spreiding backtest editie/ editie.toml

# Kwaliteitsstappen.
quality-steps = Kwaliteitsstappen
quality-step = stap
quality-by = door
quality-date = datum
quality-remark = opmerking
key-study-municipality-code = Nummer van de gemeente bij het CBS, voor de statistiekhub.
key-checks-steps = Wat voor de kwaliteit is gedaan, door wie en wanneer: step, by, date en waar nodig remark. Komt in de publicatie.
kind-steps = lijst van tabellen met step, by, date en waar nodig remark
earlier-period-in-words = { $source }: een periode in deze tabel is zo geschreven dat zij niet terug te lezen is; geef de map van de uitgave, of een tabel met codes zoals 2020, 2020-H1 of 2018-2020
key-report-pool = Aantal jaren dat wordt samengenomen waar één jaar te weinig verhuringen heeft om een aandeel te tonen.
pool-by-year = pool is { $found }; samengenomen jaren moeten er ten minste 2 zijn, en vragen [report] by = "year"
files-same-lettings = { $one } en { $other }: { $n } verhuringen staan in beide bestanden, alsof een levering twee keer is bewaard; noem in [records] files elk jaar één keer. Klopt het toch: zet bij [checks] overrides waarom, onder duplicate_letting
scan-internal = INTERN, NIET PUBLICEREN: exacte aantallen per klein gebied
scan-name = { $source }: de naam van een interne scan eindigt op { $ending }
scan-in-edition = { $source } ligt in de map van een uitgave: een interne scan hoort daar niet in
scan-too-few = geen gebied in kolom '{ $column }' heeft meer dan { $least } verhuringen: er valt niets te vergelijken
extract-level = niveau
extract-code = code
extract-name = naam
extract-period = periode
extract-group = categorie
extract-own-allocations = eigen toewijzingen
extract-own-rentals = eigen verhuringen
extract-other-allocations = toewijzingen van de anderen samen
extract-other-rentals = verhuringen van de anderen samen
extract-city = gemeente
extract-file = uittreksel
extract-note = Alleen voor { $association }: de eigen cijfers zijn exact. Van de anderen samen staat er wat volgt uit de gepubliceerde aantallen min de eigen cijfers; een punt is niet getoond.
extract-in-edition = { $source } ligt in de map van een uitgave: een uittreksel met exacte cijfers hoort daar niet in; kies bij --out een map daarbuiten
extract-no-associations = de verhuringen hebben geen kolom '{ $column }': zonder corporaties is er geen uittreksel; wijs de kolom aan met [records] columns, { $column } = "…"
extract-unknown = { $found } is geen van de { $n } corporaties in de verhuringen{ $near ->
    [none] {""}
   *[other] : bedoel je { $near }?
  }

# Verantwoording, en afgeronde aantallen.
left-out-reason = reden
left-out-caption = Weggelaten verhuringen
left-out-no-area = zonder wijk
left-out-group = doelgroep { $code }: telt niet mee in dit onderzoek
other-code-label = in het bestand
other-code-read = gelezen als
other-code-caption = Anders geschreven codes
disclosure-internal = Op deze pagina zijn kleine aantallen niet afgeschermd. Ze is alleen voor intern gebruik.
disclosure-public = Op deze pagina zijn geen kleine aantallen afgeschermd: de cijfers zijn al openbaar.
disclosure-synthetic = Op deze pagina zijn geen kleine aantallen afgeschermd: de verhuringen zijn nagebootst. Een pagina uit eigen gegevens schermt kleine aantallen wel af.
disclosure-protected = Kleine aantallen zijn afgeschermd, en ook wat ze zou verraden: het aantal verhuringen, en andere cijfers waaruit ze te berekenen zijn. Van elk afgeschermd cijfer blijven ten minste { $n } waarden mogelijk voor wie alle tabellen naast elkaar legt.
classes-of-rounded = Klassen volgen uit de aandelen zoals ze getoond zijn; een aandeel met ± kan net in de klasse ernaast horen.
hub-all-groups = alle doelgroepen
records-fewer = minder dan { $n }
records-about = ongeveer { $n }

# Bladen in het werkboek.
sheet-definitions = definities
sheet-left-out = weggelaten
sheet-codes = codes
sheet-checks = controles
sheet-not-checked = niet gecontroleerd
sheet-revisions = herzieningen
