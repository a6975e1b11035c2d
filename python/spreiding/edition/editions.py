"""Editions read back: their tables, what they say of their study, and whether they are as they were written."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.errors import MissingFileError
from spreiding.base.files import replace
from spreiding.base.views import view
from spreiding.edition.keys import said
from spreiding.edition.marks import FORMAT, MANIFEST, PAGE, as_json, hashed, manifest_in
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from os import PathLike


@dataclass(frozen=True, repr=False)
class Edition:
    """An edition as it was published; read it with :func:`read_edition`."""

    path: Path
    tables: Mapping[str, pl.DataFrame]  #: Name -> rows, with null where a figure is withheld and a ``status``.
    study: Mapping[str, Mapping[str, Any]]  #: Section -> key -> value of its study file, without files.
    manifest: Mapping[str, Any] = field(repr=False)

    @property
    def withdrawn(self) -> str | None:
        """Why the edition was withdrawn; None where it stands."""
        return (self.manifest.get("withdrawn") or {}).get("reason")

    def _repr_html_(self) -> str:
        shown: str = view(type(self), "html")(self)
        return shown

    def __repr__(self) -> str:
        title = said(self.study.get("study", {}).get("title"), self.manifest["lang"]) or self.path.name
        gone = ", WITHDRAWN" if self.withdrawn else ""
        return f"Edition: {title}, version {self.manifest['version']}; tables {', '.join(self.tables)}{gone}"


def read_edition(path: str | PathLike[str]) -> Edition:
    """Read an edition folder, and check that every file is as it was written.

    Parameters
    ----------
    path
        A folder that :func:`spreiding.report` wrote.

    Raises
    ------
    InvalidInputError
        If the folder does not exist, is no edition, has a later format, or a file of it was changed or is gone.
    """
    path = Path(path)
    if not path.is_dir():
        raise refusal("edition-not-there", MissingFileError, source=str(path))
    manifest = manifest_in(path)
    if manifest is None:
        raise refusal("edition-not-ours", source=str(path))
    if manifest["format"] > FORMAT:
        raise refusal("edition-format", source=str(path), known=str(FORMAT))
    outputs = dict(_read(path, manifest))
    return Edition(path, tables_in(outputs, lang=manifest["lang"]), manifest["study"], manifest)


def _read(path: Path, manifest: Mapping[str, Any]) -> Mapping[str, bytes]:
    """Return the files of an edition, after checking each."""
    contents, changed, missing = {}, [], []
    for name, digest in manifest["outputs"].items():
        try:
            contents[name] = (path / name).read_bytes()
        except OSError:
            missing.append(name)
            continue
        if hashed(contents[name]) != digest:
            changed.append(name)
    if changed or missing:
        raise refusal("edition-changed", source=str(path), changed=changed or ["-"], missing=missing or ["-"])
    return contents


def tables_in(outputs: Mapping[str, bytes], *, lang: str) -> dict[str, pl.DataFrame]:
    """Return the tables by name, from Parquet where it is there."""
    names = sorted({name for name in outputs if name.startswith("tables/")})
    found: dict[str, pl.DataFrame] = {}
    for name in names:
        stem = Path(name).stem
        if name.endswith(".parquet"):
            found[stem] = pl.read_parquet(BytesIO(outputs[name]))
        elif stem not in found and f"tables/{stem}.parquet" not in outputs:
            found[stem] = _from_csv(outputs[name], dutch=lang == "nl")
    return found


def _from_csv(content: bytes, *, dutch: bool) -> pl.DataFrame:
    """Read a table as it was printed: signs become null, bounds and coarse figures their number."""
    separator = ";" if dutch else ","
    table = pl.read_csv(content.removeprefix(b"\xef\xbb\xbf"), separator=separator, infer_schema=False)
    numbers = [c for c in table.columns if _is_numeric(c)]
    plain = [_plain(column, dutch=dutch) for column in numbers]
    return table.with_columns(plain)


#: Endings of the names of columns that hold numbers.
NUMERIC = ("allocations", "rentals", "stock", "_pct", "_points", "agreed", "delivered", "n", "lower", "upper")


def _is_numeric(column: str) -> bool:
    return column in NUMERIC or column.endswith(("_pct", "_points"))


def _plain(column: str, *, dutch: bool) -> pl.Expr:
    text = pl.col(column).str.strip_chars("<>± ")
    text = text.str.replace(",", ".", literal=True) if dutch else text
    return pl.when(text.is_in([".", "-", ""])).then(None).otherwise(text).cast(pl.Float64).alias(column)


def withdraw(path: str | PathLike[str], *, reason: str, date: date | None = None) -> Path:
    """Replace a faulty edition by a notice; its manifest stays, so that it is known what was published.

    Parameters
    ----------
    path
        The folder of the edition.
    reason
        Why it is withdrawn; printed on the page.
    date
        Day of the withdrawal.

    Returns
    -------
    pathlib.Path
        The folder, of which the page is the notice and the tables, figures and files are gone.

    Raises
    ------
    InvalidInputError
        If the folder is no edition, or there is no reason.
    """
    path = Path(path)
    manifest = manifest_in(path)
    if manifest is None:
        raise refusal("edition-not-ours", source=str(path))
    if not reason.strip():
        raise refusal("withdraw-without-reason")
    lang = manifest["lang"]
    title = said(manifest["study"].get("study", {}).get("title"), lang) or path.name
    lines = [sentence("withdrawn-title", lang, title=title), sentence("withdrawn-reason", lang, reason=reason.strip())]
    if date is not None:
        lines.append(sentence("withdrawn-date", lang, date=date))
    page = (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(lines[0])}</title>\n</head>\n'
        f"<body>\n<main>\n<h1>{escape(lines[0])}</h1>\n" + "".join(f"<p>{escape(line)}</p>\n" for line in lines[1:])
        + "</main>\n</body>\n</html>\n"
    )  # fmt: skip
    withdrawn = {"reason": reason.strip(), "date": date.isoformat() if date else None, "outputs": manifest["outputs"]}
    replace(path / PAGE, page.encode())
    replace(path / MANIFEST, as_json({**manifest, "withdrawn": withdrawn, "outputs": {PAGE: hashed(page.encode())}}))
    for name in manifest["outputs"]:
        if name != PAGE:
            (path / name).unlink(missing_ok=True)
    for folder in ("tables", "figures"):
        if (path / folder).is_dir() and not any((path / folder).iterdir()):
            (path / folder).rmdir()
    return path
