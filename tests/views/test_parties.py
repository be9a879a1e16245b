"""The list of clients and firms, and the page of one."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import list_principal, make_file, make_source, tell, tell_story
from tests.views.reading import read, words
from tracker.models import Mention, Party, PartyIdentifier

pytestmark = pytest.mark.django_db


def test_the_list_is_searched_by_name_former_name_and_number(client: Client) -> None:
    tell(
        make_file(),
        list_principal("Ministry of Tourism", "Example Strategies LLC", number="4711"),
        list_principal("State Oil Company", "Other Counsel LLP", number="12"),
    )
    assert [row.text for row in read(client, "/parties/?q=strategies").select(".row-link")] == [
        "Example Strategies LLC"
    ]
    assert [row.text for row in read(client, "/parties/?q=4711").select(".row-link")] == ["Example Strategies LLC"]
    assert {row.text for row in read(client, "/parties/?role=client").select(".row-link")} == {
        "Ministry of Tourism",
        "State Oil Company",
    }
    assert [row.text for row in read(client, "/parties/?sort=name&country=TR").select(".row-link")] == [
        "Ministry of Tourism",
        "State Oil Company",
    ]


@pytest.mark.parametrize("query", ["colour=red", "role=boss", "q=...", "country=Atlantis", "sort=size", "after=x"])
def test_a_filter_that_cannot_be_read_answers_400(client: Client, query: str) -> None:
    assert "Filters that there are: after" in words(read(client, f"/parties/?{query}", 400))


def test_the_number_of_queries_of_the_list_is_fixed(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Rows, count, countries, sources in the footer.
    tell(make_file(), *[list_principal(f"Client {n}", f"Firm {n} LLC", number=str(n + 1)) for n in range(60)])
    with django_assert_num_queries(4):
        client.get("/parties/")


def test_a_page_tells_names_numbers_contracts_and_partners(client: Client) -> None:
    contract = tell_story()
    page = words(read(client, contract.firm.get_absolute_url()))
    assert "1 contract as firm" in page
    assert "SSTEK Savunma Sanayi Teknolojileri AS" in page
    assert "Arnold & Porter press" in page
    client_page = read(client, contract.client.get_absolute_url())
    assert "Who works for it" in words(client_page)
    partner = client_page.select_one(".partners a.number")
    assert partner is not None
    assert partner["href"] == f"/contracts/?client={contract.client_id}&firm={contract.firm_id}"
    assert words(read(client, str(partner["href"]))).count("1 contract") >= 1


def test_a_party_behind_a_contract_shows_it(client: Client) -> None:
    contract = tell_story()
    assert contract.on_behalf_of is not None
    page = words(read(client, contract.on_behalf_of.get_absolute_url()))
    assert "No contract of its own." in page
    assert "In between, or behind" in page
    assert "SSTEK Savunma Sanayi Teknolojileri AS" in page


def test_register_numbers_come_with_their_dates(client: Client) -> None:
    contract = tell_story()
    mention = Mention.objects.get(identifier="1750")
    for number, ended in (("1750", None), ("6940", date(2020, 2, 2))):
        PartyIdentifier.objects.create(
            source=make_source(),
            identity=number,
            mention=mention,
            scheme="us-fara",
            value=number,
            content_hash="",
            registered_on=date(1964, 6, 4),
            deregistered_on=ended,
            document=make_file(),
            first_as_of="2025-01-01T00:00Z",
        )
    page = words(read(client, contract.firm.get_absolute_url()))
    assert "US-FARA 1750 Arnold & Porter Kaye Scholer LLP since 4 Jun 1964" in page
    assert "US-FARA 6940 Arnold & Porter Kaye Scholer LLP 4 Jun 1964 – 2 Feb 2020" in page


def test_more_contracts_than_the_page_shows_are_counted_and_linked(client: Client) -> None:
    rows = [list_principal(f"Client {n}", "Busy Strategies LLC", number="9") for n in range(15)]
    firm = tell(make_file(), *rows)[0].firm
    page = read(client, firm.get_absolute_url())
    assert "15 contracts as firm" in words(page)
    assert len(page.select("ul.contracts > li")) == 12
    assert page.select_one(f'.more a[href="/contracts/?firm={firm.pk}"]') is not None


def test_the_number_of_queries_of_a_party_is_fixed(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    contract = tell_story()
    # The party; contracts in three roles (with and without a date); partners; names; numbers; the footer.
    with django_assert_num_queries(14):
        client.get(contract.firm.get_absolute_url())


def test_a_merged_party_leads_to_the_one_that_it_is(client: Client) -> None:
    contract = tell_story()
    middle = Party.objects.create(name="Middle", key="middle|", identity="1" * 32, merged_into=contract.firm)
    old = Party.objects.create(name="Old", key="old|", identity="2" * 32, merged_into=middle)
    response = client.get(old.get_absolute_url())
    assert response.status_code == 301
    assert response["Location"] == contract.firm.get_absolute_url()
    assert response["Cache-Control"] == "no-cache"


def test_a_party_that_never_was_is_404(client: Client) -> None:
    read(client, "/parties/999/", 404)
