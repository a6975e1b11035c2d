"""A study back to its file: what was changed in Python goes to the key it stands for, all else stays as it was written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.base.files import check_path, replace
from spreiding.edition.keys import FORMAT, KEYS, SECTIONS, Key
from spreiding.records.paths import kind_of
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

    from tomlkit import TOMLDocument

    from spreiding.base.types import Lang
    from spreiding.edition.file import StudyFile
    from spreiding.edition.lines import Place

#: Keys that a field of the study stands for, where the names differ.
FIELDS = {("records", "period"): "period", ("records", "definition"): "definition", ("stock", "at"): "stock_at",
          ("covariates", "maps"): "context", ("areas", "level"): "level", ("checks", "overrides"): "overrides",
          ("checks", "steps"): "steps", ("checks", "confirm"): "confirm",
          ("covariates", "labels"): "labels", ("covariates", "predictors"): "predictors",
          ("protection", "rules"): "rules", ("protection", "consent"): "consent",
          ("protection", "insiders"): "insiders"}  # fmt: skip


def write_study(study: Any, path: str | PathLike[str]) -> Path:
    """Write a study file; see :meth:`spreiding.Study.write`."""
    path = Path(path)
    check_path(path, [".toml"], study.lang)
    if study.file is None:
        raise refusal("study-in-memory")
    document = _document(study.file, path.parent)
    for key in KEYS:
        place = (key.section, key.name)
        value = held(study, place)
        if value is not OTHER and plain_of(value) != plain_of(study.file[key.section][key.name]):
            _set(document, key, value)
    replace(path, document.as_string().encode())
    return path


class Other:
    """Stands for a key that no field of a study holds: its value stays that of the file."""


OTHER = Other()


def held(study: Any, place: Place) -> Any:
    """Return the value of a key in a study, where a field holds it in the same form."""
    section, name = place
    if place in FIELDS:
        value = getattr(study, FIELDS[place])
        return value if name != "rules" or isinstance(value, str) else OTHER
    if section in {"study", "report"}:
        return getattr(study, name)
    if section == "classes":
        return getattr(study.cuts, name)
    if place == ("protection", "internal"):
        return study.unprotected == "internal"
    if place == ("protection", "public"):
        return study.unprotected == "public"
    return OTHER


def _document(file: StudyFile, folder: Path) -> TOMLDocument:
    """Return the file as it was written, its paths as they are from another folder."""
    import tomlkit  # noqa: PLC0415  only to write

    document = tomlkit.parse(file.text)
    if file.path is None or file.folder.resolve() == folder.resolve():
        return document
    for key in KEYS:
        if (key.section, key.name) in file.given:
            moved = _moved(key, file[key.section][key.name], file.folder, folder)
            if moved is not None:
                _set(document, key, moved)
    return document


def _moved(key: Key, value: Any, old: Path, new: Path) -> Any:
    """Return the paths of a key as they are from another folder; None where the key holds no paths."""

    def move(text: str) -> str:
        if Path(text).is_absolute():
            return text
        try:
            return os.path.relpath((old / text).resolve(), new.resolve()).replace(os.sep, "/")
        except ValueError:  # another drive
            return str((old / text).resolve())

    if key.kind == "file" or (key.name in {"groups", "rules"} and kind_of(Path(str(value))) is not None):
        return move(value)
    if key.kind == "files":
        return [move(text) for text in value]
    if key.kind == "files by name":
        return {name: part if isinstance(part, bool) else [move(text) for text in part] for name, part in value.items()}
    return None


def _set(document: Any, key: Key, value: Any) -> None:
    """Put a value in a document; a key without one goes."""
    import tomlkit  # noqa: PLC0415  only to write

    plain = plain_of(value)
    if key.section not in document:
        document.add(key.section, tomlkit.table())
    section = document[key.section]
    if plain is None or (plain in ([], {}) and not key.default):
        section.pop(key.name, None)
    else:
        section[key.name] = _inline(plain)


def plain_of(value: Any) -> Any:
    """Return a value with lists for tuples and dictionaries for mappings."""
    if isinstance(value, list | tuple):
        return [plain_of(part) for part in value]
    if hasattr(value, "items"):
        return {name: plain_of(part) for name, part in value.items()}
    return value


def _inline(value: Any) -> Any:
    """Return a value as TOML writes it within a line."""
    import tomlkit  # noqa: PLC0415  only to write

    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        array = tomlkit.array()
        for part in value:
            array.append(_inline(part))
        return array
    if not isinstance(value, dict):
        return value
    table = tomlkit.inline_table()
    for name, part in value.items():
        table.add(name, _inline(part))
    return table


def commented(values: Mapping[Place, Any], *, lang: Lang = "nl", notes: Mapping[Place, str] | None = None) -> str:
    """Return a study file with every key: what is known as a line, the others as a comment, each with its meaning."""
    lines = [f"# {line}" for line in sentence("study-file-head", lang).splitlines()]
    lines += [f"format = {FORMAT}"]
    for section in SECTIONS:
        lines += ["", f"# {section_title(section, lang)}", f"[{section}]"]
        for key in (key for key in KEYS if key.section == section):
            lines += _lines(key, values, lang, (notes or {}).get((key.section, key.name)))
    return "\n".join(lines) + "\n"


def section_title(section: str, lang: Lang) -> str:
    """Return what a section is about."""
    return sentence(f"section-{section}", lang)


def _lines(key: Key, values: Mapping[Place, Any], lang: Lang, note: str | None) -> Iterator[str]:
    place = (key.section, key.name)
    yield f"# {sentence(key.meaning, lang)}"
    if note:
        yield f"# {note}"
    if place in values:
        yield f"{key.name} = {written(values[place])}"
    else:
        shown = key.example if key.example is not None else key.default
        yield f"# {key.name} = {written(shown)}" if shown is not None else f"# {key.name} ="


def written(value: Any) -> str:
    r"""Write a value as TOML.

    >>> written(["a", 'b"c']), written({"date": "Datum contract"}), written((0.1, 0.25)), written(True)
    ('["a", "b\\"c"]', '{date = "Datum contract"}', '[0.1, 0.25]', 'true')
    """
    import tomlkit  # noqa: PLC0415  only to write

    return str(tomlkit.item(_inline(plain_of(value))).as_string())
