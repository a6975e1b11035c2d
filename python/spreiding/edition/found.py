"""What files say of a study: which is which, and which column is what; the start of a study file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas import vector
from spreiding.areas.tiles import scheme_with
from spreiding.base.errors import InvalidInputError
from spreiding.edition.file import matches
from spreiding.edition.recognised import (
    BOUNDARIES,
    CODES,
    LEVELS,
    NAMES,
    NAMES_OF_AREAS,
    STOCK,
    TITLES,
    WAITING,
    YEAR,
    candidates,
    columns_of,
    kind_of_file,
    roles,
)
from spreiding.edition.writing import commented
from spreiding.records.groups import SCHEMES, fold, target_groups
from spreiding.records.paths import kind_of
from spreiding.records.rentals import examined
from spreiding.values.tables import read_table
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.base.types import Lang
    from spreiding.edition.lines import Place


#: What areas of the records may be, by the start of the name of their column.
BASES = ("wijk", "buurt", "kern", "dorp")


@dataclass
class Found:
    """The files by what they are, and what is known of each."""

    values: dict[Place, Any] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)  #: Files of which it is not clear what they are.
    codes: frozenset[str] = frozenset()  #: Codes of areas in the records.


def init(files: Sequence[str], *, lang: Lang = "nl") -> str:
    """Return a commented study file with what the files tell; folders and patterns are taken apart.

    Raises
    ------
    InvalidInputError
        If there is no such file.
    """
    paths = [path for text in files for path in _files(text)]
    found = Found()
    kinds: dict[str, list[str]] = {}
    for path in paths:
        kinds.setdefault(kind_of_file(path), []).append(path)
    found.values[("study", "title")] = sentence("init-title", lang)
    found.values[("study", "lang")] = lang
    _records(found, kinds.get("records", []), lang, kinds.get("groups", []))
    _stock(found, kinds.get("stock", []))
    if kinds.get("areas"):
        _areas(found, kinds["areas"][0])
    elif ("areas", "scheme") not in found.values:
        _listed(found, kinds.get("stock", []))
    if kinds.get("covariates"):
        _covariates(found, kinds["covariates"])
    found.unknown += kinds.get("unknown", [])
    text = commented(found.values, lang=lang, notes=found.notes)
    if not found.unknown:
        return text
    told = sentence("init-unknown", lang, files=[_relative(path) for path in found.unknown])
    return f"# {told}\n{text}"


def told_by(records: Sequence[str], stock: Sequence[str], *, lang: Lang = "nl") -> dict[str, dict[str, Any]]:
    """Return by section what files of records and of dwellings tell; the period stays that of the records."""
    found = Found({("study", "title"): sentence("init-title", lang)})
    _records(found, list(records), lang)
    _stock(found, list(stock))
    told: dict[str, dict[str, Any]] = {}
    for (section, name), value in found.values.items():
        if (section, name) not in {("records", "period"), ("report", "by")}:
            told.setdefault(section, {})[name] = value
    return told


def _files(text: str) -> list[str]:
    if Path(text).is_dir():
        inside = (path for path in Path(text).iterdir() if not path.name.startswith(("~$", ".")))
        return sorted(str(path) for path in inside if kind_of(path) or path.suffix.lower() in BOUNDARIES)
    found = matches(Path(), text)
    if not found:
        raise refusal("init-no-file", source=text)
    return found


def _records(found: Found, paths: list[str], lang: Lang, groups: Sequence[str] = ()) -> None:
    if not paths:
        found.values[("records", "files")] = ["verhuringen-*.csv"]
        found.notes[("records", "files")] = sentence("init-no-records", lang)
        return
    names = columns_of(paths[0])
    held = roles(names, NAMES)
    found.values[("records", "files")] = _shown(paths)
    renamed = {role: name for role, name in held.items() if role != name}
    if renamed:
        found.values[("records", "columns")] = renamed
    waiting = roles(names, {"waiting_from": WAITING})
    if waiting:
        found.values[("programme", "waiting_from")] = waiting["waiting_from"]
    missing = [role for role in ("date", "area", "group") if role not in held]
    if missing:
        found.notes[("records", "columns")] = sentence("init-missing-columns", lang, missing=missing, names=names)
        return
    _looked_at(found, paths, held, lang, groups)


def _looked_at(found: Found, paths: list[str], held: Mapping[str, str], lang: Lang, groups: Sequence[str]) -> None:
    """Take what only the records themselves tell: the period, the scheme of groups and the scheme of areas."""
    try:
        read = examined(paths, columns=dict(held), groups={"code": ["-"], "main_group": ["-"]})
    except InvalidInputError:
        return  # what is wrong with the records is told by whoever reads them
    span = read.found.span
    if span is not None:
        first, last = span
        found.values[("records", "period")] = [first.replace(day=1), _month_end(last)]
        if first.year < last.year:
            found.values[("report", "by")] = "year"
    _groups(found, [label for label in read.tally.values(1) if label is not None], groups, lang)
    found.codes = frozenset(label.strip() for label in read.tally.values(0) if label is not None and label.strip())
    scheme = scheme_with(found.codes)
    if scheme is not None:
        found.values[("areas", "scheme")] = scheme
    level = "wijk" if scheme else next((word for word in BASES if fold(held["area"]).startswith(word)), None)
    if level is not None:
        found.values[("areas", "level")] = level


def _groups(found: Found, labels: Sequence[str], files: Sequence[str], lang: Lang) -> None:
    """Take the packaged scheme that knows most labels; a file of target groups comes first."""
    place = ("records", "groups")
    if files:
        found.values[place] = _relative(files[0])
        return
    if not labels:
        return
    unknown = {name: sum(code is None for code in target_groups(name).resolve(labels).values()) for name in SCHEMES}
    best = min(unknown, key=lambda name: (unknown[name], SCHEMES.index(name)))
    if unknown[best] <= len(labels) / 2:
        found.values[place] = best
        if unknown[best]:
            found.notes[place] = sentence("init-some-groups", lang, n=unknown[best], scheme=best)
    else:
        found.values[place] = "doelgroepen.csv"
        found.notes[place] = sentence("init-own-groups", lang, n=len(labels))


def _month_end(day: Any) -> Any:
    return pl.Series([day]).dt.month_end()[0]


def _stock(found: Found, paths: list[str]) -> None:
    if not paths:
        return
    names = columns_of(paths[0])
    stock, area = roles(names, STOCK), _code_column(found, paths[0], names)
    found.values[("stock", "files")] = _shown(paths)
    columns = {role: name for role, name in {"area": area, **stock}.items() if role not in {"date", name}}
    if "association_stock" in stock:
        columns["association_stock"] = stock["association_stock"]
    if columns:
        found.values[("stock", "columns")] = columns
    if "date" in stock:
        found.values[("stock", "date")] = stock["date"]


def _covariates(found: Found, paths: list[str]) -> None:
    names = columns_of(paths[0])
    held = {"area": _code_column(found, paths[0], names), **roles(names, {"year": YEAR})}
    found.values[("covariates", "files")] = _shown(paths)
    renamed = {role: name for role, name in held.items() if role != name}
    if renamed:
        found.values[("covariates", "columns")] = renamed


def _code_column(found: Found, path: str, names: Sequence[str]) -> str:
    """Return the column with the codes of areas: of those that may be, the one that the records agree with most."""
    there = candidates(names, NAMES["area"])
    if len(there) < 2 or not found.codes:
        return there[0]
    table = read_table(path, wanted=names)[0].select(pl.col(there).cast(pl.String).str.strip_chars())
    return max(there, key=lambda name: (table.get_column(name).is_in(list(found.codes)).sum(), -there.index(name)))


def _listed(found: Found, paths: list[str]) -> None:
    """Take the names of areas from the table of dwellings, where it has them and a row per area."""
    if not paths:
        return
    names = columns_of(paths[0])
    code = _code_column(found, paths[0], names)
    titles = [name for name in candidates(names, NAMES_OF_AREAS) if name != code]
    if titles and not read_table(paths[0], wanted=names)[0].get_column(code).is_duplicated().any():
        _list_of(found, paths[0], code, names)


def _list_of(found: Found, path: str, code: str, names: Sequence[str]) -> None:
    """Take a table of areas: their codes, names and parents."""
    folded = {fold(name): name for name in names}
    levels = {
        level: folded[f"{level}code"] for level in LEVELS if f"{level}code" in folded and folded[f"{level}code"] != code
    }
    titles = [name for name in candidates(names, NAMES_OF_AREAS) if name not in {code, *levels.values()}]
    titles = [name for name in titles if fold(name) not in {*levels, *(f"{level}naam" for level in levels)}]
    found.values[("areas", "file")] = _relative(path)
    found.values[("areas", "code")] = code
    if titles:
        found.values[("areas", "name")] = titles[0]
    _parents(found, levels, folded)


def _parents(found: Found, levels: Mapping[str, str], folded: Mapping[str, str]) -> None:
    titled = {
        level: {"code": code, "name": folded[key]} if (key := next((k for k in (level, f"{level}naam") if k in folded), ""))
        else code
        for level, code in levels.items()
    }  # fmt: skip
    if titled:
        found.values[("areas", "parents")] = titled


def _areas(found: Found, path: str) -> None:
    import json  # noqa: PLC0415  only here

    if not path.lower().endswith(BOUNDARIES):
        names = columns_of(path)
        _list_of(found, path, _code_column(found, path, names), names)
        return
    found.values[("areas", "file")] = _relative(path)
    try:
        drawn = path.lower().endswith(vector.ENDINGS)
        text = "" if drawn else Path(path).read_text(encoding="utf-8-sig")
        features = (vector.read_vector(Path(path)) if drawn else json.loads(text))["features"]
        names = list(features[0]["properties"])
    except (ValueError, KeyError, IndexError, TypeError):
        return
    for role, name in roles(names, {"code": CODES, "name": TITLES}).items():
        found.values[("areas", role)] = name
    folded = {fold(name): name for name in names}
    _parents(found, {level: folded[f"{level}code"] for level in LEVELS if f"{level}code" in folded}, folded)


def _shown(paths: Sequence[str]) -> list[str]:
    return [_relative(path) for path in paths]


def _relative(path: str) -> str:
    """Return a path from the current folder with forward slashes, as the study file takes it."""
    return Path(path).as_posix()
