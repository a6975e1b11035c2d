"""The keys of a study file: one table that the reader, the errors, ``spreiding init`` and the documentation share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from spreiding.checks.catalogue import rules
from spreiding.checks.options import Thresholds
from spreiding.checks.reading import KINDS as REFERENCES
from spreiding.checks.returns import Format
from spreiding.counts.count import PERIODS
from spreiding.records.rentals import NEEDED, OPTIONAL

if TYPE_CHECKING:
    from collections.abc import Callable

#: The number of the format that this version writes.
FORMAT = 1
#: Files of an edition beside its page, tables and figures as CSV and SVG among them.
FORMATS = ("csv", "parquet", "svg", "png", "xlsx", "pdf", "hub")
#: What a letting is: whether each kind is among the rentals of the records.
DEFINITION = ("direct_mediation", "youth", "temporary", "non_self_contained", "urban_renewal", "projects")
#: Chapters by name, in reading order.
CHAPTERS = ("summary", "totals", "by_area", "by_district", "standing_out", "by_group", "context", "regression", "spread",
            "programme", "associations", "compare", "quality", "revisions", "account")  # fmt: skip


def _names_of_checks() -> tuple[str, ...]:
    return tuple(rule.slug for rule in rules())


def _names_of_limits() -> tuple[str, ...]:
    return tuple(Thresholds.__dataclass_fields__)


@dataclass(frozen=True)
class Key:
    """A key: where it stands, what it may hold, and what holds where it is left out."""

    section: str
    name: str
    kind: str  #: One of :data:`spreiding.edition.kinds.KINDS`.
    default: Any = None
    needed: bool = False
    words: tuple[str, ...] = ()  #: The words it may hold, where there are only some.
    inner: Callable[[], tuple[str, ...]] | None = field(default=None, compare=False)  #: Names that a table may have.
    example: Any = None  #: Shown by ``init`` where nothing is known, and in the documentation.

    @property
    def meaning(self) -> str:
        """Code of its meaning in the catalogue."""
        return f"key-{self.section}-{self.name}".replace("_", "-")


KEYS = (
    Key("study", "title", "said", needed=True, example="Spreiding 2018-2020"),
    Key("study", "subtitle", "said", example="Verhuringen aan kwetsbare groepen per wijk"),
    Key("study", "municipality", "text", example="Proefstad"),
    Key("study", "municipality_code", "text", example="0363"),
    Key("study", "author", "text", example="Bureau Onderzoek"),
    Key("study", "source", "text", example="Eigen administratie"),
    Key("study", "licence", "text", example="CC BY 4.0"),
    Key("study", "contact", "text", example="onderzoek@proefstad.nl"),
    Key("study", "notes", "all said", default=(), example=["Voorlopige cijfers."]),
    Key("study", "lang", "text", default="nl", words=("nl", "en")),
    Key("study", "date", "day", example=date(2021, 6, 1)),
    Key("records", "files", "files", needed=True, example=["verhuringen-*.csv"]),
    Key("records", "columns", "texts by name", default={}, inner=lambda: (*NEEDED, *OPTIONAL),
        example={"date": "Datum contract", "area": "Wijkcode", "group": "Doelgroep"}),
    Key("records", "groups", "text", default="harmonised", example="doelgroepen.csv"),
    Key("records", "period", "period", example=[date(2018, 1, 1), date(2020, 12, 31)]),
    Key("records", "notation", "text", words=("nl", "en"), example="nl"),
    Key("records", "sheet", "texts", default=(), example=["2019", "2020"]),
    Key("records", "definition", "definition", default={}, inner=lambda: (*DEFINITION, "text"),
        example={"direct_mediation": True, "youth": False}),
    Key("areas", "file", "file", example="wijken.geojson"),
    Key("areas", "scheme", "text", example="2015"),
    Key("areas", "level", "text", example="wijk"),
    Key("areas", "code", "text", default="code", example="Wijkcode"),
    Key("areas", "name", "text", example="Wijk"),
    Key("areas", "parents", "parents", default={}, example={"gebied": {"code": "gebied_code", "name": "gebied"}}),
    Key("areas", "crs", "text", example="EPSG:28992"),
    Key("stock", "files", "files", default=(), example=["voorraad.csv"]),
    Key("stock", "columns", "texts by name", default={}, inner=lambda: ("area", "stock", "association_stock"),
        example={"area": "Wijkcode", "stock": "Woningen"}),
    Key("stock", "date", "day or text", example="peildatum"),
    Key("stock", "sheet", "text", example="Voorraad"),
    Key("stock", "at", "text", default="start", words=("start", "end", "mean")),
    Key("covariates", "files", "files", default=(), example=["kenmerken.csv"]),
    Key("covariates", "columns", "texts by name", default={}, inner=lambda: ("area", "year"),
        example={"area": "Wijkcode", "year": "jaar"}),
    Key("covariates", "sources", "file", example="herkomst.csv"),
    Key("covariates", "labels", "said by name", default={}, example={"welfare": "% bijstand"}),
    Key("covariates", "predictors", "texts", example=["welfare", "association_share"]),
    Key("covariates", "maps", "texts", default=(), example=["welfare"]),
    Key("programme", "agreed", "file", example="afspraken.csv"),
    Key("programme", "printed", "file", example="programma.csv"),
    Key("programme", "waiting_from", "text", example="Datum beschikbaar"),
    Key("programme", "target", "whole", example=1800),
    Key("classes", "share_of_rentals", "classes", default=(0.10, 0.25, 0.35, 0.50)),
    Key("classes", "share_of_stock", "classes", default=(0.002, 0.005, 0.009)),
    Key("classes", "change", "numbers", default=(-0.15, -0.05, 0.05, 0.15)),
    Key("classes", "minimum_rentals", "whole", default=10),
    Key("classes", "stands_out", "cuts", default={"share_of_rentals": 0.50, "share_of_stock": 0.012},
        inner=lambda: ("share_of_rentals", "share_of_stock")),
    Key("protection", "rules", "text", default="ois", example="regels.csv"),
    Key("protection", "earlier", "files", default=(), example=["../2024"]),
    Key("protection", "consent", "texts", default=(), example=["Corporatie A"]),
    Key("protection", "cells", "file", example="cellen.csv"),
    Key("protection", "insiders", "texts", default=(), example=["associations"]),
    Key("protection", "internal", "flag", default=False),
    Key("protection", "public", "flag", default=False),
    Key("checks", "references", "files by name", default={}, inner=lambda: (*REFERENCES, "published"),
        example={"delivery": "levering.csv"}),
    Key("checks", "thresholds", "limits", default={}, inner=_names_of_limits, example={"change": 0.5}),
    Key("checks", "overrides", "texts by name", default={}, inner=_names_of_checks,
        example={"sudden_change": "nieuw registratiesysteem"}),
    Key("checks", "steps", "steps", default=(),
        example=[{"step": "controles nagelopen", "by": "A. de Vries", "date": date(2021, 5, 1)}]),
    Key("checks", "confirm", "texts by name", default={},
        example={"sudden_change@1f2e3d4c5b6a7980": "A. Bakker: nieuw registratiesysteem sinds mei"}),
    Key("checks", "strict", "flag", default=False),
    Key("checks", "returns", "text", default="csv", words=get_args(Format)),
    Key("checks", "why", "text", example="late correcties van de corporaties"),
    Key("report", "by", "text", default="none", words=("none", *PERIODS)),
    Key("report", "chapters", "texts", words=CHAPTERS),
    Key("report", "compare", "texts", default=(), example=["2018", "2020"]),
    Key("report", "pool", "whole", example=3),
    Key("report", "texts", "all said by name", default={}, inner=lambda: CHAPTERS,
        example={"totals": ["Wie met begeleiding woont, krijgt hulp aan huis."]}),
    Key("report", "formats", "texts", default=("csv", "parquet", "svg", "xlsx"), words=FORMATS),
)  # fmt: skip

SECTIONS = tuple(dict.fromkeys(key.section for key in KEYS))


def key_of(section: str, name: str) -> Key | None:
    """Return a key of the table.

    >>> key_of("records", "files").needed, key_of("records", "colums")
    (True, None)
    """
    return next((key for key in KEYS if (key.section, key.name) == (section, name)), None)


def names_in(section: str) -> list[str]:
    """Return the names of the keys of a section, in order."""
    return [key.name for key in KEYS if key.section == section]


def said(value: Any, lang: str) -> str:
    """Return a text in a language; one that stands in a single language stays as it is.

    >>> said({"nl": "Spreiding", "en": "Spread"}, "en"), said("Spreiding", "en"), said(None, "nl")
    ('Spread', 'Spreiding', '')
    """
    if value is None or isinstance(value, str):
        return value or ""
    return str(value.get(lang) or next(iter(value.values())))
