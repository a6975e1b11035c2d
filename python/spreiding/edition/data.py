"""The tables of an edition, from its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.edition.long import Field, Long, share_cells
from spreiding.publish.labels import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spreiding.edition.run import Run

CITY = "STAD"
FIGURES = (
    Field("allocations", "whole"),
    Field("rentals", "whole"),
    Field("stock", "whole"),
    Field("share_of_rentals_pct", "number", 2, "%"),
    Field("share_of_stock_pct", "number", 2, "%"),
    Field("status"),
)
UNIT = tuple(map(Field, ("level", "code", "name", "scheme", "period", "group")))


def tables(run: Run) -> list[Long]:
    """Return the tables that the edition of a study has."""
    found = run.figures
    places = tuple(row for shares, level in levels(run) for row in rows(run, shares, level))
    city = tuple(rows_of_city(run, found.districts))
    return [
        Long("area_period", (*UNIT, *FIGURES), places),
        Long("city_period", tuple(map(Field, ("period", "group"))) + FIGURES, city),
    ]


def levels(run: Run) -> Iterator[tuple[Any, str]]:
    """Yield shares per area with the name of their level, the lowest first."""
    yield run.figures.districts, run.base
    if run.figures.areas is not None:
        yield run.figures.areas, run.figures.areas.counts.by[0]


def rows(run: Run, shares: Any, level: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a level: areas with lettings or a stock."""
    names = names_of(shares.counts.areas)
    scheme = getattr(shares.counts.areas, "scheme", None)
    for row in shares.to_dicts():
        if row["rentals"] == 0 and not row["stock"]:
            continue
        code = row["area"]
        unit = {"level": level, "code": code, "name": names.get(code, code), "scheme": scheme, "group": row["group"]}
        yield {**unit, "period": run.period_code, **share_cells(row, run.lang, protected=run.protected)}


def rows_of_city(run: Run, shares: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of the whole city."""
    for row in shares.total.to_polars().to_dicts():
        yield {"period": run.period_code, "group": row["group"], **share_cells(row, run.lang, protected=run.protected)}
