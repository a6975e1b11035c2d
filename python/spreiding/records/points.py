"""What the points of records become: a label in place of an area code, or a refusal of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.areas.locate import Points
    from spreiding.base.errors import InvalidInputError

#: The label of a point that lies in no area: a sign of a missing place (``data/missing_signs.csv``).
OUTSIDE = "(outside every area)"


def refused(fault: tuple[str, dict[str, Any]], source: str, point: tuple[str, str]) -> InvalidInputError:
    """Return the refusal of points that :meth:`Points.fault` tells, as that of a source of records."""
    code, data = fault
    if "column" in data:
        data = data | {"column": point[data["column"] == "y"], "first": ", ".join(data.get("rows", ["none"]))}
    return refusal(f"records-{code}", source=source, columns=list(point), **data)


def labels(points: Points, x: pl.Series, y: pl.Series) -> pl.Series:
    """Return the area of each point, a sign of no place outside every area, and null where a coordinate is missing."""
    area = points.areas_of(x, y)
    outside = area.is_null() & x.is_not_null() & y.is_not_null()
    return pl.select(pl.when(outside).then(pl.lit(OUTSIDE)).otherwise(area)).to_series()
