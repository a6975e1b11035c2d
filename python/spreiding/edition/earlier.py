"""What is published already, as protection takes it: folders of editions, and tables as they were printed.

A figure with a sign, or none at all, tells too: who knows the rules, which are public, reads of ``±15``, ``> 90`` and ``.``
between what the figure lies. So an edition is read back with all it prints.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import UNLOCATED
from spreiding.base.errors import InvalidInputError
from spreiding.counts.counts import CITY
from spreiding.counts.grain import TIMES
from spreiding.counts.periods import PERIODS, kind_of, span_of
from spreiding.disclosure.printed import COUNTS, SHARES, PrintedTable
from spreiding.disclosure.rules import Rules
from spreiding.disclosure.symbols import SIGNS
from spreiding.edition import written
from spreiding.edition.editions import Edition, read_edition
from spreiding.edition.study import base_level
from spreiding.values import tables
from spreiding.words.notation import NIL
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spreiding.counts.periods import Span
    from spreiding.disclosure.reader import Signs, Told
    from spreiding.edition.study import Study

#: Status of an edition's row, where the sign before its share does not say more -> that of protected shares.
STATUSES = {"not_at_this_level": "withheld", "unknown": "suppressed", "no_stock": "shown", "rounded": "shown"}


def published(
    earlier: Iterable[Any], exact: Mapping[str, pl.DataFrame] | None = None, study: Study | None = None
) -> tuple[Any, ...]:
    """Return what was published, in the order given; paths are read, editions taken apart into their tables.

    ``exact`` holds per level the figures of now, with ``area``, ``period``, ``group``, ``allocations`` and ``rentals``. A
    figure of an edition that these contradict was revised: it is about other records, and no sum of it holds now. It is
    left out, as is a figure of an area that the level does not have.

    Raises
    ------
    InvalidInputError
        If an edition does not belong before the ``study`` (:func:`belongs`), or cannot be read.
    """
    found: list[Any] = []
    for part in earlier:
        edition = read_edition(part) if isinstance(part, str | Path) and Path(part).is_dir() else part
        if isinstance(edition, Edition):
            if study is not None:
                belongs(edition, study)
            found += (unrevised(table, exact) for table in of_edition(edition))
        else:
            found += printed(part) if isinstance(part, str | Path) else [part]
    return tuple(found if study is None else connected(found, study.rentals.period))


def belongs(edition: Edition, study: Study) -> None:
    """Check that an edition is of the same place.

    Raises
    ------
    InvalidInputError
        If it is of another municipality; or of another division into areas while it prints periods of the study too:
        figures of ground that two areas share could be taken apart by both, which is not proved.
    """
    source = str(edition.path)
    theirs = edition.study.get("study", {}).get("municipality")
    if study.municipality and theirs and theirs != study.municipality:
        raise refusal("earlier-other-municipality", source=source, found=theirs, expected=study.municipality)
    table = edition.tables.get("area_period")
    if edition.withdrawn or table is None or study.areas is None:
        return
    old, new = edition.manifest.get("area_scheme"), study.areas.scheme
    first, last = study.rentals.period
    spans = {code: span_of(code) for code in table.get_column("period").unique().sort()}
    both = [code for code, (start, end) in spans.items() if start <= last and first <= end]
    if both and (old != new if old and new else _apart(table, study)):
        raise refusal("earlier-other-scheme", source=source, found=old or "-", expected=new or "-", periods=both)


def _apart(table: pl.DataFrame, study: Study) -> bool:
    """Return whether an edition has none of the areas of a study at the level of the records."""
    codes = set(table.filter(level=base_level(study)).get_column("code"))
    return bool(codes) and not codes & {*study.areas.codes, UNLOCATED}  # type: ignore[union-attr]


def connected(tables: Sequence[Any], period: Span) -> list[Any]:
    """Return tables without the rows of periods that no sum ties to a period of now.

    Figures of other years add up with those of now to totals that nobody prints, so they tell nothing of these. A row
    that is about days of now is kept, and with it those of all days that it is about: years taken together tell of each.
    """
    spans = [_spans(table) for table in tables if isinstance(table, PrintedTable)]
    every, days = {span for of in spans for span in of if span is not None}, period
    while more := {span for span in every if _meet(span, days) and not (days[0] <= span[0] and span[1] <= days[1])}:
        days = min(days[0], *(first for first, _ in more)), max(days[1], *(last for _, last in more))
    kept = iter(spans)
    return [
        replace(
            table,
            frame=table.table.filter(
                pl.Series([span is None or _meet(span, days) for span in next(kept)], dtype=pl.Boolean)
            ),
        )
        if isinstance(table, PrintedTable)
        else table
        for table in tables
    ]


def _meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _spans(table: PrintedTable) -> list[Span | None]:
    """Return first and last day of every row; None where they are not known."""
    time = next((key for key in table.keys if key in TIMES), None)
    if time is None:
        return [table.period] * table.table.height
    codes = table.table.get_column(table.keys[time]).cast(pl.String).to_list()
    return [_span(str(code)) for code in codes]


def _span(code: str) -> Span | None:
    try:
        return span_of(code)
    except ValueError:
        return None


def of_edition(edition: Edition) -> Iterator[PrintedTable]:
    """Yield what an edition prints of allocations and rentals: a table per level and kind of period, with its signs."""
    if edition.withdrawn or "area_period" not in edition.tables:
        return
    separator = ";" if edition.manifest["lang"] == "nl" else ","
    raw = (edition.path / "tables" / "area_period.csv").read_bytes().removeprefix(b"\xef\xbb\xbf")
    table = pl.read_csv(raw, separator=separator, infer_schema=False).fill_null("")
    done = edition.manifest["protection"]
    rules = _rules(done.get("rules")) if done["protected"] else None
    signs = None if rules is None else rules.signs(int(done.get("minimum_candidates", 5)))
    kinds = {code: _kind(code) for code in table.get_column("period").unique().sort()}
    told = table.with_columns(
        kind=pl.col("period").replace_strict({c: k or c for c, k in kinds.items()}, return_dtype=pl.String)
    )
    for (level, kind), rows in told.group_by(["level", "kind"], maintain_order=True):
        frame = rows.filter((pl.col("code") == CITY) == (level == "city")).rename({"code": "area"})
        keys = {"group": "group", **({} if level == "city" else {"area": "area"})}
        span = None
        if kind in PERIODS:
            frame, keys = frame.rename({"period": str(kind)}), {str(kind): str(kind), **keys}
        elif kind:
            span = span_of(str(kind))
        name = f"{edition.path.name}, {level}"
        yield _table(frame, keys, name, signs, rules, span)


def unrevised(table: PrintedTable, exact: Mapping[str, pl.DataFrame] | None) -> PrintedTable:
    """Return a table of an edition without the figures that the records of now contradict."""
    level = table.name.rsplit(", ", maxsplit=1)[-1]
    time = next((key for key in table.keys if key in PERIODS), None)
    if exact is None or level not in exact or time is None:
        return table
    now = exact[level].rename({"period": time, "allocations": "a", "rentals": "r"})
    frame = table.table if "area" in table.table.columns else table.table.with_columns(area=pl.lit(CITY))
    joined = frame.select("area", time, "group").join(
        now, on=["area", time, "group"], how="left", maintain_order="left"
    )
    holds = _holds(table.told()[0], joined.get_column("a"), joined.get_column("r"))
    about = joined.get_column("area").is_in(now["area"].unique().implode())
    about &= joined.get_column("group").is_in(now["group"].unique().implode())
    other = ~joined.get_column(time).is_in(now[time].unique().implode())
    return replace(table, frame=table.table.filter(about & (other | holds)))


def _holds(told: Told, a: pl.Series, r: pl.Series) -> pl.Series:
    """Say of each row whether its figures of now are as it tells."""
    x, n = (values.cast(pl.Float64).fill_null(float("nan")).to_numpy() for values in (a, r))
    fits = (told.a_low <= x) & (x <= told.a_high) & (told.r_low <= n) & (n <= told.r_high)
    for ends, way in ((told.above, 1), (told.below, -1)):
        p, q, strict = ends.T
        gap = way * (x * q - p * n)
        fits &= (q == 0) | (gap > 0) | ((gap == 0) & (strict == 0))
    return pl.Series(fits)


def _table(
    frame: pl.DataFrame, keys: dict[str, str], name: str, signs: Signs | None, rules: Any, span: Any
) -> PrintedTable:
    """Return rows as a printed table: exact ones by their counts, protected ones with all that their signs tell."""
    if signs is None:
        columns = {"allocations": "allocations", "rentals": "rentals"}
        return PrintedTable(frame=frame, keys=keys, columns=columns, period=span, name=name)
    steps = sorted(rules.all("share_step"))
    rows = [_figures(row, steps, signs.small_as) for row in frame.iter_rows(named=True)]
    schema = {"allocations": pl.Float64, "share_of_rentals": pl.Float64, "share_base": pl.Float64, "status": pl.String}
    figures = pl.DataFrame(rows, schema=schema, orient="row")
    shown = pl.concat([frame.select(keys.values()), figures], how="horizontal")
    columns = {"allocations": "allocations", "share_of_rentals": "share_of_rentals"}
    return PrintedTable(frame=shown, keys=keys, columns=columns, period=span, name=name, signs=signs)


def _figures(
    row: dict[str, Any], steps: list[float], small_as: int
) -> tuple[float | None, float | None, float | None, str]:
    """Return count, share, its step and the status of a row as protected shares have them.

    Of a coarse share the widest step that it is a multiple of: no reader knows more.
    """
    count, share = written.number(row["allocations"]), row["share_of_rentals_pct"]
    sign, value = share[:1], None if share == NIL else written.number(share.lstrip("<>± "))
    status = next(
        (name for name, mark in SIGNS.items() if mark.strip() == sign), STATUSES.get(row["status"], row["status"])
    )
    if row["status"] == "rounded" and status == "shown" and count is not None and count == small_as:
        status = "small"
    if value is None:
        return count, None, None, status
    base = None
    if status not in {"topcoded", "bottomcoded"}:
        fitting = [step for step in steps if abs(value / 100 / step - round(value / 100 / step)) < 1e-9]
        base = (max(fitting) if status == "rounded" else min(fitting)) if fitting else 0.01
    return count, value / 100, base, status


def _rules(name: Any) -> Rules:
    """Return the rules of an edition; of those that are not packaged, the strictest that are."""
    try:
        return Rules.named(str(name))
    except InvalidInputError:
        return Rules.named("ois")


def _kind(code: str) -> str | None:
    found = kind_of(code) if code[:4].isdigit() and "/" not in code else None
    return found if found in PERIODS else None


def printed(path: str | Path) -> list[PrintedTable]:
    """Read tables as they were printed before: a file of :func:`spreiding.write_csv`, or columns by their names.

    Raises
    ------
    InvalidInputError
        If it has no column of figures.
    """
    ours = written.read(Path(path))
    if ours is not None:
        return ours
    table, _ = tables.read_table(str(path), numeric=[])
    figures = [column for column in table.columns if column in (*COUNTS, *SHARES)]
    if not figures:
        raise refusal("no-printed-figures", source=str(path), known=[*COUNTS, *SHARES], names=table.columns)
    keys = {column: column for column in table.columns if column in ("area", "group", "corporation", *PERIODS)}
    return [PrintedTable(frame=table, keys=keys, columns={name: name for name in figures}, name=str(path))]
