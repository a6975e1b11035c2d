"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from spreiding.base.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from spreiding.base.types import Lang

#: Name of what is being written, beside its place: process and random part make it unique.
PART = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)-[^.]+\.part")
#: Seconds after which a part is left over, where it cannot be told whether its process still runs.
OLD = 24 * 3600


def check_path(path: Path, endings: Collection[str], lang: Lang) -> None:
    """Refuse a path or language before anything is computed.

    Raises
    ------
    InvalidInputError
        If the path has another ending, its folder does not exist, or the language is unknown.
    """
    if path.suffix.lower() not in endings:
        msg = f"path ends in {path.suffix!r}, must end in {', '.join(endings)}"
        raise InvalidInputError(msg, code="path-ending", data={"found": path.suffix, "known": list(endings)})
    check_folder(path)
    if lang not in {"nl", "en"}:
        msg = f"lang is {lang!r}, must be 'nl' or 'en'"
        data = {"argument": "lang", "found": str(lang), "known": ["nl", "en"]}
        raise InvalidInputError(msg, code="expected-one-of", data=data)


def check_folder(path: Path) -> None:
    """Refuse a path whose folder does not exist."""
    if not path.parent.is_dir():
        msg = f"path {str(path)!r}: the folder {str(path.parent)!r} does not exist"
        raise InvalidInputError(msg, code="path-folder", data={"path": str(path), "folder": str(path.parent)})


def replace(path: Path, content: bytes) -> None:
    """Write beside the path, then rename: a killed run leaves the old file, or none.

    A link stays a link and its target is replaced; a file that is replaced keeps its permissions, a new one gets those
    of the process. What a killed run left beside the path goes.

    Raises
    ------
    InvalidInputError
        If another program holds the file open (Windows).
    """
    path = path.resolve() if path.is_symlink() else path
    clean(path)
    part = _part(path)
    try:
        # Opened like any new file, so that the system applies the mask: changing the mask would change all threads'.
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
        _move(part, path)
    except BaseException as error:
        with suppress(OSError):  # it is not there, or the system that refused it keeps it
            part.unlink()
        if isinstance(error, OSError) and not isinstance(error, InvalidInputError):
            raise _of(path, error) from error
        raise


def _of(path: Path, error: OSError) -> OSError:
    """Return an error of the system about the file that was asked for, not about what is written beside it."""
    return OSError(error.errno, error.strerror, str(path))


def _move(part: Path, path: Path) -> None:
    try:
        part.replace(path)
    except PermissionError as error:
        if sys.platform != "win32" or not path.exists():
            raise
        msg = f"{path} is open in another program: close it there, and run again"
        raise InvalidInputError(msg, code="file-in-use", data={"source": str(path)}) from error


def new_folder(path: Path) -> Path:
    """Return an empty folder beside the path, to be filled and given to :func:`place`."""
    clean(path)
    part = _part(path)
    part.mkdir()
    return part


def place(part: Path, path: Path) -> None:
    """Put a folder that was filled in its place, which must be free."""
    part.rename(path)


def exchange(part: Path, path: Path) -> None:
    """Put a folder in the place of another, which goes."""
    old = _part(path)
    path.rename(old)
    try:
        part.rename(path)
    except BaseException:
        old.rename(path)
        raise
    shutil.rmtree(old)


def clean(path: Path) -> None:
    """Remove what killed runs left beside a path; parts of a run that still writes stay."""
    for left in _left_over(path):
        with suppress(OSError):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _left_over(path: Path) -> Iterator[Path]:
    with suppress(OSError):
        for found in path.parent.iterdir():
            match = PART.fullmatch(found.name)
            if match and match["name"] == path.name and not _runs(int(match["process"]), found):
                yield found


def _runs(process: int, part: Path) -> bool:
    """Return whether the process that made a part may still run."""
    if process == os.getpid():
        return True
    if sys.platform == "win32":  # asking a process there ends it
        return time.time() - part.stat().st_mtime < OLD
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _part(path: Path) -> Path:
    """Return a name beside the path that nothing has."""
    return path.parent / f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part"
