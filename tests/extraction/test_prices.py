"""Amounts of a contract: which one, for what, and what it makes in all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extraction.reading import fields, only, read
from tracker.records import Quote

OPENING = "Mali has hired the lobbying firm Maple Court Strategies, a filing shows."

PRICES = [
    ("It will pay the firm $40,000 a month.", 40000, "USD", "per_month", None),
    ("It will pay the firm $40,000 a month for one year.", 40000, "USD", "per_month", 480000),
    ("The six-month contract is worth $300,000.", 300000, "USD", "total", 300000),
    ("The firm gets $100,000 per quarter for a year.", 100000, "USD", "per_quarter", 400000),
    ("The contract pays $600,000 a year for two years.", 600000, "USD", "per_year", 1200000),
    ("The firm charges $500 an hour.", 500, "USD", "per_hour", None),
    ("The contract is worth €250,000.", 250000, "EUR", "total", 250000),
    ("The contract is worth £1.5 million.", 1500000, "GBP", "total", 1500000),
    ("The firm has received $75,000 so far.", 75000, "USD", "other", None),
    ("The contract has a value of up to $90,000.", 90000, "USD", "total", 90000),
    ("The retainer is $15,000 monthly.", 15000, "USD", "per_month", None),
    ("The fee was raised from $20,000 to $35,000 a month.", 35000, "USD", "per_month", None),
    ("The contract is worth $750,000 (TL 5.2 million).", 750000, "USD", "total", 750000),
]


@pytest.mark.parametrize(("text", "value", "currency", "basis", "total"), PRICES)
def test_value_basis_and_total(text: str, value: int, currency: str, basis: str, total: int | None) -> None:
    statement = only(read(f"{OPENING}\n\n{text}"))
    assert fields(statement, "value", "currency", "value_basis") == (value, currency, basis)
    assert statement.total_value == total


def test_a_stated_total_beside_the_rate() -> None:
    statement = only(read(f"{OPENING}\n\nThe contract provides for $40,000 a month, or $480,000 over 12 months."))
    assert fields(statement, "value", "value_basis", "total_value") == (40000, "per_month", 480000)


def test_the_evidence_of_a_price_holds_its_basis() -> None:
    text = f"{OPENING}\n\nIt will pay the firm $40,000 a month."
    quote = only(read(text)).evidence["value"][0]
    assert isinstance(quote, Quote)
    assert text[quote.start : quote.end] == quote.quote == "$40,000 a month"
    assert only(read(text)).raw_value == "$40,000 a month"


def test_work_for_nothing_is_worth_nothing() -> None:
    statement = only(read(f"{OPENING}\n\nThe firm works free of charge."))
    assert fields(statement, "value", "value_basis", "total_value") == (Decimal(0), "total", Decimal(0))


def test_two_contracts_have_two_prices() -> None:
    statements = read(
        "Mali has hired Maple Court Strategies for $40,000 a month to lobby Congress, filings show.\n\n"
        "It also pays the law firm Burke & Tilden $90,000 a quarter."
    )
    assert {s.firm.name: fields(s, "value", "value_basis") for s in statements} == {
        "Maple Court Strategies": (40000, "per_month"),
        "Burke & Tilden": (90000, "per_quarter"),
    }
