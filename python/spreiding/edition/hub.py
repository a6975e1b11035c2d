"""The figures of an edition as the statistics hub of Amsterdam's research office takes them in.

Columns, types and dates are those of its import: ``src/statistiek_hub/resources`` and ``src/fixtures`` of
<https://github.com/Amsterdam/statistiekhub-backend-django> (13 May 2026). A row without a value takes an older value
out, so a figure that is withheld is there without one.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from spreiding.counts.counts import ALL, CITY
from spreiding.counts.periods import kind_of, span_of
from spreiding.edition import naming
from spreiding.edition.marks import slug
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spreiding.edition.long import Long
    from spreiding.edition.run import Run

#: Level -> the hub's type of place; division -> the day from which the hub has its places.
PLACES = {"wijk": "Wijk", "gebied": "GGW-gebied", "stadsdeel": "Stadsdeel", "city": "Gemeente"}
DAYS = {"2015": "2015-01-01", "2022": "2022-03-24"}
CITY_DAY = "2020-01-01"
#: Kind of period -> the hub's type; it has no half-years.
TIMES = {"year": "Jaar", "quarter": "Kwartaal", "month": "Maand"}
#: Column -> start of the name of its measure, unit and end of the name that goes with it.
MEASURES = {
    "allocations": ("KWGTOEW", "aantal", ""),
    "share_of_rentals_pct": ("KWGVERH", "percentage", "_P"),
    "share_of_stock_pct": ("KWGVOORR", "percentage", "_P"),
}
#: Longest name of a measure that the hub keeps.
LONGEST = 50
OBSERVATION = ("measure", "spatial_code", "spatial_type", "spatial_date", "temporal_type", "temporal_date", "value")
RECORD = ("name", "label", "label_uk", "definition", "definition_uk", "unit", "decimals", "source", "sensitive",
          "temporaltype", "theme")  # fmt: skip


def files(run: Run, told: Sequence[Long]) -> dict[str, bytes]:
    """Return observations and the records of their measures, by their path in the folder.

    Raises
    ------
    InvalidInputError
        If the edition stays inside the office, or its areas are of no division that the hub has.
    """
    if run.study.unprotected == "internal":
        raise refusal("hub-internal")
    if naming.scheme(run) not in DAYS:
        raise refusal("hub-scheme", found=naming.scheme(run) or "-", known=list(DAYS))
    table = next(part for part in told if part.name == "area_period")
    kept = [row for row in table.rows if row["level"] in PLACES and kind_of(row["period"]) in TIMES]
    rows = [row for row in kept if _code(run, row) is not None and row["code"] != "ONBEKEND"]
    partial = set(run.figures.partial)
    seen = [line for row in rows if row["period"] not in partial for line in _observed(run, row)]
    decimals = {field.name: 0 if field.kind == "whole" or run.protected else field.decimals for field in table.fields}
    if run.protected:
        decimals["share_of_stock_pct"] = 1
    groups = list(dict.fromkeys(row["group"] for row in rows))
    records = [_record(run, column, group, decimals[column]) for column in MEASURES for group in groups]
    return {
        "statistiekhub/observations.csv": _csv(OBSERVATION, seen),
        "statistiekhub/measures.csv": _csv(RECORD, records),
    }


def _code(run: Run, row: Any) -> str | None:
    """Return the hub's code of a place; that of the municipality is told by the study."""
    code: str | None = run.study.municipality_code if row["code"] == CITY else row["code"]
    return code


def _observed(run: Run, row: Any) -> Iterator[dict[str, Any]]:
    first, _ = span_of(row["period"])
    city = row["code"] == CITY
    place = {"spatial_code": _code(run, row), "spatial_type": PLACES[row["level"]],
             "spatial_date": CITY_DAY if city else DAYS[naming.scheme(run)],
             "temporal_type": TIMES[kind_of(row["period"])], "temporal_date": first.isoformat()}  # fmt: skip
    for column in MEASURES:
        value = row[column]
        plain = value[0] if isinstance(value, tuple) else value
        exact = row["status"] == "shown" or (column != "share_of_rentals_pct" and row["status"] == "rounded")
        yield {"measure": _name(column, row["group"]), **place, "value": plain if exact and plain is not None else ""}


def _name(column: str, group: str) -> str:
    start, _, end = MEASURES[column]
    part = "" if group == ALL else "_" + slug(group).replace("-", "").upper()
    return f"{start}{part}"[: LONGEST - len(end)] + end


def _record(run: Run, column: str, group: str, decimals: int) -> dict[str, Any]:
    """Return what the hub keeps of a measure."""
    said = {
        lang: [sentence(f"hub-{kind}-{column}".replace("_", "-"), lang, group=_group(group, lang)) for kind in ("label", "definition")]
        for lang in ("nl", "en")
    }  # fmt: skip
    return {"name": _name(column, group), "label": said["nl"][0], "label_uk": said["en"][0], "definition": said["nl"][1],
            "definition_uk": said["en"][1], "unit": MEASURES[column][1], "decimals": decimals,
            "source": run.study.source or run.study.author or "", "sensitive": "False", "temporaltype": "2",
            "theme": "Wonen"}  # fmt: skip


#: Labels and definitions, by column.
TEXTS = ("hub-label-allocations", "hub-definition-allocations", "hub-label-share-of-rentals-pct",
         "hub-definition-share-of-rentals-pct", "hub-label-share-of-stock-pct", "hub-definition-share-of-stock-pct")  # fmt: skip


def _group(group: str, lang: Any) -> str:
    from spreiding.publish.labels import group_label  # noqa: PLC0415  heavy

    return sentence("hub-all-groups", lang) if group == ALL else group_label(group, lang)


def _csv(names: Sequence[str], rows: Sequence[Any]) -> bytes:
    out = StringIO()
    write = csv.DictWriter(out, names, lineterminator="\n")
    write.writeheader()
    write.writerows(rows)
    return out.getvalue().encode()
