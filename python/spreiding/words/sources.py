"""What figures come from, in words: a file by its name, what was given in memory by what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang

#: What figures come from where that is no file, as results have it -> its words in the catalogue.
NO_FILE = {r"\w+ of records|LazyFrame|\w+ table": "source-records", "aggregates": "source-counts",
           "frame of the programme": "source-programme", "frame of stock": "source-stock"}  # fmt: skip


def source_name(source: str, lang: Lang = "nl") -> str:
    """Write the name of a source: of a file its name, of what was given in memory what it is.

    >>> source_name("verhuringen.csv"), source_name("DataFrame of records"), source_name("duckdb table", "en")
    ('verhuringen.csv', 'tabel met verhuringen', 'table of rentals')
    """
    code = next((code for pattern, code in NO_FILE.items() if re.fullmatch(pattern, source)), None)
    return source if code is None else sentence(code, lang)
