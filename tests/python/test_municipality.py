"""The page of a made-up municipality says what its data say, of whatever shape they are. All SYNTHETIC."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from municipality import made_up

from spreiding.edition.contents import sections
from spreiding.edition.parts import Figure
from spreiding.edition.run import Run

#: What no one writes: nought of something, all of all, a plural of one, a title in small letters.
CLUMSY = (
    r"\b0 (wijk|kern|district|settlement)",
    r"\b(\d+) (van de|of) \1\b",
    r"\b1 (wijken|kernen|districts|settlements)\b",
    r"\b(van|from) (\d+) in \d+ (naar|to) \2 in",
)
SHAPES = (
    {"level": "wijk"},
    {"level": "kern", "n": 12, "groups": ("Een",)},
    {"level": "wijk", "years": (2021,)},
    {"level": "kern", "n": 1},
    {"level": "wijk", "n": 9, "stock": False},
)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("unprotected", [True, False])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_sentences_hold_for_none_for_one_and_for_all(shape, unprotected, lang):
    study = made_up(**shape).edition(unprotected=unprotected)
    chapters = sections(Run(study, lang))
    assert [s.title for s in chapters if s.title[0] != s.title[0].upper()] == []
    texts = []
    for block in (block for section in chapters for block in section.blocks):
        told = [getattr(block, "text", "")]
        for item in getattr(block, "items", ()):
            told += [item] if isinstance(item, str) else item
        if isinstance(block, Figure):
            told = [block.finding, block.alt, block.caption, block.counted, *(key.label for key in block.legend)]
        texts += [str(text) for text in told]
    assert len(" ".join(texts)) > 1_000
    assert [text for text in texts for pattern in CLUMSY if re.search(pattern, text)] == []


def test_what_is_withheld_is_not_said_to_be_absent():
    """No area has a share that is shown: which stand out cannot be told, and nothing is compared."""
    text = str(sections(Run(made_up("kern", n=12, groups=("Een",)).edition(unprotected=False), "nl")))
    assert "Van 12 kernen is een cijfer afgeschermd: of die opvallen, is hier niet te zeggen" in text
    assert "geen kern waar" not in text
    assert "Geen kern is tussen 2019 en 2021 te vergelijken" in text
