"""Load statements as voices, with the parties that their mentions mean and everything that may share a contract."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec
from django.db.models import Case, DateTimeField, Q, TextField, When
from django.db.models.functions import Cast, Left

from tracker.models import Contract, Mention, Statement
from tracker.records import PartialDate, no_entries
from tracker.resolution.voices import NO_MONEY, Money, Voice
from tracker.services.bulk import fetch_in
from tracker.services.identity import hash_identity

COUNTING_STATES = (Statement.State.PUBLISHED, Statement.State.ACCEPTED)

_DATED_BY_LISTING = ("listing", "correction")


class Row(msgspec.Struct, gc=False):
    """What is asked of a statement; as texts what is nearly always empty, and then not worth decoding.

    ``listed_as_of`` is asked only where a listing or a correction is dated by it. ``flags`` and ``register_ids`` are
    JSON. Of ``purpose`` only the first letter is read: a contract believes one of its many purposes, which is fetched
    then (``read_purposes``). ``asserted`` and ``status`` are filled for corrections alone, the parties behind and
    between by ``_name_others``.
    """

    id: int
    source_id: int
    identity: str
    register: str
    kind: str
    act: str
    contract_id: int | None
    pinned_to_id: int | None
    renamed_from_id: int | None
    client: int
    firm: int
    firm_identifier: str
    on_behalf_of_mention_id: int | None
    via_mention_id: int | None
    prime_mention_id: int | None
    register_key: str
    gone_as_of: datetime | None
    listed_as_of: datetime | None
    value: Decimal | None
    currency: str
    value_basis: str
    value_qualifier: str
    value_high: Decimal | None
    total_value: Decimal | None
    term_months: Decimal | None
    start: str
    end: str
    registered_on: date | None
    deregistered_on: date | None
    purpose: str
    posted_on: date | None
    state: str
    is_current: bool
    contract_key: str
    period: str
    amount: Decimal | None
    amount_kind: str
    is_self_filed: bool
    flags: str
    register_ids: str
    asserted: tuple[str, ...] = ()
    status: str = ""
    on_behalf_of: int | None = None
    via: int | None = None
    prime: int | None = None
    founds: str = ""

    def __post_init__(self) -> None:
        self.founds = found_contract(self.natural_key)

    @property
    def natural_key(self) -> str:
        """Natural key of the statement among all sources."""
        return f"{self.identity}{self.source_id}"

    @property
    def row_key(self) -> str:
        """The register's entry that it belongs to and that opens a spell of its own; "" outside of registers."""
        return self.register_key if self.kind == "listing" else self.contract_key

    @property
    def counts(self) -> bool:
        """What its article no longer yields says nothing; what a register no longer lists was true once."""
        if self.kind == "news" and self.gone_as_of is not None:
            return False
        return self.state in COUNTING_STATES


_JOINED = {
    "client": "client_mention__party_id",
    "firm": "firm_mention__party_id",
    "firm_identifier": "firm_mention__identifier",
}
_COMPUTED = {
    "listed_as_of": Case(
        When(kind__in=_DATED_BY_LISTING, then="first_as_of"), default=None, output_field=DateTimeField()
    ),
    "purpose": Left("purpose", 1),
    "flags": Cast("flags", TextField()),
    "register_ids": Cast("register_ids", TextField()),
}
_ASKED = Row.__struct_fields__[: Row.__struct_fields__.index("asserted")]
_COLUMNS = [_JOINED.get(name, f"{name}_asked" if name in _COMPUTED else name) for name in _ASKED]
_ANNOTATIONS = {f"{name}_asked": expression for name, expression in _COMPUTED.items()}


def load_rows(statements: Iterable[int]) -> dict[int, Row]:
    """Those of the statements that exist, by their ids."""
    rows = fetch_in(Statement.objects.annotate(**_ANNOTATIONS).values_list(*_COLUMNS), "id", statements)
    loaded = {values[0]: Row(*values) for values in rows}
    _read_corrections(loaded)
    _name_others(loaded.values())
    return loaded


class Neighbourhood:
    """All statements that can share a contract with the touched ones, and the contracts that hold them today."""

    def __init__(self, touched: Mapping[int, Row]) -> None:
        self.rows: dict[int, Row] = dict(touched)
        self.contracts: dict[int, Contract] = {}
        self._asked: set[Any] = set()
        self._has_pins = Statement.objects.filter(pinned_to__isnull=False).exists()
        self._has_renames = Statement.objects.filter(renamed_from__isnull=False).exists()
        fresh = set(touched)
        while fresh:
            fresh |= self._load_entries(fresh)
            self._load_links(fresh)
            found = {row.pk: row for row in self._find_contracts()}
            self.contracts |= found
            fresh = self._load_by("contract_id", found)

    def _load(self, ids: Iterable[int]) -> set[int]:
        """Statements by their ids; returns those that were not loaded yet."""
        fresh = load_rows(set(ids) - self.rows.keys())
        self.rows |= fresh
        return set(fresh)

    def _load_by(self, field: str, values: Iterable[Any]) -> set[int]:
        """Statements by another column. Most of them are known already, so only their ids are asked for first."""
        return self._load(fetch_in(Statement.objects.values_list("id", flat=True), field, values))

    def _load_entries(self, fresh: Iterable[int]) -> set[int]:
        """Filings under the same number of an engagement, whatever they call its client; returns the new ones."""
        keys = self._ask((row.source_id, row.contract_key) for row in map(self.rows.__getitem__, fresh))
        return self._load_by("contract_key", {key for _, key in keys} - {""})

    def _load_links(self, fresh: set[int]) -> None:
        """Rows that a rename joins, wherever they are."""
        if not self._has_renames:
            return
        earlier = {pk for pk in (self.rows[pk].renamed_from_id for pk in fresh) if pk is not None} - self.rows.keys()
        self._load(earlier)
        self._load_by("renamed_from_id", fresh | earlier)

    def _find_contracts(self) -> Iterator[Contract]:
        """Contracts of the loaded statements and of their pairs that were not asked for before."""
        pairs = self._ask(("pair", row.client, row.firm) for row in self.rows.values())
        wanted = {row.contract_id for row in self.rows.values()} | {row.pinned_to_id for row in self.rows.values()}
        wanted |= {contract.merged_into_id for contract in self.contracts.values()}
        founders = [key for _, key in self._ask(("founder", row.founds) for row in self.rows.values())]
        wanted.update(fetch_in(Contract.objects.values_list("id", flat=True), "founder", founders))
        wanted.update(self._find_elsewhere(pairs))
        wanted.update(self._find_beside(pairs))
        yield from fetch_in(Contract.objects.all(), "id", wanted - self.contracts.keys() - {None})

    def _find_beside(self, pairs: Collection[tuple[str, int, int]]) -> Iterator[int]:
        """The contracts of these pairs. Some clients have hundreds of firms, so that pairs are told by their ids."""
        firms = {firm for _, _, firm in pairs}
        found = Contract.objects.values_list("id", "client_id", "firm_id")
        for pk, client, firm in fetch_in(found, "client_id", {client for _, client, _ in pairs}):
            if firm in firms and ("pair", client, firm) in pairs:
                yield pk

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
        return [read_voice(row, founders.get(row.founds)) for row in self.rows.values() if row.counts]

    def silent(self) -> Collection[int]:
        """Statements that wait for review or were rejected, yet still hang on a contract.

        What is no longer in its article stays on the timeline of its contract.
        """
        return [pk for pk, row in self.rows.items() if row.contract_id is not None and row.state not in COUNTING_STATES]


def _read_corrections(rows: Mapping[int, Row]) -> None:
    """What only corrections say, and no other statement is asked for."""
    corrections = [pk for pk, row in rows.items() if row.kind == "correction"]
    asked = Statement.objects.values_list("id", "asserted", "fields")
    for pk, asserted, fields in fetch_in(asked, "id", corrections):
        rows[pk].asserted, rows[pk].status = tuple(asserted), fields.get("status", "")


def read_purposes(statements: Iterable[int]) -> dict[int, str]:
    """The purposes of the statements by their ids."""
    return dict(fetch_in(Statement.objects.values_list("id", "purpose"), "id", statements))


def found_contract(identity: str) -> str:
    """The founding identity of a contract that is first made for the statement of this identity."""
    return hash_identity("contract", identity)


def _name_others(rows: Collection[Row]) -> None:
    """Add the parties behind and between, which few statements name: joining them would cost every statement."""
    naming = [row for row in rows if row.on_behalf_of_mention_id or row.via_mention_id or row.prime_mention_id]
    mentions = {pk for row in naming for pk in (row.on_behalf_of_mention_id, row.via_mention_id, row.prime_mention_id)}
    parties: dict[int | None, int] = dict(fetch_in(Mention.objects.values_list("id", "party_id"), "id", mentions))
    for row in naming:
        row.on_behalf_of = parties.get(row.on_behalf_of_mention_id)
        row.via = parties.get(row.via_mention_id)
        row.prime = parties.get(row.prime_mention_id)


def read_voice(row: Row, founds: int | None = None) -> Voice:
    """The statement as resolution sees it; ``founds``: the contract that was first made for it, where pins ask."""
    has_money = row.value is not None or row.total_value is not None or row.currency or row.value_basis
    return Voice(
        id=row.id,
        identity=row.natural_key,
        register=row.register,
        kind=row.kind,
        act=row.act,
        client=row.client,
        firm=row.firm,
        row_key=row.row_key,
        register_id=row.firm_identifier or "",
        renamed_from=row.renamed_from_id,
        contract=row.contract_id,
        pinned_to=row.pinned_to_id,
        founds=founds,
        is_superseded=not row.is_current,
        is_gone=row.gone_as_of is not None,
        listed_from=row.listed_as_of.isoformat() if row.listed_as_of is not None else row.period,
        on_behalf_of=row.on_behalf_of,
        via=row.via,
        prime=row.prime,
        money=_read_money(row) if has_money else NO_MONEY,
        term_months=row.term_months,
        start=read_partial(row.start),
        end=read_partial(row.end),
        registered_on=row.registered_on,
        deregistered_on=row.deregistered_on,
        purpose=row.purpose,
        posted_on=row.posted_on,
        period=row.period,
        amount=row.amount,
        amount_kind=row.amount_kind,
        is_self_filed=row.is_self_filed,
        register_ids=_read_numbers(row.register_ids),
        asserted=frozenset(row.asserted),
        status=row.status,
        flags=tuple(json.loads(row.flags)) if len(row.flags) > _EMPTY_JSON else (),
    )


_EMPTY_JSON = 2
"""Characters of a JSON list or object with nothing in it."""


def _read_money(row: Row) -> Money:
    return Money(row.value, row.currency, row.value_basis, row.value_qualifier, row.value_high, row.total_value)


@lru_cache(maxsize=4_096)
def _read_numbers(text: str) -> Mapping[str, str]:
    """A register's numbers of an engagement; all its filings give the same ones."""
    return json.loads(text) if len(text) > _EMPTY_JSON else no_entries()


@lru_cache(maxsize=8_192)
def read_partial(text: str) -> PartialDate | None:
    return PartialDate.from_iso(text) if text else None
