"""Facets: exact counts, each among the contracts that the other filters leave."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import list_principal, make_article, make_file, make_source, report, tell
from tracker.filters import ContractFilter, Facet, read_query
from tracker.filters.facets import FACETS, SHOWN
from tracker.models import Contract

pytestmark = pytest.mark.django_db


@pytest.fixture
def contracts() -> list[Contract]:
    """Three of Turkey with Harbor, one of Qatar with Quiet (ended), one of Qatar that the press tells with a price."""
    day = date(2021, 6, 1)
    rows = [
        list_principal(f"Client {n}", "Harbor LLC", number="11", country="TR", registered=date(2020 + n, 1, 31))
        for n in range(3)
    ]
    rows.append(list_principal("Doha Oil", "Quiet LLP", number="12", country="QA", registered=day, ended=day))
    told = tell(make_file(), *rows)
    article = make_article("Doha Air has hired Quiet LLP.", source=make_source("press"), published="2022-03-04")
    price = {"value": Decimal(9), "currency": "USD", "value_basis": "per_month"}
    spoken = report("Doha Air", "Quiet LLP", document=article, **price)  # type: ignore[arg-type]
    return told + tell(article, spoken)


def facets(query: str = "") -> dict[str, Facet]:
    filtered = ContractFilter(read_query(query), Contract.objects.published())
    assert filtered.problems == []
    return {facet.name: facet for facet in filtered.count_facets()}


def numbers(facet: Facet) -> dict[str, int]:
    return {value.text: value.number for value in facet.values}


def test_every_value_is_counted(contracts: list[Contract]) -> None:
    found = facets()
    assert numbers(found["firm"]) == {"Harbor LLC": 3, "Quiet LLP": 2}
    assert numbers(found["status"]) == {"active": 3, "terminated": 1, "reported": 1}
    assert numbers(found["country"])["Turkey"] == 3
    assert numbers(found["register"])["Press"] == 1
    assert list(numbers(found["year"]).items()) == [("2022", 2), ("2021", 2), ("2020", 1)]


def test_counts_are_those_of_the_lists_that_they_lead_to(contracts: list[Contract]) -> None:
    for query in ("", "country=TR", "year=2022", "status=active&status=terminated", "q=client", "basis=per_month"):
        for facet in facets(query).values():
            for value in facet.values:
                led_to = ContractFilter(read_query(value.query), Contract.objects.published())
                assert led_to.problems == []
                if not value.is_chosen and not led_to.chosen(facet.name)[1:]:
                    assert led_to.qs.count() == value.number, (query, facet.name, value)


def test_other_values_of_a_chosen_facet_stay_in_reach(contracts: list[Contract]) -> None:
    found = facets("country=TR")
    values = {value.text: value for value in found["country"].values}
    assert values["Turkey"].is_chosen
    assert values["Turkey"].query == ""
    assert values["Qatar"].query in ("country=TR&country=QA", "country=QA&country=TR")
    assert values["Qatar"].number >= 1
    assert set(found) == {"country", "client", "year"}


def test_a_value_of_a_single_filter_replaces_another(contracts: list[Contract]) -> None:
    values = {value.text: value for value in facets("year=2022&sort=client")["year"].values}
    assert values["2021"].query == "year=2021&sort=client"
    assert values["2022"].query == "sort=client"


def test_what_cannot_narrow_is_left_out(contracts: list[Contract]) -> None:
    harbor = contracts[0].firm_id
    found = facets(f"firm={harbor}")
    assert set(found) == {"client", "year"}
    assert "basis" not in facets("value_min=1&currency=USD&basis=per_month")


def test_a_contract_of_two_registers_counts_for_both(contracts: list[Contract]) -> None:
    article = make_article("Client 0 has hired Harbor LLC.", published="2020-02-01")
    tell(article, report("Client 0", "Harbor LLC", document=article))
    found = numbers(facets()["register"])
    assert found["Press"] == 2
    assert sum(found.values()) == Contract.objects.published().count() + 1


def test_the_most_frequent_are_shown_and_a_chosen_one_in_any_case(contracts: list[Contract]) -> None:
    codes = ["AT", "BE", "CH", "DE", "ES", "FI", "GR", "HU", "IE", "JP"]
    rows = [list_principal(f"Of {code}", "Harbor LLC", number="11", country=code) for code in codes]
    tell(make_file(day="2025-05-01"), *rows)
    country = facets()["country"]
    assert (len(country.values), country.has_more) == (SHOWN, True)
    assert country.values[0].text == "Turkey"
    assert "Japan" not in numbers(country)
    assert numbers(facets("country=JP")["country"])["Japan"] == 1


def test_queries_are_fixed(contracts: list[Contract], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    filtered = ContractFilter(read_query("q=client"), Contract.objects.published())
    assert filtered.problems == []
    # One for each facet, and the names of clients: of firms there is one, which is no facet.
    with django_assert_num_queries(len(FACETS) + 1):
        filtered.count_facets()
