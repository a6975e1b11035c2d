"""What shows own figures that protection has not seen says so, and leaves only with the word. All records are synthetic."""

from __future__ import annotations

from dataclasses import replace

import pytest

import spreiding as sp
from spreiding.disclosure.symbols import HARMLESS, LEAST_AREAS, OF_MANY, internal
from spreiding.publish.charts import picture

MARK = {"nl": "Intern, niet afgeschermd", "en": "Internal, not protected"}
GROUPS = ("met_begeleiding", "zonder_begeleiding", "statushouders")


@pytest.fixture(scope="module")
def example():
    return sp.examples.amsterdam_2016_2017()


@pytest.fixture(scope="module")
def own(example):
    """The same lettings as the example, read as anyone reads their own."""
    return sp.read_rentals(example.records, areas=example.areas, period=example.period)


def made(rentals, example):
    """Every kind of result that is made of lettings, by name."""
    counts = sp.count(rentals)
    shares = sp.shares(counts, example.stock)
    by_half = sp.shares(sp.count(rentals, by=["area", "half_year"]))
    over = sp.shares(sp.count(rentals, by=["gebied", "half_year"]))
    bands = sp.bands(shares.column("share_of_rentals")[1], [0.10, 0.25])
    return {
        "rentals": rentals,
        "counts": counts,
        "sum": sp.count(rentals, by="half_year"),
        "rolled up": counts.roll_up("gebied"),
        "shares": shares,
        "selected": by_half.select(half_year="2016-H1"),
        "change": sp.change(over, over="half_year"),
        "trend": sp.trend(over, over="half_year"),
        "programme": sp.programme(rentals, by="half_year"),
        "smoothed": sp.smooth(shares),
        "quotients": sp.location_quotient(shares),
        "funnel": sp.funnel(shares),
        "certainty": sp.class_certainty(bands, shares),
        "decomposition": sp.decompose(shares),
        "spread": sp.spread(counts, "gini"),
        "nested": sp.nested_entropy(counts, "gebied"),
        "revisions": sp.revisions(counts, counts),
    }


def charts(found, example, local):
    """Every chart and map of these results."""
    return {
        "map": sp.choropleth(found["shares"], example.areas),
        "map without legend": sp.choropleth(found["shares"], example.areas, legend=False),
        "composition": sp.composition_chart(found["shares"]),
        "composition of counts": sp.composition_chart(found["counts"], legend=False),
        "group shares": sp.group_shares_chart(found["shares"]),
        "lorenz": sp.lorenz_chart(found["spread"]),
        "funnel": sp.funnel_chart(found["funnel"]),
        "decomposition": sp.decomposition_chart(found["decomposition"]),
        "lisa": sp.lisa_map(local, example.areas),
        "scatter": sp.moran_scatter(local),
    }


def of_values(found, example, *, public):
    return sp.local_moran(
        found["shares"].column("share_of_rentals"), sp.neighbours(example.areas), permutations=99, public=public
    )


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_table_of_own_figures_bears_the_mark_and_none_of_public_ones(example, own, lang):
    for name, result in made(own, example).items():
        assert MARK[lang] in sp.table(result, lang=lang).as_raw_html(), name
        assert internal(result), name
    for name, result in made(example.rentals, example).items():
        assert MARK[lang] not in sp.table(result, lang=lang).as_raw_html(), name


def test_every_show_in_a_notebook_does_too(example, own):
    for name, result in made(own, example).items():
        assert MARK["nl"] in result._repr_html_(), name
    for name, result in made(example.rentals, example).items():
        assert MARK["nl"] not in result._repr_html_(), name


def test_every_chart_bears_the_mark_in_picture_and_text_and_is_saved_with_the_word_alone(example, own, tmp_path):
    found = made(own, example)
    for name, chart in charts(found, example, of_values(found, example, public=False)).items():
        assert chart.description.startswith(MARK["nl"]), name
        assert MARK["nl"] in chart._repr_mimebundle_()["image/svg+xml"], name
        for save in (lambda path, c=chart: c.save(path), lambda path, c=chart: picture.save(c, path)):
            with pytest.raises(sp.InvalidInputError, match=r"sp\.protect\(shares\)"):
                save(tmp_path / "a.svg")
    assert list(tmp_path.iterdir()) == []
    chart.save(tmp_path / "a.svg", unprotected=True)
    assert MARK["nl"] in (tmp_path / "a.svg").read_text()
    public = made(example.rentals, example)
    for name, chart in charts(public, example, of_values(public, example, public=True)).items():
        assert MARK["nl"] not in str(chart.to_dict()), name
    chart.save(tmp_path / "b.svg")
    assert (tmp_path / "b.svg").exists()


def test_a_changed_copy_of_a_chart_is_still_internal(own, tmp_path):
    chart = sp.composition_chart(sp.shares(sp.count(own, by="gebied"))).properties(width=99)
    with pytest.raises(sp.InvalidInputError):
        chart.save(tmp_path / "a.svg")


def test_a_table_is_written_with_the_word_alone(own, example, tmp_path):
    shown = sp.table(sp.shares(sp.count(own), example.stock))
    for write in (shown.write_raw_html, shown.tab_source_note("Bron").write_raw_html, shown.save):
        with pytest.raises(sp.InvalidInputError, match=r"sp\.protect\(shares\)"):
            write(str(tmp_path / "a.html"))
    shown.write_raw_html(str(tmp_path / "a.html"), unprotected=True)
    assert MARK["nl"] in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_protection_takes_the_mark_away(own, example, tmp_path):
    shares = sp.protect(sp.shares(sp.count(own, by="gebied"), example.stock))
    assert shares.public
    assert MARK["nl"] not in sp.table(shares).as_raw_html() + shares._repr_html_() + shares.counts._repr_html_()
    chart = sp.group_shares_chart(shares)
    assert MARK["nl"] not in str(chart.to_dict())
    chart.save(tmp_path / "a.svg")


def test_aggregates_are_own_unless_said():
    table = {"area": ["E16", "N60"], "allocations": [3, 4], "rentals": [9, 8]}
    assert internal(sp.Counts.from_frame(table))
    published = sp.Counts.from_frame(table, public=True)
    assert not internal(published)
    assert not internal(sp.shares(published).select(area=["E16"]))
    other = sp.Counts.from_frame({"area": ["T93"], "allocations": [3], "rentals": [9]})
    assert internal(published + other)
    assert not internal(published + replace(other, public=True))


def test_a_printed_programme_is_public():
    table = {"period": ["2020"], "main_group": ["status"], "group": ["a"], "delivered": [2]}
    assert not internal(sp.Programme.from_frame(table))


def test_what_holds_no_lettings_bears_no_mark(example):
    for found in (example.stock, example.groups, sp.neighbours(example.areas)):
        assert type(found).__name__ in HARMLESS
        assert not internal(found)


def test_a_model_or_index_of_few_areas_is_internal(example):
    data = example.covariates.drop_nulls()
    few, many = (
        sp.regress(part, "neighbourhood_mark", ["welfare"], area="area") for part in (data.head(11), data.head(12))
    )
    assert (few.df, many.df) == (9, 10)
    assert [internal(few), internal(many)] == [True, False]
    assert MARK["nl"] in sp.table(few).as_raw_html() + few.full_table().as_raw_html()
    assert MARK["nl"] in str(few.chart().to_dict())
    assert {"Regression", "Moran"} <= set(OF_MANY)
    tiles = sp.Areas.from_tiles(list("abcdefghij"), list("abcdefghij"), range(10), [0] * 10)
    values = [float(i * i % 7) for i in range(10)]
    assert not internal(sp.moran(values, sp.neighbours(tiles), permutations=9))
    values[3] = None
    found = sp.moran(values, sp.neighbours(tiles), permutations=9)
    assert found.n == LEAST_AREAS - 1
    assert internal(found)


def test_a_map_of_residuals_tells_single_areas(example):
    data = example.covariates.drop_nulls()
    options = {"y": "neighbourhood_mark", "x": ["welfare"], "area": "area"}
    assert MARK["nl"] in str(sp.regress(data, **options).residual_map(example.areas).to_dict())
    assert MARK["nl"] not in str(sp.regress(data, **options, public=True).residual_map(example.areas).to_dict())


def test_own_records_in_a_public_study_are_refused(own, example):
    with pytest.raises(sp.InvalidInputError, match="unprotected is 'public', but the rentals of"):
        replace(example, rentals=own)
    assert replace(example, rentals=own, unprotected=None).unprotected is None
