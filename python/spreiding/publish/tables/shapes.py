"""The shapes of the note's tables: which columns, in which order, from which result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import in_note_order
from spreiding.disclosure.symbols import cells, note
from spreiding.publish.labels import (
    TEXTS,
    area_label,
    band_labels,
    group_label,
    names_of,
    noun_of,
    period_label,
    source_line,
    whole_years,
)
from spreiding.publish.tables.spec import TOP_CODE, Column, Row, Spec
from spreiding.words import notation

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from spreiding.base.types import Lang


def _caption(dutch: str, english: str, counts: Any, lang: Lang) -> str:
    """Return a caption: what, per what kind of area, and when."""
    what = notation.say(lang, dutch, english)
    codes = counts.to_polars().get_column("area").unique().to_list() if counts.keys[0] == "area" else []
    place = f" {notation.say(lang, 'per', 'by')} {noun_of(codes, lang)}" if codes else ""
    when = f", {notation.span(*counts.period, lang=lang)}" if counts.period else ""
    return f"{what}{place}{when}"


def shares_spec(shares: Any, *, lang: Lang = "nl", group: str = "all", top_code: float | None = TOP_CODE) -> Spec:
    """Shape shares as Table 1.2: allocations, % of rentals, % of stock; the city last."""
    text = TEXTS[lang]
    frame = shares.to_polars()
    frame = frame.filter(frame.get_column("group") == group)
    by_area = {row["area"]: row for row in frame.iter_rows(named=True)}
    names = names_of(getattr(shares.counts, "areas", None))
    rows = [
        share_row(by_area[code], area_label(code, names), lang)
        for code in in_note_order(list(by_area))
        if by_area[code]["rentals"] != 0 or by_area[code]["stock"]
    ]
    if group == "all":
        rows.append(city_row(shares, lang))
    columns = (
        Column("area", text["area"], "text"),
        Column("allocations", text["allocations"]),
        Column("share_of_rentals", text["of_rentals"], "share", top_code=top_code),
        Column("share_of_stock", text["of_stock"], "share", 1),
    )
    notes = tuple(filter(None, [text["bases"], note(shares, lang=lang, group=group)]))
    return Spec(
        _caption("Toewijzingen aan kwetsbare groepen", "Allocations to vulnerable groups", shares.counts, lang),
        columns,
        tuple(rows),
        total=group == "all",
        notes=notes,
        source=source_line(shares.counts.source, lang),
        lang=lang,
    )


def share_row(row: Row, label: str, lang: Lang) -> Row:
    """Return a row of shares under its label, with symbols and signs where protection left only those."""
    return {**cells(row, lang=lang), "area": label, "code": row["area"]}


def city_row(shares: Any, lang: Lang) -> Row:
    """Return the row of the whole city."""
    row = next(row for row in shares.total.to_polars().to_dicts() if row["group"] == "all")
    return {**cells(row, lang=lang), "area": TEXTS[lang]["city"]}


def counts_spec(counts: Any, *, lang: Lang = "nl") -> Spec:
    """Shape counts by period as Table 1.1: groups in rows, periods in columns, totals at the ends."""
    frame = counts.to_polars()
    keys = [key for key in frame.columns if key not in {"group", "allocations", "rentals"}]
    if len(keys) != 1 or keys == ["area"]:
        return frame_spec(counts, lang=lang)
    text, key = TEXTS[lang], keys[0]
    places = [str(v) for v in sorted(frame.get_column(key).drop_nulls().unique().to_list())]
    column_of = whole_years(places)
    groups = [*[g for g in frame.get_column("group").unique(maintain_order=True) if g != "all"], "all"]
    sums: dict[str, Row] = {g: {"group": group_label(g, lang)} for g in groups}
    for row in frame.filter(frame.get_column(key).is_not_null()).iter_rows(named=True):
        cell = sums[row["group"]]
        for column in (column_of[str(row[key])], "total"):
            before, n = cell.get(column, 0), row["allocations"]
            cell[column] = None if before is None or n is None else before + n
    columns = (
        Column("group", text["group"], "text"),
        *(Column(value, period_label(value, lang)) for value in dict.fromkeys(column_of.values())),
        Column("total", text["total"]),
    )
    caption = _caption("Toewijzingen naar categorie", "Allocations by category", counts, lang)
    source = source_line(counts.source, lang)
    return Spec(caption, columns, tuple(sums.values()), total=True, source=source, lang=lang)


def bands_spec(bands: Any, *, lang: Lang = "nl", labels: Sequence[str] | None = None) -> Spec:
    """Shape classes as a table of class and number of areas, the total last."""
    text = TEXTS[lang]
    labels = labels or band_labels(bands, lang=lang)
    counts = list(bands.counts)
    rows: list[Row] = [{"class": label, "n": n} for label, n in zip(labels, counts, strict=True)]
    rows.append({"class": text["total"], "n": sum(counts)})
    columns = (Column("class", text["class"], "text"), Column("n", text["n"]))
    caption = notation.say(lang, "Aantal per klasse", "Number per class")
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
