"""The areas of the records: a map per period, the map of change, and every figure in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import in_note_order
from spreiding.disclosure.symbols import cells
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.areas import in_words
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.chapters.over_time.compared import change_in_words, change_spec, places_compared
from spreiding.edition.chapters.over_time.maps import change_map, edges_of, share_maps
from spreiding.edition.chapters.over_time.totals import interval
from spreiding.edition.parts import Block, Section, Table, Text
from spreiding.publish.labels import band_labels, period_label
from spreiding.publish.tables.spec import TOP_CODE, Column, Row, Spec

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section:
    """Show shares of rentals and of the stock per area, over the periods, and where they changed."""
    level = naming.BASE
    maps = [share_maps(run, level, lang, measure) for measure in ("share_of_rentals", "share_of_stock")]
    change = change_spec(run, level)
    compared = change is not None and places_compared(run, level)
    several = len(run.figures.codes) > 1 and any(maps)
    told = [
        *([say(run, "maps-one-scale")] if several else []),
        say(run, "small-numbers", noun=naming.noun(run, level)),
        *([] if run.protected else [say(run, "mind-interval")]),
        *([say(run, "mind-verdict")] if compared else []),
    ]
    blocks: list[Block | None] = [Text(in_words(run, level)), Text(" ".join(told)), *maps]
    if change is not None:
        blocks.append(Text(change_in_words(run, level)))
        blocks += [change_map(run, level, lang), Table(change, folded=True)] if compared else []
    elif run.study.by != "none":
        blocks.append(Text(say(run, "one-period"), "notice"))
    last = run.over_time.last
    blocks += [Table(table(run, (last,)), sheet=say(run, "sheet-last"))]
    if len(run.figures.codes) > 1:
        blocks += [Table(table(run, run.figures.codes), folded=True, sheet=say(run, "sheet-all"))]
    blocks += _pooled(run)
    return Section(
        f"niveau-{run.base}",
        naming.title(run, "title-level", level),
        tuple(block for block in blocks if block is not None),
    )


def _pooled(run: Run) -> list[Block]:
    """Return the shares of some years together, of the areas whose last year has too few rentals to show one."""
    pooled, key = run.figures.pooled, str(run.figures.kind)
    if pooled is None:
        return []
    last, least = run.over_time.last, run.study.cuts.minimum_rentals
    bare = {row["area"] for row in common.rows_of(run.figures.districts) if row[key] == last and _too_few(row, least)}
    rows = [row for row in common.rows_of(pooled) if row["area"] in bare and not _too_few(row, least)]
    period = period_label(str(pooled.counts.periods[0]), run.lang)
    nouns = naming.noun(run, naming.BASE, 2)
    if not rows:
        return [Text(say(run, "pooled-none", period=period, nouns=nouns))]
    shown = {row["area"]: row for row in rows}
    lines = [
        {
            **cells(shown[code], lang=run.lang),
            "area": naming.label(pooled, code, run.lang),
            "code": code,
            "interval": interval(run, shown[code]),
        }
        for code in in_note_order(list(shown))
    ]
    columns = [
        Column("area", naming.noun(run, naming.BASE), "text"),
        Column("allocations", say(run, "column-allocations")),
    ]
    columns += [] if run.protected else [Column("rentals", say(run, "column-rentals"))]
    top = TOP_CODE if run.protected else None
    columns.append(Column("share_of_rentals", say(run, "column-of-rentals"), "share", 0, top))
    columns += [] if run.protected else [Column("interval", say(run, "column-interval"), "text")]
    caption = say(run, "caption-pooled", nouns=nouns, period=period)
    spec = Spec(caption, tuple(columns), tuple(lines), notes=common.notes(run, pooled, "all"), source=common.source(run),
                name=f"{run.base} {period}", lang=run.lang)  # fmt: skip
    text = say(run, "pooled-intro", last=naming.period(run, last), period=period, nouns=nouns)
    return [Text(text), Table(spec, folded=True, sheet=say(run, "sheet-pooled"))]


def _too_few(row: Row, least: int) -> bool:
    """Return whether a year has no share to show: too few rentals, or withheld."""
    few = row["rentals"] is not None and row["rentals"] <= least
    return bool(few or row["share_of_rentals"] is None or row.get("status") not in {None, "shown", "rounded"})


def table(run: Run, codes: tuple[str, ...]) -> Spec:
    """Return every figure: an area and period per row, with counts, shares, interval and class."""
    shares, key, lang = run.figures.districts, str(run.figures.kind), run.lang
    place_of = classes_of(run)
    held = {(row["area"], row[key]): row for row in common.rows_of(shares)}
    rows = [
        _row(run, held[code, period], place_of)
        for code in in_note_order(common.places(shares))
        for period in codes
        if (code, period) in held
    ]
    stocked = any(row["stock"] is not None for row in rows)
    columns = [Column("area", naming.noun(run, naming.BASE), "text")]
    if len(codes) > 1:
        columns.append(Column("period", say(run, "column-period"), "text"))
    columns.append(Column("allocations", say(run, "column-allocations")))
    if not run.protected:
        columns.append(Column("rentals", say(run, "column-rentals")))
    if stocked:
        columns.append(Column("stock", say(run, "column-stock")))
    columns.append(
        Column("share_of_rentals", say(run, "column-of-rentals"), "share", 0, TOP_CODE if run.protected else None)
    )
    if not run.protected:
        columns.append(Column("interval", say(run, "column-interval"), "text"))
    columns.append(Column("class", say(run, "column-class"), "text"))
    if stocked:
        columns.append(Column("share_of_stock", say(run, "column-of-stock"), "share", 1))
    first, last = naming.period(run, codes[0]), naming.period(run, codes[-1])
    period = first if len(codes) == 1 else f"{first}–{last}"
    caption = say(run, "caption-all", noun=naming.noun(run, naming.BASE), period=period)
    name = f"{run.base} {period}"
    return Spec(caption, tuple(columns), tuple(rows), notes=common.notes(run, shares, "all"), source=common.source(run),
                name=name, lang=lang)  # fmt: skip


def _row(run: Run, row: Row, place_of: dict[float, str]) -> Row:
    few = row["rentals"] is not None and row["rentals"] <= run.study.cuts.minimum_rentals
    known = row["share_of_rentals"] is not None and row.get("status") in {None, "shown", "rounded"} and not few
    return {
        **cells(row, lang=run.lang),
        "area": naming.label(run.figures.districts, row["area"], run.lang),
        "code": row["area"],
        "period": naming.period(run, row[str(run.figures.kind)]),
        "interval": interval(run, row),
        "class": place_of.get(row["share_of_rentals"], "") if known else "",
    }


def classes_of(run: Run) -> dict[float, str]:
    """Return the label of the class of every share of rentals."""
    from spreiding.counts.classes import bands  # noqa: PLC0415  heavy

    edges = edges_of(run, "share_of_rentals")
    values: list[Any] = [row["share_of_rentals"] for row in common.rows_of(run.figures.districts)]
    known = sorted({value for value in values if value is not None})
    if edges is None or not known:
        return {}
    found = bands(known, edges.edges, closed=edges.closed) if hasattr(edges, "edges") else bands(known, edges)
    labels = band_labels(found, lang=run.lang)
    return {value: labels[at] for value, at in zip(known, found.index, strict=True) if at is not None}
