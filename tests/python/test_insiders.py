"""The reader who knows some: an association subtracts its own lettings from the page. All counts are synthetic."""

from __future__ import annotations

import polars as pl
import pytest

import spreiding as sp

AREAS = ["W0", "W1", "W2", "W3"]
#: Allocations and rentals per area of three associations.
LET = {
    "Aa": [(30, 90), (20, 60), (12, 40), (25, 70)],
    "Bee": [(3, 30), (22, 80), (14, 50), (2, 40)],
    "Cee": [(11, 40), (2, 30), (16, 60), (18, 70)],
}


def counted(*, crossed):
    rows = [
        {"area": area, "corporation": name, "allocations": a, "rentals": r}
        for name, cells in LET.items()
        for area, (a, r) in zip(AREAS, cells, strict=True)
    ]
    frame = pl.DataFrame(rows)
    if not crossed:
        frame = frame.group_by("area", maintain_order=True).agg(pl.col("allocations", "rentals").sum())
    return sp.shares(sp.Counts.from_frame(frame, by=["corporation"] if crossed else []))


def knows(name):
    """What an association knows: its own lettings, exactly."""
    frame = {
        "area": AREAS, "corporation": [name] * len(AREAS), "allocations": [a for a, _ in LET[name]],
        "rentals": [r for _, r in LET[name]],
    }  # fmt: skip
    keys = {"area": "area", "corporation": "corporation"}
    columns = {"allocations": "allocations", "rentals": "rentals"}
    return sp.PrintedTable(frame=frame, keys=keys, columns=columns, name=name)


def derived(tables, name):
    """Return what an association derives of others, by the audit of the page beside its own figures."""
    return sp.audit(*tables, knows(name)).findings.filter(pl.col("corporation") != name)


def test_an_association_derives_no_figure_of_another():
    given = [counted(crossed=False), counted(crossed=True)]
    assert any(derived(sp.protect(given), name).height for name in LET)  # without the word it does
    out = sp.protect(given, insiders="associations")
    assert sp.audit(*out).ok
    for name in LET:
        found = derived(out, name)
        inside = out[0].protection.known_inside
        assert all(any(row["area"] in label for label in inside) for row in found.iter_rows(named=True)), (name, found)
    assert len(out[0].protection.known_inside) == 0


def test_an_insider_nobody_knows_is_refused_and_so_are_tables_without_associations():
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect([counted(crossed=True)], insiders=["Bees"])
    assert caught.value.code == "unknown-insider"
    assert "Bee" in str(caught.value)
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect([counted(crossed=False)], insiders="associations")
    assert caught.value.code == "insiders-need-associations"
