"""Tile maps that the package carries, of the two divisions of Amsterdam."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from spreiding.areas.areas import Areas
from spreiding.areas.schemes import gebied_names
from spreiding.values.packaged import packaged
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Division -> its level -> the list of its areas, and the columns with the name and with the parents, nearest first.
LISTS: dict[str, dict[str, tuple[str, str, dict[str, str]]]] = {
    "2015": {
        "wijk": ("wijken_2015", "name", {"gebied": "gebied_code_2015", "stadsdeel": "stadsdeel_code"}),
        "gebied": ("gebieden_2015", "name_bbga", {"stadsdeel": "stadsdeel_code"}),
    },
    "2022": {
        "wijk": ("wijken_2022", "name", {"gebied": "gebied_code_2022", "stadsdeel": "stadsdeel_code"}),
        "gebied": ("gebieden_2022", "name", {"stadsdeel": "stadsdeel_code"}),
    },
}


def tiles(level: str = "wijk", scheme: str = "2015") -> Areas:
    """Return a tile map of Amsterdam: one square per area, about where it lies.

    Parameters
    ----------
    level
        ``"wijk"`` (levels ``gebied`` and ``stadsdeel``) or ``"gebied"`` (level ``stadsdeel``).
    scheme
        ``"2015"``: 99 wijken and 22 gebieden, 2015 to 23 March 2022; ``"2022"``: 110 wijken and 25 gebieden, from
        24 March 2022, with Weesp.

    Raises
    ------
    InvalidInputError
        If the level or scheme is another one.

    Examples
    --------
    >>> len(tiles("gebied")), tiles("wijk")["E16"].levels
    (22, {'gebied': 'DX03', 'stadsdeel': 'E'})
    >>> len(tiles("wijk", "2022")), tiles("wijk", "2022")["SA"].name
    (110, 'Driemond')
    """
    if scheme not in LISTS:
        raise refusal("expected-one-of", argument="scheme", found=scheme, known=list(LISTS))
    if level not in LISTS[scheme]:
        raise refusal("expected-one-of", argument="level", found=level, known=list(LISTS[scheme]))
    list_, name, parents = LISTS[scheme][level]
    places = packaged(f"tiles/{level}_{scheme}.csv")
    frame = places.join(packaged(f"areas/{list_}.csv"), on="code", how="left", maintain_order="left")
    columns: dict[str, Any] = {key: frame.get_column(key).to_list() for key in ("code", name, "column", "row")}
    levels = {above: frame.get_column(column).to_list() for above, column in parents.items()}
    above = {parent: names_of_level(parent, scheme) for parent in levels}
    return Areas.from_tiles(*columns.values(), levels=levels, scheme=scheme, parent_names=above)


@cache
def names_of_level(level: str, scheme: str) -> dict[str, str]:
    """Return the names of the areas of a level above the wijk, by code.

    >>> names_of_level("gebied", "2015")["DX03"], names_of_level("stadsdeel", "2015")["E"]
    ('W-Westerpark', 'West')
    """
    if level == "gebied":
        codes = packaged(f"areas/{LISTS[scheme][level][0]}.csv").get_column("code")
        return {code: name for code, name in gebied_names().items() if code in set(codes)}
    # The boroughs have the same letters in both divisions.
    found = packaged("areas/wijken_2022.csv").select("stadsdeel_code", "stadsdeel_name").unique(maintain_order=True)
    return dict(found.iter_rows())


def scheme_with(codes: Iterable[str]) -> str | None:
    """Return the division of Amsterdam of which most of these codes are wijken; None where there is none.

    >>> scheme_with(["E16", "A05", "T93"]), scheme_with(["AA", "NA"]), scheme_with(["W01", "W02", "K24"])
    ('2015', '2022', None)
    """
    there = set(codes)
    held = {scheme: len(there & set(wijken(scheme))) for scheme in LISTS}
    best = max(held, key=lambda scheme: held[scheme])
    return best if held[best] * 3 > len(there) * 2 else None


@cache
def wijken(scheme: str) -> tuple[str, ...]:
    """Return the codes of the wijken of a division."""
    return tuple(packaged(f"areas/{LISTS[scheme]['wijk'][0]}.csv").get_column("code"))
