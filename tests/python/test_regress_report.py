"""The chapter of the regression, on the embedded example. Oracle: Table 3.4 as printed."""

import csv
from pathlib import Path

import polars as pl
import pytest

import spreiding as sp
from spreiding.edition.contents import sections
from spreiding.edition.run import Run
from spreiding.examples.note import regression
from spreiding.publish.tables.table import spec_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def study():
    return sp.examples.amsterdam_2016_2017()


def printed(study):
    table = study.published.get("ois2018_table_3_4")
    if table is None:
        path = ROOT / ".." / "shared" / "domain" / "published" / "ois2018_table_3_4.csv"
        if not path.exists():
            pytest.skip("../shared/domain/published is absent")
        table = pl.DataFrame(list(csv.DictReader(path.open(encoding="utf-8"))))
    return table.slice(1)


def fit(study):
    from spreiding.edition.figures import compute

    return regression.fit_note(compute(study), "nl")


def test_the_example_gives_table_3_4(study):
    spec = spec_of(fit(study))
    cells = [row[1:] for row in spec.cells()][1:]
    expected = [[f"{float(row['beta']):.3f}", f"{float(row['sig']):.3f}"] for row in printed(study).to_dicts()]
    assert [[c.replace(",", ".").replace("−", "-") for c in row] for row in cells] == expected
    assert spec.notes[:2] == ("N = 70", "R² = 0,238")
    # Means are made up, so the significance of the constant is not that of the note.
    assert spec.cells()[0][:2] == ["Constante", ""]


def test_the_note_names_the_estate_behind_the_effect_of_the_mark(study):
    lines = fit(study).robustness()
    assert any(line.startswith("Zonder M34 is het verband met neighbourhood_mark niet meer") for line in lines)


def test_the_turnover_is_seen_to_share_its_count(study):
    assert fit(study).inputs.shared == ("turnover",)


def test_the_chapter_is_in_the_report(study):
    (chapter,) = [section for section in sections(Run(study)) if section.anchor == "regressie"]
    text = str(chapter)
    assert "Zonder M34" in text
    assert "procentpunt" not in text
    english = regression.chapter(Run(study, "en"), "en")
    assert "Relation with characteristics" in english.title


def test_tables_and_chart_in_two_languages(study):
    found = fit(study)
    for lang in ("nl", "en"):
        assert sp.table(found, lang=lang).as_raw_html()
        assert found.full_table(lang=lang).as_raw_html()
        chart = found.chart(lang=lang).to_dict()
        assert chart["description"]
    assert "0,471" in sp.table(found).as_raw_html()
    assert "0.471" in sp.table(found, lang="en").as_raw_html()


def test_the_residual_map_counts_every_area_once(study):
    found = fit(study)
    chart = found.residual_map(study.areas).to_dict()
    counts = [int(part.rsplit(": ", 1)[1].rstrip(".")) for part in chart["description"].split(". ", 1)[1].split(";")]
    assert sum(counts) == len(study.areas)
    assert "doet niet mee: 29" in chart["description"]
    with pytest.raises(sp.InvalidInputError, match="do not know"):
        found.residual_map(study.areas.dissolve("gebied"))
