"""Writing: the file appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding._core import InvalidInputError

if TYPE_CHECKING:
    from spreiding._types import Lang


def write(study: Any, path: Path, *, lang: Lang) -> Path:
    """Render the report of a study by the ending of the path."""
    from spreiding.report import sections  # noqa: PLC0415  only when a report is made

    render = renderer(path, lang)
    replace(path, render(study, sections(study, lang=lang), lang=lang))
    return path


def renderer(path: Path, lang: Lang) -> Any:
    """Return what writes a file with this ending, before anything is computed."""
    from spreiding.report import _html, _pdf, _xlsx  # noqa: PLC0415  only the one asked for is heavy

    renderers = {".html": _html.render, ".xlsx": _xlsx.render, ".pdf": _pdf.render}
    render = renderers.get(path.suffix.lower())
    if render is None:
        msg = f"path ends in {path.suffix!r}, must end in {', '.join(renderers)}"
        raise InvalidInputError(msg)
    if not path.parent.is_dir():
        msg = f"path {str(path)!r}: the folder {str(path.parent)!r} does not exist"
        raise InvalidInputError(msg)
    if lang not in {"nl", "en"}:
        msg = f"lang is {lang!r}, must be 'nl' or 'en'"
        raise InvalidInputError(msg)
    if render is _pdf.render:
        _pdf.need_weasyprint()
    return render


def replace(path: Path, content: bytes) -> None:
    """Write beside the path, then rename: a killed run leaves the old file, or none."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
