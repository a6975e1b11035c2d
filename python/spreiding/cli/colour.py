"""Colours on a terminal: what stops in red, warnings in yellow; plain text to files, pipes and where asked for."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

RED, YELLOW, OFF = "\x1b[1;31m", "\x1b[33m", "\x1b[0m"
#: Start of a line of findings -> its colour; what a line says stays the same without colours.
LINES = ((re.compile(r"^E +\d+ \S+", re.MULTILINE), RED), (re.compile(r"^W +\d+ \S+", re.MULTILINE), YELLOW))


def wanted(stream: TextIO) -> bool:
    """Return whether a stream shows colours: a terminal that can, where nobody asked for none (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def findings(text: str, stream: TextIO) -> str:
    """Return findings with the check of each in the colour of its severity."""
    if wanted(stream):
        for pattern, colour in LINES:
            text = pattern.sub(lambda found, of=colour: f"{of}{found[0]}{OFF}", text)  # type: ignore[misc]
    return text


def error(name: str, stream: TextIO) -> str:
    """Return the name before an error."""
    return f"{RED}{name}{OFF}" if wanted(stream) else name
