"""The errors of the library: a code and data, from which the text follows in the language asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class InvalidInputError(ValueError):
    """An input breaks a stated rule.

    ``code`` names the rule and does not change with the wording, ``data`` holds what the text is made of: argument,
    source, column, rows, what was expected. Never the contents of a record.
    """

    code: str
    data: dict[str, Any]

    def __init__(self, message: str = "", *, code: str = "", data: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.data = dict(data or {})

    @property
    def place(self) -> dict[str, Any]:
        """Where the fault is: ``source``, ``column``, ``rows`` and ``line``, as far as they are known."""
        return {name: self.data[name] for name in ("source", "column", "rows", "line") if name in self.data}


class MissingFileError(InvalidInputError, FileNotFoundError):
    """A file that does not exist."""


class FaultError(RuntimeError):
    """A fault of the library itself, not of the input: please report it."""
