# Gebieden: ophalen van grenzen.
fetch-no-address = het adres is '{ $address }', dat moet met https:// of http:// beginnen
fetch-no-json = { $address } geeft { $n } bytes die geen JSON zijn, dat moet GeoJSON zijn
fetch-no-features = { $address } geeft JSON zonder gebieden (features), dat moet een GeoJSON FeatureCollection zijn
fetch-bare-features = { $address } geeft gebieden zonder eigenschappen (properties): { $rows }
fetch-answer = { $address } antwoordt { $status } { $reason }: haal het bestand met de hand op en noem het bij [areas] file
fetch-no-answer = { $address } is niet te bereiken ({ $reason }): haal het bestand met de hand op en noem het bij [areas] file
fetch-too-much = { $address } geeft meer dan { $most } MB, of is na { $seconds } seconden nog niet klaar
