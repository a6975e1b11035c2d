"""Rendering: the page → PDF, where weasyprint is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from spreiding.base.errors import InvalidInputError
from spreiding.edition.render import html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.edition.parts import Section
    from spreiding.edition.run import Run


def need_weasyprint() -> None:
    """Check, before anything is computed, that a PDF can be made.

    Raises
    ------
    InvalidInputError
        If weasyprint is not installed; says how to install it.
    """
    if find_spec("weasyprint") is None:
        msg = "path ends in '.pdf', which needs the package weasyprint: pip install 'spreiding[pdf]'"
        raise InvalidInputError(msg)


def render(run: Run, sections: Sequence[Section]) -> bytes:
    """Return the page as a tagged PDF (PDF/UA-1)."""
    import weasyprint  # noqa: PLC0415  optional, heavy

    page = html.render(run, sections).decode()
    pdf: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return pdf
