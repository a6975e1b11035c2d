"""Tile maps that the package carries, of the two divisions of Amsterdam."""

from __future__ import annotations

from typing import Any

from spreiding.areas.areas import Areas
from spreiding.values.packaged import packaged
from spreiding.words.refusal import refusal

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
    return Areas.from_tiles(*columns.values(), levels=levels, scheme=scheme)
