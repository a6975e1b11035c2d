"""Refusals: errors as a code and data, written in English where raised and in any language where shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang


def refusal(code: str, /, kind: type[InvalidInputError] = InvalidInputError, **data: Any) -> InvalidInputError:
    """Return an error to raise: ``raise refusal("unknown-level", level="wijkk", known=levels)``.

    ``data`` may name ``source``, ``column``, ``rows`` and ``line``, the place of the fault. Never give the contents of
    a record.
    """
    return kind(sentence(code, "en", **data), code=code, data=data)


def in_language(error: Exception, lang: Lang) -> str:
    """Return the text of an error in a language; an error without a code keeps its own words."""
    if isinstance(error, InvalidInputError) and error.code:
        return sentence(error.code, lang, **error.data)
    return str(error)
