# De keuzes van de methode in de verantwoording.
choice-rentals = verhuringen
choice-rentals-means = Alle verhuringen in het bestand tellen mee, behalve de weggelaten projecten en particuliere voorraad.
choice-date = datum van een verhuring
choice-date-means = De dag waarop het contract is getekend bepaalt de periode.
choice-annualised = omgerekend naar een jaar
choice-annualised-means = De cijfers gaan over de hele periode, niet per jaar.
choice-scheme = indeling van doelgroepen
choice-scheme-means = De indeling van doelgroepen in hoofdgroepen.
choice-unit = teleenheid
choice-unit-means = De teleenheid is één verhuring van één woning aan één huishouden.
choice-left-out = weggelaten wijken
choice-left-out-means = Geen wijk is buiten de telling gehouden.
choice-stock-date = peildatum van de voorraad
choice-stock-date-means = De peildatum van de woningvoorraad.
choice-stock = woningvoorraad
choice-stock-means = Alle woningen; geen ligplaatsen en standplaatsen.
choice-stock-areas = wijken met voorraad
choice-stock-areas-means = Elke wijk met een bekende voorraad doet mee.
choice-sums = gebieden
choice-sums-means = Een gebied is de som van al zijn wijken.
choice-interval = betrouwbaarheidsinterval
choice-interval-means = De onzekerheid van een aandeel van de verhuringen.
choice-map-minimum = verhuringen per wijk op een kaart
choice-map-minimum-means = Kaarten tonen het aandeel van verhuringen bij meer dan 10 verhuringen.
choice-class-edges = klassegrenzen
choice-class-edges-means = Een wijk met precies 25% valt in de klasse 25–35%.
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
value-all-districts = alle wijken
value-contract-signed = contract getekend
value-no = nee
value-none = geen
value-letting = verhuring
value-left-closed = ondergrens hoort bij de klasse
value-rounded = afgeronde aandelen
value-unrounded = niet-afgeronde aandelen
value-half-away-from-zero = een half naar boven
