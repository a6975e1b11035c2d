# Regressie.
one-group-only = data heeft rijen van meer groepen in kolom '{ $column }': houd die van één groep over, bijvoorbeeld met shares.to_polars().filter(pl.col("group") == "all")
area-several-rows = { $source }, kolom '{ $column }': { $n } rijen delen hun gebied met een andere rij, elk zou als een gebied tellen: houd één periode over, bijvoorbeeld met shares.select(year="2018")
model-needs-trials = model '{ $model }' heeft trials nodig
model-without-trials = model '{ $model }' neemt geen trials
model-weights = gewichten horen bij model 'wls'; het model is '{ $model }'
without-unknown-area = without noemt '{ $unknown }', geen van de { $n } gebieden: { $known } …
null-without-term = van geen kenmerk is bekend dat het een aantal met y deelt; noem een term uit { $known }
null-without-rentals = de nulverdeling heeft de noemer van y nodig: een kolom 'rentals' in de gegevens
regression-without-areas = { $what } heeft de gebieden nodig; deze regressie komt alleen uit correlaties
matrix-rows = de matrix heeft { $found } rijen, dat moet er één per kolom zijn ({ $columns }), in die volgorde
matrix-n = n is { $found }, dat moet een geheel aantal gebieden zijn
matrix-missing = in de matrix ontbreken correlaties, dat mag niet
significant-without = Zonder { $area } wordt het verband met { $term } wel significant (p { $p_without }; met { $area } { $p }).
not-significant-without = Zonder { $area } is het verband met { $term } niet meer significant (p { $p_without }; met { $area } { $p }).
regression-title = Regressieanalyse van { $y }
regression-constant = Constante
regression-dispersion = overdispersie = { $value }
regression-adjusted = gecorrigeerde R² = { $value }
regression-effect = effect (procentpunt)
regression-beta = gestandaardiseerde coëfficiënt (beta)
regression-interval = betrouwbaarheidsinterval
regression-lower = onder
regression-upper = boven
regression-se = standaardfout
regression-partial = partiële r
regression-semipartial = semipartiële r
regression-chart = Coëfficiënten met betrouwbaarheidsinterval. { $clear ->
    [0] Bij geen enkel kenmerk sluit het interval nul uit.
   *[other] Het interval sluit nul uit bij: { $terms }.
  }
caveat-exact = De uitkomst volgt precies uit de kenmerken; t en Sig. zijn dan niet te berekenen.
caveat-dropped = { $areas } { $n ->
    [one] doet
   *[other] doen
  } niet mee: te weinig verhuringen of een ontbrekend kenmerk.
caveat-equal-weight = { $area ->
    [wijk] Elke
    [buurt] Elke
   *[other] Elk
  } { $area } telt even zwaar mee, ook een { $area } met weinig verhuringen.
caveat-shared-count = Het aantal verhuringen staat in de noemer van de uitkomst en in de teller van { $term }: alleen al daardoor is een negatief verband te verwachten.
caveat-few-areas = { $terms } kenmerken is veel voor { $n } { $areas }: enkele { $areas } kunnen de uitkomst bepalen.
caveat-collinear = Deze kenmerken hangen onderling sterk samen: { $terms }.
