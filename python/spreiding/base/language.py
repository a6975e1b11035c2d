"""The language of what shows itself, and of what is made without naming one: set once, Dutch where nobody did.

What is asked for by ``lang=`` goes first, then :func:`set_language`, then a language that the thing itself has (a study
has one), then Dutch. What is published follows its study, and never this setting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError

if TYPE_CHECKING:
    from spreiding.base.types import Lang

#: Languages that sentences stand in.
LANGS = ("nl", "en")


class _Own(str):
    """The usual language, told apart from one that was asked for."""

    __slots__ = ()


#: Default of an argument ``lang``: Dutch, where neither the session nor the thing itself has another.
OWN: Any = _Own("nl")
_SET: list[Lang] = []


def set_language(lang: Lang | None) -> None:
    """Set the language in which results, areas and studies show themselves, for the rest of the session.

    Once at the head of a notebook is enough: tables, maps, charts, text and CSV files follow it too where their
    ``lang`` is left out. An edition (:func:`spreiding.report`) keeps the language of its study; errors stay English.

    Parameters
    ----------
    lang
        ``"nl"`` or ``"en"``; None goes back to how it was: a study in its own language, all else in Dutch.

    Raises
    ------
    InvalidInputError
        If it is another language.

    Examples
    --------
    >>> import spreiding as sp
    >>> counts = sp.Counts.from_frame({"area": ["a"], "allocations": [2], "rentals": [5]}, public=True)
    >>> sp.set_language("en")
    >>> "rentals" in counts._repr_html_(), "verhuringen" in counts._repr_html_()
    (True, False)
    >>> sp.set_language(None)
    """
    if lang not in (*LANGS, None):  # of no set: anything may be given
        found = lang if isinstance(lang, str) else type(lang).__name__
        told = {"argument": "lang", "found": found, "known": list(LANGS)}
        raise InvalidInputError(f"lang is {found!r}, must be one of nl, en", code="expected-one-of", data=told)
    _SET[:] = [] if lang is None else [lang]


def language(asked: Lang = OWN, own: Lang = "nl") -> Lang:
    """Return the language asked for, else that of the session, else ``own``.

    >>> language("en"), language(), language(own="en")
    ('en', 'nl', 'en')
    """
    if not isinstance(asked, _Own):
        return asked
    return _SET[0] if _SET else own
