"""Rendering: the page → PDF, where weasyprint is installed."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec
from typing import TYPE_CHECKING

from spreiding.edition.parts import Table
from spreiding.edition.render import html
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.base.types import Lang
    from spreiding.edition.parts import Block, Section
    from spreiding.edition.run import Run


#: Rows of a folded table that are still printed.
LONGEST = 300


def need_weasyprint() -> None:
    """Check, before anything is computed, that a PDF can be made.

    Raises
    ------
    InvalidInputError
        If weasyprint is not installed, or the libraries that it draws text with; says how to install them.
    """
    if find_spec("weasyprint") is None:
        raise refusal("pdf-needs-weasyprint")
    try:
        import weasyprint  # noqa: F401, PLC0415  optional, heavy
    except OSError as error:
        raise refusal("pdf-needs-pango") from error


def render(run: Run, sections: Sequence[Section]) -> bytes:
    """Return the page as a tagged PDF (PDF/UA-1): the same bytes for the same content."""
    import weasyprint  # noqa: PLC0415  optional, heavy

    page = html.page(run, [_for_paper(section, run.lang) for section in sections], pictures="image")
    name = sha256(page.encode()).digest()[:16]
    pdf: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=name)
    return pdf


def too_long(block: Block) -> bool:
    """Return whether a block is a table with more rows than paper takes, which the page has folded."""
    return isinstance(block, Table) and block.folded and len(block.spec.rows) > LONGEST


def _for_paper(section: Section, lang: Lang) -> Section:
    """Return a chapter without the rows of very long tables that the page has folded: these take dozens of sheets."""

    def short(block: Block) -> Block:
        if not isinstance(block, Table) or not too_long(block):
            return block
        told = sentence("pdf-long-table", lang, n=len(block.spec.rows))
        return replace(block, spec=replace(block.spec, rows=(), total=False, notes=(told,)))

    return replace(section, blocks=tuple(map(short, section.blocks)))
