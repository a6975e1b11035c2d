"""Spatial distribution of social-housing allocations: records in, a checked publication out.

The public names, in the order of the road. Each is imported when first used, so that
``import spreiding`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spreiding._core import InvalidInputError as InvalidInputError

#: Public name -> module that defines it.
_PUBLIC = {
    "InvalidInputError": "_core",
}

__all__ = list(_PUBLIC)  # noqa: PLE0605  the names above


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from spreiding.results import version  # noqa: PLC0415  slow to import

        return version()
    if name not in _PUBLIC:
        msg = f"module 'spreiding' has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(f"spreiding.{_PUBLIC[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
