"""The tables that records are compared with: what columns each must have."""

from __future__ import annotations

#: Tables of a :class:`Reference`: columns that must be there, and of all columns those that hold whole numbers.
SHAPES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "delivery": (("year", "main_group", "delivered"), ("year", "delivered")),
    "rentals": (("year", "rentals"), ("year", "rentals")),
    "direct": (("year", "rentals"), ("year", "rentals")),
    "allocations": (("allocations",), ("allocations",)),
    "printed": (("unit", "n"), ("n", "numerator", "decimals")),
    "bands": (("table", "band", "n", "total"), ("n", "total")),
    "stock_corporation": (("area", "stock"), ("stock",)),
    "register": (("corporation",), ()),
    "combinations": ((), ()),
    "rent_limits": (("year", "limit"), ("year",)),
    "declared": (("source", "rows"), ("rows",)),
}
#: Columns of these that hold days.
DAYS = ("valid_from", "valid_to")
#: Columns of these that hold numbers, whole or not.
NUMBERS = ("percent", "limit")
