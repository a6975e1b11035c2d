"""The commands beside the making of an edition: ``init``, ``fetch``, ``example``, ``withdraw`` …; and the log."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.cli.options import language
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    import argparse
    from datetime import date


#: Examples by name.
EXAMPLES = ("note", "years", "short")
#: Shells that can complete commands and options.
SHELLS = ("bash", "zsh", "fish", "powershell")
DONE, FINDINGS = 0, 1


class Log:
    """Lines of time, step and numbers in a file; never the contents of anything."""

    def __init__(self, path: str | None) -> None:
        self.path = Path(path) if path else None

    def write(self, step: str, **facts: Any) -> None:
        """Add a line."""
        if self.path is None:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        told = " ".join(f"{name}={value}" for name, value in facts.items())
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{now} {os.getpid()} {step} {told}".rstrip() + "\n")


def run_init(options: argparse.Namespace) -> int:
    """Print a study file."""
    from spreiding.edition.found import init  # noqa: PLC0415  heavy

    print(init(options.files, lang=options.lang or "nl"), end="")  # noqa: T201
    return DONE


def run_fetch(options: argparse.Namespace) -> int:
    """Download boundaries: of the levels named, or what a study file needs."""
    from spreiding.areas import fetch  # noqa: PLC0415  only for a command

    day = _day(options.date) if options.date else None
    levels, folder = options.levels or ["wijk"], Path(options.to or ".")
    if len(levels) == 1 and levels[0].lower().endswith(".toml"):
        from spreiding.edition.file import read_file  # noqa: PLC0415  heavy

        file = read_file(Path(levels[0]))
        levels, folder = [file["areas"]["level"] or "wijk"], Path(options.to) if options.to else file.folder
        day = day or (file["records"]["period"] or (None,))[0]
    for level in levels:
        path = fetch.fetch(level, folder, address=options.address or fetch.ADDRESS, day=day)
        print(fetch.told(level, path, lang=language(options)))  # noqa: T201
    return DONE


def run_example(options: argparse.Namespace) -> int:
    """Write an example's files."""
    from spreiding.examples.files import write  # noqa: PLC0415  heavy

    folder = Path(options.to)
    folder.mkdir(parents=True, exist_ok=True)
    for path in write(options.name, folder):
        print(path)  # noqa: T201
    return DONE


def run_backtest(options: argparse.Namespace) -> int:
    """Build an edition again, and say what differs."""
    from spreiding.edition.backtest import backtest  # noqa: PLC0415  heavy

    found = backtest(options.edition, options.study)
    print(found.to_text(options.lang))  # noqa: T201
    return DONE if found.ok else FINDINGS


def run_completion(options: argparse.Namespace) -> int:
    """Print the code that a shell evaluates to complete commands and options."""
    from argcomplete.shell_integration import shellcode  # noqa: PLC0415  only for a shell

    kept = "bash" if options.shell == "zsh" else options.shell  # one text serves both
    print(shellcode(["spreiding"], shell=kept))  # noqa: T201
    return DONE


def run_scan(options: argparse.Namespace) -> int:
    """Write the internal scan."""
    from spreiding.edition.scan import write_scan  # noqa: PLC0415  heavy

    print(write_scan(options.study, options.out, column=options.column, lang=options.lang or "nl"))  # noqa: T201
    return DONE


def run_extract(options: argparse.Namespace) -> int:
    """Write an extract for one association."""
    from spreiding.edition.extract import extract  # noqa: PLC0415  heavy
    from spreiding.edition.reading import read_study  # noqa: PLC0415  heavy

    print(extract(read_study(options.study), options.association, options.out, lang=options.lang))  # noqa: T201
    return DONE


def run_withdraw(options: argparse.Namespace) -> int:
    """Withdraw an edition."""
    from spreiding.edition.editions import withdraw  # noqa: PLC0415  heavy

    print(withdraw(options.edition, reason=options.reason, date=_day(options.date) if options.date else None))  # noqa: T201
    return DONE


def _day(text: str) -> date:
    from datetime import date  # noqa: PLC0415  beside its fellow

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refusal("option-not-day", option="--date", found=text) from None
