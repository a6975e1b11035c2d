"""Border: GeoPackages and shapefiles as GeoJSON, through pyogrio."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from spreiding.values.extras import needed
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from pathlib import Path

#: Endings of the files that are read here.
ENDINGS = (".gpkg", ".shp", ".fgb", ".gdb")


def read_vector(path: Path, *, layer: str | None = None) -> dict[str, Any]:
    """Return the features of a file of boundaries as a GeoJSON feature collection with its ``crs``.

    Raises
    ------
    InvalidInputError
        If the file cannot be read, has no such layer, or has several and none was named.
    """
    pyogrio, shapely = needed("pyogrio", "geo", path.name), needed("shapely", "geo", path.name)
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        if layer is None and len(layers) > 1:
            raise refusal("vector-more-layers", source=path.name, known=layers)
        if layer is not None and layer not in layers:
            raise refusal("vector-no-layer", source=path.name, layer=layer, known=layers)
        about, _, shapes, columns = pyogrio.raw.read(path, layer=layer)
    except pyogrio.errors.DataSourceError as error:
        raise refusal("vector-unreadable", source=path.name) from error
    geometries = [None if text is None else json.loads(text) for text in shapely.to_geojson(shapely.from_wkb(shapes))]
    rows = zip(*(column.tolist() for column in columns), strict=True) if len(columns) else ([()] * len(geometries))
    names = [str(name) for name in about["fields"]]
    features = [
        {"type": "Feature", "properties": dict(zip(names, map(_plain, row), strict=True)), "geometry": geometry}
        for row, geometry in zip(rows, geometries, strict=True)
    ]
    found: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if about.get("crs"):
        found["crs"] = {"type": "name", "properties": {"name": str(about["crs"])}}
    return found


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: a day as text, what is not a number as null."""
    if isinstance(value, float) and value != value:  # noqa: PLR0124  NaN
        return None
    return value.isoformat() if hasattr(value, "isoformat") else value
