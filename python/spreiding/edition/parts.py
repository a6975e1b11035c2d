"""What a chapter is made of: text, lists, tables and figures. Raw until rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from spreiding.base.types import Lang
    from spreiding.edition.run import Run
    from spreiding.publish.tables.spec import Spec


@dataclass(frozen=True)
class Text:
    """A paragraph of plain text; ``lead`` stands out, ``notice`` is framed."""

    text: str
    style: Literal["plain", "lead", "notice"] = "plain"


@dataclass(frozen=True)
class Items:
    """A list of plain texts; a pair is a term with its explanation."""

    items: tuple[str | tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table; a folded one opens on request, and is printed open."""

    spec: Spec
    number: str = ""  #: As in print: ``"Tabel 1.2"``.
    folded: bool = False
    sheet: str = ""  #: Name of its sheet in the workbook; the number where empty.


@dataclass(frozen=True)
class Key:
    """An entry of a legend: colour, label and, where it has one, the sign drawn in the area."""

    colour: str
    label: str
    sign: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart (an Altair chart) with a text alternative and, beside it, its data as a table."""

    chart: Any
    number: str  #: As in print: ``"Figuur 1.3"``.
    caption: str
    alt: str  #: What the picture shows, with the main finding.
    legend: tuple[Key, ...] = ()
    data: Spec | None = None
    notes: tuple[str, ...] = ()  #: Below the picture, and below its data in a workbook.
    source: str | None = None


Block: TypeAlias = Text | Items | Table | Figure


@dataclass(frozen=True)
class Section:
    """A chapter: an anchor that is unique on the page, a title and blocks in reading order."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


#: A chapter takes the run and the language; it returns nothing where it has nothing to say.
Chapter: TypeAlias = "Callable[[Run, Lang], Section | None]"
