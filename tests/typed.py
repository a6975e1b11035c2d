"""What a type checker knows of the public interface: ``mypy`` reads this file, nothing runs it."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import altair as alt
import polars as pl

import spreiding as sp


def road(study: sp.Study, areas: sp.Areas) -> None:
    """From records to what is made of them."""
    assert_type(study.rentals, sp.Rentals)
    assert_type(study.areas, sp.Areas | None)
    counts = assert_type(sp.count(study.rentals, by="area"), sp.Counts)
    shares = assert_type(sp.shares(counts, study.stock), sp.Shares)
    assert_type(sp.protect(shares), sp.Shares)
    assert_type(sp.protect([shares, shares]), tuple[sp.Shares, ...])
    assert_type(sp.locate(areas, [4.9], [52.4]), pl.Series)
    near = assert_type(sp.neighbours(areas), sp.Neighbours)
    moran = assert_type(sp.moran(shares.column("share_of_rentals"), near), sp.Moran)
    assert_type(moran.p_sim, float | None)
    assert_type(sp.bands([0.1, None], [0.25]), sp.Bands)
    assert_type(sp.spread(counts).value, float)
    assert_type(sp.choropleth(shares, areas), alt.Chart)
    assert_type(sp.report(study, "a.html"), Path)
    assert_type(sp.check(study.rentals).ok, bool)
    assert_type(counts.version, str)
