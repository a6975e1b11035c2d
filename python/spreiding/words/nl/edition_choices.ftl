# De keuzes van de methode in de verantwoording.
choice-rentals = verhuringen
choice-rentals-means = Alle verhuringen in de bestanden tellen mee{ $left ->
    [yes] , behalve die in de tabel van weggelaten verhuringen
   *[no] {""}
  }.
choice-date = datum van een verhuring
choice-date-means = De dag in deze kolom van de bestanden bepaalt de periode.
choice-annualised = omgerekend naar een jaar
choice-annualised-means = { $kind ->
    [none] De cijfers gaan over de hele periode, niet per jaar.
    [year] Elk jaar staat apart; een deel van een jaar is niet omgerekend naar een heel jaar.
   *[other] Elke periode staat apart en is niet omgerekend naar een jaar.
  }
choice-scheme = indeling van doelgroepen
choice-scheme-means = De indeling van doelgroepen in hoofdgroepen.
choice-areas = gebiedsindeling
choice-areas-means = De indeling waarin de verhuringen en de woningvoorraad zijn geteld.
choice-unit = teleenheid
choice-unit-means = De teleenheid is één verhuring van één woning aan één huishouden.
choice-stock-date = peildatum van de voorraad
choice-stock-date-means = Een periode krijgt { $at ->
    [end] de voorraad aan haar einde
    [mean] het gemiddelde van de voorraad aan haar begin en einde
   *[start] de voorraad aan haar begin
  }, of de laatste peildatum daarvoor in hetzelfde jaar.
choice-stock = woningvoorraad
choice-stock-means = Het aantal woningen per { $noun }, zoals het bestand het geeft. Alleen { $nouns } met een bekend aantal doen mee.
choice-sums = hogere niveaus
choice-sums-means = Een hoger niveau is de som van al zijn { $nouns }.
choice-interval = betrouwbaarheidsinterval
choice-interval-means = De onzekerheid van een aandeel van de verhuringen.
choice-map-minimum = verhuringen per { $noun } op een kaart
choice-map-minimum-means = Kaarten tonen het aandeel van verhuringen bij meer dan { $least } verhuringen.
choice-class-edges = klassegrenzen
choice-class-edges-means = Een { $noun } precies op een klassegrens valt in de hoogste van de twee klassen.
choice-classes-of = klassen van
choice-classes-of-means = Klassen volgen uit het aandeel { $protected ->
    [yes] na
   *[no] vóór
  } afronding.
choice-rounding = afronding
choice-rounding-means = Een half wordt naar boven afgerond, zoals in SPSS en Excel.
choice-top-code = hoogste gedrukte aandeel
choice-top-code-means = Een aandeel van de verhuringen boven { $top }% staat als > { $top }.
value-as-supplied = zoals geleverd
value-no = nee
value-letting = verhuring
value-left-closed = ondergrens hoort bij de klasse
value-rounded = afgeronde aandelen
value-unrounded = niet-afgeronde aandelen
value-half-away-from-zero = een half naar boven
value-all-areas = alle { $nouns }
value-counted = telt mee
value-not-counted = telt niet mee
letting-declared = Zo opgegeven door wie de gegevens levert.
letting-text = wat als verhuring telt
letting-direct-mediation = directe bemiddeling
letting-youth = jongerenwoningen
letting-temporary = tijdelijke verhuur
letting-non-self-contained = onzelfstandige woningen
letting-urban-renewal = stadsvernieuwing
letting-projects = projecten
groups-scheme = { $scheme ->
    [ois2018] de indeling van 2016 (notitie van 2018)
    [phkg2020] de indeling van 2020 (programma huisvesting kwetsbare groepen)
    [phkg2024] de indeling van 2024 (programma huisvesting kwetsbare groepen)
    [harmonised] de hoofdgroepen van 2024, voor alle jaren
    [as_published] per jaar de hoofdgroepen die toen golden
   *[other] { $file ->
        [none] eigen indeling
       *[other] eigen indeling ({ $file })
      }
  }
column-option = keuze
column-value = waarde
column-meaning = betekenis
caption-definitions = Gebruikte definities
nothing-left-out = Geen verhuring is weggelaten.
value-made-up = nagebootst (synthetisch)
value-unknown = niet bekend
rentals-made-up = verhuringen nagebootst (synthetisch)
fact-source = Bron
fact-period = Periode
fact-read = Gelezen verhuringen
fact-groups = Doelgroepen
fact-areas = Gebiedsindeling
fact-stock = Woningvoorraad
fact-earlier = Vorige uitgaven
fact-seed = Startwaarde voor toeval (seed)
fact-version = Versie
accessibility-title = Toegankelijkheid
accessibility-text = De pagina is gemaakt volgens WCAG 2.1, niveau AA (EN 301 549). Dit is geen toegankelijkheidsverklaring volgens het Besluit digitale toegankelijkheid overheid: die legt wie publiceert zelf af. Bekende gebreken:
accessibility-page = Kaarten en grafieken zijn met een schermlezer niet vlak voor vlak te lezen: elke figuur heeft een korte beschrijving, en alle cijfers staan in de tabel eronder.
accessibility-svg = De losse figuren (SVG) hebben een titel en een beschrijving, maar geen tabel.
accessibility-png = De losse figuren (PNG) hebben geen tekstalternatief in het bestand: dat staat op de pagina.
accessibility-pdf = De PDF is getagd (PDF/UA-1), maar niet met de hand nagekeken.
accessibility-xlsx = In het werkboek staat de uitleg van tekens en noten op een eigen blad.
accessibility-untested = De pagina is niet getest met mensen met een beperking.
accessibility-contact = Een drempel gevonden? Laat het weten: { $contact }.
