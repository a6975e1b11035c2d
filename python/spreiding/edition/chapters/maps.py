"""A map as a figure of the report: picture, legend in text, main finding, and its data as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import in_note_order
from spreiding.disclosure.symbols import cells, note
from spreiding.edition.parts import Figure, Key
from spreiding.publish.labels import area_label, headings, names_of, source_line
from spreiding.publish.maps import choropleth
from spreiding.publish.maps.classes import entries
from spreiding.publish.maps.ground import ground
from spreiding.publish.tables.spec import TOP_CODE, Column, Row, Spec
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.base.types import Lang
    from spreiding.publish.labels import Nouns
    from spreiding.publish.maps.classes import Class


def map_figure(
    shares: Any,
    areas: Any,
    *,
    number: str,
    caption: str,
    lang: Lang,
    value: str = "share_of_rentals",
    bands: Any = None,
    group: str = "all",
    at: tuple[tuple[str, str], ...] = (),
    name: str = "",
    period: str = "none",
    min_rentals: int = 10,
    nouns: Nouns | None = None,
) -> Figure | None:
    """Return the map of one column, or nothing where there is nothing to draw on.

    ``at`` is its place among variants; a ``period`` is named in the title.
    """
    if areas is None or ground(areas) is None:
        return None
    drawn = choropleth.draw_shares(
        shares,
        areas,
        value,
        bands=bands,
        lang=lang,
        group=group,
        legend=False,
        min_rentals=min_rentals,
        nouns=nouns,
    )
    found = list(drawn.classes)
    keys = zip(entries(found, lang=lang, nouns=nouns), found, strict=True)
    return Figure(
        chart=drawn,
        number=number,
        caption=caption,
        alt=drawn.description,
        legend=tuple(Key(colour, label, sign, of.texture) for (colour, label, sign), of in keys),
        counted=drawn.counted,
        finding=choropleth.finding(found, value, lang=lang, group=group, period=period, nouns=nouns),
        data=_data(shares, areas, found, value, lang=lang, group=group, caption=caption, nouns=nouns),
        notes=rounded_notes(shares, lang, value, group),
        source=source_line(shares.counts.source, lang),
        at=at,
        name=name,
    )


def choices(figures: Sequence[Figure]) -> Figure | None:
    """Return the first of several figures with the others as its variants; each says in ``at`` what it shows."""
    return replace(figures[0], variants=tuple(figures[1:])) if figures else None


def _data(
    shares: Any,
    areas: Any,
    found: list[Class],
    value: str,
    *,
    lang: Lang,
    group: str,
    caption: str,
    nouns: Nouns | None,
) -> Spec:
    """Return the class and share of every area that has one."""
    text, names = headings(lang), names_of(shares.counts.areas) or names_of(areas)
    frame = shares.to_polars()
    rows = {row["area"]: row for row in frame.iter_rows(named=True) if row["group"] == group}
    shown: list[Row] = [
        {
            "area": _label(code, names, lang, tiles=areas.crs == "tile"),
            "code": code,
            "share": _cell(rows[code], value, lang) if here.known else _none(rows.get(code)),
            "class": here.label,
        }
        for code, here in _in_order(found)
    ]
    kind = text["of_rentals"] if value == "share_of_rentals" else text["of_stock"]
    decimals = 0 if value == "share_of_rentals" else 1
    columns = (
        Column("area", nouns.one if nouns else text["area"], "text"),
        Column("share", kind, "share", decimals, TOP_CODE if value == "share_of_rentals" else None),
        Column("class", text["class"], "text"),
    )
    return Spec(caption, columns, tuple(shown), lang=lang)


def _label(code: str, names: dict[str, str], lang: Lang, *, tiles: bool) -> str:
    """Return the label of a row; beside a map of tiles with the code that stands in the tile."""
    label = area_label(code, names, lang)
    return label if not tiles or label.startswith(code) else f"{code} {label}"


def _in_order(found: list[Class]) -> list[tuple[str, Class]]:
    """Return areas with their class, in the order of the note."""
    of = {code: c for c in found for code in c.areas}
    return [(code, of[code]) for code in in_note_order(list(of))]


def _cell(row: Row, value: str, lang: Lang) -> float | str | None:
    """Return the share, or the bound that protection left of it."""
    found: float | str | None = cells(row, lang=lang)[value]
    return found


def _none(row: Row | None) -> str:
    """Return the symbol of an area without a share."""
    empty = row is None or row["rentals"] == 0
    return notation.NIL if empty else notation.SUPPRESSED


def rounded_notes(shares: Any, lang: Lang, value: str, group: str = "all") -> tuple[str, ...]:
    """Return the notes below classes of protected shares; nothing where nothing was protected."""
    if shares.protection is None:
        return ()
    of_rentals = value == "share_of_rentals"
    coarse = sentence("classes-of-rounded", lang)
    told = note(shares, lang=lang, group=group, of_rentals=of_rentals)
    return (told, coarse) if "±" in told else (told,)
