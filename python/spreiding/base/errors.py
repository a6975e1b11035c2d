"""The errors of the library: a code and data, from which the text follows in the language asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


class Part(str):
    """A part of a message from the core: English text, with the code that finds it in another language."""

    __slots__ = ("code",)
    code: str

    def __new__(cls, text: str, code: str) -> Self:
        part = super().__new__(cls, text)
        part.code = code
        return part


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


class MissingCodeError(InvalidInputError, KeyError):
    """A code that a table does not have."""

    __str__ = Exception.__str__  # That of a KeyError quotes the text.


class FaultError(RuntimeError):
    """A fault of the library itself, not of the input: please report it."""

    code: str
    data: dict[str, Any]

    def __init__(self, message: str = "", *, code: str = "fault", data: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.data = dict(data or {})
