"""History: differences in reach of words, money with its currency and basis."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import list_principal, make_contract, make_file, tell, tell_story
from tracker.models import Change, Contract, Party
from tracker.services.history import Difference, Told, tell_changes

pytestmark = pytest.mark.django_db


def history(contract: Contract) -> list[tuple[str, dict[str, tuple[Told | None, Told | None]]]]:
    events = tell_changes(list(Change.objects.filter(contract=contract).order_by("-id")))
    return [(event.change.kind, {one.label: (one.before, one.after) for one in event.differences}) for event in events]


def test_a_renewal_shows_both_prices_with_their_currency() -> None:
    (kind, renewed), (_, amended) = history(tell_story())
    assert kind == "renewed"
    before, after = renewed["Value"]
    assert before == Told("price", "750000.00", "USD", "total")
    assert after == Told("price", "1500000.00", "USD", "total")
    assert renewed["Term"] == (Told("term", "6.00"), Told("term", "12.00"))
    assert renewed["End"] == (None, Told("day", "2022-08"))
    assert amended["Value"] == (None, Told("price", "750000.00", "USD", "total"))


def test_an_older_amount_keeps_the_currency_that_it_had() -> None:
    contract = tell_story()
    when = Change.objects.latest("id").seen_at
    Contract.objects.filter(pk=contract.pk).update(value=9, currency="EUR", value_basis="per_month")
    Change.objects.create(
        contract=contract,
        identity="e" * 32,
        kind="amended",
        as_of=when,
        diffs={"value": ["1500000.00", "9.00"], "currency": ["USD", "EUR"], "value_basis": ["total", "per_month"]},
    )
    amended, renewed, _ = history(contract)
    assert amended[1]["Value"] == (
        Told("price", "1500000.00", "USD", "total"),
        Told("price", "9.00", "EUR", "per_month"),
    )
    assert renewed[1]["Value"][1] == Told("price", "1500000.00", "USD", "total")


def test_parties_are_named_with_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    contract = make_contract()
    other = Party.objects.create(name="Later Firm", key="later firm|", identity="f" * 32)
    when = Change.objects.get().seen_at
    for number, diffs in enumerate([{"firm_id": [contract.firm_id, other.pk]}, {"via_id": [None, 10**9]}]):
        Change.objects.create(contract=contract, identity=str(number), kind="amended", as_of=when, diffs=diffs)
    changes = list(Change.objects.select_related("contract").order_by("id"))
    with django_assert_num_queries(1):
        events = tell_changes(changes)
    assert events[1].differences == [
        Difference("Firm", Told("party", contract.firm), Told("party", other)),
    ]
    assert events[2].differences == [Difference("Via", None, Told("party", None))]


def test_a_termination_and_a_rename_are_told() -> None:
    row = list_principal("Ministry of Tourism", "Example LLC")
    contract = tell(make_file(day="2025-01-01"), row)[0]
    ended = list_principal("Ministry of Tourism", "Example LLC", ended=date(2025, 1, 31))
    tell(make_file(day="2025-02-01"), ended)
    assert history(contract)[0] == (
        "terminated",
        {
            "Status": (Told("text", "active"), Told("text", "terminated")),
            "Deregistered": (None, Told("day", "2025-01-31")),
        },
    )


def test_joined_contracts_are_named() -> None:
    contract = make_contract()
    change = Change(contract=contract, kind="joined", diffs={"contracts": [[7, 8], []]})
    (event,) = tell_changes([change])
    assert event.others == [7, 8]
    assert event.differences == []
