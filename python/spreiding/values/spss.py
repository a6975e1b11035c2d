"""Border: SPSS files (``.sav``, ``.zsav``) as frames, through pyreadstat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from spreiding.values.cells import narrowed, typed
from spreiding.values.extras import needed
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

#: Endings of the files that are read here.
ENDINGS = (".sav", ".zsav")


def read_spss(
    path: Path, *, columns: Collection[str] | None = None, values: Literal["labels", "codes"] = "labels"
) -> pl.DataFrame:
    """Read variables of an SPSS file.

    Missing values that the file declares become null, dates dates. A variable with value labels is given by its
    labels; a value without one stays a number, in a column of objects where both occur. Or it is given by its codes,
    as text.

    Parameters
    ----------
    path
        The file.
    columns
        Names of the variables; all where left out.
    values
        Whether variables with value labels are given by their labels or by their codes.

    Raises
    ------
    InvalidInputError
        If the file is no SPSS file.
    """
    frame, about = _read(path, usecols=None if columns is None else list(columns), output_format="polars")
    labels: Mapping[str, Mapping[Any, str]] = about.variable_value_labels
    given = _labelled if values == "labels" else _coded
    named = [given(frame.get_column(name), labels[name]) for name in frame.columns if name in labels]
    text = [pl.col(name).replace("", None) for name, kind in frame.schema.items() if kind == pl.String]
    floats = [narrowed(column) for column in frame if column.dtype == pl.Float64 and column.name not in labels]
    found: pl.DataFrame = frame.with_columns(text).with_columns(*named, *floats)
    return found


def spss_columns(path: Path) -> list[str]:
    """Return the names of the variables of an SPSS file; no record is read.

    Raises
    ------
    InvalidInputError
        If the file is no SPSS file.
    """
    _, about = _read(path, metadataonly=True)
    return list(about.column_names)


def _read(path: Path, **options: Any) -> tuple[Any, Any]:
    """Return what pyreadstat reads; days that no calendar and sizes that no memory has are faults of the file too."""
    pyreadstat = needed("pyreadstat", "spss", path.name)
    own = pyreadstat.ReadstatError, pyreadstat.PyreadstatError
    try:
        found: tuple[Any, Any] = pyreadstat.read_sav(str(path), **options)
    except (*own, ValueError, ArithmeticError, MemoryError, pl.exceptions.PolarsError) as error:
        raise refusal("spss-unreadable", source=path.name) from error
    # A damaged file can have variables without a name, or two of one name, which its dictionary alone does not refuse.
    names = found[1].column_names
    if not all(isinstance(name, str) and name for name in names) or len(set(names)) < len(names):
        raise refusal("spss-unreadable", source=path.name)
    return found


def _labelled(column: pl.Series, labels: Mapping[Any, str]) -> pl.Series:
    """Return a variable by its labels; where some values have none, those stay as they are."""
    met = column.drop_nulls().unique().to_list()
    if all(value in labels for value in met):
        return _replaced(column, {value: labels[value] for value in met})
    return typed(column.name, [labels.get(value, value) if value is not None else None for value in column.to_list()])


def _coded(column: pl.Series, labels: Mapping[Any, str]) -> pl.Series:
    """Return a variable by its codes, as text: that it has labels says that it holds no quantity."""
    del labels
    return _replaced(column, {value: _plain(value) for value in column.drop_nulls().unique().to_list()})


def _replaced(column: pl.Series, of: Mapping[Any, str]) -> pl.Series:
    return column.replace_strict(list(of), list(of.values()), return_dtype=pl.String, default=None).alias(column.name)


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
