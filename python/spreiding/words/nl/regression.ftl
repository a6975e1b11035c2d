# Regressie.
one-group-only = data heeft rijen van meer groepen in kolom '{ $column }': houd die van één groep over, bijvoorbeeld met shares.to_polars().filter(pl.col("group") == "all")
area-several-rows = { $source }, kolom '{ $column }': { $n } rijen delen hun gebied met een andere rij, elk zou als een gebied tellen: houd één periode over, bijvoorbeeld met shares.select(year="2018")
