"""Names of types that several modules use in signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

Lang: TypeAlias = Literal["nl", "en"]


@runtime_checkable
class ArrowStream(Protocol):
    """Any frame that exports the Arrow C stream interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


Frame: TypeAlias = ArrowStream | Mapping[str, Sequence[Any]] | Any
