"""How a result is drawn: found by its type in one table, so that no result imports what prints it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

#: Class and kind of view -> ``"module:function"`` below the package; filled where the package is put together.
VIEWS: dict[tuple[str, str], str] = {}


def view(kind: type, what: str) -> Callable[..., Any]:
    """Return what draws results of a class in one way, that of the nearest base class.

    Raises
    ------
    LookupError
        If nothing is registered.
    """
    for base in kind.__mro__:
        found = VIEWS.get((base.__name__, what))
        if found is not None:
            module, function = found.split(":")
            drawn: Callable[..., Any] = getattr(import_module(f"spreiding.{module}"), function)
            return drawn
    raise LookupError(f"{kind.__name__} has no view {what!r}")
