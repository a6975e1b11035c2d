"""What every renderer does to chapters first: numbers without gaps, anchors, and shared notes said once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING
from unicodedata import normalize

from spreiding.edition.parts import Figure, Heading, Section, Table
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spreiding.base.types import Lang
    from spreiding.edition.parts import Block

#: What a chapter calls a table or figure of the publication that it repeats.
ORIGINAL = re.compile(r"(Tabel|Table|Figuur|Figure) \d")


@dataclass(frozen=True)
class Placed:
    """A block in its place: its anchor is unique on the page, its notes are those that it does not share."""

    anchor: str
    block: Block
    notes: tuple[str, ...] = ()
    shared: tuple[int, ...] = ()  #: Its notes that stand at the end of the chapter: their places in that list.


@dataclass(frozen=True)
class Chapter:
    """A chapter that is ready to be rendered."""

    anchor: str
    title: str
    blocks: tuple[Placed, ...]
    notes: tuple[str, ...]  #: Once, at the end.


def prepared(sections: Iterable[Section], lang: Lang) -> list[Chapter]:
    """Return chapters with numbered tables and figures, an anchor for every block, and shared notes at their end."""
    tables, figures, taken = count(1), count(1), set[str]()
    found = []
    for section in sections:
        anchor = _free(section.anchor, taken)
        blocks = [_numbered(block, tables, figures, lang) for block in section.blocks]
        shared = _shared(blocks)
        ends = [*section.notes, *shared]
        placed = [
            Placed(
                _free(_name(block) or f"{anchor}-{i}", taken),
                block,
                tuple(n for n in parts(block) if n not in shared),
                tuple(ends.index(n) for n in parts(block) if n in shared),
            )
            for i, block in enumerate(blocks, start=1)
        ]
        found.append(Chapter(anchor, section.title, tuple(placed), tuple(ends)))
    return found


def slug(text: str) -> str:
    """Return a text as an anchor: small letters, digits and hyphens.

    >>> slug("Tabel 1.2: één"), slug("")
    ('tabel-1-2-een', '')
    """
    plain = normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _numbered(block: Block, tables: Iterator[int], figures: Iterator[int], lang: Lang) -> Block:
    """Return a table or figure with its number on the page; that of the original becomes a note."""
    if not isinstance(block, Table | Figure):
        return block
    told = (sentence("number-in-original", lang, number=block.number),) if ORIGINAL.match(block.number) else ()
    if isinstance(block, Table):
        spec = replace(block.spec, notes=(*block.spec.notes, *told))
        return replace(block, number=sentence("table-number", lang, n=str(next(tables))), spec=spec)
    number = sentence("figure-number", lang, n=str(next(figures)))
    variants = tuple(replace(variant, number=number) for variant in block.variants)
    return replace(block, number=number, notes=(*block.notes, *told), variants=variants)


def _name(block: Block) -> str:
    """Return the anchor that a block asks for: its name, not its place, so that links outlive an edition."""
    match block:
        case Heading():
            return slug(block.anchor or block.text)
        case Table():
            return slug(block.sheet or ("" if block.spec.name == "tabel" else block.spec.name))
        case Figure():
            return slug(block.name)
    return ""


def _free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken, and take it; an anchor begins with a letter."""
    name = name if name[:1].isalpha() else f"d-{name}"
    free = next(n for n in (name, *(f"{name}-{i}" for i in range(2, 10_000))) if n not in taken)
    taken.add(free)
    return free


def _notes(block: Block) -> Sequence[str]:
    match block:
        case Table():
            return block.spec.notes
        case Figure():
            return (*block.notes, *(block.data.notes if block.data else ()))
    return ()


def parts(block: Block) -> list[str]:
    """Return the notes of a block, those that come in parts apart, each once."""
    parts = [part for note in _notes(block) for part in getattr(note, "parts", (note,))]
    return list(dict.fromkeys(parts))


def _shared(blocks: Iterable[Block]) -> list[str]:
    """Return the notes that more than one block of a chapter has, in the order they come in."""
    seen = Counter(part for block in blocks for part in parts(block))
    return [note for note, n in seen.items() if n > 1]
