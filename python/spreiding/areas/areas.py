"""Areas: codes, names, parents and polygons, read from GeoJSON or laid out as tiles."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from spreiding import _core
from spreiding.areas.crs import find_crs, named_crs, reproject, square_metres
from spreiding.base.errors import InvalidInputError
from spreiding.base.views import view
from spreiding.values.tables import existing

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Area:
    """One area."""

    code: str  #: Unique in its scheme.
    name: str | None  #: For display; never a key.
    levels: dict[str, str | None]  #: Level name -> code of the parent at that level.
    geometry: dict[str, Any]  #: GeoJSON geometry in the coordinates of its areas.

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """The geometry, for shapely and its kin."""
        return self.geometry


@dataclass(frozen=True, repr=False, eq=False)
class Areas:
    """Areas of one scheme; made by :func:`read_areas` or :meth:`from_tiles`."""

    codes: list[str]  #: One per area, unique.
    names: list[str | None]  #: For display; never a key.
    levels: dict[str, list[str | None]]  #: Level name, nearest first -> code of the parent of each area.
    crs: str  #: ``"CRS84"`` (longitude, latitude), ``"EPSG:28992"`` (RD, metres) or ``"tile"``.
    scheme: str | None  #: Name of the division, such as ``"2015"``.
    shapes: _core.AreaShapes  #: Polygons, in the compiled module.

    @classmethod
    def from_tiles(
        cls,
        codes: Sequence[str],
        names: Sequence[str | None],
        columns: Sequence[int],
        rows: Sequence[int],
        *,
        levels: Mapping[str, Sequence[str | None]] | None = None,
        scheme: str | None = None,
    ) -> Areas:
        """Lay areas out as unit squares of a tile map (``crs`` is ``"tile"``).

        Parameters
        ----------
        codes, names : sequence of str
            One per area.
        columns, rows : sequence of int
            Place of each tile: columns count to the right, rows count down. The square of column c
            and row r is [c, c + 1] x [-r - 1, -r], so that north stays up.
        levels : mapping of str to sequence of str, optional
            Level name -> code of the parent of each area, nearest level first.
        scheme : str, optional
            Name of the division.

        Raises
        ------
        InvalidInputError
            If columns differ in length, a code occurs twice, or two areas share a tile.

        Examples
        --------
        >>> Areas.from_tiles(["a", "b"], ["A", "B"], [0, 1], [0, 0]).bounds
        (0.0, -1.0, 2.0, 0.0)
        """
        shapes = _core.AreaShapes.tiles(list(codes), list(columns), list(rows))
        parents = {level: list(values) for level, values in (levels or {}).items()}
        return cls(list(codes), list(names), parents, "tile", scheme, shapes).checked()

    def checked(self) -> Areas:
        """Return itself when names and levels have one value per area.

        Raises
        ------
        InvalidInputError
            If they do not.
        """
        for what, values in {"names": self.names, **self.levels}.items():
            if len(values) != len(self.codes):
                msg = f"{what} has {len(values)} values, must have {len(self.codes)}, one per area"
                raise InvalidInputError(msg)
        return self

    @property
    def parents(self) -> list[str | None]:
        """Code of the nearest parent of each area, None where there is none."""
        nearest = next(iter(self.levels.values()), None)
        return list(nearest) if nearest is not None else [None] * len(self.codes)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Smallest x and y, largest x and y, in the own coordinates."""
        return self.shapes.bounds()

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __getitem__(self, code: str) -> Area:
        if code not in self.codes:
            msg = f"there is no area {code!r}; the codes run from {min(self.codes)!r} to {max(self.codes)!r}"
            raise KeyError(msg)
        at = self.codes.index(code)
        levels = {level: values[at] for level, values in self.levels.items()}
        return Area(code, self.names[at], levels, json.loads(self.shapes.geometry(at) or "null"))

    def __repr__(self) -> str:
        levels = "".join(f" < {level}" for level in self.levels)
        scheme = f", scheme {self.scheme}" if self.scheme else ""
        return f"Areas: {len(self)} areas{levels}, {self.crs}{scheme}"

    def _repr_html_(self) -> str:
        shown: str = view(type(self), "html")(self)
        return shown

    def to_polars(self) -> pl.DataFrame:
        """Return code, name and parents as a frame."""
        columns = {"area": self.codes, "name": self.names, **self.levels}
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))

    def to_crs(self, crs: str) -> Areas:
        """Return the areas in other coordinates; only corners are moved, borders stay straight.

        Raises
        ------
        InvalidInputError
            If the areas are tiles, or the system is neither CRS84 nor EPSG:28992.
        """
        to = named_crs(crs)
        if to == self.crs:
            return self
        x, y = reproject(*self.shapes.coordinates(), source=self.crs, target=to)
        shapes = self.shapes.with_coordinates(x, y)
        return Areas(self.codes, self.names, self.levels, to, self.scheme, shapes)

    def to_geojson(self, *, clockwise: bool = False) -> dict[str, Any]:
        """Return a GeoJSON FeatureCollection (RFC 7946) as a dictionary.

        Areas with coordinates come out as longitude, latitude; RD is reprojected and rounded to
        1e-7 degree (about 1 cm). Tiles keep their tile coordinates.

        Parameters
        ----------
        clockwise : bool
            Wind outer rings clockwise, as d3 and Vega want with a spherical projection, instead of
            counterclockwise, as RFC 7946 does.

        Returns
        -------
        dict
            Each feature has the properties ``code``, ``name`` and one per level.
        """
        shapes = self.shapes
        if self.crs == "EPSG:28992":
            shapes = self.to_crs("CRS84").shapes.rounded(7)
        properties = self.to_polars().rename({"area": "code"}).to_dicts()
        geometries = map(json.loads, shapes.geometries(clockwise=clockwise))
        features = [
            {"type": "Feature", "id": row["code"], "properties": row, "geometry": geometry}
            for row, geometry in zip(properties, geometries, strict=True)
        ]
        return {"type": "FeatureCollection", "features": features}

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """The areas as a GeoJSON FeatureCollection."""
        return self.to_geojson()

    def centroids(self) -> pl.DataFrame:
        """Return the centre of gravity per area: area, x, y in the own coordinates."""
        return self.shapes.centroids()

    def interior_points(self) -> pl.DataFrame:
        """Return a point well inside each area: area, x, y in the own coordinates."""
        return self.shapes.interior_points()

    def problems(self, *, smallest: float = 1.0) -> pl.DataFrame:
        """Find invalid shapes, overlaps and gaps.

        Overlaps and gaps are looked for only where every shape is valid. Water that no area has
        counts as a gap.

        Parameters
        ----------
        smallest : float
            Overlaps and gaps up to this surface are left out: square metres, or squared tiles.

        Returns
        -------
        polars.DataFrame
            kind ("invalid", "overlap", "gap"), area, other, reason, surface (square metres, good to 1%).
        """
        unit = square_metres(self.bounds) if self.crs == "CRS84" else 1.0
        found = self.shapes.problems(smallest / unit)
        return found.with_columns(pl.col("surface") * unit)

    def dissolve(self, level: str, *, names: Mapping[str, str] | None = None) -> Areas:
        """Merge areas into those of a higher level, such as ``"gebied"``.

        Parameters
        ----------
        level : str
            One of :attr:`levels`. Areas without a parent at this level are left out.
        names : mapping of str to str, optional
            Code -> name of the merged areas; without it the code is the name.

        Raises
        ------
        InvalidInputError
            If there is no such level, or a merged area lies in two areas of a higher one.

        Examples
        --------
        >>> tiles = Areas.from_tiles(
        ...     ["a", "b", "c"], ["A", "B", "C"], [0, 1, 2], [0, 0, 0], levels={"gebied": ["P", "P", "Q"]}
        ... )
        >>> tiles.dissolve("gebied").codes
        ['P', 'Q']
        """
        if level not in self.levels:
            msg = f"level is {level!r}, must be one of {', '.join(map(repr, self.levels)) or 'none'}"
            raise InvalidInputError(msg)
        parents = self.levels[level]
        shapes = self.shapes.dissolve(pl.Series(level, parents, dtype=pl.String))
        codes = shapes.codes()
        levels_in_order = list(self.levels)
        above = levels_in_order[levels_in_order.index(level) + 1 :]
        levels = {name: [_one(self, level, code, name) for code in codes] for name in above}
        titles: list[str | None] = [(names or {}).get(code, code) for code in codes]
        return Areas(codes, titles, levels, self.crs, self.scheme, shapes)


def _one(areas: Areas, level: str, code: str, above: str) -> str | None:
    pairs = zip(areas.levels[level], areas.levels[above], strict=True)
    found = {higher for own, higher in pairs if own == code}
    if len(found) > 1:
        msg = f"{level} {code!r} lies in {above} {', '.join(sorted(map(str, found)))}, must lie in one"
        raise InvalidInputError(msg)
    return found.pop()


def read_areas(
    source: str | Path | Mapping[str, Any] | Any,
    *,
    code: str = "code",
    name: str | None = None,
    parent: str | Mapping[str, str] | None = None,
    crs: str | None = None,
    scheme: str | None = None,
    invalid: Literal["error", "keep"] = "error",
) -> Areas:
    """Read areas from GeoJSON.

    Parameters
    ----------
    source : path, dict, or object with ``__geo_interface__``
        A GeoJSON file (UTF-8), a FeatureCollection, or a GeoDataFrame.
    code, name : str
        Properties that hold the unique code and the name.
    parent : str or mapping of str to str, optional
        Property with the code of the parent; its level is named as the property without a trailing
        ``_code``. Or level name -> property, nearest level first.
    crs : str, optional
        ``"CRS84"`` (longitude, latitude) or ``"EPSG:28992"`` (RD metres). Without it: the file's
        ``crs`` member, else what the coordinates fit.
    scheme : str, optional
        Name of the division, such as ``"2015"``; results keep it.
    invalid : {"error", "keep"}
        Whether shapes that cross themselves are refused, or kept for :meth:`Areas.problems`.

    Raises
    ------
    InvalidInputError
        If the source is no feature collection; if coordinates fit no system, are mixed, or have
        latitude first; or listing every feature without polygon, with an open or self-crossing
        ring, or with a missing or repeated code.

    Examples
    --------
    >>> square = {"type": "Polygon", "coordinates": [[[4, 52], [5, 52], [5, 53], [4, 53], [4, 52]]]}
    >>> feature = {"type": "Feature", "properties": {"code": "E16"}, "geometry": square}
    >>> read_areas({"type": "FeatureCollection", "features": [feature]})
    Areas: 1 areas, CRS84
    """
    text, found = _text(source)
    levels = {parent.removesuffix("_code"): parent} if isinstance(parent, str) else dict(parent or {})
    properties = [*([name] if name else []), *levels.values()]
    shapes, columns, member = _core.read_geojson(text, code, properties, invalid == "keep")
    codes = shapes.codes()
    names: list[str | None] = columns.pop(0) if name else list(codes)
    columns = [[value or None for value in column] for column in columns]  # A blank parent is none.
    system = find_crs(shapes, crs or found or member, codes)
    return Areas(codes, names, dict(zip(levels, columns, strict=True)), system, scheme, shapes)


def _dumped(source: Any) -> str:
    try:
        return json.dumps(source, allow_nan=False)
    except ValueError as error:
        msg = "areas: a coordinate or property is NaN or infinite, must be finite"
        raise InvalidInputError(msg) from error


def _text(source: Any) -> tuple[str, str | None]:
    """Return GeoJSON text and the coordinate system the object itself states."""
    if isinstance(source, str) and source.lstrip().startswith("{"):
        return source, None
    if isinstance(source, (str, Path)):
        try:
            return existing(source).read_text(encoding="utf-8-sig"), None
        except UnicodeDecodeError as error:
            msg = f"areas: {Path(source).name} is not UTF-8 at byte {error.start}, GeoJSON must be"
            raise InvalidInputError(msg) from error
    if isinstance(source, Mapping):
        return _dumped(source), None
    if hasattr(source, "__geo_interface__"):
        system: Any = getattr(source, "crs", None)
        stated = str(system.to_string()) if hasattr(system, "to_string") else system
        return _dumped(source.__geo_interface__), stated
    msg = (
        f"areas: source is a {type(source).__name__}, must be a path to GeoJSON, a dictionary, "
        "or an object with __geo_interface__"
    )
    raise InvalidInputError(msg)
