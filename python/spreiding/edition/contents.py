"""The contents of a page: its chapters, in reading order.

A report is a list of chapters. A chapter is a function ``chapter(run, lang) -> Section | None``; it
computes through the library's own functions and returns text, tables and figures as data
(:mod:`spreiding.edition.parts`: ``Section``, ``Text``, ``Items``, ``Table``, ``Figure``). Rendering comes
last: ``render/html.py`` for the page, ``render/xlsx.py`` for the workbook, ``render/pdf.py`` for print.

To add a chapter, write it in a file of its own in :mod:`spreiding.edition.chapters` and name it in ``CHAPTERS`` below, as
``"module:function"`` at its place in reading order. It is imported when a report is made.

- Give every table a ``spreiding.publish.tables.spec.Spec`` (``spreiding.publish.tables.table.spec_of(result, lang=lang)`` makes one
  from a result), every figure an Altair chart with ``alt`` (the main finding in words) and ``data``.
- Counts and shares of the study come from ``run.figures``, findings of the checks from ``run.findings``; both are computed once.
- Text is B1 Dutch and English: ``say(lang, "Dutch", "English")``; numbers through ``spreiding.words.notation`` only.
- Return ``None`` where the study lacks what the chapter needs (no stock, no published figures …).
- Print what ``run.figures`` holds as ``periods``, ``districts`` and ``areas``: these are protected unless the study
  says otherwise. ``exact`` is never protected: for one outcome over many areas (an index, a model), never for one area.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from spreiding.edition.parts import Block, Chapter, Figure, Section, Table
from spreiding.publish.labels import source_line
from spreiding.words.notation import say

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run

#: The chapters in reading order, as ``"module:function"`` of :mod:`spreiding.edition.chapters`.
CHAPTERS = (
    "summary:chapter",
    "totals:chapter",
    "by_area:chapter",
    "by_district:chapter",
    "by_group:chapter",
    "spread:chapter",
    "regression:chapter",
    "compare:chapter",
    "quality:chapter",
    "account:chapter",
)


def sections(run: Run) -> list[Section]:
    """Compute every chapter that has something to say."""
    from tqdm.auto import tqdm  # noqa: PLC0415  heavy

    found = []
    with tqdm(CHAPTERS, desc=say(run.lang, "hoofdstukken", "chapters"), disable=None, leave=False) as bar:
        for name in bar:
            module, function = name.split(":")
            chapter: Chapter = getattr(import_module(f"spreiding.edition.chapters.{module}"), function)
            section = chapter(run, run.lang)
            if section is not None:
                found.append(section)
    return _marked(found, run.lang) if run.study.synthetic else found


def _marked(found: list[Section], lang: Lang) -> list[Section]:
    """Return the sections with every source note saying that the records are synthetic."""
    source = source_line("synthetic", lang)

    def mark(block: Block) -> Block:
        if isinstance(block, Table) and block.spec.source:
            return replace(block, spec=replace(block.spec, source=source))
        return replace(block, source=source) if isinstance(block, Figure) else block

    return [replace(section, blocks=tuple(map(mark, section.blocks))) for section in found]
