"""SYNTHETIC years of lettings: plain ones without any structure, realistic ones, and faults that are planted in them.

A plain year draws every column by itself. A realistic year has what makes real ones uneven without a fault: estates of
15 to 45 first lettings, waves of status holders, seasons, associations with territories and habits of their own. No
figure in here is about a real place.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

PERIOD = (date(2016, 1, 1), date(2017, 6, 30))
YEAR = (date(2016, 1, 1), date(2016, 12, 31))
CODES = [
    "UMO",
    "omslag MOBW",
    "laatste kans",
    "MPG",
    "Noodsituatie medisch",
    "Noodsituatie sociaal",
    "Statushouder regulier",
]
DIRECT = {"UMO", "omslag MOBW", "laatste kans", "MPG", "Statushouder regulier"}
MET, ZONDER, STATUS = CODES[:4], CODES[4:6], CODES[6]
MAIN = dict.fromkeys(MET, "met_begeleiding") | dict.fromkeys(ZONDER, "zonder_begeleiding") | {STATUS: "statushouders"}
CORPORATIONS = [f"corporatie {c}" for c in "ABCDEFGH"]
SIZES = np.array([9, 7, 6, 5, 4, 2, 1, 1]) / 35
#: Lettings by month of the year, as a share of an ordinary month: quiet summers and Decembers, a busy autumn.
SEASON = np.array([0.95, 0.95, 1.1, 1.0, 1.0, 1.15, 0.75, 0.7, 1.1, 1.2, 1.15, 0.8])


def plain(seed: int, codes: list[str], rows: int = 8_400, *, first: date = PERIOD[0], days: int = 547) -> pl.DataFrame:
    """Make records without faults: areas, associations and codes of unequal size, independent of the month."""
    random = np.random.default_rng(seed)
    size = random.gamma(2.0, size=len(codes)) + 0.2
    let = random.random(rows) < 0.29
    code = random.choice(CODES, rows, p=np.array([4, 3, 1, 2, 5, 5, 6]) / 26)
    offset = random.integers(0, days, rows)
    dwelling = [f"0363{i:012}" for i in range(rows)]
    # One in twenty dwellings is let again after at least four months, as a regular letting.
    for i in np.flatnonzero(random.random(rows) < 0.05):
        if i % 2 and not let[i] and abs(offset[i] - offset[i - 1]) > 120:
            dwelling[i] = dwelling[i - 1]
    advert = [first + timedelta(days=int(d)) for d in offset - random.integers(0, 60, rows)]
    direct = let & np.isin(code, list(DIRECT)) | (random.random(rows) < 0.05)
    return pl.DataFrame({
        "date": [first + timedelta(days=int(d)) for d in offset],
        "area": random.choice(codes, rows, p=size / size.sum()),
        "group": pl.Series(code).scatter(np.flatnonzero(~let), None),
        "corporation": random.choice(CORPORATIONS, rows, p=SIZES),
        "dwelling_id": dwelling,
        "channel": np.where(direct, "directe bemiddeling", "WoningNet"),
        "rent": np.round(random.uniform(400, 710, rows), 2),
        "first_letting": random.random(rows) < 0.03,
        "main_group": [MAIN[c] if allocated else None for c, allocated in zip(code, let, strict=True)],
        "advert_date": advert,
    })  # fmt: skip


def realistic(
    seed: int, codes: list[str], rows: int = 7_000, *, period: tuple[date, date] = YEAR, flagged: bool = True
) -> pl.DataFrame:
    """Make records without faults of a city that is uneven by itself; ``flagged``: first lettings are marked as such."""
    random = np.random.default_rng(seed)
    days = _days(random, rows, period)
    corporation = random.choice(len(CORPORATIONS), rows, p=SIZES)
    area = _territories(random, corporation, len(codes))
    group = _groups(random, days, corporation, area, len(codes))
    table = {
        "day": days, "corporation": corporation, "area": area, "group": group,
        "first": np.zeros(rows, dtype=bool),
        "rent": np.round(np.clip(random.normal(560, 85, rows), 250, 710), 2),
        "floor": np.round(np.clip(random.normal(62, 17, rows), 18, 140)),
        "dwelling": np.arange(rows),
    }  # fmt: skip
    # One in thirty dwellings is let a second time, five months later or more.
    again = random.permutation(rows)[: rows // 30]
    later = days[again] + random.integers(150, 400, again.size)
    kept = later <= (period[1] - period[0]).days
    part = {name: values[again[kept]] for name, values in table.items()}
    part |= {"day": later[kept], "group": np.full(int(kept.sum()), -1)}
    parts = [table, part, *_estates(random, rows, period, len(codes))]
    whole = {name: np.concatenate([p[name] for p in parts]) for name in table}
    order = np.argsort(whole["day"], kind="stable")
    return _written(random, {name: values[order] for name, values in whole.items()}, codes, period[0], flagged=flagged)


def _days(random, rows, period):
    """Return days from the first of the period: seasons, few on Saturdays, none on Sundays and between the years."""
    dates = [period[0] + timedelta(days=i) for i in range((period[1] - period[0]).days + 1)]
    weight = np.array([
        SEASON[d.month - 1] * (1.0, 1.1, 1.1, 1.2, 1.2, 0.1, 0.0)[d.weekday()] * _open(d) for d in dates
    ])  # fmt: skip
    # A working day is busier or quieter than the next.
    weight *= random.gamma(8.0, 1 / 8, weight.size)
    return random.choice(len(dates), rows, p=weight / weight.sum())


def _open(day):
    return float((day.month, day.day) not in {(1, 1), (4, 27), (12, 25), (12, 26), *((12, d) for d in range(27, 32))})


def _territories(random, corporation, n):
    """Return areas: each association owns in some wijken much, in others nothing."""
    size = random.gamma(2.0, size=n) + 0.1
    area = np.empty(corporation.size, dtype=int)
    for at in range(len(CORPORATIONS)):
        own = size * random.gamma(0.35, size=n)
        mine = corporation == at
        area[mine] = random.choice(n, int(mine.sum()), p=own / own.sum())
    return area


def _groups(random, days, corporation, area, n):
    """Return positions of codes, -1 for a regular letting: habits of associations and wijken, waves of status holders."""
    base = np.array([0.040, 0.032, 0.008, 0.020, 0.045, 0.045, 0.085])
    habit = np.exp(random.normal(0, 0.10, (len(CORPORATIONS), 1)) + random.normal(0, 0.12, (len(CORPORATIONS), 7)))
    place = np.exp(random.normal(0, 0.35, n))
    wave = np.ones(int(days.max()) + 2)
    for _ in range(max(1, round(days.max() / 180))):
        start, length = random.integers(0, days.max()), random.integers(25, 60)
        wave[start : start + length] *= random.uniform(1.5, 2.5)
    wave /= wave.mean()
    chance = base * habit[corporation] * place[area][:, None]
    chance[:, 6] *= wave[days]
    chance *= np.minimum(1, 0.85 / chance.sum(axis=1))[:, None]
    edges = chance.cumsum(axis=1)
    at = (random.random(days.size)[:, None] > edges).sum(axis=1)
    return np.where(at < 7, at, -1)


def _estates(random, rows, period, n):
    """Return complexes of 15 to 45 first lettings in a few weeks, with one kind of tenant or a mix."""
    total, number = (period[1] - period[0]).days, 0
    for _ in range(random.poisson(rows / 900)):
        size = int(random.integers(15, 46))
        start, length = int(random.integers(0, total - 20)), int(random.integers(1, 20))
        share = random.choice([0.0, 0.15, 0.3, 0.5, 0.7])
        code = random.choice([random.integers(0, 4), 4, 5, 6])
        kinds = random.integers(1, 5)
        rent = np.round(random.uniform(450, 705, kinds), 2)
        floor = np.round(random.uniform(28, 90, kinds))
        kind = random.integers(0, kinds, size)
        yield {
            "day": start + random.integers(0, length, size),
            "corporation": np.full(size, random.choice(len(CORPORATIONS), p=SIZES)),
            "area": np.full(size, random.integers(0, n)),
            "group": np.where(random.random(size) < share, code, -1),
            "first": np.ones(size, dtype=bool), "rent": rent[kind], "floor": floor[kind],
            "dwelling": 10**9 + number + np.arange(size),
        }  # fmt: skip
        number += 100


def _written(random, table, codes, first, *, flagged):
    n = table["day"].size
    group = np.array([*CODES, "-"], dtype=object)[table["group"]]
    day = np.datetime64(first) + table["day"]
    direct = np.isin(group, list(DIRECT)) | (random.random(n) < 0.04)
    advert = day - random.integers(10, 70, n)
    frame = pl.DataFrame({
        "date": day,
        "area": np.array(codes)[table["area"]],
        "group": pl.Series(group.astype(str)).replace("-", None),
        "corporation": np.array(CORPORATIONS)[table["corporation"]],
        "dwelling_id": [f"0363{i:012}" for i in table["dwelling"]],
        "channel": np.where(direct, "directe bemiddeling", "WoningNet"),
        "rent": table["rent"],
        "floor_area": table["floor"],
        "first_letting": table["first"],
        "advert_date": pl.Series(advert).scatter(np.flatnonzero(direct), None),
    })  # fmt: skip
    frame = frame.with_columns(main_group=pl.col("group").replace_strict(MAIN, default=None))
    # Some floor areas were never filled in, and a few places.
    blank = pl.Series(random.random(n))
    frame = frame.with_columns(
        floor_area=pl.when(blank > 0.02).then("floor_area"), area=pl.when(blank < 0.999).then("area")
    )
    return frame if flagged else frame.drop("first_letting")
