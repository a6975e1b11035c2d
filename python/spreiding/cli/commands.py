"""The command line: ``spreiding report | check | fetch | example``.

Exit status: 0 done, 1 findings (``check``), 2 bad input. Errors are one line on standard error.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.base import files
from spreiding.base.errors import InvalidInputError
from spreiding.cli.options import add_inputs, inputs, pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.base.types import Lang
    from spreiding.cli.study import Inputs

DONE, FINDINGS, BAD_INPUT = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except (InvalidInputError, OSError) as error:
        if type(error).__name__ == "OpenFindingsError":
            print(f"spreiding: {error}", file=sys.stderr)  # noqa: T201
            return FINDINGS
        print(f"spreiding: {_line(error)}", file=sys.stderr)  # noqa: T201  this is a command
        return BAD_INPUT
    except KeyboardInterrupt:
        print("spreiding: stopped", file=sys.stderr)  # noqa: T201
        return 130  # as shells count an interrupt
    return status


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(prog="spreiding", description="From rental records to a published page.")
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and stop")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _report(commands)
    _check(commands)
    _fetch(commands)
    _example(commands)
    return top


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from spreiding.base.results import version  # noqa: PLC0415  slow to import

        print(f"spreiding {version()}")  # noqa: T201
        parser.exit()


def _add(commands: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    kept = argparse.RawDescriptionHelpFormatter
    made: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text, formatter_class=kept)
    made.set_defaults(run=run)
    return made


def _report(commands: Any) -> None:
    command = _add(commands, "report", run_report, "Write the report as one page (.html), a workbook (.xlsx) or a PDF.")
    add_inputs(command)
    command.add_argument(
        "--out", default="spreiding.html", metavar="FILE", help="file to write (default: spreiding.html)"
    )
    command.add_argument("--lang", choices=("nl", "en"), default="nl", help="language of the page (default: nl)")
    command.add_argument(
        "--override",
        action="append",
        default=[],
        metavar="CHECK=REASON",
        help="publish in spite of the findings of a check; the reason is printed on the page",
    )
    command.add_argument(
        "--rules",
        default="ois",
        metavar="NAME|FILE",
        help="rules of disclosure control: ois, cbs, or a file (rule, value)",
    )
    command.add_argument(
        "--earlier",
        action="append",
        default=[],
        metavar="FILE",
        help="table published before, as printed: area (half_year ...), allocations, share_of_rentals (%%)",
    )
    word = command.add_mutually_exclusive_group()
    word.add_argument("--unprotected", action="store_true", default=None, help="print small counts: for internal use")
    word.add_argument("--protected", action="store_false", dest="unprotected", default=None, help="hide small counts")


def _check(commands: Any) -> None:
    text = "Check records for faults; status 1 where a finding stops a publication."
    command = _add(commands, "check", run_check, text)
    add_inputs(command)
    command.add_argument("--list", action="store_true", help="list the checks with their limits and sources, and stop")
    command.add_argument("--json", action="store_true", help="write findings and checks as JSON")
    command.add_argument("--strict", action="store_true", help="status 1 for a warning too")
    command.add_argument("--lang", choices=("nl", "en"), default="nl", help="language of the findings (default: nl)")


def _fetch(commands: Any) -> None:
    from spreiding.areas.fetch import LEVELS, run_fetch  # noqa: PLC0415  only for a command

    command = _add(commands, "fetch", run_fetch, "Download the city's open boundary files as GeoJSON.")
    command.add_argument(
        "levels", nargs="*", metavar="LEVEL", help=f"one or more of {', '.join(LEVELS)} (default: wijk)"
    )
    command.add_argument("--to", default=".", metavar="FOLDER", help="folder to write in (default: this one)")
    command.add_argument("--from", dest="address", metavar="ADDRESS", help="address to use instead, with {layer} in it")


def _example(commands: Any) -> None:
    command = _add(commands, "example", run_example, "Write the example's SYNTHETIC records and stock as CSV.")
    command.add_argument("--to", default=".", metavar="FOLDER", help="folder to write in (default: this one)")


def run_report(options: argparse.Namespace) -> int:
    """Write a report."""
    from spreiding.cli.study import printed, rules_of  # noqa: PLC0415  heavy
    from spreiding.edition.report import report  # noqa: PLC0415  heavy

    given = inputs(options)
    try:
        study = replace(given.study(), rules=rules_of(options.rules), earlier=tuple(map(printed, options.earlier)))
    except InvalidInputError as error:
        print(f"spreiding: {_refusal(given, options.lang) or _line(error)}", file=sys.stderr)  # noqa: T201
        return BAD_INPUT
    override = pairs(options.override, "--override")
    path = report(study, options.out, lang=options.lang, override=override, unprotected=options.unprotected)
    print(f"{path} ({path.stat().st_size / 1000:.0f} kB)")  # noqa: T201
    return DONE


def _refusal(given: Inputs, lang: Lang) -> str | None:
    """Return what the checks say of records that cannot be read; None where the fault is not in the records."""
    from spreiding.edition.gate import message  # noqa: PLC0415  heavy

    try:
        found = given.check()
    except (InvalidInputError, OSError):
        return None
    stopping = found.stopping()
    return message(found, stopping, lang, readable=False) if stopping else None


def run_check(options: argparse.Namespace) -> int:
    """Print the findings of a check."""
    from dataclasses import replace  # noqa: PLC0415  with the heavy one below

    if options.list:
        from spreiding.checks.listing import to_text  # noqa: PLC0415  heavy

        print(to_text(options.lang))  # noqa: T201
        return DONE
    found = inputs(options).check()
    if options.json:
        print(found.to_json())  # noqa: T201
    else:
        print(found.to_text(options.lang))  # noqa: T201
        print(replace(found, lang=options.lang).caption)  # noqa: T201
    return DONE if found.ok and not (options.strict and found.found) else FINDINGS


def run_example(options: argparse.Namespace) -> int:
    """Write the synthetic example."""
    from spreiding.examples.amsterdam import amsterdam_2016_2017  # noqa: PLC0415  heavy
    from spreiding.records.stock import Stock  # noqa: PLC0415  heavy

    study, folder = amsterdam_2016_2017(), Path(options.to)
    for name, part in (("synthetic_rentals.csv", study.records), ("synthetic_stock.csv", study.stock)):
        frame: Any = part.to_polars() if isinstance(part, Stock) else part
        path = folder / name
        files.replace(path, frame.write_csv().encode())
        print(path)  # noqa: T201
    return DONE


def _line(error: Exception) -> str:
    """Return an error as one line."""
    if isinstance(error, OSError) and error.strerror:
        where = f": {error.filename}" if error.filename else ""
        return f"{error.strerror}{where}"
    return " ".join(str(error).split())
