"""Dates in text: as precise as they are written, with the year worked out or left open."""

from __future__ import annotations

import calendar
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.dates import find_dates, parse_partial, parse_us_date
from tracker.records import PartialDate

PUBLISHED = date(2021, 3, 10)  # a Wednesday


def told(text: str, published: date | None = None, *, day_first: bool = False) -> list[str]:
    return [found.date.iso for found in find_dates(text, published=published, day_first=day_first)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Feb. 1, 2021", "2021-02-01"),
        ("February 1, 2021", "2021-02-01"),
        ("February 1st, 2021", "2021-02-01"),
        ("June 30 2012", "2012-06-30"),
        ("FEBRUARY 1, 2021", "2021-02-01"),
        ("1 February 2021", "2021-02-01"),
        ("1st of February, 2021", "2021-02-01"),
        ("08 Mar 2019", "2019-03-08"),
        ("20-Jan-2021", "2021-01-20"),
        ("2021-02-01", "2021-02-01"),
        ("2021/02/01", "2021-02-01"),
        ("02/01/2021", "2021-02-01"),
        ("2/1/2021", "2021-02-01"),
        ("31/01/2021", "2021-01-31"),
        ("1.2.2021", "2021-02-01"),
        ("1er février 2021", "2021-02-01"),
        ("16 juin 2020", "2020-06-16"),
        ("1 de febrero de 2021", "2021-02-01"),
        ("1. Februar 2021", "2021-02-01"),
        ("1 febbraio 2021", "2021-02-01"),
        ("5 de março de 2021", "2021-03-05"),
        ("5 Mayıs 2021", "2021-05-05"),
        ("February 2021", "2021-02"),
        ("December of 2011", "2011-12"),
        ("Mar. 2020", "2020-03"),
        ("May 2008", "2008-05"),
        ("March 2019", "2019-03"),
        ("2021-02", "2021-02"),
        ("März 2021", "2021-03"),
        ("early January 2026", "2026-01"),
        ("spring 2019", "2019"),
        ("the fall of 2020", "2020"),
        ("June 2005 people", "2005-06"),
    ],
)
def test_a_full_date_keeps_its_precision(text: str, expected: str) -> None:
    assert told(text) == [expected]
    assert told(f"They signed on {text}, it says.", PUBLISHED) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "in 2019",
        "since 2008",
        "since at least 2015",
        "as early as 2015",
        "by 2030",
        "(2019)",
        "early 2019",
        "mid-2011",
        "for 2020",
        "a 2007 agreement",
        "2019's",
    ],
)
def test_a_year_needs_a_word_that_makes_it_one(text: str) -> None:
    year = re.findall("[0-9]{4}", text)
    assert told(text.replace("2019's", "of 2019's")) == year


@pytest.mark.parametrize(
    "text",
    [
        "it may 5 times",
        "that may 2021 be",
        "They march 12 miles",
        "May I? May be.",
        "Theresa May said",
        "with May's government",
        "Mar-a-Lago",
        "April Ryan and June Carter",
        "the 1990s and the 1990's",
        "2000 employees, in 2000 employees, some 2019 soldiers",
        "$2000, €2019, 2019 euros",
        "1900 K Street, from 1900 K Street",
        "Feb. 30, 2021",
        "February 29, 2021",
        "13/13/2021",
        "No. 2019-0159 and F-2010",
        "https://news.example/2021/03/10/story",
        "24/7, 9/11, 1/2",
        "1,2021",
        "two years ago, last month, on Tuesday, yesterday",
        "June 16",
        "in June",
        "early May",
        "last June, June last year",
    ],
)
def test_nothing_is_made_up_without_a_day_of_publication(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from Feb. 1 through July 31, 2021", ["2021-02-01", "2021-07-31"]),
        ("from April through March 2026", ["2025-04", "2026-03"]),
        ("from February to December 31, 2012", ["2012-02", "2012-12-31"]),
        ("between March and June 2019", ["2019-03", "2019-06"]),
        ("January, February and March 2019", ["2019-01", "2019-02", "2019-03"]),
        ("from April 26, 2016 to July", ["2016-04-26", "2016-07"]),
        ("from November 26, 2016 to March 1", ["2016-11-26", "2017-03-01"]),
        ("September through December of 2011", ["2011-09", "2011-12"]),
        ("from 2004 till mid-2011", ["2004", "2011"]),
        ("beginning Jan. 1 and ending June 30, 2020", ["2020-01-01", "2020-06-30"]),
        ("March-April 2021", ["2021-03", "2021-04"]),
        ("2009-2010", ["2009", "2010"]),
        ("in 2020 and 2021", ["2020", "2021"]),
        ("Feb. 5-7, 2021", ["2021-02-05"]),
    ],
)
def test_dates_that_are_joined_share_a_year(text: str, expected: list[str]) -> None:
    assert told(text) == expected
    assert told(text, date(2024, 8, 1)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Feb. 2", "2021-02-02"),
        ("in December", "2020-12"),
        ("in March", "2021-03"),
        ("early January", "2021-01"),
        ("last June", "2020-06"),
        ("last March", "2020-03"),
        ("this February", "2021-02"),
        ("next May", "2021-05"),
        ("June last year", "2020-06"),
        ("in May of this year", "2021-05"),
        ("through the end of April", "2021-04"),
        ("until June 30", "2021-06-30"),
        ("until Feb. 28", "2021-02-28"),
        ("last month", "2021-02"),
        ("next month", "2021-04"),
        ("last year", "2020"),
        ("this year", "2021"),
        ("this week", "2021-03"),
        ("last fall", "2020"),
        ("yesterday", "2021-03-09"),
        ("on Monday", "2021-03-08"),
        ("WEDNESDAY", "2021-03-10"),
        ("is expected on Friday", "2021-03-12"),
        ("three days ago", "2021-03-07"),
        ("two weeks ago", "2021-02"),
        ("three months ago", "2020-12"),
        ("a year ago", "2020"),
        ("12 years ago", "2009"),
    ],
)
def test_publication_resolves_what_is_told_from_it(text: str, expected: str) -> None:
    found = find_dates(text, published=PUBLISHED)
    assert [(one.date.iso, one.relative) for one in found] == [(expected, True)]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("on June 3", PUBLISHED),  # nine months back or three ahead
        ("next fall", PUBLISHED),
        ("last winter", PUBLISHED),
        ("last Tuesday", date(2021, 3, 4)),  # 2 March or 23 February
        ("next week", date(2020, 12, 24)),  # 28 December to 3 January
        ("in the last month", PUBLISHED),
        ("over the last year", PUBLISHED),
        ("today's politics", PUBLISHED),
        ("Ruby Tuesday Inc", PUBLISHED),
        ("Feb. 29", PUBLISHED),
    ],
)
def test_what_may_mean_two_dates_is_left_open(text: str, published: date) -> None:
    assert told(text, published) == []


def test_last_year_counts_for_both_ends_of_a_range() -> None:
    found = find_dates("between May and July of last year", published=PUBLISHED)
    assert [(one.date.iso, one.relative) for one in found] == [("2020-05", True), ("2020-07", True)]
    assert told("between May and July of last year") == []


def test_a_weekday_and_its_date_are_one_mention() -> None:
    assert told("on Monday, 1 February 2021", PUBLISHED) == ["2021-02-01"]
    assert told("on Tuesday, Feb. 2, 2021", PUBLISHED) == ["2021-02-02"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2016, after the vote, it signed in March.", ["2016", "2016-03"]),
        (
            "Signed on Dec. 17, 2025. It runs until June 30, 2026. On Dec. 12 it paid.",
            ["2025-12-17", "2026-06-30", "2025-12-12"],
        ),
        ("Hired in 2022:\n- One (July)\n- Two (May)", ["2022", "2022-07", "2022-05"]),
        ("On retainer since May 2008. A memo of April 21 says so.", ["2008-05"]),
        ("Hired in April 2016, then in May 2018. It wrote on June 3.", ["2016-04", "2018-05"]),
        (
            "It signed on June 3, 2019. On May 2, 2020 it left. The paper of June 3 was short.",
            ["2019-06-03", "2020-05-02", "2019-06-03"],
        ),
        ("It signed in 2013. It paid in June of that year.", ["2013", "2013-06"]),
    ],
)
def test_a_text_without_publication_gives_the_year_only_where_it_settles_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_month_named_with_a_coming_year_is_the_coming_one() -> None:
    text = "Ahead of December elections. The vote is on December 24, 2021."
    assert told(text, date(2021, 9, 9)) == ["2021-12", "2021-12-24"]


def test_day_first_is_the_callers_choice() -> None:
    assert told("02/01/2021", day_first=True) == ["2021-01-02"]
    assert told("02/13/2021", day_first=True) == ["2021-02-13"]


def test_a_mention_covers_the_words_that_narrow_it() -> None:
    text = "It began in early May 2019 and ended at the end of June 2020."
    assert [found.text for found in find_dates(text)] == ["early May 2019", "the end of June 2020"]
    assert all(text[found.start : found.end] == found.text for found in find_dates(text))


# A register's columns and single fields -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [("02/01/2021", date(2021, 2, 1)), (" 2/1/2021 ", date(2021, 2, 1)), ("", None), ("   ", None)],
)
def test_a_register_date_is_month_first(text: str, expected: date | None) -> None:
    assert parse_us_date(text) == expected


@pytest.mark.parametrize(
    "text", ["02/30/2020", "13/01/2020", "2020-02-01", "02/01/20", "02/01/2021 x", "n/a", "0/1/2020"]
)
def test_a_register_date_that_is_none_raises(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text.strip())):
        parse_us_date(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_register_dates_come_back(day: date) -> None:
    assert parse_us_date(f"{day:%m/%d}/{day.year:04d}") == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021", "2021"),
        ("2021-02", "2021-02"),
        ("2021-12", "2021-12"),
        ("2021-02-01", "2021-02-01"),
        ("Feb. 1, 2021", "2021-02-01"),
        (" February 2021 ", "2021-02"),
        ("1 février 2021", "2021-02-01"),
        ("2021-02-30", None),
        ("2021-13", None),
        ("Feb. 1", None),
        ("Feb. 1, 2021 or so", None),
        ("", None),
        ("soon", None),
    ],
)
def test_a_field_is_one_partial_date_or_none(text: str, expected: str | None) -> None:
    found = parse_partial(text)
    assert (found.iso if found else None) == expected


MONTH_NAMES = list(calendar.month_name)[1:]
SHORT_NAMES = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
FORMS = [
    "{long} {d}, {y}",
    "{short} {d}, {y}",
    "{d} {long} {y}",
    "{long} {d} {y}",
    "{y}-{m:02d}-{d:02d}",
    "{m}/{d}/{y}",
]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(FORMS), st.dates())
def test_written_days_come_back(day: date, form: str, published: date) -> None:
    names = {"long": MONTH_NAMES[day.month - 1], "short": SHORT_NAMES[day.month - 1]}
    text = form.format(y=day.year, m=day.month, d=day.day, **names)
    found = find_dates(f"It was signed on {text}.", published=published)
    assert [(one.date, one.text, one.relative) for one in found] == [(PartialDate.from_date(day), text, False)]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.dates(max_value=date(9990, 1, 1)))
def test_a_resolved_year_is_never_far_from_publication(day: date, published: date) -> None:
    text = f"It was signed on {MONTH_NAMES[day.month - 1]} {day.day}."
    for found in find_dates(text, published=published):
        assert found.relative
        assert -1 <= (published - found.date.first).days <= 270
