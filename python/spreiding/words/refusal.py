"""Refusals: errors as a code and data, written in English where raised and in any language where shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError
from spreiding.words.catalogue import codes, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.base.types import Lang


def refusal(code: str, /, kind: type[InvalidInputError] = InvalidInputError, **data: Any) -> InvalidInputError:
    """Return an error to raise: ``raise refusal("unknown-level", level="wijkk", known=levels)``.

    ``data`` may name ``source``, ``column``, ``rows`` and ``line``, the place of the fault. Never give the contents of
    a record.
    """
    return kind(sentence(code, "en", **_told(data, "en")), code=code, data=data)


def in_language(error: Exception, lang: Lang) -> str:
    """Return the text of an error in a language; one without a code, or whose code has no sentence, as it stands."""
    if isinstance(error, InvalidInputError) and error.code in codes(lang):
        return sentence(error.code, lang, **_told(error.data, lang))
    return str(error)


def _told(data: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    """Return data with lists of refusals as text, one a line."""
    return {name: _lines(value, lang) if _refusals(value) else value for name, value in data.items()}


def _refusals(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, InvalidInputError) for part in value)


def _lines(errors: list[Exception], lang: Lang) -> str:
    return "\n".join(f"- {_with_line(error, lang)}" for error in errors)


def _with_line(error: Exception, lang: Lang) -> str:
    """Return the text of an error, after its line where it has one."""
    text, line = in_language(error, lang), getattr(error, "data", {}).get("line")
    return text if line is None else sentence("fault-in-line", lang, line=line, fault=text)
