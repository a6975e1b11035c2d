"""The options of the command line that say where records, and figures to compare with, come from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from spreiding.cli.study import Inputs

#: Name, help, and further settings of each option; an ``append`` may be given more than once.
INPUTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("--stock", "dwellings per area (columns area, stock); may be given more than once", {"action": "append"}),
    ("--stock-date", "day of the stock, as 2016-01-01", {"metavar": "DAY"}),
    ("--areas", "boundaries as GeoJSON; without it a map of tiles", {}),
    ("--area-code", "property with the code of an area (default: code)", {"metavar": "NAME", "default": "code"}),
    ("--area-name", "property with its name", {"metavar": "NAME"}),
    ("--area-parent", "property with the code of a parent, such as gebied=gebied_code",
     {"action": "append", "metavar": "LEVEL=NAME"}),
    ("--column", "column of the records: date, area or group, and its name in the file",
     {"action": "append", "metavar": "NAME=SOURCE"}),
    ("--groups", "table of target groups: a name, or a file with code and main_group (default: ois2018)",
     {"metavar": "NAME|FILE", "default": "ois2018"}),
    ("--period", "first and last day, as 2016-01-01 2017-06-30", {"nargs": 2, "metavar": ("FIRST", "LAST")}),
    ("--covariates", "characteristics per area, for the regression and check 24", {}),
    ("--covariate-sources", "their origin: variable, year, level, source, and where known area, reason", {}),
    ("--reference", "figures to compare with: see below; may be given more than once",
     {"action": "append", "metavar": "KIND=FILE"}),
    ("--why", "why counts moved since an earlier edition; printed on the page", {"metavar": "TEXT"}),
    ("--threshold", "limit of a check, as change=0.3; `spreiding check --list` names them",
     {"action": "append", "metavar": "NAME=VALUE"}),
)  # fmt: skip

REFERENCE = """
kinds of --reference, and the columns of each file (CSV or Parquet):
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
  published          no file: the packaged figures (--reference published)
"""


def add_inputs(command: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    text = "CSV or Parquet of rentals, a glob may be quoted; the embedded example where left out"
    command.add_argument("records", nargs="*", metavar="RECORDS", help=text)
    for name, said, settings in INPUTS:
        default: list[str] | None = [] if settings.get("action") == "append" else None
        command.add_argument(name, help=said, **{"metavar": "FILE", "default": default, **settings})
    command.epilog = REFERENCE


def inputs(options: argparse.Namespace) -> Inputs:
    """Return what the options say.

    Raises
    ------
    InvalidInputError
        If an option is no NAME=VALUE.
    """
    from spreiding.cli.study import Inputs  # noqa: PLC0415  heavy

    named = ("records", "stock", "areas", "area_code", "area_name", "groups", "covariates", "covariate_sources", "why")
    days = [day(text, "--period") for text in options.period or ()]
    files: dict[str, list[str]] = {}
    for kind, path in _split([text for text in options.reference if text != "published"], "--reference"):
        files.setdefault(kind, []).append(path)
    made = Inputs(
        **{name: getattr(options, name) for name in named},
        period=(days[0], days[1]) if days else None,
        stock_date=day(options.stock_date, "--stock-date") if options.stock_date else None,
        columns=pairs(options.column, "--column"),
        area_parents=pairs(options.area_parent, "--area-parent"),
        thresholds=pairs(options.threshold, "--threshold"),
        reference=files,
        published="published" in options.reference,
    )
    if not options.records:
        own = [name for name in ("column", "period", "stock", "stock_date") if getattr(options, name)]
        if own:
            msg = f"--{own[0].replace('_', '-')} needs RECORDS: the embedded example has its own"
            raise InvalidInputError(msg)
    return made


def day(text: str, option: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        msg = f"{option} has {text!r}, must be a day as 2016-01-31"
        raise InvalidInputError(msg) from error


def pairs(texts: Sequence[str], option: str) -> dict[str, str]:
    """Read ``NAME=VALUE`` options."""
    return dict(_split(texts, option))


def _split(texts: Sequence[str], option: str) -> list[tuple[str, str]]:
    found = []
    for text in texts:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            msg = f"{option} is {text!r}, must be NAME=VALUE"
            raise InvalidInputError(msg)
        found.append((name, value))
    return found
