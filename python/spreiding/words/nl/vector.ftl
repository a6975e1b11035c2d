# Bestanden met grenzen.
vector-more-layers = { $source }: er zijn meer lagen ({ $known }): noem er een
vector-no-layer = { $source }: er is geen laag '{ $layer }'; de lagen heten { $known }
vector-unreadable = { $source }: dit is niet te lezen als GeoPackage of shapefile
