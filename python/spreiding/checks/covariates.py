"""Check 24: where the values of covariates come from, and why some are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from spreiding.checks.figures import SHOWN, texts
from spreiding.checks.finding import Finding, NotRun, Place, not_run

if TYPE_CHECKING:
    from spreiding.checks.material import Material

#: What must be known of each value.
ORIGIN = ("level", "variable", "year")


def covariate_origin(m: Material) -> list[Finding | NotRun]:
    """Check 24: variable, year and level of every value, and why a value is missing.

    A long table (one row per value) has them in its own columns; a wide one (one row per area, one
    column per characteristic) has a companion: a row per variable, and where ``area`` is filled in,
    for the value of that area alone. Without one, a wide table gives a warning.
    """
    table, sources = m.covariates, m.covariate_sources
    if table is None:
        return [not_run("idle-no-covariates")]
    if sources is None and "area" in table.columns and "variable" not in table.columns:
        # Nothing is known to be wrong, and nothing can be looked at: a warning.
        names = [column for column in table.columns if column != "area"]
        found = texts(names)
        return [Finding("covariate_origin", "origin-not-given", len(names), found=found, severity="W")]
    if sources is None:
        return [*_long(table, "covariates")]
    missing = [name for name in ("area",) if name not in table.columns]
    return [*(_columns(missing, table, ("area",), "covariates") if missing else _wide(table, sources))]


def _long(table: pl.DataFrame, name: str) -> list[Finding]:
    missing = [column for column in ORIGIN if column not in table.columns]
    if missing:
        return _columns(missing, table, ORIGIN, name)
    rows = table.with_row_index("row", offset=1)
    found = []
    for column in ORIGIN:
        empty = rows.filter(pl.col(column).is_null())
        found += _rows(empty, name, "origin-blank", column)
    if "value" in table.columns:
        reason = pl.col("reason").is_null() if "reason" in table.columns else pl.lit(value=True)
        empty = rows.filter(pl.col("value").is_null() & reason)
        found += _rows(empty, name, "value-without-reason", "value")
    return found


def _wide(table: pl.DataFrame, sources: pl.DataFrame) -> list[Finding]:
    found = _long(sources.select(c for c in sources.columns if c != "value"), "covariate_sources")
    if any(column not in sources.columns for column in ORIGIN):
        return found
    variables = [column for column in table.columns if column != "area"]
    whole = {"area": pl.lit(None, dtype=pl.String), "reason": pl.lit(None, dtype=pl.String)}
    sources = sources.with_columns(value.alias(name) for name, value in whole.items() if name not in sources.columns)
    known = set(sources.filter(pl.col("area").is_null()).get_column("variable"))
    unknown = [variable for variable in variables if variable not in known]
    if unknown:
        found.append(Finding("covariate_origin", "origin-unknown", len(unknown), found=texts(unknown)))
    reasons = sources.drop_nulls("reason")
    for variable in variables:
        own = reasons.filter(pl.col("variable") == variable).get_column("area")
        if own.null_count():  # One reason for all that is missing.
            continue
        rows = table.with_row_index("row", offset=1)
        empty = rows.filter(pl.col(variable).is_null() & ~pl.col("area").is_in(own.to_list()))
        found += _rows(empty, "covariates", "variable-without-reason", variable)
    return found


def _columns(missing: list[str], table: pl.DataFrame, wanted: tuple[str, ...], name: str) -> list[Finding]:
    data, figures = {"table": name, "columns": missing}, (texts(table.columns), texts(wanted))
    return [Finding("covariate_origin", "table-lacks-columns", len(missing), (), data, *figures)]


def _rows(empty: pl.DataFrame, name: str, code: str, column: str) -> list[Finding]:
    if not empty.height:
        return []
    place = Place(name, column, tuple(empty.get_column("row").head(SHOWN).to_list()))
    return [Finding("covariate_origin", code, empty.height, (place,), {"column": column})]
