"""Results shown as tables: the specification of a result, and its rendering by great_tables."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from spreiding.base.language import OWN, language
from spreiding.base.results import Result
from spreiding.base.views import view
from spreiding.disclosure import symbols
from spreiding.publish.tables.shapes import frame_spec
from spreiding.publish.tables.spec import Spec
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from great_tables import GT

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Lang


def table(result: Result | Areas | Spec, *, lang: Lang = OWN) -> GT:
    """Show a result as a table in the shape and number format of the O&S note.

    Parameters
    ----------
    result
        ``Counts`` (Table 1.1: groups against periods), ``Shares`` (Table 1.2: allocations, % of rentals,
        % of stock, the city last), ``Bands``, ``Regression`` (Table 3.4), or any other result.
    lang
        Language of headings and numbers, ``"nl"`` or ``"en"``.

    Returns
    -------
    great_tables.GT
        With a caption, column headings with ``scope`` and a source note. A table of own figures that protection has not
        seen says so in its caption, and is saved only with the word: ``.save(path, unprotected=True)``.

    Examples
    --------
    >>> from spreiding.publish.tables.spec import Column
    >>> spec = Spec("Proef", (Column("a", "naam", "text"), Column("n", "aantal")), ({"a": "x", "n": 1785},))
    >>> "1.785" in table(spec).as_raw_html()
    True
    """
    lang = language(lang)
    return to_great_tables(spec_of(result, lang=lang), mark=mark_of(result, lang))


def mark_of(result: object, lang: Lang) -> str:
    """Return the mark of a result that is internal; a specification is made by who knows what is in it."""
    return symbols.mark(result, lang=lang) if isinstance(result, Result) else ""


def spec_of(result: object, *, lang: Lang = "nl") -> Spec:
    """Return the specification of the table of a result."""
    if isinstance(result, Spec):
        return replace(result, lang=lang)
    try:
        shape: Callable[..., Spec] = view(type(result), "table")
    except LookupError:
        shape = frame_spec
    return shape(result, lang=lang)


@cache
def _kinds() -> tuple[type[GT], type[GT]]:
    """Return great_tables' class with a caption, and without ids that two tables on a page would share.

    Of figures that are internal its files need the word.
    """
    from great_tables import GT  # noqa: PLC0415  heavy

    class AccessibleTable(GT):
        internal = False

        def save(self, *args: Any, unprotected: bool = False, **options: Any) -> Any:
            self._may_leave(unprotected=unprotected)
            return super().save(*args, **options)

        def write_raw_html(self, *args: Any, unprotected: bool = False, **options: Any) -> Any:
            self._may_leave(unprotected=unprotected)
            return super().write_raw_html(*args, **options)

        def _may_leave(self, *, unprotected: bool) -> None:
            if self.internal and not unprotected:
                raise refusal("not-protected", what="table")

        def as_raw_html(self, *args: Any, **options: Any) -> str:
            html: str = super().as_raw_html(*args, **options)
            html = re.sub(r' (?:headers|aria-labelledby)="[^"]*"', "", html)
            html = re.sub(r'(<(?:th|td)\b[^>]*) id="[^"]*"', r"\1", html)
            heading = re.search(r'\s*<tr class="gt_heading">\s*<td[^>]*>(.*?)</td>\s*</tr>', html, re.DOTALL)
            if heading:
                caption = f'<caption class="gt_heading">{heading[1]}</caption>'
                start = html.index(">", html.index("<table")) + 1
                html = f"{html[:start]}\n{caption}{html[start:].replace(heading[0], '', 1)}"
            return html

    class InternalTable(AccessibleTable):
        internal = True

    return AccessibleTable, InternalTable


def to_great_tables(spec: Spec, *, mark: str = "") -> GT:
    """Render a specification with great_tables; the mark of what is internal stands in the caption."""
    import polars as pl  # noqa: PLC0415  heavy
    from great_tables import loc, style  # noqa: PLC0415  heavy

    keys = [column.key for column in spec.columns]
    frame = pl.DataFrame(spec.cells(), schema=dict.fromkeys(keys, pl.String), orient="row")
    shown = (
        _kinds()[bool(mark)](frame, rowname_col=keys[0], id=f"t{crc32(repr(spec.cells()).encode()):08x}")
        .tab_header(title=f"{mark}. {spec.caption}" if mark else spec.caption)
        .tab_stubhead(label=spec.columns[0].label)
        .cols_label(cases={column.key: column.label for column in spec.columns[1:]})
        .cols_align(align="right", columns=[c.key for c in spec.columns[1:] if c.kind != "text"])
        .tab_options(
            table_font_names=["Corbel", "Arial", "sans-serif"],
            table_font_color="#181818",
            heading_align="left",
            heading_title_font_weight="bold",
            container_overflow_x="auto",
        )
    )
    # In the cells themselves: of a notebook that the reader did not run, JupyterLab drops the style of the table.
    texts = [c.key for c in spec.columns[1:] if c.kind == "text"]
    left = [loc.stub(), loc.stubhead(), *([loc.body(columns=texts), loc.column_labels(columns=texts)] if texts else [])]
    shown = shown.tab_style(style=style.text(align="left"), locations=left)
    for heading in dict.fromkeys(column.group for column in spec.columns if column.group):
        under = [column.key for column in spec.columns if column.group == heading]
        shown = shown.tab_spanner(label=heading, columns=under)
    if spec.total:
        last = [len(spec.rows) - 1]
        bold = style.text(weight="bold")
        shown = shown.tab_style(style=bold, locations=[loc.body(rows=last), loc.stub(rows=last)])
    for note in (*spec.notes, *filter(None, [spec.source])):
        shown = shown.tab_source_note(source_note=note)
    return shown
