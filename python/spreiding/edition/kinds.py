"""What a key of a study file may hold: each kind takes a value of TOML and returns the library's, or says what it is not."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


#: Methods that find classes in the values (:func:`spreiding.classify`).
METHODS = ("fisher_jenks", "quantiles", "equal_interval", "head_tail", "std_mean")


class NotOfKind(Exception):  # noqa: N818  a signal inside this package
    """A value is of another kind; ``found`` names it."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.found = name_of(value)


def name_of(value: Any) -> str:
    """Return the kind of a value of TOML.

    >>> name_of(True), name_of(3), name_of([1]), name_of({})
    ('flag', 'whole', 'list', 'table')
    """
    kinds = {bool: "flag", int: "whole", float: "number", str: "text", list: "list", tuple: "list", dict: "table"}
    if isinstance(value, date):  # a moment too
        return "day"
    return kinds.get(type(value), "other")


def text(value: Any) -> str:
    """Take a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise NotOfKind(value)
    return value.strip()


def texts(value: Any) -> tuple[str, ...]:
    """Take a list of texts, or one."""
    if isinstance(value, str):
        return (text(value),)
    if not isinstance(value, list | tuple):
        raise NotOfKind(value)
    return tuple(text(part) for part in value)


def flag(value: Any) -> bool:
    """Take yes or no."""
    if not isinstance(value, bool):
        raise NotOfKind(value)
    return value


def whole(value: Any) -> int:
    """Take a whole number from 0 up."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise NotOfKind(value)
    return value


def number(value: Any) -> float:
    """Take a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < float("inf"):
        raise NotOfKind(value)
    return float(value)


def numbers(value: Any) -> tuple[float, ...]:
    """Take numbers that rise."""
    if not isinstance(value, list | tuple):
        raise NotOfKind(value)
    found = tuple(number(part) for part in value)
    if not found or any(a >= b for a, b in pairwise(found)):
        raise NotOfKind(value)
    return found


def classes(value: Any) -> tuple[float, ...] | str:
    """Take edges that rise, or the name of a method that finds them."""
    if isinstance(value, str):
        if value not in METHODS:
            raise NotOfKind(value)
        return value
    return numbers(value)


def day(value: Any) -> date:
    """Take a day of TOML, or one as text: ``2018-01-01`` or ``"2018-01-01"``."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(text(value))
    except ValueError:
        raise NotOfKind(value) from None


def day_or_text(value: Any) -> date | str:
    """Take a day, or the name of the column that holds it."""
    try:
        return day(value)
    except NotOfKind:
        return text(value)


def period(value: Any) -> tuple[date, date]:
    """Take a first and a last day."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise NotOfKind(value)
    first, last = day(value[0]), day(value[1])
    if first > last:
        raise NotOfKind(value)
    return first, last


def by_name(kind: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    """Return the kind of a table of which every value is of a kind."""

    def table(value: Any) -> dict[str, Any]:
        return {name: kind(part) for name, part in _table(value).items()}

    return table


def definition(value: Any) -> dict[str, Any]:
    """Take what counts as a letting: yes or no per kind of letting, and a text."""
    return {name: part if isinstance(part, bool) else text(part) for name, part in _table(value).items()}


def cuts(value: Any) -> dict[str, float] | str:
    """Take the least share per measure, or the word ``funnel``."""
    return text(value) if isinstance(value, str) else by_name(number)(value)


def limits(value: Any) -> dict[str, Any]:
    """Take limits of checks: numbers, texts, days, or lists of them."""
    return {name: _limit(part) for name, part in _table(value).items()}


def parents(value: Any) -> dict[str, dict[str, str]]:
    """Take per level the property with its code, or a table of ``code`` and ``name``."""
    found = {}
    for level, part in _table(value).items():
        held = {"code": text(part)} if isinstance(part, str) else by_name(text)(part)
        if "code" not in held or set(held) - {"code", "name"}:
            raise NotOfKind(part)
        found[level] = held
    return found


def said(value: Any) -> str | dict[str, str]:
    """Take a text, or a table of the same text per language."""
    if not isinstance(value, dict):
        return text(value)
    found = by_name(text)(value)
    if not found or set(found) - {"nl", "en"}:
        raise NotOfKind(value)
    return found


def all_said(value: Any) -> tuple[str | dict[str, str], ...]:
    """Take texts, each of which may be a table per language."""
    return tuple(said(part) for part in value) if isinstance(value, list | tuple) else (said(value),)


def files_or_flag(value: Any) -> tuple[str, ...] | bool:
    """Take files, or yes or no."""
    return value if isinstance(value, bool) else texts(value)


def steps(value: Any) -> tuple[dict[str, Any], ...]:
    """Take steps of quality: each says what was done, by whom and when, and where wanted a remark."""
    if not isinstance(value, list | tuple):
        raise NotOfKind(value)
    found = []
    for part in value:
        held = _table(part)
        if not {"step", "by", "date"} <= set(held) <= {"step", "by", "date", "remark"}:
            raise NotOfKind(part)
        found.append({name: day(held[name]) if name == "date" else text(held[name]) for name in held})
    return tuple(found)


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise NotOfKind(value)
    return value


def _limit(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_limit(part) for part in value)
    if not isinstance(value, str | int | float | date) or isinstance(value, bool):
        raise NotOfKind(value)
    return value


#: Name of a kind -> what takes it.
KINDS: dict[str, Callable[[Any], Any]] = {
    "text": text,
    "texts": texts,
    "said": said,
    "all said": all_said,
    "all said by name": by_name(all_said),
    "said by name": by_name(said),
    "file": text,
    "files": texts,
    "flag": flag,
    "whole": whole,
    "numbers": numbers,
    "classes": classes,
    "day": day,
    "day or text": day_or_text,
    "period": period,
    "texts by name": by_name(text),
    "files by name": by_name(files_or_flag),
    "definition": definition,
    "cuts": cuts,
    "limits": limits,
    "parents": parents,
    "steps": steps,
}
