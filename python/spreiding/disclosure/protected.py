"""Which values of linked tables are to be protected: what is not told, and is more than a sum of what is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from spreiding.disclosure.cells import MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.disclosure.model import Model, State

Bools = npt.NDArray[np.bool_]


def protected(model: Model, state: State, measures: Sequence[str], small: int) -> npt.NDArray[np.int64]:
    """Return the unknowns that are not printed and are more than a sum of what is, and those printed though small."""
    high = state.system.high
    told = state.exact & ~((high > 0) & (high < small))
    told |= nil(model, state)
    told = closed(model, told)
    mine = np.isin(model.measure, [MEASURES.index(measure) for measure in measures])
    found: npt.NDArray[np.int64] = np.flatnonzero(mine & ~told)
    return found


def closed(model: Model, told: Bools) -> Bools:
    """Return what is told, and the sums of it: these tell nothing new."""
    found: Bools = told.copy()
    grew = True
    while grew:
        whole = _all_parts(model, found)
        grew = bool((whole & ~found).any())
        found |= whole
    return found


def sums_of_printed(model: Model, state: State) -> Bools:
    """Return the unknowns in no table that are the sum of cells in tables."""
    return _all_parts(model, state.printed) & ~state.printed


def nil(model: Model, state: State) -> Bools:
    """Return the unknowns that are printed as none, and their parts: who prints a nil says it of every part."""
    found: Bools = state.exact & (state.system.high == 0)
    top, part, at = pairs(model)
    grew = True
    while grew:
        before = int(found.sum())
        found |= _of_every_group(model, found)
        found[part[found[top[at]]]] = True
        found |= _all_parts(model, found)
        grew = int(found.sum()) > before
    return found


def _of_every_group(model: Model, found: Bools) -> Bools:
    """Return the allocations of every group where rentals are none."""
    space = model.space
    group = space.dims.index("group")
    a = np.flatnonzero(model.measure == 0)
    keys = model.keys[a]
    under = keys - space.number(keys, group) * space.radix[group] + space.size
    at = np.searchsorted(model.keys, under)
    at[at == len(model.keys)] = 0
    none: Bools = np.zeros(len(found), dtype=bool)
    none[a[(model.keys[at] == under) & found[at]]] = True
    return none


def pairs(model: Model) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the whole of every sum, every part, and the number of the sum it is in, in order."""
    if not model.families:
        empty = np.empty(0, dtype=np.int64)
        return empty, empty, empty
    top = np.array([top for top, _ in model.families], dtype=np.int64)
    sizes = np.array([len(parts) for _, parts in model.families])
    return top, np.concatenate([parts for _, parts in model.families]), np.repeat(np.arange(len(top)), sizes)


def _all_parts(model: Model, mask: Bools) -> Bools:
    """Return the wholes of which all parts are in a mask."""
    top, part, at = pairs(model)
    whole: Bools = np.zeros(len(mask), dtype=bool)
    if len(top):
        missing = np.bincount(at, ~mask[part], len(top))
        whole[top[missing == 0]] = True
    return whole
