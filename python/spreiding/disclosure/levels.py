"""How fine the areas of a table are, as the hierarchy that is given shows it: never guessed coarser than that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import UNLOCATED
from spreiding.disclosure.rules import LEVELS
from spreiding.disclosure.tree import ALL
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.disclosure.tree import Tree

#: Levels of areas by their name -> the level of the rules. What is not here counts as the finest.
NAMED = {"gebied": "gebied", "stadsdeel": "gebied", "city": "city"}


def level_of(shares: Any, tree: Tree | None, given: str | None = None) -> str:
    """Say how fine the areas of shares are, as the rules see it.

    What stands above other areas by its name (``gebied``, ``stadsdeel``), or in a hierarchy without names straight
    below the city and above other areas, is ``gebied``. All else is ``wijk``: that no area is known between these and
    the city does not make them large.

    Raises
    ------
    InvalidInputError
        ``unknown-level-to-protect``.
    """
    if given is not None:
        if given not in LEVELS[:2]:
            raise refusal("unknown-level-to-protect", found=given, known=" or ".join(map(repr, LEVELS[:2])))
        return given
    if "area" not in shares.counts.keys:
        return "city"
    by = shares.counts.by[0]
    if by != "area":
        return NAMED.get(by, LEVELS[0])
    codes = set(shares.to_polars().get_column("area")) - {UNLOCATED}
    return "gebied" if tree is not None and codes and codes <= _large(tree.parent, _names(shares)) else "wijk"


def _names(shares: Any) -> dict[str, str]:
    """Return the name of the level that each code above others stands at, where the areas name it."""
    areas = shares.counts.areas
    levels: Mapping[str, list[str | None]] = {} if areas is None else areas.levels
    return {code: level for level, codes in levels.items() for code in codes if code is not None}


def _large(parent: Mapping[str, str], named: Mapping[str, str]) -> set[str]:
    """Return the codes that stand above others and are known to be large."""
    above = set(parent.values()) - {ALL}
    return {
        code for code in above if (NAMED.get(named[code]) == "gebied" if code in named else parent.get(code) == ALL)
    }
