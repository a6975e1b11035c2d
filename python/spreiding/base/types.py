"""Names of types that several modules use in signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import polars as pl

Lang: TypeAlias = Literal["nl", "en"]


@runtime_checkable
class ArrowStream(Protocol):
    """Any frame that exports the Arrow C stream interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


#: Any eager frame, a dictionary of columns, or a polars LazyFrame.
Frame: TypeAlias = "ArrowStream | Mapping[str, Sequence[Any]] | pl.LazyFrame"

#: A column of numbers; None, null and NaN are missing.
Numbers: TypeAlias = "Sequence[float | None] | Sequence[int | None] | pl.Series | np.ndarray[Any, Any]"
#: One number per area: in the order of the areas, or with their codes (mapping, pair of columns, frame).
AreaValues: TypeAlias = "Numbers | Mapping[str, float | None] | tuple[Sequence[str], Numbers] | ArrowStream"
