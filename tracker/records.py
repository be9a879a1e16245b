"""The frozen records that pass between pure code and services.

Sources and extraction produce them, services write them down. Nothing here knows a database. They are structs and no
data classes because an import makes millions of them, and hands them from one process to another. ``alter`` makes a
changed copy.
"""

from __future__ import annotations

import copyreg
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal

import msgspec

Kind = Literal["registration", "listing", "agreement", "report", "amendment", "termination", "news", "correction"]
"""The paper: what sort of document a statement was read from."""

Act = Literal["new", "renewal", "amendment", "termination", "unknown"]
"""What the document says has happened to the contract."""

Basis = Literal["total", "per_month", "per_quarter", "per_year", "per_hour", "other"]
"""What an amount is for; ``other`` is money paid or reported without an agreed price."""

AmountKind = Literal["", "income", "expenses"]
"""Whose money a reported amount is: what a firm was paid by its client, or what an organisation itself spent."""

ABRIDGED = "~"
"""Begins the ``content_hash`` of a statement read from a format that says less than another one of the same document.

Such a statement is written when nothing is known under its key, and never in the place of a fuller one.
"""

_EMPTY: Mapping[str, Any] = MappingProxyType({})


def no_entries() -> Mapping[str, Any]:
    """The default of every mapping here: one shared empty mapping that nobody can write to."""
    return _EMPTY


def _make_proxy(entries: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(entries)


def _reduce_proxy(mapping: MappingProxyType[str, object]) -> tuple[object, tuple[dict[str, object]]]:
    return _make_proxy, (dict(mapping),)


# So that records can be written to a file, and sent to another process.
copyreg.pickle(MappingProxyType, _reduce_proxy)  # type: ignore[arg-type]

alter = msgspec.structs.replace


class Record(msgspec.Struct, frozen=True, gc=False):
    """Never part of a cycle, so the collector need not look at it."""


class Yielded(Record, frozen=True, gc=False, tag=True):
    """What a source's ``parse`` yields, told apart by its class when it is sent."""


class PartialDate(Record, frozen=True, gc=False, order=True):
    """A date exactly as precise as its text: 2021, 2021-02 or 2021-02-01. No part is ever invented.

    Ordered by (year, month, day) with an unknown part first. Raises ValueError for an impossible date.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("a day without a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def from_date(cls, value: date) -> PartialDate:
        return cls(value.year, value.month, value.day)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; raises ValueError otherwise."""
        parts = [int(part) for part in text.split("-")]
        if not 1 <= len(parts) <= 3:
            raise ValueError(f"not a partial date: {text!r}")
        return cls(*parts)

    @property
    def iso(self) -> str:
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text

    @property
    def first(self) -> date:
        """The first day that this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that this date can mean."""
        if self.day:
            return date(self.year, self.month, self.day)
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return self.iso


class Quote(Record, frozen=True, gc=False):
    """A passage of a document's text: ``text[start:end] == quote``."""

    quote: str
    start: int
    end: int


class RowRef(Record, frozen=True, gc=False):
    """A row of a register file: where its bytes lie in the (unpacked) document, and its ordinal from 1."""

    row: int
    offset: int
    length: int


class PartyMention(Record, frozen=True, gc=False):
    """A client or firm as a document names it, cleaned of roles but not of spelling.

    ``name``: the name to show (chains split off). ``aliases``: other names of the same party that the
    document itself gives (an abbreviation in brackets, a short form, a business name).
    ``country``: ISO 3166 alpha-2 that the document shows, or None. ``country_raw``: the label as filed.
    ``scheme``/``identifier``: the register's own number for this party, when it has one.
    """

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    country_raw: str = ""
    scheme: str = ""
    identifier: str = ""


class PersonMention(Record, frozen=True, gc=False):
    """A person who works on a contract, as a document names them: a lobbyist.

    ``name``: in readable case, given name first ("John Q. Smith Jr."). ``scheme``/``identifier``: the register's number
    for this person, "" where the form has none (LDA numbers a lobbyist anew for every registrant).
    ``covered_position``: public offices held before, as filed. ``is_new``: the document names the person for the first
    time on this contract.
    """

    name: str
    scheme: str = ""
    identifier: str = ""
    covered_position: str = ""
    is_new: bool = False


class StatementRecord(Yielded, frozen=True, gc=False):
    """What one document, or one row of it, says about one contract.

    ``register_key`` and ``ordinal`` identify the statement inside its source and never depend on the
    order of arrival; ``content_hash`` covers the as-filed fields, so an unchanged row is recognised
    before it costs a write. ``spell_key`` groups rows that a register may rename in place (same number and
    date); it is empty where a source knows no such thing.

    ``raw_*`` are the strings as filed, beside the values read from them. ``evidence`` maps a field's name to
    the quotes or the column that it was read from. ``fields`` holds the allow-listed as-filed columns that the
    public may see (no street address, no telephone number). ``flags`` names what is implausible.

    Registers that take periodic reports fill the last fields. ``report_key``: statements of a source that share it
    compete, and the newest of them by (``posted_at``, ``register_key``) is current; "" competes with nothing.
    ``contract_key``: the register's own number of the engagement, the same in every format in which it publishes.
    ``register_ids``: its other numbers, by name. ``year``: under which it was filed; ``period``: what a report covers
    ("2024-Q1", "2006-H2"), sortable as text; ``report_type``: the register's own code of the form. ``amount``: money
    reported for the period, None when the report gives none (never 0); ``amount_kind`` may be known without it.
    ``value`` is an agreed price and stays None. ``is_copy``: another office's copy of a report, with the same
    ``report_key`` and ``report_type`` as the original, which it never supersedes. ``people`` work on the contract.
    ``details`` is whatever else the document says that the public may see, ready for JSON.
    """

    register_key: str
    kind: Kind
    act: Act
    client: PartyMention
    firm: PartyMention
    content_hash: str
    ordinal: int = 0
    spell_key: str = ""
    on_behalf_of: PartyMention | None = None
    via: PartyMention | None = None
    subcontract_of: PartyMention | None = None
    raw_client: str = ""
    raw_firm: str = ""
    value: Decimal | None = None
    currency: str | None = None
    value_basis: Basis | None = None
    value_qualifier: str = ""
    value_high: Decimal | None = None
    total_value: Decimal | None = None
    raw_value: str = ""
    term_months: Decimal | None = None
    raw_term: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    registered_on: date | None = None
    deregistered_on: date | None = None
    purpose: str = ""
    posted_on: date | None = None
    confidence: float = 1.0
    confidences: Mapping[str, float] = _EMPTY
    evidence: Mapping[str, tuple[Quote, ...] | str] = _EMPTY
    row: RowRef | None = None
    fields: Mapping[str, str] = _EMPTY
    flags: tuple[str, ...] = ()
    report_key: str = ""
    contract_key: str = ""
    register_ids: Mapping[str, str] = _EMPTY
    year: int | None = None
    period: str = ""
    report_type: str = ""
    posted_at: datetime | None = None
    amount: Decimal | None = None
    amount_kind: AmountKind = ""
    is_copy: bool = False
    people: tuple[PersonMention, ...] = ()
    details: Mapping[str, Any] = _EMPTY


class RegistrantRecord(Yielded, frozen=True, gc=False):
    """One row of a register's list of registrants: names and dates of who files, no contract of its own."""

    scheme: str
    identifier: str
    name: str
    content_hash: str
    aliases: tuple[str, ...] = ()
    registered_on: date | None = None
    deregistered_on: date | None = None
    row: RowRef | None = None
    fields: Mapping[str, str] = _EMPTY
    flags: tuple[str, ...] = ()


class ArticleRecord(Yielded, frozen=True, gc=False):
    """The main text of a news page with its metadata; extraction reads statements from it later.

    ``published`` keeps the precision of the page (None when it gives none); ``language`` is ISO 639-1 or "".
    """

    url: str
    text: str
    title: str = ""
    published: PartialDate | None = None
    site: str = ""
    author: str = ""
    language: str = ""
    flags: tuple[str, ...] = ()


class Request(Record, frozen=True, gc=False):
    """A body to fetch. ``page`` tells ``parse`` what it will be given (``feed``, ``article``, ``principals`` …).

    ``meta`` carries what the referring page knew (a feed's title and date). ``refetch`` is False for pages that
    need not be asked for again once they are archived (articles).
    """

    url: str
    page: str
    meta: Mapping[str, str] = _EMPTY
    refetch: bool = True
    media_types: tuple[str, ...] = ()


class Follow(Yielded, frozen=True, gc=False):
    """A further request that a parsed body asks for."""

    request: Request


class Quarantined(Yielded, frozen=True, gc=False):
    """A row or page that could not be read: why, where, and its bytes, kept for a person to look at."""

    error: str
    raw: bytes
    row: RowRef | None = None


class Cursor(Yielded, frozen=True, gc=False):
    """The cursor to keep once everything yielded before it has been stored."""

    value: str


class RawRow(Record, frozen=True, gc=False):
    """A row of a file that has not been read yet, found without understanding it.

    ``key``: what is probably the ``register_key`` of its statement, "" when that does not show at a glance. ``raw``:
    its bytes. ``file``: its file in an archive, "" when there is only one. ``known``: the content hash that is held
    under the key; whoever reads the row may stop as soon as it turns out to say the same.
    """

    raw: bytes
    row: RowRef
    key: str = ""
    file: str = ""
    known: str = ""


class SnapshotComplete(Yielded, frozen=True, gc=False):
    """The body was a whole snapshot of ``rows`` rows: what it lacks is no longer listed.

    ``unreadable`` of them were quarantined: while it is not 0, a row that seems to be missing may be one of those.
    """

    rows: int
    unreadable: int = 0


class Reported(Yielded, frozen=True, gc=False):
    """How many records the source says that it holds for ``scope`` (say {"year": "2024", "type": "Q1"}), now.

    An audit compares the count with what is held; it changes no contract.
    """

    count: int
    scope: Mapping[str, str] = _EMPTY


Parsed = (
    StatementRecord | RegistrantRecord | ArticleRecord | Follow | Quarantined | Cursor | SnapshotComplete | Reported
)
"""What ``parse`` yields."""


class Fetched(Record, frozen=True, gc=False):
    """One answer of the network. ``body_path`` is a temporary file the caller owns; None when not modified.

    ``successor``: where the host says that what was asked for lives from now on (RFC 5829), "" when it says nothing.
    """

    url: str
    status: int
    body_path: str | None
    media_type: str
    charset: str
    etag: str
    last_modified: str
    fetched_at: datetime
    not_modified: bool = False
    successor: str = ""
