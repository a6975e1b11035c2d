"""Rendering: chapters → one self-contained page. It says everything without scripts; its own script lets explore it.

A policy in the page (Content-Security-Policy) admits that one script and that one style sheet by their hashes, and no
network, no evaluation of text and no markup made from text.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from spreiding.base.results import version
from spreiding.edition.parts import Figure
from spreiding.edition.render import variants, view
from spreiding.edition.render.head import head
from spreiding.edition.render.prepare import prepared
from spreiding.publish.charts.shown import InScript
from spreiding.publish.charts.style import ink
from spreiding.words.catalogue import sentence
from spreiding.words.notation import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from spreiding.edition.parts import Section
    from spreiding.edition.render.prepare import Chapter
    from spreiding.edition.run import Run

#: Every pair of text or line and ground on the page, with the contrast WCAG 2.1 asks (1.4.3, 1.4.11).
PALETTE = {
    "text": "#181818", "soft": "#595959", "ground": "#ffffff", "head": "#004699", "onhead": "#ffffff",
    "link": "#004699", "band": "#f2f2f2", "lit": "#fff0b3", "notice": "#fff4d6", "edge": "#767676", "rule": "#d9d9d9",
}  # fmt: skip
#: The same where the reader's system is dark. Pictures keep their light ground: light stays low.
DARK = {
    "text": "#e8e8e8", "soft": "#b4b4b4", "ground": "#16181b", "head": "#0b2e5c", "onhead": "#ffffff",
    "link": "#8cb8f0", "band": "#202327", "lit": "#4a3f10", "notice": "#3a3216", "edge": "#8f8f8f", "rule": "#3d4146",
}  # fmt: skip
CONTRASTS = (
    ("text", "ground", 4.5),
    ("text", "band", 4.5),
    ("text", "lit", 4.5),
    ("text", "notice", 4.5),
    ("soft", "ground", 4.5),
    ("soft", "band", 4.5),
    ("link", "ground", 4.5),
    ("link", "notice", 4.5),
    ("onhead", "head", 4.5),
    ("edge", "ground", 3.0),
)

#: What the page says around the chapters, and what its script says.
WORDS = (
    "page-contents", "page-skip", "page-data", "page-more", "page-legend", "page-scroll", "page-shared-notes",
    "page-shared-notes-link", "page-take-along",
)  # fmt: skip
SCRIPT_WORDS = (
    "explore-search", "explore-csv", "explore-svg", "explore-png", "explore-link", "explore-copied",
    "explore-not-copied", "explore-choose", "explore-keys", "explore-none", "page-shared-notes-link",
)  # fmt: skip
#: The parts of the script, in the order in which they stand in the page.
SCRIPT = ("page", "marks", "tables", "files", "choices", "start")


def render(run: Run, sections: Sequence[Section]) -> bytes:
    """Return the page as UTF-8."""
    return page(run, sections, pictures="inline").encode()


def page(run: Run, sections: Sequence[Section], *, pictures: str) -> str:
    """Return the page; with pictures as ``"image"`` it is made for print, and has no script."""
    environment, lang = _environment(), run.lang
    chapters = prepared(sections, lang)
    style = environment.from_string(_file("report.css.j2")).render(light=PALETTE, dark=DARK)
    script = _script() if pictures == "inline" else ""
    html: str = environment.from_string(_file("report.html.j2")).render(
        lang=lang,
        words={code.partition("-")[2].replace("-", "_"): sentence(code, lang) for code in WORDS},
        head=head(run),
        style=style,
        script=script,
        data=_data(run, chapters) if script else "",
        policy=_policy(style, script) if script else "",
        made=sentence("page-made", lang, version=version()),
        chapters=[view.chapter(chapter, pictures=pictures) for chapter in chapters],
        templates=[t for _, figure, anchor in _figures(chapters) for t in variants.templates(figure, anchor)]
        if script
        else [],
        pictures=pictures,
    )
    return html


def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  only when a page is made

    def shown(value: Any) -> Any:
        return printable(value) if type(value) is str else value

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=shown)
    made.filters["ink"] = ink
    made.filters["base64"] = lambda text: b64encode(text.encode()).decode()
    return made


def _file(name: str) -> str:
    return (files("spreiding.edition.render") / "templates" / name).read_text("utf-8")


def _script() -> str:
    """Return the script of the page: its parts in one function, without the comments that type them."""
    parts = "\n".join(_file(f"explore/{name}.js") for name in SCRIPT)
    parts = re.sub(r"^\s*/\*\*.*?\*/\n", "", parts, flags=re.DOTALL | re.MULTILINE)
    parts = re.sub(r"^\s*//.*\n", "", parts, flags=re.MULTILINE)
    lines = [line.strip() for line in parts.splitlines() if line.strip()]
    return "\n".join(["(() => {", '"use strict";', *lines, "})();"])


def _figures(chapters: Sequence[Chapter]) -> list[tuple[Chapter, Figure, str]]:
    return [(c, p.block, p.anchor) for c in chapters for p in c.blocks if isinstance(p.block, Figure)]


def _data(run: Run, chapters: Sequence[Chapter]) -> str:
    """Return what the script works with: words, and the variants of figures. Nothing that the page does not print."""
    lang = run.lang
    words = {code.partition("-")[2]: sentence(code, lang) for code in SCRIPT_WORDS}
    words |= {
        "mark": sentence("internal-mark", lang) if run.study.unprotected == "internal" else "",
        "sort": sentence("explore-sort", lang, column="{}"),
        "found": sentence("explore-found", lang, n="{}", all="{}"),
    }
    found = {anchor: variants.variants(figure, anchor, c.notes) for c, figure, anchor in _figures(chapters)}
    figures = {anchor: data for anchor, data in found.items() if data}
    return json.dumps({"words": words, "figures": figures}, cls=InScript, ensure_ascii=False, separators=(",", ":"))


def _policy(style: str, script: str) -> str:
    """Return the policy of the page."""
    hashes = {what: b64encode(sha256(text.encode()).digest()).decode() for what, text in (("s", style), ("j", script))}
    return (
        f"default-src 'none'; script-src 'sha256-{hashes['j']}'; style-src 'sha256-{hashes['s']}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
