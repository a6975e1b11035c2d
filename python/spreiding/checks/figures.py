"""Figures of a finding as values: units and numbers, written plainly for programs and in a language for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spreiding.words.catalogue import sentence
from spreiding.words.notation import number, percent
from spreiding.words.refusal import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spreiding.base.types import Lang

#: Most units, rows or figures that a finding lists.
SHOWN = 5


@dataclass(frozen=True)
class Word:
    """A word that each language has its own of."""

    code: str

    def write(self, lang: Lang | None) -> str:
        """Write the word; without a language, in English."""
        return sentence(self.code, lang or "en")


@dataclass(frozen=True)
class Said:
    """What was said elsewhere, in both languages."""

    nl: str
    en: str

    @classmethod
    def of(cls, error: Exception) -> Said:
        """Return what an error says."""
        return cls(in_language(error, "nl"), in_language(error, "en"))

    def write(self, lang: Lang | None) -> str:
        """Return the words of a language."""
        return self.nl if lang == "nl" else self.en


#: The whole city among units.
CITY = Word("unit-city")


@dataclass(frozen=True)
class Number:
    """A number, or a share in [0, 1] that is written as a percentage."""

    value: float
    decimals: int = 0
    share: bool = False
    signed: bool = False

    def write(self, lang: Lang | None) -> str:
        """Write without marks for thousands; without a language, with a decimal point.

        >>> Number(1785).write("nl"), Number(6.94, 1).write("nl"), Number(0.25, share=True).write(None)
        ('1785', '6,9', '25%')
        """
        size = abs(self.value) if self.signed else self.value
        write = (
            percent(size, self.decimals, lang="en", sign=True) if self.share else number(size, self.decimals, lang="en")
        )
        text = write.replace(",", "")
        sign = ("+" if self.value > 0 else "−") if self.signed else ""
        return sign + (text.replace(".", ",") if lang == "nl" else text)


Part = str | Number | Word


@dataclass(frozen=True)
class Figure:
    """What was found, or expected, of one unit: ``E16: 12 / 34``."""

    value: tuple[Part, ...]
    unit: tuple[Part, ...] = ()

    def write(self, lang: Lang | None = None) -> str:
        """Write the figure; without a language, plainly.

        >>> Figure((Number(0.5, 1, share=True),), (CITY, "2016-09")).write("nl")
        'hele stad 2016-09: 50,0%'
        """
        unit, value = self.unit_text(lang), "".join(_written(part, lang) for part in self.value)
        return f"{unit}: {value}" if unit else value

    def unit_text(self, lang: Lang | None = None) -> str:
        """Write the unit alone."""
        return " ".join(_written(part, lang) for part in self.unit)


#: Signs as programs write them -> as they are printed.
PRINTED = {"<=": "≤", ">=": "≥"}


def _written(part: Part, lang: Lang | None) -> str:
    if not isinstance(part, str):
        return part.write(lang)
    return part if lang is None else f"{PRINTED.get(part[:2], part[:2])}{part[2:]}"


def written(figures: Iterable[Figure], lang: Lang | None = None) -> str:
    """Write the first few figures, with a mark where there are more.

    >>> written([Figure((letter,)) for letter in "abcdefg"])
    'a, b, c, d, e …'
    """
    found = list(figures)
    return ", ".join(figure.write(lang) for figure in found[:SHOWN]) + (" …" if len(found) > SHOWN else "")


def texts(values: Iterable[object]) -> tuple[Figure, ...]:
    """Return names and codes as figures, as they stand."""
    return tuple(Figure((str(value),)) for value in values)


def count(n: float, *unit: Part, decimals: int = 0, sign: str = "") -> Figure:
    """Return a number of a unit, such as ``E16: 12``.

    >>> count(6.94, decimals=1, sign="≈ ").write()
    '≈ 6.9'
    """
    return Figure(((sign,) if sign else ()) + (Number(float(n), decimals),), unit)


def share(value: float, *unit: Part, decimals: int = 0, sign: str = "") -> Figure:
    """Return a share of a unit as a percentage, such as ``E16: 12.5%``."""
    return Figure(((sign,) if sign else ()) + (Number(float(value), decimals, share=True),), unit)


def moved(before: float, now: float, *unit: Part) -> Figure:
    """Return what became of a number, such as ``E16: 50 → 58``."""
    return Figure((Number(float(before)), " → ", Number(float(now))), unit)


def out_of(x: float, n: float, *unit: Part, decimals: int | None = None) -> Figure:
    """Return a number out of another, and with ``decimals`` also as a percentage.

    >>> out_of(10, 197, decimals=1).write("nl"), out_of(0, 21, "A00").write()
    ('10 / 197 = 5,1%', 'A00: 0 / 21')
    """
    parts: tuple[Part, ...] = (Number(float(x)), " / ", Number(float(n)))
    parts += () if decimals is None else (" = ", Number(float(x) / float(n), decimals, share=True))
    return Figure(parts, unit)
