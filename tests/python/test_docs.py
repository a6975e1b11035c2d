"""The documentation site: what cites it finds it, and a link that leads nowhere is found.

The site itself is built by ``tasks.py docs``, which fails on any reference without a target.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
DOCS = TOP / "python" / "docs"
CITATION = re.compile(r"documentation, page (\w+)(?:, (?:section|rule|check) (\d+))?")


def citations():
    """Yield file and line of whatever cites a page of the site."""
    files = [
        *(TOP / "python" / "spreiding").rglob("*.py"),
        *(TOP / "src").rglob("*.rs"),
        *(TOP / "data").rglob("*.csv"),
        *(TOP / "python" / "spreiding").rglob("*.ftl"),
    ]
    for path in files:
        for match in CITATION.finditer(path.read_text(encoding="utf-8")):
            yield path.relative_to(TOP), match[1], match[2]


def test_what_cites_the_documentation_finds_its_page_and_section():
    found = list(citations())
    assert len(found) > 20
    for path, page, section in found:
        text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
        assert section is None or f"({page}-{section})=" in text, (path, page, section)


def test_nothing_cites_a_document_that_does_not_ship():
    unknown = re.compile(r"domain specification|\bSPEC (?:section )?\d|EDITION\.md")
    files = [
        *(TOP / "python").rglob("*.py"),
        *(TOP / "src").rglob("*.rs"),
        *(TOP / "data" / "disclosure").rglob("*.csv"),
    ]
    assert [path.name for path in files if unknown.search(path.read_text(encoding="utf-8"))] == []


def test_every_step_of_the_road_has_a_page():
    sys.path.insert(0, str(DOCS))
    pytest.importorskip("nbclient")
    import build

    import spreiding as sp

    pages = build.public()
    assert sorted(name for names in pages.values() for name in names) == sorted(set(sp.__all__) - {"__version__"})


def test_a_link_that_leads_nowhere_is_found(tmp_path):
    sys.path.insert(0, str(DOCS))
    pytest.importorskip("nbclient")
    import build

    (tmp_path / "a.html").write_text('<h1 id="top"></h1><a href="b.html#here">', encoding="utf-8")
    (tmp_path / "b.html").write_text(
        '<p id="here"><a href="a.html#top"><a href="a.html#gone"><a href="c.html"><a href="https://example.org/">'
        '<script src="https://example.org/x.js"></script>',
        encoding="utf-8",
    )
    assert build.broken(tmp_path) == [
        "b.html loads https://example.org/x.js",
        "b.html points to a.html#gone",
        "b.html points to c.html",
    ]
