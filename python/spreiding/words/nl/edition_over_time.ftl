# Hoofdstukken van een uitgave waarin perioden naast elkaar staan.

# Namen.
in-whole-municipality = de hele gemeente
all-groups = alle groepen
the-share = het aandeel toewijzingen in de verhuringen
and-more = { $first } en nog { $n }
one-or-other = { $first } of { $second }
beyond-chance = {" "}(meer dan toeval)
in-brackets = {" "}(95%-interval { $low } tot { $high })
made-up = De gegevens zijn nagebootst.
progress-chapters = hoofdstukken

# Kolommen en bladen.
column-period = periode
column-group = groep
column-allocations = toewijzingen
column-rentals = verhuringen
column-stock = woningvoorraad
column-of-rentals = % van verhuringen
column-of-stock = % van woningvoorraad
column-interval = 95%-interval
column-class = klasse
column-difference = verschil (procentpunt)
column-verdict = oordeel
column-supply = door aanbod
column-selection = door selectie
column-stock-change = verschil van % van woningvoorraad
column-code = doelgroep
column-main-group = hoofdgroep
column-percent = { $period } (%)
column-characteristic = kenmerk
column-index = dissimilariteit
column-by-chance = bij toeval
column-was = vorige uitgave
column-is = deze uitgave
row-areas = aantal { $nouns } in het model
sheet-groups = per groep
sheet-totals = totalen
sheet-moved = andere hoofdgroep
sheet-last = laatste periode
sheet-all = alle perioden

# Noten.
note-partial = Van { $periods } is alleen dat deel bekend: vergelijk die periode niet met een hele.
note-joined = { $n ->
    [one] Sinds { $day } hoort ook { $places } bij de gemeente. Totalen van ervoor en erna gaan niet over hetzelfde gebied.
   *[other] Sinds { $day } horen ook { $places } bij de gemeente. Totalen van ervoor en erna gaan niet over hetzelfde gebied.
  }
note-tens = Afgerond op tientallen; . is minder dan 10.
note-q = Een verschil heet hoger of lager als q kleiner is dan 0,05. Dan is naar verwachting hooguit 1 op de 20 van die oordelen een vals alarm (Benjamini en Hochberg, over { $nouns }); p is exact (Fisher).
note-new = * Zonder de eerste verhuringen van nieuwe woningen is dit verschil niet aan te tonen.
note-difference-printed = Het verschil is dat van de twee aandelen zoals ze hier staan. Het interval staat er niet bij: daaruit is het afgeschermde aantal verhuringen te berekenen.
note-beta = beta: verandering van het aandeel in standaarddeviaties bij één standaarddeviatie meer van het kenmerk, als de andere gelijk blijven.
note-regression = Alle { $nouns } tellen even zwaar, hoeveel er ook verhuurd is. Een verband is geen oorzaak.
note-spread = p: kans op minstens zoveel ongelijkheid als elke verhuring evenveel kans heeft ({ $n } simulaties).
note-spread-protected = Groepen waarvan het aantal in minder dan 10 { $nouns } getoond wordt, staan er niet bij.

# Kernpunten.
title-messages = In het kort
message-total = In { $period } werden in { $city } { $rentals } sociale huurwoningen verhuurd. Daarvan gingen er { $n } naar de doelgroepen: { $share } (95%-interval { $low } tot { $high }).
message-total-protected = In { $period } gingen in { $city } { $n } sociale huurwoningen naar de doelgroepen: { $share } van de verhuringen.
message-of-stock = Dat is { $share } van alle woningen.
message-hidden = Deze publicatie gaat over sociale huurwoningen die in { $period } in { $city } naar de doelgroepen gingen. Het aantal is afgeschermd.
message-higher = Het aandeel van { $after } is { $difference } procentpunt hoger dan dat van { $before }{ $bounds }.
message-lower = Het aandeel van { $after } is { $difference } procentpunt lager dan dat van { $before }{ $bounds }.
message-chance = { $way ->
    [same] Afgerond is het aandeel van { $after } gelijk aan dat van { $before }.
   *[other] Het verschil tussen { $before } en { $after } ({ $difference } procentpunt) kan toeval zijn.
  }
message-by-new = Zonder de eerste verhuringen van nieuwe woningen is dat verschil niet aan te tonen.
message-trend-higher = Van { $first } tot en met { $last } steeg het aandeel gemiddeld met { $slope } procentpunt per periode.
message-trend-lower = Van { $first } tot en met { $last } daalde het aandeel gemiddeld met { $slope } procentpunt per periode.
message-trend-chance = Van { $first } tot en met { $last } is geen stijging of daling aan te tonen.
message-places = In { $higher ->
    [0] geen
   *[other] { $higher }
  } van de { $nouns } die te vergelijken zijn, is het aandeel in { $last } hoger dan in { $first }; in { $lower ->
    [0] geen ervan
   *[other] { $lower }
  } is het lager. In de andere kan het verschil toeval zijn.
message-places-none = In geen van de { $nouns } die te vergelijken zijn, is het verschil tussen { $first } en { $last } groter dan toeval verklaart.
how-to-read = Zo leest u de cijfers:
read-numbers = Het gaat vaak om kleine aantallen. Per { $noun } kan het aandeel door een paar verhuringen hoger of lager uitkomen.
read-no-judgement = Een hoog of laag aandeel zegt niet of een { $noun } het goed of slecht doet. Het hangt ook af van welke woningen er vrijkomen.
read-not-for-ever = Niet iedere bewoner uit deze groepen blijft kwetsbaar.

# Totalen.
title-totals = Toewijzingen per groep en periode
totals-parts = De toewijzingen van { $period } naar groep: { $parts }.
totals-one-group = Alle toewijzingen zijn van één groep.
part-of-all = { $group } { $n } ({ $share })
totals-hidden = De aantallen per groep van { $period } zijn afgeschermd.
caption-by-group = Toewijzingen per groep, { $period }
caption-totals = Toewijzingen als deel van verhuringen en woningvoorraad, { $city }, { $period }
finding-by-group = { $way ->
    [same] Het aantal toewijzingen was in { $after } gelijk aan dat in { $before }: { $last }
   *[other] Het aantal toewijzingen ging van { $first } in { $before } naar { $last } in { $after }
  }
finding-change = { $way ->
    [none] In geen van de { $all } die te vergelijken zijn, is het aandeel in { $last } aantoonbaar anders dan in { $first }
    [one] In { $all } is het aandeel in { $last } niet aantoonbaar anders dan in { $first }
    [higher] In { $higher } is het aandeel in { $last } aantoonbaar hoger dan in { $first }, nergens aantoonbaar lager
    [lower] In { $lower } is het aandeel in { $last } aantoonbaar lager dan in { $first }, nergens aantoonbaar hoger
   *[both] In { $higher } is het aandeel in { $last } aantoonbaar hoger dan in { $first }, in { $less } lager
  }
finding-context = { $label }: van { $low } ({ $first }) tot { $high } ({ $last })
alt-by-group = Aantal toewijzingen per periode, voor alle groepen samen en elke groep apart. Alle groepen samen: { $way ->
    [same] { $first } in { $before } en ook in { $after }.
   *[other] van { $first } in { $before } naar { $last } in { $after }.
  }
caption-moved = Doelgroepen die niet in elke periode bij dezelfde hoofdgroep horen
moved-as-published = De hoofdgroepen staan hier zoals ze in elke periode gepubliceerd werden. Sommige doelgroepen ({ $n } toewijzingen) hoorden in een andere periode bij een andere hoofdgroep. Vergelijk hoofdgroepen daarom niet zomaar over de jaren.
moved-harmonised = Voor alle perioden geldt dezelfde indeling in hoofdgroepen. Sommige doelgroepen ({ $n } toewijzingen) zijn in een periode bij een andere hoofdgroep gepubliceerd.
read-otherwise = Gelezen met de indeling van { $year } telt { $period } voor { $mains }: { $old } toewijzingen, in plaats van { $new }.

# Gebieden.
title-level = Toewijzingen per { $noun }
caption-shares = Toewijzingen in procent van de verhuringen per { $noun }, { $period }
caption-allocations = Aantal toewijzingen per { $noun }, { $period }
caption-all = Alle cijfers per { $noun }, { $period }
shares-range = In { $period } loopt het aandeel van { $low } tot { $high }. Dat is bekend van { $nouns } met genoeg verhuringen{ $bounded ->
    [0] .
    [one] ; van 1 andere is alleen bekend dat het boven of onder een grens ligt.
   *[other] ; van { $bounded } andere is alleen bekend dat het boven of onder een grens ligt.
  } Een verschil kan ook door het aanbod komen, of door toeval.
shares-same = In { $period } is het aandeel in { $nouns } met genoeg verhuringen afgerond { $share }{ $bounded ->
    [0] .
    [one] ; van 1 andere is alleen bekend dat het boven of onder een grens ligt.
   *[other] ; van { $bounded } andere is alleen bekend dat het boven of onder een grens ligt.
  }
share-of-place = { $share } ({ $place })
shares-hidden = In { $period } zijn er te weinig { $nouns } waarvan het aandeel getoond kan worden.
maps-one-scale = De kaarten tonen alle perioden op dezelfde schaal.
small-numbers = Per { $noun } zijn de aantallen klein.
mind-interval = Let op het interval: daarbinnen kan het aandeel bij toeval liggen.
mind-verdict = Het oordeel over een verandering zegt of ze meer is dan toeval.
one-period = Er is maar één hele periode: verandering is niet te berekenen.
caption-map-share-of-rentals = Toewijzingen in procent van de verhuringen, per { $noun }, { $period }
caption-map-share-of-stock = Toewijzingen in procent van de woningvoorraad, per { $noun }, { $period }
legend-maps = { $of ->
    [share_of_rentals] Toewijzingen als deel van de verhuringen
   *[share_of_stock] Toewijzingen als deel van de woningvoorraad
  }{ $periods ->
    [1] {""}
   *[other] ; één schaal voor alle perioden
  }
legend-change = Verschil van het aandeel van de verhuringen tussen { $first } en { $last }; tussen haakjes het aantal { $nouns }
legend-context = { $caption }; tussen haakjes het aantal { $nouns }
alt-maps = { $n ->
    [1] Kaart van de { $nouns } ({ $periods }).
   *[other] Kaarten van de { $nouns }, een per periode ({ $periods }), op één schaal.
  }
alt-map-top = Kaart van de { $nouns }. In de hoogste klasse ({ $label }): { $n } in { $period }.
alt-maps-top = Kaarten van de { $nouns }, een per periode, op één schaal. In de hoogste klasse ({ $label }): { $before } in { $first }, { $after } in { $last }.
caption-map-change = Verandering van het aandeel van de verhuringen per { $noun }, van { $first } naar { $last }
caption-change = Aandeel van de verhuringen per { $noun } in { $first } en { $last }
change-somewhere = Te vergelijken tussen { $first } en { $last }: { $nouns }.
change-in-higher = Hoger: { $nouns } ({ $places }).
change-in-lower = Lager: { $nouns } ({ $places }).
change-by-new = Bij * is het verschil zonder de eerste verhuringen van nieuwe woningen niet aan te tonen.
change-nowhere = { $n ->
    [0] Geen { $noun } is tussen { $first } en { $last } te vergelijken: van geen ervan is het aandeel in beide perioden bekend.
    [one] { $nouns } is tussen { $first } en { $last } te vergelijken. Het verschil is er niet groter dan toeval verklaart.
   *[other] { $nouns } zijn tussen { $first } en { $last } te vergelijken. In geen ervan is het verschil groter dan toeval verklaart.
  }
change-higher = hoger
change-lower = lager
change-chance = verschil kan toeval zijn
change-none = niet te vergelijken
class-much-lower = { $points } procentpunt of meer lager
class-lower = lager
class-chance = verschil kan toeval zijn
class-higher = hoger
class-much-higher = { $points } procentpunt of meer hoger
class-none = niet te vergelijken
class-unknown = niet bekend

# Wat opvalt.
title-standing-out = Opvallende { $nouns }
cut-share-of-rentals = meer dan { $share } van de verhuringen naar de doelgroepen ging
cut-share-of-stock = de toewijzingen ten minste { $share } van alle woningen zijn
cut-stated = { $n ->
    [0] { $of ->
        [shown] Onder de { $plural } waarvan het cijfer getoond wordt, is er in { $period } geen waar { $cuts }.
       *[all] In { $period } is er geen { $noun } waar { $cuts }.
      }
    [one] In { $period } is er { $nouns } waar { $cuts }.
   *[other] In { $period } zijn er { $nouns } waar { $cuts }.
  }
cut-why = Zo'n aandeel kan komen door een nieuw complex, of doordat er weinig is verhuurd.
cut-hidden = { $n ->
    [one] Van { $nouns } is een cijfer afgeschermd: of die opvalt, is hier niet te zeggen.
   *[other] Van { $nouns } is een cijfer afgeschermd: of die opvallen, is hier niet te zeggen.
  }
no-cut = Er is geen grens ingesteld waarboven een aandeel opvalt.
funnel-stated = In { $period } ligt het aandeel in { $nouns } verder van dat van de hele gemeente dan toeval verklaart (grenzen van 95% en 99,8%).
funnel-hidden = Welke { $nouns } verder van het gemiddelde liggen dan toeval verklaart, is hier niet te zeggen: van te weinig ervan wordt een cijfer getoond.
funnel-none = Welke { $nouns } verder van het gemiddelde liggen dan toeval verklaart, is niet te berekenen.

# Samenstelling.
title-groups = Samenstelling van de toewijzingen
groups-unrated = De groepen staan alleen voor de hele gemeente apart, niet per { $noun }: hoe gevoelig zij zijn, is niet opgegeven.
groups-intro = De tabel laat zien hoe de toewijzingen { $periods ->
    [1] over de { $n } groepen verdeeld zijn
   *[other] van elke periode over de { $n } groepen verdeeld zijn
  }.
groups-hidden = De cijfers per groep en { $noun } zijn afgeschermd.
caption-mix = Samenstelling van de toewijzingen, { $period }
caption-mix-area = Samenstelling van de toewijzingen per { $noun }, { $period }
caption-shares-area = Toewijzingen per groep in procent van de verhuringen, per { $noun }, { $period }

# Kenmerken.
title-context = Kenmerken van de omgeving
context-intro = Deze kaarten laten kenmerken van de { $nouns } zien. Ze zeggen niet waardoor het aandeel toewijzingen hoog of laag is.
context-none = Van { $label } is geen kaart te maken: er zijn geen bruikbare waarden of geen grenzen.
caption-context = { $label }{ $period ->
    [none] {""}
   *[other] , { $period }
  }
alt-context = Kaart van { $label } voor { $nouns }. In de hoogste klasse ({ $high }): { $places }.

# Regressie.
title-regression = Verband met kenmerken van { $nouns }
regression-intro = Hangt het aandeel toewijzingen samen met kenmerken van een { $noun }? Het model vergelijkt { $nouns } { $which }, per periode en alle perioden samen. Een kenmerk hangt samen met het aandeel als p kleiner is dan { $alpha }.
regression-shown = waarvan het aandeel getoond wordt
regression-least = met { $n } of meer verhuringen
regression-conclusion = Het aandeel toewijzingen hangt samen met { $lines }.
regression-nothing = Geen van de kenmerken hangt in meer dan de helft van de { $of } perioden samen met het aandeel toewijzingen.
related-up = { $name } (hoger aandeel bij een hogere waarde, in { $n } van de { $of } perioden)
related-down = { $name } (lager aandeel bij een hogere waarde, in { $n } van de { $of } perioden)
regression-gaps = Dit kon niet:
regression-no-year = { $period }: er zijn geen kenmerken van dat jaar, en die van een ander jaar zijn niet gebruikt.
regression-no-areas = { $period }: niet één { $noun } heeft zowel een aandeel als kenmerken.
regression-too-few = { $period }: te weinig met alle kenmerken ({ $nouns }, { $k } kenmerken), of kenmerken die niet uit elkaar te houden zijn.
regression-hidden = { $period }: van te weinig { $nouns } wordt het aandeel getoond.
predictor-missing = { $name }: deze kolom staat niet bij de kenmerken.
predictor-no-number = { $name }: de waarden zijn niet allemaal getallen.
predictor-constant = { $name }: alle waarden zijn gelijk of ontbreken.
pooled-periods = alle perioden
caption-regression = Verband van het aandeel toewijzingen met kenmerken van { $nouns }, { $period }
leading-some = De uitkomst hangt mede af van enkele { $nouns }; zonder een ervan verandert zij:
leading-in = { $period }: { $places }
leading-none = De uitkomst hangt niet van één { $noun } af.
missing-areas = In het model van { $period } ontbreken { $nouns }:
missing-few = { $n } met minder dan { $least } verhuringen
missing-values = { $n } waarvan een kenmerk ontbreekt

# Spreiding.
title-spread = Hoe ongelijk is de spreiding?
spread-now = Om de toewijzingen van { $period } even verspreid te maken als de andere verhuringen, zou { $value } ervan in andere { $nouns } moeten liggen (dissimilariteit). Door toeval alleen zou dat, bij zulke kleine aantallen, al { $expected } zijn.
spread-more = De spreiding is ongelijker dan bij toeval.
spread-chance = Er is niet meer ongelijkheid gevonden dan toeval verklaart.
spread-then = In { $period } was het { $value } (bij toeval { $expected }).
spread-hidden = Hoe ongelijk de spreiding is, staat hier niet: van te weinig { $nouns } wordt een cijfer getoond.
spread-none = Hoe ongelijk de spreiding is, is niet te berekenen: te weinig { $nouns } hebben verhuringen.
caption-spread = Ongelijkheid van de spreiding over { $nouns }, { $period }

# Corporaties.
title-associations = Toewijzingen per corporatie
associations-periods = De tabel geeft per corporatie de toewijzingen, en welk deel dat is van haar verhuringen.
association-unknown = niet bekend
column-association = corporatie
caption-association-periods = Toewijzingen per corporatie, { $period }
associations-intro = De tabel geeft de toewijzingen van { $period } per { $noun } en corporatie, waar dat mag.
associations-rule = Waar één corporatie bijna alle verhuringen heeft, staat er geen cijfer, tenzij zij ermee instemt.
caption-associations = Toewijzingen per { $noun } en corporatie, { $period }

# Herzieningen.
title-revisions = Herzieningen
revision-withdrawn = De eerdere uitgave '{ $title }' is ingetrokken en wordt niet vergeleken.
revision-scheme = De eerdere uitgave '{ $title }' heeft een andere gebiedsindeling of geen totalen en is niet te vergelijken.
revision-other-periods = De eerdere uitgave '{ $title }' gaat over andere perioden.
revision-none = Geen aantal van de hele gemeente is veranderd sinds de uitgave '{ $title }'.
revision-some = Sinds de uitgave '{ $title }' zijn { $n } aantallen van de hele gemeente herzien.
column-revised = verschil
caption-revisions = Herziene aantallen toewijzingen sinds '{ $title }'

# Hoofdstukken die gevraagd zijn en niet gemaakt kunnen worden.
chapter-not-made = Dit hoofdstuk is gevraagd, maar de gegevens die het nodig heeft ontbreken in deze studie.
chapter-summary = In het kort
chapter-totals = Toewijzingen per groep en periode
chapter-by-area = Toewijzingen per hoger niveau
chapter-by-district = Toewijzingen per gebied van de verhuringen
chapter-standing-out = Wat opvalt
chapter-by-group = Samenstelling van de toewijzingen
chapter-context = Kenmerken van de omgeving
chapter-regression = Verband met kenmerken
chapter-spread = Hoe ongelijk is de spreiding?
chapter-programme = Het programma
chapter-associations = Toewijzingen per corporatie
chapter-compare = Controle met gedrukte cijfers
chapter-quality = Kwaliteit van de gegevens
chapter-revisions = Herzieningen
chapter-account = Verantwoording

# Het programma.
title-programme = Het programma: afspraken, levering en wachttijd
delivered-table = De tabel geeft wat is afgesproken en geleverd in { $period }.
delivered-in = In { $period } werden { $n } woningen geleverd.
agreed-were = Afgesproken waren er { $n }.
target-counted = Van de geleverde woningen tellen er { $n } mee voor het doel van { $target }.
waited-three = Van de huishoudens van wie de wachttijd bekend is, kreeg { $share } binnen 3 maanden een woning.
published-findings = In de gepubliceerde cijfers past niet alles bij elkaar:
published-finding = { $place }: { $what } ({ $found })
message-programme = Het programma leverde { $n } woningen in { $period }; afgesproken waren er { $agreed }.
caption-programme = Afgesproken en geleverde woningen per groep, { $period }
column-agreed = afgesproken
column-delivered = geleverd
column-missing = verschil
column-of-agreed = % van afspraak
column-counts = telt mee voor het doel
column-waiting = wachttijd
column-3-months = % binnen 3 maanden
column-6-months = % van 3 tot 6 maanden
column-n = aantal
yes = ja
no = nee
note-programme = Woningen, geen personen. Wachttijd in kalendermaanden, van de dag waarop het wachten begon tot het contract.
note-programme-protected = De wachttijd van een groep staat er vanaf { $n } huishoudens.
pooled-intro = In sommige { $nouns } waren er in { $last } te weinig verhuringen om een aandeel te tonen. De tabel geeft van deze { $nouns } het aandeel over { $period } samen.
pooled-none = Ook over { $period } samen zijn er geen { $nouns } bij waarvan het aandeel getoond kan worden.
caption-pooled = Aandeel over meer jaren samen, voor { $nouns } met weinig verhuringen, { $period }
sheet-pooled = jaren samen
