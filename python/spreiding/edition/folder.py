"""The folder of an edition: page, tables, figures, workbook and manifest, whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.base.files import check_folder, new_folder, place, replace
from spreiding.disclosure.symbols import require_protected
from spreiding.edition import hub
from spreiding.edition.contents import sections
from spreiding.edition.data import tables
from spreiding.edition.drawn import figure_files
from spreiding.edition.inside import sidecar
from spreiding.edition.manifest import datapackage, manifest
from spreiding.edition.marks import MANIFEST, PACKAGE, PAGE, as_json, hashed, manifest_in
from spreiding.edition.render import html, pdf, xlsx
from spreiding.edition.screened import screen
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.edition.parts import Section
    from spreiding.edition.run import Run


def write_folder(run: Run, path: Path) -> Path:
    """Write an edition; other content under an existing name becomes ``_v2``, and the same content stays as it is.

    Raises
    ------
    InvalidInputError
        If something else stands at the path, or the folder above it does not exist.
    """
    held = versions(path)
    found = run.figures
    for shares in found.printed:
        require_protected(shares, unprotected=not found.protected)
    outputs = contents(run, sections(run))
    for at, manifest_of in held.items():
        if manifest_of["outputs"] == {name: hashed(content) for name, content in sorted(outputs.items())}:
            replace(beside(at), as_json(sidecar(run, at.parent)))
            return at
    at = path if not held else path.with_name(f"{path.name}_v{len(held) + 1}")
    number, before = len(held) + 1, (list(held)[-1].name if held else None)
    outputs[MANIFEST] = as_json(manifest(run, outputs, number=number, replaces=before))
    _place(at, outputs)
    replace(beside(at), as_json(sidecar(run, at.parent)))
    return at


def versions(path: Path) -> dict[Path, dict[str, Any]]:
    """Return the editions that stand under a name, the first and its corrections, with their manifests."""
    check_folder(path)
    held: dict[Path, dict[str, Any]] = {}
    at = path
    while at.exists():
        found = manifest_in(at)
        if found is None:
            if at.is_dir() and not any(at.iterdir()):
                at.rmdir()
                break
            raise refusal("folder-not-ours", path=str(at))
        held[at] = found
        at = path.with_name(f"{path.name}_v{len(held) + 1}")
    return held


def contents(run: Run, made: Sequence[Section]) -> dict[str, bytes]:
    """Return every file of an edition but its manifest, by its path in the folder."""
    formats, outputs = run.study.formats, {PAGE: html.render(run, made)}
    told = tables(run)
    screen(told, run.lang)
    for table in told:
        outputs[f"tables/{table.name}.csv"] = table.csv(run.lang)
        if "parquet" in formats:
            outputs[f"tables/{table.name}.parquet"] = table.parquet()
    mark = sentence("internal-mark", run.lang) if run.study.unprotected == "internal" else ""
    drawn = figure_files(made, formats, run.lang, mark=mark)
    outputs |= {f"figures/{name}": content for name, content in drawn.items()}
    if "xlsx" in formats:
        outputs["report.xlsx"] = xlsx.render(run, made)
    if "pdf" in formats:
        outputs["report.pdf"] = pdf.render(run, made)
    if "hub" in formats:
        outputs |= hub.files(run, told)
    outputs[PACKAGE] = as_json(datapackage(run, told, outputs))
    return outputs


def _place(path: Path, outputs: Mapping[str, bytes]) -> None:
    """Write all files into a folder beside the place, then put it there."""
    import shutil  # noqa: PLC0415  only where it fails

    part = new_folder(path)
    try:
        for name, content in outputs.items():
            file = part / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        place(part, path)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def beside(path: Path) -> Path:
    """Return the file beside an edition that stays inside the office: inputs, findings, account of rows."""
    return path.with_name(f"{path.name}.intern.json")


def is_folder(path: str | Path) -> bool:
    """Return whether a path means a folder: it has no ending, or ends in a slash.

    >>> is_folder("editie/"), is_folder("editie"), is_folder("editie.html"), is_folder("uitgave 2.0/")
    (True, True, False, True)
    """
    return str(path).endswith(("/", "\\")) or not re.search(r"\.[A-Za-z]+$", Path(path).name)
