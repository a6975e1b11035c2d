"""The variants of figures as data for the script of the page: the same figure for another year, group, measure or level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.edition.render.prepare import parts, slug
from spreiding.edition.render.view import broad, drawn, key, kinds_of
from spreiding.publish.charts.style import ink
from spreiding.publish.maps.drawing import Map
from spreiding.words.notation import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.edition.parts import Figure


def variants(found: Figure, anchor: str, ends: Sequence[str]) -> dict[str, Any] | None:
    """Return a figure and its variants as data for the page's script; nothing where there is no choice.

    ``ends`` are the notes at the end of the chapter, which none of them repeats.
    """
    if not found.variants:
        return None
    several = (found, *found.variants)
    return {"choices": [name for name, _ in found.at], "variants": [_variant(v, found, anchor, ends) for v in several]}


def _variant(one: Figure, base: Figure, anchor: str, ends: Sequence[str]) -> dict[str, Any]:
    data, notes = one.data, parts(one)
    told: dict[str, Any] = {
        "at": [chosen for _, chosen in one.at],
        "title": one.finding or one.caption,
        "caption": one.caption if one.finding else "",
        "alt": one.alt,
        "counted": one.counted,
        "legend": [[k.colour, k.label, k.sign, k.texture, ink(k.colour)] for k in one.legend],
        "notes": [note for note in notes if note not in ends],
        "shared": " ".join(str(ends.index(note)) for note in notes if note in ends),
        "source": one.source or "",
        "broad": broad(one),
    }
    if data is not None:
        lines = zip(data.rows, data.cells(), strict=True)
        told["table"] = data.caption
        told["columns"] = [[c.label, k] for c, k in zip(data.columns, kinds_of(data, data.cells()), strict=True)]
        told["rows"] = [[key(row, cells[0]), *cells] for row, cells in lines]
    if isinstance(one.chart, Map):
        place = {id(c): i for i, c in enumerate(one.chart.classes)}
        told["classes"] = [place[id(one.chart.class_of(code))] for code in one.chart.ground.polygons]
    picture = _pictures(base, anchor)[_drawing(one)]
    if picture[1] is not base:
        told["template"] = picture[0]
    printed: dict[str, Any] = _printable(told)
    return printed


def templates(found: Figure, anchor: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the pictures of variants by the name of their template: of maps one for all of the same areas."""
    others = [(name, one) for name, one in _pictures(found, anchor).values() if one is not found]
    return [(name, drawn(one, f"{name}-v", pictures="inline")) for name, one in others]


def _pictures(found: Figure, anchor: str) -> dict[int, tuple[str, Figure]]:
    """Return the name of the template of every picture, and a figure that has it; the figure itself needs none."""
    pictures: dict[int, tuple[str, Figure]] = {}
    for one in (found, *found.variants):
        name = "-".join([anchor, *(slug(chosen) for _, chosen in one.at)])
        pictures.setdefault(_drawing(one), (name, one))
    return pictures


def _drawing(one: Figure) -> int:
    """Return what tells one picture from another: maps of the same areas differ in colours only."""
    return id(one.chart.ground if isinstance(one.chart, Map) else one.chart)


def _printable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _printable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_printable(part) for part in value]
    return printable(value) if isinstance(value, str) else value
