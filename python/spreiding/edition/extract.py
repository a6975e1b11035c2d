"""An extract for one association: its own lettings exact; of the others together what it could already work out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base import files
from spreiding.checks.discreet import LEAST
from spreiding.checks.returns import file_name
from spreiding.counts.counts import ALL, CITY
from spreiding.disclosure.rules import Rules
from spreiding.disclosure.symbols import legend
from spreiding.edition import gate, naming
from spreiding.edition.counted import counted
from spreiding.edition.data import period_of, rows_of_city, rows_of_level
from spreiding.edition.folder import is_folder
from spreiding.edition.long import Field, Long
from spreiding.edition.marks import manifest_in
from spreiding.edition.run import Run
from spreiding.publish.labels import group_label
from spreiding.values.names import nearest
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

    from spreiding.base.types import Lang
    from spreiding.edition.study import Study

    #: Code of an area, code of a period, code of a group -> allocations and rentals.
    Own = dict[tuple[str, str, str], tuple[int, int]]

#: Column of the records, and key of counts, with the associations.
KEY = "corporation"
MEASURES = ("allocations", "rentals")
#: Columns that name a row, and those with figures; their headings are sentences of the catalogue.
NAMES = ("level", "code", "name", "period", "group")
FIGURES = ("own-allocations", "own-rentals", "other-allocations", "other-rentals")


def extract(study: Study, association: str, path: str | PathLike[str], *, lang: Lang | None = None) -> Path:
    """Write one association's own figures exact, beside those of all others together, for that association alone.

    The reader subtracts its own lettings from the page of the study, so the page decides what it may see of the others:
    their figure stands in the extract only where ``tables/area_period.csv`` of the edition prints an exact total, from
    which the own figure is taken, and where what is left is not under the threshold of the study's rules. All else is
    withheld; on a protected page that is every number of rentals of the others. The extract therefore tells this
    reader nothing that the page and its own records do not tell already. It guards against this association by itself,
    not against several that put their extracts together, and not against what the page alone tells an association:
    ``protect(..., insiders="associations")`` does.

    Parameters
    ----------
    study
        What :func:`spreiding.read_study` reads. Its page is taken as it is published: a page for internal use is
        protected first. Lettings without an association are among those of the others.
    association
        Its name, as the records have it.
    path
        A folder, in which the file is named after the association, or a file ending in ``.csv``; never in the folder of
        an edition. It appears whole or not at all, and replaces an earlier one.
    lang
        Language of headings and numbers; where not given that of the study.

    Returns
    -------
    pathlib.Path
        The file: a row per level, area, period and main group with allocations and rentals (numbers of dwellings),
        lettings without a place as an area of their own and the whole municipality last; then a row with a note.

    Raises
    ------
    InvalidInputError
        If the records have no associations or not this one, the place is within an edition, or its folder does not
        exist; and whatever :func:`spreiding.report` refuses of the study.
    """
    said: Lang = lang or study.lang
    path = Path(path)
    folder = path.is_dir() or is_folder(str(path))
    target = path / "x.csv" if folder else path
    files.check_path(target, [".csv"], said)
    if any(manifest_in(above) is not None for above in target.resolve().parents):
        raise refusal("extract-in-edition", source=str(path))
    if KEY not in study.rentals.columns:
        raise refusal("extract-no-associations", column=KEY)
    known = _known(study)
    if association not in known:
        near = nearest(association, [name for name, n in known.items() if n >= LEAST])
        raise refusal("extract-unknown", found=association, n=len(known), near=near or "none")
    published = study.edition(unprotected=False) if study.unprotected == "internal" else study
    run = Run(published, said, gate.accepted(study.overrides), study.confirmed)
    gate.gate(run)
    if folder:
        target = path / f"{sentence('extract-file', said)}-{_file_names(known)[association]}.csv"
    files.replace(target, _table(run, association).csv(said))
    return target


def _known(study: Study) -> dict[str, int]:
    """Return the associations of the records with their lettings."""
    frame = counted(study.rentals, [KEY]).frame.filter(pl.col("group") == ALL).drop_nulls(KEY)
    return dict(frame.select(KEY, "rentals").sort(KEY).iter_rows())


def _file_names(known: Mapping[str, int]) -> dict[str, str]:
    """Return a file name for each association; no two are the same, whichever of them is asked for."""
    taken: dict[str, Path] = {}
    found = {}
    for name in sorted(known):
        found[name] = file_name(name, taken)
        taken[found[name]] = Path()
    return found


def _table(run: Run, association: str) -> Long:
    """Return the extract, with a note as its last row."""
    lang = run.lang
    heads = {key: sentence(f"extract-{key}", lang) for key in (*NAMES, *FIGURES)}
    fields = [Field(heads[key]) for key in NAMES]
    fields += [Field(heads[key], "whole") for key in FIGURES]
    rows = [
        {**{heads[key]: value for key, value in row.items() if key in heads}, "status": legend(lang)[row["status"]]}
        for row in rows_of(run, association)
    ]
    empty = {heads[key]: (None, "") for key in FIGURES}
    note = {heads["level"]: sentence("extract-note", lang, association=association), **empty,
            "status": sentence("csv-note", lang)}  # fmt: skip
    return Long("extract", (*fields, Field("status")), (*rows, note))


def rows_of(run: Run, association: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of the page at each level, with the association's own figures and those of the others."""
    rules, lang = Rules.of(run.study.rules), run.lang
    whole: Own = {}
    for level, shares in run.figures.levels.items():
        own = _own(run, association, level)
        if level == naming.BASE:
            for (_, period, group), figures in own.items():
                before = whole.get((CITY, period, group), (0, 0))
                whole[CITY, period, group] = (before[0] + figures[0], before[1] + figures[1])
        detail = "wijk" if level == naming.BASE else "gebied"  # the strictest of what it may be
        for row in rows_of_level(run, level):
            yield _beside(row, own, rules, detail, shares.protection, lang)
    city = {"level": sentence("extract-city", lang), "code": CITY, "name": naming.city(run)}
    totals = run.figures.periods if run.figures.kind else run.figures.districts
    for row in rows_of_city(run):
        yield _beside({**city, **row}, whole, rules, "city", totals.protection, lang)


def _own(run: Run, association: str, level: str) -> Own:
    """Return what the association let itself."""
    kind = run.figures.kind
    counts = counted(run.study.rentals, [level, *([kind] if kind else []), KEY]).select(**{KEY: association})
    return {
        (row["area"], period_of(run, row), row["group"]): (row["allocations"], row["rentals"])
        for row in counts.to_dicts()
    }


def _beside(row: Mapping[str, Any], own: Own, rules: Rules, level: str, protection: Any, lang: Lang) -> dict[str, Any]:
    """Return a row of the page as a row of the extract."""
    mine = own.get((row["code"], row["period"], row["group"]), (0, 0))
    others = [_less(row[name], n, protection) for name, n in zip(MEASURES, mine, strict=True)]
    kind = ALL if row["group"] == ALL else "main"
    least = rules.least("min_allocations", group=row["group"], kind=kind, level=level, keys=())
    if protection is not None and others[0] is not None and 0 < others[0] < least:
        others[0] = None
    status = "suppressed" if others[0] is None else "shown"
    named = {key: row[key] for key in ("level", "code", "name", "period")}
    return {
        **named,
        "group": group_label(row["group"], lang),
        **dict(zip(FIGURES, (*mine, *others), strict=True)),
        "status": status,
    }


def _less(total: int | None, own: int, protection: Any) -> int | None:
    """Return a printed total without the own figure; None where the total is withheld, or is not exact as printed."""
    if total is None:
        return None
    if protection is not None and (protection.base != 1 or 0 < total <= protection.small_as):
        return None
    return total - own
