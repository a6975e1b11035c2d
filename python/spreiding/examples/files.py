"""The examples as files: records, stock, characteristics and the study file, as an office would have them."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from spreiding.base.files import replace
from spreiding.examples.amsterdam import amsterdam_2016_2017, amsterdam_2021_2023, amsterdam_years

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from spreiding.edition.study import Study

#: Name on the command line -> the example; its study file bears the same name.
STUDIES = {"note": amsterdam_2016_2017, "years": amsterdam_years, "short": amsterdam_2021_2023}


def write(name: str, folder: Path) -> Iterator[Path]:
    """Write the files of an example, each whole or not at all, and yield them."""
    make = STUDIES[name]
    for file, frame in tables(make()):
        replace(folder / file, frame.write_csv().encode())
        yield folder / file
    described = f"{make.__name__}.toml"
    replace(folder / described, (files("spreiding.examples") / described).read_bytes())
    yield folder / described


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
