"""Shares and what is in print: which codes they add up over, what protection leaves, how an outsider reads them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.disclosure.items import Item, complete, count_range, rounded_count, rounded_share, share_range
from spreiding.disclosure.printed import PrintedTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.disclosure.dimensions import Dimensions
    from spreiding.disclosure.tree import Tree


def outcome(shares: Any, rows: Sequence[Item | None], protection: Any) -> Any:
    """Return shares with only what is printed: of the units, then of the city."""
    frame, total = shares.to_polars(), shares.total
    n = frame.height
    keys = shares.counts.keys
    units, city = _rows(frame, rows[:n], protection, keys), _rows(total.to_polars(), rows[n:], protection, keys)
    first = city.row(0, named=True)
    names = ("allocations", "rentals", "stock", "share_of_rentals", "share_of_stock", "lower", "upper", "turnover")
    # Nothing of the unprotected figures may travel along.
    counts = replace(
        shares.counts, dropped=(), frame=units.select(*shares.counts.keys, "group", "allocations", "rentals")
    )
    whole = replace(total, frame=city, **{name: first[name] for name in names})
    return replace(shares, frame=units, counts=counts, total=whole, protection=protection)


def _rows(frame: pl.DataFrame, cells: Sequence[Item | None], protection: Any, keys: Sequence[str]) -> pl.DataFrame:
    none = Item((), "", "", "", (), None, None, None, withheld=True)
    items = [none if cell is None else cell for cell in cells]
    base = protection.base
    counts = [None if i.hidden or i.a is None else i.a if base == 1 else rounded_count(i.a, base) for i in items]
    printed = [protection.small_as if i.small else a for a, i in zip(counts, items, strict=True)]
    ofstock = [
        None if a is None or not i.stock else _half_up(a, i.stock, 1000) for a, i in zip(counts, items, strict=True)
    ]
    nothing = pl.lit(None, dtype=pl.Float64)
    # Only what is known to be safe passes: a column that someone added may hold anything.
    kept = [c for c in frame.columns if c in (*keys, "group", "stock")]
    return frame.select(kept).with_columns(
        allocations=pl.Series(printed, dtype=pl.Int64),
        rentals=pl.Series([0 if i.r == 0 else None for i in items], dtype=pl.Int64),
        share_of_rentals=pl.Series([_share(i) for i in items], dtype=pl.Float64),
        share_of_stock=pl.Series(ofstock, dtype=pl.Float64),
        lower=nothing,
        upper=nothing,
        turnover=nothing,
        share_base=pl.Series(
            [i.share[1] if i.share and i.share[0] == "step" else None for i in items], dtype=pl.Float64
        ),
        status=pl.Series([_status(i) for i in items], dtype=pl.String),
    )


def _half_up(a: int, of: int, per: int) -> float:
    return (2 * a * per + of) // (2 * of) / per


def _share(item: Item) -> float | None:
    match item.share:
        case ("step", step) if item.a is not None and item.r:
            k, per = rounded_share(item.a, item.r, step)
            return k / per
        case (_, edge):
            return edge
    return None


def _status(item: Item) -> str:
    if item.withheld or item.small:
        return "withheld" if item.withheld else "small"
    kind = item.share[0] if item.share else ""
    if kind in ("top", "bottom"):
        return f"{kind}coded"
    if item.hidden or item.a is None:
        return "suppressed"
    if item.r == 0:
        return "no_rentals"
    if item.few:
        return "too_few"
    return "rounded" if item.form else "shown"


def prints_of(
    tables: Sequence[Any], name: str, trees: Mapping[str, Tree], dimensions: Dimensions
) -> list[PrintedTable]:
    """Return tables, printed or shares, as an outsider reads them."""
    found = []
    for i, table in enumerate(tables, start=1):
        if isinstance(table, PrintedTable):
            keys = {dimensions.name(dim): column for dim, column in table.keys.items()}
            found.append(replace(table, keys=keys))
        else:
            found += printed_of(table, f"{name} {i}", trees, dimensions)
    return found


def printed_of(shares: Any, name: str, trees: Mapping[str, Tree], dimensions: Dimensions) -> list[PrintedTable]:
    """Return shares as an outsider reads them: the units, and the city's rows where these are the city's.

    Unprotected shares are read in full: exact counts of allocations and rentals.
    """
    frame, city, keys = shares.to_polars(), shares.total.to_polars(), shares.counts.keys
    fixed = dimensions.fixed(shares)
    tables = []
    for part, own in [(frame, keys), (city, ())][: 2 if complete(shares, trees, dimensions) else 1]:
        dims = {**{dimensions.name(key, shares): key for key in own}, "group": "group", **{dim: dim for dim in fixed}}
        # The stock is public and whole, so the share of it tells what the count in the same row does.
        columns = {"allocations": "allocations", "rentals": "rentals"}
        if shares.protection is not None:
            part = _texts(part, shares.protection)  # noqa: PLW2901  the printed form of the same part
            columns["share_of_rentals"] = "share_of_rentals"
        part = part.with_columns(**{dim: pl.lit(code) for dim, code in fixed.items()})  # noqa: PLW2901
        tables.append(PrintedTable(frame=part, keys=dims, columns=columns, name=name))
    return tables


def _texts(frame: pl.DataFrame, protection: Any) -> pl.DataFrame:
    """Write each figure with what its status, and the published rules, tell."""
    counts, rentals, shares = [], [], []
    for row in frame.to_dicts():
        status, a, share = row["status"], row["allocations"], row["share_of_rentals"]
        hidden = "." if status == "withheld" else f">={protection.low}"
        small = f"{protection.low}-{protection.small_as}"
        counts.append(small if status == "small" else hidden if a is None else _count(a, protection.base))
        many = "." if share is None else f">{protection.few:.0f}"  # who knows the rules knows this too
        rentals.append({"no_rentals": "-", "too_few": f"1-{protection.few:.0f}"}.get(status, many))
        shares.append(_written(status, share, row["share_base"]))
    texts = {"allocations": counts, "rentals": rentals, "share_of_rentals": shares}
    return frame.with_columns(**{k: pl.Series(v, dtype=pl.String) for k, v in texts.items()})


def _count(a: int, base: int) -> str:
    return str(a) if base == 1 or a == 0 else count_range(a, base)


def _written(status: str, share: float | None, base: float | None) -> str:
    if share is None:
        return "."
    if base is None:
        return f"{'>' if status == 'topcoded' else '<'}{100 * share:g}"
    per = round(1 / base)
    return share_range(round(share * per), per)
