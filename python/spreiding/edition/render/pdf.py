"""Rendering: the page → PDF, where weasyprint is installed."""

from __future__ import annotations

from hashlib import sha256
from importlib.util import find_spec
from typing import TYPE_CHECKING

from spreiding.edition.render import html
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.edition.parts import Section
    from spreiding.edition.run import Run


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

    page = html.page(run, sections, pictures="image")
    name = sha256(page.encode()).digest()[:16]
    pdf: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=name)
    return pdf
