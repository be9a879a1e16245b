"""Partial dates are as precise as their text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.records import PartialDate


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("2021-02-01", date(2021, 2, 1), date(2021, 2, 1)),
        ("9999", date(9999, 1, 1), date.max),
    ],
)
def test_the_span_that_a_date_can_mean(text: str, first: date, last: date) -> None:
    partial = PartialDate.from_iso(text)
    assert (partial.first, partial.last, partial.iso, str(partial)) == (first, last, text, text)


@pytest.mark.parametrize("text", ["", "21-13", "2021-02-30", "2021-00-05", "2021-1-1-1", "yesterday"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.from_iso(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_comes_back(day: date) -> None:
    partial = PartialDate.from_date(day)
    assert PartialDate.from_iso(partial.iso) == partial
    assert PartialDate(day.year, day.month).first <= day <= PartialDate(day.year, day.month).last
