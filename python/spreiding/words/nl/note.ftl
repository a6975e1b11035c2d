# De hoofdstukken van het voorbeeld 2016-2017, naar de notitie van 2018.

# In het kort.
ois-brief-lead = Woningcorporaties verhuurden in { $period } { $rentals ->
    [none] sociale huurwoningen
   *[other] ongeveer { $rentals } sociale huurwoningen
  }. Daarvan gingen er { $n } naar kwetsbare groepen. Dat is ongeveer { $share } van de verhuringen{ $stock ->
    [none] {""}
   *[other] {" "}en { $stock } van alle woningen in de stad
  }.
ois-brief-hidden = Deze pagina gaat over sociale huurwoningen die in { $period } naar kwetsbare groepen gingen. Het aantal is afgeschermd.
ois-brief-small = Het gaat om kleine aantallen. In een wijk kan het aandeel door een paar verhuringen hoger of lager uitkomen.
ois-brief-good = Een hoog of laag aandeel zegt niet of een wijk het goed of slecht doet. Het hangt ook af van welke woningen er vrijkomen.
ois-brief-vulnerable = Niet iedere bewoner uit deze groepen blijft kwetsbaar.
ois-brief-synthetic = In de nagebootste gegevens: { $text }

# Toewijzingen: tabel 1.1.
ois-totals-title = Toewijzingen aan kwetsbare groepen
ois-totals-caption = Toewijzingen aan doelgroepen naar categorie, { $period }
ois-totals-text = Er zijn drie groepen. Van de toewijzingen ging het om { $parts }.

# Gebieden: tabel 1.2.
ois-areas-title = Toewijzingen per gebied
ois-areas-caption = Toewijzingen aan kwetsbare groepen per gebied, { $period }
ois-areas-map = Kaart bij tabel 1.2
ois-areas-name = kaart-gebieden
ois-areas-hidden = De aantallen per gebied zijn afgeschermd.
ois-areas-text = Het aantal toewijzingen loopt van { $low } in { $few } tot { $high } in { $many }. Dat verschil komt deels door het aanbod: waar meer corporatiewoningen vrijkomen, gaan er ook meer naar kwetsbare groepen.
ois-areas-usual = In { $n } van de { $of } gebieden ligt het aandeel tussen 25% en 35% van de verhuringen.
ois-areas-usual-shown = In { $n } van de { $of } gebieden ligt het getoonde aandeel tussen 25% en 35% van de verhuringen. Sommige cijfers zijn afgeschermd.
ois-measure = maat

# Wijken: figuren 1.3 en 1.4, tabel 1.5.
ois-districts-title = Toewijzingen per wijk
ois-districts-high = Wijken met een hoog aandeel toewijzingen, { $period }
ois-district = wijk
ois-districts-shown = Voor { $n } { $n ->
    [one] wijk
   *[other] wijken
  } kan het aandeel getoond worden dat naar kwetsbare groepen ging: { $spread }. Andere wijken hadden niet meer dan { $least } verhuringen, of hun cijfers zijn afgeschermd.
ois-districts-let = In { $n } { $n ->
    [one] wijk
   *[other] wijken
  } zijn meer dan { $least } corporatiewoningen verhuurd. Het aandeel dat naar kwetsbare groepen ging, verschilt: { $spread }.
ois-districts-stock = De tweede kaart laat de toewijzingen zien als deel van alle woningen, voor { $n } { $n ->
    [one] wijk
   *[other] wijken
  }: { $spread }. Waar corporaties veel woningen hebben, is dit aandeel vaker hoger.
ois-districts-map = Toewijzingen aan kwetsbare groepen op het totaal aantal { $of ->
    [share_of_stock] woningen
   *[share_of_rentals] verhuringen van sociale corporatiewoningen
  }, { $period }
ois-bands-caption = Wijken naar aandeel toewijzingen op { $of ->
    [share_of_stock] de woningvoorraad
   *[share_of_rentals] verhuringen; wijken met meer dan { $least } verhuringen
  }
ois-bands-number = Klassen bij figuur { $n }
ois-high-text = In de wijken hieronder ging meer dan { $rentals } van de verhuringen naar kwetsbare groepen, of ten minste { $stock } van alle woningen. Zo'n aandeel kan komen door een nieuw complex, of doordat er weinig is verhuurd.
ois-high-hidden = Wijken met een afgeschermd cijfer staan er niet bij. Bij ± gaat het om het afgeronde aandeel.

# Groepen: figuren 3.1 tot en met 3.3.
ois-groups-title = Type kwetsbare groepen per gebied
ois-groups-text = De drie groepen zijn niet overal even groot. De eerste figuur laat per gebied zien hoe de toewijzingen over de groepen verdeeld zijn. De tweede laat zien welk deel van de verhuringen naar elke groep ging.
ois-groups-hidden = De cijfers per groep zijn afgeschermd.
ois-groups-caption = Toewijzingen aan kwetsbare groepen naar type, { $period }
ois-groups-name = { $of ->
    [allocations] groepen-in-toewijzingen
   *[rentals] groepen-in-verhuringen
  }
ois-group-shares-caption = Toewijzingen aan kwetsbare groepen naar type als aandeel van het totaal aantal verhuringen, { $period }
ois-of-allocations = % van toewijzingen
ois-support-caption = Toewijzingen { $group } op het totaal aantal verhuringen van sociale corporatiewoningen, { $period }

# Regressie: tabel 3.4.
ois-regression-title = Verband met kenmerken van wijken
ois-regression-few = De uitkomst hangt af van enkele wijken:
ois-regression-none = Geen enkele wijk bepaalt de uitkomst.
ois-regression-intervals = Coëfficiënten met hun 95%-interval
ois-regression-tests = regressietoetsen
ois-regression-text = Hangt het aandeel toewijzingen samen met kenmerken van een wijk? Het model vergelijkt { $n } wijken { $which ->
    [shown] waarvan het aandeel getoond wordt
   *[least] met { $least } of meer verhuringen
  }. Een kenmerk hangt samen met het aandeel als Sig. kleiner is dan { $sig }. Een verband is geen oorzaak.
ois-predictor-welfare = % bijstand trede 1 en 2
ois-predictor-support-clients = % cliënten AO/DB
ois-predictor-association-share = % corporatiehuur
ois-predictor-woz-per-m2 = gemiddelde WOZ-waarde per m2
ois-predictor-neighbourhood-mark = rapportcijfer voor de buurt
ois-predictor-small-dwellings = % woningen tot 60 m2
ois-predictor-turnover = % verhuringen van corporatiewoningen
ois-tests-name = toets
ois-tests-statistic = toetsgrootheid
ois-tests-caption = Toetsen op de residuen van het model
ois-test-breusch-pagan = Breusch–Pagan: spreiding hangt af van kenmerken
ois-test-white = White: spreiding hangt af van kenmerken en producten
ois-test-jarque-bera = Jarque–Bera: residuen niet normaal
ois-test-reset = RESET: verband geen rechte lijn

# Spreiding.
ois-spread-title = Hoe ongelijk is de spreiding?
ois-spread-sheet = spreiding
ois-spread-caption = Ongelijkheid van de spreiding over wijken
ois-spread-text = Om toewijzingen even verspreid te maken als de andere verhuringen, zou ongeveer { $value } ervan in een andere wijk moeten zijn (dissimilariteit). Door kleine aantallen is dat bij toeval ook al { $expected }. { $way ->
    [uneven] De spreiding is ongelijker dan toeval.
   *[chance] Meer ongelijkheid dan toeval is niet gevonden.
  }
ois-causes-caption = Aanbod en selectie per gebied
ois-causes-text = Een gebied heeft veel toewijzingen op zijn woningen doordat er veel woningen vrijkomen (aanbod), of doordat ze vaker aan de doelgroep worden verhuurd (selectie). Van de verschillen tussen gebieden komt { $supply } door aanbod en { $selection } door selectie.
ois-causes-hidden = Per gebied staan aanbod en selectie er niet bij: daaruit is het aantal verhuringen te berekenen, en dat is afgeschermd.
ois-causes-difference = verschil met de stad
ois-causes-note = In procentpunten van de woningvoorraad; aanbod en selectie zijn samen het verschil, op afronding na.
ois-causes-name = aanbod en selectie

# Controle met de gedrukte notitie.
ois-check-title = Controle met de notitie van 2018
ois-check-lead = Van de { $of } vergeleken cellen uit de notitie zijn er { $same } gelijk aan de herberekende cel.
ois-check-differ = Deze cellen verschillen:
ois-check-cell = { $where }: { $old } in de notitie, nu { $new }
ois-check-categories = categorie en periode
ois-check-bands = Aantal wijken per klasse (figuren 1.3 en 1.4)
ois-check-how = De tabellen hieronder zetten de gedrukte cijfers van de notitie naast de cijfers die hier uit de verhuringen zijn berekend (nu). Percentages zijn eerst afgerond zoals in de notitie; het verschil is in procentpunten.
ois-check-note = notitie
ois-check-now = nu
ois-check-difference = verschil
ois-check-allocations = toewijzingen (abs.)
ois-check-pct-of-rentals = % van verhuringen
ois-check-pct-of-stock = % van voorraad
ois-check-class = { $label } ({ $of ->
    [share_of_stock] voorraad
   *[share_of_rentals] verhuringen
  })
ois-check-name = controle { $table }
ois-check-caption = { $table }: notitie en herberekening
ois-whole-period = hele periode
