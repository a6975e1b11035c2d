"""Synthetic rental records on the wijken of 2022: a scheme of groups that holds on, and Weesp that joins on the way.

Every figure is made up, the totals of the city too: hashes of the code of a wijk and the year decide them.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from spreiding.areas.schemes import joined_on
from spreiding.areas.tiles import wijken
from spreiding.examples.synthetic import CORPORATIONS, NEW_STEP, mixed
from spreiding.examples.yearly import apportioned, delivery_2020

#: Division into areas, and the years.
SCHEME, YEARS = "2022", (2021, 2022, 2023)
#: Seed of everything; no two years share a draw.
SEED = 2022
#: Lettings a year when every wijk is there all year; those of Weesp come on top from the day on which it joins.
RENTALS = 3_000
#: Wijken of Westpoort: harbours, where nothing is let. Driemond: one small wijk, part of the city long before Weesp.
HARBOURS, DRIEMOND, DRIEMOND_STOCK = ("BA", "BB"), "SA", 600


def stock() -> pl.DataFrame:
    """Return dwellings and association dwellings per wijk on 1 January of each year; of Weesp from 2022."""
    rows = [
        (code, date(year, 1, 1), homes, owned)
        for year in YEARS
        for code, homes, owned in _wijken(year).select("code", "stock", "owned").iter_rows()
        if (joined := joined_on(code, SCHEME)) is None or joined.year <= year
    ]
    schema = {"area": pl.String, "date": pl.Date, "stock": pl.Int64, "association_stock": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def records() -> pl.DataFrame:
    """Return one row per synthetic letting of 2021-2023, by date.

    Returns
    -------
    polars.DataFrame
        ``date``, ``area`` (wijken of 2022), ``group`` (null = regular letting; codes of the scheme of 2020, which holds
        to the end of 2023), ``corporation``, ``dwelling_id``, ``first_letting``.
    """
    frame = pl.concat([_year(year) for year in YEARS])
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(5)
    frame = frame.with_columns(dwelling_id=pl.format("synthetisch-{}", number))
    columns = ("date", "area", "group", "corporation", "dwelling_id", "first_letting")
    return frame.select(columns).sort("date", "dwelling_id")


def _wijken(year: int) -> pl.DataFrame:
    """Return the wijken with dwellings: how many, how many of associations, and which part goes to target groups."""
    codes = [code for code in wijken(SCHEME) if code not in HARBOURS]
    size, owned, part = (_chance(len(codes), k) for k in range(3))
    homes = np.where(np.array(codes) == DRIEMOND, DRIEMOND_STOCK, 800 + 2_400 * size) * (1 + 0.008 * (year - 2021))
    columns = {"code": codes, "stock": homes.round().astype(np.int64), "part": 0.12 + 0.30 * part}
    return pl.DataFrame(columns).with_columns(owned=pl.Series((homes * (0.25 + 0.4 * owned)).round().astype(np.int64)))


def _year(year: int) -> pl.DataFrame:
    """Return the lettings of a year, without an identifier: in each wijk from the day on which it is in the city."""
    table, first, last = _wijken(year), date(year, 1, 1), date(year, 12, 31)
    days = (last - first).days + 1
    start = [max(first, joined_on(code, SCHEME) or first) for code in table["code"]]
    there = np.array([max((last - day).days + 1, 0) / days for day in start])
    owned, part = table["owned"].to_numpy(), table["part"].to_numpy()
    whole = np.array([joined_on(code, SCHEME) is None for code in table["code"]])
    weights = owned * there * (0.7 + 0.6 * _chance(table.height, year))
    rentals = apportioned(round(RENTALS * weights.sum() / weights[whole].sum()), weights)
    given = np.minimum(apportioned(round(float((rentals * part).sum())), rentals * part), rentals)
    at = np.repeat(np.arange(table.height), rentals)
    chance = [_chance(len(at), 1_000 * year + k) for k in range(4)]
    day = np.array([(day - date(1970, 1, 1)).days for day in start])[at]
    left = np.array([(last - day).days + 1 for day in start])[at]
    owners = [(a + int(c * 1.6) * (1 + a % 4)) % len(CORPORATIONS) for a, c in zip(at, chance[2], strict=True)]
    return pl.DataFrame(
        {
            "date": pl.Series(day + (chance[0] * left).astype(np.int64)).cast(pl.Int32).cast(pl.Date),
            "area": np.array(table["code"])[at],
            "group": _groups(rentals, given, chance[1]),
            "corporation": [CORPORATIONS[owner] for owner in owners],
            "first_letting": chance[3] * NEW_STEP < 1,
        }
    )


def _groups(rentals: np.ndarray, given: np.ndarray, chance: np.ndarray) -> pl.Series:
    """Return the group of every letting, wijk by wijk: the mix of groups is that of the programme in 2020."""
    mix = [(code, n) for codes in delivery_2020().values() for code, n in codes.items()]
    numbers = apportioned(int(given.sum()), np.array([n for _, n in mix], float))
    codes = [code for (code, _), n in zip(mix, numbers.tolist(), strict=True) for _ in range(n)]
    order = iter(np.argsort(chance[: len(codes)], kind="stable").tolist())
    found: list[str | None] = []
    for n, some in zip(rentals.tolist(), given.tolist(), strict=True):
        found += [codes[next(order)] for _ in range(some)] + [None] * (n - some)
    return pl.Series("group", found, dtype=pl.String)


def _chance(n: int, stream: int) -> np.ndarray:
    """Return numbers in [0, 1), the same on every machine."""
    drawn: np.ndarray = mixed(np.arange(n, dtype=np.uint64), SEED + 7_919 * stream)
    return drawn
