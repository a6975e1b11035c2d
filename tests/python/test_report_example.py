"""The embedded example gives the 2018 note back, on tiles and on real boundaries, by the command line.

Oracle: the published tables in ``data/``, read as the library embeds them.
"""

from pathlib import Path

import polars as pl
import pytest

import spreiding as sp
from spreiding.cli import commands
from spreiding.edition.figures import compute
from spreiding.examples.note.by_district import stands_out
from spreiding.examples.note.compare import comparisons
from spreiding.publish.tables.table import spec_of

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="module")
def study():
    return sp.examples.amsterdam_2016_2017()


def test_every_printed_cell_comes_back(study):
    tables = comparisons(compute(study), "nl")
    different = [
        (row["label"], key, row[key])
        for spec in tables
        for row in spec.rows
        for key in row
        if key.startswith("diff ") and row[key] not in {0, "0"}
    ]
    assert different == []


def test_table_1_2_reads_as_printed(study):
    printed = study.published["ois2018_table_1_2"].to_dicts()
    shown = spec_of(compute(study).areas).cells()
    assert len(shown) == len(printed) == 23
    for row, line in zip(shown, printed, strict=True):
        stock = f"{line['pct_of_stock']:.1f}".replace(".", ",")
        count = f"{line['allocations']:,}".replace(",", ".")
        assert row == [line["gebied_printed"], count, str(line["pct_of_rentals"]), stock]


def test_table_1_5_names_the_eleven_wijken_of_the_note(study):
    printed = study.published["ois2018_table_1_5"].get_column("wijk_code_2015").to_list()
    assert [row["code"] for row in stands_out(compute(study), "nl").rows] == printed


def test_the_commands_of_the_readme_write_the_page_and_the_records(tmp_path, capsys):
    assert commands.main(["report", "--out", str(tmp_path / "page.html")]) == 0
    assert commands.main(["example", "--to", str(tmp_path)]) == 0
    files = {"rentals.csv", "stock.csv", "covariates.csv", "covariate_sources.csv"}
    written = {"page.html", "amsterdam_2016_2017.toml", *(f"synthetic_{name}" for name in files)}
    assert {p.name for p in tmp_path.iterdir()} == written
    assert "page.html" in capsys.readouterr().out


def test_the_examples_own_files_give_a_page_of_the_users_own_that_hides_small_counts(tmp_path):
    assert commands.main(["example", "--to", str(tmp_path)]) == 0
    records, stock = tmp_path / "synthetic_rentals.csv", tmp_path / "synthetic_stock.csv"
    page = tmp_path / "own.html"
    period = ["--period", "2016-01-01", "2017-06-30"]
    assert commands.main(["report", str(records), "--stock", str(stock), *period, "--out", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    hidden = "Kleine aantallen zijn afgeschermd" if "protect" in sp.__all__ else "niet afgeschermd"
    assert hidden in text
    assert "Controle met de notitie" not in text
    assert "synthetic_rentals.csv" in text


def test_real_boundaries_give_the_same_tables(study, tmp_path):
    source = SHARED / "wijken_2015_crs84.geojson"
    if not source.exists():
        pytest.skip("needs ../shared/data: real boundaries are not part of the repository")
    page = tmp_path / "page.html"
    assert commands.main(["report", "--areas", str(source), "--out", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.count("<figure ") == 8
    cells = pl.Series([cell for row in spec_of(compute(study).areas).cells() for cell in row[1:]])
    assert all(f">{cell}<" in text for cell in cells if not cell.startswith(">"))
