"""A process forked after work had begun: polars and the core wait there for threads that a fork does not copy."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Places whose functions the refusal itself stands on.
KEPT = ("spreiding.base", "spreiding.words")


def watch() -> None:
    """Let the public functions refuse, with the word ``spawn``, in a process that is forked after work has begun."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_refuse)


def _refuse() -> None:
    core = sys.modules.get("spreiding._core")
    if core is None or not core.begun():
        return
    # Whoever holds a function, by whatever name, holds the same object: its code is what can be changed for all.
    code: CodeType = _refused.__code__
    for function in _public():
        function.__code__ = code.replace(co_freevars=function.__code__.co_freevars)
    # What was not used before has no code yet; classes may be named, as the errors are.
    package = sys.modules["spreiding"]
    usual = package.__getattr__
    vars(package)["__getattr__"] = lambda name: _refused() if name[0].islower() else usual(name)


def _refused(*_given: Any, **_named: Any) -> None:
    from spreiding import _core  # noqa: PLC0415  the body runs among the names of another module

    _core.need_own_threads()


def _public() -> Iterator[FunctionType]:
    """Return the public functions of the modules loaded so far, and the public methods of their classes."""
    for name, module in list(sys.modules.items()):
        if not name.startswith("spreiding.") or name.startswith(KEPT):
            continue
        for held, value in list(vars(module).items()):
            if held.startswith("_") or getattr(value, "__module__", None) != name:
                continue
            if isinstance(value, FunctionType):
                yield value
            elif isinstance(value, type):
                yield from _methods(value)


def _methods(of: type) -> Iterator[FunctionType]:
    for name, value in vars(of).items():
        held = value
        if isinstance(value, property):
            held = value.fget
        elif isinstance(value, cached_property):
            held = value.func
        elif isinstance(value, classmethod | staticmethod):
            held = value.__func__
        if not name.startswith("_") and isinstance(held, FunctionType):
            yield held
