"""The table of differences between two periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.areas.schemes import in_note_order
from spreiding.counts.counts import CITY
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say
from spreiding.publish.tables.spec import TOP_CODE, Column, Row, Spec
from spreiding.words import notation

if TYPE_CHECKING:
    from spreiding.edition.run import Run

#: Beside a difference that cannot be shown without the first lettings of new dwellings.
STAR = "*"


def change_spec(run: Run, level: str) -> Spec | None:
    """Return the differences of the share of rentals; nothing where there are no two periods to compare.

    On a protected page the difference is that of the two shares as they are printed, and interval, supply and selection
    are withheld: they follow from the number of rentals.
    """
    frame, pair = run.over_time.compared(level), run.over_time.pair
    if pair is None or not frame.height:
        return None
    shares, printed = run.figures.levels[level], printed_of(run, level)
    held = {row["unit"]: row for row in frame.to_dicts()}
    codes = in_note_order([code for code in held if naming.is_place(code) and _told(held[code])])
    rows = [{**_row(run, held[code], naming.label(shares, code, run.lang), printed), "code": code} for code in codes]
    if CITY in held:
        rows.append(_row(run, held[CITY], naming.city(run), {**printed, **_city(run)}))
    periods = [naming.period(run, code) for code in pair]
    decimals, top = (0, TOP_CODE) if run.protected else (1, None)
    columns = [
        Column("area", naming.noun(run, level), "text"),
        Column("before", say(run, "column-percent", period=periods[0]), "share", decimals, top),
        Column("after", say(run, "column-percent", period=periods[1]), "share", decimals, top),
        Column("difference", say(run, "column-difference"), "share_difference", decimals),
    ]
    if not run.protected:
        columns.append(Column("interval", say(run, "column-interval"), "text"))
    columns += [Column("verdict", say(run, "column-verdict"), "text"), Column("q", "q", "text")]
    if not run.protected and any(row["supply"] is not None for row in rows):
        columns += [Column("supply", say(run, "column-supply"), "share_difference", 2, group=say(run, "column-stock-change")),
                    Column("selection", say(run, "column-selection"), "share_difference", 2,
                           group=say(run, "column-stock-change"))]  # fmt: skip
    noun = naming.noun(run, level)
    caption = say(run, "caption-change", noun=noun, first=periods[0], last=periods[1])
    notes = [family(run, level)]
    notes += common.joined(run) if any(row["joined"] for row in held.values()) else []
    if any(row["verdict"].endswith(STAR) for row in rows):
        notes.append(say(run, "note-new"))
    if run.protected:
        notes.append(say(run, "note-difference-printed"))
    return Spec(caption, tuple(columns), tuple(rows), total=CITY in held, notes=tuple(notes), source=common.source(run),
                name=f"verandering per {level}", lang=run.lang)  # fmt: skip


def family(run: Run, level: str) -> str:
    """Say what higher and lower mean, and over how many areas the rate of false alarms was held."""
    tested = sum(
        row["q"] is not None for row in run.over_time.compared(level).to_dicts() if naming.is_place(row["unit"])
    )
    return say(run, "note-q", nouns=naming.number_of(run, level, tested))


def _told(row: Row) -> bool:
    return row["share_from"] is not None or row["share_to"] is not None


def printed_of(run: Run, level: str) -> dict[tuple[str, str], Row]:
    """Return the rows as printed by area and period."""
    key = str(run.figures.kind)
    return {(row["area"], row[key]): row for row in common.rows_of(run.figures.levels[level])}


def _city(run: Run) -> dict[tuple[str, str], Row]:
    return {(CITY, code): row for code, row in common.city_rows(run).items()}


def _row(run: Run, row: Row, label: str, printed: dict[tuple[str, str], Row]) -> Row:
    ends = [printed.get((row["unit"], row[end])) for end in ("from", "to")]
    shares = [notation.SUPPRESSED if end is None else _share(run, end) for end in ends]
    difference = common.shown_difference(run, row, printed)
    q = row["p"] if row["unit"] == CITY else row["q"]
    bounds = (row["lower"], row["upper"])
    interval = (
        ""
        if None in bounds
        else say(run, "from-to", low=common.points(run, bounds[0]), high=common.points(run, bounds[1]))
    )
    shown: Row = {
        "area": label,
        "before": shares[0],
        "after": shares[1],
        "difference": difference,
        "interval": interval,
    }
    known = difference is not None
    return {
        **shown,
        "verdict": common.verdict(run, row) if known else say(run, "change-none"),
        "q": common.q_text(run, q) if known else "",
        "supply": row["supply"],
        "selection": row["selection"],
    }


def _share(run: Run, row: Row) -> float | str | None:
    """Return a share of rentals as a number, or as the sign or bound that protection leaves of it."""
    text = common.share(run, row).removesuffix("%")
    found: float | None = row["share_of_rentals"]
    plain = found is not None and text == notation.percent(found, 0 if run.protected else 1, lang=run.lang)
    return found if plain else text


def change_in_words(run: Run, level: str) -> str:
    """Say in how many areas the share differs by more than chance between the two periods that are compared."""
    rows = places_compared(run, level)
    first, last = (naming.period(run, code) for code in run.over_time.pair or ("", ""))
    shares = run.figures.levels[level]
    texts = []
    for way in ("higher", "lower"):
        found = [
            naming.label(shares, row["unit"], run.lang) + ("*" if row.get("holds") is False else "")
            for row in rows
            if row["direction"] == way
        ]
        if found:
            texts.append(say(run, f"change-in-{way}", nouns=naming.number_of(run, level, len(found)),
                             places=common.listing(run, found)))  # fmt: skip
    whole = naming.number_of(run, level, len(rows))
    if not texts:
        noun = naming.noun(run, level)
        return say(run, "change-nowhere", first=first, last=last, n=len(rows), noun=noun, nouns=whole)
    texts += [say(run, "change-by-new")] if any("*" in text for text in texts) else []
    return " ".join([say(run, "change-somewhere", first=first, last=last, nouns=whole), *texts])


def change_finding(run: Run, level: str) -> str:
    """Say in a sentence how many areas have a higher and a lower share than in the period it is compared with."""
    rows = places_compared(run, level)
    first, last = (naming.period(run, code) for code in run.over_time.pair or ("", ""))
    n = {way: sum(row["direction"] == way for row in rows) for way in ("higher", "lower")}
    ways = [way for way in n if n[way]]
    way = "both" if len(ways) == 2 else ways[0] if ways else "none" if len(rows) > 1 else "one"
    told = {name: naming.number_of(run, level, at) for name, at in (("all", len(rows)), *n.items())}
    return say(run, "finding-change", way=way, **told, less=str(n["lower"]), first=first, last=last)


def places_compared(run: Run, level: str) -> list[Row]:
    """Return the differences of areas of which both shares are printed."""
    return [row for row in shown_changes(run, level) if naming.is_place(row["unit"])]


def shown_changes(run: Run, level: str) -> list[Row]:
    """Return the differences between the two periods of which both shares are printed."""
    compared = run.over_time.compared(level)
    if not compared.height:
        return []
    printed = printed_of(run, level)
    rows = [row for row in compared.to_dicts() if row["difference"] is not None]
    return [row for row in rows if common.shown_difference(run, row, printed) is not None]
