"""What an edition says of itself: ``edition.json``, and ``datapackage.json`` for those who take its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.base.results import version
from spreiding.edition.chapters.quality import OF_ONE_AREA
from spreiding.edition.keys import KEYS, said
from spreiding.edition.long import GSS, SIGNS
from spreiding.edition.marks import FORMAT, KIND, hashed, slug
from spreiding.edition.writing import OTHER, held, plain_of
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.edition.long import Field, Long
    from spreiding.edition.run import Run

#: Kinds of keys that name files: they are no part of what an edition tells of its study.
OF_FILES = ("file", "files", "files by name")
#: Characters of the text types of a table schema (Frictionless Table Schema 2.0).
TYPES = {"text": "string", "whole": "integer", "number": "number"}


def manifest(run: Run, outputs: Mapping[str, bytes], *, number: int, replaces: str | None) -> dict[str, Any]:
    """Return what ``edition.json`` holds; inputs are not named, a hash of a small one can be guessed."""
    study, found = run.study, run.figures
    return {
        "kind": KIND,
        "format": FORMAT,
        "version": number,
        "replaces": replaces,
        "spreiding": version(),
        "lang": run.lang,
        "date": study.date.isoformat() if study.date else None,
        "study": told(run),
        "periods": list(found.codes),
        "area_scheme": getattr(study.areas, "scheme", None),
        "target_groups": str(study.rentals.groups.name),
        "protection": protection(run),
        "overrides": dict(run.overrides),
        # Without what each rests on: the hash is of small numbers, and stays inside (``.intern.json``).
        "confirmations": confirmed(run),
        "symbols": {status: {"sign": SIGNS[status], "gss": GSS[status], "cbs": SIGNS[status]} for status in SIGNS},
        "outputs": {name: hashed(content) for name, content in sorted(outputs.items())},
    }


def confirmed(run: Run) -> list[dict[str, str]]:
    """Return who found which warnings right, and why; none that tells of a single area on a protected page."""
    held = [one for one in run.findings.confirmations if not (run.protected and one.check in OF_ONE_AREA)]
    rows = dict.fromkeys((one.check, one.by, one.reason) for one in held)
    return [dict(zip(("check", "by", "reason"), row, strict=True)) for row in rows]


def told(run: Run) -> dict[str, dict[str, Any]]:
    """Return the keys of the study that say something to a reader: no files, no records."""
    found: dict[str, dict[str, Any]] = {}
    for key in KEYS:
        value = held(run.study, (key.section, key.name))
        plain = None if value is OTHER else plain_of(value)
        inside = key.kind in OF_FILES or (key.section, key.name) == ("checks", "confirm")  # told apart, without hashes
        if not inside and plain is not None and plain not in ([], {}):
            found.setdefault(key.section, {})[key.name] = plain
    return found


def protection(run: Run) -> dict[str, Any]:
    """Return by which rules the tables are protected."""
    if not run.protected:
        return {"protected": False, "why": run.study.unprotected}
    done = run.figures.districts.protection
    return {"protected": True, "rules": done.rules, "minimum_candidates": done.minimum}


def datapackage(run: Run, tables: Sequence[Long], outputs: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the description of the tables (Frictionless Data Package 2.0, <https://datapackage.org/standard>)."""
    study = run.study
    sources = [{"title": study.source}] if study.source else []
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug(said(study.title, run.lang) or "spreiding"),
        "title": said(study.title, run.lang) or None,
        "description": said(study.subtitle, run.lang) or None,
        "created": f"{study.date.isoformat()}T00:00:00Z" if study.date else None,
        "licenses": [{"name": slug(study.licence), "title": study.licence}] if study.licence else None,
        "contributors": [{"title": study.author, "roles": ["author"]}] if study.author else None,
        "sources": sources or None,
        "resources": [_resource(table, run, outputs) for table in tables],
    }
    return {name: value for name, value in package.items() if value is not None}


def _resource(table: Long, run: Run, outputs: Mapping[str, bytes]) -> dict[str, Any]:
    path, dutch = f"tables/{table.name}.csv", run.lang == "nl"
    content = outputs[path]
    return {
        "name": table.name.replace("_", "-"),
        "path": path,
        "title": sentence(f"table-{table.name}".replace("_", "-"), run.lang),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashed(content)}",
        "dialect": {"delimiter": ";" if dutch else ",", "lineTerminator": "\r\n"},
        "schema": {
            "fields": [_field(field, table, run) for field in table.fields],
            "missingValues": [
                {"value": ".", "label": sentence("sign-withheld", run.lang)},
                {"value": "-", "label": sentence("sign-impossible", run.lang)},
                {"value": "", "label": sentence("sign-blank", run.lang)},
            ],
        },
    }


def _field(field: Field, table: Long, run: Run) -> dict[str, Any]:
    code = f"field-{field.name}".replace("_", "-")
    signed = field.kind == "number" and table.signed(field)
    kind = "string" if signed else TYPES[field.kind]
    found = {"name": field.name, "type": kind, "description": sentence(code, run.lang)}
    if kind == "number" and run.lang == "nl":
        found["decimalChar"] = ","
    if field.unit:
        found["unit"] = field.unit
    return found
