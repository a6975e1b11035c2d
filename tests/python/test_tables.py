"""Tables: the note's shape and notation, and headings that a screen reader finds."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest

import spreiding as sp
from spreiding.areas.schemes import in_note_order
from spreiding.base.results import Result
from spreiding.base.views import VIEWS
from spreiding.disclosure.loss import Protection
from spreiding.publish.tables.spec import Column, Spec
from spreiding.publish.tables.table import spec_of

DAYS = {"2016-H1": date(2016, 2, 1), "2016-H2": date(2016, 8, 1), "2017-H1": date(2017, 3, 1)}
#: Records per half-year and group; made up. The totals are sums by hand.
PER_HALF = {"2016-H1": (3, 2, 5, 10), "2016-H2": (1, 1, 4, 4), "2017-H1": (2, 0, 6, 2)}
CODES = ("UMO", "Noodsituatie medisch", "Statushouder regulier", None)


@pytest.fixture(scope="module")
def rentals():
    rows = [
        (DAYS[half], "E16", code)
        for half, numbers in PER_HALF.items()
        for code, n in zip(CODES, numbers, strict=True)
        for _ in range(n)
    ]
    frame = pl.DataFrame(rows, schema=["date", "area", "group"], orient="row")
    return sp.read_rentals(frame, period=(date(2016, 1, 1), date(2017, 6, 30)))


def shares(**columns):
    counts = sp.Counts.from_frame({k: v for k, v in columns.items() if k != "stock"})
    return sp.shares(counts, {"area": columns["area"], "stock": columns["stock"]})


def texts(spec):
    return [list(row) for row in spec.cells()]


def test_counts_by_period_have_the_shape_of_table_1_1(rentals):
    spec = spec_of(sp.count(rentals, by="half_year"))
    assert [c.label for c in spec.columns] == ["categorie", "2016", "2017 1e halfjaar", "totaal"]
    assert texts(spec) == [
        ["met begeleiding op de woning", "4", "2", "6"],
        ["zonder begeleiding op de woning", "3", "0", "3"],
        ["statushouders", "9", "6", "15"],
        ["totaal", "16", "8", "24"],
    ]


def test_shares_have_the_shape_of_table_1_2():
    # 1.785 and 0,5 are halves: away from zero. 950 of 1000 is above 90: top-coded.
    result = shares(
        area=["DX20", "DX01", "DX06"],
        allocations=[57, 950, 25],
        rentals=[200, 1000, 1000],
        stock=[4957, 300000, 5000],
    )
    spec = spec_of(result)
    assert [c.label for c in spec.columns] == [
        "gebied",
        "toewijzingen (abs.)",
        "% van verhuringen",
        "% van woningvoorraad",
    ]
    assert texts(spec)[:3] == [["DX01", "950", "> 90", "0,3"], ["DX06", "25", "3", "0,5"], ["DX20", "57", "29", "1,1"]]
    assert texts(spec)[3] == ["Amsterdam", "1.032", "47", "0,3"]
    assert spec.total


def test_captions_say_what_where_and_when(rentals):
    assert spec_of(sp.count(rentals, by="half_year")).caption == "Toewijzingen naar categorie, 2016 en 1e halfjaar 2017"
    result = shares(area=["DX20"], allocations=[57], rentals=[200], stock=[4957])
    assert spec_of(result, lang="en").caption == "Allocations to vulnerable groups by area"


def test_english_tables_have_english_numbers():
    result = shares(area=["E16"], allocations=[1785], rentals=[6300], stock=[300000])
    assert texts(spec_of(result, lang="en"))[0] == ["E16", "1,785", "28", "0.6"]


def test_gebieden_stand_in_the_order_of_the_note():
    # Order of Table 1.2: C W NW Z O N ZO. The letters of the 2022 scheme sort otherwise (S before T).
    codes = ["GT21", "GS25", "GA01", "GN17", "GM13", "GK10", "GF06", "GE03"]
    assert in_note_order(codes) == ["GA01", "GE03", "GF06", "GK10", "GM13", "GN17", "GT21", "GS25"]
    assert in_note_order([f"DX{i:02}" for i in range(22, 0, -1)]) == [f"DX{i:02}" for i in range(1, 23)]


def test_protected_cells_show_symbols_bounds_and_the_note():
    result = shares(area=["E16", "E40", "E75"], allocations=[3, 22, 0], rentals=[40, 23, 0], stock=[900, 900, 900])
    frame = result.to_polars().with_columns(
        status=pl.Series(["suppressed", "topcoded", "no_rentals"]),
        allocations=pl.Series([None, 22, 0]),
        share_of_rentals=pl.Series([None, 0.9, None]),
        share_base=pl.lit(None, dtype=pl.Float64),
    )
    done = Protection(
        "ois", n_cells=4, n_primary=1, n_secondary=1, n_coarser=0, information_lost=0.25, naive_lost=0.5, minimum=5
    )
    spec = spec_of(type(result)(frame, result.counts, result.total, protection=done))
    assert [row[1:3] for row in texts(spec)[:3]] == [[".", "."], ["22", "> 90"], ["-", "-"]]
    assert spec.notes[1] == (
        "Afgeschermd volgens de regels 'ois': in alle tabellen samen zijn 2 van de 4 aantallen niet getoond (25% van de "
        "informatie): ze gaan over weinig mensen, ze zouden een klein aantal verraden, of de regels staan ze op dit niveau "
        "niet toe. Tekens: . = onbekend of afgeschermd; - = geen; > = meer dan."
    )
    english = spec_of(replace(result, frame=frame, protection=done), lang="en")
    assert any("2 of 4 counts" in note for note in english.notes)


def test_coarse_shares_carry_their_sign():
    result = shares(area=["E16", "E40", "E75"], allocations=[30, 22, 9], rentals=[60, 23, 200], stock=[900, 900, 900])
    frame = result.to_polars().with_columns(
        status=pl.Series(["rounded", "topcoded", "bottomcoded"]), share_of_rentals=pl.Series([0.5, 0.9, 0.1])
    )
    spec = spec_of(type(result)(frame, result.counts, result.total))
    assert [row[2] for row in texts(spec)[:3]] == ["±50", "> 90", "< 10"]


def test_classes_add_up():
    spec = spec_of(sp.bands([0.05, 0.3, 0.34, 0.9], [0.10, 0.25, 0.35, 0.50]))
    assert texts(spec) == [
        ["minder dan 10%", "1"],
        ["10–25%", "0"],
        ["25–35%", "2"],
        ["35–50%", "0"],
        ["50% en meer", "1"],
        ["totaal", "4"],
    ]


@pytest.mark.parametrize(
    ("edges", "labels"),
    [
        ([0.002, 0.005], ["minder dan 0,2%", "0,2–0,5%", "0,5% en meer"]),
        ([0.1234, 0.3456], ["minder dan 12%", "12–35%", "35% en meer"]),
        ([0.25, 0.255], ["minder dan 25,0%", "25,0–25,5%", "25,5% en meer"]),
    ],
)
def test_labels_have_the_decimals_that_keep_classes_apart(edges, labels):
    assert [row[0] for row in texts(spec_of(sp.bands([0.1], edges)))[:-1]] == labels


def own_spec(_, *, lang):
    return Spec(f"eigen ({lang})", (Column("a", "a", "text"),), ({"a": "x"},))


def test_a_result_is_shaped_by_the_view_of_its_nearest_class(monkeypatch):
    class Own(sp.Counts):
        pass

    monkeypatch.setitem(VIEWS, ("Own", "table"), "own:own_spec")
    monkeypatch.setattr("spreiding.base.views.import_module", lambda _: SimpleNamespace(own_spec=own_spec))
    counts = sp.Counts.from_frame({"area": ["E16"], "allocations": [1], "rentals": [2]})
    assert spec_of(Own(counts.frame), lang="en").caption == "eigen (en)"
    monkeypatch.undo()
    assert spec_of(Own(counts.frame), lang="en").caption == spec_of(counts, lang="en").caption


def test_any_other_result_is_shown_as_its_frame():
    class Other(Result):
        def to_polars(self):
            return pl.DataFrame({"name": ["x"], "value": [0.5]})

    found = Other()
    assert [c.label for c in spec_of(found).columns] == found.to_polars().columns


def test_records_are_shown_by_the_names_of_their_groups_and_the_rest_last(rentals):
    spec = spec_of(rentals)
    assert sum(row["records"] for row in spec.rows) == rentals.rows
    assert spec.cells()[-1][:1] == ["geen doelgroep"]
    names = dict(rentals.groups.frame.select("code", "name").iter_rows())
    assert {row["name"] for row in spec.rows[:-1]} <= set(names.values())


def test_the_whole_of_another_municipality_is_not_called_amsterdam():
    of = {"allocations": [3, 4], "rentals": [9, 8]}
    ours, other = (sp.shares(sp.Counts.from_frame({"area": codes, **of})) for codes in (["E16", "A05"], ["W1", "W2"]))
    assert [spec_of(found).cells()[-1][0] for found in (ours, other)] == ["Amsterdam", "hele gemeente"]
    assert spec_of(other, lang="en").cells()[-1][0] == "whole municipality"
    assert [c.key for c in spec_of(other).columns] == ["area", "allocations", "share_of_rentals"], "no stock, no column"


def test_the_html_names_the_table_and_its_headings():
    result = shares(area=["E16"], allocations=[58], rentals=[87], stock=[5200])
    html = sp.table(result).as_raw_html()
    assert "<caption" in html
    heads = re.findall(r"<th\b[^>]*>", html)
    assert heads
    assert all("scope=" in head for head in heads)
    assert sum('scope="row"' in head for head in heads) == 2  # E16 and Amsterdam
    assert "Bron: tabel met aantallen, bewerking met spreiding" in html
