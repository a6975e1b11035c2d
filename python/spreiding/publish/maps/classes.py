"""Which area of a map has which class, colour and sign; areas are joined by code, never by name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.counts.grain import located, need
from spreiding.disclosure import symbols
from spreiding.publish.charts import style
from spreiding.publish.labels import band_labels, nouns_of
from spreiding.words import notation
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spreiding.base.types import Lang
    from spreiding.counts.classes import Bands
    from spreiding.publish.labels import Nouns

#: Classes of the note (sections 1.3 and 1.4), closed on the left.
NOTE_EDGES = {"share_of_rentals": (0.10, 0.25, 0.35, 0.50), "share_of_stock": (0.002, 0.005, 0.009)}

#: Signs and textures of areas without a class, so that colour is not the only carrier.
TOO_FEW, PROTECTED, NONE = "few", "protected", "none"
SIGNS = {TOO_FEW: "", PROTECTED: "×", NONE: "–"}
FILLS = {TOO_FEW: style.FEW, PROTECTED: style.NO_DATA, NONE: style.EMPTY}
TEXTURES = {TOO_FEW: "dotted", PROTECTED: "hatched"}


@dataclass(frozen=True)
class Class:
    """A class of the legend: its areas, colour and, for areas without a share, its sign."""

    label: str
    colour: str
    sign: str
    areas: tuple[str, ...]
    kind: str = ""  #: Why its areas are in no class of shares: :data:`FILLS`, or a bound.

    @property
    def known(self) -> bool:
        """Whether its areas have a share, or a bound of one."""
        return self.kind not in FILLS

    @property
    def texture(self) -> str:
        """What is drawn over its colour: ``"hatched"``, ``"dotted"`` or nothing."""
        return TEXTURES.get(self.kind, "")


def classes(
    shares: Any, areas: Any, value: str, *, bands: Any, lang: Lang, group: str, min_rentals: int
) -> list[Class]:
    """Return the classes of a map with their areas; areas without a class come last."""
    rows, edges = _rows(shares, areas, value, group), _edges(bands, value)
    kinds = {code: _kind(rows.get(code), value, min_rentals, edges) for code in areas.codes}
    drawn = drawn_shares(rows, value, min_rentals, edges)
    drawn = {code: drawn[code] for code in areas.codes if code in drawn}
    whole = shares.to_polars().schema[value].is_integer()
    bands = _bands(list(drawn.values()), bands, value)
    labels = [] if bands is None else band_labels(bands, lang=lang, share=not whole)
    place = {} if bands is None else dict(zip(drawn, bands.index, strict=True))
    members: dict[object, list[str]] = {}
    for code, kind in kinds.items():
        members.setdefault(place[code] if kind is None else kind, []).append(code)
    colours = style.ramp(len(labels))
    found = [Class(label, colours[i], "", tuple(members.get(i, ()))) for i, label in enumerate(labels)]
    bounds = sorted({kind for kind in kinds.values() if kind is not None and kind not in FILLS})
    found += [Class(_bound(b, lang), colours[-(b[0] == ">")], b[0], tuple(members[b]), b) for b in bounds]
    for kind, label in _labels(lang, min_rentals).items():
        if kind in members:
            found.append(Class(label, FILLS[kind], SIGNS[kind], tuple(members[kind]), kind))
    return found


def entries(found: Iterable[Class], *, lang: Lang = "nl", nouns: Nouns | None = None) -> list[tuple[str, str, str]]:
    """Return colour, label with the number of areas, and sign, for a legend."""
    found = list(found)
    called = nouns or nouns_of([code for c in found for code in c.areas], lang)
    return [(c.colour, f"{c.label} ({called.count(len(c.areas), lang)})", c.sign) for c in found]


def drawn_shares(
    rows: Mapping[str, dict[str, Any]], value: str, min_rentals: int, edges: Sequence[float]
) -> dict[str, float]:
    """Return the shares that a map puts in classes, by area: known, and with enough rentals."""
    shares = {code: _share(row, value) for code, row in rows.items() if _kind(row, value, min_rentals, edges) is None}
    return {code: share for code, share in shares.items() if share is not None}


def _rows(shares: Any, areas: Any, value: str, group: str) -> dict[str, dict[str, Any]]:
    """Return the rows of one group by area code, after checking that they fit the map; no place is on no map."""
    need(shares, "choropleth", place=True)
    frame = shares.to_polars()
    if value not in frame.columns:
        raise refusal("no-such-column", argument="shares", found=value, known=frame.columns)
    rows = {row["area"]: row for row in located(frame).iter_rows(named=True) if row["group"] == group}
    if not rows:
        groups = frame.get_column("group").unique(maintain_order=True).to_list()
        raise refusal("unknown-group", group=group, known=groups)
    unknown = sorted(set(rows) - set(areas.codes))
    if unknown:
        codes: dict[str, Any] = {
            "areas": shares.counts.told(unknown),
            "n": len(unknown),
            "of": len(rows),
            "known": list(areas.codes[:3]),
        }
        raise refusal("not-on-the-map", column="area", **codes)
    return rows


#: Status of a protected share (``spreiding.protect``) -> why it has no class.
STATUSES = {"suppressed": PROTECTED, "too_few": TOO_FEW, "no_rentals": NONE}
#: Status of a share that prints as a bound only -> a share behind that bound, and the sign before it.
BOUNDS = {"topcoded": (1.0, ">"), "bottomcoded": (0.0, "<")}


def _share(row: dict[str, Any] | None, value: str) -> float | None:
    """Return the share of an area; one that prints as "> 90" or "< 10" counts as an end of the scale."""
    if row is None:
        return None
    if value == "share_of_rentals" and row.get("status") in BOUNDS:
        return BOUNDS[row["status"]][0]
    return None if row[value] is None else float(row[value])


def _kind(row: dict[str, Any] | None, value: str, min_rentals: int, edges: Sequence[float]) -> str | None:
    """Return why an area has no class, or None where it has one; a bound inside a class is ``< 0.1`` or ``> 0.5``."""
    share = _share(row, value)
    if row is None:
        return NONE
    rentals, status = row.get("rentals"), row.get("status")
    if share is None:
        empty = rentals == 0 or (rentals is None and status is None)
        return NONE if empty else STATUSES.get(str(status), PROTECTED)
    if value == "share_of_rentals" and status in BOUNDS and edges:
        bound, sign = row["share_of_rentals"], BOUNDS[status][1]
        inside = bound > edges[0] if sign == "<" else bound < edges[-1]
        return f"{sign} {bound}" if inside else None
    few = value == "share_of_rentals" and rentals is not None and rentals <= min_rentals
    return TOO_FEW if few else None


def _edges(given: Any, value: str) -> Sequence[float]:
    """Return the edges of the classes that are given or the note's; nothing where the values decide them."""
    found: Sequence[float] = NOTE_EDGES.get(value, ()) if given is None else getattr(given, "edges", given)
    return found


def _bound(kind: str, lang: Lang) -> str:
    """Return the legend of shares that are known by a bound inside a class."""
    sign, bound = kind.split()
    text = notation.percent(float(bound), lang=lang, sign=True)
    return sentence("map-bound", lang, way="more" if sign == ">" else "less", share=text)


def _labels(lang: Lang, min_rentals: int) -> dict[str, str]:
    n = notation.number(min_rentals, lang=lang)
    return {
        TOO_FEW: sentence("map-too-few", lang, n=n),
        PROTECTED: symbols.legend(lang)["suppressed"],
        NONE: symbols.legend(lang)["no_rentals"],
    }


def _bands(values: list[float], given: Any, value: str) -> Bands | None:
    """Put the values drawn in classes: those given, those of the note, or found in the values, if there are any."""
    from spreiding.counts.classes import bands, classify  # noqa: PLC0415  heavy

    if given is None and value not in NOTE_EDGES:
        # Values that differ by less than a float can tell in print are one.
        return classify(values, k=min(5, len({float(f"{v:.12g}") for v in values}))) if values else None
    if hasattr(given, "edges") and not given.edges:  # one class holds all
        whole: Bands = replace(given, index=pl.Series([0] * len(values), dtype=pl.Int64), counts=(len(values),))
        return whole
    if hasattr(given, "edges"):
        return bands(values, given.edges, closed=given.closed, labels=given.labels)
    return bands(values, NOTE_EDGES[value] if given is None else given)
