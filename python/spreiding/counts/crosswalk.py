"""Counts and stock in another division of the city: each area's mass follows the dwellings of its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, overload

import polars as pl

from spreiding.areas.schemes import UNLOCATED, codes_like_signs
from spreiding.base.results import Result
from spreiding.counts.converting import certain, counted, stocked
from spreiding.counts.counts import Counts
from spreiding.counts.grain import ALL
from spreiding.records.stock import Stock
from spreiding.values.columns import floats, row_list, texts
from spreiding.values.tables import naming_lines, read_table
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Frame

#: Columns that hold land; they count only where the word is given.
LAND = frozenset({"land", "opp_m2", "oppervlakte", "oppervlakte_m2", "surface", "area_m2", "opp"})
#: What columns start with that say something of an area and are no code of it.
BESIDE = ("naam", "name", "aandeel", "share", "opp")
#: Most codes that a message lists.
MOST = 5


@dataclass(frozen=True, repr=False)
class Crosswalk(Result):
    """Which part of each area of one division lies in which area of another; see :func:`crosswalk`."""

    frame: pl.DataFrame  #: ``source``, ``target``, ``weight``, ``share`` (of the weight of the source).
    source: str
    target: str
    weight: str  #: What the parts are weighed by: a column of dwellings, or ``"land"``.
    targets: tuple[str, ...] = ()  #: All areas of the target division, those without a source included.
    areas: Areas | None = field(default=None, repr=False)  #: Of the target division.

    @property
    def caption(self) -> str:
        """One line that says from what to what, and by which weights."""
        sources = self.frame.get_column("source").n_unique()
        return (
            f"Crosswalk of {sources} areas of {self.source} to {len(self.targets)} of {self.target}, by {self.weight}"
        )

    @property
    def divided(self) -> tuple[str, ...]:
        """Areas of the source division that fall into more than one of the target."""
        parts = self.frame.filter(pl.col("weight") > 0).group_by("source", maintain_order=True).len()
        return tuple(parts.filter(pl.col("len") > 1).get_column("source"))

    def to_polars(self) -> pl.DataFrame:
        """Return one row per part: ``source, target, weight, share``."""
        return self.frame

    @overload
    def apply(self, noun: Counts, *, whole: bool = False) -> Counts: ...
    @overload
    def apply(self, noun: Stock, *, whole: bool = False) -> Stock: ...

    def apply(self, noun: Counts | Stock, *, whole: bool = False) -> Counts | Stock:
        """Return counts or stock in the target division.

        Parameters
        ----------
        noun : Counts or Stock
            By areas of the source division, and any other key.
        whole : bool
            Round to whole numbers by largest remainders. Otherwise numbers may be fractions, which tests that count
            lettings and protection refuse.

        Returns
        -------
        Counts or Stock
            Every sum over areas is what it was, exactly. ``converted`` says per cell which share of its mass comes from
            areas that were not divided (``from_whole``), and marks those under 95%. Lettings without a place stay so.

        Raises
        ------
        InvalidInputError
            If an area is missing from the crosswalk, its weights do not cover it, or names stand where codes should.

        References
        ----------
        Goodchild & Lam (1980), Geo-Processing 1, 297-312 (areal interpolation, here by dwellings).
        """
        if isinstance(noun, Counts):
            return self._counts(noun, whole=whole)
        if isinstance(noun, Stock):
            return self._stock(noun, whole=whole)
        raise refusal("crosswalk-takes", found=type(noun).__name__)

    def _counts(self, counts: Counts, *, whole: bool) -> Counts:
        if "area" not in counts.keys or counts.grain.level == "city":
            raise refusal("expected-grain", what="apply", needs="areas", found=str(counts.grain), extra="",
                          call="sp.count(rentals, by='area')")  # fmt: skip
        let = counts.frame.filter((pl.col("group") == ALL) & (pl.col("rentals").fill_null(1) > 0)).get_column("area")
        self._need(counts.frame.get_column("area"), let, counts)
        others = [key for key in counts.keys if key != "area"]
        parts = self._parts(counts.frame, [*others, "group"], ["allocations", "rentals"])
        frame = counted(parts, others, counts.groups, whole=whole)
        divided = not set(self.divided).isdisjoint(let)
        if not divided or whole:
            frame = frame.with_columns(pl.col("allocations", "rentals").cast(pl.Int64))
        return replace(
            counts, frame=frame, by=("area", *counts.by[1:]), areas=self.areas, steps=(), let=None, left_out=(),
            whole=counts.whole and not counts.left_out, converted=certain(parts, [*others, "group"]),
        )  # fmt: skip

    def _stock(self, stock: Stock, *, whole: bool) -> Stock:
        here = stock.frame.filter(pl.col("stock").fill_null(1) > 0).get_column("area")
        self._need(stock.frame.get_column("area"), here, None)
        others = [key for key in stock.frame.columns if key not in {"area", "stock"}]
        parts = self._parts(stock.frame, others, ["stock"])
        frame = stocked(parts, others, whole=whole)
        if whole or set(self.divided).isdisjoint(here):
            frame = frame.with_columns(pl.col("stock").cast(pl.Int64))
        return replace(stock, frame=frame, converted=certain(parts, others))

    def _need(self, codes: pl.Series, filled: pl.Series, counts: Counts | None) -> None:
        """Refuse areas that the crosswalk does not have, or whose parts weigh nothing."""
        areas = None if counts is None else counts.areas
        if areas is not None and areas.scheme is not None and not self.source.endswith(areas.scheme):
            raise refusal("crosswalk-other-scheme", found=areas.scheme, source=self.source)
        known = set(self.frame.get_column("source"))
        missed = sorted(set(codes) - known - {UNLOCATED})
        named = set() if areas is None else {name for name in areas.names if name} & known
        if missed and named:
            raise refusal("names-as-keys", source="crosswalk", column=self.source, names=sorted(named)[:MOST])
        if missed:
            raise refusal("crosswalk-misses", areas=_told(counts, missed), n=len(missed), scheme=self.source)
        weighed = set(self.frame.filter(pl.col("share").is_not_null()).get_column("source"))
        light = sorted(set(filled) - weighed - {UNLOCATED})
        if light:
            raise refusal("crosswalk-no-weight", areas=_told(counts, light), n=len(light), weight=self.weight)

    def _parts(self, frame: pl.DataFrame, keys: Sequence[str], figures: Sequence[str]) -> pl.DataFrame:
        """Return the figures of each source in each target, and every target at least once with 0."""
        shares = self.frame.filter(pl.col("share") > 0).select("source", "target", "share")
        same = pl.DataFrame({"source": [UNLOCATED], "target": [UNLOCATED], "share": [1.0]})
        parts = frame.join(pl.concat([shares, same]), left_on="area", right_on="source", how="inner")
        parts = parts.with_columns(undivided=pl.col("share") == 1.0)
        parts = parts.with_columns(pl.col(figures) * pl.col("share"))
        units = [*self.targets, *([UNLOCATED] if UNLOCATED in frame.get_column("area") else [])]
        order = pl.DataFrame({"target": units}).with_row_index("place")
        nothing = [pl.lit(0.0).alias(f) for f in figures]
        empty = order.join(frame.select(keys).unique(maintain_order=True), how="cross") if keys else order
        empty = empty.with_columns(*nothing, undivided=pl.lit(value=True))
        placed = parts.join(order, on="target", how="left")
        return pl.concat([placed.select(empty.columns), empty], how="vertical_relaxed")


def _told(counts: Counts | None, codes: Sequence[str]) -> list[Any]:
    """Name areas: those of a stock, of counts that are known to be codes."""
    return list(codes[:MOST]) if counts is None else counts.told(codes)


def crosswalk(
    table: Frame | str | Path, *, source: str, target: str, weight: str = "dwellings", areas: Areas | None = None
) -> Crosswalk:
    """Make a crosswalk from one division of the city to another, from a table of its smallest parts.

    Parameters
    ----------
    table
        Path or frame with a row per part (a buurt): the area of the source division, that of the target division, and
        the dwellings. A part that was no ground of the city has no source.
    source, target
        Names of the columns, or what they end in: ``"2015"`` finds ``wijk_2015`` where that is the only one.
    weight
        Column that a part weighs by. Land is never taken for it, unless the word ``"land"`` is given: people live in
        dwellings, not in squares of water and park.
    areas
        Areas of the target division, for names, parents and maps, and to check the codes. Not needed where all codes
        are those of a packaged division (:func:`spreiding.tiles`).

    Returns
    -------
    Crosswalk
        ``.apply(counts)`` and ``.apply(stock)`` give the same noun in the target division.

    Raises
    ------
    InvalidInputError
        If a column is missing or could be more than one, a weight is missing or negative, a part lies in no area of the
        target division, a code is none of ``areas``, or names stand where codes should: two divisions give one name to
        different ground.

    Examples
    --------
    >>> import spreiding as sp
    >>> parts = {"wijk_2015": ["A", "A", "B"], "wijk_2022": ["N", "M", "M"], "dwellings": [600, 400, 500]}
    >>> walk = crosswalk(parts, source="2015", target="2022")
    >>> counts = sp.Counts.from_frame({"area": ["A", "B"], "allocations": [5, 2], "rentals": [10, 4]})
    >>> walk.apply(counts).to_polars().select("area", "allocations", "rentals").rows()
    [('N', 3.0, 6.0), ('M', 4.0, 8.0)]
    """
    numeric, wanted = [weight] if weight not in LAND else sorted(LAND), [source, target]
    data, name = read_table(table, numeric=numeric, wanted=wanted)
    columns = {"source": _column(data, source, name), "target": _column(data, target, name)}
    column = _weight(data, weight, name)
    with naming_lines(table, name, wanted=[*wanted, *numeric]):
        codes = {side: _codes(data, own, name) for side, own in columns.items()}
        parts = pl.DataFrame({**codes, "weight": floats(data, column, source=name)}).with_row_index("row", offset=1)
        _check(parts, columns, column, areas, name)
    targets = parts.get_column("target").drop_nulls().unique(maintain_order=True).to_list()
    placed = parts.drop_nulls(["source", "target"])
    summed = placed.group_by("source", "target", maintain_order=True).agg(pl.col("weight").sum())
    whole = pl.col("weight").sum().over("source")
    frame = summed.with_columns(share=pl.when(whole > 0).then(pl.col("weight") / whole))
    every = tuple(areas.codes) if areas is not None else tuple(targets)
    known = areas if areas is not None else _packaged(target, targets)
    return Crosswalk(frame, source, target, "land" if column in LAND else weight, every, known)


def _packaged(column: str, codes: Sequence[str]) -> Areas | None:
    """Return the packaged tile map of a division where the column's name and all its codes are those of it."""
    from spreiding.areas.tiles import LISTS, tiles  # noqa: PLC0415  only where areas are not given

    year = re.search(r"\d{4}$", column)
    if year is None or year[0] not in LISTS:
        return None
    found = tiles("wijk", year[0])
    return found if set(codes) <= set(found.codes) else None


def _codes(data: pl.DataFrame, column: str, source: str) -> pl.Series:
    """Return codes of areas; one that elsewhere stands for what is missing is a code among its like."""
    given = data.get_column(column)
    known = codes_like_signs(given.unique()) if given.dtype == pl.String else []
    return texts(data, column, source=source, kind="area", known=known)


def _column(data: pl.DataFrame, wanted: str, source: str) -> str:
    """Return the column of that name, or the only one that ends in it."""
    if wanted in data.columns:
        return wanted
    ending = [c for c in data.columns if c.endswith(wanted) and not c.lower().startswith(BESIDE)]
    if len(ending) != 1:
        raise refusal("crosswalk-column", source=source, wanted=wanted, found=ending, known=data.columns)
    return ending[0]


def _weight(data: pl.DataFrame, wanted: str, source: str) -> str:
    """Return the column of weights; land only by that word."""
    if wanted == "land":
        found = [c for c in data.columns if c in LAND]
        if len(found) != 1:
            raise refusal("crosswalk-column", source=source, wanted="land", found=found, known=data.columns)
        return found[0]
    if wanted in LAND:
        raise refusal("crosswalk-land", source=source, column=wanted)
    if wanted not in data.columns:
        raise refusal("no-such-column", argument=source, found=wanted, known=data.columns)
    return wanted


def _check(parts: pl.DataFrame, columns: dict[str, str], weight: str, areas: Areas | None, source: str) -> None:
    """Check each part: its weight, and the code it lies in."""
    bad = parts.filter(pl.col("weight").is_null() | (pl.col("weight") < 0) | pl.col("weight").is_infinite())
    lost = parts.filter(pl.col("target").is_null() & pl.col("source").is_not_null() & (pl.col("weight") > 0))
    for rows, column, code in ((bad, weight, "crosswalk-weight"), (lost, columns["target"], "crosswalk-uncovered")):
        if rows.height:
            at = rows.get_column("row").to_list()
            raise refusal(code, source=source, column=column, rows=at, n=len(at), where=row_list(at))
    for side, column in columns.items():
        codes = parts.get_column(side).drop_nulls().unique(maintain_order=True)
        packaged = _packaged(column, [])
        for known in filter(None, (packaged, areas if side == "target" else None)):
            named = set(codes) & {name for name in known.names if name} - set(known.codes)
            if named:
                raise refusal("names-as-keys", source=source, column=column, names=sorted(named)[:MOST])
        if side == "target" and areas is not None:
            strange = [code for code in codes if code not in areas]
            if strange:
                raise refusal("not-of-areas", source=source, column=column, areas=strange[:MOST], n=len(areas))
