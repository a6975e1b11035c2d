"""What was written here, read back as it is in print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from spreiding.disclosure.printed import PrintedTable


def read_tables(path: str | PathLike[str]) -> list[PrintedTable]:
    """Read the tables of a CSV that was written here, or of the folder of an edition."""
    raise NotImplementedError(Path(path))
