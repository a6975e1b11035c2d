"""Where each key of a text of TOML stands, which the parser of the language does not tell."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

#: Section and key, and further names inside a key that is a table.
Place: TypeAlias = tuple[str, ...]


def places(text: str) -> Iterator[tuple[Place, int]]:
    r"""Yield section and key with the line they start on.

    A statement is the fewest lines that are TOML by themselves, so that a list or text over several lines is one.

    >>> dict(places("[study]\ntitle = '''a\n[b]'''\nlang = 'nl'"))
    {('study',): 1, ('study', 'title'): 2, ('study', 'lang'): 4}
    """
    above: Place = ()
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        if not lines[at].strip() or lines[at].lstrip().startswith("#"):
            at += 1
            continue
        for end in range(at + 1, len(lines) + 1):
            try:
                held = tomllib.loads("\n".join(lines[at:end]))
            except tomllib.TOMLDecodeError:
                continue
            break
        else:
            return
        path = tuple(_path(held))
        if lines[at].lstrip().startswith("["):
            above = path
            yield above, at + 1
        else:
            for size in range(1, len(path) + 1):
                yield (*above, *path[:size]), at + 1
        at = end


def _path(held: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names on the way down to the first thing that is no table of one thing."""
    while isinstance(held, dict) and len(held) == 1:
        name, inside = next(iter(held.items()))
        yield name
        held = inside[0] if isinstance(inside, list) and inside and isinstance(inside[0], dict) else inside
