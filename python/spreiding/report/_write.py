"""Writing: what may leave, by the ending of the file, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding._whole import check, replace

__all__ = ["renderer", "replace", "write"]

if TYPE_CHECKING:
    from pathlib import Path

    from spreiding._types import Lang


def write(study: Any, path: Path, *, lang: Lang) -> Path:
    """Render the report of a study by the ending of the path."""
    from spreiding.disclosure.symbols import require_protected  # noqa: PLC0415  only when a report is made
    from spreiding.report import sections  # noqa: PLC0415
    from spreiding.report._figures import figures  # noqa: PLC0415

    render, found = renderer(path, lang), figures(study)
    for shares in filter(None, [found.periods, found.districts, found.areas]):
        require_protected(shares, unprotected=not found.protected)
    replace(path, render(study, sections(study, lang=lang), lang=lang))
    return path


def renderer(path: Path, lang: Lang) -> Any:
    """Return what writes a file with this ending, before anything is computed."""
    from spreiding.report import _html, _pdf, _xlsx  # noqa: PLC0415  only the one asked for is heavy

    renderers = {".html": _html.render, ".xlsx": _xlsx.render, ".pdf": _pdf.render}
    check(path, renderers, lang)
    render = renderers[path.suffix.lower()]
    if render is _pdf.render:
        _pdf.need_weasyprint()
    return render
