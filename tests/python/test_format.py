"""Oracle: the note's own notation (SPEC 8) and closed forms."""

import math
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spreiding.words import notation


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (1785, 0, "1.785", "1,785"),
        (1234567.5, 1, "1.234.567,5", "1,234,567.5"),
        (-0.04, 1, "0,0", "0.0"),
        (0.5, 0, "1", "1"),
        (2.5, 0, "3", "3"),
        (None, 0, ".", "."),
        (math.nan, 2, ".", "."),
        (math.inf, 0, "∞", "∞"),
    ],
)
def test_numbers(value, decimals, dutch, english):
    assert notation.number(value, decimals) == dutch
    assert notation.number(value, decimals, lang="en") == english


def test_percentages_round_half_away_from_zero_on_the_decimal_that_names_the_float():
    # 0.285 * 100 is 28.499999999999996 in binary; print says 29.
    assert notation.percent(0.285) == "29"
    assert notation.percent(0.0115, 1) == "1,2"
    assert notation.percent(None, sign=True) == "."


@given(st.integers(0, 10**9))
def test_a_whole_number_survives_its_notation(n):
    assert int(notation.number(n).replace(".", "")) == n


@pytest.mark.parametrize(
    ("first", "last", "dutch"),
    [
        (date(2016, 1, 1), date(2017, 6, 30), "2016 en 1e halfjaar 2017"),
        (date(2015, 1, 1), date(2017, 6, 30), "2015–2016 en 1e halfjaar 2017"),
        (date(2017, 1, 1), date(2017, 6, 30), "1e halfjaar 2017"),
        (date(2016, 1, 1), date(2018, 12, 31), "2016–2018"),
        (date(2016, 3, 1), date(2016, 3, 31), "1 maart 2016–31 maart 2016"),
    ],
)
def test_periods(first, last, dutch):
    assert notation.span(first, last) == dutch


def test_a_class_without_a_lower_bound_says_less_than():
    ends = [-math.inf, 0.1, 0.25, math.inf]
    labels = [notation.band(low, high) for low, high in pairwise(ends)]
    assert labels == ["minder dan 10%", "10–25%", "25% en meer"]


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (-0.04, "0"), (3, "+3"), (-2, "−2"), (None, ".")])
def test_differences_carry_a_sign(value, shown):
    assert notation.difference(value) == shown
