"""The variants of figures as data for the script of the page: the same figure for another year, group, measure or level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.edition.render.prepare import slug
from spreiding.edition.render.view import drawn, key
from spreiding.publish.charts.style import ink
from spreiding.publish.maps.drawing import Map
from spreiding.words.notation import printable

if TYPE_CHECKING:
    from spreiding.edition.parts import Figure


def variants(found: Figure, anchor: str) -> dict[str, Any] | None:
    """Return a figure and its variants as data for the page's script; nothing where there is no choice."""
    if not found.variants:
        return None
    several = (found, *found.variants)
    return {"choices": [name for name, _ in found.at], "variants": [_variant(v, found, anchor) for v in several]}


def _variant(one: Figure, base: Figure, anchor: str) -> dict[str, Any]:
    data = one.data
    told: dict[str, Any] = {
        "at": [chosen for _, chosen in one.at],
        "title": one.finding or one.caption,
        "caption": one.caption if one.finding else "",
        "alt": one.alt,
        "counted": one.counted,
        "legend": [[k.colour, k.label, k.sign, k.texture, ink(k.colour)] for k in one.legend],
        "notes": list(one.notes),
        "source": one.source or "",
    }
    if data is not None:
        lines = zip(data.rows, data.cells(), strict=True)
        told["table"] = data.caption
        told["columns"] = [[column.label, column.kind != "text"] for column in data.columns]
        told["rows"] = [[key(row, cells[0]), *cells] for row, cells in lines]
    if _recoloured(one, base):
        place = {id(c): i for i, c in enumerate(one.chart.classes)}
        told["classes"] = [place[id(one.chart.class_of(code))] for code in one.chart.ground.polygons]
    elif one is not base:
        told["template"] = _name(one, anchor)
    printed: dict[str, Any] = _printable(told)
    return printed


def templates(found: Figure, anchor: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the pictures of variants that are no recolouring of the figure, by the name of their template."""
    others = [v for v in found.variants if not _recoloured(v, found)]
    return [(_name(v, anchor), drawn(v, f"{_name(v, anchor)}-v", pictures="inline")) for v in others]


def _recoloured(one: Figure, base: Figure) -> bool:
    """Tell whether a variant is a map of the same areas: then its classes say it all."""
    return isinstance(one.chart, Map) and isinstance(base.chart, Map) and one.chart.ground is base.chart.ground


def _name(one: Figure, anchor: str) -> str:
    """Return the name of the template of a variant."""
    return "-".join([anchor, *(slug(chosen) for _, chosen in one.at)])


def _printable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _printable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_printable(part) for part in value]
    return printable(value) if isinstance(value, str) else value
