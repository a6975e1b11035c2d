"""Packages that only some sources need: asked for by name, with the way to install them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from spreiding.words.refusal import refusal


def needed(package: str, extra: str, source: str) -> Any:
    """Import a package that a source needs.

    Raises
    ------
    InvalidInputError
        If it is not installed; says how to install it.
    """
    try:
        return import_module(package)
    except ImportError as error:
        raise refusal("needs-package", source=source, package=package, extra=extra) from error
