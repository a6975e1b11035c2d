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
- Text is B1 Dutch and English, a sentence of the catalogue (``words/``); numbers through ``spreiding.words.notation`` only.
- Return ``None`` where the study lacks what the chapter needs (no stock, no published figures …).
- Where a study has chapters of its own (:attr:`spreiding.Study.own_chapters`), these are made instead of ours.
- Print what ``run.figures`` holds as ``periods``, ``districts`` and ``areas``: these are protected unless the study
  says otherwise. ``exact`` is never protected: for one outcome over many areas (an index, a model), never for one area.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from spreiding.edition.keys import said
from spreiding.edition.parts import Block, Chapter, Figure, Section, Table, Text
from spreiding.publish.labels import source_line
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run

#: The chapters in reading order: name, and what makes it.
CHAPTERS: dict[str, str] = {
    "summary": "over_time.messages:chapter",
    "totals": "over_time.totals:chapter",
    "by_area": "over_time.areas:chapter",
    "by_district": "over_time.districts:chapter",
    "standing_out": "over_time.standing_out:chapter",
    "by_group": "over_time.groups:chapter",
    "context": "over_time.context:chapter",
    "regression": "over_time.regression:chapter",
    "spread": "over_time.spread:chapter",
    "programme": "over_time.programme:chapter",
    "associations": "over_time.associations:chapter",
    "compare": "",  # only a study with chapters of its own compares itself with print
    "quality": "quality:chapter",
    "revisions": "over_time.revisions:chapter",
    "account": "account:chapter",
}
#: Chapters that need no period: a study with chapters of its own has them too.
COMMON = ("quality", "account")


def sections(run: Run) -> list[Section]:
    """Compute every chapter that has something to say."""
    from tqdm.auto import tqdm  # noqa: PLC0415  heavy

    found: list[Section] = []
    names = run.study.chapters or tuple(CHAPTERS)
    with tqdm(names, desc=sentence("progress-chapters", run.lang), disable=None, leave=False) as bar:
        for name in bar:
            bar.set_postfix_str(name)
            found += made(run, name)
    return _marked(found, run.lang) if run.study.synthetic else found


def made(run: Run, name: str) -> list[Section]:
    """Return the sections of a chapter, with the study's own texts at its head; of one that was asked for why it is not."""
    place, result = _place(run, name), None
    if place:
        module, function = place.split(":")
        chapter: Chapter = getattr(import_module(module), function)
        result = chapter(run, run.lang)
    sections = [] if result is None else [result] if isinstance(result, Section) else list(result)
    if not sections and run.study.chapters is not None:
        title = sentence(f"chapter-{name}".replace("_", "-"), run.lang)
        sections = [Section(name, title, (Text(sentence("chapter-not-made", run.lang), "notice"),))]
    own = tuple(Text(said(text, run.lang)) for text in run.study.texts.get(name, ()))
    return [replace(sections[0], blocks=(*own, *sections[0].blocks)), *sections[1:]] if own and sections else sections


def _place(run: Run, name: str) -> str:
    """Return what makes a chapter: of the study's own, or ours."""
    if run.figures.kind is None and name not in COMMON:
        return str(run.study.own_chapters.get(name, ""))
    return f"spreiding.edition.chapters.{CHAPTERS[name]}" if CHAPTERS[name] else ""


def _marked(found: list[Section], lang: Lang) -> list[Section]:
    """Return the sections with every source note saying that the records are synthetic."""
    source = source_line("synthetic", lang)

    def mark(block: Block) -> Block:
        if isinstance(block, Table) and block.spec.source:
            return replace(block, spec=replace(block.spec, source=source))
        return replace(block, source=source) if isinstance(block, Figure) else block

    return [replace(section, blocks=tuple(map(mark, section.blocks))) for section in found]
