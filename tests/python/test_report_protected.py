"""What leaves the house is protected: an unprotected page needs an explicit word. All records are synthetic."""

from __future__ import annotations

from dataclasses import replace

import pytest

import spreiding as sp
from spreiding import cli
from spreiding.report import Items, Text, sections
from spreiding.report._figures import figures
from spreiding.report._head import head


@pytest.fixture(scope="module")
def example():
    return sp.examples.amsterdam_2016_2017()


@pytest.fixture(scope="module")
def protected(example):
    return example.edition(unprotected=False)


def words(found):
    """Return all running text of a page."""
    texts = [b.text for s in found for b in s.blocks if isinstance(b, Text)]
    items = [str(i) for s in found for b in s.blocks if isinstance(b, Items) for i in b.items]
    return " ".join([*texts, *items])


def test_a_study_prints_what_it_says_and_the_word_goes_first(example):
    own = replace(example, unprotected=None, synthetic=False)
    assert example.edition(unprotected=None) is example.edition(unprotected=True) is example
    assert example.edition(unprotected=False).unprotected is None
    assert own.edition(unprotected=None) is own.edition(unprotected=False) is own
    assert own.edition(unprotected=True).unprotected == "internal"
    with pytest.raises(sp.InvalidInputError, match="unprotected is True, must be"):
        replace(example, unprotected=True)


def test_an_unprotected_page_says_at_its_head_that_it_stays_inside(example):
    own = replace(example, unprotected=None, synthetic=False)
    inside = own.edition(unprotected=True)
    assert head(own, "nl").notices == ()
    assert head(inside, "nl").notices[0].startswith("Niet afgeschermd: alleen voor intern gebruik.")
    assert head(inside, "en").notices[0].startswith("Not protected: for internal use only.")
    assert "intern gebruik" not in " ".join(head(example, "nl").notices)  # public since 2018
    assert figures(inside).districts.protection is None


def test_the_protected_example_has_no_comparison_and_the_example_has(example, protected):
    chapters = [s.anchor for s in sections(example, unprotected=False)]
    assert "controle" not in chapters
    assert {"kort", "toewijzingen", "gebieden", "wijken", "groepen", "spreiding", "regressie"} <= set(chapters)
    assert "controle" in [s.anchor for s in sections(example)]
    assert figures(protected).districts.protection is not None
    assert figures(example).districts.protection is None


def test_the_command_line_takes_the_word(tmp_path, capsys):
    assert cli.main(["report", "--protected", "--out", str(tmp_path / "a.html")]) == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Kleine aantallen zijn afgeschermd" in page
    assert "Controle met de notitie" not in page
    with pytest.raises(SystemExit):
        cli.main(["report", "--protected", "--unprotected"])
    capsys.readouterr()
