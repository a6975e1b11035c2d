# Regressie.
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
