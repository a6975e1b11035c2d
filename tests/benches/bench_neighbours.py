"""Queen neighbours of 14,000 synthetic areas: ours beside libpysal, shapely and hashing of vertices in numpy."""

from __future__ import annotations

import numpy as np
from _measure import main

SIDE = 118  # 118 * 119 = 14,042 areas
STEPS = 16  # corners along each side of an area


def rings():
    """A net of quadrilaterals with wavy borders, so that every border has many corners; synthetic."""
    rng = np.random.default_rng(7)
    nodes = np.stack(np.meshgrid(np.arange(SIDE + 1.0), np.arange(SIDE + 2.0)), axis=-1)
    nodes += rng.uniform(-0.2, 0.2, nodes.shape)
    t = np.linspace(0, 1, STEPS + 1)[:, None]

    def border(a, b):
        bend = rng.uniform(-0.02, 0.02, (STEPS + 1, 2)) * np.sin(np.pi * t)
        return a + (b - a) * t + bend

    across = {(r, c): border(nodes[r, c], nodes[r, c + 1]) for r in range(SIDE + 2) for c in range(SIDE)}
    up = {(r, c): border(nodes[r, c], nodes[r + 1, c]) for r in range(SIDE + 1) for c in range(SIDE + 1)}
    for r in range(SIDE + 1):
        for c in range(SIDE):
            sides = [across[r, c], up[r, c + 1], across[r + 1, c][::-1], up[r, c][::-1]]
            yield np.concatenate([side[:-1] for side in sides] + [sides[0][:1]])


def collection():
    features = [
        {
            "type": "Feature",
            "properties": {"code": f"A{at:05}"},
            "geometry": {"type": "Polygon", "coordinates": [ring.tolist()]},
        }
        for at, ring in enumerate(rings())
    ]
    return {"type": "FeatureCollection", "features": features}


def areas():
    import spreiding as sp

    return sp.read_areas(collection(), crs="tile")


def ours():
    import spreiding as sp

    found = areas()
    return lambda: sp.neighbours(found, "queen")


def ours_tolerant():
    import spreiding as sp

    found = areas()
    return lambda: sp.neighbours(found, "queen", tolerance=1e-6)


def polygons():
    import shapely

    return np.array([shapely.Polygon(ring) for ring in rings()])


def numpy_hash(*, rows):
    import shapely
    from scipy import sparse

    shapes = polygons()

    def work():
        xy, owner = shapely.get_coordinates(shapes, return_index=True)
        if rows:
            _, corner = np.unique(xy, axis=0, return_inverse=True)
        else:
            _, corner = np.unique(xy.view("c16").ravel(), return_inverse=True)
        incidence = sparse.csr_matrix((np.ones(len(owner)), (owner, corner)))
        near = (incidence @ incidence.T).tocoo()
        return near.row[near.row != near.col], near.col[near.row != near.col]

    return work


def by_shapely():
    import shapely

    shapes = polygons()
    return lambda: shapely.STRtree(shapes).query(shapes, predicate="intersects")


def by_libpysal(*, strict):
    import geopandas
    from libpysal.graph import Graph

    frame = geopandas.GeoDataFrame(geometry=polygons())
    return lambda: Graph.build_contiguity(frame, rook=False, strict=strict)


if __name__ == "__main__":
    main(
        f"Queen neighbours of {SIDE * (SIDE + 1):,} areas with {4 * STEPS} corners",
        {
            "spreiding.neighbours": ours,
            "spreiding.neighbours, tolerance 1e-6": ours_tolerant,
            "numpy: unique rows, sparse product": lambda: numpy_hash(rows=True),
            "numpy: unique complex numbers, sparse product": lambda: numpy_hash(rows=False),
            "shapely.STRtree.query intersects": by_shapely,
            "libpysal Graph.build_contiguity": lambda: by_libpysal(strict=False),
            "libpysal Graph.build_contiguity, strict": lambda: by_libpysal(strict=True),
        },
        "spreiding.neighbours",
    )
