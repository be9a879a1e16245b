"""Filings of one engagement as a source of periodic reports would yield them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from tracker.records import PartialDate, PartyMention, PersonMention, StatementRecord

ANN = PersonMention("Ann Example", "us-lda", "77", covered_position="Counsel, Senate")
BOB = PersonMention("Bob Example", "us-lda", "78")


def report(number: str, posted: str, filed: int | None, **more: object) -> StatementRecord:
    moment = datetime.fromisoformat(posted).replace(tzinfo=UTC)
    values: dict[str, object] = {
        "register_key": number,
        "kind": "report",
        "act": "unknown",
        "client": PartyMention("Girl Guides", country="US"),
        "firm": PartyMention("Example Public Affairs LLC", scheme="us-lda", identifier="7"),
        "content_hash": f"{number}{posted}{filed}",
        "contract_key": "7-1",
        "report_key": "7-1|2024|first_quarter",
        "report_type": "Q1",
        "year": 2024,
        "period": "2024-Q1",
        "start": PartialDate(2024, 1, 1),
        "posted_on": moment.date(),
        "posted_at": moment,
        "amount": None if filed is None else Decimal(filed),
        "amount_kind": "income",
        "register_ids": {"client_id": "9", "registrant_id": "7"},
        "people": (ANN,),
    }
    return StatementRecord(**{**values, **more})  # type: ignore[arg-type]
