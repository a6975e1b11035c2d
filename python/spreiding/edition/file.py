"""The study file: text to values and back, with every fault of it told at once, by line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError, MissingFileError
from spreiding.edition.keys import FORMAT, KEYS, SECTIONS, Key, key_of, names_in
from spreiding.edition.kinds import KINDS, NotOfKind
from spreiding.edition.lines import Place, places
from spreiding.records.paths import kind_of
from spreiding.words.refusal import refusal, why

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Faults = list[InvalidInputError]


@dataclass(frozen=True)
class StudyFile:
    """What a study file says, checked: a value for every key of the table, its own or the default."""

    values: Mapping[str, Mapping[str, Any]]  #: Section -> key -> value.
    given: frozenset[Place]  #: Section and key of what the file itself says.
    lines: Mapping[Place, int] = field(default_factory=dict, compare=False, repr=False)
    path: Path | None = field(default=None, compare=False)
    text: str = field(default="", compare=False, repr=False)

    def __getitem__(self, section: str) -> Mapping[str, Any]:
        """Return the values of a section."""
        return self.values[section]

    @property
    def folder(self) -> Path:
        """The folder that paths in the file start from."""
        return self.path.parent if self.path is not None else Path()

    @property
    def name(self) -> str:
        """Name of the file, as errors print it."""
        return self.path.name if self.path is not None else "study"

    def files(self, section: str, name: str) -> list[str]:
        """Return the files of a key; a name that exists is that file, else it is a pattern. Nothing missing is left out."""
        found = self[section][name]
        return [path for text in _listed(found) for path in matches(self.folder, text)]


def read_file(path: Path) -> StudyFile:
    """Read a study file.

    Raises
    ------
    InvalidInputError
        If there is no such file, or listing all faults of it: unknown keys, wrong types, missing keys and files.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise refusal("no-such-file", MissingFileError, source=str(path)) from None
    except OSError as error:
        raise refusal("file-unreadable", source=path.name, reason=why(error)) from error
    except UnicodeDecodeError:
        raise refusal("study-not-utf8", source=path.name) from None
    return parse(text, path=path)


def parse(text: str, *, path: Path | None = None, sources: bool = True) -> StudyFile:
    """Read the text of a study file; ``sources=False`` does not look for the files that it names.

    Raises
    ------
    InvalidInputError
        Listing all faults, each with its line.
    """
    name = path.name if path is not None else "study"
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))  # the parser has no other way to say it
        line, column = at.groups() if at else (str(len(text.splitlines())), "1")
        raise refusal("study-not-toml", source=name, line=line, column=column) from None
    lines = {("format",): 1, **dict(places(text))}
    values, faults = _checked(content, lines)
    found = StudyFile(values, frozenset(_given(content)), lines, path, text)
    if sources:
        faults += _missing_files(found)
    if faults:
        faults.sort(key=lambda fault: int(fault.data["line"]))
        raise refusal("study-faults", source=name, n=len(faults), faults=faults)
    return found


def of_content(content: dict[str, Any], *, source: str) -> StudyFile:
    """Return a study file from values at hand, such as those of a command line.

    Raises
    ------
    InvalidInputError
        Listing all faults, as :func:`parse` does, without lines.
    """
    values, faults = _checked(content, {})
    found = StudyFile(values, frozenset(_given(content)))
    faults += _missing_files(found)
    if faults:
        raise _told(faults, source)
    return found


def changed(file: StudyFile, content: Mapping[str, Any], *, folder: Path) -> StudyFile:
    """Return a study file with some keys set to other values; paths among those are from ``folder``.

    A table takes the names that are set and keeps its others.

    Raises
    ------
    InvalidInputError
        Listing all faults of what is set.
    """
    values, faults = _checked(dict(content), {})
    faults = [fault for fault in faults if fault.code != "study-missing-key"]
    merged = {section: dict(held) for section, held in file.values.items()}
    given = frozenset(_given(content))
    for section, name in sorted(given):
        key = key_of(section, name)
        if key is not None:
            new, old = _from(key, values[section][name], folder), merged[section][name]
            merged[section][name] = {**old, **new} if isinstance(new, dict) and isinstance(old, dict) else new
    found = replace(file, values=merged, given=file.given | given)
    faults += [
        fault
        for fault in _missing_files(replace(found, lines={}))
        if (fault.data["section"], fault.data["key"]) in given
    ]
    if faults:
        raise _told(faults, file.name)
    return found


def _from(key: Key, value: Any, folder: Path) -> Any:
    """Return the paths of a key as they are from anywhere."""

    def whole(text: str) -> str:
        return str((folder / Path(text).expanduser()).resolve())

    if key.kind == "file" or (key.kind == "text" and key.name in {"groups", "rules"} and _is_file(value)):
        return None if value is None else whole(value)
    if key.kind == "files":
        return tuple(whole(text) for text in value)
    if key.kind == "files by name":
        return {n: part if isinstance(part, bool) else tuple(map(whole, part)) for n, part in value.items()}
    return value


def _given(content: Mapping[str, Any]) -> Iterator[Place]:
    for section, held in content.items():
        if isinstance(held, dict):
            yield from ((section, name) for name in held)


def _checked(content: dict[str, Any], lines: Mapping[Place, int]) -> tuple[dict[str, dict[str, Any]], Faults]:
    """Return the values of all keys, and what is wrong."""
    faults = list(_format(content, lines))
    values = {section: {name: _default(section, name) for name in names_in(section)} for section in SECTIONS}
    for section, held in content.items():
        if section == "format":
            continue
        if section not in SECTIONS:
            faults.append(
                _fault("study-unknown-section", (section,), lines, section=section, **near(section, SECTIONS))
            )
        elif not isinstance(held, dict):
            faults.append(_fault("study-no-section", (section,), lines, section=section))
        else:
            for name, value in held.items():
                faults += _value(values, (section, name), value, lines)
    for key in KEYS:
        if key.needed and not content.get(key.section, {}).get(key.name):
            data: dict[str, Any] = {"section": key.section, "key": key.name}
            if not any(fault.data.get("key") == key.name for fault in faults):
                faults.append(_fault("study-missing-key", (key.section,), lines, **data))
    return values, faults


def _default(section: str, name: str) -> Any:
    key = key_of(section, name)
    return key.default if key is not None else None


def _format(content: Mapping[str, Any], lines: Mapping[Place, int]) -> Iterator[InvalidInputError]:
    """Refuse a format of a later version; a file without one is of the first."""
    found = content.get("format", FORMAT)
    if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= FORMAT:
        yield _fault("study-format", ("format",), lines, known=str(FORMAT))


def _value(
    values: dict[str, dict[str, Any]], place: Place, value: Any, lines: Mapping[Place, int]
) -> Iterator[InvalidInputError]:
    """Put a value in its place, or yield what is wrong with it."""
    section, name = place
    key = key_of(section, name)
    data: dict[str, Any] = {"section": section, "key": name}
    if key is None:
        yield _fault("study-unknown-key", place, lines, **data, **near(name, names_in(section)))
        return
    try:
        found = KINDS[key.kind](value)
    except NotOfKind as wrong:
        yield _fault("study-wrong-kind", place, lines, **data, found=wrong.found, expected=key.kind)
        return
    known = key.inner() if key.inner is not None and isinstance(found, dict) else None
    values[section][name] = found if known is None else {n: part for n, part in found.items() if n in known}
    yield from _names(key, found, place, lines)


def _names(key: Key, found: Any, place: Place, lines: Mapping[Place, int]) -> Iterator[InvalidInputError]:
    """Yield the words, and the names inside a table, that are not known."""
    data: dict[str, Any] = {"section": key.section, "key": key.name}
    for word in _listed(found) if key.words else ():
        if word not in key.words:
            yield _fault("study-unknown-word", place, lines, **data, **near(word, key.words), found=word)
    if key.inner is not None and isinstance(found, dict):
        for name in found:
            if name not in key.inner():
                yield _fault("study-unknown-name", (*place, name), lines, **data, **near(name, key.inner()), found=name)


def _missing_files(found: StudyFile) -> Iterator[InvalidInputError]:
    """Yield the files that do not exist."""
    for key in KEYS:
        value = found[key.section][key.name]
        tables = key.kind == "files by name"
        held = [part for part in value.values() if not isinstance(part, bool)] if tables else [value]
        if key.kind not in {"file", "files", "files by name"}:
            held = [value] if key.kind == "text" and _is_file(value) and key.name in {"groups", "rules"} else []
        for text in (text for part in held for text in _listed(part)):
            if not matches(found.folder, text):
                place = (key.section, key.name)
                data = {"section": key.section, "key": key.name, "found": text}
                yield _fault("study-no-file", place, found.lines, kind=MissingFileError, **data)


def _is_file(value: Any) -> bool:
    return isinstance(value, str) and kind_of(Path(value)) is not None


def matches(folder: Path, text: str) -> list[str]:
    """Return the files a text of the study file means: the one that exists by that name, else those of the pattern."""
    path = folder / Path(text).expanduser()
    if path.exists():
        return [str(path)]
    if not re.search(r"[*?\[]", text):
        return []
    start = Path(path.anchor) if Path(text).is_absolute() else folder
    pattern = str(path.relative_to(start)) if Path(text).is_absolute() else text
    return sorted(str(found) for found in start.glob(pattern))


def near(name: str, known: Sequence[str]) -> dict[str, Any]:
    """Return the nearest known name, and the names there are, as data of a refusal."""
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    return {"name": name, "nearest": close[0] if close else "none", "known": list(known)}


def _told(faults: Faults, source: str) -> InvalidInputError:
    """Return one error of all faults; a single one by itself."""
    return faults[0] if len(faults) == 1 else refusal("study-faults", source=source, n=len(faults), faults=faults)


def _fault(
    code: str,
    place: Place,
    lines: Mapping[Place, int],
    *,
    kind: type[InvalidInputError] = InvalidInputError,
    **data: Any,
) -> InvalidInputError:
    """Return a fault with the line of its place, or of the nearest place above it that the file has."""
    known = (lines[place[:size]] for size in range(len(place), 0, -1) if place[:size] in lines)
    return refusal(code, kind, **({"line": str(next(known, 1))} if lines else {}), **data)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
