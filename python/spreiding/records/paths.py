"""From names to the files of a source: paths, folders, globs and lists of them."""

from __future__ import annotations

import glob
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from spreiding.base.errors import MissingFileError
from spreiding.values import remote, spss, workbook
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Endings of files and what they hold; a file of text may be packed (``.csv.gz``).
KINDS = {
    **dict.fromkeys((".csv", ".txt", ".tsv", ".tab"), "csv"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
    **dict.fromkeys(workbook.ENDINGS, "workbook"),
    **dict.fromkeys(spss.ENDINGS, "spss"),
}
PACKED = (".gz", ".zst")
#: Bytes at both ends of two files that are compared before the whole is.
ENDS = 1 << 16


def kind_of(path: Path) -> str | None:
    """Return what a file holds by its ending, None where that is not known.

    >>> kind_of(Path("a.CSV.gz")), kind_of(Path("part-0.snappy.parquet")), kind_of(Path("a.docx"))
    ('csv', 'parquet', None)
    """
    name = Path(path.name.lower())
    if name.suffix in PACKED:
        kind = KINDS.get(name.with_suffix("").suffix)
        return kind if kind == "csv" else None
    return KINDS.get(name.suffix)


def files_of(source: str | Path | Sequence[str | Path]) -> list[Path]:
    """Return the files of a source, in order; a name that exists is that file or folder, whatever signs it holds.

    Raises
    ------
    InvalidInputError
        If there is no such file, a folder holds none that can be read, an ending is not known, a file is empty, or a
        file occurs twice.
    """
    names = [source] if isinstance(source, str | Path) else list(source)
    if not names:
        raise refusal("no-files")
    # An address that is named twice is one file: that is refused below, and not fetched twice.
    copies = {name: remote.fetched(name) for name in dict.fromkeys(map(str, names)) if remote.is_remote(name)}
    found = [path for name in names for path in (copies.get(str(name)) or _of_name(name))]
    seen: dict[tuple[int, int], Path] = {}
    for path in found:
        status = path.stat()
        if status.st_size == 0:
            raise refusal("file-empty", source=path.name)
        file = status.st_dev, status.st_ino
        if file in seen:
            raise refusal("file-twice", source=path.name, other=seen[file].name)
        seen[file] = path
    return found


def _of_name(name: str | Path) -> Iterable[Path]:
    path = Path(name)
    if path.is_dir():
        return _of_folder(path)
    if path.is_file():
        return [_known(path)]
    there = sorted(Path(found) for found in glob.glob(str(name), recursive=True))  # noqa: PTH207  `name` may be absolute
    if not there:
        code = "no-file-of-pattern" if glob.has_magic(str(name)) else "file-missing"
        raise refusal(code, MissingFileError, source=str(name))
    return [file for part in there for file in (_of_folder(part) if part.is_dir() else [_known(part)])]


def _known(path: Path) -> Path:
    if kind_of(path) is None:
        raise refusal("file-ending", source=path.name, known=[*KINDS, *(f".csv{ending}" for ending in PACKED)])
    return path


def _of_folder(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder: marks and checksums beside them, and locks of workbooks that are open, are none."""
    hidden = ("_", ".", "~$")
    inside = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    parts = [p for p in inside if not any(part.startswith(hidden) for part in p.relative_to(folder).parts)]
    known = [path for path in parts if kind_of(path) is not None]
    if not known:
        raise refusal("folder-without-files", source=str(folder), known=list(KINDS))
    # Parts of a job that wrote nothing have no bytes.
    yield from (path for path in known if path.stat().st_size or len(known) == 1)


def same_contents(files: Sequence[Path]) -> list[tuple[Path, Path]]:
    """Return pairs of files, the second of which has the contents of the first."""
    by_size: dict[int, list[Path]] = {}
    for path in files:
        by_size.setdefault(path.stat().st_size, []).append(path)
    pairs = []
    for alike in by_size.values():
        if len(alike) > 1:
            firsts: dict[bytes, Path] = {}
            for path in _candidates(alike):
                first = firsts.setdefault(_digest(path), path)
                if first is not path:
                    pairs.append((first, path))
    return pairs


def _candidates(files: Sequence[Path]) -> list[Path]:
    """Return the files whose ends are also those of another, so that few are read whole."""
    ends: dict[bytes, list[Path]] = {}
    for path in files:
        with path.open("rb") as file:
            first = file.read(ENDS)
            file.seek(max(path.stat().st_size - ENDS, 0))
            ends.setdefault(hashlib.sha256(first + file.read()).digest(), []).append(path)
    return [path for alike in ends.values() if len(alike) > 1 for path in alike]


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
