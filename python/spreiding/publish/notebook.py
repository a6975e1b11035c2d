"""Results, areas and studies as they show themselves in a notebook: with names in place of codes, and a few rows.

Registered in the table of views (``spreiding/__init__.py``) as ``"html"``. Nothing here raises: what cannot be shown as
the printed table is shown as its rows.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from spreiding.areas.areas import Areas
from spreiding.areas.schemes import gebied_names
from spreiding.base.errors import InvalidInputError
from spreiding.base.language import OWN, language
from spreiding.disclosure.symbols import mark
from spreiding.publish.charts import style
from spreiding.publish.labels import area_label, group_label, headings, level_noun, names_of, noun_of, period_label
from spreiding.publish.maps.choropleth import draw
from spreiding.publish.maps.classes import Class
from spreiding.publish.tables.shapes import frame_spec
from spreiding.publish.tables.spec import Column, Spec
from spreiding.publish.tables.table import spec_of
from spreiding.words import notation
from spreiding.words.catalogue import sentence
from spreiding.words.notation import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.base.types import Lang

ROWS = 20  #: Rows of a table that a notebook shows; a total is one more.
DRAWN = 1200  #: Areas that are still drawn.
SMALL = 620  #: Points across of a small map.
SCOPE, COLUMN = ' scope="row"', ' scope="col"'
PERIODS = ("year", "half_year", "quarter", "month")


def result(found: Any, *, lang: Lang = OWN) -> str:
    """Show a result as its printed table, else as its rows with names."""
    lang = language(lang)
    try:
        spec = spec_of(found, lang=lang)
    except InvalidInputError:  # the printed table is for another grain
        spec = frame_spec(found, lang=lang)
    told = mark(found, lang=lang)
    head = f"<p><strong>{escape(told)}</strong></p>" if told else ""
    return head + table(_named(spec, found, lang), lang=lang)


def checks(found: Any, *, lang: Lang = OWN) -> str:
    """Show what the checks found: whether it stops a publication, and the findings."""
    lang = language(found.lang if lang is OWN else lang)
    stops = found.stopping(overridden=False)
    verdict = sentence("notebook-checks", lang, stops="yes" if stops else "no", checks=stops)
    return f"<p><strong>{escape(verdict)}</strong></p>{result(found, lang=lang)}"


def areas(found: Areas, *, lang: Lang = OWN) -> str:
    """Show areas: how many of which level, a small map, and the first by name."""
    lang = language(lang)
    codes = list(found.codes)
    levels = [f"{level_noun(name, codes, lang)} ({len(set(of) - {None})})" for name, of in found.levels.items()]
    said = sentence(
        "notebook-areas", lang, n=notation.number(len(codes), lang=lang), noun=noun_of(codes, lang, len(codes)),
        levels=levels or "-", crs=found.crs, scheme=found.scheme or "none",
    )  # fmt: skip
    return f"<p><strong>{escape(said)}</strong></p>{_outlines(found, said)}{table(_areas_spec(found, lang), lang=lang)}"


def study(found: Any, *, lang: Lang = OWN) -> str:
    """Show what a study bundles, and whether its figures are protected."""
    lang = language(lang, own=found.lang)
    period = notation.span(*found.period, lang=lang) if found.period else "-"
    given = [] if found.covariates is None else [c for c in found.covariates.columns if c not in {"area", "year"}]
    labels = [(found.labels.get(name) or name, name) for name in given]  # words, or words per language
    covariates = [words if isinstance(words, str) else words.get(lang, name) for words, name in labels]
    told = {
        "notebook-period": period,
        "notebook-rentals": notation.number(found.rentals.rows, lang=lang),
        "notebook-stock": "-" if found.stock is None else spec_of(found.stock, lang=lang).caption,
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


def edition(found: Any, *, lang: Lang = OWN) -> str:
    """Show an edition that was read back: its title and version, whether it stands, and its tables."""
    lang = language(lang, own=found.manifest["lang"])
    title = (found.study.get("study") or {}).get("title") or found.path.name
    named = title if isinstance(title, str) else title.get(lang) or next(iter(title.values()))
    made = str(found.manifest["spreiding"])
    said = sentence("notebook-edition", lang, version=str(found.manifest["version"]), made=made)
    gone = sentence("notebook-withdrawn", lang, reason=found.withdrawn) if found.withdrawn else ""
    columns = (
        Column("name", sentence("notebook-tables", lang), "text"),
        Column("rows", sentence("notebook-tables-rows", lang)),
    )
    rows = tuple({"name": name, "rows": frame.height} for name, frame in found.tables.items())
    head = "".join(f"<p><strong>{escape(printable(text))}</strong></p>" for text in (named, gone) if text)
    return f"{head}<p>{escape(said)}</p>{table(Spec('', columns, rows, lang=lang), lang=lang)}"


def table(spec: Spec, *, lang: Lang = "nl") -> str:
    """Return the first rows of a table as HTML without style or script of its own, and how many more there are."""
    cells = spec.cells()
    total = cells[-1:] if spec.total else []
    rows = cells[: len(cells) - len(total)]
    more = len(rows) - ROWS
    heads = _grouped(spec.columns)
    heads += f"<tr>{''.join(_cell('th', c.label, c.kind != 'text', COLUMN) for c in spec.columns)}</tr>"
    body = "".join(map(_row_of(spec.columns), [*rows[:ROWS], *total]))
    left = escape(sentence("notebook-more", lang, n=str(more)))
    rest = f"<p><em>{left}</em></p>" if more > 0 else ""
    source = f"<p><small>{escape(printable(spec.source))}</small></p>" if spec.source else ""
    caption = f"<caption>{escape(printable(spec.caption))}</caption>" if spec.caption else ""
    return f"<table>{caption}<thead>{heads}</thead><tbody>{body}</tbody></table>{rest}{source}"


def _grouped(columns: Sequence[Column]) -> str:
    """Return the row of headings above columns, such as the period of each; nothing where there are none."""
    if not any(column.group for column in columns):
        return ""
    parts = [(name, len(list(members))) for name, members in groupby(columns, key=lambda c: c.group)]
    cells = (
        f'<th scope="colgroup" colspan="{n}" style="text-align:center">{escape(printable(name))}</th>'
        if name
        else f'<td colspan="{n}"></td>'
        for name, n in parts
    )
    return f"<tr>{''.join(cells)}</tr>"


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


def _named(spec: Spec, found: Any, lang: Lang) -> Spec:
    """Return a table with names for areas, groups and periods, and headings in words, where they are known."""
    held = (getattr(found, "areas", None), getattr(getattr(found, "counts", None), "areas", None))
    names = names_of(next((areas for areas in held if isinstance(areas, Areas)), None))
    words = {"group": lambda v: group_label(v, lang)} | dict.fromkeys(PERIODS, lambda v: period_label(v, lang))
    words |= {"area": lambda v: area_label(v, names, lang), "main_group": words["group"]}
    rows = tuple(
        {k: words[k](v) if k in words and isinstance(v, str) and _coded(v) else v for k, v in row.items()}
        for row in spec.rows
    )
    columns = tuple(
        replace(c, label=headings(lang).get(c.key, c.label)) if c.label == c.key else c for c in spec.columns
    )
    return replace(spec, columns=columns, rows=rows)


def _coded(value: str) -> bool:
    """Tell whether a value can be a code: printed labels have blanks."""
    return " " not in value


def _areas_spec(found: Areas, lang: Lang) -> Spec:
    names = names_of(found)
    columns = (
        Column("area", sentence("notebook-code", lang), "text"),
        Column("name", noun_of(found.codes, lang), "text"),
        *(Column(level, level_noun(level, found.codes, lang), "text") for level in found.levels),
    )
    above = {level: {**gebied_names(), **found.parent_names.get(level, {})} for level in found.levels}
    rows = [
        {**row, "name": names.get(row["area"], row["name"] or "-")}
        | {level: area_label(row[level], known, lang) for level, known in above.items() if row[level]}
        for row in found.to_polars().to_dicts()
    ]
    return Spec("", columns, tuple(rows), lang=lang)


def _outlines(found: Areas, said: str) -> str:
    """Return a small map of outlines; nothing where there are none, or too many."""
    if not 0 < len(found) <= DRAWN:
        return ""
    try:
        drawn = draw([Class("", style.RAMP[0], "", tuple(found.codes))], found, text=said)
    except InvalidInputError:
        return ""
    svg = drawn.to_svg(anchor="m", title=said, alt=said, small=False)
    # A picture of its own: of a notebook that the reader did not run, JupyterLab shows no drawing in the text.
    source = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    width = round(min(SMALL, drawn.ground.width))  # small print can be read
    return (
        f'<img src="{source}" alt="{escape(printable(said))}" width="{width}" style="max-width:100%;background:#fff">'
    )
