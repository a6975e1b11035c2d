"""Names of columns: found whatever spaces they hold, and the nearest one told where there is none."""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING, Any

from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import polars as pl

    from spreiding.base.errors import InvalidInputError


def cleaned(name: str) -> str:
    r"""Return a name with single spaces, as the heading of a file is read.

    >>> cleaned(" Datum\ncontract\u00a0")
    'Datum contract'
    """
    return " ".join(unicodedata.normalize("NFC", name).split())


def named(wanted: str, names: Iterable[str]) -> str | None:
    r"""Return the name that a table has for a column: itself, or the one that differs in spaces only.

    >>> named("Datum contract", ["area", "Datum\ncontract"]), named("Area", ["area"])
    ('Datum\ncontract', None)
    """
    there = list(names)
    if wanted in there:
        return wanted
    alike = [name for name in there if cleaned(name) == cleaned(wanted)]
    return alike[0] if len(alike) == 1 else None


def nearest(wanted: str, names: Iterable[str]) -> str | None:
    """Return the name that is most like the one wanted, whatever its case; None where none is like it.

    >>> nearest("Areaa", ["date", "area"]), nearest("x", ["date", "area"])
    ('area', None)
    """
    lower = {cleaned(name).casefold(): name for name in names}
    found = difflib.get_close_matches(cleaned(wanted).casefold(), list(lower), n=1, cutoff=0.75)
    return lower[found[0]] if found else None


#: Codes of the error that columns do not exist: without and with names that are much like them.
TABLE = ("columns-missing", "columns-missing-near")
RECORDS = ("records-columns", "records-columns-near")


def no_columns(
    missing: Sequence[str], names: Sequence[str], *, source: str, codes: tuple[str, str] = TABLE
) -> InvalidInputError:
    """Return the error that columns do not exist, with the columns there are and the nearest names."""
    near = [f"{name!r} for {wanted!r}" for wanted in missing if (name := nearest(wanted, names))]
    data: dict[str, Any] = {
        "source": source,
        "columns": [repr(name) for name in missing],
        "known": [repr(name) for name in names],
    }
    return refusal(codes[1], **data, near=near) if near else refusal(codes[0], **data)


def need_columns(frame: pl.DataFrame, names: Sequence[str], *, source: str) -> None:
    """Check that the columns exist.

    Raises
    ------
    InvalidInputError
        Names every missing column, the columns there are, and those that are spelled much alike.
    """
    missing = [name for name in names if name not in frame.columns]
    if missing:
        raise no_columns(missing, frame.columns, source=source)
