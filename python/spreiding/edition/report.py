"""The report of a study: checked, computed and written as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spreiding.edition import gate, write
from spreiding.edition.run import Run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from spreiding.base.types import Lang
    from spreiding.edition.study import Study


def report(
    study: Study,
    path: str | PathLike[str],
    *,
    lang: Lang = "nl",
    override: Mapping[str, str] | None = None,
    unprotected: bool | None = None,
) -> Path:
    """Write the report of a study: one self-contained page, a workbook, or a PDF.

    Parameters
    ----------
    study
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
    write.renderer(Path(path), lang)
    run = Run(study.edition(unprotected=unprotected), lang, gate.accepted(override or {}))
    gate.gate(run)
    return write.write(run, Path(path))
