"""A study from files: what the command line reads before it reports or checks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.areas import read_areas
from spreiding.areas.tiles import tiles
from spreiding.base.errors import InvalidInputError
from spreiding.checks.check import check
from spreiding.checks.options import Reference, read_thresholds
from spreiding.counts.count import PERIODS
from spreiding.disclosure.printed import COUNTS, SHARES, PrintedTable
from spreiding.edition.study import Study
from spreiding.examples.amsterdam import amsterdam_2016_2017
from spreiding.records.rentals import read_rentals
from spreiding.records.stock import read_stock
from spreiding.values import frames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


@dataclass(frozen=True)
class Inputs:
    """What the options of a command say about the input; nothing is read until it is asked for."""

    records: Sequence[str] = ()  #: None: the embedded example.
    columns: Mapping[str, str] = field(default_factory=dict)
    groups: str = "ois2018"  #: Name of a scheme, or a file with a table of target groups.
    period: tuple[date, date] | None = None
    stock: Sequence[str] = ()
    stock_date: date | None = None
    areas: str | None = None
    area_code: str = "code"
    area_name: str | None = None
    area_parents: Mapping[str, str] = field(default_factory=dict)
    covariates: str | None = None
    covariate_sources: str | None = None
    reference: Mapping[str, Sequence[str]] = field(default_factory=dict)  #: Kind of table -> files.
    published: bool = False  #: Compare with the packaged figures too.
    why: str | None = None
    thresholds: Mapping[str, str] = field(default_factory=dict)

    def study(self) -> Any:
        """Read the study; without records, the embedded example.

        Raises
        ------
        InvalidInputError
            If a file or an option breaks a rule.
        """
        places = self._places()
        if not self.records:
            study = self._example(places)
        else:
            places = places or tiles("wijk")
            rentals = read_rentals(_source(self.records), areas=places, **self._read_as())
            study = Study(rentals=rentals, stock=self._stock(), areas=places, groups=rentals.groups)
        more = {"covariates": self._table(self.covariates), "covariate_sources": self._table(self.covariate_sources)}
        more |= {"reference": self._reference(), "thresholds": self._thresholds()}
        return replace(study, **{name: value for name, value in more.items() if value is not None})

    def check(self) -> Any:
        """Check the records, those that cannot be read included.

        Raises
        ------
        InvalidInputError
            If there is no such file, or an option breaks a rule.
        """
        limits = {"reference": self._reference(), "thresholds": self._thresholds()}
        own = {"covariates": self._table(self.covariates), "covariate_sources": self._table(self.covariate_sources)}
        places = self._places()
        if not self.records:
            study = self._example(places)
            given = {name: getattr(study, name) if own[name] is None else own[name] for name in own}
            return check(study.rentals, stock=study.stock, areas=study.areas, **limits, **given)
        places = places or tiles("wijk")
        return check(_source(self.records), stock=self._stock(), areas=places, **limits, **own, **self._read_as())

    def _read_as(self) -> dict[str, Any]:
        return {"columns": self.columns or None, "groups": self._groups(), "period": self.period}

    def _groups(self) -> Any:
        is_file = self.groups.lower().endswith((".csv", ".parquet"))
        return self._table(self.groups) if is_file else self.groups

    def _table(self, path: str | None) -> Any:
        return None if path is None else _table(path)

    def _reference(self) -> Any:

        if self.published:
            packaged = Reference.published()
            if not self.reference:
                return replace(packaged, why=self.why)
            own = Reference.read(why=self.why, **self.reference)
            tables = {name: value for name, value in vars(own).items() if value is not None}
            return replace(packaged, **tables)
        return Reference.read(why=self.why, **self.reference) if self.reference else None

    def _thresholds(self) -> Any:

        return read_thresholds(self.thresholds) if self.thresholds else None

    def _places(self) -> Any:
        """Return the areas of a file."""
        if self.areas is None:
            return None
        parents = dict(self.area_parents) or None
        return _known(read_areas(self.areas, code=self.area_code, name=self.area_name, parent=parents))

    def _example(self, places: Any) -> Any:
        """Return the embedded example, on the user's boundaries where there are some."""
        study: Any = amsterdam_2016_2017()
        if places is None:
            return study
        rentals = read_rentals(study.records, groups=study.groups, areas=places, period=study.period)
        return replace(study, rentals=rentals, areas=places)

    def _stock(self) -> Any:
        """Read one or more files of dwellings per area as one stock."""
        parts = [read_stock(file, date=self.stock_date) for file in self.stock]
        if len(parts) <= 1:
            return parts[0] if parts else None
        return read_stock(pl.concat([part.to_polars() for part in parts]), date=self.stock_date)


def rules_of(text: str) -> Any:
    """Return rules of disclosure control by name, or those of a file."""
    return _table(text) if text.lower().endswith((".csv", ".parquet")) else text


def printed(path: str) -> Any:
    """Read a table as it was printed before: columns of figures, and of what they are about.

    Raises
    ------
    InvalidInputError
        If it has no column of figures.
    """
    table, _ = frames.read_table(path, numeric=[])
    figures = [column for column in table.columns if column in (*COUNTS, *SHARES)]
    if not figures:
        msg = f"{path} has no column among {', '.join((*COUNTS, *SHARES))}; its columns are {', '.join(table.columns)}"
        raise InvalidInputError(msg)
    keys = {column: column for column in table.columns if column in ("area", "group", "corporation", *PERIODS)}
    return PrintedTable(frame=table, keys=keys, columns={name: name for name in figures}, name=path)


def _source(records: Sequence[str]) -> Any:
    return records[0] if len(records) == 1 else list(records)


def _table(path: str) -> Any:
    """Read a small table; columns of which every value is a number become numbers, codes stay text."""
    table, _ = frames.read_table(path, numeric=[])
    texts = [column for column in table.columns if table.schema[column] == pl.String]
    numeric = [c for c in texts if c not in KEYS and _has_numbers(table.get_column(c).drop_nulls())]
    if not numeric:
        return table
    table, _ = frames.read_table(path, numeric=numeric)
    return table


#: Columns of small tables that are names, even where they look like numbers.
KEYS = ("area", "code", "name", "variable", "level", "source", "reason", "aliases")


def _has_numbers(column: Any) -> bool:
    return bool(column.len()) and bool(column.str.contains(r"^-?[0-9][0-9.,]*$").all())


def _known(areas: Any) -> Any:
    """Return boundaries of the wijken of 2015 with the names and parents that the file does not give."""
    known = tiles("wijk")
    if not set(areas.codes) <= set(known.codes):
        return areas
    places = [known.codes.index(code) for code in areas.codes]
    named = any(name not in {None, code} for name, code in zip(areas.names, areas.codes, strict=True))
    levels = {level: [codes[i] for i in places] for level, codes in known.levels.items()}
    return replace(
        areas,
        names=areas.names if named else [known.names[i] for i in places],
        levels=areas.levels or levels,
        scheme=areas.scheme or known.scheme,
    )
