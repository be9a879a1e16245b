"""Several contracts in one text: clauses, lists, further clients of one firm, what went before."""

from __future__ import annotations

import pytest

from tests.extraction.reading import fields, only, pairs, read


def test_each_main_clause_has_its_own_parties() -> None:
    text = (
        "Burke & Tilden dropped Volga Bank, Maple Court Strategies ended its work for the shipper Nordmar, "
        "and both Harbor Gate Group and Rowe Associates withdrew from the account of Chad.\n\nThey gave no reason."
    )
    assert pairs(read(text)) == [
        ("Chad", "Harbor Gate Group"),
        ("Chad", "Rowe Associates"),
        ("Nordmar", "Maple Court Strategies"),
        ("Volga Bank", "Burke & Tilden"),
    ]


def test_clients_with_amounts_of_their_own() -> None:
    text = (
        "The lobbying firm Maple Court Strategies reported fees from two governments last year.\n\n"
        "Peru paid the firm $480,000 and Chad paid it $360,000, its filing shows."
    )
    found = {s.client.name: s.value for s in read(text)}
    assert found == {"Peru": 480000, "Chad": 360000}


def test_the_earlier_contract_is_a_row_of_its_own() -> None:
    text = (
        "Chad has prolonged its agreement with the lobbying firm Maple Court Strategies by a year, for $600,000.\n\n"
        "The first agreement between the two dates from March 2018 and cost $450,000."
    )
    found = [fields(s, "act", "value") for s in read(text)]
    assert found == [("renewal", 600000), ("new", 450000)]
    assert read(text)[1].start is not None


def test_a_rate_is_carried_over_to_the_next_amount() -> None:
    text = "Chad hired two lobbyists.\n\nIt pays Maple Court Strategies $20,000 a month and Burke & Tilden $25,000."
    found = {s.firm.name: fields(s, "value", "value_basis") for s in read(text)}
    assert found == {"Maple Court Strategies": (20000, "per_month"), "Burke & Tilden": (25000, "per_month")}


def test_a_sum_spent_on_all_is_the_price_of_none() -> None:
    text = (
        "Chad has hired Maple Court Strategies, Burke & Tilden and Harbor Gate Group to lobby Congress.\n\n"
        "It paid the three of them $410,000 altogether last year."
    )
    assert [s.value for s in read(text)] == [None, None, None]


def test_the_government_of_the_title() -> None:
    text = (
        "The government has given the job of improving the country's image to Maple Court Strategies, a US firm, "
        "for $30,000 a month, the foreign minister told parliament."
    )
    assert only(read(text, "Chad hires lobbyists")).client.country == "TD"


@pytest.mark.parametrize(
    ("country", "amount", "currency"),
    [("Sri Lanka", "Rs 27 million", "LKR"), ("India", "Rs 27 million", "INR"), ("Canada", "$27 million", "CAD")],
)
def test_a_shared_unit_is_the_payers_own(country: str, amount: str, currency: str) -> None:
    text = f"{country} has hired the lobbying firm Maple Court Strategies for {amount}, a filing shows."
    assert only(read(text)).currency == currency


def test_who_runs_the_firm_is_no_second_firm() -> None:
    text = (
        "Maple Court Strategies, a lobbying firm managed by Jane Prewitt, a former ambassador, was hired by Chad "
        "for $30,000 a month.\n\nPrewitt will lobby Congress."
    )
    assert pairs(read(text)) == [("Chad", "Maple Court Strategies")]
