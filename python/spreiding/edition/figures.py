"""The numbers of an edition: counted, divided and rolled up once, through the library's own functions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.checks.discreet import LEAST, MARK
from spreiding.counts.counts import ALL, CITY
from spreiding.counts.periods import POOLED, span_of, within
from spreiding.counts.shares import shares
from spreiding.disclosure.protect import protect
from spreiding.edition.counted import counted
from spreiding.edition.delivered import by_code, programme_of
from spreiding.edition.earlier import published
from spreiding.edition.insiders import insiders_of, warn_inside
from spreiding.edition.study import base_level
from spreiding.words import notation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.base.types import Lang

#: Name of the areas of the records among the levels.
BASE = "area"


@dataclass(frozen=True)
class Figures:
    """Counts and shares of a study at the levels of an edition.

    Every table has a row per period too: of a year, half-year …, or the whole period as one (``kind`` is ``"period"``).
    """

    study: Any
    kind: str | None  #: The period that stands side by side, or the whole as one; None for chapters of a study's own.
    periods: Any  #: Shares of the whole city by period; by half-year for chapters of a study's own.
    levels: Mapping[str, Any]  #: Level -> shares, the areas of the records (:data:`BASE`) first.
    exact_levels: Mapping[str, Any]  #: The same, never protected: for outcomes of the whole city, never for one area.
    associations: Any = None  #: Shares by period and association, where the records name associations.
    crossed: Any = None  #: Of the last period, by the nearest level above and association: all groups together.
    pooled: Any = None  #: Of the areas of the records, the last years taken together: all groups together.
    codes_told: tuple[Any, ...] = ()  #: Shares per code and period, where there is a programme.
    programme: Any = None  #: What was agreed and delivered; exact, or as published.

    @property
    def districts(self) -> Any:
        """Shares by the areas of the records."""
        return self.levels[BASE]

    @property
    def areas(self) -> Any:
        """Shares by the nearest level above, or None where there is none."""
        return next((found for level, found in self.levels.items() if level != BASE), None)

    @property
    def exact(self) -> Any:
        """Shares by the areas of the records, never protected."""
        return self.exact_levels[BASE]

    @property
    def exact_areas(self) -> Any:
        """The same by the nearest level above."""
        return next((found for level, found in self.exact_levels.items() if level != BASE), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """Periods that stand side by side, in order."""
        return tuple(self.exact.counts.periods) if self.kind else ()

    @property
    def partial(self) -> tuple[str, ...]:
        """Those of which the records cover a part."""
        return tuple(code for code in self.codes if within(code, self.period) != span_of(code))

    @property
    def printed(self) -> tuple[Any, ...]:
        """All shares that may stand on a page."""
        more = (self.associations, self.crossed, self.pooled, *self.codes_told)
        return (self.periods, *self.levels.values(), *(shares for shares in more if shares is not None))

    @property
    def protected(self) -> bool:
        """Whether small counts are withheld on the page."""
        return self.study.unprotected is None

    @property
    def total(self) -> Any:
        """The city, over the whole period."""
        return self.districts.total

    @property
    def period(self) -> tuple[Any, Any] | None:
        """First and last day."""
        period: tuple[Any, Any] | None = self.exact.counts.period
        return period

    def when(self, lang: Lang) -> str:
        """Write the period; nothing where it is not known."""
        return notation.span(*self.period, lang=lang) if self.period else ""

    def during(self, lang: Lang) -> str:
        """Write the period inside a sentence."""
        return (
            self.when(lang)
            .replace(" en 1e halfjaar ", " en het 1e halfjaar van ")
            .replace("and first", "and the first")
        )


def compute(study: Any) -> Figures:
    """Count, divide and protect."""
    kind = study.by if study.by != "none" else None if study.own_chapters else POOLED
    exact = _levels(study, kind)
    city = counted(study.rentals, [kind or "half_year"])
    periods = shares(city, study.stock if kind else None, **_options(study, kind))
    more = {**_associations(study, kind, exact), **_pooled(study, exact)} if kind else {}
    made = programme_of(study, kind) if kind and kind != POOLED else None
    coded = by_code(study, kind) if kind and made is not None and not made.published else []
    if study.unprotected is not None:
        return Figures(study, kind, periods, exact, exact, **more, codes_told=tuple(coded), programme=made)
    # Together: each table could be subtracted from another.
    out = protect(
        [*exact.values(), periods, *more.values(), *coded], rules=study.rules, earlier=_earlier(study, exact, periods, kind),
        consent=study.consent, inhabitants=_inhabitants(study), cells=study.cells,
        insiders=insiders_of(study, kind, exact),
    )  # fmt: skip
    warn_inside(out[0].protection, study.lang)
    levels, rest = dict(zip(exact, out, strict=False)), out[len(exact) :]
    told = dict(zip(more, rest[1:], strict=False))
    return Figures(
        study, kind, rest[0], levels, exact, **told, codes_told=tuple(rest[1 + len(more) :]), programme=made
    )  # fmt: skip


def _inhabitants(study: Any) -> pl.DataFrame | None:
    """Return the inhabitants per area of the last year, where they are among the characteristics."""
    held = study.covariates
    if held is None or "inhabitants" not in held.columns:
        return None
    held = held.sort("year") if "year" in held.columns else held
    last = pl.col("inhabitants").drop_nulls().last()
    found: pl.DataFrame = held.group_by("area", maintain_order=True).agg(last)
    return found


def _earlier(study: Any, exact: Mapping[str, Any], periods: Any, kind: str | None) -> tuple[Any, ...]:
    """Return what was published before, without what was revised since."""
    if kind is None:
        return published(study.earlier, None, study)
    now = {base_level(study) if level == BASE else level: found.to_polars() for level, found in exact.items()}
    now["city"] = periods.to_polars().with_columns(area=pl.lit(CITY))
    columns = ["area", pl.col(kind).alias("period"), "group", "allocations", "rentals"]
    return published(study.earlier, {level: frame.select(columns) for level, frame in now.items()}, study)


def _associations(study: Any, kind: str, levels: Mapping[str, Any]) -> dict[str, Any]:
    """Return the shares by association, as far as the study prints them.

    The cross with areas is many cells to protect; on a protected page it is there where the study asks for the chapter, or
    an association has agreed to figures of its own.
    """
    names = study.chapters
    if "corporation" not in study.rentals.columns or (names is not None and "associations" not in names):
        return {}
    found = {"associations": shares(_named(study, counted(study.rentals, [kind, "corporation"])))}
    if study.unprotected is not None or names is not None or study.consent:
        above = next((level for level in levels if level != BASE), BASE)
        counts = _named(study, counted(study.rentals, [above, kind, "corporation"]))
        last = counts.select(**{kind: [counts.periods[-1]]})
        whole = replace(last, frame=last.frame.filter(pl.col("group") == ALL), groups=())
        found["crossed"] = shares(whole)
    return found


def _named(study: Any, counts: Any) -> Any:
    """Return counts with the associations of few lettings as one without a name: theirs tells of a small count."""
    total = counts.frame.filter(pl.col("group") == ALL).group_by("corporation").agg(pl.col("rentals").sum())
    few = total.filter(pl.col("rentals") < LEAST).get_column("corporation").drop_nulls().to_list()
    if study.unprotected is not None or not few:
        return counts
    named = pl.when(pl.col("corporation").is_in(few)).then(pl.lit(MARK)).otherwise("corporation")
    frame = counts.frame.with_columns(named.alias("corporation"))
    groups = pl.col("group").cast(pl.Enum([ALL, *counts.groups]))
    sums = frame.group_by(*counts.keys, "group").agg(pl.col("allocations", "rentals").sum())
    sums = sums.sort(*counts.keys, groups, nulls_last=True).select(counts.frame.columns)
    return replace(counts, frame=sums)


def _pooled(study: Any, levels: Mapping[str, Any]) -> dict[str, Any]:
    """Return the shares of the last years together, where the study asks for them and has as many whole years."""
    if study.pool is None:
        return {}
    counts = levels[BASE].counts
    whole = [code for code in counts.periods if within(code, counts.period) == span_of(code)]
    if len(whole) < study.pool:
        return {}
    last = counts.select(year=whole[-study.pool :])
    last = replace(last, frame=last.frame.filter(pl.col("group") == ALL), groups=())
    return {"pooled": shares(last.pool(years=study.pool), study.stock, stock_at=study.stock_at)}


def _levels(study: Any, kind: str | None) -> dict[str, Any]:
    """Return the shares by area and by the levels above: each level is the sum of the one below it."""
    counts = counted(study.rentals, [BASE, kind] if kind else [BASE])
    tables = {BASE: shares(counts, study.stock, **_options(study, kind))}
    above = list(getattr(counts.areas, "levels", {}))
    for level in above if kind else above[:1]:
        counts = counts.roll_up(level)
        tables[level] = shares(counts, study.stock, **_options(study, kind))
    return tables


def _options(study: Any, kind: str | None) -> dict[str, Any]:
    return {"stock_at": study.stock_at} if kind else {}
