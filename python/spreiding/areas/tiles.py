"""Tile maps that the package carries."""

from __future__ import annotations

from typing import Any

from spreiding.areas.areas import Areas
from spreiding.values.packaged import packaged
from spreiding.words.refusal import refusal


def tiles(level: str = "wijk") -> Areas:
    """Return a hand-made tile map of Amsterdam in the division of 2015.

    Parameters
    ----------
    level
        ``"wijk"`` (99 tiles, levels ``gebied`` and ``stadsdeel``) or ``"gebied"`` (22 tiles, level ``stadsdeel``).

    Raises
    ------
    InvalidInputError
        If the level is another one.

    Examples
    --------
    >>> len(tiles("gebied")), tiles("wijk")["E16"].levels
    (22, {'gebied': 'DX03', 'stadsdeel': 'E'})
    """
    lists = {"wijk": "areas/wijken_2015.csv", "gebied": "areas/gebieden_2015.csv"}
    if level not in lists:
        raise refusal("expected-one-of", argument="level", found=level, known=list(lists))
    frame = packaged(f"tiles/{level}_2015.csv").join(
        packaged(lists[level]), on="code", how="left", maintain_order="left"
    )
    levels: dict[str, Any] = {"stadsdeel": frame.get_column("stadsdeel_code").to_list()}
    if level == "wijk":
        levels = {"gebied": frame.get_column("gebied_code_2015").to_list()} | levels
    return Areas.from_tiles(
        frame.get_column("code").to_list(),
        frame.get_column("name" if level == "wijk" else "name_bbga").to_list(),
        frame.get_column("column").to_list(),
        frame.get_column("row").to_list(),
        levels=levels,
        scheme="2015",
    )
