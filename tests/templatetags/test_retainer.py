"""Values in words: no amount without its currency and basis, no date more precise than its source."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from tracker.models import Change, Contract, Statement
from tracker.models.statements import ACTS, BASES, KINDS
from tracker.resolution.voices import Money
from tracker.services import wording
from tracker.services.history import Told
from tracker.templatetags.retainer import amount, day, moment, percent, register_numbers, register_short, total_price


@pytest.mark.parametrize(
    ("price", "text"),
    [
        ((Decimal(750000), "USD", "total"), "$750,000 total"),
        ((Decimal("55000.50"), "USD", "per_month"), "$55,000.50 per month"),
        ((Decimal(300000), "USD", "total", "up_to"), "up to $300,000 total"),
        ((Decimal(20000), "EUR", "per_month", "", Decimal(30000)), "€20,000–€30,000 per month"),
        ((Decimal(20000), "EUR", "per_year", "about", Decimal(20000)), "about €20,000 per year"),
        ((Decimal(1200), "CHF", "per_hour", "at_least"), "at least CHF 1,200 per hour"),
        ((Decimal(5), "", "other"), "5 (currency not stated) reported"),
        ((Decimal(0), "GBP", "total"), "£0 total"),
        ((None, "USD", "total"), ""),
    ],
)
def test_a_price_is_written_with_all_that_gives_it_meaning(price: tuple[Any, ...], text: str) -> None:
    assert wording.price_words(*price) == text


@given(
    st.decimals(0, 10**15, places=2, allow_nan=False),
    st.sampled_from(["USD", "EUR", "XXX", ""]),
    st.sampled_from(BASES),
)
def test_no_amount_stands_bare(value: Decimal, currency: str, basis: str) -> None:
    text = wording.price_words(value, currency, basis)
    symbol = wording.SYMBOLS.get(currency, currency) or "currency not stated"
    assert symbol in text
    assert text.endswith(str(wording.BASES[basis]))


def test_contracts_statements_terms_and_told_values_have_a_price() -> None:
    values = {"value": Decimal(5), "currency": "USD", "value_basis": "total"}
    assert wording.read_price(Contract(**values)) == "$5 total"
    assert wording.read_price(Statement(**values, value_qualifier="up_to")) == "up to $5 total"
    assert wording.read_price({"value": "5.50", "currency": "USD", "value_basis": "per_month"}) == "$5.50 per month"
    assert wording.read_price({"value": None, "currency": "", "value_basis": ""}) == ""
    assert wording.read_price(Told("price", "5.00", "EUR", "total")) == "€5 total"
    assert total_price(Contract(total_value=Decimal(6), currency="USD")) == "$6 total"
    assert amount("7.5", "EUR") == "€7.50"
    assert amount(None, "EUR") == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2021", "2021"),
        ("2021-02", "Feb 2021"),
        ("2021-02-01", "1 Feb 2021"),
        (date(2021, 12, 31), "31 Dec 2021"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_date_is_as_precise_as_its_source(value: date | str | None, text: str) -> None:
    assert wording.date_words(value) == text
    iso = value.isoformat() if isinstance(value, date) else value
    assert day(value) == (f'<time datetime="{iso}">{text}</time>' if value else "")


def test_a_moment_is_told_in_utc() -> None:
    east = datetime(2021, 3, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert moment(east) == '<time datetime="2021-02-28T23:30:00+00:00">28 Feb 2021, 23:30 UTC</time>'
    assert moment(datetime(2021, 1, 1, tzinfo=UTC)) == (
        '<time datetime="2021-01-01T00:00:00+00:00">1 Jan 2021, 00:00 UTC</time>'
    )
    assert moment(None) == ""


@pytest.mark.parametrize(
    ("months", "text"),
    [
        (Decimal("6.00"), "6 months"),
        (Decimal(1), "1 month"),
        (Decimal(12), "1 year"),
        (Decimal(24), "2 years"),
        (Decimal(18), "18 months"),
        (Decimal("2.96"), "2.96 months"),
        ("120", "10 years"),
        (Decimal(0), "0 months"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_term_is_told_in_months_or_years(months: Decimal | str | None, text: str) -> None:
    assert wording.term_words(months) == text


def test_every_word_of_the_models_has_words_for_readers() -> None:
    assert set(wording.KINDS) == set(KINDS)
    assert set(wording.ACTS) == set(ACTS)
    assert set(wording.BASES) == set(BASES)
    assert set(wording.CHANGES) == set(wording.REASONS) == set(Change.Kind.values)


def test_unknown_codes_stand_for_themselves() -> None:
    assert wording.country_words("TR") == "Turkey"
    assert wording.country_words("ZZ") == "ZZ"
    assert wording.country_words("") == ""
    assert register_short("us-fara") == "US-FARA"
    assert register_short("news") == "press"
    assert percent(0.904) == "90%"
    assert Money().currency == ""


def test_filters_escape_what_they_are_given() -> None:
    template = Template("{% load retainer %}{{ text|day }}{{ flag|flag_words }}{{ price|price }}")
    bad = "<script>"
    price = {"value": "5", "currency": bad, "value_basis": bad, "value_qualifier": "", "value_high": None}
    text = template.render(Context({"text": "2021", "flag": bad, "price": price}))
    assert bad not in text
    assert text.count("&lt;script&gt;") == 3


def test_the_numbers_of_a_register_have_names() -> None:
    numbers = {"registrant_id": "77", "client_client_id": "12", "other_number": "5"}
    assert register_numbers(numbers) == "client of this registrant 12, other number 5, registrant 77"
    assert register_numbers(["1750", "1751"]) == "1750, 1751"
