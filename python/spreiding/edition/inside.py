"""What stays inside the office beside an edition: hashes of the inputs, findings, and what became of every row."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.base.results import version
from spreiding.edition.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spreiding.edition.file import StudyFile
    from spreiding.edition.run import Run

KIND = "spreiding-edition-intern"


def sidecar(run: Run) -> dict[str, Any]:
    """Return what is kept beside an edition: counts and row numbers, never the contents of a record."""
    study, counts = run.study, run.figures.exact.counts
    return {
        "kind": KIND,
        "spreiding": version(),
        "inputs": list(inputs(study.file)) if study.file is not None else [],
        "records": {
            "read": study.rentals.rows,
            "left_out": [{"reason": reason, "rows": n} for reason, n in counts.dropped],
            "written_otherwise": study.rentals.aliases.select("column", "code", "count").to_dicts(),
        },
        "findings": run.findings.findings.to_dicts(),
        "checks": run.findings.checks.to_dicts(),
        "overrides": dict(run.overrides),
    }


def inputs(file: StudyFile) -> Iterator[dict[str, Any]]:
    """Yield every input file of a study with its size and SHA-256."""
    seen: set[str] = set()
    paths = [("study", str(file.path))] if file.path is not None else []
    for key in KEYS:
        if key.kind in {"file", "files"} and file[key.section][key.name]:
            paths += [(f"{key.section}.{key.name}", path) for path in file.files(key.section, key.name)]
    for use, path in paths:
        held = Path(path)
        if path in seen or not held.is_file():
            continue
        seen.add(path)
        with held.open("rb") as opened:
            digest = file_digest(opened, "sha256").hexdigest()
        yield {"use": use, "name": held.name, "bytes": held.stat().st_size, "sha256": digest}
