# Regression.
one-group-only = data has rows of several groups in column '{ $column }': keep those of one, such as shares.to_polars().filter(pl.col("group") == "all")
area-several-rows = { $source }, column '{ $column }': { $n } rows share their area with another one, each would count as an area: keep one period, such as shares.select(year="2018")
