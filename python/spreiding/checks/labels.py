"""Check 18: labels and columns that speak of lettings which do not belong in the count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from spreiding.checks.finding import Finding, NotRun
from spreiding.checks.material import YES
from spreiding.checks.rows import FEW
from spreiding.records import problems
from spreiding.records.groups import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spreiding.checks.material import Material
    from spreiding.checks.options import Thresholds
    from spreiding.checks.rows import Rows

    Speaks = Callable[[str], bool]

NO = {"false", "0", "nee", "n", "no", "onwaar", "f", ""}


def not_excluded(m: Material) -> list[Finding | NotRun]:
    """Check 18: labels of lettings that are to be left out, in columns whose records are counted; and other columns."""
    found: list[Finding | NotRun] = [*_of_groups(m)]
    words = ", ".join(m.thresholds.excluded_words)
    excluded = _any(m.thresholds.excluded_words)
    if "channel" in m.axes:
        found += _labels(m, "channel", excluded, "label-of-excluded", {"column": "channel", "words": words})
    for name in ("area", "corporation", "channel"):
        if name in m.axes:
            found += _labels(m, name, _any(m.thresholds.void_words), "label-of-void", _void(m.thresholds, name))
            found += _labels(m, name, _whole(m.thresholds.test_words), "label-of-test", {"column": name})
            found += _labels(m, name, _is_total(m.thresholds), "label-of-total", {"column": name})
    rows = m.rows
    return found if isinstance(rows, NotRun) else [*found, *_identifiers(m, rows), *_others(m, rows)]


def _void(thresholds: Thresholds, column: str) -> dict[str, str]:
    return {"column": column, "words": ", ".join(thresholds.void_words[:3])}


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
    words = {"column": "group", "words": ", ".join(m.thresholds.excluded_words)}
    found = []
    for pairs, code, data in ((strange, "label-of-excluded", words), (renewal, "label-of-renewal", {})):
        if pairs:
            places = m.places("group", ("group", [label for label, _ in pairs]))
            found.append(Finding("not_excluded", code, sum(n for _, n in pairs), places, data))
    return found


def _labels(m: Material, name: str, speaks: Speaks, code: str, data: dict[str, str]) -> list[Finding]:
    # What the scheme of groups leaves out is in no count, and in none of these cells.
    cells = m.cells(*{"corporation": ("corporation", "group", "date")}.get(name, (name, "group")))
    sums = cells.reshape(len(cells), -1).sum(axis=1).tolist()
    pairs = [(label, n) for label, n in zip(m.values(name), sums, strict=True) if label and n and speaks(label)]
    if not pairs:
        return []
    places = m.places(name, (name, [raw for label, _ in pairs for raw in m.raw(name, label)]))
    return [Finding("not_excluded", code, sum(n for _, n in pairs), places, data)]


def _identifiers(m: Material, rows: Rows) -> list[Finding]:
    """Find totals and tests where an identifier should stand."""
    if not rows.has("dwelling_id"):
        return []
    words = rows.frame.filter(pl.col("dwelling_id").str.contains(r"^[A-Za-z][A-Za-z ]*$")).get_column("dwelling_id")
    found = []
    for speaks, code in (
        (_is_total(m.thresholds), "label-of-total"),
        (_whole(m.thresholds.test_words), "label-of-test"),
    ):
        labels = [label for label in words.unique() if speaks(label)]
        there = rows.frame.filter(pl.col("dwelling_id").is_in(labels))
        if there.height:
            found.append(_rows(rows, there, code, "dwelling_id", {"column": "dwelling_id"}))
    return found


def _rows(rows: Rows, there: pl.DataFrame, code: str, column: str, data: dict[str, str]) -> Finding:
    return Finding("not_excluded", code, there.height, rows.places(there, column), data, all_rows=rows.told(there))


def _others(m: Material, rows: Rows) -> list[Finding]:
    """Find columns nobody named whose name or values speak; told by the name of the column alone."""
    t, found = m.thresholds, []
    words = (*t.void_words, *t.test_words, *t.total_words, "student", "studentenwoning", "studenten")
    for name in rows.unnamed:
        frame = rows.other([name])
        text = frame.get_column(name)
        values = text.drop_nulls().unique()
        by_name = _any(t.void_words)(name), _whole(words)(name)
        yes = [v for v in values.head(FEW + 1).to_list() if _yes(v, answered=by_name[0])] if any(by_name) else []
        if by_name[0] and values.len() > FEW:  # days on which contracts were withdrawn
            yes = values.to_list()
        elif not any(by_name) and values.len() <= FEW:
            yes = [value for value in values.to_list() if _any(t.void_words)(value) or _whole(words)(value)]
        there = frame.filter(pl.col(name).is_in(yes))
        if yes and there.height:
            found.append(_rows(rows, there, "column-speaks", name, {"column": name}))
    return found


def _yes(value: str, *, answered: bool) -> bool:
    """Return whether a value says yes; where the name is clear, any answer but no does."""
    return fold(value) in YES or (answered and fold(value) not in NO)


def _any(words: Sequence[str]) -> Speaks:
    """Return whether a label holds one of some words."""
    folded = [fold(word) for word in words]
    return lambda label: any(word in fold(label) for word in folded)


def _whole(words: Sequence[str]) -> Speaks:
    """Return whether one of some words stands in a label by itself.

    >>> speaks = _whole(["test"])
    >>> speaks("TEST corporatie"), speaks("is_test"), speaks("protest")
    (True, True, False)
    """
    folded = {fold(word) for word in words}
    return lambda label: bool(folded & {fold(part) for part in re.split(r"[^0-9A-Za-zÀ-ÿ]+", label)})


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
