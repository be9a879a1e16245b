"""Where each value of a contract comes from, for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.models import Contract, Statement
from tracker.models.statements import FILING_URL
from tracker.services.bulk import fetch_in
from tracker.services.evidence import SPEAKS_FOR
from tracker.services.export import evidence_line, moment_text, public_address
from tracker.services.tables import Line
from tracker.services.voices import COUNTING_STATES

_COLUMNS = (
    "id", "kind", "source__slug", "evidence", "fields", "row", "confidence", "confidences", "seen_at", "note",
    "last_document", "last_document__url", "last_document__sha256",
)  # fmt: skip


def trace_contracts(contracts: Sequence[Contract]) -> dict[int, dict[str, Line]]:
    """Contract → field → statement, source, document, evidence, confidence and the moment it was first read."""
    wanted = {pk for contract in contracts for pk in contract.provenance.values()}
    rows = Statement.objects.filter(state__in=COUNTING_STATES).values_list(*_COLUMNS, named=True)
    statements = {row.id: row for row in fetch_in(rows, "id", wanted)}
    return {contract.pk: _trace(contract.provenance, statements) for contract in contracts}


def _trace(provenance: Mapping[str, int], statements: Mapping[int, Any]) -> dict[str, Line]:
    return {name: trace_field(name, statements[pk]) for name, pk in sorted(provenance.items()) if pk in statements}


def trace_field(name: str, statement: Any) -> Line:
    """What the statement's word on one field rests on."""
    key = name if name in statement.evidence else SPEAKS_FOR.get(name, name)
    found = statement.evidence.get(key)
    filed = statement.fields.get(FILING_URL)
    return {
        "statement": statement.id,
        "kind": statement.kind,
        "source": statement.source__slug,
        "document": statement.last_document,
        "document_url": public_address(filed) or public_address(statement.last_document__url),
        "document_sha256": statement.last_document__sha256,
        "evidence": evidence_line(statement, found) if found else None,
        "confidence": statement.confidences.get(key, statement.confidence),
        "seen_at": moment_text(statement.seen_at),
    }
