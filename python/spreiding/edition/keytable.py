"""The keys of a study file as a page of the documentation: every key with its type, default and meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.edition.keys import KEYS, SECTIONS, Key
from spreiding.edition.writing import section_title, written
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spreiding.base.types import Lang

#: The least that works, with which the page begins; a test reads it.
LEAST = """[study]
title = "Spreiding 2018-2020"
municipality = "Proefstad"
source = "Eigen administratie"
author = "Bureau X"
[records]
files = ["verhuringen-*.csv"]
columns = {date = "Datum contract", area = "Wijkcode", group = "Doelgroep", corporation = "Corporatie"}
groups = "harmonised"
period = [2018-01-01, 2020-12-31]
[areas]
scheme = "2015"
[stock]
files = ["voorraad.csv"]
date = "peildatum"
[report]
by = "year"
"""


def page(lang: Lang = "nl") -> str:
    """Return the page in Markdown."""
    return "\n".join(_lines(lang)) + "\n"


def _lines(lang: Lang) -> Iterator[str]:
    title = sentence("keys-title", lang)
    yield f"# {title}"
    yield ""
    yield sentence("keys-intro", lang)
    yield ""
    yield f"```toml\n{LEAST}```"
    heads = sentence("keys-columns", lang).split("|")
    for section in SECTIONS:
        yield ""
        yield f"## [{section}] {section_title(section, lang)}"
        yield ""
        yield f"| {' | '.join(heads)} |"
        yield f"|{'---|' * len(heads)}"
        for key in (key for key in KEYS if key.section == section):
            yield _row(key, lang)


def _row(key: Key, lang: Lang) -> str:
    kind = sentence(f"kind-{key.kind}".replace(" ", "-"), lang)
    default = sentence("key-needed", lang) if key.needed else _default(key)
    words = f" ({', '.join(f'`{word}`' for word in key.words)})" if key.words else ""
    inner = f" ({', '.join(f'`{name}`' for name in key.inner())})" if key.inner else ""
    meaning = sentence(key.meaning, lang) + (words or inner)
    return f"| `{key.name}` | {kind} | {default} | {meaning.replace('|', '&#124;')} |"


def _default(key: Key) -> str:
    return "" if key.default in (None, (), {}) else f"`{written(key.default)}`"
