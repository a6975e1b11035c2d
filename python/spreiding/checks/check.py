"""Checks of records before anything is published: 24 rules, each with a number, a name and a source.

The rules are data (``data/checks.csv``, :func:`spreiding.checks.catalogue.rules`); their limits are
:class:`Thresholds`, and the figures from elsewhere that records are compared with a :class:`Reference`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError
from spreiding.checks import agreement, covariates, feeds, places, printed, records, revising, stock, totals
from spreiding.checks.catalogue import rules
from spreiding.checks.finding import Finding, NotRun
from spreiding.checks.material import gather
from spreiding.checks.options import Reference, Thresholds
from spreiding.checks.result import CheckReport
from spreiding.checks.revising import Revisions, revisions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Frame, Lang
    from spreiding.checks.material import Material
    from spreiding.records.groups import TargetGroups
    from spreiding.records.rentals import Rentals
    from spreiding.records.stock import Stock

__all__ = ["CheckReport", "Finding", "NotRun", "Reference", "Revisions", "Thresholds", "check", "revisions"]

#: What finds faults of 3, 4, 5, 6 and 23, which share a pass over the records.
SHARED: tuple[Callable[[Material], list[Finding]], ...] = (
    records.read_problems,
    agreement.main_groups,
    records.late_dates,
    agreement.adverts,
    places.parents,
    places.places_in_time,
    places.addresses,
    records.file_fault,
    records.small_numbers,
)
#: Checks that a function of their own runs; 1, 20 and a part of 4 look for repeated dwellings together.
ALONE: dict[int, Callable[[Material], list[Finding] | NotRun]] = {
    2: totals.allocation_without_rental,
    7: records.missing_area,
    8: feeds.stopped_feed,
    9: feeds.sudden_change,
    10: feeds.recode,
    11: totals.delivery_total,
    12: totals.rentals_total,
    13: records.direct_channel,
    14: printed.does_not_add_up,
    15: stock.high_turnover,
    16: stock.stock_gap,
    17: feeds.extreme_share,
    18: records.not_excluded,
    19: totals.persons_not_dwellings,
    22: printed.unreachable_percentage,
    24: covariates.covariate_origin,
}


def check(
    rentals: Rentals | str | Path | Frame | Sequence[str | Path],
    *,
    stock: Stock | None = None,
    areas: Areas | None = None,
    reference: Reference | None = None,
    thresholds: Thresholds | None = None,
    covariates: Frame | None = None,
    covariate_sources: Frame | None = None,
    columns: Mapping[str, str] | None = None,
    groups: str | Frame | TargetGroups = "ois2018",
    period: tuple[date, date] | None = None,
    lang: Lang = "nl",
) -> CheckReport:
    """Check records against 24 rules before anything is computed from them.

    Parameters
    ----------
    rentals
        Records that were read; or a path or frame, so that records that cannot be read are checked
        too: what :func:`spreiding.read_rentals` would refuse then becomes findings.
    stock
        Dwellings per area, for checks 15 and 16.
    areas
        Areas with their parents, for checks 6, 9 and 14; those of the records where left out.
    reference
        Figures from elsewhere: earlier editions, deliveries, totals of the associations.
    thresholds
        Limits of the checks.
    covariates, covariate_sources
        For check 24. Either a wide table (``area`` and a column per characteristic, as a
        regression takes it) with a companion of ``variable``, ``year``, ``level``, ``source`` and,
        for values that are missing, ``reason``: one row per variable, and where ``area`` is filled
        in, for that value alone. Or one long table with all of these and ``value``.
    columns, groups, period
        As for :func:`spreiding.read_rentals`, where ``rentals`` is a path or a frame.
    lang
        Language of the caption.

    Returns
    -------
    CheckReport
        ``findings`` (check, severity, count, rows ...), ``ok`` (nothing that stops), and ``checks``:
        what was run, what was not and why. Row numbers and counts only, never contents of records.

    Raises
    ------
    InvalidInputError
        If there is no such file, a needed column is missing, or a table of ``reference`` is no table.

    Notes
    -----
    Checks against chance (8, 9, 10, 15, 17) use exact binomial tails and hold the rate of false alarms
    at ``thresholds.false_discovery`` (Benjamini & Hochberg 1995), per check and kind of count.
    The memory of check 1 is eight bytes per record.

    Examples
    --------
    >>> records = {
    ...     "date": ["2016-05-01", "2016-05-01", "2016-06-31"],
    ...     "area": ["E16"] * 3,
    ...     "group": ["UMO", "UMO", None],
    ...     "dwelling_id": ["a", "a", "b"],
    ... }
    >>> check(records).findings.select("check", "severity", "count", "rows").rows()
    [('duplicate_letting', 'E', 1, [2]), ('date_fault', 'E', 1, [3])]
    """
    read_as = {"columns": columns, "groups": groups, "period": period}
    thresholds = thresholds or Thresholds()
    found: dict[int, list[Finding]] = {}
    skipped: dict[int, NotRun] = {}
    try:
        m = gather(
            rentals, stock=stock, areas=areas, reference=reference, thresholds=thresholds,
            covariates=covariates, covariate_sources=covariate_sources, read_as=read_as,
        )  # fmt: skip
    except InvalidInputError as error:
        if not _is_fault_of_file(error):
            raise
        why = NotRun("het bestand is onleesbaar (controle 23)", "the file cannot be read (check 23)")
        fault = Finding(23, 1, "het bestand is onleesbaar", str(error), severity="E")
        skipped = {rule.id: why for rule in rules() if rule.id != 23}
        return CheckReport((fault,), tuple(skipped.items()), thresholds, None, _name(rentals), lang=lang)
    for find in SHARED:
        for finding in find(m):
            found.setdefault(finding.id, []).append(finding)
    results: dict[int, list[Finding] | NotRun] = records.letting_twice(m)
    results |= {number: run(m) for number, run in ALONE.items()}
    results[21], revised = revising.revised_counts(m)
    for number, result in results.items():
        if isinstance(result, NotRun):
            skipped[number] = result
        else:
            found.setdefault(number, []).extend(result)
    findings = tuple(finding for number in sorted(found) for finding in found[number])
    names = ", ".join(part.name for part in m.read.parts)
    return CheckReport(
        findings, tuple(sorted(skipped.items())), thresholds, m.read.tally.rows, names, revised=revised, lang=lang
    )


#: What the reading of a file says where the file as a whole is at fault, and not the question asked of it.
_OF_FILE = ("leading zero", "must hold dates", "must hold text", "must hold numbers", "is damaged", "is not a whole",
            "file is empty", "distinct values", "more than once in the first line", "there are no records")  # fmt: skip


def _is_fault_of_file(error: InvalidInputError) -> bool:
    return any(text in str(error) for text in _OF_FILE)


def _name(rentals: Any) -> str:
    return rentals.rsplit("/", 1)[-1] if isinstance(rentals, str) else getattr(rentals, "name", type(rentals).__name__)
