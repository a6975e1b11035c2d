"""The catalogues: the same codes in every language, each sentence with the same data, each code in use."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import spreiding as sp
from spreiding import _core
from spreiding.base import errors
from spreiding.words.catalogue import codes, sentence
from spreiding.words.refusal import in_language, refusal

PACKAGE = Path(sp.__file__).parent
VARIABLE = re.compile(r"\$(\w+)")
#: An area that is a point.
POINT = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"code": "A"}, "geometry": {"type": "Point", "coordinates": [4.9, 52.4]}}
    ],
}


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


def test_a_sentence_within_another_is_there_though_it_was_not_said_before():
    """In a process of its own, in which nothing was said."""
    within = {code: found[1] for code, text in texts("nl").items() if (found := re.search(r"\{ *([a-z][\w-]*)", text))}
    assert within
    for code, other in within.items():
        run = f"from spreiding.words.catalogue import sentence; print(sentence({code!r}, 'nl'))"
        done = subprocess.run(
            [sys.executable, "-c", run], capture_output=True, text=True, check=False, encoding="utf-8"
        )
        assert done.stdout.strip() == sentence(code, "nl"), done.stderr
        assert sentence(other, "nl") in done.stdout


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_error_of_the_core_has_a_sentence(lang):
    """The codes come from the compiled core itself; what a sentence needs is what the core hands over."""
    told = texts(lang)
    assert len(_core.error_codes()) > 90
    for code, data in _core.error_codes():
        assert set(VARIABLE.findall(told[code])) <= set(data), code
        assert sentence(code, lang, **dict.fromkeys(data, "7")), code
    for code, _ in _core.error_parts():
        assert sentence(code, lang), code


@pytest.mark.parametrize(
    ("act", "dutch"),
    [
        (lambda: sp.read_areas(POINT), 'gebied 1 (code "A") is een Point'),
        (lambda: sp.classify([1.0, 2.0], k=9), "dat moeten er minstens evenveel zijn als klassen, k = 9"),
        (lambda: _core.Source.csv("/there/is/no.csv"), "no.csv: niet te lezen (het bestand bestaat niet)"),
        (lambda: _core.panic_on_purpose(long_work=False), "een fout in de software, niet in de invoer (src"),
    ],
)
def test_an_error_of_the_core_speaks_dutch_with_its_parts(act, dutch):
    with pytest.raises((sp.InvalidInputError, sp.FaultError)) as raised:
        act()
    assert dutch in in_language(raised.value, "nl")


#: The one place that makes errors of sentences, and one that stands before the catalogue and gives codes itself.
MAKERS = {"words/refusal.py", "base/files.py"}
#: Errors of Python that only a fault in our own code raises, or that its protocols ask for.
OF_PYTHON = {"LookupError", "TypeError", "ValueError", "NotImplementedError", "AssertionError"}


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def plain_errors(source):
    """Lines that make an error of the library from text of their own instead of a code."""
    ours = {name for name in vars(errors) if name.endswith("Error")} | {"SystemExit", "KeyError"}
    found = [node for name, node in calls(ast.parse(source)) if name in ours and node.args]
    return [node.lineno for node in found if not any(word.arg == "code" for word in node.keywords)]


def plain_data(source):
    """Lines that put words of one language into the data of a sentence; a call to make is code."""
    makers = {"refusal", "Said", "sentence", "fault"}
    words = [word for name, node in calls(ast.parse(source)) if name in makers for word in node.keywords]
    parts = [(part, word) for word in words if word.arg != "call" for part in ast.walk(word.value)]
    texts = [(part, word) for part, word in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return [word.value.lineno for part, word in texts if re.search(r"[a-z] [a-z]", part.value)]


def test_errors_are_raised_by_code_and_not_by_text():
    faults = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name, source = path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")
        lines = [] if name in MAKERS else plain_errors(source)
        faults += [f"{name}:{line}" for line in [*lines, *plain_data(source)]]
    assert faults == []


def test_planted_text_is_found():
    assert plain_errors("raise InvalidInputError('too many')") == [1]
    assert plain_errors("msg = 'x'\nraise errors.MissingFileError(msg)") == [2]
    assert plain_errors("raise InvalidInputError(text, code='a-code')") == []
    assert plain_data("refusal('a-code', what='the file is bad')") == [1]
    assert plain_data("refusal('a-code', call='sp.count(rentals, by=x)', known=['area'])") == []


#: Names of encodings, which differ between Dutch and English files and are no words.
NO_WORDS = {"nl", "en", "utf-8", "utf-8-sig"}


def spoken(node):
    """Whether an expression holds words, whatever is filled in."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value not in NO_WORDS and bool(re.search("[A-Za-z]{2}", node.value))
    parts = {
        ast.JoinedStr: ("values",), ast.Dict: ("values",), ast.BinOp: ("left", "right"), ast.Tuple: ("elts",),
        ast.List: ("elts",), ast.IfExp: ("body", "orelse"), ast.Return: ("value",), ast.Assign: ("value",),
        ast.AugAssign: ("value",), ast.Expr: ("value",), ast.Yield: ("value",),
    }  # fmt: skip
    held = [getattr(node, field) for field in parts.get(type(node), ())]
    return any(spoken(part) for value in held for part in (value if isinstance(value, list) else [value]))


def by_language(node):
    """Whether an expression asks for the language."""
    return any(getattr(part, "id", getattr(part, "attr", "")) == "lang" for part in ast.walk(node))


def asks(test):
    """Whether a condition holds in one of the languages only."""
    found = [getattr(part, "value", "") for part in ast.walk(test) if isinstance(part, ast.Constant)]
    return by_language(test) and len({"nl", "en"} & set(map(str, found))) == 1


def pairs(source):
    """Lines where code holds the same words in two languages, or chooses words by the language."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            texts = [
                value
                for key, value in zip(node.keys, node.values, strict=True)
                if getattr(key, "value", 0) in ("nl", "en")
            ]
            wrong = sum(map(spoken, texts)) > 1
        elif isinstance(node, ast.Call):
            plain = [word for word in node.args if isinstance(word, ast.Name | ast.Attribute)]
            texts = sum(map(spoken, node.args)) > 1 or any(isinstance(word, ast.Starred) for word in node.args)
            wrong = texts and any(map(by_language, plain))
        elif isinstance(node, ast.IfExp | ast.If):
            branches = (node.body, node.orelse)
            parts = [part for branch in branches for part in (branch if isinstance(branch, list) else [branch])]
            wrong = asks(node.test) and any(map(spoken, parts))
        elif isinstance(node, ast.Subscript):
            wrong = by_language(node.slice) and spoken(node.value)
        else:
            continue
        found += [node.lineno] if wrong else []
    return found


#: Arguments that a reader sees as they are given: text of the catalogue.
SEEN = {"sheet", "caption", "title", "alt", "finding"}


def seen(source):
    """Lines that hand words over to be printed, in one language for every page."""
    words = [word for _, node in calls(ast.parse(source)) for word in node.keywords]
    return [word.value.lineno for word in words if word.arg in SEEN and spoken(word.value)]


def test_what_is_printed_in_every_language_comes_from_the_catalogue():
    found = {p.relative_to(PACKAGE).as_posix(): seen(p.read_text(encoding="utf-8")) for p in PACKAGE.rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert seen('Table(spec, sheet="weggelaten")') == seen('Figure(chart, alt=f"Kaart van {n} gebieden")') == [1]
    assert seen('Table(spec, sheet=sentence("sheet-codes", lang))') == []


def test_no_words_of_two_languages_stand_in_code():
    """Who corrects a sentence touches the catalogue alone."""
    found = {p.relative_to(PACKAGE).as_posix(): pairs(p.read_text(encoding="utf-8")) for p in PACKAGE.rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "planted",
    [
        'say(lang, "wijk", "district")',
        'say(run.lang, f"{n} wijken", f"{n} districts")',
        "say(lang, *WORDS[key])",
        'WORDS = {"nl": "wijk", "en": "district"}',
        'WORDS = {"nl": {"area": "wijk"}, "en": {"area": "district"}}',
        'NOUNS = [("E16", {"nl": ("wijk", "wijken"), "en": ("district", "districts")})]',
        'word = "wijk" if lang == "nl" else "district"',
        'word = ("district", "wijk")[lang == "nl"]',
        'if lang == "nl":\n    text += " in de wijk"',
        'def noun(lang):\n    if lang != "en":\n        return f"{n} wijken"\n    return f"{n} districts"',
    ],
)
def test_planted_words_of_two_languages_are_found(planted):
    assert pairs(planted) != []


def test_what_differs_by_language_and_is_no_word_is_not_found():
    assert pairs('sentence("areas-in-class", lang, areas=n, label=label)') == []
    assert pairs('DELIMITERS = {"nl": ";", "en": ","}') == []
    assert pairs('text.encode("utf-8-sig" if lang == "nl" else "utf-8")') == []


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
