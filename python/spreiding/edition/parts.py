"""What a chapter is made of: text, lists, headings, tables and figures. Raw until rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
class Heading:
    """A heading inside a chapter, with an anchor of its own."""

    text: str
    anchor: str = ""  #: Follows from the text where empty.


@dataclass(frozen=True)
class Table:
    """A table; a folded one opens on request, and is printed open."""

    spec: Spec
    number: str = ""  #: In the publication that it repeats: ``"Tabel 1.2"``. Numbers of the page follow from the order.
    folded: bool = False
    sheet: str = ""  #: What it holds in a word or two: its sheet in the workbook, its anchor and its file.


@dataclass(frozen=True)
class Key:
    """An entry of a legend: colour, label and, where it has one, the sign drawn in the area."""

    colour: str
    label: str
    sign: str = ""
    texture: str = ""  #: ``"hatched"``, ``"dotted"`` or nothing: told apart without colour.


@dataclass(frozen=True)
class Figure:
    """A chart or map with a text alternative and, beside it, its data as a table.

    A reader may choose among a figure and its ``variants``: the same figure for another year, group, measure or level.
    Each says in ``at`` what it shows, with the same choices in the same order, and has a picture, a legend and data of
    its own. Without script the figure itself is shown. The rows of ``data`` name their area by ``row["code"]``, so that
    the picture and the table point at each other.
    """

    chart: Any  #: An Altair chart or a map (:class:`spreiding.publish.maps.drawing.Map`).
    number: str  #: In the publication that it repeats: ``"Figuur 1.3"``. Numbers of the page follow from the order.
    caption: str  #: What is drawn, where and when.
    alt: str  #: What the picture shows, with the main finding.
    legend: tuple[Key, ...] = ()
    data: Spec | None = None
    notes: tuple[str, ...] = ()  #: Below the picture, and below its data in a workbook.
    source: str | None = None
    finding: str = ""  #: The title: what the picture shows, in a sentence. The caption where empty.
    counted: str = ""  #: Above the legend: what was counted.
    name: str = ""  #: Its anchor and file; its place on the page where empty.
    native: Literal["", "stacked"] = ""  #: A chart in the workbook too: the numbers of a row as bars, end to end.
    at: tuple[
        tuple[str, str], ...
    ] = ()  #: Choice and what is chosen: ``(("jaar", "2019"), ("groep", "alle groepen"))``.
    variants: tuple[Figure, ...] = ()


Block: TypeAlias = Text | Items | Heading | Table | Figure


@dataclass(frozen=True)
class Section:
    """A chapter: an anchor that is unique on the page, a title and blocks in reading order."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()  #: Once, at the end. Notes that several of its tables and figures share join them.


#: A chapter takes the run and the language; it returns nothing where it has nothing to say.
Chapter: TypeAlias = "Callable[[Run, Lang], Section | Sequence[Section] | None]"
