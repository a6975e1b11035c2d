"""A finding as a value: which check, what kind of fault, where, the figures. Words come last, from the catalogue."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from spreiding.checks.catalogue import rule
from spreiding.checks.figures import Figure, Number, Said, Word, written
from spreiding.values.columns import numbered
from spreiding.words.catalogue import has, sentence
from spreiding.words.sources import source_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from spreiding.base.types import Lang


@dataclass(frozen=True)
class Place:
    """Where a fault is, as far as it is known."""

    source: str | None = None  #: File or frame.
    column: str | None = None  #: As the source names it.
    rows: tuple[int, ...] = ()  #: The first of them, from 1 below the names.
    #: Of a file of text: the lines of the rows, or where there are no rows those that are no records.
    lines: tuple[int, ...] = ()
    sheet: bool = False  #: Whether lines are rows of a sheet.

    def numbers(self) -> list[tuple[int | None, int | None]]:
        """Return row and line of each, as far as they are known."""
        if not self.rows:
            return [(None, line) for line in self.lines]
        return list(zip(self.rows, self.lines or [None] * len(self.rows), strict=True))

    def basis(self) -> dict[str, Any]:
        """Return what a confirmation rests on: rows, which stay where lines move with a heading."""
        held = {"source": self.source, "column": self.column, "rows": self.rows}
        return {**held, "lines": () if self.rows else self.lines}


@dataclass(frozen=True)
class Finding:
    """A fault of the data: how often, where, and what it was compared with. Never contents of a record."""

    check: str  #: Name of the check.
    code: str  #: Kind of fault; its sentence stands in ``words/*/checks.ftl``.
    count: int  #: Records, or units such as areas.
    places: tuple[Place, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)  #: What the sentence is made of.
    found: tuple[Figure, ...] = ()
    expected: tuple[Figure, ...] = ()
    severity: str = ""  #: Where it is not the check's own.
    units: tuple[str, ...] = ()  #: Associations that it is about, where it is about some.
    #: All rows where :attr:`places` has the first: ``part``, ``row``, ``line`` and ``corporation``, no contents.
    all_rows: pl.DataFrame | None = field(default=None, repr=False, compare=False)

    @property
    def stops(self) -> bool:
        """Whether the finding stops a publication."""
        return self.level == "E"

    @property
    def level(self) -> str:
        """``E`` or ``W``."""
        return self.severity or rule(self.check).severity

    def text(self, lang: Lang = "nl") -> str:
        """Return what is wrong, as a sentence."""
        return sentence(self.code, lang, **_said(self.data, lang))

    def cause(self, lang: Lang = "nl") -> str:
        """Return what such a finding usually points to."""
        return self._say("cause", lang)

    def todo(self, lang: Lang = "nl") -> str:
        """Return what to ask, and what to do."""
        return self._say("do", lang)

    def _say(self, what: str, lang: Lang) -> str:
        own = f"{self.code}.{what}"
        return (
            sentence(own, lang, **_said(self.data, lang)) if has(own, lang) else sentence(f"{self.check}.{what}", lang)
        )

    def ask(self, lang: Lang = "nl") -> str:
        """Return whom to ask: the association (by name where it is known), the supplier of the feed, the own office."""
        whom = sentence(rule(self.check).asks, lang)
        return f"{whom} ({', '.join(self.units[:5])}{' …' if len(self.units) > 5 else ''})" if self.units else whom

    @property
    def basis(self) -> str:
        """What the finding rests on, as a hash: another one when the records change where it matters.

        Over kind, number, units, figures and rows; not over what was expected, which moves with all other records.
        """
        held = [self.check, self.code, self.count, [place.basis() for place in self.places]]
        held += [
            [_plain(part) for figure in self.found for part in (*figure.unit, ":", *figure.value)],
            list(self.units),
        ]
        if self.all_rows is not None:
            held.append([self.all_rows.get_column(name).to_list() for name in ("part", "row")])
        text = json.dumps(held, ensure_ascii=True, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def row(self) -> dict[str, Any]:
        """Return the finding as a row."""
        return {
            "check": self.check,
            "severity": self.level,
            "count": self.count,
            "rows": [row for place in self.places for row in place.rows],
            "id": rule(self.check).id,
            "code": self.code,
            "where": self.where(),
            "found": written(self.found),
            "expected": written(self.expected),
            "text_nl": self.text("nl"),
            "text_en": self.text("en"),
            "lines": [line for place in self.places for line in place.lines],
        }

    def where(self, lang: Lang | None = None) -> str:
        """Return the first rows by source, with the lines that they stand on in a file of text or a sheet."""
        shown = "; ".join(text for place in self.places if (text := _told(place, lang)))
        more = self.count > sum(len(place.rows or place.lines) for place in self.places)
        return f"{shown} …" if shown and more else shown


def _told(place: Place, lang: Lang | None) -> str:
    if not place.rows and not place.lines:
        return ""
    lang = lang or "en"
    source = source_name(place.source, lang) if place.source else place.source
    if not place.rows:
        return f"{source}: {sentence('place-lines', lang, lines=', '.join(map(str, place.lines)))}"
    said = numbered(place.rows, place.lines, sheet=place.sheet)
    return f"{source}: {said if isinstance(said, str) else sentence(said.code, lang, **said.data)}"


def _plain(part: object) -> object:
    return [part.value, part.share] if isinstance(part, Number) else part.code if isinstance(part, Word) else part


@dataclass(frozen=True)
class NotRun:
    """A check that could not be run, or not whole, and why."""

    code: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def text(self, lang: Lang = "nl") -> str:
        """Return the reason, for a reader of the publication."""
        return sentence(self.code, lang, **_said(self.data, lang))

    def told(self, lang: Lang = "nl") -> str:
        """Return the reason with the argument, column or figures that would let the check run."""
        hint, data = f"{self.code}.hint", _said(self.data, lang)
        return f"{self.text(lang)} ({sentence(hint, lang, **data)})" if has(hint, lang) else self.text(lang)


def _said(data: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    return {name: value.write(lang) if isinstance(value, Said | Word) else value for name, value in data.items()}


def not_run(code: str, **data: Any) -> NotRun:
    """Return that a check could not be run."""
    return NotRun(code, data)
