"""The internal scan: which small areas lie further from the municipality's share than chance; for the office alone."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from spreiding.base import files
from spreiding.counts.count import count
from spreiding.counts.shares import shares
from spreiding.edition.file import read_file
from spreiding.edition.marks import manifest_in
from spreiding.edition.reading import groups_of, read_as
from spreiding.records.rentals import read_rentals
from spreiding.uncertainty.funnel import funnel
from spreiding.words import notation
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from os import PathLike

    from spreiding.base.types import Lang

#: End of the name of the file, so that nobody takes it for a table to publish.
ENDING = ".intern.csv"
COLUMNS = ("area", "observed", "n", "share", "p", "q", "flagged")


def scan(study: str | PathLike[str], *, column: str) -> pl.DataFrame:
    """Compare small areas with the municipality, over the whole period; exact figures that stay inside the office.

    Parameters
    ----------
    study
        The study file, of which records, groups and period are taken.
    column
        The column of the records with the codes of the small areas, such as a buurt.

    Returns
    -------
    polars.DataFrame
        Per area with more rentals than the study's minimum: ``area``, ``observed`` allocations, ``n`` rentals, ``share``,
        exact ``p`` and ``q`` (Benjamini and Hochberg) and whether it is ``flagged`` (q below 0.05); the smallest p first.

    Raises
    ------
    InvalidInputError
        If the study file or the records cannot be read, or have no such column.
    """
    file = read_file(Path(study))
    options = read_as(file, None, groups_of(file))
    options["columns"] = {**(options["columns"] or {}), "area": column}
    rentals = read_rentals(file.files("records", "files"), **options)
    found = shares(count(rentals))
    least = file["classes"]["minimum_rentals"]
    kept = found.frame.filter(pl.col("rentals") > least)
    if not kept.height:
        raise refusal("scan-too-few", least=least, column=column)
    frame = funnel(replace(found, frame=kept)).to_polars()
    return frame.select(COLUMNS).sort("p", "area")


def write_scan(study: str | PathLike[str], path: str | PathLike[str], *, column: str, lang: Lang = "nl") -> Path:
    """Write the scan as CSV; its name ends in ``.intern.csv``, and it never stands in the folder of an edition.

    Raises
    ------
    InvalidInputError
        If the name ends otherwise, the place is within an edition, or :func:`scan` refuses the study.
    """
    path = Path(path)
    if not path.name.endswith(ENDING):
        raise refusal("scan-name", source=path.name, ending=ENDING)
    if any(manifest_in(folder) is not None for folder in path.resolve().parents):
        raise refusal("scan-in-edition", source=str(path))
    files.check_path(path, [".csv"], lang)
    out = StringIO()
    write = csv.writer(out, delimiter=notation.DELIMITERS[lang], lineterminator="\r\n").writerow
    write([sentence("scan-internal", lang)])
    write(COLUMNS)
    for area, observed, n, share, p, q, flagged in scan(study, column=column).iter_rows():
        numbers = [notation.number(value, 4, lang=lang) for value in (share, p, q)]
        write([area, int(observed), int(n), *numbers, sentence("yes" if flagged else "no", lang)])
    files.replace(path, out.getvalue().encode("utf-8-sig" if lang == "nl" else "utf-8"))
    return path
