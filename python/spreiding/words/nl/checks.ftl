# Wat de controles van verhuringen zeggen. Een controle: wat zij vindt, .cause: waar het meestal op wijst, .do: wat te doen.
# Een bevinding kan een eigen .cause en .do hebben.

## Controles

duplicate_letting = dezelfde woning met dezelfde contractdatum, of tweemaal binnen 60 dagen verhuurd; ook over bestanden heen
    .cause = dubbele export, twee bronnen, een contract dat is ingetrokken en opnieuw gesloten
    .do = Vraag één export zonder overlap, of haal de genoemde rijen eruit.
allocation_without_rental = in een gebied, bij een corporatie of in een maand meer toewijzingen volgens een tweede bron dan verhuringen
    .cause = twee bronnen die niet op elkaar aansluiten
    .do = Leg de twee bronnen naast elkaar: welke verhuringen ontbreken?
unknown_code = een onbekende code, of een code op een dag waarop hij niet geldt
    .cause = een groep die ongemerkt uit de cijfers zou vallen
    .do = Verbeter de code, voeg hem toe aan de groepentabel, of kies de indeling van dat jaar (groups).
two_groups = één verhuring met codes van twee groepen; een hoofdgroep in de gegevens die niet bij de code past, of zonder code
    .cause = verschuiving tussen met en zonder begeleiding
    .do = Kies per verhuring één code; ga na of de leverancier een andere indeling in hoofdgroepen gebruikt.
date_fault = datum ontbreekt, is onleesbaar, ligt buiten de periode, in de toekomst of voor de advertentie. Een boekjaar of een ander halfjaar is alleen te zien aan datums buiten de opgegeven periode: binnen de periode verraadt een contractdatum niet tot welk jaar de leverancier hem rekent
    .cause = halfjaren verwisseld, boekjaar in plaats van kalenderjaar, dag en maand verwisseld
    .do = Controleer de periode (period) en of dit de datum van het contract is; vraag een export met datums als 31-01-2016.
area_fault = gebiedscode onbekend, van een andere indeling, niet in het bovenliggende gebied, op die datum nog geen deel van de gemeente, of coördinaten die elders liggen
    .cause = breuk in de gebiedsindeling
    .do = Bepaal de gebieden opnieuw met één indeling, bij voorkeur vanuit het adres.
missing_area = aandeel verhuringen zonder gebied boven 0,5% in totaal of 2% bij een corporatie
    .cause = adressen zonder plaatsbepaling
    .do = Vul het gebied aan vanuit het adres; zonder gebied tellen deze verhuringen in geen gebied mee.
stopped_feed = een maand zonder, of met veel te weinig, verhuringen of toewijzingen (in de stad of bij een corporatie); een corporatie die binnen de periode begint of ophoudt; een maand met een veelvoud van het gewone aantal
    .cause = een levering die stilviel, codes die een maand niet zijn ingevuld
    .do = Vraag of die maanden volledig zijn geleverd.
sudden_change = een verandering van 20% of meer van jaar op jaar, per corporatie, code of gebied, die niet door toeval, golven of nieuwe complexen komt
    .cause = een andere manier van registreren, een corporatie die ontbreekt
    .do = Vraag na wat er is veranderd: de praktijk of de registratie?
recode = vanaf een maand heeft de ene hoofdgroep ongeveer zoveel verhuringen meer als een andere er minder heeft
    .cause = andere codes, geen andere werkelijkheid
    .do = Vraag of codes zijn gewijzigd; een reeks over hoofdgroepen is anders niet te vergelijken.
delivery_total = totaal per hoofdgroep en jaar wijkt meer dan 0,5% af van de opgave van het programma
    .cause = een definitie die is verschoven
    .do = Vergelijk wat het programma meetelt met de codes hier (bijvoorbeeld rolstoelwoningen).
rentals_total = verhuringen per jaar of corporatie wijken meer dan 5% af van de opgave van de corporaties
    .cause = een verkeerde noemer, een corporatie die ontbreekt
    .do = Ga na welke verhuringen in de opgave zitten (directe bemiddeling, studenten, tijdelijk) en in de gegevens.
direct_channel = minder directe bemiddelingen dan verhuringen aan groepen die alleen zo bemiddeld worden
    .cause = een kanaal dat in de levering ontbreekt
    .do = Vraag de verhuringen door directe bemiddeling na; zij horen ook in de noemer.
does_not_add_up = onderdelen tellen niet op tot het geheel (wijk, gebied, stad; groep, hoofdgroep, totaal; halfjaren). Een gebied dat met opzet in geen hoger gebied ligt, is geen fout
    .cause = fouten in tabellen, gebieden zonder bovenliggend gebied
    .do = Geef elk gebied zijn bovenliggende gebied; tel de gedrukte tabel na.
high_turnover = verhuringen (eerste verhuringen niet meegeteld) boven 25% van de corporatievoorraad, of toewijzingen boven 3% van alle woningen, meer dan toeval geeft
    .cause = een nieuwbouwwijk, of de verkeerde voorraad
    .do = Markeer nieuwbouw (kolom first_letting, of grens new_build=M34), of verbeter de voorraad.
stock_gap = voorraad of corporatievoorraad ontbreekt of is 0 waar verhuringen zijn, of de voorraad is van een jaar buiten de periode
    .cause = een gat in de voorraad: een gebied dat in een bron ontbreekt
    .do = Vul de voorraad van deze gebieden aan, of neem die van 1 januari van het eerste jaar.
extreme_share = een aandeel van 0 of boven 90% bij ten minste 20 verhuringen, dat niet door toeval of gewone verschillen tussen gebieden komt
    .cause = één label voor een heel complex
    .do = Kijk of een heel complex één code kreeg; zo ja, vraag de code per woning.
not_excluded = projecten, studenten-, tijdelijke of onzelfstandige verhuringen, ingetrokken contracten, testregels of totaalregels in de telling, of stadsvernieuwing bij de toewijzingen, herkend aan hun label; en kolommen waarvan de naam of de inhoud daarop wijst
    .cause = uitsluitingen die niet zijn toegepast
    .do = Haal ze eruit, of geef de code in de groepentabel de rol excluded of regular.
persons_not_dwellings = totaal is ongeveer 1,5 tot 1,7 maal de opgave in woningen; of toewijzingen die op het kenmerk na gelijk zijn
    .cause = personen geteld in plaats van woningen
    .do = Tel één rij per verhuurde woning, niet per persoon.
counted_at_switch = woning via zorgaanbieder verhuurd en later nogmaals aan dezelfde groep (omklap)
    .cause = Omslagroute dubbel geteld
    .do = Tel alleen de eerste verhuring; de omklap is geen nieuwe toewijzing.
revised_counts = aantallen over een verstreken periode verschillen meer dan 1% van de vorige uitgave
    .cause = late correcties
    .do = Vraag waarom, en zet de reden bij de tabel met herzieningen (why). Gaat de uitgave over een andere periode: geef first_day en last_day.
unreachable_percentage = gedrukt percentage kan niet uit het gedrukte aantal volgen (GRIM), of de klassen van een kaart tellen niet op tot de gedrukte N
    .cause = typ- en leesfouten
    .do = Zoek de bron van het getal op en verbeter het.
file_fault = getalnotatie, tekencodering, aantal velden, verloren voorloopnul, of een huur of oppervlakte die te klein is voor een woning
    .cause = decimale komma, punt voor duizendtallen, kapotte export
    .do = Bewaar het bestand opnieuw als CSV in UTF-8, met codes als tekst en één notatie van getallen.
covariate_origin = jaar, niveau of reden van ontbreken van een achtergrondkenmerk niet vastgelegd
    .cause = het aantal gebieden in een regressie is niet te verklaren
    .do = Leg per kenmerk jaar, niveau en bron vast, en per lege waarde de reden (covariate_sources).
allocation_share = aandeel toewijzingen in de verhuringen van een corporatie, in totaal of van een hoofdgroep, ligt ver van dat van de andere, of daalt of stijgt terwijl dat van de andere dat niet doet
    .cause = codes die leeg blijven, of gewone verhuringen die niet geleverd zijn
    .do = Vraag of elke code is ingevuld, en of alle gewone verhuringen erbij zitten.
alike_rows = rijen die op het kenmerk van de woning na in alles gelijk zijn, op meer plaatsen dan toeval geeft
    .cause = een export die met zichzelf is gekoppeld, of tweemaal is geleverd onder nieuwe nummers
    .do = Vraag een export met één rij per verhuring en het eigen kenmerk van de woning.
repeated_year = woningen die een jaar later op dezelfde dag opnieuw zijn verhuurd, vaker dan op de dagen eromheen
    .cause = verhuringen van het ene jaar die onder het volgende opnieuw zijn geleverd, of contracten die jaarlijks worden verlengd
    .do = Vraag wat er op die dagen is gebeurd; haal eruit wat geen nieuwe verhuring is.
period_end = geen verhuring in de eerste of laatste twee weken van de opgegeven periode (vier weken bij één corporatie)
    .cause = een export die te vroeg is gemaakt, of van een andere periode
    .do = Vraag een export over de hele periode.
implausible_number = een huur of oppervlakte die geen woning kan hebben, een invulwaarde, of de twee verwisseld
    .cause = een andere eenheid (per jaar, in centen, in tienden), verwisselde kolommen
    .do = Vraag in welke eenheid de kolom staat, en vraag de genoemde rijen na.
rent_limit = meer dan 1% van de huren ligt boven de liberalisatiegrens van hun jaar
    .cause = verhuringen buiten de sociale huur in de telling
    .do = Laat verhuringen boven de grens weg, of zeg waarom zij meetellen.
constant_identifier = één kenmerk met meer verhuringen dan een woning kan hebben
    .cause = een invulwaarde in plaats van een kenmerk, of het nummer van het complex
    .do = Vraag het kenmerk van elke woning; zolang dat er niet is, zijn dubbele rijen niet te vinden.
renamed_association = een corporatie houdt op in de maand waarin een andere begint, met ongeveer evenveel verhuringen; of zij staat er onder twee schrijfwijzen
    .cause = een fusie of een nieuwe naam
    .do = Vraag het na en geef beide dezelfde naam, of houd het register van corporaties bij (reference.register).
association_register = verhuringen van een corporatie die niet in het register staat, niet op die dag, of zonder voorraad waar zij verhuurt
    .cause = een fusie, een oude naam, een vergissing in de kolom
    .do = Geef de naam van de opvolger, of voeg de corporatie toe aan het register.
impossible_combination = groep, kanaal en soort contract die in één rij niet samen kunnen gaan
    .cause = een code of kanaal dat verkeerd is ingevuld
    .do = Vraag de genoemde rijen na: welke van de twee klopt?
group_in_remarks = opmerkingen die een doelgroep noemen waar de code leeg is
    .cause = een code die in de opmerkingen is getypt
    .do = Vul de code in; zonder code telt de verhuring als gewone.
renewal = verlengde of omgezette contracten die als verhuring meetellen
    .cause = verlengingen in de export
    .do = Laat verlengingen weg: hetzelfde huishouden blijft in dezelfde woning.
void_date = een woning die is verhuurd lang voordat zij leegkwam
    .cause = verwisselde datums, of de leegstand van de volgende verhuring
    .do = Vraag de genoemde rijen na: op welke dag kwam de woning leeg?
earlier_delivery = rijen die ook in een eerdere levering staan
    .cause = perioden van twee leveringen die overlappen
    .do = Laat weg wat eerder is geleverd, of tel beide leveringen één keer.
declared_rows = een bestand met een ander aantal rijen dan de leverancier opgeeft
    .cause = een bestand dat is afgekapt, of een ouder bestand
    .do = Vraag het bestand opnieuw, en vergelijk het aantal rijen.
item_response = kolommen die één corporatie veel vaker leeg laat dan de andere
    .cause = een systeem dat de kolom niet bijhoudt
    .do = Vraag of de corporatie de kolom kan leveren.
stock_kind = een voorraad van alle woningen die zo klein is als die van de corporaties
    .cause = de verkeerde kolom van de voorraad
    .do = Geef de voorraad van alle woningen als stock, en die van de corporaties als reference.stock_corporation.

## Bevindingen

group-not-in-scheme = de code komt niet voor in de doelgroepen van { $scheme }
area-not-given = de gebiedscode hoort niet bij de { $total } gebieden
area-not-given-written = de gebiedscode hoort niet bij de { $total } gebieden; zij is geschreven als een { $kinds }
file-not-read = het bestand is onleesbaar: { $why }
letting-in-other-source = de verhuring staat ook in een ander bestand
    .cause = twee bestanden die overlappen
letting-same-day = dezelfde woning en contractdatum als in een eerdere rij
    .cause = een export met dubbele rijen, of een contract dat is ingetrokken en opnieuw gesloten
letting-again-soon = dezelfde woning is binnen { $days } dagen opnieuw verhuurd
    .cause = een contract dat is ingetrokken en opnieuw gesloten
    .do = Vraag welk van de twee contracten is ingegaan, en laat het andere weg.
letting-other-group = dezelfde woning en contractdatum als in een eerdere rij, met een andere groep
letting-after-provider = de woning is na verhuring via een zorgaanbieder nog eens geteld, voor dezelfde groep
group-held-on = toewijzingen na { $day }, de laatste dag waarover het document van { $scheme } zelf gaat
    .cause = de indeling geldt door tot de volgende, of er is een nieuwere indeling nodig
    .do = Ga na of de hoofdgroepen in deze jaren nog zo waren, of neem een indeling over meer jaren (harmonised, as_published).
date-in-future = de datum ligt in de toekomst
    .cause = een vergissing in het jaar, of contracten die nog moeten ingaan
contract-before-advert = het contract is getekend voor de advertentie van de woning
    .cause = de advertentie is van de volgende verhuring, of de twee datums zijn verwisseld
advert-unreadable = de datum van de advertentie is onleesbaar
advert-swapped = dag en maand van de advertentie zijn verwisseld
main-group-contradicts = kolom main_group noemt een andere hoofdgroep dan de code heeft in { $scheme }
main-group-without-code = verhuringen met een hoofdgroep en zonder code: zij tellen nu als gewone verhuring
    .cause = een code die leeg is gebleven
    .do = Vul de code in.
main-group-unknown = kolom main_group bevat een onbekende hoofdgroep
area-blank = verhuringen zonder gebied
area-blank-at = corporaties met veel verhuringen zonder gebied
area-outside-parent = gebieden met verhuringen liggen volgens hun code niet in hun { $level }
area-in-two-parents = een { $low } ligt in meer dan een { $high }
area-not-yet-in-city = verhuringen voor { $day } in gebieden die pas op die dag bij de stad kwamen
    .cause = de datum of het gebied klopt niet; of het zijn verhuringen van de vroegere gemeente
    .do = Kijk datum en gebied na; laat weg wat toen buiten de stad lag.
coordinates-no-place = de coördinaten zijn geen lengte en breedte en geen RD, of x en y zijn verwisseld
address-outside-city = het adres ligt volgens de coördinaten buiten de stad
address-in-other-area = het adres ligt volgens de coördinaten in een ander gebied dan de gebiedscode
direct-too-few = minder directe bemiddelingen dan verhuringen aan groepen die alleen zo een woning krijgen
direct-too-few-given = de opgave noemt minder directe bemiddelingen dan verhuringen aan groepen die alleen zo een woning krijgen
letters-garbled = kolom '{ $column }': letters met accent zijn verminkt (UTF-8 gelezen als Latin-1)
    .cause = een bestand in UTF-8 dat als Latin-1 is geopend en bewaard
number-too-small = kolom '{ $column }': onder { $least }; is een punt voor duizendtallen als decimaalteken gelezen (1.785)?
    .cause = een punt voor duizendtallen, als decimaalteken gelezen
floor-area-too-small = kolom '{ $column }': onder { $least } m²
    .cause = een invulwaarde zoals 1, of een decimaalteken op de verkeerde plaats
    .do = Vraag de oppervlakte van de genoemde rijen.
allocations-exceed-area = gebieden met meer toewijzingen in de tweede bron dan verhuringen
allocations-exceed-association = corporaties met meer toewijzingen in de tweede bron dan verhuringen
allocations-exceed-month = maanden met meer toewijzingen in de tweede bron dan verhuringen
months-empty = maanden met (bijna) geen verhuringen
months-busy = maanden met een veelvoud van het gewone aantal verhuringen
    .cause = een maand die tweemaal is geleverd, of een achterstand met één datum
    .do = Vraag de contractdatums van die maand na.
months-too-few-rentals = maanden met veel te weinig verhuringen vergeleken met de andere maanden
    .cause = een levering die stilviel
months-too-busy = maanden met een veelvoud van de gewone verhuringen van een corporatie, verspreid over gebieden
    .cause = een achterstand met één datum, of een maand die tweemaal is geleverd
    .do = Vraag de contractdatums van die maand na.
months-too-few-allocations = maanden met veel te weinig toewijzingen vergeleken met de andere maanden
    .cause = codes die een maand niet zijn ingevuld
    .do = Vraag de codes van die maand.
association-begins = corporaties zonder verhuring tot de genoemde maand
    .cause = een levering die later begon, of een nieuwe naam
    .do = Vraag de verhuringen van de maanden ervoor, of de naam waaronder zij zijn geleverd.
association-ends = corporaties zonder verhuring vanaf de genoemde maand
    .cause = een levering die is opgehouden, of een fusie
    .do = Vraag de verhuringen vanaf die maand, of de naam waaronder zij worden geleverd.
changed-from-year-before = aantallen die sterker veranderen dan het totaal (een jaar of uitgave eerder → nu)
share-of-group-jumps = het aandeel van een hoofdgroep in de toewijzingen verspringt, terwijl het totaal gelijk blijft
delivery-differs = toewijzingen wijken af van de opgave van het programma
rentals-differ = verhuringen wijken af van de opgave van de corporaties
persons-by-delivery = zoveel meer toewijzingen dan de opgave in woningen dat er personen kunnen zijn geteld
persons-alike = toewijzingen van één corporatie die op het kenmerk van de woning na gelijk zijn, alsof elke persoon een rij heeft
    .do = Vraag één rij per verhuurde woning.
area-without-parent = gebieden met verhuringen en zonder { $level }: hun verhuringen tellen daar niet mee
sum-is-not-total = de som van de onderdelen is niet het gedrukte geheel
total-not-in-table = de gedrukte tabel noemt een geheel dat er zelf niet in staat
turnover-of-rentals = veel verhuringen voor het aantal woningen
turnover-of-rentals-of-associations = veel verhuringen voor het aantal corporatiewoningen
turnover-of-allocations = veel toewijzingen voor het aantal woningen
stock-gap = gebieden met verhuringen en zonder woningvoorraad (aantal verhuringen hieronder)
stock-gap-of-associations = gebieden met verhuringen en zonder corporatievoorraad (aantal verhuringen hieronder)
stock-of-other-year = de woningvoorraad is van { $days }, buiten de jaren van de verhuringen
    .cause = de voorraad van een ander jaar
    .do = Neem de voorraad van 1 januari van het eerste jaar.
no-stock-of-period = perioden zonder een eigen peildatum van de woningvoorraad; hun aandeel in de voorraad blijft leeg
    .cause = een voorraadbestand met te weinig peildatums
    .do = Voeg de voorraad van die perioden toe, of tel over de hele periode.
undated-stock = alle perioden worden met één woningvoorraad zonder peildatum vergeleken
    .cause = een voorraadbestand zonder peildatum
    .do = Geef de peildatum (date), of een kolom met peildatums.
stock-same-as-associations = de voorraad van alle woningen is in bijna elk gebied gelijk aan die van de corporaties
stock-turns-over-too-fast = meer verhuringen per jaar dan de voorraad van alle woningen kan hebben
share-is-zero = gebieden met veel verhuringen en geen enkele toewijzing
    .cause = codes die voor een heel complex leeg zijn gebleven
    .do = Vraag of de codes van deze gebieden zijn ingevuld.
share-near-one = gebieden met veel verhuringen en meer dan { $most }% toegewezen
label-of-excluded = kolom '{ $column }': verhuringen die buiten de telling horen, tellen mee (label met een woord als { $words })
label-of-renewal = stadsvernieuwing telt mee als toewijzing
label-of-void = kolom '{ $column }': ingetrokken of geannuleerde contracten tellen mee (label met een woord als { $words })
    .cause = een export met contracten die niet zijn doorgegaan
    .do = Laat deze rijen weg.
label-of-test = kolom '{ $column }': testregels tellen mee
    .cause = testregels in de export
    .do = Laat deze rijen weg.
label-of-total = kolom '{ $column }': totaalregels tellen mee als verhuring
    .cause = een export met eigen totalen
    .do = Laat deze rijen weg.
column-speaks-of-void = kolom '{ $column }', die niet wordt gebruikt, wijst op contracten die niet zijn doorgegaan, testregels of totalen (woorden als { $words })
    .cause = een export met rijen die geen verhuring zijn
    .do = Ga na wat de kolom betekent, en laat weg wat geen verhuring is.
column-speaks = kolom '{ $column }', die niet wordt gebruikt, wijst op verhuringen die buiten de telling horen (woorden als { $words })
    .cause = een uitsluiting die niet is toegepast
    .do = Ga na wat de kolom betekent, en laat weg wat geen verhuring is.
counts-revised = { $moved } van { $compared } aantallen wijken meer dan { $limit }% af van de vorige uitgave
percentage-unreachable = het percentage kan niet uit het gedrukte aantal volgen
bands-do-not-add-up = de klassen tellen niet op tot de gedrukte N
origin-not-given = herkomst niet gegeven: tabel met variable, year, level en bij lege waarden reason (covariate_sources=…)
origin-unknown = kenmerk zonder herkomst (jaar, niveau)
origin-blank = { $column } is niet ingevuld
value-without-reason = { $column } ontbreekt zonder reden
variable-without-reason = { $column }: waarde ontbreekt zonder reden
table-lacks-columns = { $table }: kolommen ontbreken: { $columns }
share-too-low = corporaties met een veel kleiner aandeel toewijzingen dan de andere
    .cause = codes die leeg blijven
    .do = Vraag of elke code is ingevuld.
share-too-high = corporaties met een veel groter aandeel toewijzingen dan de andere
    .cause = gewone verhuringen die niet geleverd zijn, of personen geteld in plaats van woningen
    .do = Vraag of alle gewone verhuringen erbij zitten, en of een rij een woning is.
direct-without-code = directe bemiddelingen zonder code, bij een corporatie met minder toewijzingen dan te verwachten
    .cause = codes die leeg bleven: wie door directe bemiddeling een woning krijgt, hoort meestal bij een doelgroep
    .do = Vraag bij deze rijen of er een code hoort te staan.
share-falls = corporaties waarvan het aandeel toewijzingen daalt, terwijl dat van de andere dat niet doet
    .cause = codes die vanaf een maand leeg blijven
    .do = Vraag of de codes van de genoemde maanden zijn ingevuld.
share-rises = corporaties waarvan het aandeel toewijzingen stijgt, terwijl dat van de andere dat niet doet
    .cause = gewone verhuringen die vanaf een maand ontbreken
    .do = Vraag of alle gewone verhuringen van de genoemde maanden erbij zitten.
rows-alike = rijen die op het kenmerk van de woning na in alles gelijk zijn
rows-alike-without-identifier = rijen die in elke kolom gelijk zijn; de gegevens noemen geen woning
    .do = Vraag het kenmerk van de woning: zonder kenmerk zijn twee verhuringen en één dubbele rij niet te onderscheiden.
let-again-a-year-later = woningen die een jaar later op dezelfde dag opnieuw zijn verhuurd
period-start-empty = geen verhuring in de eerste { $days } dagen van de periode, vanaf { $day }
period-end-empty = geen verhuring in de laatste { $days } dagen van de periode, tot en met { $day }
association-start-empty = corporaties zonder verhuring in de eerste { $days } dagen van de periode, vanaf { $day }
    .cause = een levering die later begon
association-end-empty = corporaties zonder verhuring in de laatste { $days } dagen van de periode, tot en met { $day }
    .cause = een levering die voor het eind van de periode is gemaakt
rent-and-floor-area-exchanged = huur en oppervlakte zijn verwisseld
    .cause = twee kolommen die in de export zijn verwisseld
    .do = Verwissel de twee kolommen, of benoem ze andersom (columns).
rent-implausible = kolom '{ $column }': huren die geen woning kan hebben (verwacht: { $least } tot { $most } euro per maand)
    .cause = een huur per jaar of in centen, of de huur van iets anders dan een woning
floor-area-implausible = kolom '{ $column }': oppervlakten die geen woning kan hebben (verwacht: { $least } tot { $most } m²)
    .cause = een andere eenheid, of het oppervlak van het hele gebouw
number-zero = kolom '{ $column }': 0 ingevuld
    .cause = een invulwaarde waar het getal niet bekend is
    .do = Vraag het getal, of laat leeg wat niet bekend is.
number-is-placeholder = kolom '{ $column }': één getal voor de meeste woningen van een corporatie
    .cause = een invulwaarde waar het getal niet bekend is
    .do = Vraag het getal van elke woning, of laat leeg wat niet bekend is.
rents-over-limit = huren boven de liberalisatiegrens van hun jaar
identifier-is-placeholder = één kenmerk voor veel verhuringen
    .cause = een invulwaarde waar het kenmerk niet bekend is
identifier-of-estate = kenmerken die veel verhuringen delen
    .cause = het nummer van het complex of het gebouw in plaats van de woning
association-renamed = een corporatie houdt op waar een andere begint
association-spelt-twice = een corporatie onder meer dan één schrijfwijze: elke schrijfwijze telt als een eigen corporatie
    .cause = namen die per systeem of per maand anders worden geschreven
    .do = Geef elke corporatie één naam.
association-not-in-register = corporaties die niet in het register staan
association-not-active = verhuringen van corporaties voordat zij er waren, of nadat zij er niet meer waren
association-merged = verhuringen van corporaties die in een andere waren opgegaan (de opvolger staat erbij)
    .cause = een fusie waarvan de oude naam nog wordt geleverd
    .do = Geef deze verhuringen de naam van de opvolger.
association-without-stock = corporaties die verhuren waar zij geen voorraad hebben
    .cause = een vergissing in de kolom van gebieden of corporaties, of voorraad die ontbreekt
combination-cannot-be = rijen met { $what }: dat kan niet samengaan
mediated-group-searched = verhuringen via zelf zoeken aan groepen die alleen door directe bemiddeling een woning krijgen
    .cause = het kanaal of de code klopt niet
remarks-name-a-group = opmerkingen die een doelgroep noemen, en geen code
renewals-counted = kolom '{ $column }': verlengde of omgezette contracten tellen mee als verhuring
void-after-letting = woningen die meer dan { $days } dagen na de verhuring leegkwamen
renewal-of-first-letting = verlengingen die als eerste verhuring van de woning zijn gemerkt
void-long-before = woningen die tien jaar of langer na het leegkomen zijn verhuurd
rows-delivered-before = rijen die eerder zijn geleverd
    .do = Laat weg wat eerder is geleverd.
rows-differ-from-declared = bestanden met een ander aantal rijen dan opgegeven
declared-file-missing = opgegeven bestanden die niet zijn gelezen
    .cause = een bestand dat niet is overgedragen, of anders heet
column-left-blank = kolom '{ $column }': door sommige corporaties veel vaker leeg gelaten dan door de andere

## Waarom een controle niet is uitgevoerd

idle-no-column = de gegevens noemen { $column ->
    [dwelling_id] geen kenmerk van de woning
    [corporation] geen corporatie
    [rent] geen huur
    [remarks] geen opmerkingen
    [renewal] niet of een contract is verlengd
    [void_date] niet wanneer de woning leegkwam
   *[other] geen { $column }
  }
    .hint = geen kolom { $column }
idle-column-unreadable = het kenmerk van de woning is niet te lezen
    .hint = kolom { $column }: { $why }
idle-file-unreadable = het bestand is onleesbaar (controle 23)
idle-too-many-rows = { $rows } verhuringen zijn te veel om rij voor rij te vergelijken
    .hint = de grens row_limit is { $limit }, en kan omhoog
idle-engine = de verhuringen blijven in de database, en die vergelijkt geen rijen
idle-engine-points = de verhuringen blijven in de database: de coördinaten zijn niet vergeleken met de gebieden
idle-rows-unreadable = de verhuringen zijn niet rij voor rij te lezen
    .hint = { $kind }
idle-no-areas = er is geen lijst van gebieden om de codes mee te vergelijken
    .hint = areas=…
idle-no-covariates = er zijn geen achtergrondkenmerken van de gebieden
    .hint = covariates=…
idle-no-allocations = er is geen tweede bron van toewijzingen om mee te vergelijken
    .hint = reference allocations=…
idle-no-delivery = er is geen opgave van het programma om mee te vergelijken
    .hint = reference delivery=…
idle-no-rentals = er is geen opgave van de corporaties om het aantal verhuringen mee te vergelijken
    .hint = reference rentals=…
idle-no-printed = er is geen gedrukte tabel met percentages om na te rekenen
    .hint = reference printed=…
idle-nothing-to-add = de gebieden hebben geen hoger niveau, en er is geen gedrukte tabel om na te tellen
    .hint = reference printed=…
idle-no-channel = de gegevens zeggen niet hoe een woning is bemiddeld, en er is geen opgave van de directe bemiddelingen
    .hint = kolom channel, of reference direct=…
idle-no-whole-year = de opgave van de directe bemiddelingen gaat over geen heel jaar van de periode
    .hint = reference { $table }
idle-groups-without-channel = de indeling in doelgroepen zegt niet welke groepen alleen door directe bemiddeling een woning krijgen
    .hint = kolom channel van de groepentabel
idle-other-years = de cijfers gaan over { $years }; hele kalenderjaren in de verhuringen: { $whole }
idle-no-stock = er is geen woningvoorraad om mee te vergelijken
    .hint = stock=…
idle-stock-day = de peildatum van de woningvoorraad is niet bekend: of zij bij de verhuringen past, is niet nagegaan
    .hint = date=…
idle-under-three-months = minder dan drie maanden
idle-under-four-months = minder dan vier maanden
idle-under-six-months = minder dan zes maanden
idle-no-two-years = geen twee jaren met dezelfde maanden en geen uitgave over een eerdere periode
idle-no-large-area = geen gebied met { $least } verhuringen
idle-no-previous = er is geen eerdere uitgave om mee te vergelijken
    .hint = reference previous=…
idle-other-faults = de gegevens hebben eerst andere fouten (E)
idle-not-comparable = geen uitgave over dezelfde periode: { $why }
idle-no-period = er is geen periode opgegeven
    .hint = period=…
idle-rows-not-told-apart = de kolommen onderscheiden twee verhuringen niet: te veel rijen zijn bij toeval gelijk
idle-no-register = er is geen register van corporaties om mee te vergelijken
    .hint = reference register=…
idle-no-combinations = de gegevens noemen kanaal noch soort contract, en er is geen lijst van wat niet samen kan gaan
    .hint = kolom channel of contract, of reference combinations=…
idle-no-rent-limits = van de jaren van de verhuringen is geen liberalisatiegrens bekend
    .hint = reference rent_limits=…
idle-rent-limits-of = niet uitgevoerd voor { $years }: van die jaren is geen liberalisatiegrens bekend
    .hint = reference rent_limits=…
idle-no-delivered = er is geen eerdere levering om mee te vergelijken
    .hint = reference delivered=…
idle-no-declared = de leverancier heeft niet opgegeven hoeveel rijen het bestand heeft
    .hint = reference declared=…
idle-one-year = minder dan een jaar en een maand

## Fouten

unknown-check = { $argument } noemt '{ $found }', dat moet een controle zijn: { $known }
threshold-value = grens { $threshold } is { $found }, moet >= 0 zijn, zoals { $example }
threshold-kind = grens { $threshold } is '{ $found }', moet een waarde zijn als { $example }
threshold-day = grens { $threshold } is '{ $found }', moet een dag zijn als 2016-01-31
report-no-truth = een verslag van controles is waar noch onwaar: vraag naar .ok, of naar .findings
reference-unknown-kind = reference noemt { $found }, dat moet een van deze zijn: { $known }
reference-no-counts = reference.previous is een { $found }, moet Counts zijn: zie Counts.from_frame
reference-no-delivery = { $source } moet de kolommen { $columns } hebben; of main_group, level en realisation_<jaar>
reference-no-unit = { $source } heeft geen kolom die een eenheid noemt, moet een van deze hebben: { $known }
reference-counts = { $source }: { $why }
reference-days = { $source }, kolom '{ $column }': moet dagen bevatten als 2016-01-31
reference-no-day = { $source }, kolom '{ $column }', rij { $rows }: moet dagen bevatten als 2016-01-31
revisions-threshold = threshold is { $found }, moet >= 0 zijn
revisions-keys = de aantallen zijn per { $keys }, de vorige per { $previous }: dat moet hetzelfde zijn
revisions-groups = de aantallen gebruiken de doelgroepen (target groups) { $groups }, de vorige { $previous }: dat moet hetzelfde zijn
revisions-period = de aantallen zijn van { $period }, de vorige van { $previous }: dat moet dezelfde periode zijn, of tel per year, half_year, quarter of month

## De poort

override-without-reason = override van '{ $check }' heeft geen reden: zeg waarom de bevindingen aanvaard zijn
gate-refuses = Het rapport is niet gemaakt: de gegevens hebben fouten die de cijfers vertekenen.
gate-how-to-accept = Herstel de gegevens, of geef een reden die op de pagina komt: override={ "{" }"{ $check }": "reden"{ "}" }, op de opdrachtregel --override { $check }="reden".
gate-mend = Herstel de gegevens: zolang zij niet gelezen kunnen worden, valt er niets te tellen.
open-findings = er zijn bevindingen die publicatie tegenhouden: { $checks }

## Bevestigingen en retourbestanden

confirm-stops = '{ $check }' houdt publicatie tegen: dat is niet te bevestigen, alleen te aanvaarden (override)
confirm-without-reason = bevestiging van '{ $check }' heeft geen reden: zeg wat is nagegaan
confirm-without-name = bevestiging van '{ $check }' noemt niemand: schrijf "naam: reden"
confirm-without-basis = bevestiging van '{ $check }' in een studiebestand zegt niet bij welke gegevens zij hoort; 'spreiding check STUDIE --confirm { $check }="naam: reden"' geeft de regel om over te nemen
confirm-nothing = er is geen waarschuwing van { $checks } om te bevestigen
confirm-keep = Neem dit over in het studiebestand; het vervalt als de gegevens veranderen:
returns-no-folder = { $source }: die map is er niet
returns-unattributed = zonder corporatie
returns-and-more = en nog { $rows } rijen
returns-title = Bevindingen
returns-too-long = { $source }: { $n } bevindingen zijn meer dan een blad van een werkboek houdt ({ $most }): vraag CSV, met format="csv" (--format csv)
returns-file = bestand
returns-row = rij
returns-line = regel
returns-column = kolom
returns-code = code
returns-fault = wat er is
returns-todo = wat te doen
confirmed-by = bevestigd door { $by }: { $reason }
confirmation-void = De bevestiging van { $check } ({ $reason }) is vervallen: de gegevens zijn veranderd.
label-blank = Leeg gelaten, per corporatie:

## Woorden van verslagen

revisions-caption = { $moved } van { $compared } aantallen veranderden meer dan { $limit }
report-caption = { $all } controles, { $run } uitgevoerd; bevindingen die publicatie tegenhouden (E): { $stops }, waarschuwingen (W): { $warns } ({ $source })
label-found = gevonden
label-expected = verwacht
label-rows = rijen
label-cause = waarschijnlijk
label-ask = vraag
label-do = wat te doen
label-needs = gebruikt
label-limit = grens
label-source = bron
label-not-run = Niet uitgevoerd:
severity-e = houdt publicatie tegen
severity-w = waarschuwt
unit-city = hele stad
unit-unnamed = (naam niet getoond)
unit-allocations = toewijzingen
unit-direct-uncoded = directe bemiddelingen zonder code
unit-rentals = verhuringen
ask-association = de corporatie
ask-feed = wie het bestand levert (zoals WoningNet)
ask-office = het eigen bureau
ask-programme = het programmabureau

## Het hoofdstuk over kwaliteit

quality-title = Kwaliteit van de gegevens
quality-summary = Voor dit rapport zijn { $rows } verhuringen nagekeken met { $run } controles; { $idle } konden niet of niet helemaal worden uitgevoerd. Bevindingen die publicatie tegenhouden (E): { $stops }; waarschuwingen (W): { $warns }.
quality-accepted = Let op: deze pagina is gemaakt ondanks bevindingen die publicatie tegenhouden ({ $checks }). De reden staat hieronder.
quality-confirmed = Deze waarschuwingen zijn nagegaan; wat er is gevonden, staat erbij.
quality-void = Let op: de bevestiging van { $checks } is vervallen, want de gegevens zijn sindsdien veranderd.
quality-untold = Bevindingen van de controles { $checks } staan hier niet: ze zeggen iets over het cijfer van één gebied. 'spreiding check' laat ze zien.
quality-nothing-revised = Vergeleken met de vorige uitgave is geen aantal van de hele stad meer veranderd dan de grens.
quality-revised = Aantallen over een eerdere periode zijn herzien sinds de vorige uitgave. De tabel geeft die van de hele stad.
quality-revised-in-tens = Aantallen over een eerdere periode zijn herzien sinds de vorige uitgave. De tabel geeft die van de hele stad, in tientallen.
quality-usually = gewoonlijk
quality-limits = Let op: grenzen van controles zijn aangepast: { $limits }.
column-check = controle
column-severity = ernst
column-catches = wat de controle vindt
column-findings = bevindingen
column-why-not-run = waarom niet uitgevoerd
caption-findings = Bevindingen van de controles
caption-not-run = Controles die niet of niet helemaal konden worden uitgevoerd
column-count = aantal
column-finding = bevinding
column-where = rijnummers
column-of-group = groep
column-old = vorige uitgave
column-new = nu
column-change = verandering (%)
column-why = reden
why-not-given = niet opgegeven
caption-revised = Herziene aantallen
unit-key-area = gebied
unit-key-corporation = corporatie
unit-key-channel = kanaal
unit-key-first-letting = eerste verhuring
unit-key-year = jaar
unit-key-half-year = halfjaar
unit-key-quarter = kwartaal
unit-key-month = maand
no-dwellings = de records noemen geen woningen (kolom dwelling_id)
