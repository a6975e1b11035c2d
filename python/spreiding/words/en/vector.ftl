# Files of boundaries.
vector-more-layers = { $source }: has several layers ({ $known }): name one
vector-no-layer = { $source }: has no layer '{ $layer }'; its layers are { $known }
vector-unreadable = { $source }: cannot be read as a GeoPackage or shapefile
