"""Results → CSV for a spreadsheet: protected figures only, unless someone says otherwise."""

from __future__ import annotations

import csv
from dataclasses import replace as replace_fields
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import in_note_order
from spreiding.base.files import check_path, replace
from spreiding.base.language import OWN, language
from spreiding.disclosure.symbols import LEAST_AREAS, LEAST_FREEDOM, cells, legend, note, require_protected
from spreiding.publish.labels import area_label, city_label, group_label, headings, key_label, names_of
from spreiding.publish.tables.regression import coarse_spec
from spreiding.publish.tables.spec import TOP_CODE, Column, Row, Spec
from spreiding.publish.tables.table import spec_of
from spreiding.words import notation
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from os import PathLike

    from spreiding.base.types import Lang

#: Results that hold no figure of one area's rentals.
SAFE = ("Stock", "TargetGroups", "Neighbours")


def write_csv(result: Any, path: str | PathLike[str], *, lang: Lang = OWN, unprotected: bool = False) -> Path:
    """Write a result as CSV, in the numbers and words of the printed tables.

    Dutch: ``;``, decimal comma, UTF-8 with a byte order mark, as Dutch Excel opens it. English: ``,``, decimal point.
    Percentages are rounded as in print; a hidden figure is ``.``, none is ``-``, a coarse one has ``±`` before it and a
    bound ``>`` or ``<``. Thousands have no separator. Shares and counts have a column ``status`` with the words of the
    legend, and end with the city.

    Notes (what was protected, by which rules, and the source) follow the table as rows of their own: the text in the
    first column, ``toelichting`` (``note``) as status, all else empty. Every row has as many fields as the heading, so
    that a reader of CSV takes the file as it is; drop the rows with that status.

    Parameters
    ----------
    result
        Shares, counts or another result; :func:`spreiding.table` shows the same figures.
    path
        File to write, ending in ``.csv``. It appears whole or not at all.
    lang
        Language of headings and numbers, ``"nl"`` or ``"en"``.
    unprotected
        The explicit word for figures that protection has not seen: for use inside the office only. Figures that anyone
        may see (read with ``public=True``) need none.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    InvalidInputError
        If the figures are not protected and the word was not given, the ending is another one, the folder does not
        exist, or the result has a number per record.

    Examples
    --------
    >>> import tempfile
    >>> import spreiding as sp
    >>> stock = sp.read_stock({"area": ["E16"], "stock": [5200]})
    >>> path = write_csv(stock, Path(tempfile.mkdtemp()) / "stock.csv", lang="en")
    >>> path.read_text().splitlines()
    ['district,dwellings', 'E16,5200']
    """
    lang = language(lang)
    path = Path(path)
    check_path(path, [".csv"], lang)
    public = _public(result)
    safe = _may_leave(result, unprotected=unprotected or public)
    spec = _spec(result, lang, coarse=safe and not unprotected and not public)
    told = () if safe or public else (sentence("csv-unprotected", lang),)
    text = spec_csv(replace_fields(spec, notes=(*spec.notes, *told), lang=lang))
    replace(path, text.encode())
    return path


def spec_csv(spec: Spec) -> str:
    """Return a table as the text of a CSV file: headings, rows, notes and source; Dutch with a byte order mark."""
    return ("\ufeff" if spec.lang == "nl" else "") + _text(spec, spec.notes, spec.lang)


def harmless(text: str) -> str:
    """Return a text that a spreadsheet does not take for a formula (OWASP, CSV injection): after an apostrophe.

    >>> harmless("=HYPERLINK(1)"), harmless("-"), harmless("Zuid")
    ("'=HYPERLINK(1)", '-', 'Zuid')
    """
    return f"'{text}" if len(text) > 1 and text[0] in "=+-@\t\r" else text


def _public(result: Any) -> bool:
    """Return whether anyone may see all figures: published already, or made up.

    Counts of protected shares are those that print withholds none of, and nothing else: shares say why.
    """
    left = type(result).__name__ == "Counts" and bool(result.to_polars().get_column("rentals").null_count())
    return bool(getattr(result, "public", False)) and not left


def _may_leave(result: Any, *, unprotected: bool) -> bool:
    """Refuse figures that may not leave; return whether they may without the word."""
    kind = type(result).__name__
    if kind == "Rentals":
        raise refusal("records-never-leave")
    safe = kind in SAFE or (kind == "Regression" and result.df >= LEAST_FREEDOM and result.n >= LEAST_AREAS)
    require_protected(result, unprotected=unprotected or safe)
    return safe or getattr(result, "protection", None) is not None


def _spec(result: Any, lang: Lang, *, coarse: bool) -> Spec:
    """Return the table to write: shares and counts with a row per unit and group, other results as they are shown.

    ``coarse`` is a model as a protected page tells it.
    """
    kind = type(result).__name__
    if kind == "Shares":
        return _units(result, result.to_polars().to_dicts(), _city(result), lang)
    if kind == "Counts":
        return _units(result, result.to_dicts(), [], lang)
    return coarse_spec(result, lang=lang) if coarse and kind == "Regression" else spec_of(result, lang=lang)


def _city(shares: Any) -> list[Row]:
    """Return the rows of the city: per period where units are, else once; none where protection does not tell it."""
    beside = shares.grain.period is not None and len(shares.counts.keys) > 1
    found = shares.totals if beside else shares.total.to_polars()
    return [] if found is None else found.to_dicts()


def _units(result: Any, rows: list[Row], city: list[Row], lang: Lang) -> Spec:
    """Shape rows per unit and group, in the order of the note, then the city where it is told."""
    counts = getattr(result, "counts", result)
    keys, names = counts.keys, names_of(counts.areas)
    if keys[0] == "area":
        place = {code: i for i, code in enumerate(in_note_order(list(dict.fromkeys(row["area"] for row in rows))))}
        rows = sorted(rows, key=lambda row: place[row["area"]])
    # Protection tells the city once, in the first of the tables that were protected together.
    city = [row for row in city if row.get("status") != "withheld"]
    found = [{**_unit(row, names, counts, lang), **_figures(row, lang)} for row in rows]
    time = counts.grain.period
    for row in city:
        when = {time: key_label(time, row[time], names, counts, lang)} if time in row and keys != (time,) else {}
        found.append({**dict.fromkeys(keys, ""), "name": city_label(counts, lang), **when, **_figures(row, lang)})
    if keys[0] != "area":
        found = [{**row, keys[0]: row.get("name") or row[keys[0]]} for row in found]
    days = "" if counts.period is None else sentence("csv-days", lang, days="/".join(map(str, counts.period)))
    notes = tuple(filter(None, [note(result, lang=lang) if hasattr(result, "protection") else "", days]))
    return Spec(result.caption, _columns(result, rows, keys, lang), tuple(found), notes=notes, lang=lang)


def _unit(row: Row, names: dict[str, str], counts: Any, lang: Lang) -> Row:
    """Return the words for a unit."""
    words = {key: row[key] if key == "area" else key_label(key, row[key], names, counts, lang) for key in counts.keys}
    name = {"name": area_label(row["area"], names, lang).removeprefix(f"{row['area']} ")} if "area" in words else {}
    return words | name


def _figures(row: Row, lang: Lang) -> Row:
    """Return the figures of a row as they are printed, and the words of the legend for its status."""
    status = row.get("status") or ("no_rentals" if row["rentals"] == 0 else "shown")
    kept = ("allocations", "rentals", "stock", "share_of_rentals", "share_of_stock", "status", "share_base")
    shown = {name: value for name, value in row.items() if name in kept}
    shown = cells(shown, lang=lang) if "status" in row else shown
    if row.get("share_base") is not None:
        step = round(100 * row["share_base"], 6)
        shown["share_base"] = notation.number(step, 0 if step.is_integer() else 1, lang=lang)
    return {**shown, "group": group_label(row["group"], lang), "status": legend(lang)[status]}


def _columns(result: Any, rows: list[Row], keys: tuple[str, ...], lang: Lang) -> tuple[Column, ...]:
    """Return the columns that have something to say; protection withholds every number of rentals."""
    text = headings(lang)
    columns = [Column(key, "code" if key == "area" else text.get(key, key), "text") for key in keys]
    if keys[0] == "area":
        columns.insert(1, Column("name", text["area"], "text"))
    columns += [Column("group", text["group"], "text"), Column("allocations", text["allocations"])]
    if getattr(result, "protection", None) is None:
        columns.append(Column("rentals", text["rentals"]))
    stocked = any(row.get("stock") is not None for row in rows)
    if stocked:
        columns.append(Column("stock", sentence("column-stock", lang)))
    if "share_of_rentals" in result.to_polars().columns:
        columns.append(Column("share_of_rentals", text["of_rentals"], "share", top_code=TOP_CODE))
    if "share_base" in result.to_polars().columns:
        columns.append(Column("share_base", sentence("csv-step", lang), "text"))
    if stocked:
        columns.append(Column("share_of_stock", text["of_stock"], "share", 1))
    return (*columns, Column("status", "status", "text"))


def _text(spec: Spec, notes: tuple[str, ...], lang: Lang) -> str:
    """Return the file: headings, rows, notes."""
    out = StringIO()
    write = csv.writer(out, delimiter=notation.DELIMITERS[lang], lineterminator="\r\n").writerow
    heads = [": ".join(filter(None, [column.group, column.label])) or column.key for column in spec.columns]
    write(map(harmless, heads))
    for row in spec.rows:
        write([_cell(column, row, lang) for column in spec.columns])
    mark = {"status": sentence("csv-note", lang)}
    for line in (*notes, *filter(None, [spec.source])):
        write([harmless(line), *(mark.get(column.key, "") for column in spec.columns[1:])])
    return out.getvalue()


def _cell(column: Column, row: Row, lang: Lang) -> str:
    """Return a cell as printed, a number without a separator of thousands and with a plain minus."""
    value = row.get(column.key)
    if column.kind == "text" or isinstance(value, str):
        return "" if value is None else harmless(str(value))
    if value is None:
        return notation.SUPPRESSED
    return notation.plain(column.show(row, lang), lang=lang).removeprefix("+")
