"""Areas: codes, names, parents and polygons, read from GeoJSON or laid out as tiles."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from spreiding import _core
from spreiding.areas.crs import find_crs, named_crs, reproject, square_metres
from spreiding.areas.geojson import text_of
from spreiding.base.errors import MissingCodeError
from spreiding.base.language import OWN, language
from spreiding.base.views import view
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from spreiding.base.types import Lang

#: What :attr:`Areas.crs` says of areas that are a list of codes, without boundaries.
UNPLACED = "none"


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

    codes: tuple[str, ...]  #: One per area, unique.
    names: tuple[str | None, ...]  #: For display; never a key.
    levels: Mapping[str, tuple[str | None, ...]]  #: Level name, nearest first -> code of the parent of each area.
    crs: str  #: ``"CRS84"`` (longitude, latitude), ``"EPSG:28992"`` (RD, metres), ``"tile"``, or ``"none"``: a list.
    scheme: str | None  #: Name of the division, such as ``"2015"``.
    shapes: _core.AreaShapes  #: Polygons, in the compiled module.
    parent_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  #: Level name -> code -> name.

    def __post_init__(self) -> None:
        # Whatever was given, nobody can change it afterwards.
        object.__setattr__(self, "codes", tuple(self.codes))
        object.__setattr__(self, "names", tuple(self.names))
        levels = {level: tuple(codes) for level, codes in self.levels.items()}
        object.__setattr__(self, "levels", MappingProxyType(levels))
        named = {level: MappingProxyType(dict(names)) for level, names in self.parent_names.items()}
        object.__setattr__(self, "parent_names", MappingProxyType(named))

    def __getstate__(self) -> dict[str, Any]:
        plain = {level: dict(names) for level, names in self.parent_names.items()}
        return self.__dict__ | {"levels": dict(self.levels), "parent_names": plain, "shapes": self.shapes.rings()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state | {"shapes": _core.AreaShapes.from_rings(*state["shapes"])})
        self.__post_init__()

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
        parent_names: Mapping[str, Mapping[str, str]] | None = None,
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
        parent_names : mapping of str to mapping of str to str, optional
            Level name -> code -> name of each parent.

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
        parents = {level: tuple(values) for level, values in (levels or {}).items()}
        return cls(tuple(codes), tuple(names), parents, "tile", scheme, shapes, parent_names or {}).checked()

    def checked(self) -> Areas:
        """Return itself when names and levels have one value per area.

        Raises
        ------
        InvalidInputError
            If they do not.
        """
        for what, values in {"names": self.names, **self.levels}.items():
            if len(values) != len(self.codes):
                raise refusal("areas-length", what=what, found=str(len(values)), expected=str(len(self.codes)))
        return self

    @property
    def parents(self) -> tuple[str | None, ...]:
        """Code of the nearest parent of each area, None where there is none."""
        return next(iter(self.levels.values()), (None,) * len(self.codes))

    @property
    def placed(self) -> bool:
        """Whether the areas have boundaries or tiles, so that they can be drawn and have neighbours."""
        return self.crs != UNPLACED

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
            raise refusal("no-such-area", MissingCodeError, code=code, first=min(self.codes), last=max(self.codes))
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
        if not self.placed:
            raise refusal("areas-without-place")
        x, y = reproject(*self.shapes.coordinates(), source=self.crs, target=to)
        shapes = self.shapes.with_coordinates(x, y)
        return replace(self, crs=to, shapes=shapes)

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
        drawn = shapes.geometries(clockwise=clockwise) if self.placed else ["null"] * len(self)
        geometries = map(json.loads, drawn)
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

    def problems(self, *, smallest: float = 1.0, lang: Lang = OWN) -> pl.DataFrame:
        """Find invalid shapes, overlaps and gaps.

        Overlaps and gaps are looked for only where every shape is valid. Water that no area has
        counts as a gap.

        Parameters
        ----------
        smallest : float
            Overlaps and gaps up to this surface are left out: square metres, or squared tiles.
        lang : {"nl", "en"}
            Language of the reasons; that of the session (:func:`spreiding.set_language`) where left out.

        Returns
        -------
        polars.DataFrame
            kind ("invalid", "overlap", "gap"), code (``"crosses-itself"``), area, other, reason (the code in words),
            surface (square metres, good to 1%).
        """
        unit = square_metres(self.bounds) if self.crs == "CRS84" else 1.0
        found = self.shapes.problems(smallest / unit)
        words = {code: sentence(code, language(lang)) for code in found.get_column("code").unique()}
        reason = pl.col("code").replace_strict(words, return_dtype=pl.String).alias("reason")
        return found.select(
            "kind", pl.col("code").str.strip_prefix("part-"), "area", "other", reason, pl.col("surface") * unit
        )

    def dissolve(self, level: str, *, names: Mapping[str, str] | None = None) -> Areas:
        """Merge areas into those of a higher level, such as ``"gebied"``.

        Parameters
        ----------
        level : str
            One of :attr:`levels`. Areas without a parent at this level are left out.
        names : mapping of str to str, optional
            Code -> name of the merged areas; without it that of :attr:`parent_names`, else the code.

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
        ('P', 'Q')
        """
        if level not in self.levels:
            raise refusal("unknown-area-level", found=level, known=[repr(name) for name in self.levels] or ["-"])
        parents = self.levels[level]
        shapes = self.shapes.dissolve(pl.Series(level, parents, dtype=pl.String))
        codes = tuple(shapes.codes())
        levels_in_order = list(self.levels)
        above = levels_in_order[levels_in_order.index(level) + 1 :]
        levels = {name: tuple(_one(self, level, code, name) for code in codes) for name in above}
        known = names if names is not None else self.parent_names.get(level, {})
        titles = tuple(known.get(code, code) for code in codes)
        above_names = {name: self.parent_names[name] for name in above if name in self.parent_names}
        return Areas(codes, titles, levels, self.crs, self.scheme, shapes, above_names)


def _one(areas: Areas, level: str, code: str, above: str) -> str | None:
    pairs = zip(areas.levels[level], areas.levels[above], strict=True)
    found = {higher for own, higher in pairs if own == code}
    if len(found) > 1:
        raise refusal("parent-in-two", level=level, code=code, above=above, found=sorted(map(str, found)))
    return found.pop()


def read_areas(
    source: str | Path | Mapping[str, Any] | Any,
    *,
    code: str = "code",
    name: str | None = None,
    parent: str | Mapping[str, str] | None = None,
    parent_name: str | Mapping[str, str] | None = None,
    crs: str | int | None = None,
    scheme: str | None = None,
    invalid: Literal["error", "keep"] = "error",
    parts: Literal["error", "merge"] = "error",
    layer: str | None = None,
) -> Areas:
    """Read areas from GeoJSON, a GeoPackage or a shapefile.

    Parameters
    ----------
    source : path, dict, or object with ``__geo_interface__``
        A GeoJSON file (UTF-8; a collection, or a feature per line), a GeoPackage or shapefile (``.gpkg``, ``.shp``,
        ``.fgb``, ``.gdb``; needs ``pip install 'spreiding[geo]'``), a FeatureCollection, or a GeoDataFrame.
    code, name : str
        Properties that hold the unique code and the name. Where no feature has a property ``code``, its ``id``
        counts. A code is text; a name may be a number.
    parent : str or mapping of str to str, optional
        Property with the code of the parent; its level is named as the property without a trailing
        ``_code``. Or level name -> property, nearest level first.
    parent_name : str or mapping of str to str, optional
        Property with the name of the parent, or level name -> property.
    crs : str, optional
        ``"CRS84"`` (longitude, latitude) or ``"EPSG:28992"`` (RD metres). Without it: the file's
        ``crs`` member, else what the coordinates fit.
    scheme : str, optional
        Name of the division, such as ``"2015"``; results keep it.
    invalid : {"error", "keep"}
        Whether shapes that cross themselves are refused, or kept for :meth:`Areas.problems`.
    parts : {"error", "merge"}
        Whether several features with one code are refused, or the parts of one area.
    layer : str, optional
        Layer of a GeoPackage; needed only where it has more than one.

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
    text, found = text_of(source, layer=layer)
    levels = {parent.removesuffix("_code"): parent} if isinstance(parent, str) else dict(parent or {})
    titles = dict.fromkeys(list(levels)[:1], parent_name) if isinstance(parent_name, str) else dict(parent_name or {})
    strange = [level for level in titles if level not in levels]
    if strange:
        raise refusal("parent-name-level", found=strange, known=list(levels))
    asked = [*([name] if name else []), *titles.values()]
    merge, keep = parts == "merge", invalid == "keep"
    shapes, columns, member = _core.read_geojson(text, code, asked, list(levels.values()), keep, merge)
    codes = tuple(shapes.codes())
    names: tuple[str | None, ...] = tuple(columns.pop(0)) if name else codes
    named, above = columns[: len(titles)], columns[len(titles) :]
    of = dict(zip(levels, map(tuple, above), strict=True))
    pairs = {level: names_of_parents(level, of[level], values) for level, values in zip(titles, named, strict=True)}
    stated = str(crs) if crs is not None else found or member
    return Areas(codes, names, of, find_crs(shapes, stated, codes), scheme, shapes, pairs)


def names_of_parents(level: str, codes: Sequence[str | None], names: Sequence[str | None]) -> dict[str, str]:
    """Return the name of each parent; it has one, whichever of its areas tells it."""
    found: dict[str, str] = {}
    for code, name in zip(codes, names, strict=True):
        if code is not None and name is not None and found.setdefault(code, name) != name:
            raise refusal("parent-two-names", level=level, code=code, names=sorted({found[code], name}))
    return found
