"""The shapes of the note's tables: which columns, in which order, from which result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import in_note_order
from spreiding.disclosure.symbols import cells, note
from spreiding.publish.labels import (
    band_labels,
    city_label,
    group_label,
    headings,
    key_label,
    level_noun,
    names_of,
    noun_of,
    period_heading,
    source_line,
    whole_years,
)
from spreiding.publish.tables.spec import TOP_CODE, Column, Row, Spec
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from spreiding.base.types import Lang


def _caption(code: str, counts: Any, lang: Lang) -> str:
    """Return a caption: what, per what kind of area, and when."""
    level = counts.grain.level
    codes = counts.to_polars().get_column("area").unique().to_list() if level else []
    place = level_noun(level, codes, lang) if codes else "none"
    when = notation.span(*counts.period, lang=lang) if counts.period else "none"
    return sentence("table-caption", lang, what=sentence(code, lang), level=place, period=when)


def shares_spec(shares: Any, *, lang: Lang = "nl", group: str = "all", top_code: float | None = TOP_CODE) -> Spec:
    """Shape shares as Table 1.2: allocations, % of rentals, % of stock; the city last.

    Shares of several periods have the three columns once for each, with the city of that period; shares by association
    or another key have a row per unit.
    """
    text, counts = headings(lang), shares.counts
    time = counts.grain.period
    heads = [key for key in counts.keys if key != time] or [time]
    beside = "" if heads == [time] else time
    rows = _unit_rows(shares, heads, beside, group, lang)
    totals = [] if group != "all" or shares.totals is None else shares.totals.to_dicts()
    totals = shares.total.to_polars().to_dicts() if heads == [time] and group == "all" else totals
    city = [row for row in totals if row["group"] == "all" and row.get("status") != "withheld"]
    if city:
        rows.append(
            {**_beside(city, beside, lang), "area": text["total"] if heads == [time] else city_label(counts, lang)}
        )
    if heads == [time] and len(counts.periods) > 1 and city:
        rows[-1]["share_of_stock"] = ""  # no stock is that of several periods
    of_period = [
        Column("allocations", text["allocations"]),
        Column("share_of_rentals", text["of_rentals"], "share", top_code=top_code),
    ]
    if "stock" in shares.to_polars().columns and shares.to_polars().get_column("stock").is_not_null().any():
        of_period.append(Column("share_of_stock", text["of_stock"], "share", 1))
    columns = [
        Column("area", text.get(heads[0], heads[0]), "text"),
        *(Column(key, text.get(key, key), "text") for key in heads[1:]),
        *(of_period if not beside else _each_period(of_period, counts, lang)),
    ]
    grown = sentence("joined-note", lang) if time and counts.joined else ""
    notes = tuple(filter(None, [sentence("note-bases", lang), grown, note(shares, lang=lang, group=group)]))
    return Spec(
        _caption("table-shares", counts, lang),
        tuple(columns),
        tuple(rows),
        total=bool(city),
        notes=notes,
        source=source_line(counts.source, lang),
        lang=lang,
    )


def _each_period(columns: Sequence[Column], counts: Any, lang: Lang) -> list[Column]:
    """Repeat columns under a heading per period."""
    heads = {code: period_heading(code, counts, lang) for code in counts.periods}
    return [replace(c, key=f"{c.key}@{code}", group=name) for code, name in heads.items() for c in columns]


def _unit_rows(shares: Any, heads: Sequence[str], beside: str, group: str, lang: Lang) -> list[Row]:
    """Return a row per unit, in the order of the note; an area without rentals and stock is left out."""
    frame, names = shares.to_polars(), names_of(shares.counts.areas)
    units: dict[tuple[Any, ...], list[Row]] = {}
    for row in frame.filter(frame.get_column("group") == group).to_dicts():
        units.setdefault(tuple(row[key] for key in heads), []).append(row)
    firsts = list(dict.fromkeys(unit[0] for unit in units))
    known = [code for code in firsts if code is not None]
    place = {code: i for i, code in enumerate(in_note_order(known) if heads[0] == "area" else sorted(known))}
    order = sorted(units, key=lambda unit: place.get(unit[0], len(place)))
    found = []
    for unit in order:
        if all(row["rentals"] == 0 and not row["stock"] for row in units[unit]):
            continue
        words = [key_label(key, value, names, shares.counts, lang) for key, value in zip(heads, unit, strict=True)]
        more = dict(zip(heads[1:], words[1:], strict=True))
        found.append({**_beside(units[unit], beside, lang), **more, "area": words[0], "code": unit[0]})
    return found


def _beside(rows: Sequence[Row], time: str, lang: Lang) -> Row:
    """Put the figures of several periods in one row, as they are printed."""
    told = {"area", "group", "status"}
    if not time:
        return cells(rows[0], lang=lang)
    return {
        f"{name}@{row[time]}": value
        for row in rows
        for name, value in cells(row, lang=lang).items()
        if name not in told and name != time
    }


def share_row(row: Row, label: str, lang: Lang) -> Row:
    """Return a row of shares under its label, with symbols and signs where protection left only those."""
    return {**cells(row, lang=lang), "area": label, "code": row["area"]}


def city_row(shares: Any, lang: Lang) -> Row:
    """Return the row of the whole city."""
    row = next(row for row in shares.total.to_polars().to_dicts() if row["group"] == "all")
    return {**cells(row, lang=lang), "area": city_label(shares.counts, lang)}


def counts_spec(counts: Any, *, lang: Lang = "nl") -> Spec:
    """Shape counts by period as Table 1.1: groups in rows, periods in columns, totals at the ends."""
    frame, keys = counts.to_polars(), list(counts.keys)
    if len(keys) != 1 or keys == ["area"]:
        return units_spec(counts, lang=lang)
    text, key = headings(lang), keys[0]
    values = frame.get_column(key).unique().sort(nulls_last=True).to_list()
    column_of = whole_years([v for v in values if v is not None]) if key == counts.grain.period else {}
    column_of = {value: column_of.get(value, f"{value}") for value in values}
    heading = {column_of[v]: key_label(key, column_of[v] if v is not None else None, {}, counts, lang) for v in values}
    groups = [*[g for g in frame.get_column("group").unique(maintain_order=True) if g != "all"], "all"]
    sums: dict[str, Row] = {g: {"group": group_label(g, lang)} for g in groups}
    for row in frame.iter_rows(named=True):
        cell = sums[row["group"]]
        for column in (column_of[row[key]], "total"):
            before, n = cell.get(column, 0), row["allocations"]
            cell[column] = None if before is None or n is None else before + n
    columns = (
        Column("group", text["group"], "text"),
        *(Column(column, label) for column, label in heading.items()),
        Column("total", text["total"]),
    )
    caption = _caption("table-counts", counts, lang)
    source = source_line(counts.source, lang)
    return Spec(caption, columns, tuple(sums.values()), total=True, source=source, lang=lang)


def units_spec(counts: Any, *, lang: Lang = "nl") -> Spec:
    """Shape counts by area, or by several keys: a row per unit, a column per group, and the rentals."""
    text, keys, names = headings(lang), list(counts.keys), names_of(counts.areas)
    units: dict[tuple[Any, ...], Row] = {}
    held = counts.to_dicts()
    for row in held:
        unit = tuple(row[key] for key in keys)
        words = {key: key_label(key, row[key], names, counts, lang) for key in keys}
        cell = units.setdefault(unit, {**words, "code": unit[0], "rentals": row["rentals"]})
        cell[f"group:{row['group']}"] = cells({"share_of_rentals": None, **row}, lang=lang)["allocations"]
    codes = [row["area"] for row in held if row.get("area") is not None]
    groups = list(dict.fromkeys(row["group"] for row in held))
    columns = (
        *(Column(key, noun_of(codes, lang) if key == "area" else text.get(key, key), "text") for key in keys),
        *(Column(f"group:{group}", group_label(group, lang)) for group in groups),
        Column("rentals", text["rentals"]),
    )
    caption = _caption("table-units", counts, lang)
    return Spec(caption, columns, tuple(units.values()), source=source_line(counts.source, lang), lang=lang)


def bands_spec(bands: Any, *, lang: Lang = "nl", labels: Sequence[str] | None = None) -> Spec:
    """Shape classes as a table of class and number of areas, the total last."""
    text = headings(lang)
    labels = labels or band_labels(bands, lang=lang)
    counts = list(bands.counts)
    rows: list[Row] = [{"class": label, "n": n} for label, n in zip(labels, counts, strict=True)]
    rows.append({"class": text["total"], "n": sum(counts)})
    columns = (Column("class", text["class"], "text"), Column("n", text["n"]))
    caption = sentence("bands-caption", lang)
    return Spec(caption, columns, tuple(rows), total=True, lang=lang)


def frame_spec(result: Any, *, lang: Lang = "nl") -> Spec:
    """Show the frame of any result: whole numbers whole, shares as percentages, others with 3 decimals."""
    frame: pl.DataFrame = result.to_polars()
    columns = []
    for name, dtype in frame.schema.items():
        if name.startswith("share"):
            columns.append(Column(name, f"{name} (%)", "share", 1))
        elif dtype.is_numeric():
            columns.append(Column(name, name, decimals=0 if dtype.is_integer() else 3))
        else:
            columns.append(Column(name, name, "text"))
    return Spec(getattr(result, "caption", ""), tuple(columns), tuple(frame.to_dicts()), lang=lang)
