"""Checks of records before anything is published: each with a number, a name, limits and a source.

The rules are data (``data/checks.csv``, :func:`spreiding.checks.catalogue.rules`), their sentences stand in ``words/``;
their limits are :class:`Thresholds`, the figures from elsewhere that records are compared with a :class:`Reference`.
``python/docs/checks.md`` explains each.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError
from spreiding.base.language import OWN
from spreiding.checks import (
    agreement,
    alike,
    allocation,
    answers,
    changes,
    covariates,
    deliveries,
    estates,
    feeds,
    labels,
    numbers,
    places,
    printed,
    records,
    revising,
    stock,
    totals,
)
from spreiding.checks.answers import response
from spreiding.checks.catalogue import rules
from spreiding.checks.discreet import discreet, named
from spreiding.checks.every import with_lines, with_rows
from spreiding.checks.figures import Said
from spreiding.checks.finding import Finding, NotRun, not_run
from spreiding.checks.gathering import gather
from spreiding.checks.options import Reference, Thresholds
from spreiding.checks.result import CheckReport
from spreiding.counts.dwellings import STOCK_AT
from spreiding.counts.periods import PERIODS
from spreiding.records.groups import target_groups
from spreiding.records.period import period_of
from spreiding.records.rentals import NEEDED, OPTIONAL, Rentals
from spreiding.records.sources import Values, parts_of
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Frame, Lang
    from spreiding.checks.material import Material
    from spreiding.counts.dwellings import StockAt
    from spreiding.records.groups import TargetGroups
    from spreiding.records.stock import Stock

#: What finds faults of several checks, which share a pass over the records.
SHARED: tuple[Callable[[Material], list[Finding]], ...] = (
    records.read_problems,
    agreement.main_groups,
    records.held_on,
    records.late_dates,
    agreement.adverts,
    places.parents,
    places.places_in_time,
    places.addresses,
    records.file_fault,
    records.small_numbers,
)
#: Checks that a function of their own runs; those on repeated rows are several in one.
ALONE: dict[str, Callable[[Material], Sequence[Finding | NotRun]]] = {
    "allocation_without_rental": totals.allocation_without_rental,
    "missing_area": records.missing_area,
    "stopped_feed": feeds.stopped_feed,
    "sudden_change": changes.sudden_change,
    "recode": changes.recode,
    "delivery_total": totals.delivery_total,
    "rentals_total": totals.rentals_total,
    "direct_channel": records.direct_channel,
    "does_not_add_up": printed.does_not_add_up,
    "high_turnover": stock.high_turnover,
    "stock_gap": stock.stock_gap,
    "extreme_share": estates.extreme_share,
    "persons_not_dwellings": totals.persons_not_dwellings,
    "unreachable_percentage": printed.unreachable_percentage,
    "covariate_origin": covariates.covariate_origin,
    "allocation_share": allocation.allocation_share,
    "period_end": feeds.period_end,
    "renamed_association": feeds.renamed_association,
    "stock_kind": stock.stock_kind,
    "not_excluded": labels.not_excluded,
    "repeated_year": alike.repeated_year,
    "constant_identifier": alike.constant_identifier,
    "implausible_number": numbers.implausible_number,
    "rent_limit": numbers.rent_limit,
    "association_register": deliveries.association_register,
    "earlier_delivery": deliveries.earlier_delivery,
    "declared_rows": deliveries.declared_rows,
    "impossible_combination": answers.impossible_combination,
    "group_in_remarks": answers.group_in_remarks,
    "renewal": answers.renewal,
    "void_date": answers.void_date,
    "item_response": answers.item_response,
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
    period: tuple[date | str, date | str] | None = None,
    notation: str | None = None,
    sheet: str | Sequence[str] | None = None,
    spss: Values = "labels",
    by: str | None = None,
    stock_at: StockAt = "start",
    lang: Lang = OWN,
) -> CheckReport:
    """Check records before anything is computed from them.

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
    columns, groups, period, notation, sheet, spss
        As for :func:`spreiding.read_rentals`, where ``rentals`` is a path or a frame. Records in an engine are
        counted there; checks that need rows are asked of it, or told as not run.
    by, stock_at
        Periods that are counted apart (``"year"``, ``"half_year"``, ``"quarter"``, ``"month"``) and which day of each
        its stock is of, as :func:`spreiding.count` and :func:`spreiding.shares` are asked: check 16 says which periods
        have no stock of their own.
    lang
        Language in which the report shows itself; that of the session (:func:`spreiding.set_language`) where left out.

    Returns
    -------
    CheckReport
        ``findings`` (check, severity, count, rows ...), ``ok`` (nothing that stops), and ``checks``:
        what was run, what was not and why. Row numbers and counts only, never contents of records. ``rentals`` are the
        records for :func:`spreiding.count`, from the same pass.

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
    for argument, given, known in (("by", by or "year", tuple(PERIODS)), ("stock_at", stock_at, STOCK_AT)):
        if given not in known:
            raise refusal("expected-one-of", argument=argument, found=str(given), known=list(known))
    read_as = {
        "columns": columns,
        "groups": groups,
        "period": period,
        "notation": notation,
        "sheet": sheet,
        "spss": spss,
    }
    thresholds = thresholds or Thresholds()
    try:
        m = gather(
            rentals, stock=stock, areas=areas, reference=reference, thresholds=thresholds,
            covariates=covariates, covariate_sources=covariate_sources, read_as=read_as, by=by, stock_at=stock_at,
        )  # fmt: skip
    except InvalidInputError as error:
        if not _asked_rightly(rentals, read_as):
            raise
        return _unreadable(error, rentals, thresholds, lang)
    results: dict[str, list[Finding | NotRun]] = {}
    for find in SHARED:
        for finding in find(m):
            results.setdefault(finding.check, []).append(finding)
    revising_found, revised = revising.revised_counts(m)
    alone = {name: run(m) for name, run in ALONE.items()} | {"area_fault": places.not_compared(m)}
    for several in (records.letting_twice(m), alike.alike_rows(m), alone, {"revised_counts": revising_found}):
        for name, result in several.items():
            results.setdefault(name, []).extend(result)
    whole = [with_rows(m, one) for r in rules() for one in results.get(r.slug, ()) if isinstance(one, Finding)]
    found = tuple(discreet(m, one) for one in with_lines(m, whole))
    idle = tuple((r.slug, one) for r in rules() for one in results.get(r.slug, ()) if isinstance(one, NotRun))
    names = ", ".join(part.name for part in m.read.parts)
    blank = None if isinstance(m.rows, NotRun) else named(m, response(m.rows))
    counted = rentals if isinstance(rentals, Rentals) else None if m.read.found.problems else m.read.rentals()
    return CheckReport(
        found, idle, thresholds, m.read.tally.rows, names, revised=revised, response=blank, rentals=counted, lang=lang
    )


def _unreadable(error: InvalidInputError, rentals: Any, thresholds: Thresholds, lang: Lang) -> CheckReport:
    """Return the report of a file that cannot be read."""
    data = {"why": Said.of(error)}
    fault = Finding("file_fault", "file-not-read", 1, data=data, severity="E")
    idle = tuple((r.slug, not_run("idle-file-unreadable")) for r in rules() if r.slug != "file_fault")
    return CheckReport((fault,), idle, thresholds, None, _name(rentals), lang=lang)


def _asked_rightly(rentals: Any, read_as: Mapping[str, Any]) -> bool:
    """Return whether the records themselves are at fault: files, columns, groups and period are there as asked for."""
    columns = dict(read_as["columns"] or {})
    if set(columns) - {*NEEDED, *OPTIONAL} or read_as["notation"] not in {None, "nl", "en"}:
        return False
    try:
        target_groups(read_as["groups"])
        if read_as["period"] is not None:
            period_of(read_as["period"])
        wanted = [columns.get(name, name) for name in NEEDED]
        more = {name: read_as[name] for name in ("sheet", "spss")}
        parts = list(parts_of(rentals, read_as["notation"], wanted=wanted, **more))
    except InvalidInputError as error:
        return error.code == "file-empty"  # the file is there, and nothing is in it
    try:
        known = [set(part.names()) for part in parts]
    except InvalidInputError:
        return True  # the file is there, and damaged
    named = {columns.get(name, name) for name in (*NEEDED, *columns)}
    point, area = {columns.get(axis, axis) for axis in ("x", "y")}, columns.get("area", "area")
    return all(named - names <= ({area} if point <= names else set()) for names in known)


def _name(rentals: Any) -> str:
    return Path(rentals).name if isinstance(rentals, str | Path) else getattr(rentals, "name", type(rentals).__name__)
