"""Embedded example: the published figures of the 2018 note and synthetic records that agree with them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.edition.file import StudyFile, changed, parse
from spreiding.edition.reading import study_of
from spreiding.edition.study import ProgrammeInput
from spreiding.examples import joined, synthetic, yearly
from spreiding.records.stock import read_stock
from spreiding.values.packaged import packaged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.edition.study import Study

#: Seed of the embedded records: decides dates, associations and identifiers, never a count.
SEED = 2018
#: What a source line calls records that are made up.
SYNTHETIC = "synthetic records"
#: The chapters of the note, made as it printed them.
NOTE = {
    name: f"spreiding.examples.note.{name}:chapter"
    for name in ("summary", "totals", "by_area", "by_district", "by_group", "regression", "spread", "compare")
}


def amsterdam_2016_2017() -> Study:
    """Return the example: Amsterdam, 2016 and the first half of 2017, with SYNTHETIC records.

    The records are made up so that they agree with everything the note *Woningtoewijzing kwetsbare
    groepen in wijken* (OIS Amsterdam, 2018) prints: Tables 1.1, 1.2 and 1.5, the number of wijken per
    band, the statements of its text, and (with ``covariates``, also synthetic) Table 3.4. What the
    note does not print says nothing about a real place. ``data/README.md`` lists rules and misfits.

    Returns
    -------
    Study
        ``rentals``, ``stock`` (dwellings on 1 January 2016 in the 90 wijken of the note), ``areas``
        (a tile map of the 99 wijken, levels ``gebied`` and ``stadsdeel``), ``covariates``
        (shares in [0, 1]; value in euro per square metre; mark 1-10), ``covariate_sources`` (year and
        level of each, and why a mark is missing), ``groups``, ``published``. Its words, classes and
        cuts are those of its study file, ``amsterdam_2016_2017.toml`` beside this module.

    Examples
    --------
    >>> study = amsterdam_2016_2017()
    >>> study.synthetic, study.rentals.rows, len(study.areas)
    (True, 8745, 99)
    """
    return amsterdam_with({})


def amsterdam_with(content: Mapping[str, Any]) -> Study:
    """Return the example of 2016-2017 with some keys of its study file set to other values."""
    file = described("amsterdam_2016_2017")
    file = changed(file, content, folder=Path()) if content else file
    counts = packaged("synthetic/amsterdam_2016_2017_wijk.csv")
    given: dict[str, Any] = {
        "records": synthetic.records(counts, seed=SEED),
        "stock": read_stock(counts.select(area="code", stock="stock"), date=file["stock"]["date"]),
        "covariates": _covariates(counts),
        "covariate_sources": packaged("synthetic/amsterdam_2016_2017_covariate_sources.csv"),
    }
    for name, key in (("covariates", "files"), ("covariate_sources", "sources")):
        if ("covariates", key) in file.given and content.get("covariates", {}).get(key):
            del given[name]  # the user's own
    if content.get("stock", {}).get("files"):
        del given["stock"]
    study = replace(study_of(file, given), published=_published(), earlier=_earlier(file, content))
    return _made_up(study if study.by != "none" else replace(study, own_chapters=NOTE))


def amsterdam_years() -> Study:
    """Return the example of six years: Amsterdam 2016-2021, with SYNTHETIC records.

    Allocations per year and main group are the published ones: the 2018 note for 2016 and the first half of 2017,
    NUL20 for 2018-2021 (status holders of 2021 derived from the total); the second half of 2017 is ours. The codes of
    2020 are those delivered by the programme in that year, with its waiting percentages as far as whole households can
    give them. Up to 2019 records bear the codes of the scheme of 2016, from 2020 those of 2020. Everything below these
    totals is made up, and says nothing about a real place.

    Returns
    -------
    Study
        About 50,000 lettings with associations and the day each wait began; ``stock`` per year, ``association_stock``,
        ``covariates`` per year, ``programme`` (agreements of 2020), all by year (``by="year"``).

    Examples
    --------
    >>> study = amsterdam_years()
    >>> study.synthetic, study.by, study.period[1].year
    (True, 'year', 2021)
    """
    records, stock = yearly.records(SEED), yearly.stock()
    associations = stock.select("area", "date", stock="association_stock")
    given: dict[str, Any] = {
        "records": records,
        "stock": read_stock(stock.select("area", "date", "stock"), date="date"),
        "association_stock": read_stock(associations, date="date"),
        "covariates": yearly.covariates(records),
        "covariate_sources": yearly.sources(),
    }
    file = described("amsterdam_years")
    told = {name: file["programme"][name] for name in ("waiting_from", "target")}
    return _made_up(study_of(file, {**given, "programme": ProgrammeInput(agreed=yearly.agreed(), **told)}))


def amsterdam_2021_2023() -> Study:
    """Return the short example: Amsterdam 2021-2023 on the wijken of 2022, with SYNTHETIC records.

    Every figure is made up, the totals of the city too. It shows what happens in these years: the scheme of groups of
    2020 holds until that of 2024 begins (a warning names the years that its document is not about); Weesp joins on
    24 March 2022, has lettings from that day and stock from 2022, and figures before and after are marked; Driemond,
    in one gebied with Weesp, was part of the city all along.

    Returns
    -------
    Study
        About 9,000 lettings in 110 wijken (levels ``gebied``, 25, and ``stadsdeel``) with associations; ``stock`` and
        ``association_stock`` per year (``by="year"``).

    Examples
    --------
    >>> study = amsterdam_2021_2023()
    >>> study.synthetic, study.areas.scheme, len(study.areas), study.rentals.rows
    (True, '2022', 110, 9222)
    """
    stock = joined.stock()
    associations = stock.select("area", "date", stock="association_stock")
    given: dict[str, Any] = {
        "records": joined.records(),
        "stock": read_stock(stock.select("area", "date", "stock"), date="date"),
        "association_stock": read_stock(associations, date="date"),
    }
    return _made_up(study_of(described("amsterdam_2021_2023"), given))


@cache
def described(name: str) -> StudyFile:
    """Return the study file of an example; the files that it names are at hand, not on disk."""
    text = (files("spreiding.examples") / f"{name}.toml").read_text("utf-8")
    return parse(text, sources=False)


def _made_up(study: Study) -> Study:
    """Return a study that says everywhere that its records are synthetic."""
    parts = tuple(replace(part, name=SYNTHETIC) for part in study.rentals.parts)
    return replace(study, rentals=replace(study.rentals, parts=parts), synthetic=True)


def _earlier(file: StudyFile, content: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(file.files("protection", "earlier")) if content.get("protection", {}).get("earlier") else ()


def _published() -> dict[str, pl.DataFrame]:
    """Every embedded published table by the name of its file."""
    names = [name for name in _core.embedded_names() if name.startswith("published/")]
    return {name.removeprefix("published/").removesuffix(".csv"): packaged(name) for name in names}


def _covariates(counts: pl.DataFrame) -> pl.DataFrame:
    """Synthetic characteristics per wijk; association share and turnover follow from the counts."""
    found = packaged("synthetic/amsterdam_2016_2017_covariates.csv")
    rentals = pl.sum_horizontal(pl.exclude("code", "gebied", "stock")).alias("rentals")
    frame = found.join(counts.select("code", "stock", rentals), on="code", maintain_order="left")
    return frame.select(
        pl.col("code").alias("area"),
        "welfare",
        "support_clients",
        (pl.col("association_stock") / pl.col("stock")).alias("association_share"),
        "woz_per_m2",
        "neighbourhood_mark",
        "small_dwellings",
        (pl.col("rentals") / pl.col("association_stock")).alias("turnover"),
        "association_stock",
    )
