"""The programme: agreed, delivered and waiting per group. Persons are never added to dwellings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.disclosure.symbols import count_text
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.delivered import plain
from spreiding.edition.parts import Block, Items, Section, Table, Text
from spreiding.publish.tables.spec import Column, Row, Spec
from spreiding.words import notation

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run

#: On a protected page the waiting of a group is told from this many households (EDITION, section 4).
LEAST = 10
ALL = "all"
WAITS = ("within_3_months", "from_3_to_6_months", "beyond_6_months")


def chapter(run: Run, lang: Lang) -> Section | None:
    """Show the programme; a study without agreements, waiting or published figures has no such chapter."""
    del lang
    made = run.figures.programme
    if made is None:
        return None
    rows = told(run)
    periods = list(dict.fromkeys(row["period"] for row in rows))
    last = next(
        (p for p in reversed(periods) if any(r["agreed"] is not None for r in rows if r["period"] == p)), periods[-1]
    )
    blocks: list[Block] = [Text(_in_words(run, rows, last)), Table(_spec(run, rows, (last,)))]
    if len(periods) > 1:
        mains = [row for row in rows if row["group"] == ALL]
        blocks.append(Table(_spec(run, mains, tuple(periods))))
    notes = tuple(_finding(run, row) for row in made.findings.to_dicts())
    if notes:
        blocks += [Text(say(run, "published-findings")), Items(notes)]
    return Section("programma", say(run, "title-programme"), tuple(blocks))


def told(run: Run) -> list[Row]:
    """Return the rows of the programme as they may be printed: a withheld number is None, with a status."""
    made = run.figures.programme
    rows: list[Row] = made.to_polars().to_dicts()
    if made.published or not run.protected:
        return [{**row, "status": "shown"} for row in rows if row["unit"] == "dwellings" or made.published]
    held = _protected(run)
    found = []
    for row in rows:
        if row["unit"] != "dwellings":
            continue
        code = row["main_group"] if row["group"] == ALL else row["group"]
        known = held.get((row["period"], code), {})
        shown = known.get("allocations")
        line = {**row, "delivered": shown, "status": "shown" if shown is not None else "suppressed"}
        if shown is None or shown < LEAST:
            line |= dict.fromkeys(WAITS)
            line["n"] = None
        if shown is None:
            line |= {"difference": None, "delivered_share": None}
        found.append(line)
    return found


def _protected(run: Run) -> dict[tuple[str, str], Row]:
    """Return what protection leaves of the numbers per period and code, main group or all."""
    key = str(run.figures.kind)
    tables = (run.figures.periods, *run.figures.codes_told)
    return {(row[key], plain(row["group"])): row for shares in reversed(tables) for row in shares.to_dicts()}


def _in_words(run: Run, rows: list[Row], period: str) -> str:
    whole = next((r for r in rows if r["period"] == period and r["main_group"] == ALL and r["group"] == ALL), None)
    if whole is None or whole["delivered"] is None:
        return say(run, "delivered-table", period=naming.period(run, period))
    n = common.number(run, whole["delivered"])
    text = say(run, "delivered-in", period=naming.period(run, period), n=n)
    if whole["agreed"] is not None:
        text += " " + say(run, "agreed-were", n=common.number(run, whole["agreed"]))
    target, counted = run.figures.programme.target, _counted(run, period)
    if target is not None and counted is not None:
        text += " " + say(run, "target-counted", target=common.number(run, target), n=common.number(run, counted))
    if whole["within_3_months"] is not None:
        text += " " + say(run, "waited-three", share=common.percent(run, whole["within_3_months"], 0))
    return text


def _counted(run: Run, period: str) -> int | None:
    """Return what counts toward the target; on a protected page only where no group of it is withheld."""
    made = run.figures.programme
    if run.protected and not made.published:
        rows = [row for row in told(run) if row["period"] == period and row["group"] != ALL]
        if any(row["delivered"] is None and row["counts_toward_target"] is False for row in rows):
            return None
    found: int | None = made.counted(period)
    return found


def _spec(run: Run, rows: list[Row], periods: tuple[str, ...]) -> Spec:
    """Return the table of some periods; a group per row, its main group above it."""
    one = len(periods) == 1
    shown = [_row(run, row) for row in rows if row["period"] in periods]
    columns = [] if one else [Column("period", say(run, "column-period"), "text")]
    columns += [
        Column("name", say(run, "column-group"), "text"),
        Column("agreed", say(run, "column-agreed")),
        Column("delivered", say(run, "column-delivered")),
        Column("difference", say(run, "column-missing"), "difference"),
        Column("delivered_share", say(run, "column-of-agreed"), "share"),
    ]
    if one:
        columns.append(Column("counts", say(run, "column-counts"), "text"))
    if any(row["n"] for row in rows):
        heading = say(run, "column-waiting")
        columns += [Column("within_3_months", say(run, "column-3-months"), "share", group=heading),
                    Column("from_3_to_6_months", say(run, "column-6-months"), "share", group=heading),
                    Column("n", say(run, "column-n"), group=heading)]  # fmt: skip
    notes = [say(run, "note-programme")]
    if run.protected:
        notes.append(say(run, "note-programme-protected", n=LEAST))
    caption = say(
        run,
        "caption-programme",
        period="–".join(naming.period(run, p) for p in dict.fromkeys((periods[0], periods[-1]))),
    )
    return Spec(caption, tuple(columns), tuple(shown), total=one, notes=tuple(notes), source=common.source(run),
                name="programma" if one else "programma per periode", lang=run.lang)  # fmt: skip


def _row(run: Run, row: Row) -> Row:
    main = row["group"] == ALL
    name = naming.group(run, row["main_group"]) if main else str(row["name"] or row["group"])
    counts = {True: say(run, "yes"), False: say(run, "no"), None: ""}[row["counts_toward_target"]]
    blank = {key: "" for key in ("agreed", "difference", "delivered_share", *WAITS, "n") if row[key] is None}
    delivered = row["delivered"] or count_text({"allocations": row["delivered"]}, lang=run.lang)
    return {**row, **blank, "period": naming.period(run, row["period"]), "delivered": delivered,
            "name": name if main else f"– {name}", "counts": counts}  # fmt: skip


def _finding(run: Run, row: dict[str, Any]) -> str:
    """Write what was found about a published figure."""
    place = ", ".join(str(row[key]) for key in ("period", "main_group", "group") if row.get(key))
    return say(run, "published-finding", place=place, what=str(row.get("code", "")), found=str(row.get("found", "")))


def headline(run: Run) -> list[str]:
    """Return the message of the programme: delivered beside agreed, and within three months."""
    made = run.figures.programme
    if made is None:
        return []
    rows = told(run)
    agreed = [row for row in rows if row["main_group"] == ALL and row["group"] == ALL and row["agreed"] is not None]
    if not agreed or agreed[-1]["delivered"] is None:
        return []
    row = agreed[-1]
    text = say(run, "message-programme", period=naming.period(run, row["period"]), n=common.number(run, row["delivered"]),
               agreed=common.number(run, row["agreed"]))  # fmt: skip
    if row["within_3_months"] is not None:
        share = notation.percent(row["within_3_months"], lang=run.lang, sign=True)
        text += " " + say(run, "waited-three", share=share)
    return [text]
