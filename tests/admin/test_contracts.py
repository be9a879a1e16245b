"""Contracts in the admin: corrected with a source, entered by hand, joined, and explained."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.browsing import read_form, send, told
from tests.admin.world import World
from tests.factories import list_principal, make_file, make_source, tell
from tracker.models import Change, Contract, Party, Statement
from tracker.services.reparsing import reparse_source

FORM = "#contract_form"
ADD = "/admin/tracker/contract/add/"


def url_of(contract: Contract) -> str:
    return reverse("admin:tracker_contract_change", args=[contract.pk])


def errors_of(response: object) -> str:
    return str(response.context["errors"])  # type: ignore[attr-defined]


def test_saving_writes_a_correction_and_no_column(world: World, editor: Client) -> None:
    contract = world.contract
    before = Statement.objects.filter(kind="correction").count()
    response = send(editor, url_of(contract), FORM, end="2022-09-30", note="a letter of the ministry, 3 March")
    assert "was changed successfully" in told(response)
    contract.refresh_from_db()
    statement = Statement.objects.filter(kind="correction").latest("pk")
    assert Statement.objects.filter(kind="correction").count() == before + 1
    assert (contract.end, contract.provenance["end"]) == ("2022-09-30", statement.pk)
    assert (statement.asserted, statement.author.username) == (["end"], "one of Editors")  # type: ignore[union-attr]
    assert contract.history.first().history_user == statement.author
    assert contract.value == 1_500_000


def test_a_change_without_a_source_is_refused(world: World, editor: Client) -> None:
    response = send(editor, url_of(world.contract), FORM, end="2022-09-30")
    assert "source note is empty" in errors_of(response)
    world.contract.refresh_from_db()
    assert world.contract.end == "2022-08"


def test_saving_nothing_asserts_nothing(world: World, editor: Client) -> None:
    before = Statement.objects.count()
    send(editor, url_of(world.contract), FORM)
    send(editor, url_of(world.contract), FORM, note="no change")
    assert Statement.objects.count() == before


def test_emptying_a_field_asserts_that_there_is_nothing(world: World, editor: Client) -> None:
    contract = world.contract
    send(editor, url_of(contract), FORM, on_behalf_of="", purpose="", note="the agreement names nobody")
    contract.refresh_from_db()
    assert (contract.on_behalf_of, contract.purpose) == (None, "")
    statement = Statement.objects.filter(kind="correction").latest("pk")
    assert statement.asserted == ["on_behalf_of", "purpose"]


def test_what_a_scrape_changed_meanwhile_is_not_the_persons_word(world: World, editor: Client) -> None:
    """The form was opened before; only what was changed in it is asserted."""
    contract = world.contract
    data = read_form(editor.get(url_of(contract)).content.decode(), FORM)
    row = list_principal(
        "SSTEK Savunma Sanayi Teknolojileri AS",
        "Arnold & Porter Kaye Scholer LLP",
        ended=None,
        registered=contract.registered_on,
    )
    tell(make_file(day="2025-04-20"), row)
    contract.refresh_from_db()
    assert contract.status == "active"
    editor.post(url_of(contract), {**data, "term_months": "13", "note": "exhibit B"})
    contract.refresh_from_db()
    assert (contract.status, contract.deregistered_on) == ("active", None)
    assert contract.term_months == 13
    assert Statement.objects.filter(kind="correction").latest("pk").asserted == ["term_months"]


def test_a_price_is_asserted_as_a_whole_and_its_total_follows(world: World, editor: Client) -> None:
    contract = world.contract
    send(editor, url_of(contract), FORM, value="50000", value_basis="per_month", note="exhibit B")
    contract.refresh_from_db()
    assert (contract.value, contract.value_basis, contract.total_value) == (50_000, "per_month", 600_000)
    send(editor, url_of(contract), FORM, total_value="590000", note="exhibit B, page 2")
    contract.refresh_from_db()
    assert contract.total_value == 590_000
    send(editor, url_of(contract), FORM, value="", total_value="", note="no price after all")
    contract.refresh_from_db()
    assert (contract.value, contract.total_value, contract.currency) == (None, None, "")


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("currency", "dollars", "at most 3"),
        ("currency", "u$", "three capital letters"),
        ("value_basis", "", "what the amount is for"),
        ("start", "next May", "YYYY"),
        ("term_months", "5000", "months"),
        ("client", "", "client"),
        ("status", "", "status"),
    ],
)
def test_mistakes_are_told_beside_their_fields(world: World, editor: Client, field: str, value: str, why: str) -> None:
    response = send(editor, url_of(world.contract), FORM, **{field: value, "note": "x"})
    assert why in str(response.context["adminform"].form.errors[field])


def test_another_client_is_chosen_and_survives(world: World, editor: Client) -> None:
    contract, peru = world.contract, Party.objects.get(name="Republic of Peru")
    send(editor, url_of(contract), FORM, client=str(peru.pk), note="the letterhead")
    contract.refresh_from_db()
    assert contract.client == peru
    reparse_source(make_source())
    contract.refresh_from_db()
    assert contract.client == peru
    assert "a person’s word" in editor.get(url_of(contract)).content.decode()


def test_the_page_says_what_decides_each_value(world: World, editor: Client) -> None:
    html = editor.get(url_of(world.contract)).content.decode()
    for words in ("a register’s entry", "the press", "a person’s word", "$1.5 million", "Foreign Principal", "page 2"):
        assert words in html


def test_a_correction_is_withdrawn_on_the_page(world: World, editor: Client) -> None:
    contract = world.contract
    statement = contract.statements.get(kind="correction")
    url = reverse("admin:tracker_statement_verdict", args=[statement.pk])
    response = editor.post(f"{url}?verdict=reject", {"next": url_of(contract)}, follow=True)
    assert response.redirect_chain[-1][0] == url_of(contract)
    contract.refresh_from_db()
    assert contract.purpose == "strategic advice and outreach"
    html = response.content.decode()
    assert "Statements that do not count" in html and "advice on arms" in html
    editor.post(f"{url}?verdict=accept", {})
    contract.refresh_from_db()
    assert contract.purpose == "advice on arms"


def test_buttons_lead_to_our_own_pages_only(world: World, editor: Client) -> None:
    statement = world.contract.statements.get(kind="correction")
    url = reverse("admin:tracker_statement_verdict", args=[statement.pk])
    response = editor.post(f"{url}?verdict=accept", {"next": "https://evil.example/"})
    assert response["Location"] == reverse("admin:tracker_statement_change", args=[statement.pk])


# -- By hand -----------------------------------------------------------------------------------------------


def test_a_contract_is_entered_by_hand(world: World, editor: Client) -> None:
    data = {
        "client_name": "Ministry of  Trade", "client_country": "tr", "firm_name": "Newcomer Strategies LLC",
        "value": "90000", "currency": "usd", "value_basis": "total", "start": "2024-05", "note": "a leaked letter",
    }  # fmt: skip
    response = send(editor, ADD, FORM, **data)
    assert "was added successfully" in told(response)
    contract = Contract.objects.get(client__name="Ministry of Trade")
    assert (contract.client.country, contract.firm.name) == ("TR", "Newcomer Strategies LLC")
    assert (contract.value, contract.total_value, contract.start, contract.status) == (
        90_000,
        90_000,
        "2024-05",
        "reported",
    )
    assert [change.kind for change in contract.changes.all()] == ["new"]
    html = editor.get(url_of(contract)).content.decode()
    assert "a leaked letter" in html


def test_the_same_entry_sent_twice_is_one(world: World, editor: Client) -> None:
    data = read_form(editor.get(ADD).content.decode(), FORM)
    peru = Party.objects.get(name="Republic of Peru")
    data |= {"client": str(peru.pk), "firm_name": "Newcomer LLC", "purpose": "trade", "note": "a letter"}
    for _ in range(2):
        assert editor.post(ADD, data).status_code == 302
    assert Statement.objects.filter(register_key__startswith="hand|").count() == 1
    assert Contract.objects.filter(client=peru, firm__name="Newcomer LLC").count() == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"firm_name": "X LLC", "note": "x"}, "client"),
        ({"client_name": "A Ministry", "note": "x"}, "firm"),
        ({"client_name": "A Ministry", "firm_name": "X LLC"}, "note"),
        ({"client_name": "A Ministry", "client_country": "XX", "firm_name": "X LLC", "note": "x"}, "client_country"),
        ({"client_name": "A Ministry", "firm_name": "X LLC", "value": "5", "note": "x"}, "value_basis"),
    ],
)
def test_an_entry_needs_parties_and_a_source(world: World, editor: Client, data: dict[str, str], field: str) -> None:
    before = Contract.objects.count()
    response = send(editor, ADD, FORM, **data)
    assert field in response.context["adminform"].form.errors
    assert Contract.objects.count() == before


def test_both_a_chosen_and_a_typed_party_are_too_many(world: World, editor: Client) -> None:
    peru = str(Party.objects.get(name="Republic of Peru").pk)
    response = send(editor, ADD, FORM, client=peru, client_name="Peru", firm_name="X LLC", note="x")
    assert "only one of the two" in str(response.context["adminform"].form.errors["client"])


# -- Joins -------------------------------------------------------------------------------------------------


def test_contracts_are_joined_and_separated(world: World, editor: Client) -> None:
    contract = world.contract
    other = Contract.objects.get(client__name="Republic of Peru")
    join = reverse("admin:tracker_contract_join", args=[other.pk])
    response = send(editor, join, "#content-main form", contract=str(contract.pk), note="Lima pays")
    assert response.redirect_chain[-1][0] == url_of(contract)
    other.refresh_from_db()
    assert other.merged_into == contract
    html = editor.get(url_of(other)).content.decode()
    assert "Separate them again" in html and 'name="_save"' not in html
    assert editor.post(url_of(other), {"note": "x"}).status_code == 403
    editor.post(reverse("admin:tracker_contract_separate", args=[other.pk]), {"note": "two deals"})
    assert Contract.objects.get(pk=other.pk).merged_into is None
    assert list(Change.objects.order_by("-pk").values_list("kind", flat=True)[:1]) == ["separated"]


def test_a_join_with_itself_is_explained(world: World, editor: Client) -> None:
    join = reverse("admin:tracker_contract_join", args=[world.contract.pk])
    response = send(editor, join, "#content-main form", contract=str(world.contract.pk))
    assert "cannot be joined with itself" in told(response)


def test_decimal_places_are_kept(world: World, editor: Client) -> None:
    send(editor, url_of(world.contract), FORM, term_months="2.96", note="ninety days")
    world.contract.refresh_from_db()
    assert world.contract.term_months == Decimal("2.96")
