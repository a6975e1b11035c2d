"""The printed figures of the 2018 note beside the recomputed ones, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.edition.parts import Block, Items, Section, Table, Text
from spreiding.examples.note.by_district import band_counts
from spreiding.publish.labels import group_label, headings, period_label, whole_years
from spreiding.publish.tables.spec import TOP_CODE, Column, Row, Spec
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spreiding.base.types import Lang
    from spreiding.edition.figures import Figures
    from spreiding.edition.run import Run

#: Measures of Tables 1.2 and 1.5: column here, column in print, decimals.
MEASURES = (
    ("allocations", "allocations", 0),
    ("share_of_rentals", "pct_of_rentals", 0),
    ("share_of_stock", "pct_of_stock", 1),
)
#: Code of the whole city in the published tables.
CITY = (None, "", "STAD")


def chapter(run: Run, lang: Lang) -> Section | None:
    """Set every printed cell beside the recomputed one."""
    found = run.figures
    study = run.study
    if found.protected or not study.published:
        return None
    specs = comparisons(found, lang)
    cells = [row[key] for spec in specs for row in spec.rows for key in row if key.startswith("diff")]
    same = sum(1 for cell in cells if cell in (0, "0"))
    n = [notation.number(value, lang=lang) for value in (same, len(cells))]
    lead = sentence("ois-check-lead", lang, of=n[1], same=n[0])
    blocks: list[Block] = [Text(lead, "lead"), Text(_how(lang))]
    different = tuple(_differences(specs, lang))
    if different:
        blocks += [Text(sentence("ois-check-differ", lang)), Items(different)]
    blocks += [Table(spec, folded=len(spec.rows) > 12, sheet=spec.name) for spec in specs]
    return Section(
        "controle",
        sentence("ois-check-title", lang),
        tuple(blocks),
    )


def comparisons(found: Figures, lang: Lang) -> list[Spec]:
    """Return the comparisons: Tables 1.1, 1.2 (where there are gebieden) and 1.5, and the classes of the maps."""
    makers = [_table_1_1, _table_1_2, _table_1_5, _bands]
    return [make(found, lang) for make in makers if make is not _table_1_2 or found.areas is not None]


def _differences(specs: Iterable[Spec], lang: Lang) -> Iterator[str]:
    """Write the cells that differ: where, what was printed, and what it is now."""
    for spec in specs:
        for row, cells in zip(spec.rows, spec.cells(), strict=True):
            for at, column in enumerate(spec.columns):
                if column.key.startswith("diff") and row[column.key] not in (0, "0"):
                    where = ", ".join(filter(None, [spec.caption.split(":")[0], cells[0], column.group]))
                    old, new = cells[at - 2], cells[at - 1]
                    yield sentence("ois-check-cell", lang, where=where, old=old, new=new)


def printed(found: Figures, name: str) -> list[Row]:
    """Return the rows of a published table."""
    rows: list[Row] = found.study.published[name].to_dicts()
    return rows


def _three(label: str, measures: Iterable[tuple[str, str, int]], lang: Lang) -> tuple[Column, ...]:
    """Return the columns note, recomputed and difference of each measure."""
    words = [sentence(f"ois-check-{end}", lang) for end in ("note", "now", "difference")]
    columns = [Column("label", label, "text")]
    for key, heading, decimals in measures:
        columns += [
            Column(f"note {key}", words[0], decimals=decimals, group=heading),
            Column(f"new {key}", words[1], decimals=decimals, group=heading),
            Column(f"diff {key}", words[2], "difference", decimals, group=heading),
        ]
    return tuple(columns)


def _cell(key: str, old: float, new: float | None) -> Row:
    return {
        f"note {key}": old,
        f"new {key}": new,
        f"diff {key}": None if new is None else round(new - old, 6),
    }


def _table_1_1(found: Figures, lang: Lang) -> Spec:
    sums: dict[tuple[str, str], int] = {}
    rows = found.periods.counts.to_dicts()
    key = found.periods.counts.keys[0]
    year_of = whole_years(sorted({str(row[key]) for row in rows}))
    for row in rows:
        for column in (year_of[str(row[key])], "total"):
            place = (row["group"].replace(" ", "_"), column)
            sums[place] = sums.get(place, 0) + row["allocations"]
    years = dict(zip(("y2016", "y2017_h1"), dict.fromkeys(year_of.values()), strict=False)) | {"total": "total"}
    shown = [
        {
            "label": f"{group_label(group, lang)}, {name}",
            **_cell("n", line[column], sums.get((group, years[column]))),
        }
        for line in printed(found, "ois2018_table_1_1")
        for group in ["all" if line["category"] == "totaal" else line["category"]]
        for column, name in (
            ("y2016", "2016"),
            ("y2017_h1", period_label("2017-H1", lang)),
            ("total", sentence("ois-whole-period", lang)),
        )
    ]
    return _spec(
        sentence("table-number", lang, n="1.1"),
        sentence("ois-check-categories", lang),
        [("n", "", 0)],
        shown,
        lang,
    )


def _table_1_2(found: Figures, lang: Lang) -> Spec:
    rows = {row["area"]: row for row in found.areas.to_dicts() if row["group"] == "all"}
    city = {key: getattr(found.total, key) for key, _, _ in MEASURES}
    shown = []
    for line in printed(found, "ois2018_table_1_2"):
        code = line["gebied_code_2015"]
        shown.append(_line(line, line["gebied_printed"], city if code in CITY else rows.get(code, {})))
    return _spec(sentence("table-number", lang, n="1.2"), headings(lang)["area"], _headings(lang), shown, lang)


def _table_1_5(found: Figures, lang: Lang) -> Spec:
    rows = {row["area"]: row for row in found.districts.to_dicts() if row["group"] == "all"}
    shown = []
    for line in printed(found, "ois2018_table_1_5"):
        code = line["wijk_code_2015"]
        shown.append(_line(line, f"{code} {line['wijk_name_printed']}", rows.get(code, {})))
    return _spec(sentence("table-number", lang, n="1.5"), sentence("ois-district", lang), _headings(lang), shown, lang)


def _line(line: Row, label: str, row: Row) -> Row:
    """Return one row of Table 1.2 or 1.5 as printed, as recomputed, and the difference."""
    shown: Row = {"label": label}
    for key, column, decimals in MEASURES:
        value = row.get(key)
        if line.get(f"{column}_qualifier") == ">":
            text = f"> {notation.number(line[column])}"
            new = text if value is not None and value > TOP_CODE else notation.percent(value)
            shown |= {f"note {key}": text, f"new {key}": new, f"diff {key}": "0" if new == text else "."}
        elif key == "allocations" or value is None:
            shown |= _cell(key, line[column], value)
        else:
            shown |= _cell(key, line[column], float(notation.percent(value, decimals, lang="en")))
    return shown


def _headings(lang: Lang) -> list[tuple[str, str, int]]:
    return [
        (key, sentence(f"ois-check-{column}".replace("_", "-"), lang), decimals) for key, column, decimals in MEASURES
    ]


def _bands(found: Figures, lang: Lang) -> Spec:
    counts = dict(zip(("share_of_rentals", "share_of_stock"), band_counts(found), strict=True))
    places: dict[str, int] = {}
    shown = []
    for line in printed(found, "ois2018_bands_wijk"):
        measure = line["measure"]
        now = counts[measure]  # none where the study has no such shares, as without a stock
        place = places[measure] = places.get(measure, -1) + 1
        decimals = int(measure == "share_of_stock")
        upper = None if line["upper_pct"] in (None, 100) else line["upper_pct"] / 100
        lower = line["lower_pct"] / 100 or None
        label = sentence("ois-check-class", lang, label=notation.band(lower, upper, decimals, lang=lang), of=measure)
        shown.append({"label": label, **_cell("n", line["n_wijken"], None if now is None else now.counts[place])})
    caption = sentence("ois-check-bands", lang)
    return _spec(caption, headings(lang)["class"], [("n", "", 0)], shown, lang)


def _spec(table: str, label: str, measures: list[tuple[str, str, int]], rows: list[Row], lang: Lang) -> Spec:
    return Spec(
        sentence("ois-check-caption", lang, table=table),
        _three(label, measures, lang),
        tuple(rows),
        name=sentence("ois-check-name", lang, table=table.split(" (", maxsplit=1)[0].lower()),
        lang=lang,
    )


def _how(lang: Lang) -> str:
    return sentence("ois-check-how", lang)
