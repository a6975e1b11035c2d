"""Synthetic rental records of six years: the published totals per main group, spread over the wijken by chance alone.

Everything below a published total is made up: the wijk, the association, the day, the waiting time.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from spreiding.examples.synthetic import CORPORATIONS, NEW_STEP, URGENT, URGENT_STEP, mixed
from spreiding.examples.waits import SAME, waiting
from spreiding.records.groups import target_groups
from spreiding.values.packaged import packaged

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Periods that are filled one by one, with their first and last day; the second half of 2017 has no published total.
PERIODS = {
    "2016": (date(2016, 1, 1), date(2016, 12, 31)),
    "2017-H1": (date(2017, 1, 1), date(2017, 6, 30)),
    "2017-H2": (date(2017, 7, 1), date(2017, 12, 31)),
    **{str(year): (date(year, 1, 1), date(year, 12, 31)) for year in range(2018, 2022)},
}
#: Ours: what the second half of 2017 would be; no source prints it.
OURS_2017_H2 = {"met_begeleiding": 262, "zonder_begeleiding": 178, "statushouders": 271}
#: Rentals in all. 2016 and 2017: via WoningNet and by direct mediation together, 2020 and 2021: new regular rentals, as
#: the associations' federation counts them (``published/external_reference_totals.csv``); 2018 and 2019 are ours.
RENTALS = {"2016": 6925, "2017-H1": 3690, "2017-H2": 3823, "2018": 8280, "2019": 8350, "2020": 7615, "2021": 8037}
#: Codes within a main group and their share, up to 2019 in the scheme of 2016 (ours).
UNTIL_2019 = {
    "met_begeleiding": {
        "UMO": 0.27, "omslag MOBW": 0.36, "MPG": 0.06, "PenG292": 0.02, "OOV": 0.01, "hotel gezinnen": 0.07,
        "huiselijk geweld/blijf, opvang": 0.08, "laatste kans": 0.07, "regio bemiddeling Amsterdam": 0.03,
        "uit detentie": 0.03,
    },
    "zonder_begeleiding": {"Noodsituatie medisch": 0.44, "Noodsituatie sociaal": 0.44, "Rowo-WMO": 0.12},
    "statushouders": {"Statushouder regulier": 1.0},
}  # fmt: skip
#: The one printed number of 2020 that holds six codes: 24 are Wlz-permanent (text), the waiting table implies the rest.
COMBINED = {"Wlz-permanent": 24, "Treiteraanpak": 5, "Het Verbond (van 100)": 2}
#: Lettings in projects for status holders, which the analysis leaves out, per period; and their wijken.
PROJECTS = {"2016": 276, "2017-H1": 129, "2017-H2": 140, "2018": 260, "2019": 240}
PROJECT, PROJECT_AREAS = "statushouders projecten", ("F88", "N71")
#: Outside the programme since 2020: clustered homes for long-term care.
CARE, CARE_NUMBER = "zorginitiatieven", 60
#: Wijken without lettings and stock before this year: small in 2016, then built on (ours).
NEW_WIJKEN, NEW_FROM = {"E12": 700, "E36": 950, "F11": 420, "F80": 380, "N72": 640, "T92": 1300}, "2018"
#: A new complex: wijk, period, first lettings, of which to the target groups with support.
COMPLEXES = (("M34", "2018", 150, 55), ("N73", "2019", 90, 40), ("T92", "2021", 120, 45))
#: How far the weights of the wijken move apart per year, and what decides which way.
DRIFT, DRIFT_SEED = 0.3, 77


def records(seed: int) -> pl.DataFrame:
    """Return one row per synthetic letting of 2016-2021, by date.

    Returns
    -------
    polars.DataFrame
        ``date``, ``area``, ``group`` (null = regular letting; codes of the scheme of its year), ``corporation``,
        ``dwelling_id``, ``first_letting``, ``channel``, ``available_date`` (the day the wait began; null = regular).
    """
    parts = [_period(period, seed + 101 * place) for place, period in enumerate(PERIODS)]
    frame = pl.concat(parts)
    chance = mixed(np.arange(frame.height, dtype=np.uint64), seed + 7)
    frame = frame.with_columns(corporation=pl.Series(_owners(frame.get_column("area"), chance)))
    frame = frame.with_columns(
        dwelling_id=pl.format("synthetisch-{}", (pl.int_range(pl.len()) + 1).cast(pl.String).str.zfill(5))
    )
    frame = frame.with_columns(available_date=waiting(frame, outside=(URGENT, PROJECT, CARE), seed=seed + 11))
    columns = ("date", "area", "group", "corporation", "dwelling_id", "first_letting", "channel", "available_date")
    return frame.select(columns).sort("date", "dwelling_id")


def stock() -> pl.DataFrame:
    """Return dwellings and association dwellings per wijk on 1 January of each year (synthetic after 2016)."""
    table = _wijken()
    rows = []
    for year in range(2016, 2022):
        age = year - 2016
        for row in table.iter_rows(named=True):
            code = row["code"]
            if code in NEW_WIJKEN and str(year) < NEW_FROM:
                continue
            grown = row["stock"] * (1 + 0.007 * age) + sum(n for w, p, n, _ in COMPLEXES if w == code and int(p) < year)
            owned = row["association_stock"] * (1 + 0.002 * age)
            rows.append((code, date(year, 1, 1), int(grown + 0.5), int(owned + 0.5)))
    schema = {"area": pl.String, "date": pl.Date, "stock": pl.Int64, "association_stock": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def covariates(lettings: pl.DataFrame) -> pl.DataFrame:
    """Return synthetic characteristics per wijk and year; association share and turnover follow from the records."""
    base = packaged("synthetic/amsterdam_2016_2017_covariates.csv").drop("association_stock")
    let = lettings.group_by(pl.col("date").dt.year().alias("year"), "area").len("rentals")
    let = let.with_columns(pl.col("year").cast(pl.Int64))
    frame = stock().with_columns(year=pl.col("date").dt.year().cast(pl.Int64))
    frame = frame.join(let, on=["area", "year"], how="left", maintain_order="left")
    frame = frame.join(base, left_on="area", right_on="code", how="left", maintain_order="left")
    age = pl.col("year") - 2016
    return frame.select(
        "area",
        "year",
        welfare=(pl.col("welfare") * (1 - 0.02 * age)).round(5),
        support_clients=(pl.col("support_clients") * (1 + 0.03 * age)).round(6),
        association_share=pl.col("association_stock") / pl.col("stock"),
        woz_per_m2=(pl.col("woz_per_m2") * (1 + 0.08 * age)).round(1),
        neighbourhood_mark=pl.col("neighbourhood_mark").round(4),
        small_dwellings=pl.col("small_dwellings"),
        turnover=pl.col("rentals").fill_null(0) / pl.col("association_stock"),
    )


def totals() -> dict[str, dict[str, int]]:
    """Return allocations per period and main group: the published ones, and ours for the second half of 2017."""
    table = packaged("published/ois2018_table_1_1.csv").filter(pl.col("category") != "totaal")
    found = {
        "2016": dict(table.select("category", "y2016").iter_rows()),
        "2017-H1": dict(table.select("category", "y2017_h1").iter_rows()),
        "2017-H2": OURS_2017_H2,
    }
    later = packaged("published/external_reference_totals.csv").filter(pl.col("measure").str.contains("^PHKG [zms]"))
    for year, measure, value in later.select("year", "measure", pl.col("value").cast(pl.Int64)).iter_rows():
        found.setdefault(str(year), {})[measure.removeprefix("PHKG ").replace(" ", "_")] = value
    return found


def _wijken() -> pl.DataFrame:
    """Return the wijken with lettings: their numbers in the example of 2016-2017, which serve as weights."""
    base = packaged("synthetic/amsterdam_2016_2017_wijk.csv")
    owned = packaged("synthetic/amsterdam_2016_2017_covariates.csv").select("code", "association_stock")
    base = base.join(owned, on="code", maintain_order="left")
    names = {"met_begeleiding", "zonder_begeleiding", "statushouders", "regular"}
    sums = [(pl.col(f"{name}_2016") + pl.col(f"{name}_2017h1")).alias(name) for name in sorted(names)]
    table = base.select("code", "stock", "association_stock", *sums)
    new = [(code, n, n // 2, *([n // 40] * len(names))) for code, n in NEW_WIJKEN.items()]
    return pl.concat([table, pl.DataFrame(new, schema=table.schema, orient="row")]).sort("code")


def _period(period: str, seed: int) -> pl.DataFrame:
    """Return the lettings of one period, without association, identifier and wait."""
    table = _wijken()
    codes = table.get_column("code").to_list()
    built = np.array([code not in NEW_WIJKEN or period >= NEW_FROM for code in codes], dtype=float)
    chance = [mixed(np.arange(len(codes), dtype=np.uint64), seed + k) for k in range(12)]
    complexes = [(codes.index(wijk), n, with_) for wijk, at, n, with_ in COMPLEXES if at == period]
    wanted, taken = totals()[period], sum(with_ for *_, with_ in complexes)
    size = table.select(pl.sum_horizontal(pl.exclude("code", "stock", "association_stock"))).to_series().to_numpy()
    rows: list[pl.DataFrame] = []
    for place, (main, total) in enumerate(wanted.items()):
        some = total - (taken if main == "met_begeleiding" else 0)
        # A tenth by size alone, so that no wijk is shut out for ever.
        weights = 0.9 * table.get_column(main).to_numpy() + 0.1 * size * total / RENTALS[period]
        numbers = _spread(some, built * weights * _drift(period, len(codes)), chance[3 * place : 3 * place + 3])
        rows.append(_rows(codes, numbers, _codes_of(period, main, some), new=False))
    regular = RENTALS[period] - sum(wanted.values()) - sum(n - with_ for _, n, with_ in complexes)
    numbers = _spread(regular, built * table.get_column("regular").to_numpy(), chance[9:12])
    rows += [_regular(codes, numbers), *_first_lettings(period, codes, complexes), *_outside(period)]
    frame = pl.concat(rows)
    first, last = PERIODS[period]
    when, new = (mixed(np.arange(frame.height, dtype=np.uint64), seed + k) for k in (31, 32))
    days = (first - date(1970, 1, 1)).days + (when * ((last - first).days + 1)).astype(np.int64)
    return frame.with_columns(
        date=pl.Series(days).cast(pl.Int32).cast(pl.Date),
        first_letting=pl.col("first_letting") | pl.Series(new * NEW_STEP < 1),
    )


def _drift(period: str, wijken: int) -> np.ndarray:
    """Return a factor per wijk: some get a larger part of the allocations over the years, and some a smaller."""
    slope = mixed(np.arange(wijken, dtype=np.uint64), DRIFT_SEED) - 0.5
    return 1 + DRIFT * slope * (int(period[:4]) - 2016)


def _spread(total: int, weights: np.ndarray, chance: Sequence[np.ndarray]) -> np.ndarray:
    """Divide a total over wijken by weight, with about the noise of chance, in whole numbers that add up."""
    expected = total * weights / weights.sum()
    noise = 2 * (chance[0] + chance[1] + chance[2]) - 3  # three uniforms: mean 0, variance 1
    return apportioned(total, np.maximum(expected + np.sqrt(expected) * noise, 0.0))


def apportioned(total: int, weights: np.ndarray) -> np.ndarray:
    """Return whole numbers that add up to a total, by largest remainder (Hamilton); the first of equals wins.

    >>> apportioned(5, np.array([1.0, 1.0, 2.0])).tolist()
    [1, 1, 3]
    """
    exact = total * weights / weights.sum()
    whole: np.ndarray = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return whole


def _codes_of(period: str, main: str, total: int) -> list[str]:
    """Return the code of each allocation of a main group: the delivery of 2020, elsewhere by share; well mixed."""
    if period < "2020":
        shares = UNTIL_2019[main]
        numbers = dict(zip(shares, apportioned(total, np.array(list(shares.values()))).tolist(), strict=True))
    else:
        printed = delivery_2020()[main]
        if period == "2020":
            numbers = printed
        else:
            numbers = dict(
                zip(printed, apportioned(total, np.array(list(printed.values()), float)).tolist(), strict=True)
            )
    listed = [code for code, n in numbers.items() for _ in range(n)]
    order = np.argsort(mixed(np.arange(len(listed), dtype=np.uint64), len(listed)), kind="stable")
    return [listed[i] for i in order]


def delivery_2020() -> dict[str, dict[str, int]]:
    """Return the dwellings delivered in 2020 per main group and code (PHKG 2020); six codes are printed as one."""
    scheme = target_groups("phkg2020")
    rows = packaged("published/phkg2020_delivery.csv").filter(pl.col("level") == "sub")
    found: dict[str, dict[str, int]] = {}
    for main, label, n in rows.select("main_group", "group_printed", "realisation_2020").iter_rows():
        code = scheme.resolve([SAME.get(label, label)])[SAME.get(label, label)]
        found.setdefault(main, {}).update(COMBINED if code is None else {code: n})
    return found


def _rows(codes: Sequence[str], numbers: np.ndarray, groups: Sequence[str], *, new: bool) -> pl.DataFrame:
    """Return the lettings of a main group."""
    areas = [code for code, n in zip(codes, numbers, strict=True) for _ in range(n)]
    by_themselves = {"Noodsituatie medisch", "Noodsituatie sociaal", "Rowo-WMO", "Sociaal Medisch Urgenten"}
    channel = ["self-search" if g in by_themselves or g.startswith("Rolstoel") else "direct mediation" for g in groups]
    return _table(areas, list(groups), channel, new=new)


def _regular(codes: Sequence[str], numbers: np.ndarray) -> pl.DataFrame:
    """Return regular lettings; one in some in Nieuw-West and Noord to a tenant of urban renewal."""
    areas, groups = [], []
    for code, n in zip(codes, numbers, strict=True):
        areas += [code] * n
        urgent = code[0] in "FN"
        groups += [URGENT if urgent and k % URGENT_STEP == URGENT_STEP - 1 else None for k in range(n)]
    return _table(areas, groups, ["self-search"] * len(areas), new=False)


def _first_lettings(period: str, codes: Sequence[str], complexes: Sequence[tuple[int, int, int]]) -> list[pl.DataFrame]:
    """Return the first lettings of new complexes."""
    parts = []
    for at, n, with_ in complexes:
        parts.append(_rows([codes[at]], np.array([with_]), _codes_of(period, "met_begeleiding", with_), new=True))
        parts.append(_table([codes[at]] * (n - with_), [None] * (n - with_), ["self-search"] * (n - with_), new=True))
    return parts


def _outside(period: str) -> list[pl.DataFrame]:
    """Return lettings that the analysis leaves out."""
    if period >= "2020":
        return [_table([PROJECT_AREAS[0]] * CARE_NUMBER, [CARE] * CARE_NUMBER, ["project"] * CARE_NUMBER, new=False)]
    n = PROJECTS[period]
    return [_table([PROJECT_AREAS[k % 2] for k in range(n)], [PROJECT] * n, ["project"] * n, new=False)]


def _table(areas: Sequence[str], groups: Sequence[str | None], channel: Sequence[str], *, new: bool) -> pl.DataFrame:
    texts = {"area": list(areas), "group": list(groups), "channel": list(channel)}
    frame = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String))
    return frame.with_columns(first_letting=pl.lit(new))


def _owners(areas: pl.Series, chance: np.ndarray) -> list[str]:
    """Give every wijk three associations; of the second wijken one has nearly all."""
    place = {area: i for i, area in enumerate(sorted(set(areas)))}
    least = [0.93 if i % 9 == 4 else 0.55 for i in range(len(place))]
    steps = [
        place[a] + (0 if c < least[place[a]] else 1 if c < (1 + least[place[a]]) / 2 else 3)
        for a, c in zip(areas, chance, strict=True)
    ]
    return [CORPORATIONS[step % len(CORPORATIONS)] for step in steps]


def sources() -> pl.DataFrame:
    """Return the origin of the characteristics: each stands for a figure of its own year; why some are missing."""
    names = ("welfare", "support_clients", "association_share", "woz_per_m2", "neighbourhood_mark", "small_dwellings",
             "turnover")  # fmt: skip
    of_marks = packaged("synthetic/amsterdam_2016_2017_covariate_sources.csv").drop_nulls("area").get_column("area")
    rows: list[tuple[str, str | None, int, str, str, str | None]] = []
    for year in range(2016, 2022):
        rows += [(name, None, year, "wijk", "synthetic", None) for name in names]
        new = [code for code in NEW_WIJKEN if str(year) >= NEW_FROM]
        lacking = [(name, code) for code in new for name in names if name not in {"association_share", "turnover"}]
        lacking += [("neighbourhood_mark", code) for code in of_marks]
        rows += [(name, code, year, "wijk", "synthetic", "synthetic: not asked there") for name, code in lacking]
    schema = {"variable": pl.String, "area": pl.String, "year": pl.Int64, "level": pl.String, "source": pl.String,
              "reason": pl.String}  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def agreed() -> pl.DataFrame:
    """Return the agreements of 2020 as the programme prints them, per main group and where known per code."""
    scheme = target_groups("phkg2020")
    rows = packaged("published/phkg2020_delivery.csv").filter(pl.col("prognosis_2020").is_not_null())
    found = [
        ("2020", main, None if level == "main" else scheme.resolve([label])[label], n)
        for main, label, level, n in rows.select("main_group", "group_printed", "level", "prognosis_2020").iter_rows()
        if level != "total"
    ]
    schema = {"period": pl.String, "main_group": pl.String, "group": pl.String, "agreed": pl.Int64}
    return pl.DataFrame(found, schema=schema, orient="row")
