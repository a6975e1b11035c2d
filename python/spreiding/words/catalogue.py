"""Sentences by their code: one catalogue per language, in files that an editor can correct without touching code.

The files are Fluent (https://projectfluent.org), ``words/nl/*.ftl`` and ``words/en/*.ftl``: one file per step of the
road, or of what it prints, with the same codes in both languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from numbers import Integral
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

    from spreiding.base.types import Lang

#: What begins a sentence: its code, at the beginning of a line; and the code of another sentence within it.
_ENTRY, _WITHIN = re.compile(r"^([a-z][\w-]*) *=", re.MULTILINE), re.compile(r"\{ *([a-z][\w-]*) *\}")


@dataclass(frozen=True)
class Said:
    """A sentence inside another, which follows its language: its code and data."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)


def sentence(code: str, /, lang: Lang = "en", **data: Any) -> str:
    """Return the sentence of a code in a language, with data filled in.

    Lists become enumerations, dates are written out, numbers stand in the notation of the language; give what is no
    quantity (a year, a row number) as text. ``code.attribute`` is a sentence that belongs to another, such as the
    likely cause of a finding.

    Raises
    ------
    LookupError
        If the catalogue has no such code, or the sentence needs data that was not given.

    Examples
    --------
    >>> sentence("expected-one-of", "en", argument="by", found="wijkk", known=["area", "year"])
    "by is 'wijkk', must be one of area, year"
    >>> sentence("expected-one-of", "nl", argument="by", found="wijkk", known=["area", "year"])
    "by is 'wijkk', dat moet een van deze zijn: area, year"
    """
    bundle, (name, _, attribute) = _bundle(lang), code.partition(".")
    if not _holds(name, lang):
        raise LookupError(f"the catalogue {lang!r} has no code {code!r}")
    message = bundle.get_message(name)
    pattern = message.attributes.get(attribute) if attribute else message.value
    if pattern is None:
        raise LookupError(f"code {code!r} has no text in the catalogue {lang!r}")
    text, faults = bundle.format_pattern(pattern, {name: _shown(value, lang) for name, value in data.items()})
    if faults:
        raise LookupError(f"code {code!r} in {lang!r}: {faults[0]}")
    return str(text)


def dated(value: date, lang: Lang) -> str:
    """Return a date in words.

    >>> dated(date(2016, 1, 1), "nl")
    '1 januari 2016'
    """
    month = sentence("month-name", lang, n=value.month)
    return sentence("date-in-words", lang, day=str(value.day), month=month, year=str(value.year))


def has(code: str, lang: Lang = "en") -> bool:
    """Return whether a catalogue has a code, or an attribute of one.

    >>> has("expected-one-of"), has("expected-one-of.cause")
    (True, False)
    """
    name, _, attribute = code.partition(".")
    return _holds(name, lang) and (not attribute or attribute in _bundle(lang).get_message(name).attributes)


def codes(lang: Lang = "en") -> list[str]:
    """Return the codes of a catalogue, sorted."""
    return sorted(_sources(lang))


def _shown(value: Any, lang: Lang) -> Any:
    """Return a value as the catalogue prints it; whole numbers stay numbers where a plural depends on them."""
    if isinstance(value, Said):
        return sentence(value.code, lang, **value.data)
    if isinstance(value, list | tuple) and value and isinstance(value[0], Said):
        return "; ".join(str(_shown(part, lang)) for part in value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(_shown(part, lang)) for part in value)
    if isinstance(value, date):
        return value.isoformat() if lang == "en" else dated(value, lang)
    if isinstance(value, bool) or value is None:
        return str(value)
    plain = int(value) if isinstance(value, Integral) else value
    return plain if isinstance(plain, str | int | float | Decimal) else type(plain).__name__


def _holds(name: str, lang: Lang) -> bool:
    """Return whether the catalogue has a code, whose sentence is read when it is first asked for.

    Reading all sentences takes the better part of a second, and a run says few of them.
    """
    from fluent.runtime import FluentResource  # noqa: PLC0415  slow, and only when something is said

    bundle, source = _bundle(lang), _sources(lang).get(name)
    if source is not None and not bundle.has_message(name):
        for other in _WITHIN.findall(source):  # first: another thread may say it as soon as it is there
            _holds(other, lang)
        bundle.add_resource(FluentResource(source))
    return bool(bundle.has_message(name))


@cache
def _bundle(lang: Lang) -> FluentBundle:
    from fluent.runtime import FluentBundle  # noqa: PLC0415  as above

    return FluentBundle([lang], use_isolating=False)


@cache
def _sources(lang: Lang) -> dict[str, str]:
    """Return the lines of each sentence by its code."""
    found: dict[str, str] = {}
    for file in sorted((files("spreiding.words") / lang).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".ftl"):
            _, *parts = _ENTRY.split(file.read_text("utf-8"))
            for code, rest in zip(parts[::2], parts[1::2], strict=True):
                found.setdefault(code, f"{code} ={rest}")
    return found
