"""ContractFilter by what was reported for the latest period, which is no price."""

from __future__ import annotations

import pytest

from tests.factories import make_file, make_source, tell, tell_story
from tests.services.filed_reports import report
from tracker.filters import ContractFilter, read_query
from tracker.filters.keyset import Cursor, fetch_page
from tracker.models import Contract
from tracker.records import PartyMention

pytestmark = pytest.mark.django_db

A, B, SILENT, ITSELF = "Alpha Guides", "Beta Guides", "Silent Guides", "Example Association"


@pytest.fixture
def filed() -> None:
    """Two firms' clients with income, one whose report gives no amount, and an organisation that lobbies for itself."""
    source = make_source("us-lda", register="us-lda")
    told = {A: (20_000, "1"), B: (0, "2"), SILENT: (None, "3")}
    records = [
        report(name, "2024-04-20", amount, client=PartyMention(name), contract_key=f"7-{n}", report_key=f"7-{n}|1")
        for name, (amount, n) in told.items()
    ]
    own = PartyMention(ITSELF, scheme="us-lda", identifier="8")
    records.append(
        report(
            "own",
            "2024-04-20",
            90_000,
            client=own,
            firm=own,
            contract_key="8-4",
            report_key="8-4|1",
            amount_kind="expenses",
            details={"is_self_filer": True},
        )
    )
    tell(make_file(source), *records)
    # A price is nothing that was reported.
    tell_story()


def find(query: str) -> list[str]:
    filtered = ContractFilter(read_query(query), Contract.objects.published())
    assert filtered.problems == []
    return sorted(contract.client.name for contract in filtered.qs)


@pytest.mark.parametrize(
    ("query", "clients"),
    [
        ("reported_min=20000", [A, ITSELF]),
        ("reported_min=20,000.01", [ITSELF]),
        ("reported_max=20000", [A, B]),
        # Nothing earned is an amount; no amount given is none.
        ("reported_min=0", [A, B, ITSELF]),
        ("reported_max=0", [B]),
        ("reported_min=1&reported_max=89999", [A]),
        ("self_filed=yes", [ITSELF]),
        ("self_filed=no&register=us-lda", [A, B, SILENT]),
    ],
)
def test_a_range_holds_what_was_reported_and_no_price(filed: None, query: str, clients: list[str]) -> None:
    assert find(query) == sorted(clients)


def test_a_range_that_holds_nothing_is_refused(filed: None) -> None:
    filtered = ContractFilter(read_query("reported_min=5&reported_max=4"), Contract.objects.published())
    assert filtered.problems == ["reported_max: reported_max lies before reported_min: nothing can be in between."]


@pytest.mark.parametrize(("sort", "known"), [("-reported", [ITSELF, A, B]), ("reported", [B, A, ITSELF])])
def test_the_order_by_amount_puts_what_is_not_known_last(filed: None, sort: str, known: list[str]) -> None:
    """Page by page, as readers leaf through it."""
    filtered = ContractFilter(read_query(f"sort={sort}"), Contract.objects.published())
    seen: list[Contract] = []
    after = None
    while True:
        page = fetch_page(filtered.qs, filtered.sort, size=2, after=after)
        seen += page.rows
        if not page.after:
            break
        after = Cursor.read(page.after, filtered.sort)
    assert [contract.client.name for contract in seen[:3]] == known
    assert [contract.latest_amount for contract in seen[3:]] == [None, None]


def test_chips_say_what_kind_of_amount_it_is(filed: None) -> None:
    filtered = ContractFilter(read_query("reported_max=20000&self_filed=no"), Contract.objects.published())
    assert [(chip.label, chip.text) for chip in filtered.chips()] == [
        ("Reported to", "at most 20,000 US dollars reported for the latest period"),
        ("Lobbies for itself", "no"),
    ]
