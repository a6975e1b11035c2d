"""The tables that records are compared with: what columns each must have."""

from __future__ import annotations

from typing import Any

#: Tables of a :class:`Reference`: columns that must be there, and of all columns those that hold whole numbers.
SHAPES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "delivery": (("year", "main_group", "delivered"), ("year", "delivered")),
    "rentals": (("year", "rentals"), ("year", "rentals")),
    "direct": (("year", "rentals"), ("year", "rentals")),
    "allocations": (("allocations",), ("allocations",)),
    "printed": (("unit", "n"), ("n", "numerator", "decimals")),
    "bands": (("table", "band", "n", "total"), ("n", "total")),
    "stock_corporation": (("area", "stock"), ("stock",)),
}


def shown(value: Any) -> str:
    """Return a limit as the command line takes it.

    >>> shown((1.3, 2.0)), shown(None)
    ('1.3,2.0', '')
    """
    if isinstance(value, tuple | list):
        return ",".join(map(str, value))
    return "" if value is None else str(value)
