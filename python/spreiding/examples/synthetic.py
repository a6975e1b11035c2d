"""Synthetic rental records from counts per wijk; the same records on every machine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Period of the counts -> first day and number of days.
PERIODS = {"2016": (date(2016, 1, 1), 366), "2017h1": (date(2017, 1, 1), 181)}
#: Sub-groups within a main group and their share; the shares are made up.
SUB_GROUPS = {
    "met_begeleiding": {
        "UMO": 0.30, "omslag MOBW": 0.36, "MPG": 0.06, "PenG292": 0.02, "OOV": 0.01, "hotel gezinnen": 0.06,
        "huiselijk geweld/blijf, opvang": 0.09, "laatste kans": 0.05, "regio bemiddeling Amsterdam": 0.03,
        "uit detentie": 0.02,
    },
    "zonder_begeleiding": {"Noodsituatie medisch": 0.45, "Noodsituatie sociaal": 0.47, "Rowo-WMO": 0.08},
    "statushouders": {"Statushouder regulier": 1.0},
}  # fmt: skip
#: Urban-renewal urgents are regular lettings; one in this many in the stadsdelen Nieuw-West and Noord.
URGENT_STEP, URGENT = 15, "stadsvernieuwingsurgenten"
#: Lettings in projects that the note leaves out, by period (note, lines 34 and 36), and the wijken of the two named.
PROJECTS = {"2016": 276, "2017h1": 129}
PROJECT, PROJECT_AREAS = "statushouders projecten", ("F88", "N71")
CORPORATIONS = tuple(f"Corporatie {letter} (synthetisch)" for letter in "ABCDEF")
#: Let for the first time: this wijk was under construction (note, line 278), elsewhere one in this many.
NEW_ESTATE, NEW_STEP = "M34", 40


def records(counts: pl.DataFrame, *, seed: int) -> pl.DataFrame:
    """Return one row per synthetic letting, by date.

    Parameters
    ----------
    counts
        One row per wijk: ``code`` and one column per group and period, such as ``regular_2016``.
    seed
        Decides dates, associations and identifiers; never a count.

    Returns
    -------
    polars.DataFrame
        ``date``, ``area``, ``group`` (null = regular letting), ``corporation``, ``dwelling_id``,
        ``first_letting``, ``channel``.
    """
    rows = list(_lettings(counts))
    areas, groups, periods = zip(*rows, strict=True)
    n = len(rows)
    chance = [mixed(np.arange(n, dtype=np.uint64), seed + k) for k in range(3)]
    first = np.array([(PERIODS[p][0] - date(1970, 1, 1)).days for p in periods])
    span = np.array([PERIODS[p][1] for p in periods])
    owners = _owners(areas, chance[1])
    new = [a == NEW_ESTATE or int(c * NEW_STEP) == 0 for a, c in zip(areas, chance[2], strict=True)]
    frame = pl.DataFrame(
        {
            "date": pl.Series(first + (chance[0] * span).astype(np.int64)).cast(pl.Int32).cast(pl.Date),
            "area": areas,
            "group": pl.Series(groups, dtype=pl.String),
            "corporation": owners,
            "dwelling_id": [f"synthetisch-{i + 1:05d}" for i in range(n)],
            "first_letting": new,
            "channel": [_channel(group) for group in groups],
        }
    )
    return frame.sort("date", "dwelling_id")


def mixed(counter: np.ndarray, seed: int) -> np.ndarray:
    """Return a number in [0, 1) per counter: SplitMix64 (Steele, Lea & Flood 2014), free of state and order."""
    with np.errstate(over="ignore"):
        z = counter * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed) * np.uint64(0xD1B54A32D192ED03)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)).astype(np.float64) / float(1 << 53)


def _lettings(counts: pl.DataFrame) -> Iterator[tuple[str, str | None, str]]:
    """Yield area, group code and period of every letting."""
    for period in PERIODS:
        for main, shares in SUB_GROUPS.items():
            bounds = np.cumsum(list(shares.values()))
            k = 0
            for area, n in counts.select("code", f"{main}_{period}").iter_rows():
                for _ in range(n):  # codes in turn, in proportion (golden-ratio sequence)
                    k += 1
                    yield area, list(shares)[int(np.searchsorted(bounds, k * 0.6180339887 % 1.0))], period
        for area, n in counts.select("code", f"regular_{period}").iter_rows():
            for k in range(n):
                yield area, URGENT if area[0] in "FN" and k % URGENT_STEP == URGENT_STEP - 1 else None, period
        for k in range(PROJECTS[period]):
            yield PROJECT_AREAS[k % 2], PROJECT, period


def _owners(areas: tuple[str, ...], chance: np.ndarray) -> list[str]:
    """Give every wijk two associations, the first with two thirds of the lettings."""
    place = {area: i for i, area in enumerate(sorted(set(areas)))}
    steps = [
        place[a] + (0 if c < 2 / 3 else 1 + place[a] // len(CORPORATIONS)) for a, c in zip(areas, chance, strict=True)
    ]
    return [CORPORATIONS[step % len(CORPORATIONS)] for step in steps]


def _channel(group: str | None) -> str:
    """Say how the dwelling was let (note, chapter 2)."""
    if group is None or group == URGENT or group in SUB_GROUPS["zonder_begeleiding"]:
        return "self-search"
    return "project" if group == PROJECT else "direct mediation"
