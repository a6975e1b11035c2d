"""Rows of the programme: groups, their main groups, and everything; what is not given is added up."""

from __future__ import annotations

import polars as pl

from spreiding.counts.grain import ALL

#: Columns while rows are made; ``w0`` … ``w2`` are households that waited up to three months, up to six, longer. A row
#: has the shares itself where it comes from print.
COLUMNS: dict[str, type[pl.DataType]] = {
    "period": pl.String,
    "main_group": pl.String,
    "group": pl.String,
    "name": pl.String,
    "agreed": pl.Int64,
    "delivered": pl.Int64,
    "counts_toward_target": pl.Boolean,
    "n": pl.Int64,
    "w0": pl.Int64,
    "w1": pl.Int64,
    "w2": pl.Int64,
    "within_3_months": pl.Float64,
    "from_3_to_6_months": pl.Float64,
    "unit": pl.String,
}
SHARES = ("within_3_months", "from_3_to_6_months")


def finished(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with a sum per main group and of all, in order, with differences and shares."""
    parts = []
    for (_, unit), part in rows.group_by(["period", "unit"], maintain_order=True):
        groups = part.filter((pl.col("main_group") != ALL) & (pl.col("group") != ALL))
        mains = []
        for main in part.filter(pl.col("main_group") != ALL).get_column("main_group").unique(maintain_order=True):
            own = groups.filter(pl.col("main_group") == main)
            given = part.filter((pl.col("main_group") == main) & (pl.col("group") == ALL))
            mains.append(_sum(own, given))
            parts += [mains[-1], own]
        given = part.filter((pl.col("main_group") == ALL) & (pl.col("group") == ALL))
        if unit == "dwellings" or given.height:
            parts.append(_sum(pl.concat(mains).with_columns(main_group=pl.lit(ALL)) if mains else groups, given))
    return _shown(pl.concat(parts))


def _sum(rows: pl.DataFrame, given: pl.DataFrame) -> pl.DataFrame:
    """Return the row of a whole: what is given, and for the rest the sum of its parts where all are known."""
    own = given.row(0, named=True) if given.height else {}
    first = rows.row(0, named=True) if rows.height else own
    row = {**dict.fromkeys(COLUMNS), "period": first["period"], "main_group": first["main_group"], "group": ALL,
           "unit": first["unit"]}  # fmt: skip
    for name in ("agreed", "delivered", "n", "w0", "w1", "w2"):
        column = rows.get_column(name)
        row[name] = None if not rows.height or column.null_count() else int(column.sum())
    flags = set(rows.filter(pl.col("delivered").fill_null(1) > 0).get_column("counts_toward_target"))
    row["counts_toward_target"] = flags.pop() if len(flags) == 1 else None
    for name in SHARES:
        known = rows.filter(pl.col(name).is_not_null() & (pl.col("n") > 0))
        whole = known.get_column("n").sum()
        row[name] = float((known.get_column(name) * known.get_column("n")).sum()) / float(whole) if whole else None
    row |= {name: value for name, value in own.items() if value is not None}
    return pl.DataFrame([row], schema=COLUMNS)


def _shown(rows: pl.DataFrame) -> pl.DataFrame:
    n = pl.col("n")
    counted = [pl.when(n > 0).then(pl.col(f"w{at}") / n) for at in range(3)]
    agreed = pl.when(pl.col("agreed") > 0).then(pl.col("agreed"))
    return rows.select(
        "period",
        "main_group",
        "group",
        pl.coalesce("name", "group").alias("name"),
        "agreed",
        "delivered",
        (pl.col("delivered") - pl.col("agreed")).alias("difference"),
        (pl.col("delivered") / agreed).alias("delivered_share"),
        "counts_toward_target",
        within_3_months=pl.coalesce("within_3_months", counted[0]),
        from_3_to_6_months=pl.coalesce("from_3_to_6_months", counted[1]),
        beyond_6_months=counted[2],
        n="n",
        unit="unit",
    )
