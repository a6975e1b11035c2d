"""What chapters over periods write alike: shares with their signs, tables with a column per period, differences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import in_note_order
from spreiding.counts.counts import ALL
from spreiding.disclosure.figures import p_class
from spreiding.disclosure.symbols import cells, note, share_text
from spreiding.edition import naming
from spreiding.publish.labels import source_line
from spreiding.publish.tables.spec import TOP_CODE, Column, Row, Spec
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.edition.run import Run


def say(run: Run, code: str, /, **data: Any) -> str:
    """Return a sentence of the catalogue in the language of the run."""
    return sentence(code, run.lang, **data)


def number(run: Run, value: float | None) -> str:
    """Write a number."""
    return notation.number(value, lang=run.lang)


def percent(run: Run, value: float | None, decimals: int | None = None) -> str:
    """Write a share with its sign: one decimal, on a protected page none."""
    places = (0 if run.protected else 1) if decimals is None else decimals
    return notation.percent(value, places, lang=run.lang, sign=True)


def share(run: Run, row: Row) -> str:
    """Write the share of rentals of a row, with the sign of one that protection made coarse."""
    if run.protected or row.get("status"):
        text = share_text(row, lang=run.lang)
        return text if text in {notation.SUPPRESSED, notation.NIL} else f"{text}%"
    return percent(run, row["share_of_rentals"])


def points(run: Run, value: float | None) -> str:
    """Write a difference of shares in percentage points."""
    return notation.difference(None if value is None else 100 * value, 0 if run.protected else 1, lang=run.lang)


def rows_of(shares: Any, group: str = ALL) -> list[Row]:
    """Return the rows of a group."""
    rows: list[Row] = shares.to_polars().filter(pl.col("group") == group).to_dicts()
    return rows


def places(shares: Any, group: str = ALL) -> list[str]:
    """Return the areas with lettings or dwellings in some period, in the order of print."""
    codes = {row["area"] for row in rows_of(shares, group) if row["rentals"] != 0 or row["stock"]}
    return in_note_order([code for code in codes if code is not None])


def located(shares: Any) -> Any:
    """Return shares without the lettings that have no place."""
    frame = shares.to_polars()
    keep = [code for code in frame.get_column("area").unique() if naming.is_place(code)]
    return replace(shares, frame=frame.filter(pl.col("area").is_in(keep)))


def city_rows(run: Run, group: str = ALL) -> dict[str, Row]:
    """Return the rows of the whole municipality by period."""
    key = str(run.figures.kind)
    return {row[key]: row for row in rows_of(run.figures.periods, group)}


def by_period(
    run: Run, shares: Any, level: str, *, measure: str = "share_of_rentals", group: str = ALL, caption: str, name: str
) -> Spec:
    """Return a table of a measure: an area per row, a period per column, the municipality last."""
    key, lang = str(run.figures.kind), run.lang
    held = {(row["area"], row[key]): cells(row, lang=lang) for row in rows_of(shares, group)}
    codes = run.figures.codes
    shown = [
        {
            "area": naming.label(shares, place, lang),
            "code": place,
            **{code: held.get((place, code), {}).get(measure) for code in codes},
        }
        for place in places(shares, group)
    ]
    city = {code: cells(row, lang=lang).get(measure) for code, row in city_rows(run, group).items()}
    shown.append({"area": naming.city(run), **city})
    kind = "share" if measure.startswith("share") else "number"
    decimals = {"share_of_rentals": 0, "share_of_stock": 1}.get(measure, 0)
    top = TOP_CODE if measure == "share_of_rentals" else None
    columns = (
        Column("area", naming.noun(run, level), "text"),
        *(Column(code, naming.period(run, code), kind, decimals, top) for code in codes),  # type: ignore[arg-type]
    )
    return Spec(
        caption,
        columns,
        tuple(shown),
        total=True,
        notes=notes(run, shares, group),
        source=source(run),
        name=name,
        lang=lang,
    )


def notes(run: Run, shares: Any, group: str | None = None, *, of_rentals: bool = True) -> tuple[str, ...]:
    """Return the notes below a table of shares: partial periods, ground that was added, what protection did."""
    cut = [naming.period(run, code) for code in run.figures.partial]
    told = [say(run, "note-partial", periods=cut)] if cut else []
    return tuple(filter(None, [*told, *joined(run), note(shares, lang=run.lang, group=group, of_rentals=of_rentals)]))


def joined(run: Run) -> list[str]:
    """Say which areas became part of the municipality within the period, a sentence per day."""
    exact, days = run.figures.exact, run.figures.exact.counts.joined
    of_day = {day: [code for code in days if days[code] == day] for day in sorted(set(days.values()))}
    return [
        say(run, "note-joined", day=notation.day(day, lang=run.lang), n=len(codes),
            places=listing(run, [naming.label(exact, code, run.lang) for code in codes]))
        for day, codes in of_day.items()
    ]  # fmt: skip


def source(run: Run) -> str:
    """Return the source line of the study."""
    if run.study.synthetic or not run.study.source:
        return source_line(run.study.rentals.source, run.lang)
    return say(run, "source-line", source=run.study.source)


def title_period(run: Run) -> str:
    """Return the periods that stand side by side, for a caption."""
    codes = run.figures.codes
    return (
        naming.period(run, codes[0])
        if len(codes) == 1
        else f"{naming.period(run, codes[0])}–{naming.period(run, codes[-1])}"
    )


def verdict(run: Run, row: Row) -> str:
    """Say whether a difference is more than chance; whether it is so by first lettings of new dwellings alone."""
    if row.get("difference") is None:
        return say(run, "change-none")
    if row["direction"] is None:
        return say(run, "change-chance")
    word = say(run, f"change-{row['direction']}")
    return f"{word}*" if row.get("holds") is False else word


#: Codes of the words for a difference: ``change-higher``, ``change-lower``.
DIRECTIONS = ("change-higher", "change-lower")


def q_text(run: Run, value: float | None) -> str:
    """Write a rate of false alarms: on a protected page as a class."""
    if run.protected:
        return p_class(value, lang=run.lang)
    return "" if value is None else p_text(run, value)


def p_text(run: Run, p: float | None) -> str:
    """Write a p to three decimals; a smaller one as such.

    A p of exactly 0 does not exist.
    """
    if p is not None and p < 0.001:
        return f"< {notation.number(0.001, 3, lang=run.lang)}"
    return notation.number(p, 3, lang=run.lang)


def shown_difference(run: Run, row: Row, printed: dict[tuple[str, str], Row]) -> float | None:
    """Return the difference to print: on a protected page that of the two shares as they are printed."""
    if not run.protected:
        found: float | None = row["difference"]
        return found
    ends = [printed.get((row["unit"], row[end])) for end in ("from", "to")]
    if any(
        end is None or end.get("status") not in {"shown", "rounded"} or end["share_of_rentals"] is None for end in ends
    ):
        return None
    before, after = (
        float(notation.percent(end["share_of_rentals"], lang="en")) / 100 for end in ends if end is not None
    )
    return after - before


def listing(run: Run, words: Sequence[str], most: int = 5) -> str:
    """Write an enumeration; of a long one the first and how many more."""
    if len(words) <= most:
        return notation.listing(words, lang=run.lang)
    return say(run, "and-more", first=", ".join(words[:most]), n=len(words) - most)
