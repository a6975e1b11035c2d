"""A made-up municipality: areas without a level above, groups of its own. SYNTHETIC."""

from datetime import date

import polars as pl

import spreiding as sp
from spreiding.areas.areas import Areas
from spreiding.edition.study import Study

GROUPS = ("Ouderen", "Spoedzoekers", "Starters", "Oekraine")


def made_up(level="wijk", *, n=40, years=(2019, 2020, 2021), groups=GROUPS, stock=True, tiles=True, empty=False):
    """Return a study of a made-up municipality: areas without a level above, groups of its own. SYNTHETIC."""
    codes = [f"W{i:03d}" for i in range(n)]
    scheme = {"code": [g.lower() for g in groups], "main_group": list(groups)}
    rows = [
        (
            date(year, 1 + (i + k) % 12, 1 + k % 28),
            code,
            None if k % 4 or empty else groups[(i + k) % len(groups)].lower(),
        )
        for year in years
        for i, code in enumerate(codes)
        for k in range(20 + (i * 7) % 30)
    ]
    frame = pl.DataFrame(rows, schema={"date": pl.Date, "area": pl.String, "group": pl.String}, orient="row")
    areas = Areas.from_tiles(
        codes, [f"Buurtschap {i}" for i in range(n)], [i % 8 for i in range(n)], [i // 8 for i in range(n)]
    )
    period = (date(years[0], 1, 1), date(years[-1], 12, 31))
    rentals = sp.read_rentals(frame, groups=pl.DataFrame(scheme), areas=areas if tiles else None, period=period)
    dwellings = {"area": codes * len(years), "stock": [2000 + 10 * i for i in range(n)] * len(years),
                 "date": [date(year, 1, 1) for year in years for _ in codes]}  # fmt: skip
    return Study(
        rentals=rentals, stock=sp.read_stock(dwellings, date="date") if stock else None, areas=areas if tiles else None,
        title="Verhuringen in Proefstad", municipality="Proefstad", source="Eigen administratie", by="year", level=level,
        period=period, unprotected="internal",
    )  # fmt: skip
