"""A new user's road: files as an office has them, `init`, an edition, and the next one beside it; all SYNTHETIC."""

import re
import tomllib
from datetime import date

import polars as pl
import pytest
from offices import YEARS, dutch, write_office

import spreiding as sp
from spreiding.cli.commands import main
from spreiding.edition.earlier import connected
from spreiding.edition.figures import compute
from spreiding.edition.file import parse
from spreiding.edition.found import init
from spreiding.edition.long import Field, Long
from spreiding.edition.scan import write_scan
from spreiding.edition.screened import screen
from spreiding.records import rentals, tally


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Three years of lettings and of dwellings of a made-up municipality without boundaries or gebieden."""
    monkeypatch.chdir(tmp_path)
    return write_office(tmp_path)


def test_init_tells_records_stock_groups_and_names_apart(office):
    held = tomllib.loads(init([str(office.relative_to(office))]))
    assert held["records"]["files"] == [f"verhuringen {year}.csv" for year in YEARS]
    assert held["records"]["groups"] == "doelgroepen.csv"
    assert held["records"]["columns"] == {"date": "Datum ingang contract", "area": "Wijkcode", "group": "Doelgroep",
                                          "corporation": "Verhuurder"}  # fmt: skip
    assert held["stock"]["columns"] == {"area": "Wijkcode", "stock": "Aantal woningen"}
    assert held["stock"]["date"] == "Peildatum"
    assert held["areas"] == {"file": "voorraad 2023.csv", "code": "Wijkcode", "name": "Wijk", "level": "wijk"}
    assert held["report"]["by"] == "year"


def test_codes_that_only_look_like_amsterdam_take_none_of_its_schemes(office):
    assert "scheme" not in tomllib.loads(init([str(office.relative_to(office))]))["areas"]  # W01 is written as A01 is


@pytest.mark.parametrize("scheme", ["2015", "2022"])
def test_records_of_a_packaged_scheme_take_its_tiles_names_and_parents(scheme, tmp_path, monkeypatch):
    tiles = sp.tiles("wijk", scheme)
    rows = [["1-2-2021", code, "", "Één"] for code in tiles.codes]
    dutch(tmp_path / "verhuringen.csv", "Datum;Wijkcode;Doelgroep;Corporatie", rows)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "editie.toml").write_text(init(["verhuringen.csv"]), "utf-8")
    study = sp.read_study("editie.toml")
    assert study.areas.scheme == scheme
    assert study.areas.codes == tiles.codes
    assert study.areas.parent_names["stadsdeel"]["E"] == "West"


def test_an_edition_of_a_list_of_areas_has_names_and_no_map(office, capsys):
    (office / "editie.toml").write_text(init(["."]), "utf-8")
    assert main(["report", "editie.toml", "--out", "editie/", "--set", "study.municipality=Proefstad"]) == 0
    told = capsys.readouterr()
    assert "author, source, licence, contact" in told.err.replace(" and ", ", ").replace(" en ", ", ")
    page = (office / "editie" / "index.html").read_text("utf-8")
    assert "W01 Wijk Hoog" in page
    assert 'class="map' not in page
    for word in ("Amsterdam", "notitie van 2018", "own table", "WVOORRBAG", "per gebied"):
        assert word not in page, word
    study = sp.read_study("editie.toml")
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.neighbours(study.areas)
    assert refused.value.code == "areas-without-place"


def test_the_next_edition_takes_late_corrections_and_tells_them(office):
    text = init(["."])
    (office / "editie.toml").write_text(text, "utf-8")
    two = ["report", "editie.toml", "--set", 'records.files=["verhuringen 2023.csv", "verhuringen 2024.csv"]',
           "--set", "records.period=[2023-01-01, 2024-12-31]", "--out", "oud/"]  # fmt: skip
    assert main(two) == 0
    file = office / "verhuringen 2024.csv"
    late = file.read_bytes().replace(b";;Twee", b";JG;Twee", 2)  # two lettings that got their code afterwards
    file.write_bytes(late)
    assert main(["report", "editie.toml", "--set", 'protection.earlier=["oud"]', "--out", "nieuw/"]) == 0
    page = (office / "nieuw" / "index.html").read_text("utf-8")
    assert 'id="herzieningen"' in page
    old, new = (sp.read_edition(office / name).tables["city_period"] for name in ("oud", "nieuw"))
    sums = [t.filter(period="2024", group="all").item(0, "allocations") for t in (old, new)]
    assert sums[1] - sums[0] == 2


def test_an_edition_of_one_new_year_follows_those_before(office):
    (office / "editie.toml").write_text(init(["."]), "utf-8")
    for name, years, earlier in (("oud", (2023, 2024), "[]"), ("nieuw", (2025,), '["oud"]')):
        files = ", ".join(f'"verhuringen {year}.csv"' for year in years)
        done = main(["report", "editie.toml", "--set", f"records.files=[{files}]", "--set", f"protection.earlier={earlier}",
                     "--set", f"records.period=[{years[0]}-01-01, {years[-1]}-12-31]", "--out", f"{name}/"])  # fmt: skip
        assert done == 0
    table = sp.read_edition("nieuw").tables["city_period"]
    assert table.get_column("period").unique().to_list() == ["2025"]
    assert table.filter(group="all").item(0, "allocations") > 0


@pytest.mark.parametrize(("codes", "kept"), [
    (["2018", "2019", "2020"], []),
    (["2019", "2020", "2021"], ["2021"]),
    (["2018", "2019", "2020", "2019-2021"], ["2019", "2020", "2019-2021"]),  # years together tell of each of them
    (["2018", "2016-2018", "2018-2021"], ["2018", "2016-2018", "2018-2021"]),
])  # fmt: skip
def test_periods_that_add_up_with_none_of_now_are_left_out(codes, kept):
    frame = pl.DataFrame({"period": codes, "group": ["all"] * len(codes), "allocations": [9.0] * len(codes)})
    keys = {"period": "period", "group": "group"}
    table = sp.PrintedTable(frame=frame, keys=keys, columns={"allocations": "allocations"}, name="oud")
    (found,) = connected([table], (date(2021, 1, 1), date(2022, 12, 31)))
    assert found.table.get_column("period").to_list() == kept


def test_reading_and_checking_are_one_pass_and_each_table_another(office, monkeypatch):
    (office / "editie.toml").write_text(init(["."]), "utf-8")
    passes = []

    def passed(parts, axes, *more):
        passes.append([column for column, _ in axes])
        return tally.passed(parts, axes, *more)

    monkeypatch.setattr(rentals, "passed", passed)
    study = sp.read_study("editie.toml")
    sp.report(study, "editie/")
    own = ["Wijkcode", "Doelgroep", "Datum ingang contract"]
    # Read and checked; then the table of areas and that of associations, each once.
    assert passes == [[*own, "Verhuurder"], own, [*own, "Verhuurder"]]
    read = sp.read_rentals(list(study.file.files("records", "files")), areas=study.areas, groups=study.groups,
                           columns=study.rentals.columns, period=study.period)  # fmt: skip
    assert study.rentals == read
    again = [sp.check(rentals, stock=study.stock, by="year").findings for rentals in (study.rentals, read)]
    assert again[0].equals(again[1])


def test_an_earlier_edition_of_another_municipality_is_refused(office):
    (office / "editie.toml").write_text(init(["."]), "utf-8")
    assert main(["report", "editie.toml", "--set", "study.municipality=Anderstad", "--out", "oud/"]) == 0
    study = sp.read_study("editie.toml")
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.report(sp.Study(**{**vars(study), "municipality": "Proefstad", "earlier": ("oud",)}), office / "nieuw")
    assert refused.value.code == "earlier-other-municipality"
    assert not (office / "nieuw").exists()


def test_a_whole_period_is_one_column(office):
    (office / "editie.toml").write_text(init(["."]), "utf-8")
    study = sp.read_study("editie.toml")
    figures = compute(sp.Study(**{**vars(study), "by": "none", "unprotected": "internal"}))
    assert figures.codes == ("2023-2025",)
    rows = figures.periods.to_polars().filter(group="all")
    assert rows.height == 1
    assert rows.item(0, "rentals") == study.rentals.rows
    assert figures.districts.to_polars().filter(group="all").get_column("rentals").sum() == study.rentals.rows


def test_deliveries_are_compared_with_the_main_groups_of_their_year():
    study = sp.examples.amsterdam_years()  # as published: the codes of four groups move in 2020
    report = sp.check(study.rentals, stock=study.stock, areas=study.areas, reference=sp.Reference.published())
    assert report.findings.filter(pl.col("check") == "delivery_total").height == 0
    assert "delivery_total" not in str(report.to_text("en")).partition("Not run")[2]


def test_an_edition_is_built_again_and_what_differs_is_named(office, capsys):
    (office / "editie.toml").write_text(init(["."]), "utf-8")
    assert main(["report", "editie.toml", "--out", "editie/"]) == 0
    found = sp.backtest("editie")
    assert found.ok
    assert (found.inputs, found.keys, found.files) == ((), (), ())
    file = office / "verhuringen 2024.csv"
    lines = file.read_bytes().split(b"\r\n")
    file.write_bytes(b"\r\n".join([*lines[:10], *lines[40:]]))  # 30 lettings fewer
    capsys.readouterr()
    assert main(["backtest", "editie", "--lang", "en"]) == 1
    assert "records.files verhuringen 2024.csv" in capsys.readouterr().out
    again = sp.backtest("editie")
    assert again.inputs == ("records.files verhuringen 2024.csv",)
    assert {"table": "city_period", "row": "2024 all"} in again.to_polars().select("table", "row").unique().to_dicts()
    (office / "editie.toml").rename(office / "weg.toml")
    with pytest.raises(sp.InvalidInputError):
        sp.backtest("editie")
    assert sp.backtest("editie", "weg.toml").inputs[-1].startswith("study ")


def test_the_hub_takes_whole_periods_of_its_own_places_and_no_withheld_figure(tmp_path):
    study = sp.examples.amsterdam_years()
    study = sp.Study(**{**vars(study), "formats": ("csv", "hub"), "unprotected": None, "municipality_code": "0363",
                        "chapters": ("totals",)})  # fmt: skip
    path = sp.report(study, tmp_path / "editie")
    seen = pl.read_csv(path / "statistiekhub" / "observations.csv", infer_schema=False)
    assert seen.columns == ["measure", "spatial_code", "spatial_type", "spatial_date", "temporal_type", "temporal_date",
                            "value"]  # fmt: skip
    assert not seen.select(pl.exclude("value")).is_duplicated().any()
    assert set(seen["spatial_type"]) == {"Wijk", "GGW-gebied", "Stadsdeel", "Gemeente"}
    assert set(seen["spatial_date"]) == {"2015-01-01", "2020-01-01"}
    measures = pl.read_csv(path / "statistiekhub" / "measures.csv", infer_schema=False)
    assert set(seen["measure"]) == set(measures["name"])
    assert measures["name"].str.len_chars().max() <= 50
    assert measures["label"].str.len_chars().max() <= 75
    city = seen.filter(spatial_code="0363", measure="KWGTOEW").sort("temporal_date")
    assert city["value"].to_list() == ["1618", "1508", "1639", "1622", "1785", "2117"]
    table = sp.read_edition(path).tables["area_period"]
    shown = table.filter(status="shown", group="all", level="wijk").get_column("allocations").count()
    coarse = table.filter(status="rounded", group="all", level="wijk").get_column("allocations").count()
    told = seen.filter(spatial_type="Wijk", measure="KWGTOEW").drop_nulls("value")
    assert told.height == shown + coarse


def test_a_table_that_cannot_be_used_is_not_written():
    fields = (
        Field("level"),
        Field("code"),
        Field("name"),
        Field("period"),
        Field("group"),
        Field("x_pct", "number", 1),
    )
    row = {"level": "wijk", "code": "W1", "name": "Noord", "period": "2020", "group": "all", "x_pct": (1.5, "1,5")}
    faults = {
        "screen-twice": (row, row),
        "screen-names": (row, row | {"period": "2021", "name": "Zuid"}),
        "screen-total": (row | {"code": "Totaal"},),
        "screen-decimals": (row | {"x_pct": (1.25, "1,25")},),
    }
    screen([Long("area_period", fields, (row,))], "nl")
    for code, rows in faults.items():
        with pytest.raises(sp.InvalidInputError) as refused:
            screen([Long("area_period", fields, rows)], "nl")
        assert refused.value.code == code


def test_steps_of_quality_are_printed_with_who_did_them(office):
    steps = '[{step = "tabellen nagerekend", by = "onderzoeker 2", date = 2026-05-04}]'
    (office / "editie.toml").write_text(init(["."]), "utf-8")
    done = main(["report", "editie.toml", "--set", f"checks.steps={steps}", "--set", 'report.formats=["csv"]'])
    assert done == 0
    page = (office / "editie" / "index.html").read_text("utf-8")
    assert all(words in page for words in ("Kwaliteitsstappen", "tabellen nagerekend", "onderzoeker 2", "4 mei 2026"))
    with pytest.raises(sp.InvalidInputError) as refused:
        parse('[study]\ntitle = "x"\n[records]\nfiles = ["x.csv"]\n[checks]\nsteps = [{step = "x"}]', sources=False)
    assert (refused.value.data["faults"][0].code, refused.value.data["faults"][0].data["line"]) == (
        "study-wrong-kind",
        "6",
    )


def test_the_internal_scan_finds_what_differs_and_stays_out_of_editions(office):
    (office / "editie.toml").write_text(init(["."]), "utf-8")
    head, *rows = (office / "verhuringen 2025.csv").read_bytes().split(b"\r\n")[:-1]
    rows = [re.sub(rb"(;W03;)[^;]*;", rb"\1JG;", row) if at % 2 else row for at, row in enumerate(rows)]
    (office / "verhuringen 2025.csv").write_bytes(b"\r\n".join([head, *rows, b""]))
    held = ["--set", 'records.files=["verhuringen 2025.csv"]']
    text = (office / "editie.toml").read_text("utf-8")
    (office / "editie.toml").write_text(
        re.sub(r"^files = \[.*", 'files = ["verhuringen 2025.csv"]', text, count=1, flags=re.MULTILINE), "utf-8"
    )
    assert main(["scan", "editie.toml", "--column", "Wijkcode", "--out", "scan.intern.csv"]) == 0
    lines = (office / "scan.intern.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("INTERN, NIET PUBLICEREN")
    assert lines[2].startswith("W03;")  # the smallest p
    assert lines[2].endswith(";ja")
    assert main(["report", "editie.toml", "--out", "editie/", *held]) == 0
    for out, code in (("scan.csv", "scan-name"), ("editie/tables/scan.intern.csv", "scan-in-edition")):
        with pytest.raises(sp.InvalidInputError) as refused:
            write_scan("editie.toml", out, column="Wijkcode")
        assert refused.value.code == code
