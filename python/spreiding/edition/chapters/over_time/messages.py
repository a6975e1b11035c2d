"""Key messages: what the data say, each with its number and its uncertainty, before any table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.counts.counts import ALL, CITY
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common, programme, regression
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.chapters.over_time.compared import places_compared
from spreiding.edition.parts import Block, Items, Section, Text
from spreiding.words import notation

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section:
    """Say the total, its change, where shares changed, how uneven the spread is and what it is related to."""
    del lang
    messages = [_total(run), *_change(run), *_trend(run), *_places(run), *_spread(run), *_relation(run),
                *programme.headline(run)]  # fmt: skip
    lead = " ".join([*([say(run, "made-up")] if run.study.synthetic else []), messages[0]])
    reading = (
        say(run, "read-numbers", noun=naming.noun(run, naming.BASE)),
        say(run, "read-no-judgement", noun=naming.noun(run, naming.BASE)),
        say(run, "read-not-for-ever"),
        *common.joined(run),
    )
    blocks: list[Block] = [Text(lead, "lead")]
    if messages[1:]:
        blocks.append(Items(tuple(messages[1:])))
    blocks += [Text(say(run, "how-to-read")), Items(reading)]
    return Section("kort", say(run, "title-messages"), tuple(blocks))


def _total(run: Run) -> str:
    """Say how many dwellings went to the groups in the last period, and of what part that is."""
    code = run.over_time.last
    row = common.city_rows(run)[code]
    period = naming.period(run, code)
    if row["allocations"] is None or row["share_of_rentals"] is None:
        return say(run, "message-hidden", period=period, city=naming.in_city(run))
    n = common.number(run, row["allocations"])
    shown = common.share(run, row)
    if row.get("lower") is not None and not run.protected:
        low, high = (common.percent(run, row[end]) for end in ("lower", "upper"))
        text = say(run, "message-total", period=period, city=naming.in_city(run), n=n, rentals=common.number(run, row["rentals"]),
                   share=shown, low=low, high=high)  # fmt: skip
    else:
        text = say(run, "message-total-protected", period=period, city=naming.in_city(run), n=n, share=shown)
    if row["share_of_stock"] is not None:
        of_stock = notation.percent(row["share_of_stock"], 1 if run.protected else 2, lang=run.lang, sign=True)
        text += " " + say(run, "message-of-stock", share=of_stock)
    return text


def _change(run: Run) -> list[str]:
    """Say how the share of the municipality differs from the period before and from the first."""
    frame = run.over_time.changes.get(naming.BASE)
    if frame is None:
        return []
    last = run.over_time.last
    printed = {(CITY, code): row for code, row in common.city_rows(run).items()}
    found = []
    for row in frame.to_dicts():
        if row["unit"] != CITY or row["group"] != ALL or row["to"] != last or row["difference"] is None:
            continue
        difference = common.shown_difference(run, row, printed)
        if difference is None:
            continue
        before, after = naming.period(run, row["from"]), naming.period(run, last)
        size = common.points(run, difference)
        if row["direction"] is None:
            way = "same" if size == "0" else "other"
            found.append(say(run, "message-chance", way=way, before=before, after=after, difference=size))
            continue
        bounds = say(run, "beyond-chance")
        if not run.protected:
            ends = [common.points(run, row[end]) for end in ("lower", "upper")]
            bounds = say(run, "in-brackets", low=ends[0], high=ends[1])
        text = say(
            run, f"message-{row['direction']}", before=before, after=after, difference=size.lstrip("+−"), bounds=bounds
        )
        found.append(" ".join([text, *([say(run, "message-by-new")] if row.get("holds") is False else [])]))
    return found


#: Codes of the messages on a difference that is more than chance.
DIRECTIONS = ("message-higher", "message-lower")


def _trend(run: Run) -> list[str]:
    frame = run.over_time.trends.get(naming.BASE)
    if frame is None or run.protected:
        return []
    rows = [row for row in frame.to_dicts() if row["unit"] == CITY and row["group"] == ALL and row["slope"] is not None]
    codes = run.over_time.whole
    found = []
    for row in rows:
        code = "message-trend-chance" if row["direction"] is None else f"message-trend-{row['direction']}"
        found.append(say(run, code, first=naming.period(run, codes[0]), last=naming.period(run, codes[-1]),
                         slope=notation.number(abs(100 * row["slope"]), 1, lang=run.lang)))  # fmt: skip
    return found


def _places(run: Run) -> list[str]:
    """Say in how many areas of each level the share differs by more than chance; levels without any in one sentence."""
    pair, lang = run.over_time.pair, run.lang
    if pair is None:
        return []
    ends = {"first": naming.period(run, pair[0]), "last": naming.period(run, pair[1])}
    quiet, found = [], []
    for level in reversed(list(run.figures.levels)):
        rows = places_compared(run, level)
        if len(rows) < 2:  # what holds for a single area is no message
            continue
        ways = {way: sum(row["direction"] == way for row in rows) for way in ("higher", "lower")}
        nouns = naming.number_of(run, level, len(rows))
        if any(ways.values()):
            found.append(say(run, "message-places", **ends, nouns=nouns, **ways))
        else:
            quiet.append(nouns)
    if quiet:
        found.append(say(run, "message-places-none", **ends, nouns=notation.listing(quiet, lang=lang)))
    return found


def _spread(run: Run) -> list[str]:
    from spreiding.edition.chapters.over_time.spread import in_words  # noqa: PLC0415  beside its fellow

    return [in_words(run)] if any(group == ALL for _, group in run.over_time.spreads) else []


def _relation(run: Run) -> list[str]:
    if run.study.covariates is None or not run.over_time.fits.models:
        return []
    return [regression.in_words(run)]
