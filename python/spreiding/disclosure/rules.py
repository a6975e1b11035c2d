"""Rules of disclosure control, as data: thresholds with the groups, levels and tables they hold for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, isfinite
from typing import TYPE_CHECKING, Any, Literal, get_args

import polars as pl

from spreiding import _core
from spreiding.disclosure.reader import Signs
from spreiding.values.columns import floats, texts
from spreiding.values.frames import to_frame
from spreiding.values.names import need_columns
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spreiding.base.types import Frame

#: What a rule can say. Counts: ``min_allocations`` (fewer, but not 0, are hidden), ``not_shown`` (hidden whatever they
#: are), ``count_base`` (rounded to multiples), ``zero_is_sensitive`` (0 counts as fewer), ``small_as`` (counts from 1
#: to this are all printed as this, as O&S does in BBGA, where that leaves enough candidates). Shares:
#: ``more_rentals_than`` (else no share), ``min_complement`` (rentals without the allocations), ``top_code``,
#: ``bottom_code``, ``share_step`` and ``stock_step`` (precision; further rows are coarser steps to fall back on).
#: Areas: ``min_inhabitants`` (fewer, and nothing of the area is told). Associations: ``dominance``, and
#: ``dominance_width`` (the part of its greatest possible value that stays open of a count hidden for it). Proof:
#: ``min_candidates``.
RuleName = Literal[
    "min_allocations",
    "not_shown",
    "count_base",
    "zero_is_sensitive",
    "small_as",
    "more_rentals_than",
    "min_complement",
    "top_code",
    "bottom_code",
    "share_step",
    "stock_step",
    "min_inhabitants",
    "dominance",
    "dominance_width",
    "min_candidates",
]
#: ``dominance_width`` of rules that do not say: an estimate within 10% of a competitor's figure tells it (the p% rule:
#: Hundepool et al. 2010, Handbook on Statistical Disclosure Control, ESSnet SDC, section 4.2; 10% is our judgement).
WIDTH = 0.10
#: From fine to coarse; a rule for a level holds for finer ones only where it says so.
LEVELS = ("wijk", "gebied", "city")
MAIN = ("met_begeleiding", "zonder_begeleiding", "statushouders")
#: Words of a rule for groups, beside the code of one: any, the total, main groups, main groups that the rules do not
#: name, groups below a main group, any but the total, and those that are told for the city alone.
GROUPS = ("any", "all", "main", "other_main", "sub", "split", "city_only")
#: Keys of tables that a rule can name with ``by``, whether or not the tables at hand have them.
KEYS = ("corporation", "channel", "first_letting", "year", "half_year", "quarter", "month", "period")
#: Rules whose value is a part of a whole, and those that are on or off.
PARTS = ("top_code", "bottom_code", "share_step", "stock_step", "dominance")
FLAGS = ("zero_is_sensitive", "not_shown")
#: What holds in any set of rules that says nothing of groups told for the city alone.
CITY_ONLY = tuple(
    ("not_shown", "city_only", level, "any", 1.0, "a set of rules that names no other") for level in LEVELS[:2]
)


@dataclass(frozen=True)
class Rules:
    """A table of rules; ``rows`` has ``rule, groups, level, by, value, source``.

    ``groups`` is one of ``GROUPS`` or the code of a group; ``level`` is ``any``, ``wijk``, ``gebied`` (also
    stadsdeel) or ``city``; ``by`` is ``any`` or the key of a table, such as ``corporation``.

    >>> Rules.named("ois").least("min_allocations", group="met_begeleiding", kind="main", level="wijk", keys=())
    10.0
    """

    name: str
    rows: pl.DataFrame = field(repr=False)

    @classmethod
    def named(cls, name: str) -> Rules:
        """Return a set that comes with the package: ``ois``, ``cbs`` or ``statistiekhub``.

        Raises
        ------
        InvalidInputError
            If there is no such set.
        """
        text = _core.embedded("disclosure/rules.csv") or ""
        table = pl.read_csv(text.encode(), schema_overrides={"value": pl.Float64})
        sets = table.get_column("set").unique(maintain_order=True).to_list()
        if name not in sets:
            raise refusal("unknown-rules", found=name, known=" or ".join(map(repr, sets)))
        return cls(name, table.filter(pl.col("set") == name).drop("set"))

    @classmethod
    def from_frame(cls, frame: Frame, *, name: str = "own") -> Rules:
        """Take a user's own table.

        Groups that are told for the city alone stay so, unless a row of the table is about ``city_only``.

        Raises
        ------
        InvalidInputError
            If a column is missing, a rule, group, level or key is unknown, a value is none its rule can have, or the
            rules hide nothing.
        """
        table = to_frame(frame, source="rules")
        need_columns(table, ["rule", "value"], source="rules")
        extra = [pl.lit("any").alias(c) for c in ("groups", "level", "by") if c not in table.columns]
        table = table.with_columns(*extra, floats(table, "value", source="rules"))
        if "source" not in table.columns:
            table = table.with_columns(source=pl.lit(None, dtype=pl.String))
        table = table.select("rule", "groups", "level", "by", "value", "source")
        _words(table, "rule", get_args(RuleName))
        _words(table, "level", ("any", *LEVELS))
        for row, (rule, value) in enumerate(table.select("rule", "value").rows(), start=1):
            if not _possible(rule, value):
                raise refusal("impossible-rule-value", source="rules", column="value", rows=[str(row)], rule=rule)
        hiding = table.filter(
            (pl.col("rule").is_in(["min_allocations", "not_shown", "small_as"])) & (pl.col("value") > 0)
        )
        if hiding.is_empty():
            raise refusal("rules-hide-nothing", name=name)
        if "city_only" not in table.get_column("groups"):
            table = pl.concat([table, pl.DataFrame(CITY_ONLY, schema=table.schema, orient="row")])
        return cls(name, table)

    @classmethod
    def of(cls, spec: Any) -> Rules:
        """Return rules by name, as they are, or from a table."""
        if isinstance(spec, Rules):
            return spec
        return cls.named(spec) if isinstance(spec, str) else cls.from_frame(spec)

    def check(self, groups: Collection[str], keys: Collection[str]) -> None:
        """Refuse rules about a group or key that nobody knows: such a rule would hold for nothing.

        Raises
        ------
        InvalidInputError
            ``unknown-rule-word``.
        """
        _words(self.rows, "groups", tuple(dict.fromkeys([*GROUPS, *MAIN, *groups])))
        _words(self.rows, "by", tuple(dict.fromkeys(["any", *KEYS, *keys])))

    @cached_property
    def table(self) -> list[dict[str, Any]]:
        """Return the rules as dictionaries."""
        return self.rows.to_dicts()

    @cached_property
    def names(self) -> frozenset[str]:
        """Main groups that the rules name."""
        return frozenset(row["groups"] for row in self.table) - set(GROUPS)

    def all(self, rule: RuleName) -> list[float]:
        """Return every value of a rule, whatever it holds for."""
        return [row["value"] for row in self.table if row["rule"] == rule]

    def value(self, rule: RuleName, default: float) -> float:
        """Return the first value of a rule that holds for everything."""
        return next(iter(self.all(rule)), default)

    def steps(self, rule: RuleName) -> list[float]:
        """Return the values of a precision rule, finest first."""
        found = self.all(rule)
        return sorted(found, reverse=rule == "top_code")

    def least(
        self, rule: RuleName, *, group: str, kind: str, level: str, keys: tuple[str, ...], city_only: bool = False
    ) -> float:
        """Return the strictest value that holds for a cell; 0 where none does."""
        kinds = {"any", kind, group}
        kinds |= {"split"} if kind != "all" else set()
        kinds |= {"city_only"} if city_only else set()
        kinds |= {"other_main"} if kind == "main" and group not in self.names else set()
        hold = (
            row["value"]
            for row in self.table
            if row["rule"] == rule
            and row["groups"] in kinds
            and row["level"] in ("any", level)
            and row["by"] in ("any", *keys)
        )
        return max(hold, default=0.0)

    def signs(self, room: int) -> Signs:
        """Return what a reader who knows the rules makes of signs; ``room`` are the candidates that values keep."""
        low = 0 if self.value("zero_is_sensitive", 0) else 1
        shown = [row["value"] for row in self.table if row["rule"] == "min_allocations" and row["groups"] == "any"]
        small_as = int(self.value("small_as", 0))
        return Signs(
            low=low,
            base=int(self.value("count_base", 1)),
            few=self.value("more_rentals_than", 0),
            small_as=small_as,
            least=0 if small_as else ceil(min(shown, default=0)),
            tops=tuple(self.steps("top_code")),
            complement=ceil(self.value("min_complement", 0)),
            bottoms=low + room - 1,
        )


def _words(table: pl.DataFrame, column: str, known: Sequence[str]) -> None:
    """Refuse a word that nobody knows: its rule would hold for nothing."""
    for row, word in enumerate(texts(table, column, source="rules").to_list(), start=1):
        if word not in known:
            place: dict[str, Any] = {"source": "rules", "column": column, "rows": [str(row)]}
            raise refusal("unknown-rule-word", **place, found=word, known=list(known))


def _possible(rule: str, value: float | None) -> bool:
    """Say whether a rule can have a value."""
    if value is None or not isfinite(value) or value < 0:
        return False
    if rule in PARTS:
        return 0 < value <= 1
    if rule == "dominance_width":
        return value < 1
    if rule in FLAGS:
        return value in (0, 1)
    if rule == "min_candidates":
        return value >= 2 and value == int(value)
    return rule != "count_base" or (value >= 1 and value == int(value))
