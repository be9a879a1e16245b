"""Facets: exact counts, each among the contracts that the other filters leave."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import list_principal, make_article, make_file, make_source, report, tell
from tracker.filters import ContractFilter, Facet, read_query
from tracker.filters.choices import BASIS_NAMES, register_name
from tracker.filters.facets import FACETS, SHOWN
from tracker.models import Contract, Party
from tracker.normalize.countries import country_name
from tracker.services.parties import count_contracts

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
    filtered = ContractFilter(read_query(f"client={contracts[0].client_id}"), Contract.objects.published())
    assert filtered.problems == []
    # One for each facet but that of clients, and how many contracts there are (for the issue areas).
    with django_assert_num_queries(len(FACETS)):
        filtered.count_facets()


def test_queries_of_a_search_are_fixed(
    contracts: list[Contract], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    filtered = ContractFilter(read_query("q=client"), Contract.objects.published())
    assert filtered.problems == []
    # The number of all, what is found (in a transaction of its own where the planner is told), issue areas, and the
    # names of clients: of firms there is one, which is no facet.
    with django_assert_num_queries(4 + 3 * (connection.vendor == "postgresql")):
        filtered.count_facets()


def test_facets_without_a_filter_read_no_contract(
    contracts: list[Contract], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    filtered = ContractFilter(read_query(""), Contract.objects.published())
    with CaptureQueriesContext(connection) as captured:
        assert filtered.problems == []
        filtered.count_facets()
    asked = [query["sql"] for query in captured if '"tracker_contract"' in query["sql"]]
    assert all("tracker_contracttopic" in sql for sql in asked)


@pytest.mark.parametrize("seed", range(3))
def test_numbers_are_those_of_a_count_one_by_one(contracts: list[Contract], seed: int) -> None:
    """After contracts were added, changed, joined and withdrawn at random, for filters of every kind."""
    chance = random.Random(seed)
    make_world(chance, contracts[0])
    firm = contracts[0].firm_id
    queries = ["", "country=TR", "country=TR&country=QA&year=2021", f"firm={firm}", "status=active&basis=per_year"]
    queries += ["q=alpha", "q=alpha&country=TR", 'q="alpha beta" -gamma', "posted_from=2021", "register=us-fara&q=be"]
    for query in queries:
        filtered = ContractFilter(read_query(query), Contract.objects.published())
        assert filtered.problems == [], query
        assert filtered.counted.number == len(set(filtered.qs.values_list("pk", flat=True)))
        for facet in filtered.count_facets():
            for value in facet.values:
                wanted = filtered.restricted(without=facet.name)
                held = sum(has_value(contract, facet.name, value.text) for contract in wanted)
                assert value.number == held, (query, facet.name, value)


def make_world(chance: random.Random, like: Contract) -> None:
    others = list(Contract.objects.exclude(pk=like.pk))
    for number in range(60):
        Contract.objects.create(
            founder=f"{number:032}",
            client=chance.choice(others).client,
            firm=chance.choice(others).firm,
            status=chance.choice(["active", "terminated"]),
            country=chance.choice(["TR", "QA", ""]),
            registers=chance.choice([",us-fara,", ",news,", ",news,us-fara,"]),
            disclosed_on=chance.choice([None, date(2020, 3, 1), date(2021, 3, 1), date(2022, 3, 1)]),
            value_basis=chance.choice(["", "per_year"]),
            search=" ".join(chance.sample(["alpha", "beta", "gamma", "alphabet", "betatron"], 3)),
        )
    rows = list(Contract.objects.filter(founder__startswith="0000"))
    for contract in chance.sample(rows, 20):
        contract.merged_into_id = like.pk if chance.random() < 0.5 else None
        contract.withdrawn_at = timezone.now() if chance.random() < 0.3 else None
        contract.country, contract.search = "TR", "gamma alpha beta"
        contract.save()
    count_contracts(set(Party.objects.values_list("pk", flat=True)))


def has_value(contract: Contract, facet: str, text: str) -> bool:
    if facet == "country":
        return bool(contract.country) and country_name(contract.country) == text
    if facet == "year":
        return contract.disclosed_on is not None and str(contract.disclosed_on.year) == text
    if facet == "register":
        return text in [register_name(key) for key in contract.register_list]
    if facet == "status":
        return contract.get_status_display() == text
    if facet == "basis":
        return str(BASIS_NAMES.get(contract.value_basis, "")) == text
    party = contract.client if facet == "client" else contract.firm
    return party.name == text
