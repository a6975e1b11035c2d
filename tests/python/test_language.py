"""The language of what shows itself: set once, and never that of what is published."""

from __future__ import annotations

import html
import pickle
import re
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import kinds

import spreiding as sp
from spreiding.base.language import OWN, language

#: Words that no page in the other language has, names of places left out.
DUTCH = r"\b(van|de|het|een|aantal|aandeel|toewijzingen|verhuringen|groep|jaar|halfjaar|gebied|gebieden|wijk|wijken|stadsdeel|totaal)\b"
ENGLISH = r"\b(the|number|share|allocations|rentals|group|year|district|districts|total|areas)\b"


@pytest.fixture(autouse=True)
def _after():
    yield
    sp.set_language(None)


def text(found):
    """Return the words that a result shows: no names of places, codes or files."""
    shown = found._repr_html_().replace(html.escape(getattr(found, "source", None) or "-"), "")  # as the user wrote it
    bare = re.sub(r"<svg.*?</svg>|<th scope=\"row\".*?</th>|<[^>]+>", " ", shown, flags=re.DOTALL)
    return html.unescape(bare)


def results():
    years = kinds.results()["Study of years"]
    counts = kinds.results()["Counts by gebied"]
    model = sp.regress(
        {"area": ["a", "b", "c", "d", "e"], "y": [1.0, 2.0, 4.0, 3.0, 6.0], "x": [1.0, 2.0, 3.0, 4.0, 5.0]},
        "y",
        ["x"],
        area="area",
    )
    more = {
        "Regression": model,
        "Audit": sp.audit(sp.protect(sp.shares(counts))),
        "Audit that finds": sp.audit(
            sp.PrintedTable(
                frame=pl.DataFrame({"a": ["A", "B", "S"], "n": [".", "30", "31"]}),
                keys={"area": "a"},
                columns={"allocations": "n"},
                name="t",
            ),
            hierarchy={"area": {"A": "S", "B": "S"}},
        ),
        "Revisions": sp.revisions(counts, counts),
        "Nested": sp.nested_entropy(kinds.results()["Counts"], "gebied"),
        "Crosswalk": sp.crosswalk(
            {"wijk_2015": ["A", "A"], "wijk_2022": ["N", "M"], "dwellings": [6, 4]}, source="2015", target="2022"
        ),
    }
    assert years.lang == "nl"
    return kinds.results() | more


def test_every_result_shows_itself_in_the_language_that_was_set():
    shown = {}
    for lang, other in (("nl", ENGLISH), ("en", DUTCH)):
        sp.set_language(lang)
        shown[lang] = {name: text(found) for name, found in results().items()}
        assert {name: re.findall(other, said) for name, said in shown[lang].items() if re.search(other, said)} == {}
    assert [name for name, said in shown["nl"].items() if said == shown["en"][name]] == []


def test_what_is_made_without_a_language_follows_and_what_is_asked_goes_first(tmp_path):
    counts = kinds.results()["Counts by gebied"]
    shares = sp.shares(counts)
    made = {
        "table": lambda **how: sp.table(shares, **how).as_raw_html(),
        "map": lambda **how: str(sp.choropleth(kinds.results()["Shares"], kinds.results()["Areas"], **how).to_dict()),
        "bars": lambda **how: sp.composition_chart(shares, **how).to_dict()["description"],
        "groups": lambda **how: sp.group_shares_chart(shares, **how).to_dict()["description"],
        "funnel": lambda **how: sp.funnel_chart(kinds.results()["Funnel"], **how).to_dict()["description"],
        "lorenz": lambda **how: sp.lorenz_chart(kinds.results()["Spread"], **how).to_dict()["description"],
        "parts": lambda **how: sp.decomposition_chart(kinds.results()["Decomposition"], **how).to_dict()["description"],
        "scatter": lambda **how: sp.moran_scatter(kinds.results()["LocalMoran"], **how).to_dict()["description"],
        "csv": lambda **how: sp.write_csv(sp.protect(shares), tmp_path / "a.csv", **how).read_text("utf-8"),
        "findings": kinds.results()["CheckReport"].to_text,
    }

    def read(name, **how):
        return re.sub(r"t[0-9a-f]{8}|random_id.*", "", made[name](**how))

    asked = {name: (read(name, lang="nl"), read(name, lang="en")) for name in made}
    assert [name for name, (dutch, english) in asked.items() if dutch == english] == []
    for set_to, at in ((None, 0), ("en", 1), ("nl", 0)):
        sp.set_language(set_to)
        assert [name for name in made if read(name) != asked[name][at]] == []
        assert [name for name in made if read(name, lang="en") != asked[name][1]] == []


def test_a_study_and_a_report_of_checks_have_a_language_of_their_own():
    study = replace(kinds.results()["Study"], lang="en")
    report = kinds.results()["CheckReport"]
    english = replace(report, lang="en")
    assert "target groups" in study._repr_html_().lower() or "rentals" in study._repr_html_()
    assert english.to_text() == report.to_text("en") != report.to_text()
    sp.set_language("nl")  # the session goes before a study, not before what was asked of a check
    assert "verhuringen" in study._repr_html_()
    assert english.to_text() == report.to_text("en")


def test_what_is_published_does_not_follow_the_session(tmp_path):
    study = sp.examples.amsterdam_2016_2017()
    pages = []
    for lang in (None, "en"):
        sp.set_language(lang)
        pages.append(sp.report(study, tmp_path / f"{lang}.html").read_bytes())
    assert pages[0] == pages[1]


def test_another_language_is_refused_and_a_copy_knows_what_was_asked():
    with pytest.raises(sp.InvalidInputError, match="must be one of nl, en"):
        sp.set_language("fr")
    copy = pickle.loads(pickle.dumps(OWN))  # noqa: S301  our own
    sp.set_language("en")
    assert (language(copy), language("nl"), language(own="nl")) == ("en", "nl", "en")
    assert OWN == "nl", "the default that the signatures state"
