"""Statements as JSON lines: the exchange format of the command line and of the scoring script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from tracker.extraction.filings.statements import UNKNOWN_CLIENT
from tracker.records import PartyMention, Quote, StatementRecord


def to_json(article_id: str, statements: Iterable[StatementRecord]) -> dict[str, Any]:
    """One article's statements: ``{"id": …, "contracts": [{…}]}``, ready for ``json.dumps``.

    A contract has client, client_aliases, client_country, on_behalf_of, firm, firm_aliases, value, currency,
    value_basis, total_value, term_months, start, end, kind (the act), subcontract_of, purpose, confidence and
    evidence (field → quotes). What the article does not say is null.
    """
    return {"id": article_id, "contracts": [contract_json(statement) for statement in statements]}


def contract_json(statement: StatementRecord) -> dict[str, Any]:
    """One statement as a contract of ``to_json``."""
    return {
        "client": statement.client.name,
        "client_aliases": list(statement.client.aliases),
        "client_country": statement.client.country,
        "on_behalf_of": _name(statement.on_behalf_of),
        "firm": statement.firm.name,
        "firm_aliases": list(statement.firm.aliases),
        "value": _number(statement.value),
        "currency": statement.currency,
        "value_basis": statement.value_basis,
        "total_value": _number(statement.total_value),
        "term_months": _number(statement.term_months),
        "start": statement.start.iso if statement.start else None,
        "end": statement.end.iso if statement.end else None,
        "kind": statement.act,
        "subcontract_of": _name(statement.subcontract_of),
        "purpose": statement.purpose or None,
        "confidence": round(statement.confidence, 3),
        "evidence": _evidence(statement.evidence),
    }


def filing_json(filing_id: str, form: str, statements: Iterable[StatementRecord]) -> dict[str, Any]:
    """What a filing says, as ``to_json`` has it: besides, the ``form``, and of each contract the event and the pages.

    ``amount`` is money received in a period, which is no price. The client is null where the filing names none.
    """
    return {"id": filing_id, "form": form, "contracts": [_filed_json(statement) for statement in statements]}


def _filed_json(statement: StatementRecord) -> dict[str, Any]:
    told = contract_json(statement)
    told["client"] = None if statement.client.name == UNKNOWN_CLIENT else told["client"]
    told["registration_number"] = statement.firm.identifier or None
    told["amount"] = _number(statement.amount)
    told["raw_value"] = statement.raw_value or None
    told["posted_on"] = statement.posted_on.isoformat() if statement.posted_on else None
    told["confidences"] = dict(statement.confidences)
    told["flags"] = list(statement.flags)
    told |= {
        name: statement.details[name] for name in ("event", "pages", "agreement_date") if name in statement.details
    }
    told["receipts"] = statement.details.get("receipts", [])
    return told


def _name(party: PartyMention | None) -> str | None:
    return party.name if party else None


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _evidence(evidence: Mapping[str, tuple[Quote, ...] | str]) -> dict[str, list[str]]:
    return {
        field: [quote.quote for quote in quotes] for field, quotes in evidence.items() if not isinstance(quotes, str)
    }
