"""What every result has in common: a frozen value that converts, exports Arrow and shows itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cache
from typing import TYPE_CHECKING, Any

from spreiding.base.views import view

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


class Result(ABC):
    """A frozen result; its numbers stand in the frame of :meth:`to_polars`."""

    @abstractmethod
    def to_polars(self) -> pl.DataFrame:
        """Return the result as a polars frame."""

    @property
    def caption(self) -> str:
        """One line that says what the numbers are; shown above the table in a notebook."""
        return type(self).__name__

    def to_pandas(self) -> pd.DataFrame:
        """Return the result as a pandas frame (needs pandas)."""
        import pandas as pd  # noqa: PLC0415  optional, heavy

        return pd.DataFrame(self.to_polars().to_dict(as_series=False))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one dictionary per row."""
        return self.to_polars().to_dicts()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Export the frame through the Arrow C stream interface."""
        return self.to_polars().__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.to_polars().height

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.to_polars()}"

    def _repr_html_(self) -> str:
        shown: str = view(type(self), "html")(self)
        return shown


@cache
def version() -> str:
    """Return the version of the installed package, kept by every result."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  slow to import

    try:
        return version("spreiding")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0+unknown"
