"""A programme as it was printed: read, and checked for what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.counts.grain import ALL, TOTAL_WORDS
from spreiding.delivery.agreed import unit_of, words
from spreiding.delivery.grim import fits, least_that_fit
from spreiding.delivery.rows import COLUMNS, SHARES
from spreiding.records.groups import fold
from spreiding.values.columns import floats, row_list, whole_numbers
from spreiding.values.names import need_columns
from spreiding.values.tables import naming_lines, read_table
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spreiding.base.types import Frame

#: ``code`` of a finding, where it is, the number ``printed`` and what it should be by the rest (``expected``), as text.
FINDINGS = {"code": pl.String, "period": pl.String, "main_group": pl.String, "group": pl.String,
            "column": pl.String, "printed": pl.String, "expected": pl.String}  # fmt: skip
#: What the table is called where it is no file.
SOURCE = "frame of the programme"
NEEDED = ("period", "main_group", "group")
WHOLE = ("agreed", "delivered", "n")


def read(frame: Frame | str | Path, decimals: int) -> tuple[pl.DataFrame, pl.DataFrame, str]:
    """Return the rows of a printed programme, what does not agree in them, and the name of the source."""
    data, name = read_table(frame, numeric=[*WHOLE, *SHARES])
    source = SOURCE if name == "frame" else name
    need_columns(data, NEEDED[:2], source=source)
    with naming_lines(frame, source, wanted=[*WHOLE, *SHARES]):
        rows = _rows(data, source)
        twice = [at + 1 for at in rows.select(pl.struct(*NEEDED, "unit").is_duplicated()).to_series().arg_true()]
        if twice:
            raise refusal("programme-twice", source=source, column="group", rows=twice, where=row_list(twice))
    found = [*_sums(rows), *_households(rows, decimals)]
    return rows, pl.DataFrame(found, schema=FINDINGS, orient="row"), source


def _rows(data: pl.DataFrame, source: str) -> pl.DataFrame:
    """Return the rows in their columns; a total under any name gets the name ``"all"``."""
    texts = {name: words(data, name) for name in (*NEEDED, "name", "unit", "level")}
    made: dict[str, Any] = {name: texts[name] for name in (*NEEDED, "name")}
    for name in WHOLE:
        made[name] = whole_numbers(data, name, source) if name in data.columns else None
    for name in SHARES:
        made[name] = _shares(data, name, source) if name in data.columns else None
    flag = data.get_column("counts_toward_target") if "counts_toward_target" in data.columns else None
    if flag is not None and flag.dtype != pl.Boolean:
        raise refusal("programme-flag", source=source, column="counts_toward_target")
    made["counts_toward_target"] = flag
    made["unit"] = [unit_of(word, source, row) for row, word in enumerate(texts["unit"], start=1)]
    table = pl.DataFrame(made, schema_overrides=COLUMNS).with_columns(name=pl.coalesce("name", "group"))
    wholes = [_is_whole(row, table) for row in table.with_columns(level=texts["level"]).to_dicts()]
    table = table.with_columns(
        group=pl.Series([ALL if whole else g for whole, g in zip(wholes, table.get_column("group"), strict=True)]),
        main_group=pl.Series(
            [ALL if whole == "total" else m for whole, m in zip(wholes, table.get_column("main_group"), strict=True)]
        ),
    )
    absent = [pl.lit(None).cast(kind).alias(name) for name, kind in COLUMNS.items() if name not in table.columns]
    missing = table.with_row_index("row", offset=1).filter(pl.any_horizontal(pl.col("period", "main_group").is_null()))
    if missing.height:
        at = missing.get_column("row").to_list()
        raise refusal("programme-missing", source=source, columns=list(NEEDED[:2]), rows=at, where=row_list(at))
    return table.with_columns(absent).select(*COLUMNS)


def _shares(data: pl.DataFrame, name: str, source: str) -> pl.Series:
    values = floats(data, name, source=source)
    bad = ((values < 0) | (values > 1)).fill_null(value=False).arg_true()
    if len(bad):
        raise refusal("programme-share", source=source, column=name, rows=[int(bad[0]) + 1], first=str(bad[0] + 1))
    return values


def _is_whole(row: dict[str, Any], table: pl.DataFrame) -> str | None:
    """Return ``"total"`` for a row of everything, ``"main"`` for one of a main group; by its level, name or sum."""
    main, group, level = (fold(row[name] or "") for name in ("main_group", "group", "level"))
    if level in {"total", "totaal"} or main in TOTAL_WORDS or (not main and group in TOTAL_WORDS):
        return "total"
    if level in {"main", "hoofdgroep"} or not group or group in TOTAL_WORDS or group == main:
        return "main"
    if level or main not in group or row["delivered"] is None:
        return None
    # "WONEN MET BEGELEIDING" among its own groups: its name holds the main group's, its number the sum of the others.
    own = table.filter((pl.col("period") == row["period"]) & (pl.col("main_group") == row["main_group"]))
    others = own.filter(pl.col("group") != row["group"])
    return "main" if others.height > 1 and others.get_column("delivered").sum() == row["delivered"] else None


def _sums(rows: pl.DataFrame) -> Iterator[tuple[str | None, ...]]:
    """Find sums in print that differ from the sum of their parts."""
    for (period, _), part in rows.filter(pl.col("unit") == "dwellings").group_by(
        ["period", "unit"], maintain_order=True
    ):
        mains = part.filter((pl.col("group") == ALL) & (pl.col("main_group") != ALL))
        for whole in part.filter(pl.col("group") == ALL).to_dicts():
            of = mains if whole["main_group"] == ALL else part.filter(
                (pl.col("main_group") == whole["main_group"]) & (pl.col("group") != ALL)
            )  # fmt: skip
            for name in ("agreed", "delivered"):
                column = of.get_column(name)
                if whole[name] is None or not of.height or column.null_count() or column.sum() == whole[name]:
                    continue
                place = (str(period), whole["main_group"], ALL)
                yield ("programme-sum", *place, name, str(whole[name]), str(column.sum()))
        yield from _means(part, str(period))


def _means(part: pl.DataFrame, period: str) -> Iterator[tuple[str | None, ...]]:
    """Find shares of the whole in print that cannot be the mean of those of the groups."""
    whole = part.filter((pl.col("main_group") == ALL) & (pl.col("group") == ALL))
    groups = part.filter(pl.col("group") != ALL).with_columns(n=pl.coalesce("n", "delivered"))
    for name in SHARES:
        known = groups.filter(pl.col(name).is_not_null() & (pl.col("n") > 0))
        n = known.get_column("n").sum()
        if not whole.height or whole.item(0, name) is None or not n:
            continue
        mean, printed = float((known.get_column(name) * known.get_column("n")).sum()) / float(n), whole.item(0, name)
        if abs(mean - printed) > 0.01 + 1e-9:  # half a percent of rounding on either side
            yield ("programme-mean", period, ALL, ALL, name, f"{100 * printed:g}", f"{100 * mean:.1f}")


def _households(rows: pl.DataFrame, decimals: int) -> Iterator[tuple[str | None, ...]]:
    """Find percentages that cannot come from so many whole households."""
    for row in rows.filter(pl.col("unit") == "dwellings").to_dicts():
        n = row["delivered"] if row["n"] is None else row["n"]
        shares = [row[name] for name in SHARES if row[name] is not None]
        if not n or not shares or fits(shares, n, decimals):
            continue
        printed = " / ".join(f"{100 * share:.{decimals}f}" for share in shares)
        least = ", ".join(str(k) for k in least_that_fit(shares, decimals))
        place = (row["period"], row["main_group"], row["group"])
        yield ("programme-households", *place, "n", f"{printed} of {n}", least)
