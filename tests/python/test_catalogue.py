"""The catalogues: the same codes in every language, each sentence with the same data, each code in use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import spreiding as sp
from spreiding.words.catalogue import codes, sentence
from spreiding.words.refusal import in_language, refusal

PACKAGE = Path(sp.__file__).parent
VARIABLE = re.compile(r"\$(\w+)")


def texts(lang):
    """Code -> its lines, read from the files themselves."""
    found, code = {}, None
    for path in sorted((PACKAGE / "words" / lang).glob("*.ftl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if start := re.match(r"([a-z][a-z0-9_-]*) =", line):
                code = start[1]
                assert code not in found, f"{code} stands twice in {lang}"
                found[code] = line
            elif code and line.startswith(" "):
                found[code] += f"\n{line}"
    return found


def test_both_languages_have_the_same_codes_and_data():
    dutch, english = texts("nl"), texts("en")
    assert set(dutch) == set(english) == set(codes("nl")) == set(codes("en"))
    for code in dutch:
        assert set(VARIABLE.findall(dutch[code])) == set(VARIABLE.findall(english[code])), code


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_code_renders(lang):
    for code, text in texts(lang).items():
        data = dict.fromkeys(VARIABLE.findall(text), "7")
        assert sentence(code, lang, **data), code


def variant(code, source):
    """Whether a code is another one with an ending that the source adds, such as ``-near``."""
    parts = code.split("-")
    bases = ("-".join(parts[:n]) for n in range(2, len(parts)))
    return any(f'"{base}"' in source for base in bases) and re.search(rf'["}}]-{parts[-1]}"', source) is not None


def test_every_code_is_said_somewhere():
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    source += "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE.parents[1] / "src").rglob("*.rs"))
    families = tuple(set(re.findall(r'f"([a-z]+-(?:[a-z0-9-]+-)?)\{', source)))  # such as f"key-{section}-{key}"
    said = [code for code in codes() if f'"{code}"' in source or code.startswith(families) or variant(code, source)]
    assert sorted(set(codes()) - set(said)) == []


def test_a_refusal_keeps_code_data_and_place_and_speaks_two_languages():
    error = refusal("expected-one-of", argument="by", found="wijkk", known=["area"], source="a.csv", rows=[3])
    assert isinstance(error, sp.InvalidInputError)
    assert error.code == "expected-one-of"
    assert error.place == {"source": "a.csv", "rows": [3]}
    assert str(error) == "by is 'wijkk', must be one of area"
    assert in_language(error, "nl") == "by is 'wijkk', dat moet een van deze zijn: area"


def test_what_the_catalogue_lacks_is_a_fault():
    with pytest.raises(LookupError, match="no code 'nothing'"):
        sentence("nothing")
    with pytest.raises(LookupError, match="expected-one-of"):
        sentence("expected-one-of", argument="by")
