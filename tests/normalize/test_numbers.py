"""Numbers: digits in both grouping conventions, number words, scales."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.numbers import find_numbers, parse_digits, parse_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", "7"),
        ("1234", "1234"),
        ("1,234", "1234"),
        ("1.234", "1234"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1 234 567,89", "1234567.89"),
        ("1\u00a0234\u202f567,89", "1234567.89"),
        ("1'234'567.89", "1234567.89"),
        ("2,50,00,000", "25000000"),
        ("1.5", "1.5"),
        ("12,5", "12.5"),
        ("1,50", "1.50"),
        (".5", "0.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("007", "7"),
    ],
)
def test_digit_strings_are_read_in_either_convention(text: str, expected: str) -> None:
    assert parse_digits(text) == Decimal(expected)


@pytest.mark.parametrize(
    "text", ["", "-", "1,23,4", "1.2.3", "1,2,3", "12 34", "1 2345", "1,234.5.6", "1.234,567,8", "x", "1,", "9" * 60]
)
def test_what_is_no_number_gives_none(text: str) -> None:
    assert parse_digits(text) is None


@pytest.mark.parametrize(
    ("rule", "point", "comma"),
    [("groups", "1234", "1234"), ("decimal", "1.234", "1.234"), ("by_mark", "1.234", "1234")],
)
def test_the_ambiguous_lone_mark_follows_the_rule_asked_for(rule: str, point: str, comma: str) -> None:
    assert parse_digits("1.234", lone_mark=rule) == Decimal(point)  # type: ignore[arg-type]
    assert parse_digits("1,234", lone_mark=rule) == Decimal(comma)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.2 million", "1200000"),
        ("1.234 million", "1234000"),
        ("1,234 million", "1234000000"),
        ("1,234 Mio.", "1234000"),
        ("1,2 Milliarden", "1200000000"),
        ("1.2m", "1200000"),
        ("100k", "100000"),
        ("2.5 lakh", "250000"),
        ("5 lakh crore", "5000000000000"),
        ("2 mil millones", "2000000000"),
        ("500 bin", "500000"),
        ("1 milyon 250 bin", "1250000"),
        ("2½ million", "2500000"),
        ("half a million", "500000"),
        ("half-a-million", "500000"),
        ("a half million", "500000"),
        ("a quarter of a million", "250000"),
        ("three quarters of a million", "750000"),
        ("a million and a half", "1500000"),
        ("two and a half million", "2500000"),
        ("two-and-a-half", "2.5"),
        ("two point five million", "2500000"),
        ("a dozen", "12"),
        ("two dozen", "24"),
        ("half a dozen", "6"),
        ("twenty-five thousand", "25000"),
        ("Twenty Five Thousand", "25000"),
        ("SEVEN HUNDRED AND FIFTY THOUSAND", "750000"),
        ("one hundred fifty", "150"),
        ("one million two hundred thousand", "1200000"),
        (
            "one hundred twenty-three million, four hundred and fifty-six thousand, seven hundred and eighty-nine",
            "123456789",
        ),
        ("two thousand million", "2000000000"),
        ("un million", "1000000"),
        ("deux millions", "2000000"),
        ("yarım milyon", "500000"),
    ],
)
def test_words_and_scales_are_read(text: str, expected: str) -> None:
    assert parse_number(text) == Decimal(expected)


@pytest.mark.parametrize(
    "text", ["a", "an", "million", "several million", "and", "half", "the", "one hundred one hundred"]
)
def test_words_that_are_no_one_number_give_none(text: str) -> None:
    assert parse_number(text) is None


def test_foreign_number_words_need_something_foreign_to_count() -> None:
    assert find_numbers("Sept. 5 brought huit reports") == find_numbers("Sept. 5 brought eight reports")[:1]


def test_numbers_of_a_text_are_found_in_order() -> None:
    text = "Four of the 1,234 firms paid half a million; on June 5 300 people came"
    assert [(found.value, found.text) for found in find_numbers(text)] == [
        (Decimal(4), "Four"),
        (Decimal(1234), "1,234"),
        (Decimal(500000), "half a million"),
        (Decimal(5), "5"),
        (Decimal(300), "300"),
    ]


UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int, *, joined: bool) -> str:
    """The number in English words, with "and" after hundreds as the British write it."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    for scale, name in (
        (10**12, "trillion"),
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if number >= scale:
            rest = number % scale
            link = " and " if joined and rest and (scale == 100 or rest < 100) else " "
            return f"{spell(number // scale, joined=joined)} {name}" + (
                link + spell(rest, joined=joined) if rest else ""
            )
    raise AssertionError(number)


@given(st.integers(0, 10**15 - 1), st.booleans())
def test_spelled_numbers_come_back(number: int, joined: bool) -> None:
    assert parse_number(spell(number, joined=joined)) == number


GROUPINGS = [(",", "."), (".", ","), (" ", ","), ("\u00a0", ","), ("\u202f", "."), ("'", ".")]


@given(st.integers(1000, 10**15), st.integers(0, 99), st.sampled_from(GROUPINGS))
def test_grouped_digits_come_back(whole: int, cents: int, marks: tuple[str, str]) -> None:
    group, decimal = marks
    text = f"{whole:,}".replace(",", group) + f"{decimal}{cents:02d}"
    assert parse_digits(text) == Decimal(whole) + Decimal(cents) / 100
    assert parse_number(text) == Decimal(whole) + Decimal(cents) / 100


@given(st.text(alphabet="0123456789., '\u00a0", max_size=30))
def test_any_digit_string_is_read_exactly_or_not_at_all(text: str) -> None:
    value = parse_digits(text)
    if value is not None:
        digits = "".join(character for character in text if character.isdigit())
        assert int(digits or 0) == value.scaleb(-int(value.as_tuple().exponent))
