"""What is published already, as protection takes it: folders of editions, and tables as they were printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.counts.counts import CITY
from spreiding.counts.periods import PERIODS, kind_of
from spreiding.disclosure.printed import COUNTS, SHARES, PrintedTable
from spreiding.edition.editions import Edition, read_edition
from spreiding.values import tables
from spreiding.values.frames import to_frame
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def published(
    earlier: Iterable[Any], exact: Mapping[str, pl.DataFrame] | None = None, municipality: str | None = None
) -> tuple[Any, ...]:
    """Return what was published, in the order given; paths are read, editions taken apart into their tables.

    ``exact`` holds per level the figures of now, with ``area``, ``period``, ``group`` and ``allocations``. A figure of an
    edition that differs from it was revised: it is about other records, and no sum of it holds now. It is left out, as is
    a figure of an area that the level does not have.

    Raises
    ------
    InvalidInputError
        If an edition is of another municipality, or cannot be read.
    """
    found: list[Any] = []
    for part in earlier:
        edition = read_edition(part) if isinstance(part, str | Path) and Path(part).is_dir() else part
        if isinstance(edition, Edition):
            theirs = edition.study.get("study", {}).get("municipality")
            if municipality and theirs and theirs != municipality:
                raise refusal(
                    "earlier-other-municipality", source=str(edition.path), found=theirs, expected=municipality
                )
            found += (unrevised(table, exact) for table in of_edition(edition))
        else:
            found.append(printed(part) if isinstance(part, str | Path) else part)
    return tuple(found)


def of_edition(edition: Edition) -> Iterator[PrintedTable]:
    """Yield the counts and shares that an edition prints as they are, a table per level and kind of period.

    A figure that is withheld, a bound or a coarse one says nothing here: what it tells is part of what it was protected by.

    Raises
    ------
    InvalidInputError
        If the edition is of another kind of period than years, half-years, quarters or months.
    """
    table = edition.tables.get("area_period")
    if table is None or edition.withdrawn:
        return
    told = table.filter(pl.col("status") == "shown", pl.col("allocations").is_not_null())
    for (level, kind), rows in told.with_columns(
        kind=pl.col("period").map_elements(_kind, return_dtype=pl.String)
    ).group_by(["level", "kind"], maintain_order=True):
        if kind is None:
            continue
        place = {} if level == "city" else {"area": "area"}
        frame = rows.filter((pl.col("code") == CITY) == (level == "city"))
        frame = frame.select(pl.col("code").alias("area"), pl.col("period").alias(str(kind)), "group", "allocations")
        keys = {**place, str(kind): str(kind), "group": "group"}
        name = f"{edition.path.name}, {level}"
        yield PrintedTable(frame=frame, keys=keys, columns={"allocations": "allocations"}, name=name)


def unrevised(table: PrintedTable, exact: Mapping[str, pl.DataFrame] | None) -> PrintedTable:
    """Return a table of an edition without the figures that the records of now contradict."""
    level = table.name.rsplit(", ", maxsplit=1)[-1]
    if exact is None or level not in exact:
        return table
    time = next(key for key in table.keys if key in PERIODS)
    now = exact[level].rename({"period": time, "allocations": "now"})
    joined = to_frame(table.frame, source=table.name).join(
        now, on=["area", time, "group"], how="left", maintain_order="left"
    )
    known = set(now.get_column("area")), set(now.get_column(time)), set(now.get_column("group"))
    about = pl.col("area").is_in(known[0]) & pl.col("group").is_in(known[2])
    kept = joined.filter(about & (~pl.col(time).is_in(known[1]) | (pl.col("now") == pl.col("allocations"))))
    return replace(table, frame=kept.drop("now"))


def _kind(code: str) -> str | None:
    found = kind_of(code) if code[:4].isdigit() and "/" not in code else None
    return found if found in PERIODS else None


def printed(path: str | Path) -> PrintedTable:
    """Read a table as it was printed before: columns of figures, and of what they are about.

    Raises
    ------
    InvalidInputError
        If it has no column of figures.
    """
    table, _ = tables.read_table(str(path), numeric=[])
    figures = [column for column in table.columns if column in (*COUNTS, *SHARES)]
    if not figures:
        raise refusal("no-printed-figures", source=str(path), known=[*COUNTS, *SHARES], names=table.columns)
    keys = {column: column for column in table.columns if column in ("area", "group", "corporation", *PERIODS)}
    return PrintedTable(frame=table, keys=keys, columns={name: name for name in figures}, name=str(path))
