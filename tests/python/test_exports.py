"""CSV for a spreadsheet: only what may leave, as printed, whole or not at all. All records are synthetic."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from importlib import machinery
from types import SimpleNamespace

import polars as pl
import pytest

import spreiding as sp
from spreiding.disclosure.symbols import legend, note
from spreiding.edition import write as writing
from spreiding.edition.render import pdf


@pytest.fixture(scope="module")
def study():
    return sp.examples.amsterdam_2016_2017()


@pytest.fixture(scope="module")
def counts(study):
    return sp.count(study.rentals, by="gebied")


@pytest.fixture(scope="module")
def shares(counts, study):
    return sp.shares(counts, study.stock)


@pytest.fixture(scope="module", params=["ois", "cbs"])
def protected(shares, request):
    return sp.protect(shares, rules=request.param)


def test_dutch_excel_opens_it(shares, tmp_path):
    raw = sp.write_csv(shares, tmp_path / "a.csv", unprotected=True).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert lines[0].split(";")[:3] == ["code", "gebied", "categorie"]
    # Table 1.2 of the note: Centrum West 76 allocations, 0.3% of the stock; and the city 2.415, 29%, 0.6%.
    assert lines[1].split(";")[:4] == ["DX01", "C-Centrum West", "totaal", "76"]
    assert lines[1].split(";")[-2:] == ["0,3", "getoond"]
    city = next(line for line in lines if line.startswith(";Amsterdam;totaal"))
    assert city.split(";")[3:] == ["2415", "8340", "423208", "29", "0,6", "getoond"]
    assert lines[-2].startswith("Eerste en laatste dag: 2016-01-01/2017-06-30.;")


def test_english_has_commas_points_and_no_mark(shares, tmp_path):
    raw = sp.write_csv(shares, tmp_path / "a.csv", lang="en", unprotected=True).read_bytes()
    assert raw.startswith(b"code,area,category,")
    assert b"DX01,C-Centrum West,total,76," in raw
    assert b",0.3,shown" in raw


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_reader_takes_the_file_as_it_is(protected, tmp_path, lang):
    path = sp.write_csv(protected, tmp_path / "a.csv", lang=lang)
    read = pl.read_csv(path, separator=";" if lang == "nl" else ",", infer_schema=False)
    mark = {"nl": "toelichting", "en": "note"}[lang]
    told, rows = read.filter(status=mark), read.filter(pl.col("status") != mark)
    assert rows.height == protected.to_polars().height + protected.total.to_polars().height
    days = {"nl": "Eerste en laatste dag", "en": "First and last day"}[lang]
    assert told[:, 0].to_list() == [note(protected, lang=lang), f"{days}: 2016-01-01/2017-06-30."]
    assert set(rows["status"]) <= set(legend(lang).values())
    count, of_stock = read.columns[3], read.columns[-2]
    for row, line in zip(protected.to_polars().filter(group="all").sort("area").to_dicts(),
                         rows.filter(pl.col(read.columns[2]).is_in(["totaal", "total"])).sort("code").to_dicts()[1:],
                         strict=True):  # fmt: skip
        assert line[count] == ("." if row["allocations"] is None else str(row["allocations"]))
        share = row["share_of_stock"]
        shown = "." if share is None else f"{100 * share:.1f}"  # rounded by protection: no half to decide
        assert line[of_stock].replace(",", ".") == shown


def test_protected_files_hold_no_rentals_and_symbols_for_the_rest(study, tmp_path):
    shares = sp.protect(sp.shares(sp.count(study.rentals), study.stock))
    text = sp.write_csv(shares, tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "verhuringen;" not in text.splitlines()[0].replace("% van verhuringen", "")
    assert ";< 10;" in text
    assert ";±" in text
    assert ";geen verhuringen" in text
    assert {line.split(";")[3] for line in text.splitlines() if line.endswith(";geen verhuringen")} == {"-"}


def test_unprotected_figures_need_the_word(study, tmp_path):
    counts = sp.count(replace(study.rentals, public=False))
    shares = sp.shares(counts, study.stock)
    for result in (counts, shares, sp.decompose(shares), sp.smooth(shares), sp.protect(shares).counts):
        with pytest.raises(sp.InvalidInputError, match="not protected: small counts could identify people"):
            sp.write_csv(result, tmp_path / "a.csv")
    with pytest.raises(sp.InvalidInputError, match="records, which never leave"):
        sp.write_csv(study.rentals, tmp_path / "a.csv", unprotected=True)
    assert list(tmp_path.iterdir()) == []
    lines = sp.write_csv(shares, tmp_path / "a.csv", unprotected=True).read_text(encoding="utf-8-sig").splitlines()
    assert lines[-1].startswith("Niet afgeschermd: alleen voor intern gebruik.;")


def test_figures_that_anyone_may_see_need_no_word_and_are_exact(counts, shares, tmp_path):
    for result in (counts, shares):
        text = sp.write_csv(result, tmp_path / "a.csv").read_text(encoding="utf-8-sig")
        assert "intern gebruik" not in text
        assert text == sp.write_csv(result, tmp_path / "b.csv", unprotected=True).read_text(encoding="utf-8-sig")


def test_a_model_of_many_areas_may_leave_and_one_of_few_may_not(study, tmp_path):
    fit = sp.regress(study.covariates, "neighbourhood_mark", ["welfare", "woz_per_m2"], area="area")
    lines = sp.write_csv(fit, tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert any(line.startswith(f"N = {fit.n};") for line in lines)
    few = sp.regress(
        study.covariates.drop_nulls().head(12), "neighbourhood_mark", ["welfare", "woz_per_m2"], area="area"
    )
    assert few.df == 9
    with pytest.raises(sp.InvalidInputError, match="not protected"):
        sp.write_csv(few, tmp_path / "b.csv")


@pytest.mark.parametrize(
    ("path", "options", "message"),
    [
        ("a.txt", {}, r"ends in '\.txt', must end in \.csv"),
        ("none/a.csv", {}, "does not exist"),
        ("a.csv", {"lang": "fr"}, "lang is 'fr'"),
    ],
)
def test_bad_paths_are_named(shares, tmp_path, path, options, message):
    with pytest.raises(sp.InvalidInputError, match=message):
        sp.write_csv(shares, tmp_path / path, unprotected=True, **options)


@pytest.mark.parametrize("before", [None, b"old"])
@pytest.mark.parametrize("ending", [".html", ".xlsx", ".pdf", ".csv"])
def test_a_run_that_fails_half_way_leaves_the_old_file_or_none(study, shares, tmp_path, monkeypatch, ending, before):
    # Oracle: the disk is full when all bytes are handed over and none is safe yet.
    path = tmp_path / f"a{ending}"
    if before:
        path.write_bytes(before)

    def full(_):
        raise OSError(28, "No space left on device")

    if ending == ".pdf" and "weasyprint" not in sys.modules:
        page = SimpleNamespace(write_pdf=lambda **_: b"%PDF-")
        fake = SimpleNamespace(HTML=lambda **_: page, __spec__=machinery.ModuleSpec("weasyprint", None))
        monkeypatch.setitem(sys.modules, "weasyprint", fake)
        pdf.need_weasyprint()
    monkeypatch.setattr(writing, "sections", lambda *_: [])
    monkeypatch.setattr(os, "fsync", full)
    result, write = (shares, sp.write_csv) if ending == ".csv" else (study, sp.report)
    with pytest.raises(OSError, match="No space"):
        write(result, path, unprotected=True)
    assert [p.read_bytes() for p in tmp_path.iterdir()] == ([before] if before else [])
