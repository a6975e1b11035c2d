"""Which areas are neighbours: by contact, by distance, or as given."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import cos, radians
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from spreiding import _core
from spreiding.areas.crs import METRES_PER_DEGREE
from spreiding.areas.gal import gal_text, read_gal
from spreiding.base import files
from spreiding.base.results import Result
from spreiding.values.columns import floats, texts
from spreiding.values.frames import to_frame
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Frame

Rule = Literal["queen", "rook", "knn", "distance"]


@dataclass(frozen=True, repr=False, eq=False)
class Neighbours(Result):
    """Neighbours of each area and their weights; row-standardised unless made :attr:`binary`."""

    codes: tuple[str, ...]  #: Every area, islands included.
    rule: str  #: How neighbours were found, with its options.
    weights: _core.Weights  #: Sparse weights in the order of ``codes``, in the compiled module.
    standardised: bool = True  #: Whether the weights of each area add up to 1.
    areas: Areas | None = field(default=None, compare=False, repr=False)  #: For the names that print shows.

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", tuple(self.codes))

    @property
    def caption(self) -> str:
        """Rule, number of areas, pairs and islands."""
        kind = "row-standardised" if self.standardised else "weights as given"
        return (
            f"Neighbours by {self.rule}: {len(self.codes)} areas, {sum(self.weights.counts())} pairs, "
            f"{len(self.islands)} islands, {kind}"
        )

    @property
    def pairs(self) -> pl.DataFrame:
        """Frame of area, neighbour and weight, one row per ordered pair."""
        focal, other, weight = self.weights.pairs()
        codes = pl.Series(self.codes, dtype=pl.String)
        columns = {"area": codes.gather(focal), "neighbour": codes.gather(other), "weight": weight}
        return pl.DataFrame(columns)

    def to_polars(self) -> pl.DataFrame:
        """Return :attr:`pairs`."""
        return self.pairs

    @property
    def counts(self) -> pl.DataFrame:
        """Frame of area and its number of neighbours."""
        return pl.DataFrame({"area": self.codes, "neighbours": self.weights.counts()})

    @property
    def islands(self) -> tuple[str, ...]:
        """Codes of the areas without neighbours."""
        return tuple(code for code, n in zip(self.codes, self.weights.counts(), strict=True) if n == 0)

    @property
    def binary(self) -> Neighbours:
        """The same neighbours, every weight 1."""
        return replace(self, weights=self.weights.binary(), standardised=False)

    @property
    def row_standardised(self) -> Neighbours:
        """The same neighbours, the weights of each area divided by their sum."""
        return replace(self, weights=self.weights.row_standardised(), standardised=True)

    @classmethod
    def from_pairs(
        cls,
        frame: Frame,
        *,
        codes: Sequence[str] | None = None,
        area: str = "area",
        neighbour: str = "neighbour",
        weight: str | None = None,
    ) -> Neighbours:
        """Make neighbours of a frame with one row per ordered pair; weights are kept as they are.

        Parameters
        ----------
        frame : frame
            Pairs of codes; a pair counts one way, so give both rows where it counts both ways.
        codes : sequence of str, optional
            Every area, also those without a neighbour; without it the areas in the frame, sorted.
        area, neighbour, weight : str
            Names of the columns; without ``weight`` every pair has weight 1.

        Raises
        ------
        InvalidInputError
            If a code is missing or unknown, a pair occurs twice, or an area is its own neighbour.

        Examples
        --------
        >>> pairs = {"area": ["a", "b"], "neighbour": ["b", "a"]}
        >>> Neighbours.from_pairs(pairs, codes=["a", "b", "c"]).islands
        ('c',)
        """
        data = to_frame(frame, source="pairs")
        one, two = (texts(data, name, source="pairs") for name in (area, neighbour))
        every = list(codes) if codes is not None else sorted({*one.drop_nulls(), *two.drop_nulls()})
        place = {code: at for at, code in enumerate(every)}
        for name, column in ((area, one), (neighbour, two)):
            wrong = [row for row, code in enumerate(column) if code not in place]
            if wrong:
                row, found = str(wrong[0] + 1), str(column[wrong[0]])
                raise refusal("pairs-unknown-area", source="pairs", column=name, rows=[row], found=found)
        values = floats(data, weight, source="pairs") if weight else pl.Series([1.0] * len(one))
        focal, other = (pl.Series([place[c] for c in column], dtype=pl.UInt32) for column in (one, two))
        weights = _core.Weights.from_pairs(len(every), focal, other, values)
        return cls(tuple(every), "pairs", weights, standardised=False)

    @classmethod
    def from_gal(cls, path: str | Path) -> Neighbours:
        """Read a GAL file; every pair has weight 1, or the weights add up to 1 where :meth:`to_gal` wrote them so.

        Raises
        ------
        InvalidInputError
            If there is no such file, it is cut short, or a count does not match.
        """
        codes, pairs, standardised = read_gal(path)
        one, two = zip(*pairs, strict=True) if pairs else ((), ())
        found = cls.from_pairs({"area": list(one), "neighbour": list(two)}, codes=codes)
        return found.row_standardised if standardised else found

    def to_gal(self, path: str | Path) -> None:
        """Write a GAL file, which keeps the pairs, and of the weights whether those of each area add up to 1.

        Raises
        ------
        InvalidInputError
            If weights differ in another way, which the format cannot hold, or a code has spaces.
        """
        plain = self.binary
        plain = plain.row_standardised if self.standardised else plain
        if not self.pairs.get_column("weight").equals(plain.pairs.get_column("weight")):
            raise refusal("gal-weights", rule=self.rule)
        near: dict[str, list[str]] = {code: [] for code in self.codes}
        for code, other, _ in self.pairs.iter_rows():
            near[code].append(other)
        files.replace(Path(path), gal_text(near, standardised=self.standardised).encode())

    def to_graph(self) -> Any:
        """Return a libpysal ``Graph`` (needs libpysal)."""
        import pandas as pd  # noqa: PLC0415  optional, heavy
        from libpysal.graph import Graph  # noqa: PLC0415  optional, heavy

        # An island is stated as a pair with itself of weight 0.
        alone = {"area": list(self.islands), "neighbour": list(self.islands), "weight": [0.0] * len(self.islands)}
        frames = [pd.DataFrame(part) for part in (self.pairs.to_dict(as_series=False), alone) if part["area"]]
        index = ["area", "neighbour"]
        series = pd.concat(frames).set_index(index)["weight"].rename_axis(["focal", "neighbor"])
        order = {code: at for at, code in enumerate(self.codes)}
        series = series.sort_index(key=lambda level: level.map(order))
        return Graph(series, transformation="R" if self.standardised else "O", is_sorted=True)

    def to_w(self) -> Any:
        """Return a libpysal ``W`` (needs libpysal)."""
        return self.to_graph().to_W()

    @classmethod
    def from_libpysal(cls, graph: Any) -> Neighbours:
        """Make neighbours of a libpysal ``Graph`` or ``W``, weights as they are."""
        if hasattr(graph, "adjacency"):
            codes = [str(code) for code in graph.unique_ids]
            rows = [(str(a), str(b), w) for (a, b), w in graph.adjacency.items() if w != 0]
        else:
            codes = [str(code) for code in graph.id_order]
            rows = [
                (str(a), str(b), w)
                for a, near in graph.neighbors.items()
                for b, w in zip(near, graph.weights[a], strict=True)
            ]
        frame = pl.DataFrame(rows, schema=["area", "neighbour", "weight"], orient="row")
        return cls.from_pairs(frame, codes=codes, weight="weight")


def neighbours(
    areas: Areas,
    rule: Rule = "queen",
    *,
    k: int = 6,
    distance: float | None = None,
    tolerance: float | None = None,
) -> Neighbours:
    """Find the neighbours of each area.

    Parameters
    ----------
    areas : Areas
        The areas.
    rule : {"queen", "rook", "knn", "distance"}
        A shared corner or border; a shared stretch of border; the ``k`` nearest centres; or all
        centres within ``distance``.
    k : int
        Number of neighbours for ``"knn"``; ties go to the smallest code.
    distance : float, optional
        Metres (tiles for a tile map) for ``"distance"``, itself included.
    tolerance : float, optional
        For queen and rook: borders this close (metres, or tiles) are the same, so that corners need
        not match. By default 0.2 m, twice the size of the sixth decimal of a degree; 0 is exact.
        Along an inexact border rooks must share at least ten tolerances.

    Returns
    -------
    Neighbours
        Row-standardised; see ``.binary``.

    Raises
    ------
    InvalidInputError
        If the rule or an option does not exist or is out of range.

    Notes
    -----
    Centres are centres of gravity in RD metres for areas in longitude and latitude.

    Examples
    --------
    >>> from spreiding.areas.areas import Areas
    >>> tiles = Areas.from_tiles(["a", "b", "c"], ["A", "B", "C"], [0, 1, 2], [0, 1, 1])
    >>> neighbours(tiles, "rook").islands
    ('a',)
    >>> neighbours(tiles).pairs.rows()
    [('a', 'b', 1.0), ('b', 'a', 0.5), ('b', 'c', 0.5), ('c', 'b', 1.0)]
    """
    if not areas.placed:
        raise refusal("areas-without-place")
    if rule in ("queen", "rook"):
        near = tolerance if tolerance is not None else (0.0 if areas.crs == "tile" else 0.2)
        weights = _core.weights_by_contact(areas.shapes, rule == "rook", near, _scale(areas))
        name = f"{rule}, tolerance {near:g}"
    elif rule in ("knn", "distance"):
        centres = (areas.to_crs("EPSG:28992") if areas.crs == "CRS84" else areas).centroids()
        x, y = centres["x"], centres["y"]
        if rule == "knn":
            rank = pl.Series(areas.codes).rank("ordinal").cast(pl.UInt32)
            weights, name = _core.weights_by_nearest(x, y, rank, k), f"knn, k {k}"
        elif distance is None:
            raise refusal("distance-missing")
        else:
            weights, name = _core.weights_by_distance(x, y, distance), f"distance up to {distance:g}"
    else:
        raise refusal("expected-one-of", argument="rule", found=rule, known=["queen", "rook", "knn", "distance"])
    return Neighbours(areas.codes, name, weights.row_standardised(), areas=areas)


def _scale(areas: Areas) -> list[float]:
    """Metres per unit of x and y."""
    if areas.crs != "CRS84":
        return [1.0, 1.0]
    middle = radians((areas.bounds[1] + areas.bounds[3]) / 2)
    return [METRES_PER_DEGREE * cos(middle), METRES_PER_DEGREE]
