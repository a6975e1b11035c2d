"""The programme per year: agreed, delivered, and how long households waited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.results import Result
from spreiding.counts.count import count
from spreiding.counts.grain import ALL
from spreiding.counts.periods import PERIODS, span_of, within
from spreiding.delivery import published
from spreiding.delivery.agreed import agreed_rows
from spreiding.delivery.published import SOURCE
from spreiding.delivery.rows import COLUMNS, finished
from spreiding.delivery.waiting import waits
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from spreiding.base.types import Frame
    from spreiding.counts.counts import Counts
    from spreiding.records.rentals import Rentals


@dataclass(frozen=True, repr=False)
class Programme(Result):
    """Agreed and delivered dwellings per group, with waiting times; see :func:`programme`."""

    frame: pl.DataFrame
    #: ``code, period, main_group, group`` and what was found: figures that do not add up, percentages that cannot come
    #: from whole households.
    findings: pl.DataFrame
    target: int | None = None  #: Dwellings a year that are to be delivered.
    published: bool = False  #: Whether the figures were printed elsewhere: they print as they were.
    decimals: int = 0  #: Decimals of percentages as printed elsewhere.
    counts: Counts | None = field(default=None, repr=False)  #: What was delivered, for protection.
    source: str = SOURCE

    @property
    def public(self) -> bool:
        """Whether anyone may see it: printed elsewhere already, or of records that anyone may see."""
        return self.published or (self.counts is not None and self.counts.public)

    @property
    def caption(self) -> str:
        """One line that says what the numbers are."""
        periods = ", ".join(self.frame.get_column("period").unique(maintain_order=True))
        return f"Programme of {periods}: dwellings agreed and delivered per group ({self.source})"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per period and group; each main group has a row ``"all"``, and so has the whole.

        ``period, main_group, group, name, agreed, delivered, difference, delivered_share`` (delivered / agreed),
        ``counts_toward_target`` (null where a sum holds both, or it is not known), ``within_3_months,
        from_3_to_6_months, beyond_6_months`` (shares in [0, 1] of the ``n`` households whose wait is known), ``unit``:
        ``"dwellings"``, or ``"persons"``, which no sum of dwellings contains.
        """
        return self.frame

    def counted(self, period: str | None = None) -> int | None:
        """Return the dwellings delivered that count toward the target; None where that is not known of all groups.

        Raises
        ------
        InvalidInputError
            If there are several periods and none is named, or no such period.
        """
        periods = self.frame.get_column("period").unique(maintain_order=True).to_list()
        if period is None and len(periods) == 1:
            period = periods[0]
        if period not in periods:
            raise refusal("no-such-value", key="period", found=[str(period)], known=periods)
        rows = self.frame.filter((pl.col("period") == period) & (pl.col("unit") == "dwellings"))
        parts = rows.filter((pl.col("group") != ALL) & pl.col("delivered").is_not_null() & (pl.col("delivered") > 0))
        whole = rows.filter((pl.col("main_group") == ALL) & (pl.col("group") == ALL)).get_column("delivered")
        if parts.get_column("counts_toward_target").null_count() or whole.null_count():
            return None
        outside = parts.filter(~pl.col("counts_toward_target")).get_column("delivered").sum()
        return int(whole.item()) - int(outside)

    @classmethod
    def from_frame(cls, frame: Frame | str | Path, *, target: int | None = None, decimals: int = 0) -> Programme:
        """Take published figures as they were printed.

        Parameters
        ----------
        frame
            Path or frame with ``period, main_group, group`` and any of ``agreed, delivered, within_3_months,
            from_3_to_6_months, n``; shares in [0, 1]. Rows of the group ``"all"`` (or ``totaal``, or with a column
            ``level`` that says ``main`` or ``total``) hold a whole main group, of the main group ``"all"`` everything;
            what is not given is added up. Optional: ``name, counts_toward_target, unit`` (``dwellings`` or
            ``persons``).
        target
            Dwellings a year that are to be delivered.
        decimals
            Decimals of the percentages in print.

        Raises
        ------
        InvalidInputError
            If a column is missing, a number is negative or not whole, a share is not in [0, 1], or a group stands
            there twice.

        Examples
        --------
        >>> rows = {"period": ["2020"] * 2, "main_group": ["met"] * 2, "group": ["a", "b"], "delivered": [417, 165]}
        >>> Programme.from_frame(rows).to_polars().select("main_group", "group", "delivered").rows()
        [('met', 'all', 582), ('met', 'a', 417), ('met', 'b', 165), ('all', 'all', 582)]
        """
        rows, found, source = published.read(frame, decimals)
        return cls(finished(rows), found, target, published=True, decimals=decimals, source=source)


def programme(
    rentals: Rentals,
    *,
    agreed: Mapping[str, int] | Frame | str | Path | None = None,
    waiting_from: str | None = None,
    target: int | None = None,
    by: str = "year",
) -> Programme:
    """Set what was delivered beside what was agreed, with waiting times.

    Parameters
    ----------
    rentals
        Records; each allocation is a dwelling delivered.
    agreed
        Dwellings agreed: a mapping of group or main group to number, or a table with ``group`` (or ``main_group``),
        ``agreed``, and where wanted ``period`` and ``unit``. Figures in persons stand apart and are set beside nothing.
    waiting_from
        Column of the source with the day on which the wait began (placed in active mediation, or the day of the
        decision). Within three months is a contract on or before the same day three months later, or the last day of a
        shorter month.
    target
        Dwellings a year that are to be delivered.
    by
        Kind of period: ``"year"``, ``"half_year"``, ``"quarter"`` or ``"month"``.

    Returns
    -------
    Programme
        Groups of the scheme of the records; a group that was not there in a period and let nothing has no row.

    Raises
    ------
    InvalidInputError
        If agreed figures name an unknown group, the column of the wait does not exist or holds no days, or a contract
        comes before the wait began.

    Examples
    --------
    >>> import spreiding as sp
    >>> records = {"date": ["2020-05-01"] * 2, "area": ["E16"] * 2, "group": ["Mantelzorg", "OOV"]}
    >>> records["active"] = ["2020-02-01", "2020-01-31"]
    >>> rentals = sp.read_rentals(records, groups="phkg2020")
    >>> made = programme(rentals, agreed={"zonder_begeleiding": 3}, waiting_from="active")
    >>> [made.to_dicts()[0][name] for name in ("group", "agreed", "delivered", "within_3_months")]
    ['all', 3, 2, 0.5]
    """
    if by not in PERIODS:
        raise refusal("expected-one-of", argument="by", found=by, known=list(PERIODS))
    counts = count(rentals, by=by, level="sub")
    rows = _delivered(rentals, counts, by)
    if agreed is not None:
        rows = agreed_rows(rows, agreed, rentals.groups, counts.periods)
    if waiting_from is not None:
        rows = _waited(rows, rentals, waiting_from, by)
    nothing = pl.DataFrame(schema=published.FINDINGS)
    return Programme(finished(rows), nothing, target, counts=counts, source=rentals.source)


def _delivered(rentals: Rentals, counts: Counts, by: str) -> pl.DataFrame:
    """Return the groups of the scheme with what was delivered, per period."""
    columns = ["code", "name", "main_group", "counts_toward_target", "valid_from", "valid_to"]
    groups = rentals.groups.frame.filter(pl.col("role") == "allocation").select(columns)
    delivered = counts.frame.filter(pl.col("group") != ALL)
    rows = delivered.join(groups, left_on="group", right_on="code", how="left", maintain_order="left")
    spans = {code: within(code, counts.period) for code in counts.periods}
    there = [
        n > 0 or ((first is None or first <= spans[code][1]) and (last is None or last >= span_of(code)[0]))
        for code, n, first, last in rows.select(by, "allocations", "valid_from", "valid_to").iter_rows()
    ]
    rows = rows.filter(pl.Series(there, dtype=pl.Boolean))
    main_of = {code: rentals.groups.main_at(spans[code][0]) for code in counts.periods}
    mains = [main_of[period].get(group) for period, group in rows.select(by, "group").iter_rows()]
    rows = rows.with_columns(main_group=pl.Series(mains, dtype=pl.String))
    order = {main: place for place, main in enumerate(rentals.groups.main_groups)}
    rows = rows.sort(by, pl.col("main_group").replace_strict(order, default=None), maintain_order=True)
    made = rows.select(
        pl.col(by).alias("period"), "main_group", "group", "name", "counts_toward_target",
        delivered="allocations", unit=pl.lit("dwellings"),
    )  # fmt: skip
    absent = [pl.lit(None).cast(kind).alias(name) for name, kind in COLUMNS.items() if name not in made.columns]
    return made.with_columns(absent).select(*COLUMNS)


def _waited(rows: pl.DataFrame, rentals: Rentals, column: str, by: str) -> pl.DataFrame:
    """Add how many households' wait is known, and which shares of them waited how long."""
    found = waits(rentals, column)
    codes: dict[str, Any] = rentals.groups.resolve(found.get_column("label").drop_nulls().unique().to_list())
    found = found.with_columns(
        group=pl.col("label").replace_strict(codes, default=None, return_dtype=pl.String),
        period=pl.col("day").map_elements(PERIODS[by], return_dtype=pl.String),
    ).drop_nulls("group")
    sums = [pl.col("n").filter(pl.col("within") == at).sum().alias(f"w{at}") for at in range(3)]
    of = found.group_by("period", "group").agg(pl.col("n").sum(), *sums)
    joined = rows.drop("n", *(f"w{at}" for at in range(3))).join(of, on=["period", "group"], how="left")
    # Sums are made of the groups later; a group whose wait nobody noted has 0 households.
    zero = pl.when(pl.col("group") != ALL).then(0)
    known = [pl.coalesce(name, zero).cast(pl.Int64) for name in ("n", "w0", "w1", "w2")]
    return joined.with_columns(known).select(*COLUMNS)
