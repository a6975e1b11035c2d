"""Results of statistics as tables for a reader: names and words in place of codes, and no more decimals than tell.

Results per area show the columns that answer the question, those that stand out first; ``.to_polars()`` has all of
them. A result of one number shows a row per measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import gebied_names
from spreiding.publish.charts.space import cluster_label
from spreiding.publish.labels import area_label, group_label, headings, level_noun, names_of, noun_of, nouns_of
from spreiding.publish.tables.spec import Column, Kind, Row, Spec
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spreiding.base.types import Lang


@dataclass(frozen=True)
class Shown:
    """A column that is shown: its key, its kind and decimals, and the sentence that heads it."""

    key: str
    kind: Kind = "number"
    decimals: int = 0
    heading: str = ""

    def column(self, lang: Lang) -> Column:
        """Return the column with its heading."""
        return Column(self.key, sentence(f"shown-{self.heading or self.key}", lang), self.kind, self.decimals)


SHARE, INTERVAL = Shown("share", "share", 1), Shown("interval", "text")
P, Q = Shown("p", "text"), Shown("q", "text")
GROUP, WHY = Shown("group", "text"), Shown("reason", "text")
#: Result -> the columns that it shows after its area.
COLUMNS: dict[str, tuple[Shown, ...]] = {
    "Funnel": (
        SHARE, Shown("n"), Shown("observed"), Shown("expected", decimals=1), Shown("excess", "difference", 1),
        INTERVAL, P, Q, Shown("verdict", "text"),
    ),
    "Smoothed": (SHARE, Shown("smoothed", "share", 1), INTERVAL, Shown("own_weight", "share", 0, "own-weight")),
    "LocationQuotients": (GROUP, SHARE, Shown("quotient", decimals=2), INTERVAL),
    "Certainty": (
        SHARE, Shown("class"), Shown("certainty", "share"), Shown("likeliest"),
    ),
    "LocalMoran": (
        Shown("value", decimals=3), Shown("lag", decimals=3), Shown("cluster", "text"), Shown("i", decimals=2),
        P, Q, WHY,
    ),
    "LocalGetisOrd": (Shown("value", decimals=3), Shown("z", decimals=2), P, Q, WHY),
    "Decomposition": (
        GROUP, Shown("share_of_stock", "share", 2, "share-of-stock"), Shown("reference", "share", 2),
        Shown("difference", "share_difference", 2), Shown("supply", "share_difference", 2),
        Shown("selection", "share_difference", 2), Shown("raised_by", "text", heading="raised-by"),
    ),
    "NestedEntropy": (Shown("total"), Shown("h", decimals=3), Shown("within", decimals=4)),
    "Neighbours": (Shown("neighbour", "text"), Shown("weight", decimals=3)),
    "Stock": (Shown("date", "text"), Shown("corporation", "text"), Shown("stock")),
}  # fmt: skip
#: Result of one number -> the measures that it shows: key, kind and decimals.
MEASURES: dict[str, tuple[Shown, ...]] = {
    "Autocorrelation": (
        Shown("value", decimals=3, heading="statistic"), Shown("expected", decimals=3, heading="no-pattern"),
        Shown("z_rand", decimals=2, heading="z"), Shown("p_rand", "text", heading="p-by-formula"),
        Shown("p_sim", "text", heading="p-by-simulation"), Shown("n", heading="areas"),
        Shown("n_islands", heading="islands"), Shown("dropped", "text"), Shown("permutations"), WHY,
    ),
    "Spread": (
        Shown("value", decimals=3, heading="index"), INTERVAL, Shown("expected", decimals=3, heading="by-chance"),
        Shown("systematic", decimals=3), P, Shown("group", "text"), Shown("against", "text"),
        Shown("n_areas", heading="areas"), Shown("iterations"),
    ),
}  # fmt: skip
#: Key of the order: what stands out comes first, and what has none comes last.
FIRST = {"Funnel": "q", "LocalMoran": "q_sim", "LocalGetisOrd": "q_sim"}
#: Result -> which of its rows its caption counts.
STANDING_OUT: dict[str, Callable[[Row], bool]] = {
    "Funnel": lambda row: bool(row["flagged"]),
    "Certainty": lambda row: (row["certainty"] or 0) > 1 / 2,
    "LocalMoran": lambda row: row["q_sim"] is not None and row["q_sim"] <= ALPHA,
    "LocalGetisOrd": lambda row: row["q_sim"] is not None and row["q_sim"] <= ALPHA,
}
#: Why an area has no outcome, as the result tells it -> its sentence.
REASONS = {"no value": "shown-no-value", "no neighbours with a value": "shown-no-neighbours"}
ALPHA = 0.05  #: False-discovery rate of the captions.
LIMITS = ("lower", "upper")


def per_area(found: Any, *, lang: Lang = "nl") -> Spec:
    """Shape a result with a row per area (or another unit)."""
    kind, rows = type(found).__name__, found.to_polars().to_dicts()
    if kind in FIRST:
        rows.sort(key=lambda row: (row[FIRST[kind]] is None, row[FIRST[kind]] or 0.0))
    head = "parent" if kind == "NestedEntropy" else "area"
    codes = [str(row[head]) for row in rows if row.get(head) is not None]
    names = _names(found)
    told = [_row(row, found, names, lang) for row in rows]
    keys = _heads(found, rows[0] if rows else {}, head)
    columns = [
        *(Column(k, noun_of(codes, lang) if k == head else headings(lang).get(k, k), "text") for k in keys),
        *(s.column(lang) for s in COLUMNS[kind] if s.key not in keys and _there(s.key, told)),
    ]
    said = _caption_data(found, rows, codes, lang)
    return Spec(sentence(f"shown-as-{kind.lower()}", lang, **said), tuple(columns), tuple(told), lang=lang)


def one_number(found: Any, *, lang: Lang = "nl") -> Spec:
    """Shape a result of one number as a row per measure that it has."""
    kind = next(base.__name__ for base in type(found).__mro__ if base.__name__ in MEASURES)
    held = found.to_polars().to_dicts()[0]
    names = _names(found)
    values = _row(held | {"dropped": len(held.get("dropped") or ()) or None}, found, names, lang)
    rows = [
        {"measure": column.label, "value": column.show(values, lang)}
        for column in (shown.column(lang) for shown in MEASURES[kind])
        if values.get(column.key) is not None
    ]
    what = held["index"] if kind == "Spread" else type(found).__name__.lower()
    columns = (
        Column("measure", sentence("shown-measure", lang), "text"),
        Column("value", sentence("shown-number", lang)),
    )
    return Spec(sentence("shown-as-number", lang, what=what), columns, tuple(rows), lang=lang)


def _names(found: Any) -> dict[str, str]:
    """Return the names of areas that a result knows, and of the areas above them."""
    areas = getattr(found, "areas", None)
    if areas is None:
        return {}
    above = {code: name for names in areas.parent_names.values() for code, name in names.items()}
    return {**gebied_names(), **above, **names_of(areas)}


def _heads(found: Any, row: Row, head: str) -> list[str]:
    """Return the columns that say which unit a row is: its area, and other keys."""
    if head in row and type(found).__name__ in {"NestedEntropy", "Neighbours", "Stock", "LocalMoran", "LocalGetisOrd"}:
        return [head]
    first = next((i for i, name in enumerate(row) if name in {"group", "share", "stock"}), 1)
    return list(row)[:first]


def _there(key: str, rows: Sequence[Row]) -> bool:
    return any(row.get(key) is not None for row in rows)


def _row(row: Row, found: Any, names: dict[str, str], lang: Lang) -> Row:
    """Return a row as it is printed: names, words, intervals and rounded chances."""
    said: Row = {name: area_label(row[name], names, lang) for name in ("area", "parent", "neighbour") if row.get(name)}
    said["code"] = row.get("area") or row.get("parent")
    said |= {name: group_label(row[name], lang) for name in ("group", "against") if row.get(name)}
    for name in ("p", "q", "p_rand", "p_sim"):
        said[name] = notation.chance(row.get(name), lang=lang)
    if "p_sim" in row and "q_sim" in row:
        said |= {"p": said["p_sim"], "q": notation.chance(row["q_sim"], lang=lang)}
    said["interval"] = _interval(row, found, lang)
    if row.get("flagged") is not None:
        way = "chance" if not row["flagged"] else "higher" if row["excess"] > 0 else "lower"
        said["verdict"] = sentence(f"verdict-{way}", lang)
    if row.get("quadrant"):
        said["cluster"] = cluster_label(row["quadrant"], lang=lang)
    if "raised_by" in row:
        said["raised_by"] = sentence(f"shown-{row['raised_by']}", lang) if row["raised_by"] else "-"
    if "reason" in row:
        said["reason"] = sentence(REASONS.get(row["reason"], "shown-not-defined"), lang) if row["reason"] else None
    for name in ("class", "likeliest"):
        said |= {name: row[name] + 1} if row.get(name) is not None else {}
    return {**row, **said}


def _interval(row: Row, found: Any, lang: Lang) -> str | None:
    """Write an interval in the unit of its number."""
    low, high = (row.get(f"excess_{end}", row.get(end)) for end in LIMITS)
    if low is None or high is None:
        return None
    kind = type(found).__name__
    if kind == "Smoothed":
        ends = [notation.percent(v, 1, lang=lang) for v in (low, high)]
    else:
        write = notation.difference if kind == "Funnel" else notation.number
        ends = [write(v, {"Funnel": 1, "LocationQuotients": 2}.get(kind, 3), lang=lang) for v in (low, high)]
    return sentence("from-to", lang, low=ends[0], high=ends[1])


def _caption_data(found: Any, rows: Sequence[Row], codes: Sequence[str], lang: Lang) -> dict[str, str]:
    """Return what the caption of a result says."""
    kind, nouns = type(found).__name__, nouns_of(codes, lang)
    if kind in STANDING_OUT:
        n = sum(STANDING_OUT[kind](row) for row in rows)
        said = {"n": notation.number(n, lang=lang), "areas": nouns.count(len(rows), lang)}
        return said | ({"share": notation.percent(found.share, 1, lang=lang, sign=True)} if kind == "Funnel" else {})
    if kind == "Smoothed":
        return {"areas": nouns.more, "share": notation.percent(found.mean, 1, lang=lang, sign=True)}
    if kind == "Decomposition":
        return {"areas": nouns.one, "with": "city" if found.compared_with == "city" else "earlier"}
    if kind == "NestedEntropy":
        share = notation.percent(found.between / found.h if found.h else 0.0, lang=lang, sign=True)
        return {
            "h": notation.number(found.h, 3, lang=lang),
            "share": share,
            "level": level_noun(found.level, codes, lang),
        }
    if kind == "Stock":
        when = notation.listing([notation.day(day, lang=lang) for day in found.dates], lang=lang)
        return {"areas": nouns.count(len(set(codes)), lang), "when": when or "none"}
    return {"areas": nouns.one}
