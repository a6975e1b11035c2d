"""The command line: ``spreiding init | report | check | fetch | example | withdraw | completion``.

Exit status: 0 done, 1 findings, 2 bad input, 70 a fault of the library, 130 interrupted. Errors stand on standard
error, in the language that ``--lang`` asks for.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.base.errors import FaultError, InvalidInputError
from spreiding.cli import colour, extra, making
from spreiding.cli.options import add_inputs, language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spreiding.base.types import Lang

DONE, FINDINGS, BAD_INPUT, FAULT, INTERRUPTED = 0, 1, 2, 70, 130  # as sysexits.h and shells count the last two
LANGS = ("nl", "en")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    options = _parsed(arguments)
    log = extra.Log(getattr(options, "log", None))
    log.write("start", command=options.command)
    status, told = _run(options, log)
    if told:
        print(f"{colour.error('spreiding:', sys.stderr)} {told}", file=sys.stderr)  # noqa: T201  this is a command
    log.write("end", status=status)
    return status


def _run(options: argparse.Namespace, log: extra.Log) -> tuple[int, str]:
    """Return the exit status of a command, and what to say where it failed."""
    lang = language(options)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options), ""
    except (InvalidInputError, OSError) as error:
        if type(error).__name__ == "OpenFindingsError":
            return FINDINGS, str(error)
        return BAD_INPUT, said(error, lang)
    except KeyboardInterrupt:
        from spreiding.words.catalogue import sentence  # noqa: PLC0415  slow, and only when something is said

        return INTERRUPTED, sentence("stopped", lang)
    except Exception as error:  # noqa: BLE001  whatever else goes wrong is our own fault, and no finding
        log.write("fault", trace=traceback.format_exc())
        return FAULT, said(error if isinstance(error, FaultError) else _fault(error), lang)


def _fault(error: Exception) -> FaultError:
    """Return an error that nobody foresaw as a fault of the library: its kind and place, never its text."""
    step = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__}, {Path(step.filename).name}:{step.lineno}"
    return FaultError(code="fault", data={"place": place})


def said(error: Exception, lang: Lang) -> str:
    """Return an error in a language: one line, or a list where it has several faults."""
    from spreiding.words.catalogue import sentence  # noqa: PLC0415  slow, and only when something is said
    from spreiding.words.refusal import in_language, why  # noqa: PLC0415  slow, and only when something is said

    if isinstance(error, OSError) and error.strerror and not isinstance(error, InvalidInputError):
        return sentence("system-refuses", lang, source=str(error.filename or ""), why=why(error))
    text = in_language(error, lang)
    code = getattr(error, "code", "")
    return text if code in {"study-faults", "features", "features-more"} else " ".join(text.split())


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    top = parser()
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what may follow
        import argcomplete  # noqa: PLC0415  only for a shell

        argcomplete.autocomplete(top)
    return top.parse_args(arguments)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(prog="spreiding", description="From rental records to a published page.")
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and stop")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (_init, _report, _check, _fetch, _example, _backtest, _scan, _extract, _withdraw, _completion):
        add(commands)
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
    made.add_argument(
        "--lang", choices=LANGS, default=None, help="language of pages and messages (default: the study's)"
    )
    made.add_argument(
        "--log", metavar="FILE", help="add a line per step to a file, without contents: for unattended runs"
    )
    return made


def _init(commands: Any) -> None:
    command = _add(
        commands, "init", extra.run_init, "Write a study file of what is found in files, to standard output."
    )
    command.add_argument("files", nargs="*", metavar="FILE", help="records, stock, boundaries …, or a folder of them")


def _report(commands: Any) -> None:
    text = "Make an edition: a folder, or one page (.html), workbook (.xlsx) or PDF."
    command = _add(commands, "report", making.run_report, text)
    add_inputs(command)
    command.add_argument(
        "--out", metavar="PATH", help="folder or file to write (default: spreiding.html, of a study file editie)"
    )
    command.add_argument(
        "--override",
        action="append",
        default=[],
        metavar="CHECK=REASON",
        help="publish in spite of the findings of a check; the reason is printed on the page",
    )
    _confirm(command)
    word = command.add_mutually_exclusive_group()
    word.add_argument("--unprotected", action="store_true", default=None, help="print small counts: for internal use")
    word.add_argument("--protected", action="store_false", dest="unprotected", default=None, help="hide small counts")


def _check(commands: Any) -> None:
    text = "Check records for faults; status 1 where a finding stops a publication."
    command = _add(commands, "check", making.run_check, text)
    add_inputs(command)
    command.add_argument("--list", action="store_true", help="list the checks with their limits and sources, and stop")
    command.add_argument("--json", action="store_true", help="write findings and checks as JSON")
    text = "status 1 for a warning too, where nobody confirmed it"
    command.add_argument("--strict", action="store_true", default=None, help=text)
    _confirm(command)
    text = "write in FOLDER, per association, what it can act on: file, row, column, code and what to do"
    command.add_argument("--returns", metavar="FOLDER", help=text)
    text = "what the files of --returns are: text for Excel, or a workbook (default: the study's, else csv)"
    command.add_argument("--format", choices=("csv", "xlsx"), default=None, help=text)
    command.epilog = f"{command.epilog}\n{making.REFERENCE}"


def _confirm(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--confirm",
        action="append",
        default=[],
        metavar='CHECK="NAME: REASON"',
        help="a warning that someone looked into and found right; printed on the page",
    )


def _fetch(commands: Any) -> None:
    from spreiding.areas.fetch import LEVELS  # noqa: PLC0415  only for a command

    command = _add(commands, "fetch", extra.run_fetch, "Download the city's open boundary files as GeoJSON.")
    text = f"one or more of {', '.join(LEVELS)} (default: wijk), or a study file"
    command.add_argument("levels", nargs="*", metavar="LEVEL|STUDY", help=text)
    command.add_argument(
        "--to", default=None, metavar="FOLDER", help="folder to write in; made where it does not exist"
    )
    command.add_argument(
        "--date", metavar="DAY", help="the boundaries of a day, as 2016-07-01 (default: those in force)"
    )
    command.add_argument("--from", dest="address", metavar="ADDRESS", help="address to use instead, with {layer} in it")


def _example(commands: Any) -> None:
    text = "Write an example's SYNTHETIC records, stock and study file."
    command = _add(commands, "example", extra.run_example, text)
    command.add_argument("name", nargs="?", choices=extra.EXAMPLES, default=extra.EXAMPLES[0], help="which example")
    command.add_argument("--to", default=".", metavar="FOLDER", help="folder to write in (default: this one)")


def _backtest(commands: Any) -> None:
    text = "Build an edition again from its inputs and list what differs; status 1 where something does."
    command = _add(commands, "backtest", extra.run_backtest, text)
    command.add_argument("edition", metavar="FOLDER", help="the edition")
    command.add_argument("study", nargs="?", metavar="STUDY", help="its study file, where it stands elsewhere now")


def _completion(commands: Any) -> None:
    text = "Print what makes a shell complete commands and options."
    command = _add(commands, "completion", extra.run_completion, text)
    command.add_argument("shell", choices=extra.SHELLS, help='as in: eval "$(spreiding completion bash)"')


def _scan(commands: Any) -> None:
    text = "Compare small areas with the municipality, exactly: for the office alone, never part of an edition."
    command = _add(commands, "scan", extra.run_scan, text)
    command.add_argument("study", metavar="STUDY", help="the study file")
    command.add_argument("--column", required=True, metavar="NAME", help="column of the records with the small areas")
    command.add_argument("--out", required=True, metavar="FILE", help="file to write; its name ends in .intern.csv")


def _extract(commands: Any) -> None:
    text = "Write for one association its own lettings, exact, beside what the page tells of all others together."
    command = _add(commands, "extract", extra.run_extract, text)
    command.add_argument("study", metavar="STUDY", help="the study file")
    command.add_argument("--association", required=True, metavar="NAME", help="its name, as the records have it")
    command.add_argument(
        "--out", default=".", metavar="FOLDER", help="folder to write in (default: this one), or a .csv"
    )


def _withdraw(commands: Any) -> None:
    command = _add(commands, "withdraw", extra.run_withdraw, "Replace a faulty edition by a notice of withdrawal.")
    command.add_argument("edition", metavar="FOLDER", help="the edition")
    command.add_argument("--reason", required=True, metavar="TEXT", help="why; printed on the page")
    command.add_argument("--date", metavar="DAY", help="day of the withdrawal, as 2021-06-01")
