"""Embedded example: the published figures of the 2018 note and synthetic records that agree with them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any, Literal, get_args

import polars as pl

from spreiding import _core, _synthetic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.areas import Areas
    from spreiding.checks import Reference, Thresholds
    from spreiding.groups import TargetGroups
    from spreiding.records import Rentals
    from spreiding.stock import Stock

#: Seed of the embedded records: decides dates, associations and identifiers, never a count.
SEED = 2018
#: Why figures may be printed unprotected: they are public already or made up; or the page stays inside the office.
Unprotected = Literal["public", "internal"]


@dataclass(frozen=True, repr=False)
class Study:
    """All that one publication needs, checked and bundled."""

    rentals: Rentals
    stock: Stock | None
    areas: Areas
    covariates: pl.DataFrame | None = None  #: One row per area: ``area`` and one column per characteristic.
    groups: TargetGroups | None = None
    published: Mapping[str, pl.DataFrame] | None = None  #: Name of a printed table -> its rows.
    records: pl.DataFrame | None = field(default=None, repr=False)  #: The records themselves, where synthetic.
    synthetic: bool = False  #: True where the records are made up.
    title: str | None = None
    period: tuple[date, date] | None = None  #: First and last day, both included.
    source: str | None = None
    notes: tuple[str, ...] = ()
    reference: Reference | None = None  #: Figures from elsewhere, which a report compares the records with.
    #: Origin of the covariates: ``variable``, ``year``, ``level``, ``source``; ``area`` and ``reason`` of one value.
    covariate_sources: pl.DataFrame | None = None
    thresholds: Thresholds | None = None  #: Limits of the checks, where they are not the usual ones.
    rules: Any = "ois"  #: Rules of disclosure control: a name, or a table (:func:`spreiding.protect`).
    earlier: tuple[Any, ...] = ()  #: Tables that are published already, which the page is protected together with.
    unprotected: Unprotected | None = None  #: Why figures may be printed unprotected; None protects them.

    def __post_init__(self) -> None:
        if self.unprotected not in (None, *get_args(Unprotected)):
            msg = f"unprotected is {self.unprotected!r}, must be 'public', 'internal' or None"
            raise _core.InvalidInputError(msg)

    def edition(self, *, unprotected: bool | None) -> Study:
        """Return the study as a page prints it: None as it says itself, False protected, True unprotected.

        Figures of a study that says nothing become ``"internal"`` by ``True``: the page warns that it is not to leave.
        """
        if unprotected is None:
            return self
        word = (self.unprotected or "internal") if unprotected else None
        return self if word == self.unprotected else replace(self, unprotected=word)

    def __repr__(self) -> str:
        made_up = ", SYNTHETIC records" if self.synthetic else ""
        return f"Study: {self.title or 'no title'}; {self.rentals.caption}; {self.areas!r}{made_up}"


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
    from spreiding.groups import target_groups  # noqa: PLC0415  only what is asked for
    from spreiding.records import read_rentals  # noqa: PLC0415
    from spreiding.stock import read_stock  # noqa: PLC0415

    counts = table("synthetic/amsterdam_2016_2017_wijk.csv")
    period = (date(2016, 1, 1), date(2017, 6, 30))
    areas, groups = tiles("wijk"), target_groups("ois2018")
    records = _synthetic.records(counts, seed=SEED)
    stock = counts.select(area="code", stock="stock")
    rentals = read_rentals(records, groups=groups, areas=areas, period=period)
    parts = tuple(replace(part, name="synthetic records") for part in rentals.parts)
    return Study(
        rentals=replace(rentals, parts=parts),
        stock=read_stock(stock, date=period[0]),
        areas=areas,
        covariates=_covariates(counts),
        covariate_sources=table("synthetic/amsterdam_2016_2017_covariate_sources.csv"),
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


def tiles(level: str = "wijk") -> Areas:
    """Return a hand-made tile map of Amsterdam in the division of 2015.

    Parameters
    ----------
    level
        ``"wijk"`` (99 tiles, levels ``gebied`` and ``stadsdeel``) or ``"gebied"`` (22 tiles, level ``stadsdeel``).

    Raises
    ------
    InvalidInputError
        If the level is another one.

    Examples
    --------
    >>> len(tiles("gebied")), tiles("wijk")["E16"].levels
    (22, {'gebied': 'DX03', 'stadsdeel': 'E'})
    """
    from spreiding.areas import Areas  # noqa: PLC0415  only what is asked for

    lists = {"wijk": "areas/wijken_2015.csv", "gebied": "areas/gebieden_2015.csv"}
    if level not in lists:
        msg = f"level is {level!r}, must be 'wijk' or 'gebied'"
        raise _core.InvalidInputError(msg)
    frame = table(f"tiles/{level}_2015.csv").join(table(lists[level]), on="code", how="left", maintain_order="left")
    levels: dict[str, Any] = {"stadsdeel": frame.get_column("stadsdeel_code").to_list()}
    if level == "wijk":
        levels = {"gebied": frame.get_column("gebied_code_2015").to_list()} | levels
    return Areas.from_tiles(
        frame.get_column("code").to_list(),
        frame.get_column("name" if level == "wijk" else "name_bbga").to_list(),
        frame.get_column("column").to_list(),
        frame.get_column("row").to_list(),
        levels=levels,
        scheme="2015",
    )


def table(name: str) -> pl.DataFrame:
    """Return an embedded file of ``data/`` as a frame, such as ``"areas/wijken_2015.csv"``.

    Raises
    ------
    InvalidInputError
        If there is no such file; names the files there are.

    Examples
    --------
    >>> table("published/ois2018_table_1_1.csv").get_column("total").to_list()
    [714, 466, 1235, 2415]
    """
    text = _core.embedded(name)
    if text is None:
        msg = f"there is no embedded file {name!r}; there are {', '.join(_core.embedded_names())}"
        raise _core.InvalidInputError(msg)
    return pl.read_csv(StringIO(text), infer_schema_length=None)


def _published() -> dict[str, pl.DataFrame]:
    """Every embedded published table by the name of its file."""
    names = [name for name in _core.embedded_names() if name.startswith("published/")]
    return {name.removeprefix("published/").removesuffix(".csv"): table(name) for name in names}


def _covariates(counts: pl.DataFrame) -> pl.DataFrame:
    """Synthetic characteristics per wijk; association share and turnover follow from the counts."""
    found = table("synthetic/amsterdam_2016_2017_covariates.csv")
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
