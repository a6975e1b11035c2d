"""The page on the checks says of each what the catalogue says: number, limits and source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spreiding.checks.catalogue import rules
from spreiding.checks.options import Reference, Thresholds
from spreiding.checks.shapes import SHAPES
from spreiding.words.catalogue import sentence

PAGE = Path(__file__).resolve().parents[2] / "python" / "docs" / "checks.md"
SECTIONS = {
    int(head): text
    for head, text in re.findall(
        r"^\(checks-(\d+)\)=\n(.*?)(?=^\(checks-|\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.slug)
def test_each_check_has_a_section_with_its_limits_and_source(rule):
    text = SECTIONS[rule.id]
    assert text.startswith(f"## {rule.id}. {rule.slug}\n")
    assert ("Houdt publicatie tegen" in text) == (rule.severity == "E")
    for said in (rule.catches("nl"), rule.cause("nl"), rule.todo("nl"), sentence(rule.asks, "nl")):
        assert said in text
    for name in rule.limits:
        value = getattr(Thresholds(), name)
        shown = ",".join(map(str, value)) if isinstance(value, tuple) else value
        assert f"- `{name} = {'leeg' if shown in ('', None) else shown}`: " in text
    if rule.needs:
        assert f"**Gebruikt** {', '.join(f'`{name}`' for name in rule.needs)}." in text
    # Another source than the page itself is named on it.
    assert rule.source == f"documentation, page checks, check {rule.id}" or f"**Bron** {rule.source}." in text


def test_the_page_has_no_check_too_many_and_names_every_table():
    assert set(SECTIONS) == {rule.id for rule in rules()}
    text = PAGE.read_text("utf-8")
    for name in (*SHAPES, "previous", "delivered"):
        assert f"| `{name}` |" in text
        assert hasattr(Reference(), name)
