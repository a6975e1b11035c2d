"""Figures of many areas at once on a protected page. Oracle: what the tables beside them print. All records are synthetic."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest

import spreiding as sp
from spreiding.areas.tiles import tiles
from spreiding.disclosure.figures import enough, p_class, told_areas, with_share
from spreiding.edition.chapters import account
from spreiding.edition.parts import Figure, Items, Table, Text
from spreiding.edition.run import Run
from spreiding.edition.study import Study
from spreiding.examples.note import regression, spread

FIRST, LAST = date(2016, 1, 1), date(2016, 12, 31)
WIJKEN = tiles("wijk")


def study(wijken: int, each: int = 150, seed: int = 0, few: int = 0) -> Study:
    """Rentals in so many of the 99 wijken, ``few`` of them in a further one."""
    chance = random.Random(seed)
    codes = [c for c, g in zip(WIJKEN.codes, WIJKEN.levels["gebied"], strict=True) if g]
    where = [c for c in codes[:wijken] for _ in range(each)] + [codes[wijken]] * few
    codes_of = {"UMO": 2, "Noodsituatie medisch": 1, "Statushouder regulier": 2, None: 8}
    rows = [
        (area, FIRST + timedelta(days=chance.randrange(365)), *chance.choices(list(codes_of), list(codes_of.values())))
        for area in where
    ]
    frame = pl.DataFrame(rows, schema=["area", "date", "group"], orient="row")
    rentals = sp.read_rentals(frame, areas=WIJKEN, period=(FIRST, LAST))
    stock = sp.read_stock({"area": WIJKEN.codes, "stock": [4000] * len(WIJKEN.codes)}, date=FIRST)
    return Study(rentals=rentals, stock=stock, areas=WIJKEN, period=(FIRST, LAST))


def texts(section) -> str:
    found = []
    for block in section.blocks:
        if isinstance(block, Text):
            found.append(block.text)
        elif isinstance(block, Items):
            found += [str(item) for item in block.items]
        elif isinstance(block, Table | Figure):
            spec = block.spec if isinstance(block, Table) else block.data
            found += [spec.caption, *spec.notes, *(cell for row in spec.cells() for cell in row)]
    return " ".join(found)


@pytest.mark.parametrize(("wijken", "there"), [(3, False), (9, False), (12, True)])
def test_an_index_needs_ten_areas_with_rentals_that_are_shown(wijken, there):
    # 99 tiles stand on the map; those without rentals hide nothing.
    run = Run(study(wijken))
    assert len(run.figures.exact.counts.units) == 99
    assert enough(run.figures.districts) is there
    assert (spread.chapter(run, "nl") is not None) is there
    assert spread.chapter(Run(study(wijken).edition(unprotected=True)), "nl") is not None


def test_areas_of_which_all_is_withheld_do_not_count():
    # Twenty wijken with 4 to 9 rentals each: the page gives none of their figures, so no index of them either.
    run = Run(study(20, each=6))
    assert len(told_areas(run.figures.districts)) < 10
    assert spread.chapter(run, "nl") is None


def test_a_group_that_is_not_given_per_area_has_no_index_over_areas():
    run = Run(study(14))
    told = texts(spread.chapter(run, "nl"))
    assert told_areas(run.figures.districts, "zonder_begeleiding") == []
    assert "zonder begeleiding" not in told
    assert "alle groepen" in told


def test_a_protected_page_has_no_seed_and_p_in_classes():
    run = Run(study(14))
    section = spread.chapter(run, "nl")
    p = [row["p"] for block in section.blocks if isinstance(block, Table) for row in block.spec.rows]
    assert p
    assert set(p) <= {"< 0,01", "< 0,05", "≥ 0,05"}
    values = [
        row[k] for b in section.blocks if isinstance(b, Table) for row in b.spec.rows for k in ("value", "expected")
    ]
    assert all(value == round(value, 2) for value in values)
    assert "seed" not in texts(account.chapter(run, "nl")).lower()
    assert "seed" in texts(account.chapter(Run(study(14).edition(unprotected=True)), "nl")).lower()


def test_the_bounds_between_classes_of_p_are_those_of_the_edition():
    assert [p_class(p, lang="en") for p in (0.0099, 0.01, 0.0499, 0.05, 1)] == [
        "< 0.01", "< 0.05", "< 0.05", "≥ 0.05", "≥ 0.05",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def example():
    return sp.examples.amsterdam_2016_2017()


def test_the_model_on_a_protected_page_takes_the_areas_whose_share_it_prints(example):
    protected = Run(example.edition(unprotected=False))
    shown = with_share(protected.figures.districts)
    fit = regression.fit_note(protected.figures, "nl")
    assert fit.n + fit.dropped.height == len(shown)
    section = regression.chapter(protected, "nl")
    items = [item for block in section.blocks if isinstance(block, Items) for item in block.items]
    assert items
    assert {item.split()[0] for item in items} <= set(shown)
    # The page of the note itself keeps its rule, 10 rentals or more (N = 70), and its three decimals.
    assert regression.fit_note(Run(example).figures, "nl").n == 70
    assert "10 of meer verhuringen" in texts(regression.chapter(Run(example), "nl"))


def test_a_wijk_with_ten_rentals_is_not_told_apart_by_the_number_of_areas_in_the_model():
    # 24 wijken with many rentals and one with exactly 10: N must not say that the "10 of minder" were 10.
    small = study(24, few=10)
    codes = [c for c, g in zip(WIJKEN.codes, WIJKEN.levels["gebied"], strict=True) if g][:25]
    chance = random.Random(1)
    covariates = pl.DataFrame({"area": codes, "welfare": [chance.random() for _ in codes]})
    run = Run(replace(small, covariates=covariates))
    fit = regression.fit_note(run.figures, "nl")
    assert codes[24] not in with_share(run.figures.districts)
    assert fit.n == len([c for c in codes if c in with_share(run.figures.districts)])
    assert (
        regression.fit_note(Run(replace(small, covariates=covariates).edition(unprotected=True)).figures, "nl").n == 25
    )


def test_numbers_of_the_model_are_coarse_on_a_protected_page(example):
    section = regression.chapter(Run(example.edition(unprotected=False)), "nl")
    for block in section.blocks:
        spec = block.spec if isinstance(block, Table) else getattr(block, "data", None)
        for row in spec.rows if spec else ():
            assert row["p"] in ("< 0,01", "< 0,05", "≥ 0,05")
            numbers = [v for v in row.values() if isinstance(v, float)]
            assert all(v == round(v, 2) for v in numbers)
    chart = next(block.chart for block in section.blocks if isinstance(block, Figure)).to_dict()
    data = next(rows for rows in chart["datasets"].values() if "lower" in rows[0])
    assert all(row[k] == round(row[k], 2) for row in data for k in ("value", "lower", "upper"))


def test_a_model_leaves_without_the_word_only_as_a_protected_page_tells_it(example, tmp_path):
    fit = sp.regress(example.covariates, "neighbourhood_mark", ["welfare", "woz_per_m2"], area="area")
    told = sp.write_csv(fit, tmp_path / "a.csv", lang="en").read_text(encoding="utf-8")
    assert all(line.split(",")[2] in ("< 0.01", "< 0.05", "≥ 0.05") for line in told.splitlines()[1:4])
    exact = sp.write_csv(fit, tmp_path / "b.csv", lang="en", unprotected=True).read_text(encoding="utf-8")
    assert "< 0.01" not in exact
