"""Change of shares between two periods: how large, how sure, and by what cause."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.base.results import Result
from spreiding.counts import exact
from spreiding.counts.beside import UNIT, check_lengths, need_periods, partial, side_by_side
from spreiding.counts.grain import ALL, CITY, need_whole
from spreiding.counts.periods import place_of, span_of
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.areas.areas import Areas
    from spreiding.counts.grain import Grain
    from spreiding.counts.shares import Shares

#: A difference with a larger q is told as one that can be chance.
ALPHA = 0.05


@dataclass(frozen=True, repr=False)
class Change(Result):
    """Differences of shares between periods, per unit and group."""

    frame: pl.DataFrame
    over: str  #: Key that names the periods, such as ``"year"``.
    base: str  #: What each period is compared with.
    grain: Grain  #: Of the shares compared.
    level: float  #: Confidence level of ``lower`` and ``upper``.
    annualised: bool  #: Whether shares of stock are per year.
    areas: Areas | None = field(default=None, repr=False)
    source: str = ""
    method: str = "Newcombe (1998) method 10; Fisher's exact test; Benjamini & Hochberg (1995); Shapley parts"
    public: bool = False  #: Whether anyone may see it: as the figures it was made of.

    @property
    def caption(self) -> str:
        """One line that says what the numbers are."""
        return f"Change of shares by {self.over} against {self.base}, {self.level:.0%} intervals ({self.source})"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per unit, group and pair of periods; shares and differences in [-1, 1].

        ``unit, group, from, to, share_from, share_to, difference, lower, upper, p, q`` of the share of rentals;
        ``difference_of_stock, supply, selection`` of the share of stock, which the last two add up to;
        ``direction`` (``"higher"``, ``"lower"``, or null where the difference can be chance);
        ``holds``, whether that direction stays without first lettings of new dwellings (null where that is not asked or
        there is none); ``partial``, whether a period is cut short by the
        records; ``joined``, whether ground became part of the city in between, so that the two are of other ground.
        """
        return self.frame


def change(shares: Shares, *, over: str = "year", base: str = "previous", relettings: Shares | None = None) -> Change:
    """Compare the shares of each period with those of another.

    Parameters
    ----------
    shares
        Shares by period, and by area or one other key: ``sp.shares(sp.count(rentals, by=["wijk", "year"]), stock)``.
    over
        Key of the periods: ``"year"``, ``"half_year"`` … as in the shares.
    base
        ``"previous"``: the period before; ``"first"``; ``"year_before"``: the same part of the year before; or a period
        such as ``"2018"``.
    relettings
        The same shares without first lettings of new dwellings (``sp.count(rentals, relettings=True, …)``). A
        difference is real only if it holds there too; ``holds`` says so.

    Returns
    -------
    Change
        A row per unit, group and pair, and rows of the city (``STAD``). p is Fisher's exact, two-sided; q is adjusted
        for the number of units, per group and pair, the city and lettings without a place left out.

    Raises
    ------
    InvalidInputError
        If the shares have no periods or more keys beside them than one, are protected or fractional, if periods are
        of unequal length (unless the shares are annualised), or there is nothing to compare.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17(8), 873-890. Fisher (1934), Statistical Methods for Research Workers,
    section 21.02. Benjamini & Hochberg (1995), JRSS B 57(1), 289-300. Parts: Shorrocks (2013), Journal of Economic
    Inequality 11(1), 99-126.

    Examples
    --------
    >>> import spreiding as sp
    >>> table = {"area": ["E16"] * 2, "year": [2018, 2019], "allocations": [48, 56], "rentals": [80, 70]}
    >>> row = sp.change(sp.shares(sp.Counts.from_frame(table, by=["year"]))).to_dicts()[0]
    >>> [round(row[name], 4) for name in ("difference", "lower", "upper")]
    [0.2, 0.0524, 0.3339]
    """
    need_periods(shares, over, "change")
    need_whole(shares, "change")
    pairs = pairs_of(shares.counts.periods, base)
    check_lengths(shares, dict.fromkeys(code for pair in pairs for code in pair), "change")
    rows = side_by_side(shares, over)
    frame = pl.concat([_compared(rows, over, pair, shares.level) for pair in pairs])
    frame = _with_q(frame)
    frame = frame.with_columns(
        partial=pl.struct("from", "to").map_elements(
            lambda pair: partial(shares, pair["from"]) or partial(shares, pair["to"]), return_dtype=pl.Boolean
        )
    )
    frame = frame.with_columns(joined=_joined(shares, frame))
    frame = _holding(frame, shares, relettings, over, base)
    order = pl.DataFrame({"group": [ALL, *shares.counts.groups]}).with_row_index("order")
    frame = frame.join(order, on="group", how="left", maintain_order="left")
    frame = frame.with_row_index("row").sort("row").drop("row", "order")
    return Change(
        frame, over, base, shares.grain, shares.level, shares.annualised, shares.counts.areas, shares.counts.source,
        public=shares.public,
    )  # fmt: skip


def pairs_of(periods: Sequence[str], base: str) -> list[tuple[str, str]]:
    """Return which period is compared with which: (from, to).

    >>> pairs_of(["2018", "2019", "2021"], "previous"), pairs_of(["2018", "2019", "2021"], "2021")
    ([('2018', '2019'), ('2019', '2021')], [('2021', '2018'), ('2021', '2019')])
    >>> pairs_of(["2018-H1", "2018-H2", "2019-H1"], "year_before")
    [('2018-H1', '2019-H1')]
    """
    if base == "previous":
        found = list(pairwise(periods))
    elif base == "year_before":
        at = {(code[:4], code[4:]): code for code in periods}
        found = [(at[before], code) for code in periods if (before := (f"{int(code[:4]) - 1}", code[4:])) in at]
    elif base in {"first", *periods}:
        first = periods[0] if base == "first" else base
        found = [(first, code) for code in sorted(periods, key=place_of) if code != first]
    else:
        raise refusal(
            "expected-one-of", argument="base", found=base, known=["previous", "first", "year_before", *periods]
        )
    if not found:
        raise refusal("nothing-to-compare", base=base, periods=list(periods))
    return found


def _compared(rows: pl.DataFrame, over: str, pair: tuple[str, str], level: float) -> pl.DataFrame:
    """Return the differences between two periods, without q."""
    before, after = (rows.filter(pl.col(over) == code).drop(over) for code in pair)
    both = before.join(after, on=[*UNIT, "group"], how="full", coalesce=True, nulls_equal=True, suffix="_to",
                       maintain_order="right_left")  # fmt: skip
    x, n, y, m = (
        both.get_column(c).cast(pl.Float64) for c in ("allocations_to", "rentals_to", "allocations", "rentals")
    )
    x, n, y, m = (pl.select(pl.when(c.is_not_null() & (n > 0) & (m > 0)).then(c)).to_series() for c in (x, n, y, m))
    lower, upper = exact.newcombe(x, n, y, m, level)
    tables = zip(*(column.to_list() for column in (x, n, y, m)), strict=True)
    p = [None if None in table else exact.fisher(*(int(value) for value in table)) for table in tables]
    found = both.select(
        *UNIT, "group", pl.lit(pair[0]).alias("from"), pl.lit(pair[1]).alias("to"),
        share_from="share_of_rentals", share_to="share_of_rentals_to",
        difference=pl.col("share_of_rentals_to") - pl.col("share_of_rentals"),
    )  # fmt: skip
    bounds = [
        pl.Series(name, ends, dtype=pl.Float64).fill_nan(None) for name, ends in (("lower", lower), ("upper", upper))
    ]
    found = found.with_columns(*bounds, pl.Series("p", p, dtype=pl.Float64))
    return found.with_columns(_parts(both))


def _parts(both: pl.DataFrame) -> list[pl.Series]:
    """Split the difference of the share of stock into supply and selection, which add up to it."""
    columns = {}
    for end in ("", "_to"):
        turnover = pl.col(f"rentals{end}") / pl.when(pl.col(f"stock{end}") > 0).then(pl.col(f"stock{end}"))
        turnover = turnover / pl.col(f"years{end}")
        columns[f"turnover{end}"], columns[f"share{end}"] = turnover, pl.col(f"share_of_rentals{end}")
    made = both.select(**columns)
    # Where nothing was let in either period there was nothing to choose, and nothing changed.
    idle = (both.get_column("rentals") == 0) & (both.get_column("rentals_to") == 0)
    shares = [made.get_column(f"share{end}").set(idle.fill_null(value=False), 0.0) for end in ("", "_to")]
    before, after = (made.get_column(f"turnover{end}") for end in ("", "_to"))
    parts = _core.split_product(before, shares[0], after, shares[1], "shapley")
    whole = (pl.col("supply") + pl.col("selection")).alias("difference_of_stock")
    return parts.select(whole, "supply", "selection").get_columns()


def _with_q(frame: pl.DataFrame) -> pl.DataFrame:
    """Adjust p for the number of units, per group and pair of periods; the city is one comparison."""
    alone = pl.col("unit").is_in([CITY]) | pl.col("unplaced")
    rows = frame.with_columns(p_of_many=pl.when(~alone).then(pl.col("p"))).with_row_index("row")
    parts = []
    for _, part in rows.group_by(["group", "from", "to"], maintain_order=True):
        q = pl.Series("q", exact.adjusted(part.get_column("p_of_many").to_list()), dtype=pl.Float64)
        parts.append(part.with_columns(q))
    found = pl.concat(parts).sort("row").drop("row", "p_of_many", "unplaced")
    sure = pl.coalesce("q", pl.when(pl.col("unit") == CITY).then(pl.col("p"))) < ALPHA
    up, down = (sure & (pl.col("difference") > 0)), (sure & (pl.col("difference") < 0))
    way = pl.when(up).then(pl.lit("higher")).when(down).then(pl.lit("lower"))
    order = ["unit", "group", "from", "to", "share_from", "share_to", "difference", "lower", "upper", "p", "q"]
    return found.select(*order, "difference_of_stock", "supply", "selection", direction=way)


def _joined(shares: Shares, frame: pl.DataFrame) -> pl.Series:
    """Say of each row whether its unit, or the city, gained ground after the first day of the one period."""
    days = shares.counts.joined
    days |= {CITY: max(days.values())} if days else {}
    found = [
        unit in days and span_of(min(first, last))[0] < days[unit] <= span_of(max(first, last))[1]
        for unit, first, last in frame.select("unit", "from", "to").iter_rows()
    ]
    return pl.Series("joined", found, dtype=pl.Boolean)


def _holding(frame: pl.DataFrame, shares: Shares, relettings: Shares | None, over: str, base: str) -> pl.DataFrame:
    """Say of each direction whether it stays without first lettings of new dwellings."""
    if relettings is None:
        return frame.with_columns(holds=pl.lit(None, dtype=pl.Boolean))
    if (relettings.counts.keys, relettings.counts.groups) != (shares.counts.keys, shares.counts.groups):
        raise refusal("relettings-of-other-grain", found=str(relettings.grain), expected=str(shares.grain))
    keys = ["unit", "group", "from", "to"]
    other = change(relettings, over=over, base=base).frame.select(*keys, other="direction")
    joined = frame.join(other, on=keys, how="left", nulls_equal=True, maintain_order="left")
    holds = pl.when(pl.col("direction").is_not_null()).then(pl.col("direction").eq_missing(pl.col("other")))
    return joined.with_columns(holds=holds).drop("other")
