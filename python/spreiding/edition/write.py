"""Writing one file: what may leave, by the ending of the file, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.base.files import check_path, replace
from spreiding.disclosure.symbols import require_protected
from spreiding.edition.contents import sections
from spreiding.edition.render import html, pdf, xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def write(run: Run, path: Path) -> Path:
    """Render the report of a study by the ending of the path."""
    render, found = renderer(path, run.lang), run.figures
    for shares in found.printed:
        require_protected(shares, unprotected=not found.protected)
    replace(path, render(run, sections(run)))
    return path


def renderer(path: Path, lang: Lang) -> Any:
    """Return what writes a file with this ending, before anything is computed."""
    renderers = {".html": html.render, ".xlsx": xlsx.render, ".pdf": pdf.render}
    check_path(path, renderers, lang)
    render = renderers[path.suffix.lower()]
    if render is pdf.render:
        pdf.need_weasyprint()
    return render
