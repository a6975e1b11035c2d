"""Every planted fault is found by the check of its name; clean records raise no alarm. All records are synthetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

import spreiding as sp
from spreiding.checks.catalogue import rules

PERIOD = (date(2016, 1, 1), date(2017, 6, 30))
CODES = [
    "UMO",
    "omslag MOBW",
    "laatste kans",
    "MPG",
    "Noodsituatie medisch",
    "Noodsituatie sociaal",
    "Statushouder regulier",
]
DIRECT = {"UMO", "omslag MOBW", "laatste kans", "MPG", "Statushouder regulier"}
CORPORATIONS = [f"corporatie {c}" for c in "ABCDEFGH"]
AREAS = sp.examples.tiles("wijk")
MAIN = dict(sp.target_groups("ois2018").frame.select("code", "main_group").iter_rows())


def clean(seed: int, rows: int = 8_400, *, first: date = PERIOD[0], days: int = 547) -> pl.DataFrame:
    """Make synthetic records without faults: areas, associations and codes of unequal size, independent of the month."""
    random = np.random.default_rng(seed)
    size = random.gamma(2.0, size=len(AREAS)) + 0.2
    let = random.random(rows) < 0.29
    code = random.choice(CODES, rows, p=np.array([4, 3, 1, 2, 5, 5, 6]) / 26)
    offset = random.integers(0, days, rows)
    dwelling = [f"0363{i:012}" for i in range(rows)]
    # One in twenty dwellings is let again after at least four months, as a regular letting.
    for i in np.flatnonzero(random.random(rows) < 0.05):
        if i % 2 and not let[i] and abs(offset[i] - offset[i - 1]) > 120:
            dwelling[i] = dwelling[i - 1]
    advert = [first + timedelta(days=int(d)) for d in offset - random.integers(0, 60, rows)]
    direct = let & np.isin(code, list(DIRECT)) | (random.random(rows) < 0.05)
    return pl.DataFrame({
        "date": [first + timedelta(days=int(d)) for d in offset],
        "area": random.choice(AREAS.codes, rows, p=size / size.sum()),
        "group": pl.Series(code).scatter(np.flatnonzero(~let), None),
        "corporation": random.choice(CORPORATIONS, rows, p=np.array([9, 7, 6, 5, 4, 2, 1, 1]) / 35),
        "dwelling_id": dwelling,
        "channel": np.where(direct, "directe bemiddeling", "WoningNet"),
        "rent": np.round(random.uniform(400, 710, rows), 2),
        "first_letting": random.random(rows) < 0.03,
        "main_group": [MAIN[c] if allocated else None for c, allocated in zip(code, let, strict=True)],
        "advert_date": advert,
    })  # fmt: skip


@pytest.fixture(scope="module")
def records():
    return clean(1)


@pytest.fixture(scope="module")
def stock(records):
    counts = records.group_by("area").len()
    table = pl.DataFrame({"area": AREAS.codes}).join(counts, on="area", how="left").fill_null(0)
    return sp.read_stock(table.select("area", stock=pl.col("len") * 15 + 200), date=date(2016, 1, 1))


@pytest.fixture(scope="module")
def reference(records):
    """Figures from elsewhere that agree with the clean records."""
    year = records.filter(pl.col("date").dt.year() == 2016)
    main = year.with_columns(pl.col("group").replace_strict(MAIN, default=None).alias("main")).drop_nulls("main")
    delivery = main.group_by(main_group="main").agg(delivered=pl.len()).with_columns(year=2016)
    rentals = year.group_by("corporation").agg(rentals=pl.len()).with_columns(year=2016)
    read = sp.read_rentals(records, areas=AREAS, period=PERIOD)
    return sp.Reference(
        previous=sp.count(read),
        delivery=delivery,
        rentals=rentals,
        allocations=records.drop_nulls("group").group_by("area").agg(allocations=pl.len()),
        printed={
            "unit": ["stad", "a", "b"],
            "parent": [None, "stad", "stad"],
            "n": [50, 29, 21],
            "percent": [58, 59, 57],
        },
        bands={"table": ["map"] * 5, "band": list("abcde"), "n": [8, 22, 25, 15, 8], "total": [78] * 5},
        stock_corporation={"area": AREAS.codes, "stock": [900] * len(AREAS)},
        direct={"year": [2016], "rentals": [10_000]},
    )


def checked(frame, **options):
    return sp.check(frame, areas=AREAS, **({"period": PERIOD} | options))


def names(report, severity=None):
    found = report.findings
    return set((found if severity is None else found.filter(pl.col("severity") == severity))["check"])


def test_clean_records_raise_no_alarm(stock, reference, records):
    # Oracle: records drawn without any fault. Below one warning on average is what the issue asks for; false
    # alarms of five checks at a rate of 1% each leave far fewer.
    warnings = 0
    for seed in range(20):
        report = checked(clean(seed))
        assert report.ok, report.to_text("en")
        warnings += report.findings.height
    assert warnings < 20
    whole = checked(records, stock=stock, reference=reference, covariates=COVARIATES)
    assert whole.findings.height == 0, whole.to_text("en")
    assert [r["check"] for r in whole.checks.filter(pl.col("status") == "not_run").to_dicts()] == []


COVARIATES = {
    "area": ["E16", "M34"], "variable": ["mark"] * 2, "year": [2015] * 2, "level": ["wijk"] * 2,
    "value": [7.2, None], "reason": [None, "fewer than 20 respondents"],
}  # fmt: skip


def test_a_clean_year_of_14_000_cells_gives_under_one_warning():
    # Oracle as above: 500 areas and 28 codes of a made-up scheme, 60,000 records in one year.
    codes = [f"code {i}" for i in range(28)]
    scheme = sp.target_groups({"code": codes, "main_group": [f"g{i % 3}" for i in range(28)]})
    warnings = 0
    for seed in range(4):
        random = np.random.default_rng(seed)
        group = pl.Series(random.choice(codes, 60_000)).scatter(np.flatnonzero(random.random(60_000) < 0.7), None)
        frame = {
            "date": np.datetime64("2020-01-01") + random.integers(0, 366, 60_000),
            "area": random.choice([f"a{i}" for i in range(500)], 60_000),
            "group": group,
            "corporation": random.choice(CORPORATIONS, 60_000),
        }
        warnings += sp.check(pl.DataFrame(frame), groups=scheme).findings.height
    assert warnings < 4


def _duplicated(frame):
    return pl.concat([frame, frame.head(40)])


def _relet(frame):
    return pl.concat([frame, frame.head(9).with_columns(pl.col("date") + pl.duration(days=30))]).filter(
        pl.col("date") <= PERIOD[1]
    )


def _stopped(frame):
    month = (pl.col("date") >= date(2016, 9, 1)) & (pl.col("date") < date(2016, 10, 1))
    return frame.filter(~(month & (pl.col("corporation") == CORPORATIONS[0])))


def _stopped_codes(frame):
    month = (pl.col("date") >= date(2016, 9, 1)) & (pl.col("date") < date(2016, 10, 1))
    gone = pl.when(month & (pl.col("corporation") == CORPORATIONS[0])).then(None).otherwise(pl.col("group"))
    return frame.with_columns(gone.alias("group"))


def _stopped_city(frame):
    return frame.filter(~((pl.col("date") >= date(2016, 9, 1)) & (pl.col("date") < date(2016, 10, 1))))


def _recoded(frame):
    late = (pl.col("date") >= date(2016, 11, 1)) & (pl.col("group") == "UMO")
    return frame.with_columns(
        pl.when(late).then(pl.lit("Noodsituatie medisch")).otherwise(pl.col("group")).alias("group")
    )


def _without_corporation(frame):
    return frame.filter((pl.col("corporation") != CORPORATIONS[1]) | (pl.col("date") < date(2017, 1, 1)))


def _persons(frame):
    extra = frame.drop_nulls("group").sample(fraction=0.6, seed=1)
    return pl.concat([frame, extra.with_columns(pl.col("dwelling_id") + "-2")])


def _swapped(frame):
    days = frame["date"].dt.strftime("%Y-%d-%m")
    return frame.with_columns(days.alias("date"))


def _new_scheme(frame):
    """Give every wijk a code such as those of 2022 from 1 July on."""
    late = pl.col("date") >= date(2016, 7, 1)
    other = {code: code[0] + "ABCDEFGHJKLMNPQRSTUVWXYZ"[int(code[1:]) % 24] for code in AREAS.codes}
    return frame.with_columns(area=pl.when(late).then(pl.col("area").replace(other)).otherwise("area"))


def _blank_codes(frame):
    month = pl.col("date").dt.strftime("%Y-%m") == "2016-09"
    return frame.with_columns(group=pl.when(~month).then("group"), main_group=pl.when(~month).then("main_group"))


def _without_area(frame):
    one = (pl.col("corporation") == CORPORATIONS[7]) & (pl.int_range(pl.len()) % 12 == 0)
    return frame.with_columns(area=pl.when(~one).then("area"))


def _other_main_group(frame):
    return frame.with_columns(main_group=pl.col("main_group").replace({"met_begeleiding": "Zonder begeleiding"}))


def _lost_code(frame):
    return frame.with_columns(group=pl.when(pl.int_range(pl.len()) >= 60).then("group"))


def _before_advert(frame):
    late = pl.int_range(pl.len()) < 25
    return frame.with_columns(
        advert_date=pl.when(late).then(pl.col("date") + pl.duration(days=9)).otherwise("advert_date")
    )


def _broken_year(frame):
    """Move the records half a year on: a fiscal year against the declared calendar year."""
    return frame.with_columns(date=pl.col("date").dt.offset_by("6mo"), advert_date=pl.col("date"))


def _late(frame):
    return pl.concat(
        [frame, frame.head(300).with_columns(dwelling_id=pl.col("dwelling_id") + "-late", area=pl.lit("E16"))]
    )


def _switched(frame):
    again = frame.filter((pl.col("group") == "omslag MOBW") & (pl.col("date") < date(2016, 6, 1)))
    return pl.concat([frame, again.with_columns(pl.col("date") + pl.duration(days=300))])


def _grown(frame):
    later = frame.filter((pl.col("date").dt.year() == 2017) & (pl.col("corporation") == CORPORATIONS[2]))
    return pl.concat([frame, later.with_columns(pl.col("dwelling_id") + "-x")])


def _set(column, value, rows=30):
    def plant(frame):
        return frame.with_columns(
            pl.when(pl.int_range(pl.len()) < rows).then(pl.lit(value)).otherwise(pl.col(column)).alias(column)
        )

    return plant


def _estate(frame):
    return frame.with_columns(
        pl.when(pl.col("area") == "E16").then(pl.lit("UMO")).otherwise(pl.col("group")).alias("group")
    )


FAULTS = {
    "duplicated export": (_duplicated, "duplicate_letting"),
    "let again within 30 days": (_relet, "duplicate_letting"),
    "unknown code": (_set("group", "geen doelgroep"), "unknown_code"),
    "codes of two groups": (_set("group", "UMO; laatste kans"), "two_groups"),
    "date outside the period": (_set("date", date(2017, 7, 3)), "date_fault"),
    "day and month swapped": (_swapped, "date_fault"),
    "fiscal against calendar year": (_broken_year, "date_fault"),
    "contract before the advert": (_before_advert, "date_fault"),
    "main group not that of the code": (_other_main_group, "two_groups"),
    "main group without a code": (_lost_code, "two_groups"),
    "new area scheme half-way": (_new_scheme, "area_fault"),
    "lettings without area": (_set("area", None, 200), "missing_area"),
    "lettings of one association without area": (_without_area, "missing_area"),
    "no codes at all for a month": (_blank_codes, "stopped_feed"),
    "feed of an association stops for a month": (_stopped, "stopped_feed"),
    "codes of an association stop for a month": (_stopped_codes, "stopped_feed"),
    "the whole feed stops for a month": (_stopped_city, "stopped_feed"),
    "an association doubles": (_grown, "sudden_change"),
    "an association missing from 2017": (_without_corporation, "sudden_change"),
    "recode of met to zonder": (_recoded, "recode"),
    "delivery differs": (_late, "delivery_total"),
    "an association's total differs": (lambda f: f.filter(pl.col("corporation") != CORPORATIONS[3]), "rentals_total"),
    "direct mediation missing": (lambda f: f.with_columns(channel=pl.lit("WoningNet")), "direct_channel"),
    "one label for a whole estate": (_estate, "extreme_share"),
    "student lettings": (_set("channel", "studentenwoning"), "not_excluded"),
    "persons instead of dwellings": (_persons, "persons_not_dwellings"),
    "counted again at the switch to own lease": (_switched, "counted_at_switch"),
    "late corrections": (_late, "revised_counts"),
    "garbled letters": (_set("channel", "coÃ¶rdinatie"), "file_fault"),
    "allocations of a second source without rentals": (
        lambda f: f.filter(pl.col("area") != "E16"),
        "allocation_without_rental",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_by_its_check(fault, records, stock, reference):
    # Oracle: the fault was planted by hand in records that have no finding.
    plant, check = FAULTS[fault]
    assert check in names(checked(plant(records), stock=stock, reference=reference))


def test_a_missing_association_does_not_make_the_others_seem_to_grow(records):
    # Oracle: only this one was taken out; the others kept their number of lettings.
    report = checked(_without_corporation(records))
    row = report.findings.filter(pl.col("check") == "sudden_change").row(0, named=True)
    assert row["count"] == 1
    assert row["found"].startswith(f"{CORPORATIONS[1]} (2017): ")
    assert row["found"].endswith("→ 0")


def test_faults_of_tables_are_found(records, stock):
    small = sp.read_stock(
        stock.frame.with_columns(pl.when(pl.col("area") == "E16").then(9).otherwise("stock").alias("stock"))
    )
    assert "high_turnover" in names(checked(records, stock=small))
    gap = sp.read_stock(stock.frame.filter(pl.col("area") != "E16"))
    assert "stock_gap" in names(checked(records, stock=gap), "E")
    assert "stock_gap" in names(checked(records, stock=replace(stock, date=date(2012, 1, 1))))
    # The waiting table of 2020 prints 58% of 21 dwellings; 12 / 21 is 57%.
    printed = {"unit": ["SHG", "stad"], "parent": ["stad", None], "n": [21, 22], "percent": [58.0, None]}
    found = names(checked(records, reference=sp.Reference(printed=printed)), "E")
    assert found == {"unreachable_percentage", "does_not_add_up"}
    assert "covariate_origin" in names(checked(records, covariates={"area": ["E16"], "value": [1.0]}))
    assert "covariate_origin" in names(checked(records, covariates=COVARIATES | {"reason": [None, None]}))


def test_every_check_has_a_planted_fault():
    elsewhere = {"high_turnover", "stock_gap", "unreachable_percentage", "does_not_add_up", "covariate_origin"}
    assert elsewhere | {check for _, check in FAULTS.values()} == {rule.slug for rule in rules()}


def test_the_order_of_rows_does_not_matter(records, stock, reference):
    # Property: a finding counts the same records in any order; only the row numbers differ.
    frame = _persons(_recoded(_duplicated(records)))
    columns = ["check", "severity", "count", "found", "expected"]
    found = [
        checked(part, stock=stock, reference=reference).findings.select(columns).rows()
        for part in (frame, frame.sample(fraction=1.0, shuffle=True, seed=3), frame.reverse())
    ]
    assert found[0] == found[1] == found[2]
    assert len(found[0]) > 4
