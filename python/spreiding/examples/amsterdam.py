"""Embedded example: the published figures of the 2018 note and synthetic records that agree with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from spreiding import _core
from spreiding.areas.tiles import tiles
from spreiding.edition.study import Study
from spreiding.examples import synthetic
from spreiding.values.packaged import packaged

#: Seed of the embedded records: decides dates, associations and identifiers, never a count.
SEED = 2018


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
        level of each, and why a mark is missing), ``groups``, ``published``.

    Examples
    --------
    >>> study = amsterdam_2016_2017()
    >>> study.synthetic, study.rentals.rows, len(study.areas)
    (True, 8745, 99)
    """
    from spreiding.records.groups import target_groups  # noqa: PLC0415  only what is asked for
    from spreiding.records.rentals import read_rentals  # noqa: PLC0415
    from spreiding.records.stock import read_stock  # noqa: PLC0415

    counts = packaged("synthetic/amsterdam_2016_2017_wijk.csv")
    period = (date(2016, 1, 1), date(2017, 6, 30))
    areas, groups = tiles("wijk"), target_groups("ois2018")
    records = synthetic.records(counts, seed=SEED)
    stock = counts.select(area="code", stock="stock")
    rentals = read_rentals(records, groups=groups, areas=areas, period=period)
    parts = tuple(replace(part, name="synthetic records") for part in rentals.parts)
    return Study(
        rentals=replace(rentals, parts=parts),
        stock=read_stock(stock, date=period[0]),
        areas=areas,
        covariates=_covariates(counts),
        covariate_sources=packaged("synthetic/amsterdam_2016_2017_covariate_sources.csv"),
        groups=groups,
        published=_published(),
        records=records,
        synthetic=True,
        title="Woningtoewijzing kwetsbare groepen in wijken",
        period=period,
        source="OIS Amsterdam (2018)",
        notes=(
            "Synthetische gegevens: alleen wat in de notitie van 2018 staat, zegt iets over een wijk.",
            "Synthetic data: only what the 2018 note prints says something about a wijk.",
        ),
        unprotected="public",  # the printed tables are public since 2018, the records are made up
    )


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
