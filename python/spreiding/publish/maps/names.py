"""Names on a map: inside areas that have room for them, and short ones on tiles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SIZE, LEAST = 10.5, 9.0  #: Points of a name, and of one that would not fit so.
NARROW = 21.6  #: Points that the same name needs on a telephone, where a map of 704 points is 358 pixels wide.
LEADING = 1.12  #: Height of a line, of its size.
AIR = 3  #: Points left free beside a name.
HEIGHTS = 12  #: Heights in an area that are tried for its name.
#: Ends of Dutch compounds, where a long name may be broken.
ENDS = (
    "buurt", "plein", "park", "polder", "eiland", "eilanden", "haven", "dijk", "kanaal", "meer", "dorp", "kade",
    "gracht", "weg", "zijde", "landen", "wijk", "stad", "veld", "dreef", "laan", "brug", "bos", "schans", "oever",
    "berg", "burg", "meent", "steen", "straat", "kwartier", "gebied", "terrein",
)  # fmt: skip

#: Dutch breaks a word before the last consonant between two vowels; what can begin a word stays together.
ONSET = re.compile(r"(?<=[aeiouyé])[^aeiouyé]*?((?:s?ch|[bdfgkptv][lr]|kw|[^aeiouyé])[aeiouyé])")


@dataclass(frozen=True)
class Label:
    """A name, or a code, in an area; the middle of its lines is at x, y (points)."""

    code: str
    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    kind: str  #: ``"code"``; ``"name"``, which has room on a telephone too; ``"small"``, which has not.


def width(text: str, size: float) -> float:
    """Return how wide a text is, in points: widths of Arial and its metric twins, in groups.

    >>> round(width("Osdorp", 10))  # 34.5 in Arial
    35
    """
    wide, narrow = sum(c in "mwMW%@" for c in text), sum(c in "iljtf.,:;'|!()[]-/ I" for c in text)
    capital = sum(c.isupper() and c not in "MWI" for c in text)
    return size * (0.86 * wide + 0.3 * narrow + 0.7 * capital + 0.556 * (len(text) - wide - narrow - capital))


def inside(
    polygons: Mapping[str, Any], spots: Mapping[str, tuple[int, int]], names: Mapping[str, str], step: int
) -> Iterator[Label]:
    """Return the names of the areas that are large enough to hold them."""
    for code, parts in polygons.items():
        name = names.get(code)
        if not name or code not in spots:
            continue
        rings = [[(x / step, y / step) for x, y in ring] for part in parts for ring in part]
        found = next(filter(None, (_placed(rings, spots[code][1] / step, name, size) for size in (SIZE, LEAST))), None)
        if found is not None:
            x, y, lines, size = found
            roomy = _middle(rings, y, lines, NARROW)
            small = roomy is None or abs(roomy - x) > SIZE
            yield Label(code, round(x, 1), round(y, 1), lines, size, "small" if small else "name")


def _placed(
    rings: Sequence[Any], spot: float, name: str, size: float
) -> tuple[float, float, tuple[str, ...], float] | None:
    """Return where a name fits, on as few lines as it can: at the height of the spot, else as near as possible."""
    heights = [y for ring in rings for _, y in ring]
    low, high = min(heights), max(heights)
    levels = sorted((low + (high - low) * i / HEIGHTS for i in range(1, HEIGHTS)), key=lambda y: abs(y - spot))
    xs = [x for ring in rings for x, _ in ring]
    for lines in (*_broken(name), *_hyphened(name, max(xs) - min(xs), size)):
        for y in (spot, *levels):
            x = _middle(rings, y, lines, size)
            if x is not None:
                return x, y, lines, size
    return None


def _broken(name: str) -> Iterator[tuple[str, ...]]:
    """Return a name on one line, then on two and three, the evenest first."""
    words = re.findall(r"[^\s/-]*[/-]+|[^\s/-]+", name) or [name]
    glued = [word if word[-1] in "-/" else f"{word} " for word in words]
    for lines in range(1, min(4, len(words) + 1)):
        cuts = [(0, *cut, len(words)) for cut in combinations(range(1, len(words)), lines - 1)]
        told = [tuple("".join(glued[a:b]).strip() for a, b in pairwise(c)) for c in cuts]
        yield min(told, key=lambda lines: max(width(line, 1) for line in lines))


def _hyphened(name: str, wide: float, size: float) -> Iterator[tuple[str, ...]]:
    """Return a name with its long words broken, for narrower and narrower stretches of an area; never cut off."""
    for part in (0.9, 0.75, 0.6):
        lines = short(name, wide * part, size, most=4)
        if lines and not any(line.endswith(".") and not name.endswith(".") for line in lines):
            yield tuple(lines)


def _middle(rings: Sequence[Any], y: float, lines: Sequence[str], size: float) -> float | None:
    """Return where the middle of a name comes at a height, or nothing where it does not fit in the area."""
    high, need = LEADING * size, max(width(line, size) for line in lines) + 2 * AIR
    rooms = _across(rings, y)
    for i in range(2 * len(lines) + 1):  # above, through and below every line
        row = _across(rings, y + high * (i / 2 - len(lines) / 2))
        rooms = [(max(a, c), min(b, d)) for a, b in rooms for c, d in row]
        rooms = [(a, b) for a, b in rooms if b - a >= need]
    return max(((b - a, (a + b) / 2) for a, b in rooms), default=(0, None))[1]


def _across(rings: Sequence[Any], y: float) -> list[tuple[float, float]]:
    """Return the stretches of a horizontal line that lie in the area."""
    crossings = sorted(
        ax + (y - ay) * (bx - ax) / (by - ay)
        for ring in rings
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay > y) != (by > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))


def on_tiles(polygons: Mapping[str, Any], names: Mapping[str, str], step: int) -> Iterator[Label]:
    """Return the code of every tile and, below it, its short name."""
    for code, parts in polygons.items():
        xs, ys = [p[0] / step for p in parts[0][0]], [p[1] / step for p in parts[0][0]]
        side, middle, top = max(xs) - min(xs), (min(xs) + max(xs)) / 2, min(ys)
        size = max(8.0, min(SIZE, side / 7))
        lines = short(names.get(code, ""), side - AIR, size, most=3)
        if not lines:
            yield Label(code, middle, top + side / 2, (code,), size + 1, "code")
            continue
        high = LEADING * size
        start = top + (side - high * (len(lines) + 1.1)) / 2
        yield Label(code, middle, round(start + high / 2, 1), (code,), size + 1, "code")
        yield Label(code, middle, round(start + high * (1.1 + len(lines) / 2), 1), tuple(lines), size, "small")


def short(name: str, room: float, size: float, most: int) -> list[str]:
    """Return a name on lines that fit: words broken where lines are left, else cut off with a stop.

    >>> short("Frederik Hendrikbuurt", 45, 8, 2), short("Spaarndammer- en Zeeheldenbuurt", 45, 8, 3)
    (['Frederik', 'Hendrikb.'], ['Spaarnd.', 'en', 'Zeeheldb.'])
    >>> short("Zuid", 45, 8, 2), short("Watergraafsmeer", 45, 8, 2)
    (['Zuid'], ['Water-', 'graafsmeer'])
    """
    lines: list[str] = []
    words = re.findall(r"[^\s/-]*[/-]+|[^\s/-]+", name)
    for at, word in enumerate(words):
        glue = "" if not lines or lines[-1][-1:] in "-/" else " "
        if lines and width(lines[-1] + glue + word, size) <= room:
            lines[-1] += glue + word
        elif width(word, size) <= room:
            lines.append(word)
        else:
            free = most - len(lines) - (len(words) - at - 1)
            lines += _parts(word, room, size) if free > 1 else [_cut(word, room, size)]
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], room, size)]
    return lines


def _parts(word: str, room: float, size: float) -> list[str]:
    """Return a long word in two parts: before the last part of a compound, else between syllables."""
    bare = word.rstrip("-/")
    ends = [len(bare) - len(end) for end in ENDS if bare.endswith(end) and len(bare) > len(end) + 2]
    breaks = [found.start(1) for found in ONSET.finditer(bare)]
    for at in (*ends, *sorted(set(breaks), reverse=True)):
        if 1 < at < len(bare) - 1 and width(f"{bare[:at]}-", size) <= room:
            rest = word[at:]
            return [f"{bare[:at]}-", rest if width(rest, size) <= room else _cut(rest, room, size)]
    return [_cut(word, room, size)]


def _cut(word: str, room: float, size: float) -> str:
    """Return as much of a word as fits, with a stop after a consonant; ``-buurt`` keeps its b."""
    bare = word.rstrip("-/.,")
    if width(bare, size) <= room:
        return bare
    tail = "b." if bare.endswith("buurt") else "."
    kept = bare.removesuffix("buurt") if tail == "b." else bare
    while len(kept) > 1 and (width(kept + tail, size) > room or kept[-1].lower() in "aeiouyé -/"):
        kept = kept[:-1]
    return kept + tail
