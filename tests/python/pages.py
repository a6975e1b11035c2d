"""Pages of every kind, for the tests that look at them: the example, protected, in English, over years, with bad names.

All numbers are SYNTHETIC.
"""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import spreiding as sp
from spreiding.areas.areas import Areas
from spreiding.areas.tiles import tiles
from spreiding.edition.chapters.maps import choices, map_figure
from spreiding.edition.contents import sections
from spreiding.edition.parts import Figure, Heading, Key, Section, Table, Text
from spreiding.edition.render import html
from spreiding.edition.run import Run
from spreiding.publish.charts import bars, style
from spreiding.publish.tables.spec import Column, Spec
from spreiding.publish.tables.table import spec_of

GROUPS = ("met_begeleiding", "zonder_begeleiding", "statushouders")
YEARS = tuple(str(year) for year in range(2016, 2022))
#: What a name in a file may hold: ends of scripts, formulas, control characters, quotes.
BAD = "</script><b>\x00=HYPERLINK(1)\"'&"


def shares_of(areas, seed):
    """Made-up shares of every area and group, in one year."""
    chance = random.Random(seed)
    rows = []
    for code in areas.codes:
        rentals = chance.randrange(0, 150)
        parts = [min(rentals // 4, chance.randrange(0, 25)) for _ in GROUPS]
        rows += [
            {"area": code, "group": group, "allocations": n, "rentals": rentals}
            for group, n in zip(GROUPS, parts, strict=True)
        ]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    counts = sp.Counts.from_frame(columns, group="group", areas=areas, public=True)
    stock = {"area": areas.codes, "stock": [chance.randrange(800, 9000) for _ in areas.codes]}
    return sp.shares(counts, stock)


def figure_of(shares, areas, at, **options):
    """A map that a reader can choose."""
    return map_figure(
        shares, areas, number="", caption="Toewijzingen per jaar", lang="nl", at=at, name="jaren", **options
    )


def bar_of(shares, year):
    """A chart with bars that a reader can choose."""
    chart = bars.composition_chart(shares, legend=False)
    rows = [
        {"area": f"{code} {name}", "code": code, **dict.fromkeys(GROUPS, 0.25)}
        for code, name in zip(shares.counts.areas.codes, shares.counts.areas.names, strict=True)
    ]
    columns = (Column("area", "wijk", "text"), *(Column(g, g, "share") for g in GROUPS))
    legend = tuple(Key(colour, group) for colour, group in zip(style.GROUP_COLOURS, GROUPS, strict=True))
    data = Spec(f"Samenstelling {year}", columns, tuple(rows))
    return Figure(
        chart,
        "",
        f"Samenstelling {year}",
        str(chart.description),
        legend,
        data,
        at=(("jaar", year),),
        name="samenstelling",
    )


@cache
def over_years():
    """Return the sections of a page over six years, with choices of year, group, measure and level."""
    wijk, gebied = tiles("wijk"), tiles("gebied")
    figures, bars_ = [], []
    for i, year in enumerate(YEARS):
        for level, areas in (("wijk", wijk), ("gebied", gebied)):
            shares = shares_of(areas, i)
            for group in ("all", *GROUPS):
                for value, measure in (("share_of_rentals", "verhuringen"), ("share_of_stock", "voorraad")):
                    at = (("jaar", year), ("niveau", level), ("groep", group), ("maat", measure))
                    told = figure_of(shares, areas, at, group=group, value=value)
                    figures.append(replace(told, notes=(f"Noot bij {year}.",)))
        bars_.append(bar_of(shares_of(gebied, i), year))
    spec = replace(spec_of(shares_of(wijk, 0)), name="wijken", notes=("Een noot.", "Gedeeld."))
    other = replace(spec_of(shares_of(gebied, 0)), name="gebieden", notes=("Gedeeld.",))
    return [
        Section(
            "jaren-a",
            "Jaren",
            (
                Text("Zes jaren."),
                Heading("Kaarten"),
                choices(figures),
                choices(bars_),
                Heading("Tabellen"),
                Table(spec),
                Table(other),
            ),
            notes=("Een noot van het hoofdstuk.",),
        )
    ]


@cache
def with_bad_names():
    """Return the sections of a page about areas with names that break careless pages."""
    codes = ["W0", "W1", "W2", "W3"]
    areas = Areas.from_tiles(codes, [f"{BAD} {i}" for i in range(4)], [0, 1, 0, 1], [0, 0, 1, 1])
    shares = shares_of(areas, 1)
    at = [(("groep", group),) for group in ("all", GROUPS[0])]
    figures = [figure_of(shares, areas, where, group=where[0][1]) for where in at]
    return [Section("namen", BAD, (Text(BAD), choices(figures), bar_of(shares, "2020"), Table(spec_of(shares))))]


@cache
def run(*, protected=False, lang="nl"):
    """Return a run of the example."""
    return Run(sp.examples.amsterdam_2016_2017().edition(unprotected=not protected), lang)


@cache
def edition():
    """Return a run of the protected edition of six years."""
    return Run(sp.examples.amsterdam_years().edition(unprotected=False), "nl")


def run_of(kind):
    """Return the run of a kind of page."""
    if kind == "edition":
        return edition()
    if kind == "internal":
        return Run(replace(sp.examples.amsterdam_2016_2017(), unprotected="internal"), "nl")
    return run(protected=kind == "protected", lang="en" if kind == "english" else "nl")


@cache
def sections_of(kind):
    """Return the sections of a kind of page."""
    own = {"years": over_years, "names": with_bad_names, "internal": with_bad_names}
    return own[kind]() if kind in own else sections(run_of(kind))


@cache
def page(kind):
    """Return a page as text."""
    return html.render(run_of(kind), sections_of(kind)).decode()


KINDS = ("example", "protected", "english", "years", "names")
