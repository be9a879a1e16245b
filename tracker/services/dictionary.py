"""The data dictionary: every column and key that an export or the API gives, defined once.

The writers of CSV and spreadsheets take their columns from here, the API's schema its properties, and ``/docs/data/``
its tables, so that none of them can say something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "code", "amount", "number", "day", "date", "moment", "yes/no", "address", "list", "object"]

KINDS: dict[str, str] = {
    "id": "a whole number that never changes",
    "text": "text",
    "code": "one of a few short words",
    "amount": "a decimal number, with all its digits; unknown is empty (null), which is not 0",
    "number": "a whole number",
    "day": "a day, YYYY-MM-DD",
    "date": "a date as precise as its source: YYYY, YYYY-MM or YYYY-MM-DD",
    "moment": "day and time in UTC",
    "yes/no": "true or false",
    "address": "a web address",
    "list": "several values; in tables parted by “; ”",
    "object": "named values; in tables written key:value",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one key of a JSON object. ``is_open``: it may be unknown (an empty cell, null)."""

    name: str
    kind: Kind
    about: str
    is_open: bool = False
    values: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What is told of one kind of record: as the columns of a table, and as the keys of a JSON object."""

    name: str
    title: str
    columns: Sequence[Column]
    keys: Sequence[Column]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


STATUSES = ("active", "terminated", "unlisted", "reported")
BASES = ("total", "per_month", "per_quarter", "per_year", "per_hour", "other")

_ID = Column("id", "id", "Of the contract, and of its page /contracts/ID/.")
_BEHALF = Column("on_behalf_of", "text", "For whom the client acts, if it is a front or agency.", True)
_VIA = Column("via", "text", "Another party in between.", True)
_PRIME = Column("subcontract_of", "text", "The prime firm that hired this one.", True)
_PREVIOUS = Column("previous", "id", "The earlier contract, where the pair ended and was registered again.", True)
_REGISTERS = Column("registers", "list", "Who tells of it; “news” is the press.")
_REGISTER_IDS = Column("register_ids", "object", "Register → the numbers under which it is filed.")
_TERMS = (
    Column("registered_on", "day", "The register’s own date; not the contract’s start.", True),
    Column("deregistered_on", "day", "The register’s own date; not the contract’s end.", True),
    Column("status", "code", "Unlisted: gone from its register. Reported: the press alone tells.", False, STATUSES),
    Column("start", "date", "The agreed beginning of the first terms.", True),
    Column("end", "date", "The agreed end of the current terms.", True),
    Column("term_months", "amount", "The agreed length of the current terms, in months.", True),
    Column("value", "amount", "The agreed price, in currency and on basis. Add up neither across.", True),
    Column("currency", "code", "ISO 4217.", True),
    Column("value_basis", "code", "What the price is for; “other” is money paid or reported.", True, BASES),
    Column("total_value", "amount", "The whole price of these terms, if stated or if rate × term gives it.", True),
)  # fmt: skip
_TOTALS = Column("disclosed_totals", "object", "Register → what its statements disclose in all, with the addends.")
_SELF = Column("is_self_filed", "yes/no", "The client lobbies for itself: its expenses include what it pays to firms.")
_PURPOSE = Column("purpose", "text", "What the firm is to do, in the source’s words.", True)

CONTRACTS = Table(
    "contracts",
    "Contracts",
    columns=(
        _ID,
        Column("client_id", "id", "Of the party that is finally represented."),
        Column("client", "text", "Its name."),
        Column("client_country", "code", "Its country: ISO 3166-1 alpha-2, XK, and former codes such as SU.", True),
        Column("client_identifiers", "list", "The register numbers under which it files."),
        _BEHALF,
        _VIA,
        Column("firm_id", "id", "Of the party that works for the client."),
        Column("firm", "text", "Its name."),
        Column("firm_identifiers", "list", "The register numbers under which it files."),
        _PRIME,
        _PREVIOUS,
        _REGISTERS,
        _REGISTER_IDS,
        *_TERMS,
        _TOTALS,
        _SELF,
        Column("latest_period", "code", "The latest period with a report: 2024-Q1, 2006-H2.", True),
        Column("latest_amount", "amount", "US dollars reported for it. No agreed price.", True),
        Column("latest_kind", "code", "Whose money that is.", True, ("income", "expenses")),
        _PURPOSE,
        Column("statements", "number", "How many statements tell of it."),
        Column("sources", "list", "The sources of these statements."),
        Column("document_urls", "list", "Where the documents are, parted by blanks."),
    ),
    keys=(
        _ID,
        Column("client", "object", "Who is finally represented: id, name, country, identifiers."),
        _BEHALF,
        _VIA,
        Column("firm", "object", "Who works for the client: id, name, identifiers."),
        _PRIME,
        _PREVIOUS,
        _REGISTERS,
        _REGISTER_IDS,
        *_TERMS,
        _TOTALS,
        _SELF,
        Column("latest_report", "object", "What was reported for the latest period: period, amount, kind.", True),
        Column("reports", "list", "Every periodic report, by period and posting."),
        _PURPOSE,
        Column("statements", "list", "What the sources say, oldest first."),
    ),
)

STATEMENTS = Table(
    "statements",
    "Statements of a contract",
    columns=(),
    keys=(
        Column("id", "id", "Of the statement, and of the anchor #statement-ID on the contract’s page."),
        Column("kind", "code", "The paper.", False, (
            "registration", "listing", "agreement", "report", "amendment", "termination", "news", "correction",
        )),
        Column("act", "code", "What it says has happened.", False, (
            "new", "renewal", "amendment", "termination", "unknown",
        )),
        Column("source", "code", "Slug of the source."),
        Column("document_url", "address", "Where the document is; null for files that were read offline.", True),
        Column("published", "date", "Of the article or filing.", True),
        Column("seen_at", "moment", "When it was first read."),
        Column("raw_client", "text", "The client’s name as the source writes it."),
        Column("raw_firm", "text", "The firm’s name as the source writes it."),
        Column("value", "amount", "As this source states it.", True),
        Column("currency", "code", "ISO 4217.", True),
        Column("value_basis", "code", "What the price is for.", True, BASES),
        Column("term_months", "amount", "As this source states it.", True),
        Column("start", "date", "As this source states it.", True),
        Column("end", "date", "As this source states it.", True),
        Column("purpose", "text", "In the source’s words.", True),
        Column("is_current", "yes/no", "False when it was superseded, or when its source no longer contains it."),
        Column("evidence", "object", "Field → the quote, or the row’s column as filed."),
    ),
)  # fmt: skip

CONTRACT_STATEMENTS = Table(
    "statements",
    "Statements",
    columns=(),
    keys=(
        STATEMENTS.keys[0],
        Column("contract", "id", "The contract that it speaks of."),
        *STATEMENTS.keys[1:],
    ),
)

_PARTY = (
    Column("id", "id", "Of the party, and of its page /parties/ID/."),
    Column("name", "text", "The name shown."),
    Column("kind", "code", "What it is, where that is known.", False, (
        "unknown", "organisation", "person", "government",
    )),
    Column("country", "code", "ISO 3166-1 alpha-2, XK, and former codes such as SU.", True),
    Column("contracts_as_client", "number", "How many contracts it is the client of."),
    Column("contracts_as_firm", "number", "How many contracts it is the firm of."),
)  # fmt: skip

PARTIES = Table(
    "parties",
    "Clients and firms",
    columns=(
        *_PARTY,
        Column("names", "list", "Other names: aliases, former names, spellings."),
        Column("identifiers", "list", "The register numbers under which it files."),
    ),
    keys=(
        *_PARTY,
        Column("names", "list", "Every spelling: name, kind (name, alias, former), registers that use it."),
        Column("identifiers", "object", "Register → the numbers under which it files."),
    ),
)

_PERSON = (
    Column("id", "id", "Of the person, and of the page /people/ID/."),
    Column("name", "text", "As filed."),
)
_PERSON_REST = (
    Column("register", "code", "Whose filings name the person."),
    Column("identifier", "text", "The register’s own number of the person with that firm.", True),
    Column("covered_position", "text", "Public office held before, as first filed.", True),
    Column("contracts", "number", "How many contracts’ standing filings name the person."),
)

PEOPLE = Table(
    "people",
    "Lobbyists",
    columns=(
        *_PERSON,
        Column("firm_id", "id", "The firm whose filings name the person."),
        Column("firm", "text", "Its name."),
        *_PERSON_REST,
    ),
    keys=(*_PERSON, Column("firm", "object", "The firm whose filings name the person: id, name."), *_PERSON_REST),
)

DOCUMENTS = Table(
    "documents",
    "Documents",
    columns=(),
    keys=(
        Column("id", "id", "Of the document, and of the page /documents/ID/."),
        Column("source", "code", "Slug of the source."),
        Column("url", "address", "Where it was fetched; null for files that were read offline.", True),
        Column("page", "code", "What kind of page the source’s reader takes it for."),
        Column("title", "text", "Of an article.", True),
        Column("published", "date", "Of an article or filing.", True),
        Column("language", "code", "Of an article’s text.", True),
        Column("media_type", "text", "As the server said.", True),
        Column("size", "number", "In bytes."),
        Column("sha256", "text", "Of the archived bytes."),
        Column("as_of", "moment", "The moment that it describes."),
        Column("first_seen_at", "moment", "When it was first fetched."),
        Column("last_seen_at", "moment", "When the same bytes were last fetched."),
    ),
)

CHANGES = Table(
    "changes",
    "Changes",
    columns=(),
    keys=(
        Column("id", "text", "The same for ever, whatever becomes of the row."),
        Column("kind", "code", "What happened; “reparsed” is a better reading of the same document, no event."),
        Column("contract", "object", "id, client and firm of the contract, as they are now."),
        Column("diffs", "object", "Field → the value before and after."),
        Column("statement", "id", "The statement that tells of it.", True),
        Column("document", "id", "The document that it was read from.", True),
        Column("as_of", "moment", "The moment that the source describes."),
        Column("seen_at", "moment", "When it was noticed here."),
    ),
)

SOURCES = Table(
    "sources",
    "Sources",
    columns=(),
    keys=(
        Column("slug", "code", "Names it in addresses."),
        Column("title", "text", "The register or site."),
        Column("register", "code", "Key under which its numbers stand."),
        Column("url", "address", "Where readers find it.", True),
        Column("state", "code", "How its last reading went."),
        Column("last_attempt_at", "moment", "When it was last asked.", True),
        Column("last_success_at", "moment", "When it was last read.", True),
        Column("last_change_at", "moment", "When it last told something new.", True),
        Column("next_run_at", "moment", "When it is asked next.", True),
        Column("rows", "number", "How many rows the last successful reading went through.", True),
        Column("quarantined", "number", "How many rows could not be read and wait for a person."),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table for table in (CONTRACTS, STATEMENTS, PARTIES, PEOPLE, DOCUMENTS, CHANGES, SOURCES)
}
