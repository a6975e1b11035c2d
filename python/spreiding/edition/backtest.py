"""The back-test: an edition built again from its inputs, and what comes out otherwise."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.errors import MissingFileError
from spreiding.base.results import version
from spreiding.checks.confirm import asked
from spreiding.edition import contents as chapters
from spreiding.edition.editions import Edition, read_edition, tables_in
from spreiding.edition.folder import beside, contents
from spreiding.edition.inside import inputs
from spreiding.edition.manifest import told
from spreiding.edition.marks import as_json, hashed
from spreiding.edition.reading import read_study
from spreiding.edition.run import Run
from spreiding.edition.screened import KEYS
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

    from spreiding.base.types import Lang

#: What a row of the differences has.
SCHEMA = {"table": pl.String, "row": pl.String, "column": pl.String, "was": pl.String, "becomes": pl.String}


@dataclass(frozen=True)
class Backtest:
    """What an edition built again has otherwise; made by :func:`backtest`."""

    edition: Edition
    frame: pl.DataFrame  #: ``table``, ``row``, ``column``, ``was``, ``becomes``: the cells of the tables that differ.
    inputs: tuple[str, ...] = ()  #: Inputs that are not as they were, by use and name.
    keys: tuple[str, ...] = ()  #: Keys of the study file that say something else now.
    files: tuple[str, ...] = ()  #: Files of the edition whose bytes differ.
    versions: tuple[str, str] = ("", "")  #: The version that made the edition, and this one.
    lang: Lang = field(default="nl", compare=False)

    @property
    def ok(self) -> bool:
        """Whether every table comes out as it was published."""
        return not self.frame.height

    def to_polars(self) -> pl.DataFrame:
        """Return the cells that differ."""
        return self.frame

    def to_text(self, lang: Lang | None = None) -> str:
        """Return the outcome as lines of text."""
        said: Lang = lang or self.lang
        lines = [sentence("backtest-same" if self.ok else "backtest-differs", said, n=self.frame.height)]
        for code, names in (
            ("backtest-inputs", self.inputs),
            ("backtest-keys", self.keys),
            ("backtest-files", self.files),
        ):
            if names:
                lines.append(sentence(code, said, names=list(names)))
        if self.versions[0] != self.versions[1]:
            lines.append(sentence("backtest-versions", said, was=self.versions[0], now=self.versions[1]))
        shown = self.frame.head(MOST).iter_rows()
        lines += [f"  {table} {row} {column}: {was} → {becomes}" for table, row, column, was, becomes in shown]
        if self.frame.height > MOST:
            lines.append(sentence("backtest-more", said, n=self.frame.height - MOST))
        return "\n".join(lines)

    __repr__ = to_text


#: Cells that differ that are written out as text.
MOST = 20
#: Codes of what is not as it was.
CODES = ("backtest-inputs", "backtest-keys", "backtest-files")


def backtest(edition: str | PathLike[str], study: str | PathLike[str] | None = None) -> Backtest:
    """Build an edition again from its inputs, and list what comes out otherwise; nothing is written.

    Parameters
    ----------
    edition
        A folder that :func:`spreiding.report` wrote.
    study
        Its study file; where not given the one that the file beside the edition names.

    Returns
    -------
    Backtest
        ``.ok`` where every table is as it was published; else ``.to_polars()`` has the cells that differ. Inputs and
        keys that changed since are named, since these explain most differences.

    Raises
    ------
    InvalidInputError
        If the folder is no edition or was changed, it was withdrawn, or its study file is not found or cannot be read.
    """
    path = Path(edition)
    was = read_edition(path)
    if was.withdrawn:
        raise refusal("backtest-withdrawn", source=str(path))
    inside = _inside(path)
    run = _again(was, inside, _study_file(path, inside, study))
    made = chapters.sections(run)
    now = contents(run, made)
    held = {part["use"] + " " + part["name"]: part["sha256"] for part in inside.get("inputs", ())}
    there = {part["use"] + " " + part["name"]: part["sha256"] for part in inputs(run.study.file, path.parent)}
    changed = [name for name in sorted({*held, *there}) if held.get(name) != there.get(name)]
    frame = pl.DataFrame(list(_cells(was.tables, tables_in(now, lang=run.lang))), schema=SCHEMA, orient="row")
    outputs = was.manifest["outputs"]
    files = [name for name in sorted({*outputs, *now}) if outputs.get(name) != hashed(now.get(name, b""))]
    return Backtest(
        was,
        frame,
        tuple(changed) if held else (),
        tuple(_keys(was.manifest["study"], told(run))),
        tuple(files),
        (str(was.manifest["spreiding"]), version()),
        run.lang,
    )


def _inside(path: Path) -> dict[str, Any]:
    """Return what the file beside an edition holds; nothing where it is gone."""
    try:
        found = json.loads(beside(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _study_file(path: Path, inside: Mapping[str, Any], given: str | PathLike[str] | None) -> Path:
    if given is not None:
        return Path(given)
    named = next((part.get("path") for part in inside.get("inputs", ()) if part["use"] == "study"), None)
    if named is None:
        raise refusal("backtest-no-study", MissingFileError, source=str(path))
    return path.parent / str(named)


def _again(was: Edition, inside: Mapping[str, Any], file: Path) -> Run:
    """Return the run of an edition: its language, its overrides and confirmations, and protected as it was."""
    study, why = read_study(file), was.manifest["protection"].get("why")
    study = replace(study, unprotected=None if was.manifest["protection"]["protected"] else why)
    overrides = {**study.overrides, **inside.get("overrides", {})}
    confirmed = (*study.confirmed, *asked(inside.get("confirmations", ())))
    return Run(study, was.manifest["lang"], tuple(overrides.items()), confirmed)


def _keys(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys of the study file that say something else."""
    plain = json.loads(as_json(now))
    for section in sorted({*was, *plain}):
        old, new = was.get(section, {}), plain.get(section, {})
        yield from (f"{section}.{name}" for name in sorted({*old, *new}) if old.get(name) != new.get(name))


def _cells(was: Mapping[str, pl.DataFrame], now: Mapping[str, pl.DataFrame]) -> Iterator[tuple[str, ...]]:
    """Yield the cells of the tables that differ."""
    for name in sorted({*was, *now} & set(KEYS)):
        old, new = was.get(name), now.get(name)
        if old is None or new is None:
            yield name, "", "", "" if old is None else "•", "" if new is None else "•"
            continue
        keys = KEYS[name]
        before, after = ({tuple(row[k] for k in keys): row for row in table.to_dicts()} for table in (old, new))
        for key in dict.fromkeys([*before, *after]):
            yield from _row(name, key, before.get(key), after.get(key))


def _row(table: str, key: tuple[Any, ...], old: Any, new: Any) -> Iterator[tuple[str, ...]]:
    place = " ".join(map(str, key))
    if old is None or new is None:
        yield table, place, "", "" if old is None else "•", "" if new is None else "•"
        return
    for column in old:
        if column in new and _plain(old[column]) != _plain(new[column]):
            yield table, place, column, _plain(old[column]), _plain(new[column])


def _plain(value: Any) -> str:
    """Return a value as it is compared: numbers to ten decimals, as they are kept."""
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)
