"""Results, areas and studies as they show themselves in a notebook: with names in place of codes, and a few rows.

Registered in the table of views (``spreiding/__init__.py``) as ``"html"``. Nothing here raises: what cannot be shown as
the printed table is shown as its rows.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError
from spreiding.publish.charts import style
from spreiding.publish.labels import area_label, group_label, names_of, noun_of, period_label
from spreiding.publish.maps.choropleth import draw
from spreiding.publish.maps.classes import Class
from spreiding.publish.tables.shapes import frame_spec
from spreiding.publish.tables.spec import Column, Spec
from spreiding.publish.tables.table import spec_of
from spreiding.words import notation
from spreiding.words.catalogue import sentence
from spreiding.words.notation import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Lang

ROWS = 20  #: Rows of a table that a notebook shows; a total is one more.
DRAWN = 1200  #: Areas that are still drawn.
SCOPE = ' scope="row"'
PERIODS = ("year", "half_year", "quarter", "month")


def result(found: Any, *, lang: Lang = "nl") -> str:
    """Show a result as its printed table, else as its rows with names."""
    try:
        spec = _counts(found, lang) if type(found).__name__ == "Counts" else spec_of(found, lang=lang)
    except InvalidInputError:  # the printed table is for another grain
        spec = frame_spec(found, lang=lang)
    return table(_named(spec, _areas_of(found), lang), above=found.caption, lang=lang)


def checks(found: Any, *, lang: Lang = "nl") -> str:
    """Show what the checks found: whether it stops a publication, and the findings."""
    stops = found.stopping(overridden=False)
    verdict = sentence("notebook-checks", lang, stops="yes" if stops else "no", checks=stops)
    return f"<p><strong>{escape(verdict)}</strong></p>{result(found, lang=lang)}"


def areas(found: Areas, *, lang: Lang = "nl") -> str:
    """Show areas: how many of which level, a small map, and the first by name."""
    codes = list(found.codes)
    levels = [f"{name} ({len(set(of) - {None})})" for name, of in found.levels.items()]
    said = sentence(
        "notebook-areas", lang, n=notation.number(len(codes), lang=lang), noun=noun_of(codes, lang, len(codes)),
        levels=levels or "-", crs=found.crs, scheme=found.scheme or "none",
    )  # fmt: skip
    return f"<p><strong>{escape(said)}</strong></p>{_outlines(found, said)}{table(_areas_spec(found, lang), lang=lang)}"


def study(found: Any, *, lang: Lang = "nl") -> str:
    """Show what a study bundles, and whether its figures are protected."""
    period = notation.span(*found.period, lang=lang) if found.period else "-"
    covariates = [] if found.covariates is None else [c for c in found.covariates.columns if c != "area"]
    told = {
        "notebook-period": period,
        "notebook-rentals": notation.number(found.rentals.rows, lang=lang),
        "notebook-stock": "-" if found.stock is None else found.stock.caption,
        "notebook-ground": f"{notation.number(len(found.areas), lang=lang)} {noun_of(found.areas.codes, lang, 2)}",
        "notebook-covariates": ", ".join(covariates) or "-",
        "notebook-source": found.source or "-",
        "notebook-protection": sentence("notebook-protected", lang, how=found.unprotected or "protected"),
    }
    title = (found.title if isinstance(found.title, str) else (found.title or {}).get(lang)) or sentence(
        "notebook-untitled", lang
    )
    synthetic = escape(sentence("notebook-synthetic", lang))
    made_up = f" <em>{synthetic}</em>" if found.synthetic else ""
    rows = "".join(_pair(sentence(code, lang), text) for code, text in told.items())
    return f"<p><strong>{escape(title)}</strong>{made_up}</p><table><tbody>{rows}</tbody></table>"


def table(spec: Spec, *, above: str = "", lang: Lang = "nl") -> str:
    """Return the first rows of a table as HTML without style or script of its own, and how many more there are."""
    cells = spec.cells()
    total = cells[-1:] if spec.total else []
    rows = cells[: len(cells) - len(total)]
    more = len(rows) - ROWS
    heads = "".join(_cell("th", c.label, c.kind != "text", ' scope="col"') for c in spec.columns)
    body = "".join(map(_row_of(spec.columns), [*rows[:ROWS], *total]))
    left = escape(sentence("notebook-more", lang, n=str(more)))
    rest = f"<p><em>{left}</em></p>" if more > 0 else ""
    top = f"<p>{escape(printable(above))}</p>" if above and above != spec.caption else ""
    caption = f"<caption>{escape(printable(spec.caption))}</caption>" if spec.caption else ""
    return f"{top}<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _row_of(columns: Sequence[Column]) -> Any:
    def row(cells: Sequence[str]) -> str:
        head = _cell("th", cells[0], columns[0].kind != "text", SCOPE)
        rest = "".join(_cell("td", text, c.kind != "text") for text, c in zip(cells[1:], columns[1:], strict=True))
        return f"<tr>{head}{rest}</tr>"

    return row


def _cell(tag: str, text: str, numeric: bool, more: str = "") -> str:  # noqa: FBT001  a column is a number or text
    side = "right" if numeric else "left"
    return f'<{tag}{more} style="text-align:{side}">{escape(printable(text))}</{tag}>'


def _pair(head: str, text: str) -> str:
    return f"<tr>{_cell('th', head, False, SCOPE)}{_cell('td', text, False)}</tr>"  # noqa: FBT003


def _areas_of(found: Any) -> Any:
    """Return the areas that a result knows, for their names."""
    return (
        getattr(found, "areas", None)
        if type(found).__name__ == "Counts"
        else getattr(getattr(found, "counts", None), "areas", None)
    )


def _named(spec: Spec, known: Any, lang: Lang) -> Spec:
    """Return a table of rows with names for areas, groups and periods."""
    names = names_of(known)
    words = {"group": lambda v: group_label(v, lang)} | dict.fromkeys(PERIODS, lambda v: period_label(v, lang))
    words |= {"area": lambda v: area_label(v, names), "main_group": words["group"]}
    rows = tuple(
        {k: words[k](v) if k in words and isinstance(v, str) and _coded(v) else v for k, v in row.items()}
        for row in spec.rows
    )
    return Spec(spec.caption, spec.columns, rows, spec.total, spec.notes, spec.source, spec.name, spec.lang)


def _coded(value: str) -> bool:
    """Tell whether a value can be a code: printed labels have blanks."""
    return " " not in value


def _counts(found: Any, lang: Lang) -> Spec:
    """Return counts by area with a column per group; other counts as they are printed."""
    if found.keys != ("area",):
        return spec_of(found, lang=lang)
    rows: dict[str, dict[str, Any]] = {}
    for row in found.to_dicts():
        unit = rows.setdefault(row["area"], {"area": row["area"], "rentals": row["rentals"]})
        unit[row["group"]] = row["allocations"]
    groups = list(dict.fromkeys(row["group"] for row in found.to_dicts()))
    columns = (
        Column("area", noun_of(list(rows), lang), "text"),
        *(Column(group, group_label(group, lang)) for group in groups),
        Column("rentals", sentence("notebook-rentals", lang).lower()),
    )
    return Spec(found.caption, columns, tuple(rows.values()), lang=lang)


def _areas_spec(found: Areas, lang: Lang) -> Spec:
    names = names_of(found)
    columns = (
        Column("area", sentence("notebook-code", lang), "text"),
        Column("name", noun_of(found.codes, lang), "text"),
        *(Column(level, level, "text") for level in found.levels),
    )
    rows = [{**row, "name": names.get(row["area"], row["name"] or "-")} for row in found.to_polars().to_dicts()]
    return Spec("", columns, tuple(rows), lang=lang)


def _outlines(found: Areas, said: str) -> str:
    """Return a small map of outlines; nothing where there are none, or too many."""
    if not 0 < len(found) <= DRAWN:
        return ""
    try:
        drawn = draw([Class("", style.RAMP[0], "", tuple(found.codes))], found, text=said)
    except InvalidInputError:
        return ""
    svg = drawn.to_svg(anchor=f"m{_digest(found.codes)}", title=said, alt=said)
    return f'<div style="max-width:30em">{svg}</div>'


def _digest(codes: Iterable[str]) -> str:
    """Return what sets the ids of one map apart from those of another in the same notebook."""
    from zlib import crc32  # noqa: PLC0415

    return f"{crc32(repr(Counter(codes)).encode()):08x}"
