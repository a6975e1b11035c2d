"""Check 18: labels and columns that speak of lettings which do not belong in the count."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

import polars as pl

from spreiding.checks.finding import Finding, NotRun
from spreiding.checks.material import YES
from spreiding.checks.rows import FEW
from spreiding.records import problems
from spreiding.records.groups import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spreiding.checks.material import Material
    from spreiding.checks.options import Thresholds
    from spreiding.checks.rows import Rows

    Speaks = Callable[[str], bool]

NO = {"false", "0", "nee", "n", "no", "onwaar", "f", ""}
#: Starts of labels that say that something is not so.
DENIED = re.compile(r"(geen|niet|non|not|no)\b(?! doorgegaan)", re.IGNORECASE)
#: Most different values of a column of kinds: more are names, streets or remarks.
KINDS = 30
#: What may belong to a dwelling too: it is the thing that was let only at the start of a label, and never as a column.
OBJECTS = ("parkeer", "garage", "bedrijfsruimte")
#: Columns that say of a dwelling what it must be to count.
MUST_BE = ("zelfstandig", "sociaal", "sociale huur")


def not_excluded(m: Material) -> list[Finding | NotRun]:
    """Check 18: labels of lettings that are to be left out, in columns whose records are counted; and other columns."""
    found: list[Finding | NotRun] = [*_of_groups(m)]
    if "channel" in m.axes:
        found += _labels(m, "channel", m.thresholds.excluded_words, "label-of-excluded")
    for name in ("area", "corporation", "channel"):
        if name in m.axes:
            found += _labels(m, name, m.thresholds.void_words, "label-of-void")
            found += _labels(m, name, _whole(m.thresholds.test_words), "label-of-test")
            found += _labels(m, name, _is_total(m.thresholds), "label-of-total")
    rows = m.rows
    return found if isinstance(rows, NotRun) else [*found, *_identifiers(m, rows), *_others(m, rows)]


def _met(words: Sequence[str], labels: Iterable[str]) -> str:
    """Return which of the words occur in labels: the words are ours, and tell nothing of a record."""
    folded = [fold(label) for label in labels]
    return ", ".join(word for word in words if any(fold(word) in label for label in folded))


def _of_groups(m: Material) -> list[Finding]:
    roles = dict(m.read.groups.frame.select("code", "role").iter_rows())
    counts, labels = m.read.tally.marginal(problems.GROUP), m.read.tally.values(problems.GROUP)
    there = [
        (label, n, roles.get(m.codes.get(label) or "")) for label, n in zip(labels, counts, strict=True) if label and n
    ]
    excluded, regular = _any(m.thresholds.excluded_words), _any(m.thresholds.regular_words)
    # A code that the scheme leaves out is left out by every count; only what is counted matters.
    strange = [(label, n) for label, n, role in there if role != "excluded" and excluded(label)]
    renewal = [(label, n) for label, n, role in there if role == "allocation" and regular(label)]
    words = {"column": m.column("group"), "words": _met(m.thresholds.excluded_words, (label for label, _ in strange))}
    found = []
    for pairs, code, data in ((strange, "label-of-excluded", words), (renewal, "label-of-renewal", {})):
        if pairs:
            places = m.places("group", ("group", [label for label, _ in pairs]))
            found.append(Finding("not_excluded", code, sum(n for _, n in pairs), places, data))
    return found


def _labels(m: Material, name: str, words: Sequence[str] | Speaks, code: str) -> list[Finding]:
    speaks = words if callable(words) else _any(words)
    # What the scheme of groups leaves out is in no count, and in none of these cells.
    cells = m.cells(*{"corporation": ("corporation", "group", "date")}.get(name, (name, "group")))
    sums = cells.reshape(len(cells), -1).sum(axis=1).tolist()
    pairs = [(label, n) for label, n in zip(m.values(name), sums, strict=True) if label and n and speaks(label)]
    if not pairs:
        return []
    places = m.places(name, (name, [raw for label, _ in pairs for raw in m.raw(name, label)]))
    data = {"column": m.column(name)}
    if not callable(words):
        data["words"] = _met(words, (label for label, _ in pairs))
    return [Finding("not_excluded", code, sum(n for _, n in pairs), places, data)]


def _identifiers(m: Material, rows: Rows) -> list[Finding]:
    """Find totals and tests where an identifier should stand."""
    if not rows.has("dwelling_id"):
        return []
    # Letters, and at most a number behind them.
    named = pl.col("dwelling_id").str.contains(r"^[A-Za-z][A-Za-z ]*[-_ ]?\d{0,4}$")
    words = rows.frame.filter(named).get_column("dwelling_id")
    found = []
    for speaks, code in (
        (_is_total(m.thresholds), "label-of-total"),
        (_whole(m.thresholds.test_words), "label-of-test"),
    ):
        labels = [label for label in words.unique() if speaks(label)]
        there = rows.frame.filter(pl.col("dwelling_id").is_in(labels))
        if there.height:
            found.append(_rows(rows, there, code, "dwelling_id", {"column": m.column("dwelling_id")}))
    return found


def _rows(rows: Rows, there: pl.DataFrame, code: str, column: str, data: dict[str, str]) -> Finding:
    return Finding("not_excluded", code, there.height, rows.places(there, column), data, all_rows=rows.told(there))


def _others(m: Material, rows: Rows) -> list[Finding]:
    """Find columns nobody named whose name or values speak; told by the name of the column and our own words alone."""
    t, found = m.thresholds, []
    for name, labels in rows.kinds.items():
        frame = cache(partial(rows.other, [name]))  # read once, if at all
        if len(labels) > FEW and _name_speaks(t, name):  # the others are needed too
            labels = frame().get_column(name).drop_nulls().unique().to_list()  # noqa: PLW2901
        void, excluded = _speaking(t, name, labels)
        kinds = (("column-speaks-of-void", void, t.void_words), ("column-speaks", excluded, t.excluded_words))
        for code, meant, words in kinds:
            if meant:
                there = frame().filter(pl.col(name).is_in(meant))
                said = _met((*words, *t.test_words, *t.total_words), [name, *meant]) or _met(MUST_BE, [name])
                found.append(_rows(rows, there, code, name, {"column": name, "words": said}))
    return found


def _speakers(t: Thresholds) -> tuple[Speaks, Speaks, Speaks]:
    """Return what tells whether a name or value speaks of contracts that came to nothing, of tests, and of others."""
    # A project has a name and a number of its own: no column that nobody named tells whether a letting is one.
    excluded = _any([word for word in t.excluded_words if word not in {"project", *OBJECTS}])
    return _any(t.void_words), _whole((*t.test_words, *t.total_words)), excluded


def _name_speaks(t: Thresholds, name: str) -> bool:
    """Return whether the name of a column says something of its values, however many there are."""
    return any(speaks(name) for speaks in _speakers(t)) or fold(name) in {fold(word) for word in MUST_BE}


def _speaking(t: Thresholds, name: str, labels: list[str]) -> tuple[list[str], list[str]]:
    """Return the values of a column that speak of contracts that came to nothing, and of lettings outside the count."""
    void, test, excluded = _speakers(t)
    few, days = len(labels) <= FEW, len(labels) > KINDS
    if void(name):  # any answer but no, and the days on which contracts were withdrawn
        return (labels if days else [v for v in labels if _yes(v, answered=True)]), []
    if test(name):
        return [v for v in labels if _yes(v, answered=False)], []
    if fold(name) in {fold(word) for word in MUST_BE}:
        return [], [v for v in labels if fold(v) in NO - {""}]
    if excluded(name) and any(fold(v) in YES | NO for v in labels):
        return [], [v for v in labels if _yes(v, answered=False)]
    held = [v for v in labels if few and not DENIED.match(v.strip())]
    came_to_nothing = [v for v in held if void(v) or test(v)]
    if days:
        return came_to_nothing, []
    rest = [v for v in held if excluded(v) or fold(v).startswith(OBJECTS)]
    return came_to_nothing, [v for v in rest if v not in came_to_nothing]


def _yes(value: str, *, answered: bool) -> bool:
    """Return whether a value says yes; where the name is clear, any answer but no does."""
    return fold(value) in YES or (answered and fold(value) not in NO)


def _any(words: Sequence[str]) -> Speaks:
    """Return whether a label holds one of some words."""
    folded = [fold(word) for word in words]

    def speaks(label: str) -> bool:
        held = fold(label)
        return any(word in held for word in folded)

    return speaks


def _whole(words: Sequence[str]) -> Speaks:
    """Return whether one of some words stands in a label by itself.

    >>> speaks = _whole(["test"])
    >>> speaks("TEST corporatie"), speaks("is_test"), speaks("isTest"), speaks("TEST7"), speaks("protest")
    (True, True, True, True, False)
    """
    folded = {fold(word) for word in words}
    return lambda label: bool(folded & {fold(part) for part in _words(label)})


def _words(label: str) -> list[str]:
    """Return the words of a label: between marks, and where letters follow numbers or capitals begin.

    >>> _words("isTest7 kort-tijdelijk")
    ['is', 'Test', '7', 'kort', 'tijdelijk']
    """
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Za-zÀ-ÿ])(?=\d)|(?<=\d)(?=[A-Za-zÀ-ÿ])", " ", label)
    return [part for part in re.split(r"[^0-9A-Za-zÀ-ÿ]+", apart) if part]


def _is_total(t: Thresholds) -> Speaks:
    """Return whether a label is that of a row of totals: the word itself, or at its start.

    >>> from spreiding.checks.options import Thresholds
    >>> speaks = _is_total(Thresholds())
    >>> speaks("Totaal"), speaks("Totaal corporatie A"), speaks("Total Care Wonen")
    (True, True, False)
    """
    folded = {fold(word) for word in t.total_words}
    dutch = {word for word in folded if word.endswith("totaal")}
    return lambda label: fold(label) in folded or fold(label.split()[0] if label.split() else "") in dutch
