"""Tables that the package carries: the files of ``data/`` as frames."""

from __future__ import annotations

from io import StringIO

import polars as pl

from spreiding import _core
from spreiding.words.refusal import refusal


def packaged(name: str) -> pl.DataFrame:
    """Return an embedded file of ``data/`` as a frame, such as ``"areas/wijken_2015.csv"``.

    Raises
    ------
    InvalidInputError
        If there is no such file; names the files there are.

    Examples
    --------
    >>> packaged("published/ois2018_table_1_1.csv").get_column("total").to_list()
    [714, 466, 1235, 2415]
    """
    text = _core.embedded(name)
    if text is None:
        raise refusal("no-packaged-file", found=name, known=_core.embedded_names())
    return pl.read_csv(StringIO(text), infer_schema_length=None)
