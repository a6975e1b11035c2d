"""The commands that make something of records: ``report`` and ``check``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError
from spreiding.cli import colour
from spreiding.cli.options import pairs, study_file
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from spreiding.base.types import Lang
    from spreiding.checks.result import CheckReport
    from spreiding.checks.returns import Format
    from spreiding.edition.file import StudyFile
    from spreiding.edition.study import Study

DONE, FINDINGS, BAD_INPUT = 0, 1, 2

REFERENCE = """
kinds of checks.references, and the columns of each file (CSV or Parquet):
  previous           an earlier edition: area (gebied, corporation, half_year ...), group, allocations, rentals,
                     and where its period is another one first_day, last_day
  delivery           year, main_group (or total), delivered; or as printed: main_group, level, realisation_2020
  rentals            year, rentals, and where known corporation: the associations' own total
  direct             year, rentals: by direct mediation
  totals             year, measure, value, unit: gives delivery, rentals and direct at once
  allocations        area, corporation or month, and allocations: of a second source
  printed            unit, n, and where known parent, numerator, percent, decimals: a printed table
  bands              table, band, n, total: areas per class of a printed map, and the number they must add up to
  stock_corporation  area, stock: dwellings of the associations
  register           corporation, and where known valid_from, valid_to, successor
  combinations       any of group, main_group, channel, contract: what cannot go together in a row
  rent_limits        year, limit: euro a month
  declared           source, rows: how many rows the supplier of a file says it has
  delivered          records that were delivered before
  published          true: the packaged figures
"""


def run_report(options: argparse.Namespace) -> int:
    """Write a report."""
    from spreiding.checks.confirm import signed  # noqa: PLC0415  heavy
    from spreiding.edition.folder import is_folder  # noqa: PLC0415  heavy
    from spreiding.edition.report import report  # noqa: PLC0415  heavy

    file = _described(options)
    lang: Lang = options.lang or (file["study"]["lang"] if file is not None else "nl")
    try:
        study = _study(options, file)
    except InvalidInputError:
        told = _refusal(file, lang)
        if told is None:
            raise
        print(f"spreiding: {told}", file=sys.stderr)  # noqa: T201
        return BAD_INPUT
    out = options.out or ("editie/" if file is not None and file.path is not None else "spreiding.html")
    override = pairs(options.override, "--override")
    confirm = signed(pairs(options.confirm, "--confirm"), based=False)
    path = report(study, out, lang=lang, override=override, confirm=confirm, unprotected=options.unprotected)
    print(path if is_folder(out) else f"{path} ({path.stat().st_size / 1000:.0f} kB)")  # noqa: T201
    for line in hints(study, lang) if file is not None and file.path is not None else ():
        print(f"spreiding: {line}", file=sys.stderr)  # noqa: T201
    return DONE


def hints(study: Study, lang: Lang) -> Iterator[str]:
    """Yield what a study file does not say yet and a reader of its pages would miss."""
    bare = [
        name for name in ("municipality", "author", "source", "licence", "contact", "date") if not getattr(study, name)
    ]
    if bare:
        yield sentence("hint-study", lang, keys=bare)
    if study.unprotected is None and study.rentals.groups.unrated:
        yield sentence("hint-sensitivity", lang)


def run_check(options: argparse.Namespace) -> int:
    """Print the findings of a check."""
    lang: Lang = options.lang or "nl"
    if options.list:
        from spreiding.checks.listing import to_text  # noqa: PLC0415  heavy

        print(to_text(lang))  # noqa: T201
        return DONE
    file = _described(options)
    lang = options.lang or (file["study"]["lang"] if file is not None else "nl")
    found, kept = _confirmed(options, file, lang)
    if options.json:
        print(found.to_json())  # noqa: T201
    else:
        print(colour.findings(found.to_text(lang), sys.stdout))  # noqa: T201
        print("\n".join([replace(found, lang=lang).caption, *kept]))  # noqa: T201
    held = file["checks"] if file is not None else {}
    if options.returns:
        ending: Format = options.format or held.get("returns", "csv")
        _write_returns(found, Path(options.returns), lang, ending)
    strict = held.get("strict", False) if options.strict is None else options.strict
    return DONE if found.ok and not (strict and found.unconfirmed) else FINDINGS


def _confirmed(options: argparse.Namespace, file: StudyFile | None, lang: Lang) -> tuple[CheckReport, list[str]]:
    """Return the findings with what is confirmed, and how to keep what the command line confirms."""
    from spreiding.checks.confirm import lines, signed  # noqa: PLC0415  heavy
    from spreiding.edition.run import Run  # noqa: PLC0415  heavy

    found: CheckReport = check_file(file) if file is not None else Run(_example(options), lang).findings
    kept = signed(file["checks"]["confirm"], based=True) if file is not None else ()
    new = signed(pairs(options.confirm, "--confirm"), based=False)
    unknown = [one.check for one in new if not found.confirm([one]).confirmations]
    if unknown:
        raise refusal("confirm-nothing", checks=unknown)
    found = found.confirm((*kept, *new))
    added = [one for one in found.confirmations if one not in kept and file is not None and file.path is not None]
    added = [one for one in added if (one.check, one.basis) not in {(old.check, old.basis) for old in kept}]
    return found, [sentence("confirm-keep", lang), "[checks.confirm]", *lines(added)] if added else []


def _write_returns(found: CheckReport, folder: Path, lang: Lang, ending: Format) -> None:
    """Write the return files, and say which."""
    folder.mkdir(exist_ok=True)
    for path in found.returns(folder, lang=lang, format=ending):
        print(path, file=sys.stderr)  # noqa: T201  beside the findings, which may be JSON


def _described(options: argparse.Namespace) -> StudyFile | None:
    """Return the study file meant; of bare records what their files tell, as ``spreiding init`` would write it."""
    from spreiding.edition.reading import is_table  # noqa: PLC0415  heavy

    file = study_file(options)
    if file is None or file.path is not None:
        return file
    from spreiding.edition.file import changed, of_content  # noqa: PLC0415  heavy
    from spreiding.edition.found import told_by  # noqa: PLC0415  heavy

    records, given = list(file["records"]["files"]), _given(file)
    told = told_by(file.files("records", "files"), file.files("stock", "files"), lang=options.lang or "nl")
    if "file" in given.get("areas", {}):
        told.pop("areas", None)
    if is_table(str(told["records"].get("groups", ""))):
        del told["records"]["groups"]  # no known scheme: the reader names the codes it does not know
    told["records"]["files"] = records
    return changed(of_content(told, source="spreiding"), given, folder=Path())


def _given(file: StudyFile) -> dict[str, dict[str, Any]]:
    """Return what a study file says itself."""
    found: dict[str, dict[str, Any]] = {}
    for section, name in sorted(file.given):
        if file[section][name] is not None:
            found.setdefault(section, {})[name] = file[section][name]
    return found


def _study(options: argparse.Namespace, file: StudyFile | None) -> Study:
    from spreiding.edition.reading import study_of  # noqa: PLC0415  heavy

    return study_of(file) if file is not None else _example(options)


def _example(options: argparse.Namespace) -> Any:
    """Return the embedded example with what the options set, on the user's boundaries where there are some."""
    from spreiding.cli.options import content  # noqa: PLC0415  beside its fellow
    from spreiding.examples.amsterdam import amsterdam_with  # noqa: PLC0415  heavy

    return amsterdam_with(content(options))


def check_file(file: StudyFile) -> Any:
    """Check the records of a study file, those that cannot be read included.

    Raises
    ------
    InvalidInputError
        If a file other than the records cannot be read.
    """
    from spreiding.checks.check import check  # noqa: PLC0415  heavy
    from spreiding.edition import reading  # noqa: PLC0415  heavy

    areas, by = reading.areas_of(file), file["report"]["by"]
    return check(
        file.files("records", "files"),
        by=None if by == "none" else by,
        stock_at=file["stock"]["at"],
        stock=reading.stock_of(file, "stock"),
        thresholds=reading.limits_of(file),
        reference=reading.reference_of(file),
        covariates=reading.covariates_of(file),
        covariate_sources=reading.sources_of(file),
        **reading.read_as(file, areas, reading.groups_of(file)),
    )


def _refusal(file: StudyFile | None, lang: Lang) -> str | None:
    """Return what the checks say of records that cannot be read; None where the fault is not in the records."""
    from spreiding.edition.gate import message  # noqa: PLC0415  heavy

    if file is None:
        return None
    try:
        found = check_file(file)
    except (InvalidInputError, OSError):
        return None
    stopping = found.stopping()
    return message(found, stopping, lang, readable=False) if stopping else None
