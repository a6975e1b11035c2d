"""The short example on the wijken of 2022: a scheme that holds on, Weesp that joins, Driemond that was there already.

Oracles: the law that joined Weesp (24 March 2022), the packaged list of areas, and sums over the records themselves.
"""

from datetime import date

import polars as pl
import pytest

import spreiding as sp
from spreiding.cli.commands import main

WEESP = ["SB", "SC", "SD", "SE"]
JOINED = date(2022, 3, 24)


@pytest.fixture(scope="module")
def study():
    return sp.examples.amsterdam_2021_2023()


@pytest.fixture(scope="module")
def folder(study, tmp_path_factory):
    return sp.report(study, tmp_path_factory.mktemp("short") / "editie", unprotected=False)


def test_the_records_are_the_same_every_time_and_are_called_synthetic(study):
    again = sp.examples.amsterdam_2021_2023()
    assert again.records.equals(study.records)
    assert study.synthetic
    assert study.records.get_column("dwelling_id").str.starts_with("synthetisch-").all()
    assert study.records.get_column("dwelling_id").is_unique().all()
    assert study.records.get_column("corporation").str.ends_with("(synthetisch)").all()


def test_nothing_is_let_in_weesp_before_it_joins_and_driemond_is_there_all_along(study):
    first = dict(study.records.group_by("area").agg(pl.col("date").min()).iter_rows())
    assert all(first[code] >= JOINED for code in WEESP)
    assert first["SA"].year == 2021
    assert set(first) == set(sp.tiles("wijk", "2022").codes) - {"BA", "BB"}
    stocked = study.stock.to_polars().filter(pl.col("area").is_in(WEESP)).get_column("date").unique().sort()
    assert stocked.to_list() == [date(2022, 1, 1), date(2023, 1, 1)]
    years = sp.count(study.rentals, by=["gebied", "year"]).to_polars().filter(area="GS25", group="all")
    assert dict(years.select("year", "rentals").iter_rows())["2021"] == study.records.filter(
        (pl.col("area") == "SA") & (pl.col("date").dt.year() == 2021)
    ).height  # fmt: skip


def test_what_is_found_is_that_the_scheme_of_2020_holds_on_and_nothing_of_weesp(study):
    found = sp.check(study.rentals, stock=study.stock, areas=study.areas, by="year").findings
    assert found.select("check", "severity", "code").rows() == [("unknown_code", "W", "group-held-on")]
    assert found.item(0, "count") == study.records.drop_nulls("group").height  # the document is about 2020 alone


def test_the_next_scheme_begins_in_2024(study):
    late = study.records.drop_nulls("group").tail(1).with_columns(date=pl.date(2024, 1, 1))
    records = pl.concat([study.records, late])
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.read_rentals(records, groups="phkg2020", areas=study.areas)
    assert refused.value.code == "records-problem"
    assert refused.value.place["rows"] == [records.height]
    assert sp.read_rentals(records, groups="as_published", areas=study.areas).rows == records.height


def test_more_lettings_by_more_ground_are_no_sudden_change(study):
    def moved(records):
        found = sp.check(sp.read_rentals(records, groups="phkg2020", areas=study.areas), by="year").findings
        return found.filter(check="sudden_change").get_column("found").to_list()

    assert moved(study.records) == []  # 5 times the lettings in the gebied of Weesp
    elsewhere = pl.when(pl.col("area").is_in(WEESP)).then(pl.lit("TA")).otherwise("area")
    assert "GT21" in moved(study.records.with_columns(area=elsewhere))[0]  # as much in a gebied that was there


def test_the_page_marks_totals_before_and_after(folder):
    page = (folder / "index.html").read_text("utf-8")
    note = "Sinds 24 maart 2022 horen ook SB Bloemendalerpolder, SC Weesp-Noordwest"
    assert note in page
    assert "SA Driemond, SB" not in page
    assert page.count("synthetisch") > 0
    change = pl.read_csv(folder / "tables" / "change.csv", separator=";", infer_schema=False)
    assert {"SA", "SB"} <= set(change.get_column("code"))
    area = sp.read_edition(folder).tables["area_period"]
    assert set(area.get_column("scheme")) == {"2022"}
    assert area.filter(level="gebied").get_column("code").n_unique() == 25
    assert area.filter(level="wijk").get_column("code").n_unique() == 108  # nothing is built or let in the harbours


def test_its_files_make_the_same_edition(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["example", "short"]) == 0
    names = {"amsterdam_2021_2023.toml", "synthetic_rentals.csv", "synthetic_stock.csv"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert main(["report", "amsterdam_2021_2023.toml", "--protected", "--out", "editie/"]) == 0
    for name in ("area_period", "city_period", "change"):
        one, other = (path / "tables" / f"{name}.csv" for path in (folder, tmp_path / "editie"))
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("groups", ["harmonised", "as_published"])
def test_codes_of_a_new_scheme_are_no_sudden_change(groups):
    years = sp.examples.amsterdam_years()
    records = years.records.filter(pl.col("date").dt.year().is_in([2019, 2020]))
    found = sp.check(sp.read_rentals(records, groups=groups, areas=years.areas), by="year").findings
    told = " ".join(found.filter(check="sudden_change").get_column("found"))
    new = {"OMSLAG_MOBW_VOLW", "OMSLAG_MOBW_GEZIN", "OMSLAG_MOBW", "OMSLAG_JONGVOLW"}  # of 2020, but for the third
    assert not any(code in told.replace("(", " ").split() for code in new)
    assert "UITSTROOM_MO (2020): 126 → 1" in told  # in both schemes, and nearly gone
