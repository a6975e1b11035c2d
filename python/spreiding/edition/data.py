"""The tables of an edition, from its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.counts.counts import ALL, CITY
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common, programme
from spreiding.edition.chapters.over_time.compared import printed_of
from spreiding.edition.long import Field, Long, share_cells
from spreiding.words import notation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spreiding.edition.run import Run

FIGURES = (
    Field("allocations", "whole"),
    Field("rentals", "whole"),
    Field("stock", "whole"),
    Field("share_of_rentals_pct", "number", 2, "%"),
    Field("share_of_stock_pct", "number", 2, "%"),
    Field("status"),
)
UNIT = tuple(map(Field, ("level", "code", "name", "scheme", "period", "group")))
CHANGE = (
    *map(Field, ("level", "code", "name", "scheme", "group", "from", "to")),
    Field("difference_pct_points", "number", 2, "procentpunt"),
    Field("lower", "number", 2, "procentpunt"),
    Field("upper", "number", 2, "procentpunt"),
    Field("q", "number", 4),
    Field("direction"),
    Field("status"),
)
PROGRAMME = (
    *map(Field, ("period", "main_group", "group", "name")),
    Field("agreed", "whole"),
    Field("delivered", "whole"),
    Field("within_3_months_pct", "number", 2, "%"),
    Field("from_3_to_6_months_pct", "number", 2, "%"),
    Field("n", "whole"),
    Field("status"),
)


def tables(run: Run) -> list[Long]:
    """Return the tables that the edition of a study has."""
    city = list(rows_of_city(run))
    places = [row for level in run.figures.levels for row in rows_of_level(run, level)]
    places += [{"level": "city", "code": CITY, "name": naming.city(run), **row} for row in city]
    columns = (*map(Field, ("period", "group")), *FIGURES, Field("scheme"))
    found = [Long("area_period", (*UNIT, *FIGURES), tuple(places)), Long("city_period", columns, tuple(city))]
    if run.figures.kind and run.over_time.changes:
        found.append(Long("change", CHANGE, tuple(rows_of_change(run))))
    if run.figures.programme is not None:
        found.append(Long("programme", PROGRAMME, tuple(rows_of_programme(run))))
    return found


def period_of(run: Run, row: Mapping[str, Any]) -> str:
    """Return the code of the period of a row."""
    return str(row[run.figures.kind]) if run.figures.kind else run.period_code


def scheme(run: Run) -> str | None:
    """Return the name of the area scheme."""
    return getattr(run.study.areas, "scheme", None)


def rows_of_level(run: Run, level: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a level: areas with lettings or a stock; lettings without a place too."""
    shares = run.figures.levels[level]
    names = naming.names(shares)
    rows = shares.to_dicts()
    # Which these are is told by the rows of all groups: rentals of a group that is withheld are not given.
    there = {_unit(run, row) for row in rows if row["group"] == ALL and (row["rentals"] != 0 or row["stock"])}
    for row in rows:
        if _unit(run, row) not in there:
            continue
        unit = {
            "level": naming.level_name(run, level),
            "code": row["area"],
            "name": names.get(row["area"], row["area"]),
        }
        yield {**unit, "scheme": scheme(run), "period": period_of(run, row), "group": row["group"],
               **share_cells(row, run.lang, protected=run.protected)}  # fmt: skip


def _unit(run: Run, row: Mapping[str, Any]) -> tuple[str, str]:
    return row["area"], period_of(run, row)


def rows_of_city(run: Run) -> Iterator[dict[str, Any]]:
    """Yield the rows of the whole municipality."""
    found = run.figures.periods if run.figures.kind else run.figures.districts.total
    for row in found.to_polars().to_dicts():
        yield {"period": period_of(run, row), "group": row["group"], "scheme": scheme(run),
               **share_cells(row, run.lang, protected=run.protected)}  # fmt: skip


def rows_of_change(run: Run) -> Iterator[dict[str, Any]]:
    """Yield the differences of all groups together; on a protected page only what the two printed shares tell."""
    for level, frame in run.over_time.changes.items():
        shares = run.figures.levels[level]
        names, printed = naming.names(shares), printed_of(run, level)
        printed |= {(CITY, code): row for code, row in common.city_rows(run).items()}
        for row in frame.to_dicts():
            city = row["unit"] == CITY
            if row["unit"] is None or (city and level != naming.BASE) or (run.protected and row["group"] != ALL):
                continue
            unit = {"level": "city" if city else naming.level_name(run, level), "code": row["unit"],
                    "name": naming.city(run) if city else names.get(row["unit"], row["unit"])}  # fmt: skip
            keys = {"scheme": scheme(run), "group": row["group"], "from": row["from"], "to": row["to"]}
            yield {**unit, **keys, **_difference(run, row, printed)}


def _difference(run: Run, row: dict[str, Any], printed: dict[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    difference = common.shown_difference(run, row, printed)
    status = "shown" if difference is not None else "suppressed" if run.protected else "no_rentals"
    q = row["p"] if row["unit"] == CITY else row["q"]
    if run.protected:
        told = (None, common.q_text(run, q)) if difference is not None and q is not None else None
        return {"difference_pct_points": _points(run, difference), "lower": None, "upper": None, "q": told,
                "direction": row["direction"] if difference is not None else None, "status": status}  # fmt: skip
    bounds = {name: _points(run, row[name]) for name in ("lower", "upper")}
    return {"difference_pct_points": _points(run, difference), **bounds, "q": q, "direction": row["direction"],
            "status": status}  # fmt: skip


def _points(run: Run, value: float | None) -> Any:
    """Return a difference in percentage points, as a number and as it is printed."""
    if value is None:
        return None
    decimals = 0 if run.protected else 2
    text, number = (
        notation.plain(notation.number(100 * value, decimals, lang=lang), lang=lang) for lang in (run.lang, "en")
    )
    return float(number), text


def rows_of_programme(run: Run) -> Iterator[dict[str, Any]]:
    """Yield the programme as it may be printed."""
    decimals = 0 if run.protected or run.figures.programme.published else 2
    for row in programme.told(run):
        waits = {
            f"{name}_pct": None if row[name] is None else (
                float(notation.percent(row[name], decimals, lang="en")), notation.percent(row[name], decimals, lang=run.lang)
            )
            for name in ("within_3_months", "from_3_to_6_months")
        }  # fmt: skip
        kept = ("period", "main_group", "group", "name", "agreed", "delivered", "n", "status")
        yield {**{name: row[name] for name in kept}, **waits}
