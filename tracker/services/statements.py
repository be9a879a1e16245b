"""Write statements in batches: skip what is unchanged, insert what is new, update what was filed anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone

from tracker.models import Document, Mention, Run, Source, Statement
from tracker.records import ABRIDGED, Quarantined, RowRef, StatementRecord
from tracker.services.bulk import fetch_in, filter_in, insert_rows, upsert_rows
from tracker.services.drafts import Tidings
from tracker.services.filings import settle_reports
from tracker.services.identity import hash_identity
from tracker.services.mentions import StatementMentions, read_mentions, record_mentions
from tracker.services.people import Named, write_people

REVIEW_BELOW = 0.5
"""A statement read with less confidence waits for a person instead of changing a contract."""

MAX_AMOUNT = Decimal(10) ** 15
MAX_MONTHS = Decimal(1200)
MAX_IDENTIFIER = 80


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the statements of a batch come from. ``force`` rewrites unchanged rows (a better parser read them)."""

    source: Source
    run: Run
    document: Document
    as_of: datetime
    force: bool = False
    review: bool = False
    """Everything waits for a person, whatever its confidence (pasted articles)."""
    next_as_of: datetime | None = None
    """For a snapshot that arrives late: the known one after it, which lacks whatever only this one lists."""

    @property
    def register(self) -> str:
        return self.source.register


@dataclass(slots=True)
class Written:
    """What a batch did. ``touched`` are ids of statements whose contracts must be derived again."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    touched: set[int] = field(default_factory=set)
    new_ids: set[int] = field(default_factory=set)
    changed_ids: set[int] = field(default_factory=set)
    reappeared_ids: set[int] = field(default_factory=set)
    moved_mentions: set[int] = field(default_factory=set)
    raw_names: dict[int, dict[str, list[Any]]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    firm_names: set[str] = field(default_factory=set)
    gone_ids: set[int] = field(default_factory=set)
    new_clients: set[int] = field(default_factory=set)

    @property
    def tidings(self) -> Tidings:
        return Tidings(self.raw_names, self.new_ids, self.gone_ids, self.reappeared_ids)


def identify_statement(record: StatementRecord) -> str:
    """The statement's natural key inside its source; see docs/decisions/0001-identity.md."""
    return identify_row(record.register_key, record.ordinal)


def identify_row(register_key: str, ordinal: int = 0) -> str:
    """``identify_statement`` by the two that it is made of; most rows have one statement."""
    return hash_identity("statement", register_key, ordinal)


def refuse_statement(record: StatementRecord) -> Quarantined | None:
    """A statement that no column can hold is kept in quarantine, with the reason."""
    amounts = (record.value, record.value_high, record.total_value, record.amount)
    if any(amount is not None and not (amount.is_finite() and abs(amount) < MAX_AMOUNT) for amount in amounts):
        return _quarantine(record, f"amount out of range: {record.raw_value or record.value}")
    if record.term_months is not None and not 0 <= record.term_months <= MAX_MONTHS:
        return _quarantine(record, f"term out of range: {record.raw_term or record.term_months} months")
    if not record.client.name.strip() or not record.firm.name.strip():
        return _quarantine(record, "a client or firm without a name")
    if len(record.firm.identifier) > MAX_IDENTIFIER:
        return _quarantine(record, f"a number of {len(record.firm.identifier)} characters")
    if record.value is not None and record.value_basis is None:
        return _quarantine(record, f"an amount without a basis: {record.raw_value or record.value}")
    return None


def _quarantine(record: StatementRecord, error: str) -> Quarantined:
    raw = "\n".join(f"{name}: {value}" for name, value in record.fields.items()) or record.register_key
    return Quarantined(error, raw.encode("utf-8", "replace"), record.row)


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    content_hash: str
    content_as_of: datetime
    first_as_of: datetime
    gone_as_of: datetime | None
    state: str
    raw_client: str
    raw_firm: str
    last_document_id: int | None
    report_key: str


def write_statements(records: Sequence[StatementRecord], reading: Reading) -> Written:
    """Write one batch inside the caller's transaction.

    An unchanged row costs one look-up and no write. A row of an older snapshot that arrives late widens the span in
    which the statement is known to have been listed and never overwrites newer content.
    """
    by_identity = {identify_statement(record): record for record in records}
    known = _load_known(reading.source, by_identity)
    written = Written()
    to_write: dict[str, StatementRecord] = {}
    for identity, record in by_identity.items():
        old = known.get(identity)
        if old is None:
            to_write[identity] = record
            written.new += 1
        elif _has_news(record, old, reading):
            to_write[identity] = record
            written.changed += 1
        else:
            written.unchanged += 1
    _widen_spans(by_identity, known, reading, written)
    if to_write:
        _write_rows(to_write, known, reading, written)
    return written


def _has_news(record: StatementRecord, old: _Known, reading: Reading) -> bool:
    is_abridged, was_abridged = record.content_hash.startswith(ABRIDGED), old.content_hash.startswith(ABRIDGED)
    if is_abridged != was_abridged:
        return was_abridged
    if reading.as_of < old.content_as_of:
        return False
    # Another reading of the archive rewrites what came from this document, not what later ones merely repeated.
    if reading.force and old.last_document_id == reading.document.pk:
        return True
    if reading.next_as_of is not None and (old.gone_as_of is None or old.gone_as_of > reading.next_as_of):
        # The snapshot after this late one lists it too, and says what we know.
        return False
    return record.content_hash != old.content_hash


def _load_known(source: Source, identities: dict[str, StatementRecord]) -> dict[str, _Known]:
    rows = Statement.objects.filter(source=source).values_list(
        "identity",
        "id",
        "content_hash",
        "content_as_of",
        "first_as_of",
        "gone_as_of",
        "state",
        "raw_client",
        "raw_firm",
        "last_document_id",
        "report_key",
    )
    return {identity: _Known(*rest) for identity, *rest in fetch_in(rows, "identity", identities)}


def _widen_spans(
    records: dict[str, StatementRecord], known: dict[str, _Known], reading: Reading, written: Written
) -> None:
    """A listed row that was thought gone is back, or was already there in an older snapshot."""
    back = [old.id for old in known.values() if old.gone_as_of is not None and old.gone_as_of <= reading.as_of]
    earlier = [old.id for old in known.values() if reading.as_of < old.first_as_of]
    for ids, values in ((back, {"gone_as_of": reading.next_as_of}), (earlier, {"first_as_of": reading.as_of})):
        for piece in filter_in(Statement.objects.all(), "id", ids):
            piece.update(**values)
    written.reappeared_ids.update(back)
    written.touched.update(back, earlier)


def _write_rows(
    records: dict[str, StatementRecord], known: dict[str, _Known], reading: Reading, written: Written
) -> None:
    mentions = {identity: read_mentions(record, reading.register) for identity, record in records.items()}
    book = record_mentions((wanted for group in mentions.values() for wanted in group), as_of=reading.as_of)
    written.moved_mentions |= book.moved_mentions
    written.names |= book.names
    written.firm_names |= book.firm_names
    written.new_clients |= {book.ids[item.identity] for item in book.new if item.role == Mention.Role.CLIENT}
    homes = _find_homes(reading.source, (records[identity].contract_key for identity in records.keys() - known.keys()))
    rows = {
        identity: _build_row(identity, record, mentions[identity], book.ids, known.get(identity), reading, homes)
        for identity, record in records.items()
    }
    fresh = [identity for identity in rows if identity not in known]
    changed = [identity for identity in rows if identity in known]
    ids = dict(zip(fresh, insert_rows(Statement, COLUMNS, [rows[identity] for identity in fresh]), strict=True))
    written.new_ids.update(ids.values())
    update = [name for name in COLUMNS if name not in FIXED_COLUMNS]
    upsert_rows(
        Statement, COLUMNS, [rows[identity] for identity in changed], conflict=["source", "identity"], update=update
    )
    for identity in changed:
        ids[identity] = known[identity].id
        written.changed_ids.add(known[identity].id)
        written.raw_names[known[identity].id] = _diff_names(known[identity], records[identity])
    written.touched.update(ids.values())
    people = [
        Named(ids[identity], record.people, mentions[identity].firm, identity in known)
        for identity, record in records.items()
        if record.people or identity in known
    ]
    keys = {record.report_key for record in records.values()} | {old.report_key for old in known.values()}
    written.touched |= settle_reports(reading.register, keys - {""})
    write_people(people, book.ids)


def _find_homes(source: Source, keys: Iterable[str]) -> dict[str, int]:
    """The contract that holds all filings under each number of an engagement.

    A further one will be found to belong there, and the row need not be written a second time to say so.
    """
    held = Statement.objects.filter(source=source, contract__isnull=False).order_by().values_list("contract_key")
    found = held.annotate(first=Min("contract_id"), last=Max("contract_id"))
    return {key: first for key, first, last in fetch_in(found, "contract_key", set(keys) - {""}) if first == last}


def _diff_names(old: _Known, record: StatementRecord) -> dict[str, list[Any]]:
    """As-filed names that a register wrote differently than before, in the same row."""
    before = {"raw_client": old.raw_client, "raw_firm": old.raw_firm}
    after = {"raw_client": record.raw_client or record.client.name, "raw_firm": record.raw_firm or record.firm.name}
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}


FIXED_COLUMNS = (
    "source",
    "identity",
    "register_key",
    "ordinal",
    "first_document",
    "first_as_of",
    "seen_at",
    "is_current",
    "contract",
)
"""What a later reading of the same row leaves as it was."""

COLUMNS = [
    "source", "identity", "register_key", "ordinal", "first_document", "first_as_of", "seen_at", "is_current",
    "contract", "register", "spell_key", "content_hash", "kind", "act", "state",
    "contract_key", "report_key", "report_type", "year", "period", "posted_at", "is_copy", "amount", "amount_kind",
    "is_self_filed", "register_ids", "details",
    "client_mention", "firm_mention", "on_behalf_of_mention", "via_mention", "prime_mention",
    "raw_client", "raw_firm", "value", "value_high", "value_qualifier", "currency", "value_basis", "total_value",
    "raw_value", "term_months", "raw_term", "start", "end", "registered_on", "deregistered_on", "purpose",
    "posted_on", "confidence", "confidences", "evidence", "row", "fields", "flags", "asserted", "note",
    "last_document", "content_as_of", "gone_as_of",
]  # fmt: skip


def _build_row(
    identity: str,
    record: StatementRecord,
    mentions: StatementMentions,
    ids: dict[str, int],
    old: _Known | None,
    reading: Reading,
    homes: Mapping[str, int],
) -> tuple[Any, ...]:
    def mention_id(wanted: Any) -> int | None:
        return None if wanted is None else ids[wanted.identity]

    return (
        reading.source.pk, identity, record.register_key, record.ordinal, reading.document.pk, reading.as_of,
        timezone.now(), True, homes.get(record.contract_key),
        reading.register, record.spell_key, record.content_hash, record.kind, record.act,
        _choose_state(record, old, reading),
        record.contract_key, record.report_key, record.report_type, record.year, record.period,
        record.posted_at, record.is_copy,
        record.amount, record.amount_kind, bool(record.details.get("is_self_filer")), dict(record.register_ids),
        dict(record.details),
        mention_id(mentions.client), mention_id(mentions.firm), mention_id(mentions.on_behalf_of),
        mention_id(mentions.via), mention_id(mentions.prime),
        record.raw_client or record.client.name, record.raw_firm or record.firm.name,
        record.value, record.value_high, record.value_qualifier, record.currency or "", record.value_basis or "",
        record.total_value, record.raw_value, record.term_months, record.raw_term,
        record.start.iso if record.start else "", record.end.iso if record.end else "",
        record.registered_on, record.deregistered_on, record.purpose, record.posted_on, record.confidence,
        dict(record.confidences), build_evidence(record), build_row_ref(record.row), dict(record.fields),
        list(record.flags), [], "", reading.document.pk, reading.as_of, _end_span(old, reading),
    )  # fmt: skip


def _end_span(old: _Known | None, reading: Reading) -> datetime | None:
    """When the row was gone: unless later snapshots are known to list it, since the one after this one."""
    following = reading.next_as_of
    if old is None or following is None:
        return following
    is_listed_later = old.gone_as_of is None or old.gone_as_of > following
    return old.gone_as_of if is_listed_later else following


def _choose_state(record: StatementRecord, old: _Known | None, reading: Reading) -> str:
    """A person's verdict on a statement stays while the document says the same; of a rejected one it is asked anew."""
    is_same = old is not None and old.content_hash == record.content_hash
    if old is not None and old.state == Statement.State.REJECTED:
        return old.state if is_same else Statement.State.REVIEW
    if old is not None and old.state == Statement.State.ACCEPTED and is_same:
        return old.state
    if reading.review or record.confidence < REVIEW_BELOW:
        return Statement.State.REVIEW
    return Statement.State.PUBLISHED


def build_evidence(record: StatementRecord) -> dict[str, Any]:
    """Field → ``{"column": name}`` for a register row, or a list of ``{"quote", "start", "end"}`` for a text."""
    evidence: dict[str, Any] = {}
    for name, source in record.evidence.items():
        if isinstance(source, str):
            evidence[name] = {"column": source}
        else:
            evidence[name] = [{"quote": quote.quote, "start": quote.start, "end": quote.end} for quote in source]
    return evidence


def build_row_ref(row: RowRef | None) -> dict[str, int]:
    return {} if row is None else {"row": row.row, "offset": row.offset, "length": row.length}
