"""What every result has in common: a frozen value that converts, exports Arrow and shows itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from spreiding.base.views import view

if TYPE_CHECKING:
    from typing import Self

    import pandas as pd
    import polars as pl


class Result(ABC):
    """A frozen result; its numbers stand in the frame of :meth:`to_polars`.

    Two results are equal where they are of one kind and hold the same values, frames included.
    """

    version: str  #: Version of the package that made the result.

    @property
    def public(self) -> bool:
        """Whether anyone may see it: published already, made up, or taken from protected shares."""
        return False

    def __new__(cls, *_: Any, **__: Any) -> Self:
        made = super().__new__(cls)
        object.__setattr__(made, "version", version())
        return made

    def __init_subclass__(cls) -> None:
        # Before the dataclass decorator, which would compare frames with `==` and keeps what is there.
        cls.__eq__ = Result.__eq__  # type: ignore[method-assign]
        cls.__hash__ = Result.__hash__  # type: ignore[method-assign]

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self is other or (same_fields(self, other) and same(self.to_polars(), other.to_polars()))

    def __hash__(self) -> int:
        return hash((type(self), self.caption))

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


def same_fields(one: Any, other: Any) -> bool:
    """Return whether two dataclasses of one kind have equal fields; those of the compiled module are left out."""
    pairs = [(getattr(one, f.name), getattr(other, f.name)) for f in fields(one) if f.compare]
    return all(same(a, b) for a, b in pairs if type(a).__module__ != "spreiding._core")


def same(one: Any, other: Any) -> bool:
    """Return whether two values are equal, with frames, series and arrays by what they hold; NaN equals NaN.

    >>> import polars as pl
    >>> same({"a": (pl.Series([1, None]),)}, {"a": (pl.Series([1, None]),)}), same(float("nan"), float("nan"))
    (True, True)
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if hasattr(one, "equals"):  # polars frames and series
        return bool(one.equals(other))
    if is_dataclass(one) and not isinstance(one, Result):
        return one is other or same_fields(one, other)
    equal, missing = one == other, one != one and other != other  # noqa: PLR0124  NaN differs from itself
    return bool(equal or missing)


@cache
def version() -> str:
    """Return the version of the installed package, kept by every result."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  slow to import

    try:
        return version("spreiding")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0+unknown"
