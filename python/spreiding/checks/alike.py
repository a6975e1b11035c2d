"""Rows that repeat each other without the same identifier: 26 and a part of 19; and 27, 31 on identifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from spreiding.checks.chance import improbable
from spreiding.checks.figures import Figure, Number, count, out_of
from spreiding.checks.finding import Finding, NotRun, not_run
from spreiding.checks.material import YES
from spreiding.checks.rows import times
from spreiding.records.groups import fold

if TYPE_CHECKING:
    from spreiding.checks.material import Material
    from spreiding.checks.rows import Rows

#: Columns that tell one letting from another, the identifier apart.
TELLING = ("date", "area", "group", "corporation", "channel", "rent", "floor_area", "x", "y", "first_letting",
           "main_group", "advert_date", "void_date", "contract")  # fmt: skip
DAYS = ("date", "advert_date", "void_date")
#: Share of rows that may be alike by chance; above it the columns do not tell two lettings apart.
APART = 0.02
#: Most rows that are copies of each other; more are dwellings of one kind in a new estate.
COPIES = 7
#: Rows alike that are allocations, from which persons may have been counted.
PERSONS = 0.9


def alike_rows(m: Material) -> dict[str, list[Finding | NotRun]]:
    """Find rows alike in everything but the identifier: check 26 and a part of 19."""
    rows = m.rows
    if isinstance(rows, NotRun):
        return {"alike_rows": [rows]}
    frame = _without_first(rows)
    columns = [name for name in TELLING if name in frame.columns]
    kinds = [name for name in columns if name not in DAYS]
    if not frame.height:
        return {}
    kind = frame.select(kinds).hash_rows(seed=1)
    by_chance = _by_chance(frame, times(kind))
    frame = frame.with_columns(of_kind=times(kind), same=times(frame.select(columns).hash_rows(seed=2)))
    # The same identifier twice is the business of check 1.
    known = pl.col("dwelling_id").n_unique() if rows.has("dwelling_id") else pl.len()
    alike = frame.filter(pl.col("same") > 1)
    groups = alike.group_by(columns).agg(size=pl.len(), known=known, of_kind=pl.col("of_kind").first())
    groups = groups.filter((pl.col("size") > 1) & (pl.col("known") == pl.col("size")))
    if 2 * by_chance > APART * frame.height:
        return _not_told_apart(m, rows, frame, columns, groups, by_chance)
    # Dwellings of one kind let on several days are an estate, not copies.
    groups = groups.filter((pl.col("of_kind") == pl.col("size")) & (pl.col("size") <= COPIES))
    spots = groups.select("area", *(n for n in ("corporation",) if n in columns), pl.col("date").dt.truncate("1mo"))
    if spots.unique().height < max(m.thresholds.alike_least, improbable(by_chance)):
        return {}
    return _told(m, rows, frame, columns, groups)


def _without_first(rows: Rows) -> pl.DataFrame:
    """Return rows with a date, without first lettings: a new estate has dwellings that are alike."""
    frame = rows.frame.drop_nulls("date")
    if "first_letting" in frame.columns:
        labels = frame.get_column("first_letting").drop_nulls().unique().to_list()
        yes = [label for label in labels if fold(label) in YES]
        frame = frame.filter(~pl.col("first_letting").is_in(yes).fill_null(value=False))
    return frame


def _by_chance(frame: pl.DataFrame, of_kind: pl.Series) -> float:
    """Return how many pairs of the same kind fall on one day by chance; ``of_kind``: rows of the kind of each row."""
    pairs = float((of_kind.cast(pl.Float64) - 1).sum()) / 2
    days = frame.group_by("date").len().get_column("len").cast(pl.Float64) / frame.height
    return pairs * float((days**2).sum())


def _not_told_apart(
    m: Material, rows: Rows, frame: pl.DataFrame, columns: list[str], groups: pl.DataFrame, by_chance: float
) -> dict[str, list[Finding | NotRun]]:
    """Where lettings are alike by chance, only a delivery that is there as a whole twice can be seen."""
    copied = float(groups.get_column("size").sum()) / frame.height
    if copied > 0.5 and copied > 6 * by_chance / frame.height:
        return _told(m, rows, frame, columns, groups)
    return {"alike_rows": [not_run("idle-rows-not-told-apart")]}


def _told(
    m: Material, rows: Rows, frame: pl.DataFrame, columns: list[str], groups: pl.DataFrame
) -> dict[str, list[Finding | NotRun]]:
    copies = frame.filter(pl.col("same") > 1).join(groups.select(columns), on=columns, how="semi", nulls_equal=True)
    copies = copies.filter(~pl.struct(columns).is_first_distinct())
    allocated = copies.filter(pl.col("group").is_not_null())
    base = frame.get_column("group").is_not_null().mean()
    if allocated.height > PERSONS * copies.height and copies.height >= 2 * m.thresholds.alike_least and base < 2 / 3:  # type: ignore[operator]
        return {"persons_not_dwellings": [_persons(rows, allocated)]}
    places = rows.places(copies)
    code = "rows-alike" if rows.has("dwelling_id") else "rows-alike-without-identifier"
    return {"alike_rows": [Finding("alike_rows", code, copies.height, places, all_rows=rows.told(copies))]}


def _persons(rows: Rows, copies: pl.DataFrame) -> Finding:
    found: tuple[Figure, ...] = ()
    units: tuple[str, ...] = ()
    if "corporation" in copies.columns:
        counts = (
            copies.group_by(pl.col("corporation").fill_null("-"))
            .len("n")
            .sort("n", "corporation", descending=[True, False])
        )
        units = tuple(counts.get_column("corporation"))
        found = tuple(count(n, name) for name, n in counts.iter_rows())
    places = rows.places(copies)
    return Finding("persons_not_dwellings", "persons-alike", copies.height, places, {}, found, units=units,
                   all_rows=rows.told(copies))  # fmt: skip


def repeated_year(m: Material) -> list[Finding | NotRun]:
    """Check 27: dwellings let again on the same day a year later, against the fortnight around that day."""
    rows = m.rows
    if isinstance(rows, NotRun):
        return [rows]
    if not rows.has("dwelling_id"):
        return [not_run("idle-no-column", column="dwelling_id")]
    if len(m.months) < 13:
        return [not_run("idle-one-year")]
    held = rows.frame.select("part", "row", "dwelling_id", "date").filter(rows.lettings > 1)
    held = held.drop_nulls("date").sort("dwelling_id", "date")
    before = pl.col("date").shift(1).over("dwelling_id")
    held = held.with_columns(gap=(pl.col("date") - before.dt.offset_by("1y")).dt.total_days()).drop_nulls("gap")
    again = held.filter(pl.col("gap") == 0)
    around = held.filter(pl.col("gap").abs().is_between(1, 7)).height / 14
    if again.height < max(m.thresholds.repeated_least, improbable(around)):
        return []
    figures = (count(again.height),), (count(around, decimals=1, sign="≈ "),)
    places = rows.places(again, "date")
    return [
        Finding(
            "repeated_year", "let-again-a-year-later", again.height, places, {}, *figures, all_rows=rows.told(again)
        )
    ]


def constant_identifier(m: Material) -> list[Finding | NotRun]:
    """Check 31: identifiers with more lettings than a dwelling can have."""
    rows = m.rows
    if isinstance(rows, NotRun):
        return [rows]
    if not rows.has("dwelling_id"):
        return [not_run("idle-no-column", column="dwelling_id")]
    years = max(len(m.months) / 12, 1.0)
    most = m.thresholds.identifier_most * years
    there = rows.frame.filter(rows.lettings > most)
    if not there.height:
        return []
    counts = there.get_column("dwelling_id").unique()
    code = "identifier-is-placeholder" if counts.len() <= 3 else "identifier-of-estate"
    found = (out_of(there.height, rows.frame.height, decimals=1),)
    expected = (Figure(("<= ", Number(most), " / 1")),)
    places = rows.places(there, "dwelling_id")
    return [Finding("constant_identifier", code, there.height, places, {}, found, expected, all_rows=rows.told(there))]
