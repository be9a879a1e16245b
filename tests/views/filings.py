"""Periodic filings of one engagement, told to the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.factories import make_file, make_source, tell
from tracker.models import Contract
from tracker.records import PartyMention, PersonMention, StatementRecord, alter

ANN = PersonMention("Ann Example", "us-lda", "77", covered_position="Counsel, Senate")
BOB = PersonMention("Bob Example", "us-lda", "78")

TRADE = {
    "issue_code": "TRD",
    "issue": "Trade (domestic/foreign)",
    "description": "Tariffs on tents.",
    "entities": ["Senate", "House of Representatives"],
    "lobbyists": ["Ann Example"],
}
BUDGET = {"issue_code": "BUD", "issue": "Budget/Appropriations", "description": "Camps.", "entities": ["Senate"]}


def file_report(
    number: str,
    period: str,
    posted: date,
    amount: int | None,
    activities: tuple[Mapping[str, Any], ...] = (),
    **more: Any,
) -> StatementRecord:
    """A firm's report of its income from one client for a period such as "2024-Q1"."""
    record = StatementRecord(
        register_key=number,
        kind="report",
        act="unknown",
        client=PartyMention("Girl Guides", country="US"),
        firm=PartyMention("Example Public Affairs LLC", scheme="us-lda", identifier="7"),
        content_hash=f"{number}{posted}{amount}",
        contract_key="7-1",
        report_key=f"7-1|{period}",
        report_type=period[-2:],
        year=int(period[:4]),
        period=period,
        posted_on=posted,
        posted_at=datetime(posted.year, posted.month, posted.day, tzinfo=UTC),
        amount=None if amount is None else Decimal(amount),
        amount_kind="income",
        register_ids={"registrant_id": "7", "client_id": "9"},
        people=(ANN,),
        details={"activities": list(activities)},
        fields={"filing_document_url": f"https://register.example/filing/{number}"},
        evidence={"client": "client.name", "firm": "registrant.name"},
    )
    return alter(record, **more)


def tell_reports() -> Contract:
    """Three quarters: the first one amended, the second without an amount, the third with another lobbyist."""
    source = make_source("us-lda", register="us-lda", title="US lobbyists (LDA)")
    reports = (
        file_report("a", "2024-Q1", date(2024, 4, 20), 80_000, (TRADE,)),
        file_report("b", "2024-Q1", date(2024, 5, 2), 40_000, (TRADE, BUDGET)),
        file_report("c", "2024-Q2", date(2024, 7, 20), None, (TRADE,)),
        file_report("d", "2024-Q3", date(2024, 10, 20), 60_000, (TRADE,), people=(ANN, BOB)),
    )
    for number, record in enumerate(reports, 1):
        tell(make_file(source, day=f"2024-11-{number:02d}"), record)
    return Contract.objects.published().get(client__name="Girl Guides")
