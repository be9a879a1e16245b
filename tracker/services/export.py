"""Contracts to take along: the documented, stable lines of docs/export.md, streamed in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from tracker.filters.keyset import Sort, iterate_rows
from tracker.models import Contract, Mention, Party, Statement
from tracker.models.statements import FILING_URL
from tracker.services.bulk import fetch_in
from tracker.services.dictionary import CONTRACTS
from tracker.services.evidence import told_on
from tracker.services.reported import by_period, total_reports
from tracker.services.tables import BY_ID, Export, Line
from tracker.services.voices import COUNTING_STATES

BATCH = 500
"""Contracts held at a time: a batch costs three queries, whatever it holds."""

_PARTIES = ("client", "firm", "on_behalf_of", "via", "subcontract_of")
STATEMENT_COLUMNS = (
    "id", "contract_id", "kind", "act", "raw_client", "raw_firm", "value", "currency", "value_basis", "term_months",
    "start", "end", "purpose", "is_current", "gone_as_of", "evidence", "fields", "row", "posted_on", "registered_on",
    "register", "register_key", "report_type", "year", "period", "amount", "amount_kind", "is_copy",
    "first_as_of", "seen_at", "source__slug", "last_document__url", "last_document__published",
)  # fmt: skip
_UNUSED = ("search", "provenance", "terms", "flags")

Identifiers = Mapping[int, dict[str, list[str]]]


# -- Lines -------------------------------------------------------------------------------------------------


def export_lines(contracts: QuerySet[Contract], *, sort: Sort = BY_ID) -> Iterator[Line]:
    """One line per contract, in the order asked for. Amounts and terms are int or Decimal, dates ISO text."""
    rows = contracts.select_related(*_PARTIES).defer(*_UNUSED)
    for batch in iterate_rows(rows, sort, size=BATCH):
        yield from build_contract_lines(batch)


def build_contract_lines(batch: Sequence[Contract]) -> Iterator[Line]:
    """The lines of these contracts, whose parties are loaded, by two queries."""
    identifiers = _load_identifiers(batch)
    statements = _load_statements(batch)
    for contract in batch:
        yield build_line(contract, statements.get(contract.pk, ()), identifiers)


def _load_identifiers(batch: Sequence[Contract]) -> Identifiers:
    """Party → register → the numbers under which it files there."""
    parties = {pk for contract in batch for pk in (contract.client_id, contract.firm_id)}
    rows = Mention.objects.exclude(identifier="").order_by("scheme", "identifier")
    found: dict[int, dict[str, list[str]]] = defaultdict(dict)
    values = rows.values_list("party_id", "scheme", "identifier").distinct()
    for party, scheme, identifier in fetch_in(values, "party_id", sorted(parties)):
        found[party].setdefault(scheme, []).append(identifier)
    return found


def _load_statements(batch: Sequence[Contract]) -> dict[int, list[Any]]:
    """Contract → its public statements, oldest first, as rows of ``STATEMENT_COLUMNS``: cheaper than models."""
    wanted = Statement.objects.filter(state__in=COUNTING_STATES).values_list(*STATEMENT_COLUMNS, named=True)
    found: dict[int, list[Any]] = defaultdict(list)
    for row in fetch_in(wanted, "contract_id", [contract.pk for contract in batch]):
        found[row.contract_id].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (told_on(row), row.id))
    return found


def build_line(contract: Contract, statements: Iterable[Any], identifiers: Identifiers) -> Line:
    """The contract as one JSON object; its keys are documented and never change their meaning."""
    client, firm = contract.client, contract.firm
    return {
        "id": contract.pk,
        "client": {
            "id": client.pk,
            "name": client.name,
            "country": client.country or None,
            "identifiers": identifiers.get(client.pk, {}),
        },
        "on_behalf_of": _name(contract.on_behalf_of),
        "via": _name(contract.via),
        "firm": {"id": firm.pk, "name": firm.name, "identifiers": identifiers.get(firm.pk, {})},
        "subcontract_of": _name(contract.subcontract_of),
        "previous": contract.previous_id,
        "registers": contract.register_list,
        "register_ids": contract.register_ids,
        "registered_on": _day(contract.registered_on),
        "deregistered_on": _day(contract.deregistered_on),
        "status": contract.status,
        "start": contract.start or None,
        "end": contract.end or None,
        "term_months": _number(contract.term_months),
        "value": _number(contract.value),
        "currency": contract.currency or None,
        "value_basis": contract.value_basis or None,
        "total_value": _number(contract.total_value),
        "disclosed_totals": {
            **{register: _total(total) for register, total in contract.disclosed_totals.items()},
            **{register: _total(total) for register, total in total_reports(statements).items()},
        },
        "is_self_filed": contract.is_self_filed,
        "latest_report": _latest(contract),
        "reports": [_report(statement) for statement in sorted(statements, key=by_period) if statement.period],
        "purpose": contract.purpose or None,
        "statements": [statement_line(statement) for statement in statements],
    }


def _latest(contract: Contract) -> Line | None:
    """What was reported for the latest period; no agreed price, and null where the report gives no amount."""
    if not contract.latest_period:
        return None
    return {
        "period": contract.latest_period,
        "amount": _number(contract.latest_amount),
        "kind": contract.latest_kind or None,
    }


def _report(statement: Any) -> Line:
    return {
        "year": statement.year,
        "period": statement.period,
        "type": statement.report_type,
        "amount": _number(statement.amount),
        "kind": statement.amount_kind or None,
        "posted": _day(statement.posted_on),
        "filing_uuid": statement.register_key,
        "superseded": not statement.is_current,
    }


def statement_line(statement: Any) -> Line:
    """One statement, from a row of ``STATEMENT_COLUMNS``."""
    return {
        "id": statement.id,
        "kind": statement.kind,
        "act": statement.act,
        "source": statement.source__slug,
        "document_url": public_address(statement.fields.get(FILING_URL))
        or public_address(statement.last_document__url),
        "published": statement.last_document__published or _day(statement.posted_on),
        "seen_at": moment_text(statement.seen_at),
        "raw_client": statement.raw_client,
        "raw_firm": statement.raw_firm,
        "value": _number(statement.value),
        "currency": statement.currency or None,
        "value_basis": statement.value_basis or None,
        "term_months": _number(statement.term_months),
        "start": statement.start or None,
        "end": statement.end or None,
        "purpose": statement.purpose or None,
        "is_current": statement.is_current and statement.gone_as_of is None,
        "evidence": {name: evidence_line(statement, found) for name, found in statement.evidence.items()},
    }


def evidence_line(statement: Any, found: Any) -> Line:
    """What one field of a statement rests on."""
    if isinstance(found, list):
        return {"quote": " … ".join(dict.fromkeys(str(quote["quote"]) for quote in found))}
    column = found["column"]
    return {"row": {"number": statement.row.get("row"), "column": column, "value": statement.fields.get(column)}}


def _total(total: Mapping[str, Any]) -> Line:
    addends = [{**addend, "amount": _number(addend["amount"])} for addend in total["addends"]]
    return {"amount": _number(total["amount"]), "currency": total["currency"], "addends": addends}


def public_address(url: str | None) -> str | None:
    """The link that readers may follow; pasted texts and offline files have none (see ``Document.public_url``)."""
    return url if url and url.startswith(("http://", "https://")) else None


def _name(party: Party | None) -> str | None:
    return party.name if party else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _number(value: Decimal | str | None) -> int | Decimal | None:
    """Whole numbers as int, others as a Decimal without trailing zeros; null stays null and is not 0."""
    if value is None or value == "":
        return None
    number = Decimal(value)
    return int(number) if number == number.to_integral_value() else number.normalize()


# -- Cells -------------------------------------------------------------------------------------------------


def flatten_line(line: Line) -> list[Any]:
    """The cells of one contract, in the order of its table's columns; unknown is an empty cell."""
    client, firm = line["client"], line["firm"]
    statements = line["statements"]
    flat = line | {
        "client_id": client["id"],
        "client": client["name"],
        "client_country": client["country"],
        "client_identifiers": flatten_lists(client["identifiers"]),
        "firm_id": firm["id"],
        "firm": firm["name"],
        "firm_identifiers": flatten_lists(firm["identifiers"]),
        "registers": "; ".join(line["registers"]),
        "register_ids": _flatten_numbers(line["register_ids"]),
        **_flatten_latest(line["latest_report"]),
        "disclosed_totals": "; ".join(map(_flatten_total, line["disclosed_totals"].items())),
        "statements": len(statements),
        "sources": "; ".join(dict.fromkeys(statement["source"] for statement in statements)),
        "document_urls": " ".join(dict.fromkeys(s["document_url"] for s in statements if s["document_url"])),
    }
    return [flat[column] for column in CONTRACTS.header]


def flatten_lists(lists: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{key}:{value}" for key, values in lists.items() for value in values)


def _flatten_numbers(registers: Mapping[str, Sequence[str] | Mapping[str, str]]) -> str:
    """Register numbers: a list of them, or numbers by name ("us-lda.client_id:9")."""
    lists: dict[str, Sequence[str]] = {}
    for register, numbers in registers.items():
        if isinstance(numbers, Mapping):
            lists |= {f"{register}.{name}": [number] for name, number in numbers.items()}
        else:
            lists[register] = numbers
    return flatten_lists(lists)


def _flatten_latest(latest: Line | None) -> Line:
    return {f"latest_{name}": latest and latest[name] for name in ("period", "amount", "kind")}


def _flatten_total(item: tuple[str, Mapping[str, Any]]) -> str:
    register, total = item
    parts = [total] if total["amount"] is not None else total["addends"]
    return " + ".join(f"{register}:{part['amount']} {part['currency']}" for part in parts)


CONTRACT_EXPORT = Export(CONTRACTS, export_lines, flatten_line)
