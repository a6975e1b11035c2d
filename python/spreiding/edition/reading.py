"""A study from its file: every input that the file names, read and bundled."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.areas import read_areas
from spreiding.areas.listed import listed_areas
from spreiding.areas.tiles import LISTS, scheme_with, tiles
from spreiding.base.errors import InvalidInputError
from spreiding.checks.confirm import signed
from spreiding.checks.gathering import read_for_checks
from spreiding.checks.options import Reference, Thresholds
from spreiding.edition.file import StudyFile, matches, read_file
from spreiding.edition.gate import accepted
from spreiding.edition.recognised import GROUPS, roles
from spreiding.edition.study import Cuts, ProgrammeInput, Study
from spreiding.edition.twice import refuse_twice
from spreiding.records.groups import OWN_TABLE, target_groups
from spreiding.records.paths import kind_of
from spreiding.records.stock import Stock, read_stock
from spreiding.values import tables
from spreiding.values.columns import row_list
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from spreiding.areas.areas import Areas

#: Columns of small tables that are names, even where they look like numbers.
TEXTS = ("area", "code", "name", "variable", "level", "source", "reason", "aliases", "group", "main_group", "period",
         "corporation")  # fmt: skip


def read_study(path: str | PathLike[str]) -> Study:
    """Read a study file, and all that it names.

    The file is TOML; ``spreiding init`` writes one from the files it is given, and the page on the study file in the
    documentation lists every key with its type, default and meaning. Paths in it are relative to the file.

    Parameters
    ----------
    path
        The study file, such as ``editie.toml``.

    Returns
    -------
    Study
        Give it to :func:`spreiding.report`; ``study.write(path)`` is the way back.

    Raises
    ------
    InvalidInputError
        Listing all faults of the file with their lines, among them files that do not exist; then whatever the readers
        of records, areas, stock and tables refuse.
    """
    return study_of(read_file(Path(path)))


def study_of(file: StudyFile, given: Mapping[str, Any] | None = None) -> Study:
    """Return the study that a file describes; ``given`` holds inputs that are at hand, by the name of their field."""
    given = dict(given or {})
    areas = given.pop("areas", None) or areas_of(file)
    groups = given.pop("groups", None) or groups_of(file)
    records = given.pop("records", None)
    if records is None and "duplicate_letting" not in file["checks"]["overrides"]:
        refuse_twice(file.files("records", "files"), file["records"]["columns"])
    source = file.files("records", "files") if records is None else records
    how = {"public": file["protection"]["public"], "thresholds": limits_of(file), **read_as(file, areas, groups)}
    rentals = read_for_checks(source, **how)
    found: dict[str, Any] = {
        "stock": lambda: stock_of(file, "stock"),
        "association_stock": lambda: stock_of(file, "association_stock"),
        "covariates": lambda: covariates_of(file),
        "covariate_sources": lambda: sources_of(file),
        "reference": lambda: reference_of(file),
        "programme": lambda: programme_of(file),
        "earlier": lambda: tuple(file.files("protection", "earlier")),
        "cells": lambda: _one(file, "protection", "cells"),
    }
    inputs = {name: given.pop(name) if name in given else read() for name, read in found.items()}
    for name in ("stock", "association_stock"):  # tables of dwellings show the names of the areas
        if isinstance(inputs[name], Stock) and inputs[name].areas is None:
            inputs[name] = replace(inputs[name], areas=areas or rentals.areas)
    study = Study(rentals=rentals, areas=areas or rentals.areas, groups=rentals.groups, records=records, file=file,
                  **inputs, **said(file))  # fmt: skip
    return replace(study, **given)


def read_as(file: StudyFile, areas: Areas | None, groups: Any) -> dict[str, Any]:
    """Return how the records are to be read: the options of :func:`spreiding.read_rentals`."""
    held = file["records"]
    given = {"notation": held["notation"], "sheet": list(held["sheet"])}
    more = {name: value for name, value in given.items() if value}
    return {"columns": held["columns"] or None, "groups": groups, "areas": areas, "period": held["period"], **more}


def limits_of(file: StudyFile) -> Thresholds | None:
    """Return the limits of the checks, where the study file sets some."""
    held = file["checks"]["thresholds"]
    return Thresholds(**held) if held else None


def said(file: StudyFile) -> dict[str, Any]:
    """Return the fields of a study that stand in its file as they are."""
    held, report, protection, checks = (file[name] for name in ("study", "report", "protection", "checks"))
    cuts = Cuts(**{f.name: file["classes"][f.name] for f in fields(Cuts)})
    unprotected = "internal" if protection["internal"] else "public" if protection["public"] else None
    return {
        **{name: held[name] for name in held if name != "notes"},
        "notes": tuple(held["notes"]),
        "period": file["records"]["period"],
        "definition": file["records"]["definition"],
        **{name: report[name] for name in ("by", "chapters", "compare", "formats", "pool", "texts")},
        "rules": _rules(file),
        "consent": protection["consent"],
        "insiders": tuple(protection["insiders"]),
        "unprotected": unprotected,
        "thresholds": limits_of(file),
        "overrides": dict(accepted(checks["overrides"])),
        "steps": checks["steps"],
        "confirm": confirmed(checks["confirm"]),
        **{name: file["covariates"][name] for name in ("labels", "predictors")},
        "context": file["covariates"]["maps"],
        "stock_at": file["stock"]["at"],
        "level": file["areas"]["level"],
        "cuts": cuts,
    }


def confirmed(texts: dict[str, str]) -> dict[str, str]:
    """Return the confirmations of a study file as they stand, each with a name, a reason and what it rests on."""
    signed(texts, based=True)
    return texts


def areas_of(file: StudyFile) -> Areas | None:
    """Return the boundaries or the list of areas of the study, the packaged tiles of its scheme, or nothing."""
    held = file["areas"]
    if held["file"] is None:
        return tiles("wijk", held["scheme"]) if held["scheme"] in LISTS else None
    path = file.files("areas", "file")[0]
    codes = {level: part["code"] for level, part in held["parents"].items()}
    titles = {level: part["name"] for level, part in held["parents"].items() if part.get("name")}
    options = {name: held[name] for name in ("code", "name", "scheme")}
    if is_table(path):
        return known_places(listed_areas(path, parent=codes, parent_name=titles, **options))
    found = read_areas(path, parent=codes or None, parent_name=titles or None, crs=held["crs"], **options)
    return known_places(found)


def known_places(areas: Areas) -> Areas:
    """Return areas of a packaged scheme with the names and parents that the file does not give."""
    scheme = scheme_with(areas.codes)
    known = tiles("wijk", scheme) if scheme else None
    if known is None or not set(areas.codes) <= set(known.codes):
        return areas
    places = [known.codes.index(code) for code in areas.codes]
    named = any(name not in {None, code} for name, code in zip(areas.names, areas.codes, strict=True))
    levels = {level: tuple(codes[i] for i in places) for level, codes in known.levels.items()}
    return replace(
        areas,
        names=areas.names if named else tuple(known.names[i] for i in places),
        levels=areas.levels or levels,
        parent_names={**known.parent_names, **areas.parent_names},
        scheme=areas.scheme or known.scheme,
    )


def groups_of(file: StudyFile) -> Any:
    """Return the target groups: those of a packaged scheme, or of a file."""
    text = file["records"]["groups"]
    if not is_table(text):
        return target_groups(text)
    path = file.folder / text
    table = small_table(path)
    known = {name: own for name, own in roles(table.columns, GROUPS).items() if name not in table.columns}
    with tables.naming_lines(path, OWN_TABLE, wanted=TEXTS, called=path.name):
        return target_groups(table.rename({own: name for name, own in known.items()}))


def stock_of(file: StudyFile, column: str) -> Stock | None:
    """Return the dwellings of one column of the stock files as one stock; nothing where they have no such column."""
    paths, held = file.files("stock", "files"), file["stock"]
    columns = {"area": "area", column: "stock" if column == "stock" else column, **held["columns"]}
    if not paths or (column != "stock" and column not in held["columns"]):
        return None
    return merged_stock(paths, area=columns["area"], stock=columns[column], date=held["date"],
                        sheet=held["sheet"])  # fmt: skip


def merged_stock(paths: list[str], *, area: str, stock: str, date: Any, sheet: str | None = None) -> Stock:
    """Read files of dwellings per area as one stock."""

    def read(source: Any) -> Stock:
        return read_stock(source, area=area, stock=stock, date=date, sheet=sheet)

    if len(paths) == 1:
        return read(paths[0])
    parts = [tables.read_table(path, numeric=[stock], wanted=[area], sheet=sheet)[0] for path in paths]
    try:
        found = read(pl.concat(parts, how="diagonal_relaxed"))
    except InvalidInputError:
        for path in paths:  # a fault of one file is told of that file, with its lines
            read(path)
        raise
    return replace(found, source=", ".join(Path(path).name for path in paths))


def covariates_of(file: StudyFile) -> pl.DataFrame | None:
    """Return the characteristics of all files as one table: ``area``, where known ``year``, and the others."""
    paths = file.files("covariates", "files")
    names = {own: name for name, own in file["covariates"]["columns"].items()}
    parts = [_whole_years(small_table(path).rename(names, strict=False), path) for path in paths]
    return pl.concat(parts, how="diagonal_relaxed") if parts else None


def _whole_years(table: pl.DataFrame, source: str) -> pl.DataFrame:
    """Return a table with its years as whole numbers, as periods are named by them.

    Of a table with a row per value the checks tell which have no year.

    Raises
    ------
    InvalidInputError
        If a year is no whole number.
    """
    if "year" not in table.columns or table.schema["year"].is_integer():
        return table
    years = table.get_column("year").cast(pl.Float64, strict=False)
    broken = (years.is_null() | (years != years.floor())).fill_null(value=True)
    rows = (broken.arg_true() + 1).to_list()
    if rows and "variable" in table.columns:
        return table
    if rows:
        name = Path(source).name
        with tables.naming_lines(source, name, wanted=TEXTS):
            raise refusal("year-not-whole", source=name, column="year", rows=rows, where=row_list(rows))
    return table.with_columns(years.cast(pl.Int64))


def sources_of(file: StudyFile) -> pl.DataFrame | None:
    """Return the origin of the characteristics."""
    table = _one(file, "covariates", "sources")
    return None if table is None else _whole_years(table, file["covariates"]["sources"])


def reference_of(file: StudyFile) -> Reference | None:
    """Return the figures that the records are compared with."""
    held = dict(file["checks"]["references"])
    published, why = held.pop("published", False), file["checks"]["why"]
    files = {name: [str(path) for text in texts for path in _paths(file, text)] for name, texts in held.items()}
    return reference(files, published=published is True, why=why)


def reference(files: Mapping[str, Any], *, published: bool, why: str | None) -> Reference | None:
    """Return the figures of files, and the packaged ones where asked for; a file comes first."""
    own = Reference.read(why=why, **files) if files else None
    if not published:
        return own
    held = replace(Reference.published(), why=why)
    if own is None:
        return held
    return replace(held, **{name: value for name, value in vars(own).items() if value is not None})


def programme_of(file: StudyFile) -> ProgrammeInput | None:
    """Return what the programme is told, where the file says something."""
    held = file["programme"]
    if not any(value is not None for value in held.values()):
        return None
    tables = {name: _one(file, "programme", name) for name in ("agreed", "printed")}
    return ProgrammeInput(**tables, waiting_from=held["waiting_from"], target=held["target"])


def _rules(file: StudyFile) -> Any:
    text = file["protection"]["rules"]
    return small_table(file.folder / text) if is_table(text) else text


def _one(file: StudyFile, section: str, name: str) -> pl.DataFrame | None:
    return small_table(file.files(section, name)[0]) if file[section][name] else None


def _paths(file: StudyFile, text: str) -> list[str]:
    return matches(file.folder, text)


def is_table(text: str) -> bool:
    """Return whether a text names a file of a table."""
    return kind_of(Path(text)) is not None


def small_table(path: str | Path) -> pl.DataFrame:
    """Read a small table; columns of which every value is a number become numbers, codes stay text."""
    table = _filled(tables.read_table(str(path), wanted=TEXTS)[0])
    numeric = [
        column
        for column, kind in table.schema.items()
        if kind == pl.String and column not in TEXTS and _has_numbers(table.get_column(column).drop_nulls())
    ]
    if not numeric:
        return table
    found = _filled(tables.read_table(str(path), numeric=numeric, wanted=TEXTS)[0])
    return found.with_columns(pl.col(numeric).cast(pl.Float64).fill_nan(None))


def _filled(table: pl.DataFrame) -> pl.DataFrame:
    """Empty cells of text are missing ones."""
    return table.with_columns(pl.col(pl.String).replace("", None))


def _has_numbers(column: pl.Series) -> bool:
    return bool(column.len()) and bool(column.str.contains(r"^-?[0-9][0-9.,]*$").all())
