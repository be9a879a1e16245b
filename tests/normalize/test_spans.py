"""Stretches between dates: pairs, open ends, calendar years and their parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.term import add_months, find_spans

PUBLISHED = date(2021, 3, 10)


def told(text: str, published: date | None = None) -> list[tuple[str | None, str | None, int | None]]:
    return [
        (
            span.start.iso if span.start else None,
            span.end.iso if span.end else None,
            None if span.months is None else int(span.months),
        )
        for span in find_spans(text, published=published)
    ]


@pytest.mark.parametrize(
    ("text", "start", "end", "months"),
    [
        ("from Feb. 1 through July 31, 2021", "2021-02-01", "2021-07-31", 6),
        ("from Feb. 1, 2021, to July 31, 2021", "2021-02-01", "2021-07-31", 6),
        ("from April 26, 2016 to July 2016", "2016-04-26", "2016-07", None),
        ("from April 26, 2016 up to July 25, 2016", "2016-04-26", "2016-07-25", 3),
        ("between March and June 2019", "2019-03", "2019-06", 4),
        ("from April through March 2026", "2025-04", "2026-03", 12),
        ("for the period from February to December 31, 2012", "2012-02", "2012-12-31", 11),
        ("from October 1, 2025, through September 30, 2026", "2025-10-01", "2026-09-30", 12),
        ("effective as of May 1, 2020 and ending on April 30, 2021", "2020-05-01", "2021-04-30", 12),
        ("begins June 1, 2020 and runs through May 31, 2021", "2020-06-01", "2021-05-31", 12),
        ("effective May 1, 2020, and expires April 30, 2021", "2020-05-01", "2021-04-30", 12),
        ("8/10/2024-5/6/2025", "2024-08-10", "2025-05-06", None),
        ("Feb. 1, 2021 - Jan. 31, 2022", "2021-02-01", "2022-01-31", 12),
        ("2019-2021", "2019", "2021", None),
        ("for 2019-21", "2019", "2021", None),
        ("from 2004 till mid-2011", "2004", "2011", None),
        ("for the first half of 2010", "2010-01", "2010-06", 6),
        ("the second half of 2010", "2010-07", "2010-12", 6),
        ("in the first quarter of 2025", "2025-01", "2025-03", 3),
        ("fourth-quarter 2019", "2019-10", "2019-12", 3),
        ("the first six months of 2010", "2010-01", "2010-06", 6),
        ("the last three months of 2020", "2020-10", "2020-12", 3),
        ("Q1 2025", "2025-01", "2025-03", 3),
        ("Q4 of 2025", "2025-10", "2025-12", 3),
        ("H2 2019", "2019-07", "2019-12", 6),
        ("for 2020", "2020-01", "2020-12", 12),
        ("for all of 2020", "2020-01", "2020-12", 12),
        ("calendar year 2021", "2021-01", "2021-12", 12),
        ("du 1er mai 2020 au 30 avril 2021", "2020-05-01", "2021-04-30", 12),
        ("vom 1. Mai 2020 bis zum 30. April 2021", "2020-05-01", "2021-04-30", 12),
    ],
)
def test_closed_spans(text: str, start: str, end: str, months: int | None) -> None:
    assert told(text) == [(start, end, months)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("until June 30, 2026", None, "2026-06-30"),
        ("through the end of April 2021", None, "2021-04-30"),
        ("runs to the end of 2018", None, "2018-12-31"),
        ("runs to December 31, 2012", None, "2012-12-31"),
        ("four months, to July 31, 2016", None, "2016-07-31"),
        ("expires on Dec. 31, 2019", None, "2019-12-31"),
        ("terminated on July 31, 2019", None, "2019-07-31"),
        ("jusqu'au 16 juin 2020", None, "2020-06-16"),
        ("from Feb. 1, 2021", "2021-02-01", None),
        ("effective April 26, 2016", "2016-04-26", None),
        ("with effect from January 1, 2005", "2005-01-01", None),
        ("starting in January 2020", "2020-01", None),
        ("since 2008", "2008", None),
    ],
)
def test_spans_with_an_open_end(text: str, start: str | None, end: str | None) -> None:
    assert told(text) == [(start, end, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from Feb. 1", [("2021-02-01", None, None)]),
        ("through the end of April", [(None, "2021-04-30", None)]),
        ("the second quarter of last year", [("2020-04", "2020-06", 3)]),
        ("on Feb. 2, running until the end of the year", [(None, "2021-12-31", None)]),
        ("$35,000 a month for the remaining months of the year", [(None, "2021-12-31", None)]),
        ("hired in May 2019 through year-end", [(None, "2019-12-31", None)]),
    ],
)
def test_publication_gives_the_year(text: str, expected: list[tuple[str | None, str | None, int | None]]) -> None:
    assert told(text, PUBLISHED) == expected


@pytest.mark.parametrize(
    "text",
    [
        "signed in May 2019",
        "a contract dated May 5, 2020",
        "it did not register until June 2020",
        "for 2020 employees",
        "for the 2024 campaign",
        "for 2019 and 2020",
        "fiscal year 2020",
        "from Feb. 1",
        "the first half",
        "Q5 2025, Q1",
        "from July 31, 2021 to Feb. 1, 2020",
    ],
)
def test_what_is_no_span(text: str) -> None:
    closed = [span for span in told(text) if None not in span[:2]]
    assert closed == []
    assert "from" in text or told(text) == []


def test_a_mention_covers_cue_and_dates() -> None:
    text = "It is paid $5,000 a month from Feb. 1 through July 31, 2021, and the term may be renewed."
    (span,) = find_spans(text)
    assert span.text == "from Feb. 1 through July 31, 2021" == text[span.start_at : span.end_at]


@given(
    st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(1, 60), st.sampled_from(["to", "through", "until", "–"])
)
def test_written_spans_come_back(day: date, months: int, link: str) -> None:
    end = date.fromordinal(add_months(day, months).toordinal() - 1)
    text = f"from {day:%B} {day.day}, {day.year} {link} {end:%B} {end.day}, {end.year}"
    (span,) = find_spans(f"It is hired {text}.")
    assert (span.text, span.months) == (text, Decimal(months))
    assert span.start is not None
    assert span.end is not None
    assert (span.start.first, span.end.first) == (day, end)
