"""The text of boundaries, whatever they are given as."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spreiding.areas.vector import ENDINGS, read_vector
from spreiding.base.errors import MissingFileError
from spreiding.words.refusal import refusal, why


def text_of(source: Any, *, layer: str | None = None) -> tuple[str, str | None]:
    """Return GeoJSON text and the coordinate system that the object itself states.

    Raises
    ------
    InvalidInputError
        If the source is no path, dictionary or object with ``__geo_interface__``, a file is not there or no UTF-8, or
        a number is not finite.
    """
    if isinstance(source, str) and source.lstrip("\ufeff\x1e \t\r\n").startswith("{"):
        return source, None
    if isinstance(source, str | Path) and Path(source).suffix.lower() in ENDINGS:
        if not Path(source).exists():
            raise refusal("file-missing", MissingFileError, source=str(source))
        return _dumped(read_vector(Path(source), layer=layer)), None
    if isinstance(source, str | Path):
        return _of_file(Path(source)), None
    if isinstance(source, Mapping):
        return _dumped(source), None
    if hasattr(source, "__geo_interface__"):
        system: Any = getattr(source, "crs", None)
        stated = str(system.to_string()) if hasattr(system, "to_string") else system
        return _dumped(source.__geo_interface__), stated
    raise refusal("areas-source", found=type(source).__name__)


def _of_file(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise refusal("file-missing", MissingFileError, source=str(path)) from error
    except UnicodeDecodeError as error:
        raise refusal("areas-not-utf", source=path.name, at=str(error.start)) from error
    except OSError as error:
        raise refusal("file-unreadable", source=path.name, reason=why(error)) from error


def _dumped(source: Any) -> str:
    try:
        return json.dumps(source, allow_nan=False)
    except (ValueError, TypeError, RecursionError) as error:
        raise refusal("areas-not-finite") from error
