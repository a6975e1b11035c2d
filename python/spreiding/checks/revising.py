"""Revisions: counts of a past period that are no longer what the last edition printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding._core import InvalidInputError
from spreiding._format import number, say
from spreiding.checks.result import Finding, NotRun
from spreiding.results import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding._types import Lang
    from spreiding.checks.material import Material
    from spreiding.counts import Counts
    from spreiding.tables import Spec


@dataclass(frozen=True, repr=False)
class Revisions(Result):
    """Counts that moved since an earlier edition; make it with :func:`spreiding.revisions`."""

    frame: pl.DataFrame  #: keys, ``group``, ``measure``, ``old``, ``new``, ``change``, ``why``.
    threshold: float
    compared: int  #: Counts that were compared.
    keys: tuple[str, ...]

    @property
    def caption(self) -> str:
        return f"{self.frame.height} of {self.compared} counts moved by more than {self.threshold:.1%}"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per count that moved.

        The keys and ``group``; ``measure`` (``allocations`` or ``rentals``), ``old``, ``new``,
        ``change`` (relative to the old count; null where that was 0) and ``why``.
        """
        return self.frame

    def _table_spec(self, lang: Lang) -> Spec:
        from spreiding.tables import Column, Spec  # noqa: PLC0415  heavy

        texts = [Column(key, key, "text") for key in self.keys]
        columns = (
            *texts,
            Column("group", say(lang, "groep", "group"), "text"),
            Column("measure", say(lang, "maat", "measure"), "text"),
            Column("old", say(lang, "vorige uitgave", "last edition")),
            Column("new", say(lang, "nu", "now")),
            Column("change", say(lang, "verandering", "change"), "share", 1),
            Column("why", say(lang, "reden", "why"), "text"),
        )
        caption = say(lang, "Herziene aantallen", "Revised counts")
        return Spec(caption, columns, tuple(self.frame.to_dicts()), name="herzieningen", lang=lang)


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
    >>> from spreiding.counts import Counts
    >>> old = Counts.from_frame({"area": ["E16"], "allocations": [50], "rentals": [87]})
    >>> new = Counts.from_frame({"area": ["E16"], "allocations": [58], "rentals": [87]})
    >>> revisions(new, old, why="late corrections").frame.select("measure", "old", "new", "change", "why").rows()
    [('allocations', 50, 58, 0.16, 'late corrections')]
    """
    if threshold < 0:
        msg = f"threshold is {threshold}, must be >= 0"
        raise InvalidInputError(msg)
    _comparable(counts, previous)
    keys = list(counts.keys)
    units = previous.frame.select(keys).unique()
    now = counts.frame.join(units, on=keys, how="semi", nulls_equal=True)
    both = previous.frame.join(now, on=[*keys, "group"], how="full", suffix="_new", coalesce=True, nulls_equal=True)
    # A group that one edition does not have at all cannot be compared with it.
    shared = {*counts.groups, "all"} & {*previous.groups, "all"}
    both = both.filter(pl.col("group").is_in(sorted(shared)))
    tables = [
        both.select(
            *keys, "group", measure=pl.lit(name), old=pl.col(name).fill_null(0), new=pl.col(f"{name}_new").fill_null(0)
        ).filter(pl.lit(name == "allocations") | (pl.col("group") == "all"))
        for name in ("allocations", "rentals")
    ]
    table = pl.concat(tables)
    table = table.with_columns(change=pl.when(pl.col("old") > 0).then((pl.col("new") - pl.col("old")) / pl.col("old")))
    moved = table.filter(
        (pl.col("change").abs() > threshold) | ((pl.col("old") == 0) & (pl.col("new") > 0))
    ).with_columns(why=_why(why, keys[0]))
    return Revisions(moved.sort([*keys, "group", "measure"], nulls_last=True), threshold, table.height, counts.keys)


def _why(why: str | Mapping[str, str] | None, key: str) -> pl.Expr:
    if why is None or isinstance(why, str):
        return pl.lit(why, dtype=pl.String)
    return pl.col(key).replace_strict(dict(why), default=None, return_dtype=pl.String)


def _comparable(counts: Counts, previous: Counts) -> None:
    if counts.keys != previous.keys:
        msg = f"counts are by {', '.join(counts.keys)}, previous by {', '.join(previous.keys)}: must be the same"
        raise InvalidInputError(msg)
    if None not in {counts.scheme, previous.scheme} and counts.scheme != previous.scheme:
        msg = f"counts use target groups {counts.scheme}, previous {previous.scheme}: must be the same"
        raise InvalidInputError(msg)
    in_time = {"year", "half_year", "quarter", "month"} & set(counts.keys)
    known = counts.period is not None and previous.period is not None
    if known and not in_time and counts.period != previous.period:
        msg = (
            f"counts are of {_span(counts.period)}, previous of {_span(previous.period)}: must be the same period, "
            "or be counted by year, half_year, quarter or month"
        )
        raise InvalidInputError(msg)


def _span(period: Any) -> str:
    return f"{period[0]} to {period[1]}"


def revised_counts(m: Material) -> list[Finding] | NotRun:
    """Check 21: the same period in an earlier edition."""
    if not m.reference.previous:
        return NotRun("geen vorige uitgave gegeven (reference.previous)", "no earlier edition (reference.previous)")
    if m.read.found.problems:
        return NotRun("de gegevens hebben eerst andere fouten", "the records have other faults first")
    tables: list[Revisions] = []
    refused: list[str] = []
    for previous in m.reference.previous:
        try:
            tables.append(revisions(_again(m, previous), previous, threshold=m.thresholds.revision))
        except InvalidInputError as error:
            refused.append(str(error))
    if not tables:
        return NotRun(f"geen uitgave over dezelfde periode: {refused[0]}", f"no edition to compare: {refused[0]}")
    return [finding for table in tables for finding in _revised(table)]


def _again(m: Material, previous: Counts) -> Counts:
    from spreiding.counting import count  # noqa: PLC0415  not needed without an earlier edition

    by: Sequence[str] = previous.by
    main = set(m.main_groups)
    level = "sub" if previous.groups and not main.issuperset(previous.groups) else "main"
    return count(m.read.rentals(), by=by, level=level)  # type: ignore[arg-type]


def _revised(table: Revisions) -> list[Finding]:
    if not table.frame.height:
        return []
    rows = list(table.frame.head(5).iter_rows(named=True))
    names = [" ".join(str(row[key]) for key in (*table.keys, "group")) for row in rows]
    text = ", ".join(f"{name}: {number(row['new'])}" for name, row in zip(names, rows, strict=True))
    expected = ", ".join(number(row["old"]) for row in rows)
    nl, en = f"herziene aantallen: {text}", f"revised counts: {text}"
    return [Finding(21, table.frame.height, nl, en, found=text, expected=expected)]
