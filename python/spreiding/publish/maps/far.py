"""Far parts of a map drawn nearer, in a frame, at the same scale: where they would make all the rest small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

GAP = 0.12  #: A part is far where this much of the longer side lies empty around it.
SAVING = 0.75  #: And where the rest is at most this much as long or as high as the whole.
MARGIN = 0.02  #: Room around the frame, of the longer side.

Box = tuple[int, int, int, int]


def nearer(
    polygons: Mapping[str, Any], spots: Mapping[str, Any], parents: list[Any], size: tuple[int, int]
) -> tuple[Any, Any, list[Any], tuple[int, int], Box | None]:
    """Return the same with far parts beside the others, and the frame around them; as it came where none is far."""
    away = _far(polygons, size)
    if not away:
        return polygons, spots, parents, size, None
    here = _box(_points(polygons[code] for code in polygons if code not in away))
    there = _box(_points(polygons[code] for code in away))
    margin = round(MARGIN * max(size))
    # Far parts come below the rest, at the side they lie on; the picture then grows back to its width.
    left = there[0] > here[2] or there[0] + there[2] > here[0] + here[2]
    x = here[2] - (there[2] - there[0]) - margin if left else here[0] + margin
    shift = max(x, here[0] + margin) - there[0], here[3] + 2 * margin - there[1]
    wide = max(here[2] - here[0], there[2] - there[0] + 2 * margin)
    high = here[3] - here[1] + there[3] - there[1] + 3 * margin
    scale = max(size) / max(wide, high)

    def put(point: Sequence[int], *, far: bool) -> list[int]:
        dx, dy = shift if far else (0, 0)
        return [round((point[0] + dx - here[0]) * scale), round((point[1] + dy - here[1]) * scale)]

    def inside(ring: Sequence[Sequence[int]]) -> bool:
        return all(there[0] <= x <= there[2] and there[1] <= y <= there[3] for x, y in ring)

    placed = {
        code: [[[put(p, far=code in away) for p in ring] for ring in part] for part in parts]
        for code, parts in polygons.items()
    }
    lines = [[put(p, far=inside(ring)) for p in ring] for ring in parents]
    middles = {code: tuple(put(spot, far=code in away)) for code, spot in spots.items()}
    corners = [put((there[i], there[i + 1]), far=True) for i in (0, 2)]
    pad = round(margin * scale / 2)
    frame = (corners[0][0] - pad, corners[0][1] - pad, corners[1][0] + pad, corners[1][1] + pad)
    return placed, middles, lines, (round(wide * scale), round(high * scale)), frame


def _far(polygons: Mapping[str, Any], size: tuple[int, int]) -> set[str]:
    """Return the codes of the smaller cluster of areas, where it is far and the map gains by it."""
    clusters = _clusters(polygons, max(round(GAP * max(size)), 1))
    if len(clusters) < 2:
        return set()
    main = max(clusters, key=len)
    box = _box(_points(polygons[code] for code in main))
    saving = max(box[2] - box[0], box[3] - box[1]) / max(size)
    return set(polygons) - main if saving <= SAVING else set()


def _clusters(polygons: Mapping[str, Any], gap: int) -> list[set[str]]:
    """Return areas that hang together: boxes that come within the gap of each other, along a chain of them."""
    boxes = {code: _box(_points([parts])) for code, parts in polygons.items()}
    left, clusters = dict(boxes), []
    while left:
        code, box = left.popitem()
        cluster, edge = {code}, [box]
        while edge:
            one = edge.pop()
            near = [code for code, box in left.items() if _apart(one, box) <= gap]
            edge += [left.pop(code) for code in near]
            cluster |= set(near)
        clusters.append(cluster)
    return clusters


def _apart(one: Box, two: Box) -> int:
    """Return the distance between two boxes along the farther axis."""
    return max(one[0] - two[2], two[0] - one[2], one[1] - two[3], two[1] - one[3])


def _points(shapes: Iterable[Any]) -> list[Any]:
    return [p for parts in shapes for part in parts for ring in part for p in ring]


def _box(points: Sequence[Any]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)
