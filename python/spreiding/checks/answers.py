"""Checks of what a row says: combinations (34), remarks (35), renewals (36), voids (37), blank columns (40)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding.checks.chance import alarms, tails
from spreiding.checks.figures import out_of, share
from spreiding.checks.finding import Finding, NotRun, not_run
from spreiding.checks.material import YES
from spreiding.checks.rows import FEW
from spreiding.records.groups import fold

if TYPE_CHECKING:
    from spreiding.checks.material import Material
    from spreiding.checks.rows import Rows

#: Columns that a table of combinations can name.
COMBINED = ("group", "main_group", "channel", "contract", "first_letting")
#: Fewest rows with a channel that does not go with the group.
LEAST = 5
#: Names of columns of remarks, where none is named so.
REMARKS = ("opmerking", "toelichting", "notitie", "remark", "comment")
#: Columns that may be blank: a regular letting has no group, a direct mediation no advert.
MAY_BE_BLANK = {
    "date",
    "group",
    "main_group",
    "advert_date",
    "remarks",
    "void_date",
    "renewal",
    "row",
    "part",
    "dated",
    "line",
    "corporation",
    "x",
    "y",
}
TEN_YEARS = 3650
#: Words in remarks that point to a target group, beside the names of the groups; short ones by themselves only.
NAMES_OF_GROUPS = (
    "statushouder", "vergunninghouder", "asielzoeker", "coa", "medisch urgent", "urgent medisch", "sociaal urgent",
    "urgentieverklaring", "mobw", "omslagwoning", "omslagroute", "toeslagenaffaire", "toeslagenouder",
    "crisisopvang", "beschermd wonen", "maatschappelijke opvang", "uit detentie",
)  # fmt: skip


def impossible_combination(m: Material) -> list[Finding | NotRun]:
    """Check 34: rows whose group, channel and contract cannot go together."""
    rows, table = m.rows, m.reference.combinations
    if isinstance(rows, NotRun):
        return [rows]
    if table is None and not rows.has("channel"):
        return [not_run("idle-no-combinations")]
    frame = _coded(m, rows)
    found: list[Finding | NotRun] = [*_searched(m, rows, frame)]
    for row in () if table is None else table.iter_rows(named=True):
        wanted = {
            name: str(row[name]) for name in COMBINED if row.get(name) not in (None, "") and name in frame.columns
        }
        named = [name for name in COMBINED if row.get(name) not in (None, "")]
        if len(wanted) < len(named) or len(wanted) < 2:
            continue
        there = frame.filter(pl.all_horizontal(_is(frame, name, value) for name, value in wanted.items()))
        if there.height:
            data = {"what": ", ".join(f"{m.column(name)} = {value}" for name, value in wanted.items())}
            found.append(_found("impossible_combination", "combination-cannot-be", rows, there, "channel", data))
    return found


def _coded(m: Material, rows: Rows) -> pl.DataFrame:
    """Return the records with the codes of their groups instead of the labels."""
    labels = rows.frame.get_column("group").drop_nulls().unique().to_list()
    codes = {label: code for label, code in m.read.groups.resolve(labels).items() if code is not None}
    return rows.frame.with_columns(group=pl.col("group").replace_strict(codes, default=None, return_dtype=pl.String))


def _is(frame: pl.DataFrame, name: str, value: str) -> pl.Expr:
    """Return where a column has a value, whatever its case and signs."""
    wanted = fold(value)
    return pl.col(name).is_in([v for v in frame.get_column(name).drop_nulls().unique().to_list() if fold(v) == wanted])


def _searched(m: Material, rows: Rows, frame: pl.DataFrame) -> list[Finding]:
    """Find self-search by groups that are housed by direct mediation only."""
    groups = m.read.groups.frame
    if "channel" not in groups.columns or "channel" not in frame.columns:
        return []
    only = groups.filter(pl.col("channel") == "direct mediation").get_column("code").to_list()
    words = {fold(word) for word in m.thresholds.search_labels}
    labels = [label for label in frame.get_column("channel").drop_nulls().unique().to_list() if fold(label) in words]
    there = frame.filter(pl.col("group").is_in(only) & pl.col("channel").is_in(labels))
    if there.height < LEAST:
        return []
    return [_found("impossible_combination", "mediated-group-searched", rows, there, "channel", {})]


def _found(check: str, code: str, rows: Rows, there: pl.DataFrame, column: str, data: dict[str, Any]) -> Finding:
    units: tuple[str, ...] = ()
    if "corporation" in there.columns:
        names = there.get_column("corporation").fill_null("-").unique().sort()
        units = tuple(names) if names.len() <= 3 else ()
    return Finding(check, code, there.height, rows.places(there, column), data, units=units, all_rows=rows.told(there))


def group_in_remarks(m: Material) -> list[Finding | NotRun]:
    """Check 35: remarks that name a target group where the code is blank."""
    rows = m.rows
    if isinstance(rows, NotRun):
        return [rows]
    columns = ["remarks"] if rows.has("remarks") else [n for n in rows.unnamed if fold(n).startswith(REMARKS)]
    if not columns:
        return [not_run("idle-no-column", column="remarks")]
    blank = rows.frame.filter(pl.col("group").is_null()).select("part", "row", *_there(rows.frame, "corporation"))
    found: list[Finding | NotRun] = []
    for name in columns:
        texts = rows.frame if name == "remarks" else rows.other([name])
        text = texts.select("part", "row", said=pl.col(name))
        there = blank.join(text, on=["part", "row"]).filter(_names_a_group(m, pl.col("said")))
        if there.height:
            found.append(_found("group_in_remarks", "remarks-name-a-group", rows, there.drop("said"), name, {}))
    return found


def _there(frame: pl.DataFrame, *names: str) -> list[str]:
    return [name for name in names if name in frame.columns]


def _names_a_group(m: Material, said: pl.Expr) -> pl.Expr:
    """Return where a remark names a target group, and does not say that it is none."""
    long, short = _terms(m)
    plain = said.str.replace_all(r"(?i)\b(geen|niet|no|not)\s+\S+", "")
    folded = plain.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    named = folded.str.contains_any(long)
    return named | plain.str.contains(rf"(?i)\b({'|'.join(short)})\b") if short else named


def _terms(m: Material) -> tuple[list[str], list[str]]:
    """Return what names a target group, folded, and short words that must stand by themselves.

    Its code, name and aliases, their first word where it is a long one, abbreviations in capitals, and
    :data:`NAMES_OF_GROUPS`.
    """
    labels: list[str] = []
    for row in m.read.groups.frame.filter(pl.col("role") == "allocation").iter_rows(named=True):
        labels += [row["code"], row["name"] or "", *(row["aliases"] or "").split("|")]
    firsts = [word.removesuffix("s") for label in labels if len(word := (label.split() or [""])[0]) >= 9]
    words = [*labels, *firsts, *NAMES_OF_GROUPS]
    short = {word for label in labels for word in re.findall(r"\b[A-Z]{3,5}\b", label)}
    short |= {word for word in NAMES_OF_GROUPS if len(fold(word)) < 6}
    return sorted({fold(word) for word in words if len(fold(word)) >= 6}), sorted(short)


def renewal(m: Material) -> list[Finding | NotRun]:
    """Check 36: renewed or converted contracts among the lettings."""
    rows = m.rows
    if isinstance(rows, NotRun):
        return [rows]
    columns = [name for name in ("renewal", "contract") if rows.has(name)]
    found: list[Finding | NotRun] = [] if columns else [not_run("idle-no-column", column="renewal")]
    held = {name: rows.frame.get_column(name).drop_nulls().unique().to_list() for name in columns}
    for name, labels in (held | {name: kinds for name, kinds in rows.kinds.items() if name not in held}).items():
        if meant := _renewed(m, name, labels):
            frame = rows.frame if name in held else rows.other([name])
            there = frame.filter(pl.col(name).is_in(meant))
            found.append(_found("renewal", "renewals-counted", rows, there, name, {"column": m.column(name)}))
    if rows.has("renewal", "first_letting"):
        yes = [
            pl.col(n).is_in([v for v in rows.frame[n].drop_nulls().unique() if fold(v) in YES])
            for n in ("renewal", "first_letting")
        ]
        there = rows.frame.filter(yes[0] & yes[1])
        if there.height:
            found.append(_found("renewal", "renewal-of-first-letting", rows, there, "renewal", {}))
    return found


def _renewed(m: Material, name: str, labels: list[str]) -> list[str]:
    """Return the values of a column that speak of renewed or converted contracts; of few kinds only."""
    words = [fold(word) for word in m.thresholds.renewal_words]
    if len(labels) > FEW:
        return []
    named = name == "renewal" or any(word in fold(name) for word in words)
    return [v for v in labels if any(word in fold(v) for word in words) or (named and fold(v) in YES)]


def void_date(m: Material) -> list[Finding | NotRun]:
    """Check 37: contracts long before the dwelling fell empty, or ten years after."""
    rows = m.rows
    if isinstance(rows, NotRun):
        return [rows]
    if not rows.has("void_date"):
        return [not_run("idle-no-column", column="void_date")]
    days = (pl.col("void_date") - pl.col("date")).dt.total_days()
    late, early = rows.frame.filter(days > m.thresholds.void_days), rows.frame.filter(days < -TEN_YEARS)
    found: list[Finding | NotRun] = []
    for there, code, data in (
        (late, "void-after-letting", {"days": str(m.thresholds.void_days)}), (early, "void-long-before", {}),
    ):  # fmt: skip
        if there.height:
            found.append(_found("void_date", code, rows, there, "void_date", data))
    return found


def response(rows: Rows) -> pl.DataFrame:
    """Return per association and column how many rows leave it blank."""
    names = [name for name in rows.frame.columns if name not in MAY_BE_BLANK]
    unit = pl.col("corporation").fill_null("-") if "corporation" in rows.frame.columns else pl.lit("-")
    counts = rows.frame.group_by(unit.alias("corporation")).agg(
        pl.len().alias("rows"), *(pl.col(n).null_count() for n in names)
    )
    long = counts.unpivot(names, index=["corporation", "rows"], variable_name="column", value_name="missing")
    long = long.with_columns(pl.col("rows", "missing").cast(pl.Int64))
    return long.with_columns(share=pl.col("missing") / pl.col("rows")).sort("column", "corporation")


def item_response(m: Material) -> list[Finding | NotRun]:
    """Check 40: columns that an association leaves blank far more often than the others."""
    rows = m.rows
    if isinstance(rows, NotRun):
        return [rows]
    if not rows.has("corporation"):
        return [not_run("idle-no-column", column="corporation")]
    table = response(rows).filter(pl.col("column") != "area")  # check 7
    total = table.group_by("column").agg(all_rows=pl.col("rows").sum(), all_missing=pl.col("missing").sum())
    table = table.join(total, on="column")
    n, x = (table.get_column(name).to_numpy().astype(float) for name in ("rows", "missing"))
    others = table.get_column("all_rows").to_numpy() - n, table.get_column("all_missing").to_numpy() - x
    usual = np.divide(others[1], others[0], out=np.zeros_like(n), where=others[0] > 0)
    _, high = tails(x, n, usual)
    out = alarms(high, m.thresholds.false_discovery) & (x / n - usual >= m.thresholds.blank_share) & (others[0] > 0)
    found: list[Finding | NotRun] = []
    for (name,), part in table.with_columns(usual=usual).filter(pl.Series(out)).group_by("column", maintain_order=True):
        figures = tuple(out_of(r["missing"], r["rows"], r["corporation"]) for r in part.iter_rows(named=True))
        about = tuple(share(u, decimals=1, sign="≈ ") for u in part.get_column("usual"))
        units = tuple(part.get_column("corporation"))
        count = int(part.get_column("missing").sum())
        there = rows.frame.filter(pl.col(str(name)).is_null() & pl.col("corporation").is_in(units))
        places, data = rows.places(there, str(name)), {"column": str(name)}
        all_rows = rows.told(there)
        found.append(
            Finding("item_response", "column-left-blank", count, places, data, figures, about, "", units, all_rows)
        )
    return found
