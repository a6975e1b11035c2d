"""Allocations by wijk: figures 1.3 and 1.4 with their classes, and Table 1.5."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import in_note_order
from spreiding.edition.chapters.maps import map_figure, rounded_notes
from spreiding.edition.parts import Block, Section, Table, Text
from spreiding.publish.labels import area_label, band_labels, count_of, names_of, source_line
from spreiding.publish.maps.classes import NOTE_EDGES, drawn_shares
from spreiding.publish.tables.shapes import bands_spec, share_row
from spreiding.publish.tables.table import spec_of
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.figures import Figures
    from spreiding.edition.run import Run
    from spreiding.publish.tables.spec import Spec

#: A share of rentals is shown for more rentals than this (documentation, page method, section 5).
MIN_RENTALS = 10
#: Table 1.5 names districts with more than the first share, or at least the second as it is printed (one
#: decimal); the second is derived from the districts named.
STANDS_OUT = {"share_of_rentals": 0.50, "share_of_stock": 0.012}
#: Numbers of the maps in the note.
FIGURES = {"share_of_rentals": "1.3", "share_of_stock": "1.4"}


def chapter(run: Run, lang: Lang) -> Section:
    """Show the two maps of shares by wijk, how many are in each class, and those that stand out."""
    found = run.figures
    rentals, stock = band_counts(found)
    blocks: list[Block | None] = [
        Text(_text(found, rentals, lang)),
        _map(found, "share_of_rentals", lang),
        _bands(found, rentals, "share_of_rentals", lang),
    ]
    if stock is not None:
        blocks += [
            Text(_stock_text(stock, lang)),
            _map(found, "share_of_stock", lang),
            _bands(found, stock, "share_of_stock", lang),
        ]
    blocks += [
        Text(_standing_out(found, lang)),
        Table(stands_out(found, lang), sentence("table-number", lang, n="1.5")),
    ]
    title = sentence("ois-districts-title", lang)
    return Section("wijken", title, tuple(block for block in blocks if block is not None))


def band_counts(found: Figures) -> tuple[Any, Any]:
    """Return the classes of shares of rentals (wijken with enough of them) and of shares of the stock."""
    from spreiding.counts.classes import bands  # noqa: PLC0415  heavy

    rows = {row["area"]: row for row in found.districts.to_dicts() if row["group"] == "all"}
    drawn = {v: list(drawn_shares(rows, v, MIN_RENTALS, edges).values()) for v, edges in NOTE_EDGES.items()}
    rentals = bands(drawn["share_of_rentals"], NOTE_EDGES["share_of_rentals"])
    stock = bands(drawn["share_of_stock"], NOTE_EDGES["share_of_stock"]) if drawn["share_of_stock"] else None
    return rentals, stock


def stands_out(found: Figures, lang: Lang) -> Spec:
    """Return Table 1.5: the wijken with a share above one of the two thresholds."""
    spec = spec_of(found.districts, lang=lang)
    names = names_of(found.districts.counts.areas)
    rows = {row["area"]: row for row in found.districts.to_dicts() if row["group"] == "all"}

    def high(row: dict[str, Any]) -> bool:
        of_rentals, of_stock = row["share_of_rentals"], row["share_of_stock"]
        few = row["rentals"] is not None and row["rentals"] <= MIN_RENTALS
        many = of_rentals is not None and not few and of_rentals > STANDS_OUT["share_of_rentals"]
        coded = row.get("status") == "topcoded"
        return many or coded or (of_stock is not None and _printed(of_stock) >= STANDS_OUT["share_of_stock"])

    chosen = [code for code in in_note_order(list(rows)) if high(rows[code])]
    first = replace(spec.columns[0], label=sentence("ois-district", lang))
    return replace(
        spec,
        caption=sentence("ois-districts-high", lang, period=found.when(lang)),
        columns=(first, *spec.columns[1:]),
        rows=tuple(share_row(rows[code], area_label(code, names, lang), lang) for code in chosen),
        total=False,
        name="tabel 1.5",
    )


def _printed(share: float) -> float:
    """Return a share of the stock as it is printed, with one decimal of a percentage."""
    return float(notation.rounded(share * 100, 1) / 100)


def _map(found: Figures, value: str, lang: Lang) -> Any:
    return map_figure(
        found.districts,
        found.districts.counts.areas,
        number=sentence("figure-number", lang, n=FIGURES[value]),
        caption=sentence("ois-districts-map", lang, of=value, period=found.when(lang)),
        lang=lang,
        value=value,
    )


def _bands(found: Figures, bands: Any, value: str, lang: Lang) -> Table:
    spec = replace(
        bands_spec(bands, lang=lang),
        caption=sentence("ois-bands-caption", lang, of=value, least=MIN_RENTALS),
        notes=rounded_notes(found.districts, lang, value),
        source=source_line(found.districts.counts.source, lang),
        name=f"klassen {FIGURES[value]}",
    )
    return Table(spec, sentence("ois-bands-number", lang, n=FIGURES[value]))


def _text(found: Figures, bands: Any, lang: Lang) -> str:
    n, spread = sum(bands.counts), _spread(bands, lang)
    if found.districts.protection is not None:
        return sentence("ois-districts-shown", lang, n=n, spread=spread, least=MIN_RENTALS)
    return sentence("ois-districts-let", lang, n=n, spread=spread, least=MIN_RENTALS)


def _stock_text(bands: Any, lang: Lang) -> str:
    return sentence("ois-districts-stock", lang, n=sum(bands.counts), spread=_spread(bands, lang))


def _spread(bands: Any, lang: Lang) -> str:
    """Write how many wijken are in each class."""
    parts = [
        sentence("areas-in-class", lang, areas=count_of(n, ["E16"], lang), label=label)
        for n, label in zip(bands.counts, band_labels(bands, lang=lang), strict=True)
    ]
    return notation.listing(parts, lang=lang)


def _standing_out(found: Figures, lang: Lang) -> str:
    cuts = [
        notation.percent(STANDS_OUT["share_of_rentals"], lang=lang, sign=True),
        notation.percent(STANDS_OUT["share_of_stock"], 1, lang=lang, sign=True),
    ]
    hidden = sentence("ois-high-hidden", lang)
    text = sentence("ois-high-text", lang, rentals=cuts[0], stock=cuts[1])
    return f"{text} {hidden}" if found.protected else text
