"""Rendering: the page → PDF, where weasyprint is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from spreiding._core import InvalidInputError
from spreiding.report import _html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding._types import Lang
    from spreiding.report._parts import Section


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


def render(study: Any, sections: Sequence[Section], *, lang: Lang) -> bytes:
    """Return the page as a tagged PDF (PDF/UA-1)."""
    import weasyprint  # noqa: PLC0415  optional, heavy

    page = _html.render(study, sections, lang=lang).decode()
    pdf: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return pdf
