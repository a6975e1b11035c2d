"""The report of a study: checked, computed and written, as one file or as the folder of an edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spreiding.base.files import check_folder
from spreiding.base.language import OWN
from spreiding.checks.confirm import asked
from spreiding.edition import gate, write
from spreiding.edition.folder import is_folder, write_folder
from spreiding.edition.render.pdf import need_weasyprint
from spreiding.edition.run import Run
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from spreiding.base.types import Lang
    from spreiding.checks.confirm import Confirm
    from spreiding.edition.study import Study


def report(
    study: Study,
    path: str | PathLike[str],
    *,
    lang: Lang = OWN,
    override: Mapping[str, str] | None = None,
    confirm: Confirm | None = None,
    unprotected: bool | None = None,
) -> Path:
    """Write the edition of a study: a folder with page, tables, figures and workbook, or one file.

    Parameters
    ----------
    study
        What :func:`spreiding.read_study` reads; ``sp.examples.amsterdam_2016_2017()`` is one too. Its ``reference`` and
        ``thresholds`` go to the checks, its ``rules`` and ``earlier`` editions to the protection.
    path
        A folder (``"editie/"``, or a name without an ending), or a file of which the ending chooses the kind:
        ``.html``, ``.xlsx`` or ``.pdf`` (needs weasyprint). It appears whole or not at all. A folder that exists is
        never overwritten: the same content leaves it as it is, other content goes to ``editie_v2``.
    lang
        Language of the text, ``"nl"`` or ``"en"``; where not given that of the study, which is Dutch unless it says
        otherwise.
    override
        Name of a check (see :func:`spreiding.check`) -> why its findings that stop are accepted, beside those of the
        study; printed on the page.
    confirm
        Name of a check -> reason, or ``{"by": who, "reason": why}``, of warnings that someone looked into; or stored
        confirmations (:attr:`spreiding.CheckReport.stored`), which are void when the records change. Beside those of the
        study (:attr:`Study.confirm`). Printed on the page.
    unprotected
        Whether small counts are printed. ``None``: as the study says (:attr:`Study.unprotected`), which is no for
        records of one's own. ``False``: protected, whatever the study says. ``True``: the explicit word for a page
        that stays inside the office, which says so at its head.

    Returns
    -------
    pathlib.Path
        The file or folder written.

    Raises
    ------
    InvalidInputError
        If the ending is another one, the folder above does not exist, the folder is no edition of ours, or weasyprint is
        not installed for a PDF; or if the records have findings that stop a publication and no override accepts them.
    """
    said: Lang = study.lang if lang is OWN else lang
    folder = is_folder(str(path))
    if folder:
        if said not in {"nl", "en"}:
            raise refusal("expected-one-of", argument="lang", found=str(said), known=["nl", "en"])
        check_folder(Path(path))
        if "pdf" in study.formats:
            need_weasyprint()
    else:
        write.renderer(Path(path), said)
    overrides = gate.accepted({**study.overrides, **(override or {})})
    confirmed = (*study.confirmed, *asked(confirm or {}))
    run = Run(study.edition(unprotected=unprotected), said, overrides, confirmed)
    gate.gate(run)
    return write_folder(run, Path(path)) if folder else write.write(run, Path(path))
