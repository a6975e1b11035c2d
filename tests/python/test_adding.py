"""Counts of parts add up to the counts of the whole, in any order and grouping; what overlaps is refused."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp

AREAS = sp.Areas.from_tiles(
    ["E16", "E40", "M34", "B10"], list("abcd"), range(4), [0] * 4,
    levels={"gebied": ["DX03", "DX05", "DX16", None], "stadsdeel": ["E", "E", "M", "B"]},
)  # fmt: skip
PERIOD = (date(2018, 1, 1), date(2020, 12, 31))
letting = st.tuples(
    st.sampled_from(["E16", "E40", "M34", "B10", None]), st.dates(*PERIOD), st.sampled_from(["A", "B", None]),
    st.sampled_from(["UMO", "Statushouder regulier", None]),
)  # fmt: skip


def counted(rows, by, period=PERIOD):
    frame = pl.DataFrame(
        rows, schema={"area": pl.String, "date": pl.Date, "corporation": pl.String, "group": pl.String}, orient="row"
    )
    return sp.count(sp.read_rentals(frame, groups="harmonised", areas=AREAS, period=period), by=by)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(letting, min_size=4, max_size=30), st.integers(1, 3), st.randoms(use_true_random=False),
    st.sampled_from(["area", "year", ["area", "year"], ["gebied", "corporation"], ["stadsdeel", "quarter"], "corporation"]),
)  # fmt: skip
def test_parts_add_up_to_the_whole_in_any_order(rows, cut, random, by):
    parts = [part for part in (rows[:cut], rows[cut : cut + 1], rows[cut + 1 :]) if part]
    counts = [counted(part, by) for part in parts]
    whole = counted(rows, by)
    total = sum(counts)
    random.shuffle(counts)
    again = counts[0]
    for part in counts[1:]:
        again = part + again
    assert total.frame.equals(again.frame)
    keys = [*whole.keys, "group"]
    # Alone, parts have no rows of what none of them has; all that the whole has is there.
    both = whole.frame.join(total.frame, on=keys, how="left", nulls_equal=True, suffix="_sum")
    assert both["rentals"].to_list() == both["rentals_sum"].to_list()
    assert both["allocations"].to_list() == both["allocations_sum"].to_list()
    assert total.frame.height == whole.frame.height
    assert total.frame.equals(whole.frame)
    stock = {"area": AREAS.codes, "stock": [100, 200, 300, 50]}
    assert sp.shares(total, stock).to_polars().equals(sp.shares(whole, stock).to_polars())
    assert sp.shares(total, stock).totals.equals(sp.shares(whole, stock).totals)


def tree(parts, random):
    """Add parts up two by two, in an order and a grouping of chance."""
    parts = list(parts)
    while len(parts) > 1:
        first, second = (parts.pop(random.randrange(len(parts))) for _ in range(2))
        parts.append(first + second)
    return parts[0]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(letting, min_size=2, max_size=40), st.randoms(use_true_random=False),
    st.sampled_from([["area", "year"], ["gebied", "year"], ["stadsdeel", "quarter"]]),
)  # fmt: skip
def test_regions_and_years_that_are_read_apart_merge_into_the_country(rows, random, by):
    """Every region and year is a delivery of its own, of that year alone, as a national run has them."""
    region = {"E16": "west", "E40": "west", "M34": "south", "B10": "north", None: "unknown"}
    deliveries = {}
    for row in rows:
        deliveries.setdefault((region[row[0]], row[1].year), []).append(row)
    counts = [
        counted(part, by, (date(year, 1, 1), date(year, 12, 31))) for (_, year), part in sorted(deliveries.items())
    ]
    years = [year for _, year in deliveries]
    whole = counted(rows, by, (date(min(years), 1, 1), date(max(years), 12, 31)))
    one, other = tree(counts, random), tree(counts, random)
    assert one.frame.equals(other.frame)
    # The whole has the years between too, in which nothing was let.
    seen = whole.frame.filter(pl.col(whole.grain.period).str.slice(0, 4).cast(pl.Int64).is_in(sorted({*years})))
    assert one.frame.sort(one.frame.columns).equals(seen.sort(one.frame.columns))


def test_the_same_records_do_not_count_twice(tmp_path):
    rows = [("E16", date(2018, 5, 1), "A", "UMO")]
    one = counted(rows, "area")
    with pytest.raises(sp.InvalidInputError) as refused:
        one + one
    assert refused.value.code == "counts-overlap"
    frame = {"date": ["2018-05-01"], "area": ["E16"], "group": ["UMO"]}
    rentals, others = (sp.read_rentals(frame, groups="harmonised") for _ in range(2))
    with pytest.raises(sp.InvalidInputError, match="dict of records"):
        sp.count(rentals) + sp.count(rentals)
    # Another frame may hold the same and be of other lettings: one letting of each kind is common.
    assert (sp.count(rentals) + sp.count(others)).row("E16")["rentals"] == 2
    path = tmp_path / "a.csv"
    path.write_text("date;area;group\n2018-05-01;E16;UMO\n")
    file = [sp.count(sp.read_rentals(path, groups="harmonised")) for _ in range(2)]
    with pytest.raises(sp.InvalidInputError, match=r"a\.csv"):
        file[0] + file[1]


def test_aggregates_may_not_share_a_unit():
    first = sp.Counts.from_frame({"area": ["E16", "E40"], "allocations": [1, 2], "rentals": [3, 4]})
    second = sp.Counts.from_frame({"area": ["E40", "M34"], "allocations": [1, 2], "rentals": [3, 4]})
    with pytest.raises(sp.InvalidInputError) as refused:
        first + second
    assert refused.value.data["where"] == ["E40"]
    third = sp.Counts.from_frame({"area": ["M34", "E40"], "allocations": [1, 0], "rentals": [3, 0]})
    assert (first + third).to_polars().filter(pl.col("area") == "E40")["rentals"].to_list() == [4]


def test_years_counted_apart_are_one_table():
    table = {"area": ["E16"], "allocations": [1], "rentals": [3]}
    years = [sp.Counts.from_frame({**table, "year": [year]}, by=["year"]) for year in (2019, 2018)]
    both = years[0] + years[1]
    assert both.periods == ("2018", "2019")
    assert both.period == (date(2018, 1, 1), date(2019, 12, 31))
    assert sp.change(sp.shares(both)).to_polars().height == 2


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"by": "year"}, "keys"), ({"by": "gebied"}, "by"), ({"period": (date(2018, 1, 1), date(2019, 12, 31))}, "period"),
        ({"areas": None}, "areas"), ({"groups": "ois2018", "day": "2016-05-01", "period": None}, "scheme"),
        ({"level": "sub"}, "groups"),
    ],
)  # fmt: skip
def test_what_differs_is_named(change, what):
    one = counted([("E16", date(2018, 5, 1), "A", "UMO")], "area")
    options = {"by": "area", "period": PERIOD, "areas": AREAS, "groups": "harmonised", "day": "2018-06-01",
               "level": "main", **change}  # fmt: skip
    frame = {"date": [options["day"]], "area": ["E16"], "group": ["UMO"]}
    rentals = sp.read_rentals(frame, **{name: options[name] for name in ("groups", "areas", "period")})
    other = sp.count(rentals, by=options["by"], level=options["level"])
    with pytest.raises(sp.InvalidInputError) as refused:
        one + other
    assert (refused.value.code, refused.value.data["what"]) == ("counts-differ", what)
    with pytest.raises(TypeError):
        one + 1
