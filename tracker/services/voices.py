"""Load statements as voices, with the parties that their mentions mean and everything that may share a contract."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from tracker.models import Contract, Mention, Statement
from tracker.records import PartialDate, no_entries
from tracker.resolution.voices import Money, Voice
from tracker.services.bulk import fetch_in
from tracker.services.identity import hash_identity

COUNTING_STATES = (Statement.State.PUBLISHED, Statement.State.ACCEPTED)

_COLUMNS = (
    "id", "source_id", "identity", "register", "kind", "act", "contract_id", "pinned_to_id", "renamed_from_id",
    "client_mention__party_id", "firm_mention__party_id", "firm_mention__identifier", "on_behalf_of_mention_id",
    "via_mention_id", "prime_mention_id", "register_key", "gone_as_of", "first_as_of",
    "value", "currency", "value_basis", "value_qualifier", "value_high", "total_value", "term_months", "start", "end",
    "registered_on", "deregistered_on", "purpose", "posted_on", "state", "is_current", "raw_client", "raw_firm",
    "contract_key", "period", "amount", "amount_kind", "is_self_filed",
)  # fmt: skip
_JSON = ("flags", "register_ids")
_OF_CORRECTIONS = ("asserted", "fields")
"""What only corrections need, and no other statement is asked for."""

_AS_TEXT = {f"{name}_text": Cast(name, TextField()) for name in _JSON}
"""Nearly always empty, and then not worth decoding."""


def read_row_key(row: Mapping[str, Any]) -> str:
    """The register's entry that a statement belongs to and that opens a spell of its own; "" outside of registers."""
    return str(row["register_key"] if row["kind"] == "listing" else row["contract_key"])


class Neighbourhood:
    """All statements that can share a contract with the touched ones, and the contracts that hold them today."""

    def __init__(self, touched: Iterable[int]) -> None:
        self.rows: dict[int, dict[str, Any]] = {}
        self.contracts: dict[int, Contract] = {}
        self._asked: set[Any] = set()
        self._has_pins = Statement.objects.filter(pinned_to__isnull=False).exists()
        self._has_renames = Statement.objects.filter(renamed_from__isnull=False).exists()
        fresh = self._load(touched)
        while fresh:
            fresh |= self._load_entries(fresh)
            self._load_links(fresh)
            found = {row.pk: row for row in self._find_contracts()}
            self.contracts |= found
            fresh = self._load_by("contract_id", found)

    def _load(self, ids: Iterable[int]) -> set[int]:
        """Statements by their ids; returns those that were not loaded yet."""
        wanted = set(ids) - self.rows.keys()
        names = (*_COLUMNS, *_AS_TEXT)
        rows = fetch_in(Statement.objects.annotate(**_AS_TEXT).values_list(*names), "id", wanted)
        fresh = {values[0]: dict(zip(names, values, strict=True)) for values in rows}
        _read_json(fresh)
        _name_others(fresh.values())
        self.rows |= fresh
        return set(fresh)

    def _load_by(self, field: str, values: Iterable[Any]) -> set[int]:
        """Statements by another column. Most of them are known already, so only their ids are asked for first."""
        return self._load(fetch_in(Statement.objects.values_list("id", flat=True), field, values))

    def _load_entries(self, fresh: Iterable[int]) -> set[int]:
        """Filings under the same number of an engagement, whatever they call its client; returns the new ones."""
        keys = self._ask((row["source_id"], row["contract_key"]) for row in map(self.rows.__getitem__, fresh))
        return self._load_by("contract_key", {key for _, key in keys} - {""})

    def _load_links(self, fresh: set[int]) -> None:
        """Rows that a rename joins, wherever they are."""
        if not self._has_renames:
            return
        earlier = {self.rows[pk]["renamed_from_id"] for pk in fresh} - self.rows.keys() - {None}
        self._load(earlier)
        self._load_by("renamed_from_id", fresh | earlier)

    def _find_contracts(self) -> Iterator[Contract]:
        """Contracts of the loaded statements and of their pairs that were not asked for before."""
        pairs = self._ask(
            ("pair", row["client_mention__party_id"], row["firm_mention__party_id"]) for row in self.rows.values()
        )
        wanted = {row[name] for row in self.rows.values() for name in ("contract_id", "pinned_to_id")}
        wanted |= {contract.merged_into_id for contract in self.contracts.values()}
        founders = [key for _, key in self._ask(("founder", found_contract(_identify(r))) for r in self.rows.values())]
        wanted.update(fetch_in(Contract.objects.values_list("id", flat=True), "founder", founders))
        wanted.update(self._find_elsewhere(pairs))
        seen: set[int] = set(self.contracts)
        for contract in fetch_in(Contract.objects.all(), "client_id", {client for _, client, _ in pairs}):
            if ("pair", contract.client_id, contract.firm_id) in pairs and contract.pk not in seen:
                seen.add(contract.pk)
                yield contract
        yield from fetch_in(Contract.objects.all(), "id", wanted - seen - {None})

    def _find_elsewhere(self, pairs: Collection[tuple[str, int, int]]) -> Iterator[int]:
        """Contracts that hold statements of these pairs under other names: by a person's word, or a renamed row."""
        if not (self._has_pins or self._has_renames):
            return
        moved = Q(pinned_to__isnull=False) | Q(renamed_from__isnull=False)
        edited = Statement.objects.filter(moved).values("contract_id")
        rows = Statement.objects.filter(contract_id__in=edited).values_list(
            "contract_id", "client_mention__party_id", "firm_mention__party_id"
        )
        for contract, client, firm in fetch_in(rows, "client_mention__party_id", {client for _, client, _ in pairs}):
            if ("pair", client, firm) in pairs:
                yield contract

    def _ask(self, keys: Iterable[Any]) -> set[Any]:
        new = set(keys) - self._asked
        self._asked |= new
        return new

    def voices(self) -> list[Voice]:
        """The statements that count, as resolution sees them."""
        founders = {contract.founder: contract.pk for contract in self.contracts.values()} if self._has_pins else {}
        return [
            read_voice(row, founders.get(found_contract(_identify(row))) if founders else None)
            for row in self.rows.values()
            if _counts(row)
        ]

    def silent(self) -> Collection[int]:
        """Statements that wait for review or were rejected, yet still hang on a contract.

        What is no longer in its article stays on the timeline of its contract.
        """
        return [
            pk
            for pk, row in self.rows.items()
            if row["contract_id"] is not None and row["state"] not in COUNTING_STATES
        ]


def _read_json(rows: dict[int, dict[str, Any]]) -> None:
    for row in rows.values():
        for name in _JSON:
            text = row.pop(f"{name}_text")
            row[name] = json.loads(text) if len(text) > 2 else ()
        row["asserted"], row["fields"] = (), no_entries()
    corrections = [pk for pk, row in rows.items() if row["kind"] == "correction"]
    for row in fetch_in(Statement.objects.values("id", *_OF_CORRECTIONS), "id", corrections):
        rows[row["id"]] |= row


def _counts(row: dict[str, Any]) -> bool:
    """What its article no longer yields says nothing; what a register no longer lists was true once."""
    if row["kind"] == "news" and row["gone_as_of"] is not None:
        return False
    return row["state"] in COUNTING_STATES


def _identify(row: dict[str, Any]) -> str:
    """Natural key of the statement among all sources."""
    return f"{row['identity']}{row['source_id']}"


def found_contract(identity: str) -> str:
    """The founding identity of a contract that is first made for the statement of this identity."""
    return hash_identity("contract", identity)


_OTHERS = ("on_behalf_of", "via", "prime")


def _name_others(rows: Collection[dict[str, Any]]) -> None:
    """Add the parties behind and between, which few statements name: joining them would cost every statement."""
    mentions = {row[f"{role}_mention_id"] for row in rows for role in _OTHERS} - {None}
    parties = dict(fetch_in(Mention.objects.values_list("id", "party_id"), "id", mentions))
    for row in rows:
        for role in _OTHERS:
            row[role] = parties.get(row[f"{role}_mention_id"])


def read_voice(row: dict[str, Any], founds: int | None = None) -> Voice:
    is_listed = row["kind"] == "listing" or row["kind"] == "correction"
    return Voice(
        id=row["id"],
        identity=_identify(row),
        register=row["register"],
        kind=row["kind"],
        act=row["act"],
        client=row["client_mention__party_id"],
        firm=row["firm_mention__party_id"],
        row_key=read_row_key(row),
        register_id=row["firm_mention__identifier"] or "",
        renamed_from=row["renamed_from_id"],
        contract=row["contract_id"],
        pinned_to=row["pinned_to_id"],
        founds=founds,
        is_superseded=not row["is_current"],
        is_gone=row["gone_as_of"] is not None,
        listed_from=row["first_as_of"].isoformat() if is_listed else row["period"],
        on_behalf_of=row["on_behalf_of"],
        via=row["via"],
        prime=row["prime"],
        money=Money(
            row["value"],
            row["currency"],
            row["value_basis"],
            row["value_qualifier"],
            row["value_high"],
            row["total_value"],
        ),
        term_months=row["term_months"],
        start=read_partial(row["start"]),
        end=read_partial(row["end"]),
        registered_on=row["registered_on"],
        deregistered_on=row["deregistered_on"],
        purpose=row["purpose"],
        posted_on=row["posted_on"],
        period=row["period"],
        amount=row["amount"],
        amount_kind=row["amount_kind"],
        is_self_filed=row["is_self_filed"],
        register_ids=row["register_ids"] or no_entries(),
        asserted=frozenset(row["asserted"]),
        status=row["fields"].get("status", "") if row["kind"] == "correction" else "",
        flags=tuple(row["flags"]),
    )


@lru_cache(maxsize=16_384)
def read_partial(text: str) -> PartialDate | None:
    return PartialDate.from_iso(text) if text else None
