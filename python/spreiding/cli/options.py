"""The options of the command line that say what an edition is made of: a study file, or records and a few words."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from spreiding.base.types import Lang
    from spreiding.edition.file import StudyFile

#: Option -> section and key it stands for, how it is given, and what it means.
INPUTS: tuple[tuple[str, tuple[str, str], dict[str, Any], str], ...] = (
    ("--stock", ("stock", "files"), {"action": "append", "metavar": "FILE"},
     "dwellings per area (columns area, stock); may be given more than once"),
    ("--areas", ("areas", "file"), {"metavar": "FILE"}, "boundaries as GeoJSON"),
    ("--groups", ("records", "groups"), {"metavar": "NAME|FILE"},
     "table of target groups: a name, or a file with code and main_group"),
    ("--column", ("records", "columns"), {"action": "append", "metavar": "NAME=SOURCE"},
     "column of the records: date, area or group, and its name in the file"),
    ("--period", ("records", "period"), {"nargs": 2, "metavar": ("FIRST", "LAST")},
     "first and last day, as 2016-01-01 2017-06-30"),
)  # fmt: skip

SET = """any other key of a study file may be set by --set SECTION.KEY=VALUE, such as
  --set study.title="Spreiding 2018-2020"  --set stock.date=2018-01-01  --set report.by=year
  --set checks.thresholds.change=0.3       --set checks.references.delivery=levering.csv
`spreiding init` writes a study file with all keys and what they mean."""


def add_inputs(command: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    text = "a study file (.toml), or files of rentals, a glob may be quoted; the embedded example where left out"
    command.add_argument("records", nargs="*", metavar="STUDY|RECORDS", help=text)
    for name, _, how, said in INPUTS:
        command.add_argument(name, help=said, **how)
    command.add_argument(
        "--set", action="append", default=[], metavar="SECTION.KEY=VALUE", help="set any key of the study file"
    )
    command.epilog = SET


def language(options: argparse.Namespace) -> Lang:
    """Return the language of messages: the one asked for, else that of the terminal."""
    if getattr(options, "lang", None):
        found: Lang = options.lang
        return found
    own = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "nl" if own.lower().startswith("nl") else "en"


def study_file(options: argparse.Namespace) -> StudyFile | None:
    """Return the study file that the options name, with what they set; nothing where the embedded example is meant.

    Raises
    ------
    InvalidInputError
        If the file or an option breaks a rule of the study file.
    """
    from spreiding.edition.file import changed, of_content, read_file  # noqa: PLC0415  heavy

    named = [Path(text) for text in options.records]
    given = content(options)
    if len(named) == 1 and named[0].suffix.lower() == ".toml":
        return changed(read_file(named[0]), given, folder=Path())
    if not named:
        return None
    given.setdefault("records", {})["files"] = list(options.records)
    given.setdefault("study", {}).setdefault("title", sentence("init-title", options.lang or "nl"))
    return of_content(given, source="spreiding")


def content(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """Return the keys that the options set, by section.

    Raises
    ------
    InvalidInputError
        If an option is no NAME=VALUE.
    """
    found: dict[str, dict[str, Any]] = {}
    for text in options.set:
        name, value = pair(text, "--set")
        place = name.split(".")
        if len(place) < 2:
            raise refusal("option-not-pair", option="--set", found=text, form="SECTION.KEY=VALUE")
        inside = found
        for part in place[:-1]:
            inside = inside.setdefault(part, {})
        inside[place[-1]] = toml(value)
    for name, (section, key), how, _ in INPUTS:
        held = getattr(options, name.strip("-"))
        if held:
            pairs = how["metavar"] == "NAME=SOURCE"
            found.setdefault(section, {})[key] = dict(pair(text, name) for text in held) if pairs else held
    return found


def toml(text: str) -> Any:
    """Return a value as TOML reads it; what is none is a text.

    >>> toml("0.3"), toml("2018-01-01"), toml("true"), toml("levering.csv"), toml('["a", "b"]')
    (0.3, datetime.date(2018, 1, 1), True, 'levering.csv', ['a', 'b'])
    """
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, KeyError):
        return text


def pairs(texts: Sequence[str], option: str) -> dict[str, str]:
    """Read ``NAME=VALUE`` options."""
    return dict(pair(text, option) for text in texts)


def pair(text: str, option: str) -> tuple[str, str]:
    """Read one ``NAME=VALUE``."""
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise refusal("option-not-pair", option=option, found=text, form="NAME=VALUE")
    return name, value
