"""Faults as offices meet them, planted in SYNTHETIC records that have none: name -> what it does, and the checks meant.

Each takes a frame of :mod:`years` and returns it with the fault; ``WHOLE`` lists those that show in the records alone,
``TOLD`` those for which a figure from elsewhere, or a column that not every file has, is needed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from years import CORPORATIONS, DIRECT, MAIN, STATUS, ZONDER

if TYPE_CHECKING:
    from collections.abc import Callable

    Plant = Callable[[pl.DataFrame], pl.DataFrame]

LARGE, MIDDLE, SMALL = CORPORATIONS[0], CORPORATIONS[2], CORPORATIONS[5]
HALFWAY = date(2016, 10, 1)


def _of(name: str | None) -> pl.Expr:
    return pl.lit(value=True) if name is None else pl.col("corporation") == name


def _month(text: str) -> pl.Expr:
    return pl.col("date").dt.strftime("%Y-%m") == text


def _let() -> pl.Expr:
    return pl.col("group").is_not_null()


def _some(share: float, seed: int = 1) -> pl.Expr:
    """Return a random choice of rows, the same for the same frame."""
    return pl.int_range(pl.len()).map_batches(
        lambda rows: pl.Series(np.random.default_rng(seed).random(rows.len()) < share), return_dtype=pl.Boolean
    )


def _blank_group(where: pl.Expr) -> Plant:
    """Blank codes: the letting stays and counts as a regular one."""
    names = ("group", "main_group")
    return lambda f: f.with_columns(pl.when(~where.fill_null(value=False)).then(pl.col(n)).alias(n) for n in names)


def first(column: str, value: object, rows: int = 30) -> Plant:
    """Set the first rows of a column."""
    return lambda f: f.with_columns(
        pl.when(pl.int_range(pl.len()) < rows).then(pl.lit(value)).otherwise(pl.col(column)).alias(column)
    )


def _set(column: str, value: pl.Expr, where: pl.Expr) -> Plant:
    return lambda f: f.with_columns(pl.when(where).then(value).otherwise(pl.col(column)).alias(column))


def duplicated(frame):
    return pl.concat([frame, frame.head(40)])


def alike(frame):
    """Append forty rows with a new identifier: an export joined to itself."""
    return pl.concat([frame, frame.gather_every(frame.height // 40).with_columns(pl.col("dwelling_id") + "-b")])


def relet(frame):
    again = frame.head(9).with_columns(pl.col("date") + pl.duration(days=30))
    return pl.concat([frame, again]).filter(pl.col("date") <= frame["date"].max())


def new_scheme(frame):
    """Give every wijk a code such as those of 2022 from 1 July on."""
    late = pl.col("date") >= date(2016, 7, 1)
    codes = frame["area"].drop_nulls().unique()
    other = {code: code[0] + "ABCDEFGHJKLMNPQRSTUVWXYZ"[int(code[1:]) % 24] for code in codes}
    return frame.with_columns(area=pl.when(late).then(pl.col("area").replace(other)).otherwise("area"))


def grown(frame):
    later = frame.filter((pl.col("date") >= date(2017, 1, 1)) & _of(MIDDLE))
    return pl.concat([frame, later.with_columns(pl.col("dwelling_id") + "-x", pl.col("rent") + 1)])


def persons(frame):
    extra = frame.drop_nulls("group").sample(fraction=0.6, seed=1)
    return pl.concat([frame, extra.with_columns(pl.col("dwelling_id") + "-2")])


def persons_of_one(frame):
    """Count the status holders of one association in persons: each dwelling two or three times."""
    extra = frame.filter(_of(LARGE) & (pl.col("group") == STATUS)).sample(fraction=0.6, seed=1)
    return pl.concat([frame, extra.with_columns(pl.col("dwelling_id") + "-2")])


def switched(frame):
    again = frame.filter((pl.col("group") == "omslag MOBW") & (pl.col("date") < date(2016, 3, 1)))
    return pl.concat([frame, again.with_columns(pl.col("date") + pl.duration(days=300))])


def year_later(frame):
    """Deliver the lettings of a month once more under the next year."""
    again = frame.filter(pl.col("date").dt.month() == 2, pl.col("date").dt.year() == 2016, pl.col("date").dt.day() < 29)
    return pl.concat([frame, again.with_columns(date=pl.col("date").dt.offset_by("1y"))])


def spike(frame):
    """Date a backlog of a middle-sized association in one month: a third of all its lettings."""
    frame = frame.with_columns(late=_of(MIDDLE) & _some(0.33))
    for column, value in (("date", pl.lit(date(2016, 9, 15))), ("advert_date", pl.lit(None, dtype=pl.Date))):
        frame = _set(column, value, pl.col("late"))(frame)
    return frame.drop("late")


def renamed(frame):
    return _set("corporation", pl.lit("Nieuwe Naam"), _of(MIDDLE) & (pl.col("date") >= HALFWAY))(frame)


def exchanged(frame):
    if "floor_area" not in frame.columns:
        frame = frame.with_columns(floor_area=pl.lit(61.0))
    mine = _of(MIDDLE)
    rent, floor = (pl.col("rent"), pl.col("floor_area"))
    return frame.with_columns(
        rent=pl.when(mine).then(floor).otherwise(rent), floor_area=pl.when(mine).then(rent).otherwise(floor)
    )


def total_rows(frame):
    """Leave the export's own totals in: a row for each association, without dwelling."""
    row = (
        frame.group_by("corporation", maintain_order=True)
        .first()
        .with_columns(dwelling_id=pl.lit("Totaal"), area=pl.lit(None, dtype=pl.String))
    )
    return pl.concat([frame, row.select(frame.columns)])


def drift(name: str | None, most: float) -> Plant:
    """Lose codes little by little, up to a share at the end."""

    def plant(frame):
        day = (pl.col("date") - frame["date"].min()).dt.total_days() / (frame["date"].max() - frame["date"].min()).days
        lost = pl.Series(np.random.default_rng(5).random(frame.height)) < frame.select(day * most).to_series()
        return frame.with_columns(lost=lost).pipe(_blank_group(_of(name) & pl.col("lost"))).drop("lost")

    return plant


def drop(name: str | None, share: float) -> Plant:
    return _blank_group(_of(name) & (pl.col("date") >= HALFWAY) & _some(share, 6))


#: Name -> fault, and the check it belongs to; found in the records themselves.
WHOLE: dict[str, tuple[Plant, str]] = {
    "duplicated export": (duplicated, "duplicate_letting"),
    "let again within 30 days": (relet, "duplicate_letting"),
    "rows alike but for the identifier": (alike, "alike_rows"),
    "no identifiers, rows twice": (lambda f: duplicated(f).drop("dwelling_id"), "alike_rows"),
    "the same dwellings a year later on the same day": (year_later, "repeated_year"),
    "identifiers constant": (first("dwelling_id", "9999", 300), "constant_identifier"),
    "unknown code": (first("group", "geen doelgroep"), "unknown_code"),
    "codes of two groups": (first("group", "UMO; laatste kans"), "two_groups"),
    "main group not that of the code": (
        lambda f: f.with_columns(main_group=pl.col("main_group").replace({"met_begeleiding": "Zonder begeleiding"})),
        "two_groups",
    ),
    "main group without a code": (
        lambda f: f.with_columns(group=pl.when(pl.int_range(pl.len()) >= 60).then("group")),
        "two_groups",
    ),
    "date outside the period": (first("date", date(2019, 7, 3)), "date_fault"),
    "day and month swapped": (lambda f: f.with_columns(date=f["date"].dt.strftime("%Y-%d-%m")), "date_fault"),
    "fiscal against calendar year": (
        lambda f: f.with_columns(date=pl.col("date").dt.offset_by("6mo"), advert_date=pl.col("date")),
        "date_fault",
    ),
    "contract before the advert": (
        lambda f: f.with_columns(
            advert_date=pl.when(pl.int_range(pl.len()) < 25)
            .then(pl.col("date") + timedelta(days=9))
            .otherwise("advert_date")
        ),
        "date_fault",
    ),
    "new area scheme half-way": (new_scheme, "area_fault"),
    "lettings without area": (first("area", None, 200), "missing_area"),
    "lettings of one association without area": (
        lambda f: f.with_columns(
            area=pl.when(~(_of(CORPORATIONS[7]) & (pl.int_range(pl.len()) % 12 == 0))).then("area")
        ),
        "missing_area",
    ),
    "no codes at all for a month": (_blank_group(_month("2016-09")), "stopped_feed"),
    "feed of an association stops for a month": (lambda f: f.filter(~(_month("2016-09") & _of(LARGE))), "stopped_feed"),
    "codes of an association stop for a month": (_blank_group(_month("2016-09") & _of(LARGE)), "stopped_feed"),
    "the whole feed stops for a month": (lambda f: f.filter(~_month("2016-09")), "stopped_feed"),
    "a backlog dated in one month": (spike, "stopped_feed"),
    "the last three weeks are missing": (
        lambda f: f.filter(pl.col("date") <= f["date"].max() - timedelta(days=21)),
        "period_end",
    ),
    "the first three weeks are missing": (
        lambda f: f.filter(pl.col("date") >= f["date"].min() + timedelta(days=21)),
        "period_end",
    ),
    "the last five weeks of one association are missing": (
        lambda f: f.filter(~(_of(LARGE) & (pl.col("date") > f["date"].max() - timedelta(days=35)))),
        "period_end",
    ),
    "an association goes on under another name": (renamed, "renamed_association"),
    "an association goes on under another name from the 12th of a month": (
        _set("corporation", pl.lit("Nieuwe Naam"), _of(MIDDLE) & (pl.col("date") >= date(2016, 10, 12))),
        "renamed_association",
    ),
    "an association in two spellings": (
        _set("corporation", pl.lit(f"Stichting {MIDDLE.upper()}"), _of(MIDDLE) & _some(0.3)),
        "renamed_association",
    ),
    "an association doubles": (grown, "sudden_change"),
    "an association missing from 2017": (
        lambda f: f.filter(~_of(CORPORATIONS[1]) | (pl.col("date") < date(2017, 1, 1))),
        "sudden_change",
    ),
    "recode of met to zonder": (
        lambda f: f.with_columns(
            pl.when((pl.col("date") >= date(2016, 11, 1)) & pl.col("group").is_in(["UMO", "MPG"]))
            .then(pl.lit(new))
            .otherwise(pl.col(name))
            .alias(name)
            for name, new in (("group", ZONDER[0]), ("main_group", "zonder_begeleiding"))
        ),
        "recode",
    ),
    "share of a large association drifts to -40%": (drift(LARGE, 0.4), "allocation_share"),
    "share of a middle association drifts to -40%": (drift(MIDDLE, 0.4), "allocation_share"),
    "share of a large association drops by 25%": (drop(LARGE, 0.25), "allocation_share"),
    "share of a middle association drops by 25%": (drop(MIDDLE, 0.25), "allocation_share"),
    "share of a middle association drops by 40%": (drop(MIDDLE, 0.40), "allocation_share"),
    "share of the whole city drifts to -40%": (drift(None, 0.4), "allocation_share"),
    "share of the whole city drops by 25%": (drop(None, 0.25), "allocation_share"),
    "half of the regular lettings of an association missing": (
        lambda f: f.filter(~(_of(MIDDLE) & ~_let() & _some(0.5))),
        "allocation_share",
    ),
    "no regular lettings of an association from half-way": (
        lambda f: f.filter(~(_of(MIDDLE) & ~_let() & (pl.col("date") >= HALFWAY))),
        "allocation_share",
    ),
    "status holders of a middle association blank": (
        _blank_group(_of(MIDDLE) & (pl.col("group") == STATUS)),
        "allocation_share",
    ),
    "status holders of a small association blank": (
        _blank_group(_of(SMALL) & (pl.col("group") == STATUS)),
        "allocation_share",
    ),
    "persons instead of dwellings at one association": (persons_of_one, "persons_not_dwellings"),
    "persons instead of dwellings": (persons, "persons_not_dwellings"),
    "one label for a whole estate": (
        lambda f: _set("group", pl.lit("UMO"), pl.col("area") == f["area"].drop_nulls().mode().sort()[0])(f),
        "extreme_share",
    ),
    "rent and floor area exchanged": (exchanged, "implausible_number"),
    "rent per year at one association": (_set("rent", pl.col("rent") * 12, _of(MIDDLE)), "implausible_number"),
    "floor area in tenths": (
        lambda f: f.with_columns(floor_area=pl.when(_of(MIDDLE)).then(6100.0).otherwise(61.0)),
        "implausible_number",
    ),
    "one rent filled in for an association": (_set("rent", pl.lit(650.0), _of(MIDDLE)), "implausible_number"),
    "0 where the rent is not known": (_set("rent", pl.lit(0.0), _some(0.02)), "implausible_number"),
    "rent 1.785 read as 1,785": (_set("rent", pl.lit(1.785), _some(0.01)), "file_fault"),
    "rents above the limit of social renting": (_set("rent", pl.col("rent") + 400, _some(0.03)), "rent_limit"),
    "student lettings": (first("channel", "studentenwoning"), "not_excluded"),
    "a column of cancelled contracts": (lambda f: f.with_columns(geannuleerd=_some(0.02)), "not_excluded"),
    "a status that says withdrawn": (
        lambda f: f.with_columns(
            status=pl.when(_some(0.02)).then(pl.lit("Ingetrokken")).otherwise(pl.lit("Definitief"))
        ),
        "not_excluded",
    ),
    "a column of kinds of dwellings with student rooms": (
        lambda f: f.with_columns(
            soort=pl.when(_some(0.02)).then(pl.lit("Studenteneenheid")).otherwise(pl.lit("Zelfstandige woning"))
        ),
        "not_excluded",
    ),
    "test records": (first("corporation", "TEST corporatie", 12), "not_excluded"),
    "rows of totals": (total_rows, "not_excluded"),
    "garbled letters": (first("channel", "coÃ¶rdinatie"), "file_fault"),
    "counted again at the switch to own lease": (switched, "counted_at_switch"),
    "direct mediation missing": (lambda f: f.with_columns(channel=pl.lit("WoningNet")), "direct_channel"),
    "self-search for a group that is mediated": (
        _set("channel", pl.lit("WoningNet"), pl.col("group").is_in(sorted(DIRECT)) & _some(0.2)),
        "impossible_combination",
    ),
}


def with_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """Add columns that not every file has: kind of contract, remarks, the day a dwelling fell empty, renewals."""
    return frame.with_columns(
        contract=pl.lit("onbepaalde tijd"),
        remarks=pl.lit(None, dtype=pl.String),
        void_date=pl.col("date") - timedelta(days=45),
        renewal=pl.lit("nee"),
    )


#: The same for faults that need a column or a table from elsewhere.
TOLD: dict[str, tuple[Plant, str]] = {
    "the code stands in the remarks": (
        lambda f: _blank_group(pl.col("remarks").is_not_null())(
            with_columns(f).with_columns(
                remarks=pl.when((pl.col("group") == STATUS) & _some(0.1)).then(pl.lit("betreft statushouder, gezin"))
            )
        ),
        "group_in_remarks",
    ),
    "renewed contracts counted": (
        lambda f: with_columns(f).with_columns(
            renewal=pl.when(_some(0.02)).then(pl.lit("ja")).otherwise(pl.lit("nee"))
        ),
        "renewal",
    ),
    "let long before the dwelling fell empty": (
        lambda f: with_columns(f).with_columns(
            void_date=pl.when(_some(0.02)).then(pl.col("date") + timedelta(days=200)).otherwise("void_date")
        ),
        "void_date",
    ),
    "delivery differs": (
        lambda f: pl.concat([f, f.head(300).with_columns(pl.col("dwelling_id") + "-late", area=pl.lit("E16"))]),
        "delivery_total",
    ),
    "an association's total differs": (lambda f: f.filter(~_of(CORPORATIONS[3])), "rentals_total"),
    "late corrections": (
        lambda f: pl.concat([f, f.head(300).with_columns(pl.col("dwelling_id") + "-late", area=pl.lit("E16"))]),
        "revised_counts",
    ),
    "allocations of a second source without rentals": (
        lambda f: f.filter(pl.col("area") != "E16"),
        "allocation_without_rental",
    ),
}


def figures(records: pl.DataFrame, areas: list[str]) -> dict[str, object]:
    """Return figures from elsewhere that agree with records: the tables of a reference by their names."""
    year = records.filter(pl.col("date").dt.year() == 2016)
    main = year.with_columns(main=pl.col("group").replace_strict(MAIN, default=None)).drop_nulls("main")
    held = records.drop_nulls("area").group_by("area", "corporation").len()
    return {
        "delivery": main.group_by(main_group="main").agg(delivered=pl.len()).with_columns(year=2016),
        "rentals": year.group_by("corporation").agg(rentals=pl.len()).with_columns(year=2016),
        "allocations": records.drop_nulls("group").drop_nulls("area").group_by("area").agg(allocations=pl.len()),
        "printed": {"unit": ["stad", "a", "b"], "parent": [None, "stad", "stad"], "n": [50, 29, 21], "percent": [58, 59, 57]},
        "bands": {"table": ["map"] * 5, "band": list("abcde"), "n": [8, 22, 25, 15, 8], "total": [78] * 5},
        "stock_corporation": pl.DataFrame({"area": areas}).join(
            held.select("area", "corporation", stock=pl.col("len") * 12 + 30), on="area", how="left"
        ).with_columns(pl.col("stock").fill_null(300)),
        "direct": {"year": [2016], "rentals": [10_000]},
        "register": {"corporation": CORPORATIONS, "valid_from": ["2000-01-01"] * len(CORPORATIONS)},
        "delivered": records.with_columns(date=pl.col("date").dt.offset_by("-3y")),
    }  # fmt: skip
