"""The examples as files: records, stock, characteristics and the study file, as an office would have them."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from spreiding.base.files import replace
from spreiding.examples.amsterdam import amsterdam_2016_2017, amsterdam_years

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from spreiding.edition.study import Study

#: Name on the command line -> its study file.
STUDIES = {"note": "amsterdam_2016_2017", "years": "amsterdam_years"}


def write(name: str, folder: Path) -> Iterator[Path]:
    """Write the files of an example, each whole or not at all, and yield them."""
    study = amsterdam_2016_2017() if name == "note" else amsterdam_years()
    for file, frame in tables(study):
        replace(folder / file, frame.write_csv().encode())
        yield folder / file
    described = STUDIES[name]
    replace(folder / f"{described}.toml", (files("spreiding.examples") / f"{described}.toml").read_bytes())
    yield folder / f"{described}.toml"


def tables(study: Study) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield the inputs of an example under the names that its study file gives them."""
    if study.records is not None:
        yield "synthetic_rentals.csv", study.records
    if study.stock is not None:
        stock = study.stock.to_polars()
        if study.association_stock is not None:
            owned = study.association_stock.to_polars().rename({"stock": "association_stock"})
            stock = stock.join(owned, on=[c for c in ("area", "date") if c in stock.columns], how="left")
        yield "synthetic_stock.csv", stock
    if study.covariates is not None:
        yield "synthetic_covariates.csv", study.covariates
    if study.covariate_sources is not None:
        yield "synthetic_covariate_sources.csv", study.covariate_sources
    if study.programme is not None and study.programme.agreed is not None:
        yield "synthetic_agreed.csv", study.programme.agreed
