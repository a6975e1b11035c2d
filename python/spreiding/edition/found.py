"""What files say of a study: which is which, and which column is what; the start of a study file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import scheme_of
from spreiding.base.errors import InvalidInputError
from spreiding.edition.file import matches
from spreiding.edition.writing import commented
from spreiding.records.groups import SCHEMES, fold, target_groups
from spreiding.records.rentals import examined
from spreiding.records.sources import column_names, parts_of
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.base.types import Lang
    from spreiding.edition.lines import Place

#: The library's name of a column -> names that offices give it, folded; the first that a file has is taken.
NAMES: dict[str, tuple[str, ...]] = {
    "date": ("date", "datum", "datumcontract", "contractdatum", "datumtekening", "tekendatum", "ingangsdatum",
             "datumingangcontract", "contractdate", "startdate", "verhuurdatum", "datumverhuring"),
    "area": ("area", "gebied", "wijk", "wijkcode", "codewijk", "buurt", "buurtcode", "gebiedcode", "gebiedscode",
             "areacode", "districtcode", "wijkcode2015", "code"),
    "group": ("group", "groep", "doelgroep", "doelgroepcode", "labelcode", "label", "targetgroup", "urgentie",
              "urgentiecode", "categorie"),
    "corporation": ("corporation", "corporatie", "verhuurder", "woningcorporatie", "eigenaar", "association", "landlord"),
    "dwelling_id": ("dwellingid", "woningid", "bagid", "adresid", "objectid", "verblijfsobject", "vboid", "vhenummer",
                    "vhe", "eenheid"),
    "channel": ("channel", "kanaal", "bemiddeling", "wijzevanverhuren", "aanbodmodel"),
    "first_letting": ("firstletting", "eersteverhuring", "nieuwbouw", "eersteverhuurnieuwbouw"),
    "rent": ("rent", "huur", "huurprijs", "kalehuur", "nettohuur"),
    "floor_area": ("floorarea", "oppervlakte", "gbo", "woonoppervlak"),
    "x": ("x", "xcoordinaat", "rdx"),
    "y": ("y", "ycoordinaat", "rdy"),
}  # fmt: skip
#: Names of the column with the dwellings of a stock, of the associations among them, and with the reference day.
STOCK = {
    "stock": ("stock", "voorraad", "woningvoorraad", "woningen", "aantalwoningen", "wvoorrbag", "dwellings"),
    "association_stock": (
        "associationstock",
        "corporatiewoningen",
        "corporatiebezit",
        "wcorhuur",
        "corporatievoorraad",
    ),
    "date": ("date", "datum", "peildatum", "referencedate", "stand"),
}
YEAR = ("year", "jaar")
#: Names of the column with the day the wait began.
WAITING = (
    "availabledate",
    "waitingfrom",
    "datumbeschikbaar",
    "startbemiddeling",
    "datumactievebemiddeling",
    "beschikking",
)
#: What boundaries call a code, a name; and the levels that a property may be the parent of.
CODES, TITLES = (
    ("code", "wijkcode", "buurtcode", "statcode", "gebiedcode"),
    ("name", "naam", "wijk", "wijknaam", "statnaam"),
)
LEVELS = ("gebied", "stadsdeel", "kern", "district")


@dataclass
class Found:
    """The files by what they are, and what is known of each."""

    values: dict[Place, Any] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)  #: Files of which it is not clear what they are.


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
        kinds.setdefault(_kind(path), []).append(path)
    found.values[("study", "title")] = sentence("init-title", lang)
    found.values[("study", "lang")] = lang
    _records(found, kinds.get("records", []), lang)
    _stock(found, kinds.get("stock", []))
    if kinds.get("areas"):
        _areas(found, kinds["areas"][0])
    if kinds.get("covariates"):
        found.values[("covariates", "files")] = _shown(kinds["covariates"])
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
        return sorted(str(path) for path in Path(text).iterdir() if path.suffix.lower() in ENDINGS)
    found = matches(Path(), text)
    if not found:
        raise refusal("init-no-file", source=text)
    return found


#: Endings of files that a folder is searched for.
ENDINGS = (".csv", ".parquet", ".xlsx", ".geojson", ".json")


def _kind(path: str) -> str:
    """Say what a file is by the names of its columns."""
    if path.lower().endswith((".geojson", ".json")):
        return "areas"
    try:
        names = _columns(path)
    except InvalidInputError:
        return "unknown"
    roles = _roles(names, NAMES)
    stock = _roles(names, STOCK)
    if "stock" in stock and "area" in roles:
        return "stock"
    if "date" in roles and ("area" in roles or {"x", "y"} <= set(roles)):
        return "records"
    return "covariates" if "area" in roles and len(names) > 1 else "unknown"


def _columns(path: str) -> list[str]:
    return column_names(next(parts_of(path)))


def _roles(names: Sequence[str], known: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the library's name -> the column that bears one of its names."""
    folded = {fold(name): name for name in reversed(names)}
    found = {role: next((folded[word] for word in words if word in folded), None) for role, words in known.items()}
    return {role: name for role, name in found.items() if name is not None}


def _records(found: Found, paths: list[str], lang: Lang) -> None:
    if not paths:
        found.values[("records", "files")] = ["verhuringen-*.csv"]
        found.notes[("records", "files")] = sentence("init-no-records", lang)
        return
    names = _columns(paths[0])
    roles = _roles(names, NAMES)
    found.values[("records", "files")] = _shown(paths)
    found.values[("records", "columns")] = {role: name for role, name in roles.items() if role != name} or {}
    if not found.values[("records", "columns")]:
        del found.values[("records", "columns")]
    waiting = _roles(names, {"waiting_from": WAITING})
    if waiting:
        found.values[("programme", "waiting_from")] = waiting["waiting_from"]
    missing = [role for role in ("date", "area", "group") if role not in roles]
    if missing:
        found.notes[("records", "columns")] = sentence("init-missing-columns", lang, missing=missing, names=names)
        return
    _looked_at(found, paths, roles, lang)


def _looked_at(found: Found, paths: list[str], roles: Mapping[str, str], lang: Lang) -> None:
    """Take what only the records themselves tell: the period, the scheme of groups and the scheme of areas."""
    try:
        read = examined(paths, columns=dict(roles), groups={"code": ["-"], "main_group": ["-"]})
    except InvalidInputError:
        return  # what is wrong with the records is told by whoever reads them
    span = read.found.span
    if span is not None:
        first, last = span
        found.values[("records", "period")] = [first.replace(day=1), _month_end(last)]
        if first.year < last.year:
            found.values[("report", "by")] = "year"
    labels = [label for label in read.tally.values(1) if label is not None]
    unknown = {name: sum(code is None for code in target_groups(name).resolve(labels).values()) for name in SCHEMES}
    best = min(unknown, key=lambda name: (unknown[name], SCHEMES.index(name)))
    if labels and unknown[best] <= len(labels) / 2:
        found.values[("records", "groups")] = best
        if unknown[best]:
            found.notes[("records", "groups")] = sentence("init-some-groups", lang, n=unknown[best], scheme=best)
    else:
        found.values[("records", "groups")] = "doelgroepen.csv"
        found.notes[("records", "groups")] = sentence("init-own-groups", lang, n=len(labels))
    codes = [label.strip() for label in read.tally.values(0) if label is not None and label.strip()]
    schemes = {scheme_of(code) for code in codes}
    if len(schemes) == 1 and None not in schemes and len(codes) > 20:
        name = str(schemes.pop())
        found.values[("areas", "scheme")] = name[-4:]
        found.values[("areas", "level")] = name.split(",", maxsplit=1)[0]


def _month_end(day: Any) -> Any:
    return pl.Series([day]).dt.month_end()[0]


def _stock(found: Found, paths: list[str]) -> None:
    if not paths:
        return
    names = _columns(paths[0])
    stock, area = _roles(names, STOCK), _roles(names, {"area": NAMES["area"]})
    found.values[("stock", "files")] = _shown(paths)
    columns = {role: name for role, name in {**area, **stock}.items() if role not in {"date", name}}
    if "association_stock" in stock:
        columns["association_stock"] = stock["association_stock"]
    if columns:
        found.values[("stock", "columns")] = columns
    if "date" in stock:
        found.values[("stock", "date")] = stock["date"]


def _areas(found: Found, path: str) -> None:
    import json  # noqa: PLC0415  only here

    found.values[("areas", "file")] = _relative(path)
    try:
        features = json.loads(Path(path).read_text(encoding="utf-8-sig"))["features"]
        names = list(features[0]["properties"])
    except (ValueError, KeyError, IndexError, TypeError):
        return
    roles = _roles(names, {"code": CODES, "name": TITLES})
    for role, name in roles.items():
        found.values[("areas", role)] = name
    folded = {fold(name): name for name in names}
    levels = {level: folded[f"{level}code"] for level in LEVELS if f"{level}code" in folded}
    titled = {
        level: {"code": code, "name": folded[key]} if (key := next((k for k in (level, f"{level}naam") if k in folded), ""))
        else code
        for level, code in levels.items()
    }  # fmt: skip
    if titled:
        found.values[("areas", "parents")] = titled


def _shown(paths: Sequence[str]) -> list[str]:
    return [_relative(path) for path in paths]


def _relative(path: str) -> str:
    """Return a path from the current folder with forward slashes, as the study file takes it."""
    return Path(path).as_posix()
