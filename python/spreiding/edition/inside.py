"""What stays inside the office beside an edition: hashes of the inputs, findings, and what became of every row."""

from __future__ import annotations

from hashlib import file_digest
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.base.results import version
from spreiding.edition.file import matches
from spreiding.edition.keys import KEYS, Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spreiding.edition.file import StudyFile
    from spreiding.edition.run import Run

KIND = "spreiding-edition-intern"


def sidecar(run: Run, folder: Path) -> dict[str, Any]:
    """Return what is kept beside an edition: counts and row numbers, never the contents of a record.

    ``folder`` is where it stands: the study file is named from there, so that a back-test finds it.
    """
    study, counts = run.study, run.figures.exact.counts
    return {
        "kind": KIND,
        "spreiding": version(),
        "inputs": list(inputs(study.file, folder)) if study.file is not None else [],
        "records": {
            "read": study.rentals.rows,
            "left_out": [{"reason": reason, "rows": n} for reason, n in counts.dropped],
            "written_otherwise": study.rentals.aliases.select("column", "code", "count").to_dicts(),
        },
        "findings": run.findings.findings.to_dicts(),
        "checks": run.findings.checks.to_dicts(),
        "overrides": dict(run.overrides),
        "confirmations": run.findings.stored,
        "void": [one.to_dict() for one in run.findings.void],
    }


def inputs(file: StudyFile | None, folder: Path) -> Iterator[dict[str, Any]]:
    """Yield every input file of a study with its size and SHA-256; of the study file its path from a folder too."""
    if file is None:
        return
    seen: set[str] = set()
    paths = [("study", str(file.path))] if file.path is not None else []
    for key in KEYS:
        paths += [
            (f"{key.section}.{key.name}", path) for text in _named(file, key) for path in matches(file.folder, text)
        ]
    for use, path in paths:
        held = Path(path)
        if path in seen or not held.is_file():
            continue
        seen.add(path)
        with held.open("rb") as opened:
            digest = file_digest(opened, "sha256").hexdigest()
        found = {"use": use, "name": held.name, "bytes": held.stat().st_size, "sha256": digest}
        yield found | ({"path": _from(held, folder)} if use == "study" else {})


def _named(file: StudyFile, key: Key) -> list[str]:
    """Return the files that a key names; a scheme of groups or rules may be one too."""
    value = file[key.section][key.name]
    if value is None or isinstance(value, bool):
        return []
    if key.kind == "files by name":
        return [text for part in value.values() if not isinstance(part, bool) for text in part]
    if key.kind in {"file", "files"}:
        return [value] if isinstance(value, str) else list(value)
    table = key.name in {"groups", "rules"} and str(value).lower().endswith((".csv", ".parquet", ".xlsx"))
    return [str(value)] if table else []


def _from(path: Path, folder: Path) -> str:
    """Return a path from a folder; the whole path where they have no folder in common."""
    try:
        return Path(relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()
