"""Areas that stand out, with the cut stated: above a share, or beyond what chance gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from spreiding.areas.schemes import in_note_order
from spreiding.base.errors import InvalidInputError
from spreiding.disclosure.figures import enough
from spreiding.disclosure.symbols import cells
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.parts import Block, Section, Table, Text
from spreiding.publish.tables.spec import TOP_CODE, Column, Row, Spec
from spreiding.words import notation

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run

MEASURES = ("share_of_rentals", "share_of_stock")
#: Why an area has no share, whatever protection does.
NO_SHARE = ("no_rentals", "no_stock", "too_few")


def chapter(run: Run, lang: Lang) -> Section:
    """Name the areas that stand out in the last period, and what the cut is."""
    del lang
    cut = run.study.cuts.stands_out
    blocks = _by_funnel(run) if isinstance(cut, str) else _by_cut(run, dict(cut))
    return Section("opvallend", naming.title(run, "title-standing-out", naming.BASE), tuple(blocks))


def _rows(run: Run) -> list[Row]:
    key, last = str(run.figures.kind), run.over_time.last
    return [row for row in common.rows_of(run.figures.districts) if row[key] == last and naming.is_place(row["area"])]


def _by_cut(run: Run, cut: dict[str, float]) -> list[Block]:
    """Return the areas with a share above one of the cuts, as it is printed."""
    stocked = any(row["share_of_stock"] is not None for row in _rows(run))
    used = {name: cut[name] for name in MEASURES if name in cut and (name != "share_of_stock" or stocked)}
    words = [
        say(
            run,
            f"cut-{name.replace('_', '-')}",
            share=notation.percent(value, _decimals(value), lang=run.lang, sign=True),
        )
        for name, value in used.items()
    ]
    if not words:
        return [Text(say(run, "no-cut"))]
    rows = _rows(run)
    chosen = [row for row in rows if any(_above(run, row, name, value) for name, value in used.items())]
    hidden = [row for row in rows if row not in chosen and any(_hidden(row, name) for name in used)]
    cuts = words[0] if len(words) < 2 else say(run, "one-or-other", first=words[0], second=words[1])
    told = []
    if len(hidden) < len(rows):
        n, of = len(chosen), {"noun": naming.noun(run, naming.BASE), "plural": naming.noun(run, naming.BASE, 2)}
        told = [say(run, "cut-stated", period=naming.period(run, run.over_time.last), n=n, cuts=cuts, **of,
                    nouns=naming.number_of(run, naming.BASE, n), of="shown" if hidden else "all")]  # fmt: skip
    told += [say(run, "cut-why")] if chosen else []
    n = len(hidden)
    told += [say(run, "cut-hidden", n=n, nouns=naming.number_of(run, naming.BASE, n))] if hidden else []
    return [Text(" ".join(told)), *([Table(_spec(run, chosen))] if chosen else [])]


#: Codes of the two cuts.
CUTS = ("cut-share-of-rentals", "cut-share-of-stock")


def _decimals(value: float) -> int:
    return 0 if round(value * 100, 6).is_integer() else 1


def _hidden(row: Row, measure: str) -> bool:
    """Return whether protection withholds a share of an area that has one."""
    withheld = row[measure] is None and row.get("status") not in {None, *NO_SHARE}
    return withheld and (measure != "share_of_stock" or bool(row["stock"]))


def _above(run: Run, row: Row, measure: str, cut: float) -> bool:
    value = row[measure]
    if value is None or (measure == "share_of_rentals" and row.get("status") == "bottomcoded"):
        return False
    if measure == "share_of_rentals":
        few = row["rentals"] is not None and row["rentals"] <= run.study.cuts.minimum_rentals
        return not few and value > cut
    printed = float(notation.percent(value, 1, lang="en").replace(",", "")) / 100
    return printed >= cut


def _by_funnel(run: Run) -> list[Block]:
    """Return the areas beyond the limits of chance; on a protected page only those whose share is printed."""
    from spreiding.uncertainty.funnel import funnel  # noqa: PLC0415  heavy

    key, last = str(run.figures.kind), run.over_time.last
    told = run.figures.districts.select(**{key: last})
    if not enough(told):
        return [Text(say(run, "funnel-hidden", nouns=naming.noun(run, naming.BASE, 2)), "notice")]
    try:
        found = funnel(run.figures.exact.select(**{key: last})).to_polars()
    except InvalidInputError:
        return [Text(say(run, "funnel-none", nouns=naming.noun(run, naming.BASE, 2)), "notice")]
    flagged = set(found.filter(pl.col("flagged")).get_column("area"))
    rows = [row for row in _rows(run) if row["area"] in flagged and row["share_of_rentals"] is not None]
    text = say(
        run, "funnel-stated", period=naming.period(run, last), nouns=naming.number_of(run, naming.BASE, len(rows))
    )
    return [
        Text(" ".join([text, *([say(run, "cut-why")] if rows else [])])),
        *([Table(_spec(run, rows))] if rows else []),
    ]


def _spec(run: Run, rows: list[Row]) -> Spec:
    by_code = {row["area"]: row for row in rows}
    shown = [
        {
            **cells(by_code[code], lang=run.lang),
            "area": naming.label(run.figures.districts, code, run.lang),
            "code": code,
        }
        for code in in_note_order(list(by_code))
    ]
    columns = [
        Column("area", naming.noun(run, naming.BASE), "text"),
        Column("allocations", say(run, "column-allocations")),
    ]
    if not run.protected:
        columns.append(Column("rentals", say(run, "column-rentals")))
    columns.append(
        Column("share_of_rentals", say(run, "column-of-rentals"), "share", 0, TOP_CODE if run.protected else None)
    )
    if any(row["share_of_stock"] is not None for row in shown):
        columns.append(Column("share_of_stock", say(run, "column-of-stock"), "share", 1))
    caption = f"{naming.title(run, 'title-standing-out', naming.BASE)}, {naming.period(run, run.over_time.last)}"
    return Spec(caption, tuple(columns), tuple(shown), notes=common.notes(run, run.figures.districts, "all"),
                source=common.source(run), name="opvallend", lang=run.lang)  # fmt: skip
