"""Lengths of time: how long, and whether it is the contract's length at all; months between dates."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.term import add_months, find_terms, months_between
from tracker.records import PartialDate


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("a six-month deal", "6"),
        ("6-month", "6"),
        ("six months", "6"),
        ("18-month", "18"),
        ("twelve (12) months", "12"),
        ("12 (twelve) months", "12"),
        ("one (1) year", "12"),
        ("six (6) month term", "6"),
        ("a one-year contract", "12"),
        ("two-and-a-half years", "30"),
        ("one year and six months", "18"),
        ("a year and a half", "18"),
        ("1.5 years", "18"),
        ("a year-long contract", "12"),
        ("yearlong", "12"),
        ("a six-month-long campaign", "6"),
        ("for a year", "12"),
        ("for a full year", "12"),
        ("a year's contract", "12"),
        ("over the coming year", "12"),
        ("renewed for another year", "12"),
        ("for half a year", "6"),
        ("a half-year agreement", "6"),
        ("for 12 straight months", "12"),
        ("twelve-(12)-month", "12"),
        ("a year-and-a-half", "18"),
        ("un an", "12"),
        ("for a quarter", "3"),
        ("two quarters", "6"),
        ("30 days", "1"),
        ("90 days", "3"),
        ("45 days", "1.5"),
        ("365 days", "12"),
        ("730 days", "24"),
        ("10 weeks", "2.3"),
        ("52 weeks", "12"),
        ("24 calendar months", "24"),
        ("a decade", None),
        ("two decades", "240"),
        ("sixteen months", "16"),
        ("treize mois", "13"),
        ("12 Monate", "12"),
        ("seis meses", "6"),
        ("un contratto di sei mesi", "6"),
        ("altı aylık sözleşme", "6"),
        ("12 ay", "12"),
        ("extended by six months", "6"),
        ("has been hired for six months", "6"),
        ("paid $4.5 million for a six-month plan", "6"),
        ("$350,000 for a year of its services", "12"),
    ],
)
def test_lengths_are_read_in_months(text: str, months: str | None) -> None:
    found = [(term.months, term.kind) for term in find_terms(text)]
    assert found == ([(Decimal(months), "length")] if months else [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("on 60 days' written notice", "notice"),
        ("on 60 days’ written notice", "notice"),
        ("a 30-day notice", "notice"),
        ("three months' notice", "notice"),
        ("notice of at least 30 days", "notice"),
        ("within 30 days of receipt", "notice"),
        ("renewable for another six months", "option"),
        ("with automatic renewal for another six months", "option"),
        ("may be extended for one year", "option"),
        ("can be renewed for a further year", "option"),
        ("upon thirty (30) days prior written notice", "notice"),
        ("within a period of 30 days", "notice"),
        ("a 20-year career", "age"),
        ("an option to renew for two years", "option"),
        ("a one-year extension", "option"),
        ("a 12-year-old", "age"),
        ("aged 12 years", "age"),
        ("25 years of experience", "age"),
        ("a five-year veteran", "age"),
        ("two years ago", "ago"),
        ("six months later", "ago"),
        ("for the past six months", "ago"),
        ("over the last two years", "ago"),
        ("in the first three months", "ago"),
        ("has represented it for five years", "ago"),
        ("31 years of its armed forces", "ago"),
    ],
)
def test_other_stretches_are_told_apart(text: str, kind: str) -> None:
    assert [term.kind for term in find_terms(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "$50,000 a month",
        "a year ago",
        "every six months",
        "six to eight weeks",
        "6-12 months",
        "a few months",
        "a quarter of a million, a quarter century",
        "$800 an hour",
        "2 million years",
        "the first half year",
        "in 2019",
    ],
)
def test_rates_and_vague_lengths_are_none(text: str) -> None:
    assert find_terms(text) == []


def test_a_mention_is_the_length_alone() -> None:
    text = "The contract runs for six months, with automatic renewal for another six months."
    assert [(term.text, term.start, term.kind) for term in find_terms(text)] == [
        ("six months", 22, "length"),
        ("six months", 69, "option"),
    ]


UNITS = {"month": 1, "year": 12, "quarter": 3, "decade": 120}


@given(st.integers(1, 99), st.sampled_from(list(UNITS)), st.sampled_from(["{} {}s", "a {}-{} deal"]))
def test_written_lengths_come_back(count: int, unit: str, form: str) -> None:
    found = find_terms("It is hired for " + form.format(count, unit))
    assert [(term.months, term.kind) for term in found] == [(Decimal(count * UNITS[unit]), "length")]


# Months between dates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2021-02-01", "2021-07-31", 6),
        ("2021-02-01", "2021-08-01", 6),
        ("2021-02-02", "2021-12-31", 11),
        ("2021-01-15", "2021-07-15", 6),
        ("2021-01-15", "2021-07-14", 6),
        ("2021-01-15", "2021-07-12", 6),
        ("2021-01-15", "2021-07-11", None),
        ("2025-12-17", "2026-06-30", None),
        ("2012-09-01", "2013-12-31", 16),
        ("2019-03", "2019-06", 4),
        ("2012-02", "2012-12-31", 11),
        ("2016-04-26", "2016-07", None),
        ("2021-02-01", "2021-07", 6),
        ("2020-01", "2020-12", 12),
        ("2020-05", "2020-05", 1),
        ("2020", "2020", 12),
        ("2019", "2021", None),
        ("2019", "2020-06", None),
        ("2021-07-31", "2021-02-01", None),
        ("2021-07", "2021-02", None),
        ("2021-02-01", "2021-02-01", None),
        ("2021-02-01", "2021-02-02", None),
        ("2021-01-31", "2021-03-01", 1),
    ],
)
def test_whole_months_between_dates(start: str, end: str, months: int | None) -> None:
    expected = None if months is None else Decimal(months)
    assert months_between(PartialDate.from_iso(start), PartialDate.from_iso(end)) == expected


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 600), st.integers(-2, 2))
def test_months_between_is_the_inverse_of_adding_months(day: date, months: int, slack: int) -> None:
    end = add_months(day, months) - timedelta(days=1) + timedelta(days=slack)
    if end > day:
        assert months_between(PartialDate.from_date(day), PartialDate.from_date(end)) == Decimal(months)


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 600), st.integers(0, 600))
def test_adding_months_keeps_order_and_never_leaves_the_month(day: date, one: int, two: int) -> None:
    first = day.replace(day=1)
    assert add_months(add_months(first, one), two) == add_months(first, one + two)
    moved = add_months(day, one)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == one
    assert moved.day <= day.day


@given(st.dates(), st.dates(), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_any_two_dates_can_be_compared(one: date, two: date, cut_one: int, cut_two: int) -> None:
    months = months_between(
        PartialDate.from_iso(one.isoformat()[:cut_one]), PartialDate.from_iso(two.isoformat()[:cut_two])
    )
    assert months is None or months >= 1
