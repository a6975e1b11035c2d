"""Rules of disclosure control, as data: thresholds with the groups, levels and tables they hold for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

import polars as pl

from spreiding import _core
from spreiding.base.errors import InvalidInputError
from spreiding.values.frames import floats, need_columns, texts, to_frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.base.types import Frame

#: What a rule can say. Counts: ``min_allocations`` (fewer, but not 0, are hidden), ``not_shown`` (hidden whatever they
#: are), ``count_base`` (rounded to multiples), ``zero_is_sensitive`` (0 counts as fewer), ``small_as`` (counts from 1
#: to this are all printed as this, as O&S does in BBGA, where that leaves enough candidates). Shares:
#: ``more_rentals_than`` (else no share), ``min_complement`` (rentals without the allocations), ``top_code``,
#: ``bottom_code``, ``share_step`` and ``stock_step`` (precision; further rows are coarser steps to fall back on).
#: Associations: ``dominance``. Proof: ``min_candidates``.
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
    "dominance",
    "min_candidates",
]
#: From fine to coarse; a rule for a level holds for finer ones only where it says so.
LEVELS = ("wijk", "gebied", "city")
MAIN = ("met_begeleiding", "zonder_begeleiding", "statushouders")


@dataclass(frozen=True)
class Rules:
    """A table of rules; ``rows`` has ``rule, groups, level, by, value, source``.

    ``groups`` is ``any``, ``main``, ``sub`` (below a main group), ``split`` (any but the total), ``city_only`` (marked
    so in the table of target groups) or a code; ``level``
    is ``any``, ``wijk``, ``gebied`` (also stadsdeel) or ``city``; ``by`` is ``any`` or the key of a table, such as
    ``corporation``.

    >>> Rules.named("ois").least("min_allocations", group="met_begeleiding", kind="main", level="wijk", keys=())
    10.0
    """

    name: str
    rows: pl.DataFrame = field(repr=False)

    @classmethod
    def named(cls, name: str) -> Rules:
        """Return a set that comes with the package: ``ois`` or ``cbs``.

        Raises
        ------
        InvalidInputError
            If there is no such set.
        """
        text = _core.embedded("disclosure/rules.csv") or ""
        table = pl.read_csv(text.encode(), schema_overrides={"value": pl.Float64})
        sets = table.get_column("set").unique(maintain_order=True).to_list()
        if name not in sets:
            msg = f"rules is {name!r}, must be {' or '.join(map(repr, sets))}, or a table of rules"
            raise InvalidInputError(msg)
        return cls(name, table.filter(pl.col("set") == name).drop("set"))

    @classmethod
    def from_frame(cls, frame: Frame, *, name: str = "own") -> Rules:
        """Take a user's own table.

        Raises
        ------
        InvalidInputError
            If a column is missing, or a rule is not one of the known ones.
        """
        table = to_frame(frame, source="rules")
        need_columns(table, ["rule", "value"], source="rules")
        extra = [pl.lit("any").alias(c) for c in ("groups", "level", "by") if c not in table.columns]
        table = table.with_columns(*extra, floats(table, "value", source="rules"))
        if "source" not in table.columns:
            table = table.with_columns(source=pl.lit(None, dtype=pl.String))
        known = get_args(RuleName)
        for row, rule in enumerate(texts(table, "rule", source="rules").to_list(), start=1):
            if rule not in known:
                msg = f"rules, column 'rule', row {row} is {rule!r}, must be among {', '.join(known)}"
                raise InvalidInputError(msg)
        if table.get_column("value").null_count():
            at = table.get_column("value").is_null().arg_max()
            msg = f"rules, column 'value', row {(at or 0) + 1} is missing, must be a number"
            raise InvalidInputError(msg)
        return cls(name, table.select("rule", "groups", "level", "by", "value", "source"))

    @classmethod
    def of(cls, spec: Any) -> Rules:
        """Return rules by name, as they are, or from a table."""
        if isinstance(spec, Rules):
            return spec
        return cls.named(spec) if isinstance(spec, str) else cls.from_frame(spec)

    @cached_property
    def table(self) -> list[dict[str, Any]]:
        """Return the rules as dictionaries."""
        return self.rows.to_dicts()

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
        kinds = ["any", kind, group, *(["split"] if kind != "all" else []), *(["city_only"] if city_only else [])]
        hold = (
            row["value"]
            for row in self.table
            if row["rule"] == rule
            and row["groups"] in kinds
            and row["level"] in ("any", level)
            and row["by"] in ("any", *keys)
        )
        return max(hold, default=0.0)


def kind_of(group: str, main_of: Mapping[str, str | None]) -> str:
    """Say whether a group is the total, a main group or below one; ``main_of`` may know its main group."""
    if group == "all":
        return "all"
    return "main" if group in MAIN or main_of.get(group) == group else "sub"
