# Maten van spreiding en waar ze uit bestaan.
two-groups = groep '{ $group }' kan niet met '{ $against }' vergeleken worden: noem twee groepen
stock-wanted = against='stock' vraagt een woningvoorraad: geef stock=, of aandelen die er een hebben
needs-groups = { $what } vraagt aantallen per groep, deze hebben alleen 'all'
index-needs-every-count = { $name } ontbreekt bij { $n } eenheden ({ $unit } { $units }): een maat heeft elk aantal nodig
whole-number = { $argument } is { $found }, dat moet een geheel getal van 0 of meer zijn
periods-differ = de twee perioden verschillen in { $name }: { $before } en { $after }, dat moet gelijk zijn
area-of-one-period = gebied { $areas } ontbreekt in de { $period ->
    [later] latere
   *[earlier] eerdere
 } periode: beide moeten dezelfde gebieden hebben
needed-to-add-up = { $name } ontbreekt voor gebied { $areas }: elk getal is nodig om op te tellen
