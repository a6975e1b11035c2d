"""The report: results, maps and tables on one page, with source notes and small-count suppression.

A report is a list of chapters. A chapter is a function ``chapter(study, lang) -> Section | None``; it
computes through the library's own functions and returns text, tables and figures as data
(:mod:`spreiding.report._parts`: ``Section``, ``Text``, ``Items``, ``Table``, ``Figure``). Rendering comes
last: ``_html.py`` for the page, ``_xlsx.py`` for the workbook, ``_pdf.py`` for print.

To add a chapter, write it in a file of its own in this package and name it in ``CHAPTERS`` below, as
``"module:function"`` at its place in reading order. It is imported when a report is made.

- Give every table a ``spreiding.tables.Spec`` (``spreiding.tables.spec_of(result, lang=lang)`` makes one
  from a result), every figure an Altair chart with ``alt`` (the main finding in words) and ``data``.
- Counts and shares of the study come from ``spreiding.report._figures.figures(study)``, computed once.
- Text is B1 Dutch and English: ``say(lang, "Dutch", "English")``; numbers through ``_format`` only.
- Return ``None`` where the study lacks what the chapter needs (no stock, no published figures …).
- Print what ``figures(study)`` holds as ``periods``, ``districts`` and ``areas``: these are protected unless the study
  says otherwise. ``exact`` is never protected: for one outcome over many areas (an index, a model), never for one area.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding._format import say
from spreiding._labels import source_line
from spreiding.report._parts import Block, Chapter, Figure, Items, Key, Section, Table, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from spreiding._types import Lang

__all__ = [
    "CHAPTERS",
    "Chapter",
    "Figure",
    "Items",
    "Key",
    "Section",
    "Table",
    "Text",
    "report",
    "say",
    "sections",
]

#: The chapters in reading order, as ``"module:function"`` within this package.
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


def sections(study: Any, *, lang: Lang = "nl", unprotected: bool | None = None) -> list[Section]:
    """Compute every chapter that has something to say; ``unprotected`` as in :func:`report`."""
    from tqdm.auto import tqdm  # noqa: PLC0415  heavy

    study, found = study.edition(unprotected=unprotected), []
    with tqdm(CHAPTERS, desc=say(lang, "hoofdstukken", "chapters"), disable=None, leave=False) as bar:
        for name in bar:
            module, function = name.split(":")
            chapter: Chapter = getattr(import_module(f"{__name__}.{module}"), function)
            section = chapter(study, lang)
            if section is not None:
                found.append(section)
    return _marked(found, lang) if study.synthetic else found


def _marked(found: list[Section], lang: Lang) -> list[Section]:
    """Return the sections with every source note saying that the records are synthetic."""
    source = source_line("synthetic", lang)

    def mark(block: Block) -> Block:
        if isinstance(block, Table) and block.spec.source:
            return replace(block, spec=replace(block.spec, source=source))
        return replace(block, source=source) if isinstance(block, Figure) else block

    return [replace(section, blocks=tuple(map(mark, section.blocks))) for section in found]


def report(
    study: Any,
    path: str | PathLike[str],
    *,
    lang: Lang = "nl",
    override: Mapping[str, str] | None = None,
    unprotected: bool | None = None,
) -> Path:
    """Write the report of a study: one self-contained page, a workbook, or a PDF.

    Parameters
    ----------
    study : Study
        Rentals with what belongs to them; ``sp.examples.amsterdam_2016_2017()`` is one. Its ``reference`` and
        ``thresholds`` go to the checks, its ``rules`` and ``earlier`` tables to the protection.
    path
        File to write; its ending chooses the kind: ``.html``, ``.xlsx`` or ``.pdf`` (needs weasyprint).
        The file appears whole or not at all.
    lang
        Language of the text, ``"nl"`` or ``"en"``.
    override
        Name of a check (see :func:`spreiding.check`) -> why its findings that stop are accepted; printed on the page.
    unprotected
        Whether small counts are printed. ``None``: as the study says (:attr:`Study.unprotected`), which is no for
        records of one's own. ``False``: protected, whatever the study says. ``True``: the explicit word for a page
        that stays inside the office, which says so at its head.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    InvalidInputError
        If the ending is another one, the folder does not exist, or weasyprint is not installed for a PDF;
        or if the records have findings that stop a publication and no override accepts them.
    """
    from spreiding.report import _gate, _write  # noqa: PLC0415  only when a report is made

    _write.renderer(Path(path), lang)
    study = study.edition(unprotected=unprotected)
    _gate.gate(study, override, lang)
    return _write.write(study, Path(path), lang=lang)
