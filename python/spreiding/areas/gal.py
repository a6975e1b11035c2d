"""Neighbours in files of the GAL format, which many programs for spatial statistics read and write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from spreiding.base.errors import MissingFileError
from spreiding.words.catalogue import Said
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What ends a line, as in every text that is read.
LINE_END = re.compile(r"\r\n|\n|\r")
#: Our mark in the first line, and behind it whether the weights of each area add up to 1.
MARK, ROWS, AS_THEY_ARE = "spreiding", "R", "O"


def read_gal(path: str | Path) -> tuple[list[str], list[tuple[str, str]], bool]:
    """Return the areas, the pairs, and whether the file says that the weights of each area add up to 1.

    Raises
    ------
    InvalidInputError
        If there is no such file, it is no text, or it has other areas or pairs than it says.
    """
    name = Path(path).name
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise refusal("no-such-file", MissingFileError, source=str(path)) from error
    except UnicodeDecodeError as error:
        raise refusal("file-not-text", source=name, what=Said("part-not-utf")) from error
    lines = [line.split() for line in LINE_END.split(text)]
    head = lines[0] if lines else []
    stated = head[1] if len(head) > 1 else head[0] if head else ""
    if not stated.isdecimal():
        raise refusal("gal-head", source=name)
    codes, pairs, at = [], [], 1
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        if len(lines[at]) != 2 or not lines[at][1].isdecimal():
            raise refusal("gal-line", source=name, line=at + 1)
        code, count = lines[at][0], int(lines[at][1])
        near = lines[at + 1] if count and at + 1 < len(lines) else []
        if len(near) != count:
            raise refusal("gal-count", source=name, head=" ".join(lines[at]), found=str(len(near)))
        codes.append(code)
        pairs += [(code, other) for other in near]
        # An area without neighbours can have an empty line of them.
        at += 2 if count else 1
    _check(name, int(stated), codes, pairs)
    return codes, pairs, MARK in head and head[-1] == ROWS


def _check(name: str, stated: int, codes: Sequence[str], pairs: Sequence[tuple[str, str]]) -> None:
    if len(codes) != stated:
        raise refusal("gal-areas", source=name, found=str(len(codes)), expected=str(stated))
    known = set(codes)
    if len(known) < len(codes):
        twice = next(code for at, code in enumerate(codes) if code in codes[:at])
        raise refusal("gal-twice", source=name, code=twice)
    strange = [other for _, other in pairs if other not in known]
    if strange:
        raise refusal("gal-unknown", source=name, code=strange[0])


def gal_text(near: Mapping[str, Sequence[str]], *, standardised: bool) -> str:
    """Return the text of a file with the neighbours of each area.

    >>> gal_text({"a": ["b"], "b": ["a"], "c": []}, standardised=True).splitlines()
    ['0 3 spreiding area R', 'a 1', 'b', 'b 1', 'a', 'c 0', '']
    """
    spaced = [code for code in near if len(code.split()) != 1]
    if spaced:
        raise refusal("gal-spaces", codes=[repr(code) for code in spaced[:5]])
    lines = [f"{code} {len(others)}\n{' '.join(others)}" for code, others in near.items()]
    return "\n".join([f"0 {len(near)} {MARK} area {ROWS if standardised else AS_THEY_ARE}", *lines]) + "\n"
