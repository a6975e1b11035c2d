"""The gate: nothing is published over a fault of the data, unless someone says why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding._core import InvalidInputError
from spreiding._format import say
from spreiding.checks.catalogue import rule, rules
from spreiding.checks.result import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding._types import Lang
    from spreiding.checks.result import CheckReport


class OpenFindingsError(InvalidInputError):
    """Findings that stop a publication are open; no file was written."""


_LAST: list[tuple[Any, CheckReport]] = []


def checked(study: Any) -> CheckReport:
    """Return the findings on a study; the last study's are kept."""
    if not _LAST or _LAST[0][0] is not study:
        from spreiding.checks import check  # noqa: PLC0415  only when a report is made

        names = ("reference", "thresholds", "covariates", "covariate_sources")  # a study of one's own may lack some
        more: dict[str, Any] = {name: getattr(study, name, None) for name in names}
        found = check(study.rentals, stock=study.stock, areas=study.areas, **more)
        _LAST[:] = [(study, found)]
    return _LAST[0][1]


def gate(study: Any, override: Mapping[str, str] | None, lang: Lang) -> CheckReport:
    """Check a study and refuse it where a finding that stops is open.

    Raises
    ------
    OpenFindingsError
        Names every open finding and how to accept one.
    InvalidInputError
        If an override names no check or gives no reason.
    """
    found = replace(checked(study), overrides=_accepted(override or {}), lang=lang)
    _LAST[:] = [(study, found)]
    stopping = found.stopping(overridden=False)
    if stopping:
        raise OpenFindingsError(message(found, stopping, lang))
    return found


def _accepted(override: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for name, reason in override.items():
        known = rule(name)
        if known is None:
            names = ", ".join(r.slug for r in rules())
            msg = f"override names {name!r}, must be a check: {names}"
            raise InvalidInputError(msg)
        if not isinstance(reason, str) or not reason.strip():
            msg = f"override of {known.slug!r} has no reason: say why its findings are accepted"
            raise InvalidInputError(msg)
        pairs.append((known.slug, reason.strip()))
    return tuple(pairs)


def message(found: CheckReport, stopping: list[str], lang: Lang, *, readable: bool = True) -> str:
    """Say why there is no report; findings on records that cannot be read cannot be accepted."""
    rows = found.findings.filter((pl.col("severity") == "E") & pl.col("check").is_in(stopping))
    lines = [
        say(
            lang,
            "Het rapport is niet gemaakt: de gegevens hebben fouten die de cijfers vertekenen.",
            "The report was not made: the records have faults that distort the figures.",
        )
    ]
    told_rules = set()
    for row in rows.iter_rows(named=True):
        figures = "; ".join(f"{label} {text}" for label, text in told(row, lang))
        lines.append(f"- {row['check']}: {row[f'text_{lang}']}, {row['count']}×" + (f" ({figures})" if figures else ""))
        known = rule(row["id"])
        if known is not None and known.id not in told_rules:
            told_rules.add(known.id)
            lines.append(f"  {say(lang, known.do_nl, known.do_en)}")
    if not readable:
        nl = "Herstel de gegevens: zolang zij niet gelezen kunnen worden, valt er niets te tellen."
        return "\n".join(
            [*lines, say(lang, nl, "Mend the records: as long as they cannot be read, there is nothing to count.")]
        )
    first = stopping[0]
    lines.append(
        say(
            lang,
            f'Herstel de gegevens, of geef een reden die op de pagina komt: override={{"{first}": "reden"}}, '
            f'op de opdrachtregel --override {first}="reden".',
            f'Mend the records, or give a reason, which is printed on the page: override={{"{first}": "reason"}}, '
            f'on the command line --override {first}="reason".',
        )
    )
    return "\n".join(lines)
