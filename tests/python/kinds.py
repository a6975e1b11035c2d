"""One of every kind of result, for the tests of how they show themselves. All records are synthetic."""

from functools import cache

import spreiding as sp


@cache
def results():
    """Return one of every kind of result that a reader meets."""
    study = sp.examples.amsterdam_2016_2017()
    counts = sp.count(study.rentals, by="area")
    shares = sp.shares(counts, study.stock)
    near = sp.neighbours(study.areas)
    years = sp.examples.amsterdam_years()
    values = shares.to_polars().filter(group="all")
    moran_values = dict(zip(values["area"], values["rentals"], strict=True))
    six = sp.shares(sp.count(years.rentals, by=("gebied", "year")))
    return {
        "Shares by year": six, "Change": sp.change(six, base="first"), "Trend": sp.trend(six),
        "Programme": sp.programme(years.rentals, agreed=years.programme.agreed),
        "Counts by gebied, year": six.counts, "Study of years": years,
        "Counts": counts, "Counts by gebied": counts.roll_up("gebied"), "Counts by half_year": sp.count(study.rentals, by="half_year"),
        "Shares": shares, "Shares, protected": sp.protect(shares), "CheckReport": sp.check(study.rentals, stock=study.stock),
        "Areas": study.areas, "Study": study, "Stock": study.stock, "Rentals": study.rentals, "TargetGroups": study.groups,
        "Funnel": sp.funnel(shares), "Smoothed": sp.smooth(shares), "Spread": sp.spread(counts), "Neighbours": near,
        "LocalMoran": sp.local_moran(moran_values, near, permutations=99), "Moran": sp.moran(moran_values, near, permutations=99),
        "Decomposition": sp.decompose(shares), "LocationQuotients": sp.location_quotient(shares),
        "Bands": sp.bands(values["share_of_rentals"], [0.1, 0.3]),
    }  # fmt: skip
