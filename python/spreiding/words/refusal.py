"""Refusals: errors as a code and data, written in English where raised and in any language where shown."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

from spreiding.base.errors import FaultError, InvalidInputError, Part
from spreiding.words.catalogue import Said, codes, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.base.types import Lang


#: Reasons of the system that a reader can do something about.
WHY = {
    errno.ENOENT: "not-there",
    errno.ENOTDIR: "not-there",
    errno.EACCES: "not-allowed",
    errno.EPERM: "not-allowed",
    errno.EISDIR: "no-file",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read-only",
}


def refusal(code: str, /, kind: type[InvalidInputError] = InvalidInputError, **data: Any) -> InvalidInputError:
    """Return an error to raise: ``raise refusal("unknown-level", level="wijkk", known=levels)``.

    ``data`` may name ``source``, ``column``, ``rows`` and ``line``, the place of the fault. Never give the contents of
    a record.
    """
    return kind(sentence(code, "en", **_told(data, "en")), code=code, data=data)


def in_language(error: Exception, lang: Lang) -> str:
    """Return the text of an error in a language; one without a code, or whose code has no sentence, as it stands."""
    if isinstance(error, InvalidInputError | FaultError) and error.code in codes(lang):
        return sentence(error.code, lang, **_told(error.data, lang))
    return str(error)


def why(error: OSError) -> Said:
    """Return why the system refuses a file, as a part of a sentence."""
    return Said(f"part-{WHY.get(error.errno or 0, 'system')}")


def _told(data: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    """Return data with lists of refusals as text, one a line, and parts of the core in the language."""
    return {name: _in_language(value, lang) for name, value in data.items()}


def _in_language(value: Any, lang: Lang) -> Any:
    if isinstance(value, Part):
        return sentence(value.code, lang)
    return _lines(value, lang) if _refusals(value) else value


def _refusals(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, InvalidInputError) for part in value)


def _lines(errors: list[Exception], lang: Lang) -> str:
    return "\n".join(f"- {_with_line(error, lang)}" for error in errors)


def _with_line(error: Exception, lang: Lang) -> str:
    """Return the text of an error, after its line where it has one."""
    text, line = in_language(error, lang), getattr(error, "data", {}).get("line")
    return text if line is None else sentence("fault-in-line", lang, line=line, fault=text)
