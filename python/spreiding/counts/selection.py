"""Rows of one period, association or other value of a key, out of counts and shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import UNLOCATED
from spreiding.counts.grain import ALL, TIMES
from spreiding.values.names import nearest
from spreiding.words.catalogue import Said
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def selected(frame: pl.DataFrame, keys: Sequence[str], wanted: Mapping[str, Any]) -> tuple[pl.DataFrame, list[str]]:
    """Return the rows with the wanted values of their keys, and the keys that still tell rows apart.

    A key of which one value was asked for is dropped, unless it is the place or the only one left; a list keeps it.

    Raises
    ------
    InvalidInputError
        If there is no such key, or no such value of it; names those there are.
    """
    left = list(keys)
    for key, value in wanted.items():
        if key not in keys:
            raise refusal("expected-one-of", argument="select", found=key, known=list(keys))
        several = isinstance(value, list | tuple | set | frozenset)
        values = list(value) if several else [value]
        there = frame.get_column(key).unique(maintain_order=True).to_list()
        strange = [v for v in values if v not in there]
        if strange or not values:
            raise refusal("no-such-value", key=key, found=[str(v) for v in strange], known=_known(key, strange, there))
        frame = frame.filter(pl.col(key).is_in(values, nulls_equal=True))
        if not several and key != "area" and len(left) > 1:
            left.remove(key)
            frame = frame.drop(key)
    return frame, left


def _known(key: str, strange: Sequence[Any], there: Sequence[Any]) -> list[Any]:
    """Name the values there are of a period; of other keys, which hold what records held, those like the ones asked."""
    if key in TIMES:
        return [str(value) for value in there]
    names = [value for value in there if value is not None]
    near = {like for value in strange if isinstance(value, str) and (like := nearest(value, names))}
    return [*sorted(near), Said("values-there", {"n": len(there)})]


def column_of(
    frame: pl.DataFrame, key: str, groups: Sequence[str], *, name: str, group: str
) -> tuple[list[str], pl.Series]:
    """Return the codes of the units that have a place, and one column of one group, in the same order.

    Raises
    ------
    InvalidInputError
        If there is no such group; names those there are.
    """
    if group != ALL and group not in groups:
        raise refusal("unknown-group", group=group, known=[ALL, *groups])
    rows = frame.filter((pl.col("group") == group) & pl.col(key).ne_missing(UNLOCATED))
    return rows.get_column(key).to_list(), rows.get_column(name)
