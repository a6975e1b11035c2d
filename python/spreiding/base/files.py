"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from spreiding.base.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Collection

    from spreiding.base.types import Lang


def check_path(path: Path, endings: Collection[str], lang: Lang) -> None:
    """Refuse a path or language before anything is computed.

    Raises
    ------
    InvalidInputError
        If the path has another ending, its folder does not exist, or the language is unknown.
    """
    if path.suffix.lower() not in endings:
        msg = f"path ends in {path.suffix!r}, must end in {', '.join(endings)}"
        raise InvalidInputError(msg)
    if not path.parent.is_dir():
        msg = f"path {str(path)!r}: the folder {str(path.parent)!r} does not exist"
        raise InvalidInputError(msg)
    if lang not in {"nl", "en"}:
        msg = f"lang is {lang!r}, must be 'nl' or 'en'"
        raise InvalidInputError(msg)


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
