"""Revisions: counts of a past period that are no longer what the last edition printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.base.results import Result
from spreiding.checks import figures
from spreiding.checks.finding import Finding, NotRun, not_run
from spreiding.counts.count import PERIODS
from spreiding.counts.counts import ALL, CITY, _sum_or_null
from spreiding.words.catalogue import sentence
from spreiding.words.notation import percent
from spreiding.words.refusal import in_language, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.checks.material import Material
    from spreiding.counts.counts import Counts


@dataclass(frozen=True, repr=False)
class Revisions(Result):
    """Counts that moved since an earlier edition; make it with :func:`spreiding.revisions`."""

    frame: pl.DataFrame  #: keys, ``group``, ``measure``, ``old``, ``new``, ``change``, ``why``.
    threshold: float
    compared: int  #: Counts that were compared.
    keys: tuple[str, ...]
    public: bool = False  #: Whether anyone may see it: as the figures it was made of.

    @property
    def caption(self) -> str:
        limit = percent(self.threshold, 1, lang="en", sign=True)
        return sentence("revisions-caption", "en", moved=self.frame.height, compared=self.compared, limit=limit)

    def to_polars(self) -> pl.DataFrame:
        """Return one row per count that moved.

        The keys and ``group``; ``measure`` (``allocations`` or ``rentals``), ``old``, ``new``,
        ``change`` (relative to the old count; null where that was 0) and ``why``.
        """
        return self.frame


def revisions(
    counts: Counts,
    previous: Counts,
    *,
    threshold: float = 0.01,
    why: str | Mapping[str, str] | None = None,
) -> Revisions:
    """Compare counts with those of an earlier edition over the same period.

    Parameters
    ----------
    counts, previous
        Counts by the same keys, now and in the earlier edition. Units that only the present edition
        has (a later half-year) are not compared; units that only the earlier one has count as 0 now.
        A count that either edition does not know (suppressed, missing) is not compared.
    threshold
        Relative change above which a count is listed; a count that was 0 and no longer is, always is.
    why
        Reason, for all or by the value of the first key.

    Raises
    ------
    InvalidInputError
        If the keys, the scheme of target groups or the period differ, or the threshold is below 0.

    Examples
    --------
    >>> from spreiding.counts.counts import Counts
    >>> old = Counts.from_frame({"area": ["E16"], "allocations": [50], "rentals": [87]})
    >>> new = Counts.from_frame({"area": ["E16"], "allocations": [58], "rentals": [87]})
    >>> revisions(new, old, why="late corrections").frame.select("measure", "old", "new", "change", "why").rows()
    [('allocations', 50, 58, 0.16, 'late corrections')]
    """
    if threshold < 0:
        raise refusal("revisions-threshold", found=str(threshold))
    _comparable(counts, previous)
    keys = list(counts.keys)
    units = previous.frame.select(keys).unique()
    now = counts.frame.join(units, on=keys, how="semi", nulls_equal=True)
    old, now = (part.with_columns(there=True) for part in (previous.frame, now))
    both = old.join(now, on=[*keys, "group"], how="full", suffix="_new", coalesce=True, nulls_equal=True)
    # A group that one edition does not have at all cannot be compared with it.
    shared = {*counts.groups, "all"} & {*previous.groups, "all"}
    both = both.filter(pl.col("group").is_in(sorted(shared)))
    tables = [
        both.select(*keys, "group", measure=pl.lit(name), old=_or_nil(name, ""), new=_or_nil(name, "_new")).filter(
            pl.lit(name == "allocations") | (pl.col("group") == ALL)
        )
        for name in ("allocations", "rentals")
    ]
    public = counts.public and previous.public
    table = pl.concat(tables).drop_nulls(["old", "new"])
    table = table.with_columns(change=pl.when(pl.col("old") > 0).then((pl.col("new") - pl.col("old")) / pl.col("old")))
    moved = table.filter(
        (pl.col("change").abs() > threshold) | ((pl.col("old") == 0) & (pl.col("new") > 0))
    ).with_columns(why=_why(why, keys[0]))
    return Revisions(
        moved.sort([*keys, "group", "measure"], nulls_last=True), threshold, table.height, counts.keys, public
    )


def _or_nil(name: str, edition: str) -> pl.Expr:
    """Return a count; 0 where the edition does not have the unit, null where it does not know the count."""
    return pl.when(pl.col(f"there{edition}").is_null()).then(0).otherwise(pl.col(f"{name}{edition}"))


def _why(why: str | Mapping[str, str] | None, key: str) -> pl.Expr:
    if why is None or isinstance(why, str):
        return pl.lit(why, dtype=pl.String)
    return pl.col(key).replace_strict(dict(why), default=None, return_dtype=pl.String)


def _comparable(counts: Counts, previous: Counts) -> None:
    if counts.keys != previous.keys:
        raise refusal("revisions-keys", keys=list(counts.keys), previous=list(previous.keys))
    if None not in {counts.scheme, previous.scheme} and counts.scheme != previous.scheme:
        raise refusal("revisions-groups", groups=str(counts.scheme), previous=str(previous.scheme))
    in_time = set(PERIODS) & set(counts.keys)
    known = counts.period is not None and previous.period is not None
    if known and not in_time and counts.period != previous.period:
        raise refusal("revisions-period", period=_span(counts.period), previous=_span(previous.period))


def _span(period: Any) -> str:
    return f"{period[0]} – {period[1]}"


def of_city(counts: Counts, main_groups: Sequence[str]) -> Counts:
    """Add counts up to the whole city, all groups and main groups only; the periods stay apart."""
    times = [key for key in counts.keys if key in PERIODS]
    sums = [_sum_or_null(name) for name in ("allocations", "rentals")]
    frame = counts.frame.filter(pl.col("group").is_in([ALL, *main_groups]))
    frame = frame.group_by([*times, "group"], maintain_order=True).agg(sums).with_columns(area=pl.lit(CITY))
    groups = tuple(group for group in counts.groups if group in main_groups)
    return replace(counts, frame=frame, keys=("area", *times), by=("city", *times), groups=groups, areas=None)


def revised_counts(m: Material) -> tuple[list[Finding | NotRun], tuple[Revisions, ...]]:
    """Check 21: the same period in an earlier edition; also the counts of the whole city that moved, for a page."""
    if not m.reference.previous:
        return [not_run("idle-no-previous")], ()
    if m.read.found.problems:
        return [not_run("idle-other-faults")], ()
    found: list[Finding | NotRun] = []
    printed: list[Revisions] = []
    refused: list[InvalidInputError] = []
    how: dict[str, Any] = {"threshold": m.thresholds.revision, "why": m.reference.why}
    for previous in m.reference.previous:
        try:
            old = _placed(previous, m)
            now = _again(m, old)
            found += _revised(revisions(now, old, **how))
            whole = [of_city(counts, m.main_groups) for counts in (now, old)]
            printed.append(revisions(*whole, **how))
        except InvalidInputError as error:
            refused.append(error)
    if not printed:
        why = figures.Said(in_language(refused[0], "nl"), in_language(refused[0], "en"))
        return [not_run("idle-not-comparable", why=why)], ()
    return found, tuple(printed)


def _placed(previous: Counts, m: Material) -> Counts:
    """Return an edition by the level that its codes are of, where it does not say so itself."""
    levels = m.read.areas.levels if m.read.areas is not None else {}
    if previous.by[0] != "area" or not levels or m.read.areas is None:
        return previous
    units = set(previous.frame.get_column("area").drop_nulls())
    if units <= set(m.read.areas.codes):
        return previous
    fits = [level for level, codes in levels.items() if units <= {str(code) for code in codes if code}]
    fits += ["city"] if units == {CITY} else []
    return replace(previous, by=(fits[0], *previous.by[1:])) if fits else previous


def _again(m: Material, previous: Counts) -> Counts:
    from spreiding.counts.count import count  # noqa: PLC0415  not needed without an earlier edition

    by: Sequence[str] = previous.by
    main = set(m.main_groups)
    level = "sub" if previous.groups and not main.issuperset(previous.groups) else "main"
    return count(m.read.rentals(), by=by, level=level)  # type: ignore[arg-type]


def _revised(table: Revisions) -> list[Finding]:
    if not table.frame.height:
        return []
    rows = list(table.frame.iter_rows(named=True))
    moved = tuple(
        figures.moved(row["old"], row["new"], *(_unit(row[key]) for key in table.keys), _what(row)) for row in rows
    )
    data = {"moved": len(rows), "compared": table.compared, "limit": f"{100 * table.threshold:g}"}
    return [Finding("revised_counts", "counts-revised", len(rows), (), data, moved)]


def _unit(value: Any) -> figures.Part:
    return figures.CITY if value == CITY else str(value or "-")


def _what(row: Mapping[str, Any]) -> figures.Part:
    return MEASURES[row["measure"]] if row["group"] == ALL else str(row["group"])


MEASURES = {"allocations": figures.Word("unit-allocations"), "rentals": figures.Word("unit-rentals")}
