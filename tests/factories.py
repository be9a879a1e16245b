"""Statements told to the real pipeline: what tests need of contracts comes out of it as in life.

``tell`` writes statements and derives their contracts; ``list_principal`` and ``report`` make the records of a
register row and of an article. Nothing here sets a contract's columns by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker.models import Contract, Document, Run, Source, Statement
from tracker.normalize.names import fold
from tracker.records import PartialDate, PartyMention, Quote, RowRef, StatementRecord, alter
from tracker.services import runs
from tracker.services.changes import Occasion
from tracker.services.contracts import derive_contracts
from tracker.services.news import resolve_news
from tracker.services.registers import unite_clients, unite_entries
from tracker.services.registrants import find_statements
from tracker.services.statements import Reading, write_statements

_numbers = count(1)


# -- Sources and documents ---------------------------------------------------------------------------------


def make_source(slug: str = "us-fara", *, register: str = "", **values: Any) -> Source:
    """A source that has been read before, so that what it brings is told as changes (``baseline_at``)."""
    is_news = register == "news" or slug in ("press", "news")
    defaults = {
        "title": "Trade press" if is_news else "US foreign agents (FARA)",
        "adapter": "news" if is_news else "us-fara",
        "register": register or ("news" if is_news else slug),
        "home_url": "https://press.example/" if is_news else "https://register.example/",
        "enabled": True,
        "baseline_at": timezone.now(),
    }
    return Source.objects.get_or_create(slug=slug, defaults=defaults | values)[0]


def make_run(source: Source) -> Run:
    return runs.begin_run(source, Run.Trigger.COMMAND)


def make_file(source: Source | None = None, *, day: str = "2025-04-10", **values: Any) -> Document:
    """A register's bulk file of that day."""
    source = source or make_source()
    defaults = {"url": f"file:principals.{day}.csv.zip", "page": "principals", "as_of": _moment(day)}
    return _make_document(source, defaults | values)


def make_article(text: str, *, source: Source | None = None, published: str = "2021-02-18", **values: Any) -> Document:
    """An article whose main text is known; nothing has been read from it yet."""
    source = source or make_source("press")
    number = next(_numbers)
    defaults = {
        "url": f"https://press.example/{number}",
        "page": "article",
        "title": f"Report {number}",
        "text": text,
        "published": published,
        "language": "en",
        "as_of": _moment(published),
        "media_type": "text/html",
    }
    return _make_document(source, defaults | values)


def _make_document(source: Source, values: dict[str, Any]) -> Document:
    body = repr((next(_numbers), sorted(values.items(), key=str))).encode()
    fixed = {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "state": Document.State.PARSED}
    return Document.objects.create(source=source, **({**fixed, "parsed_at": timezone.now()} | values))


def _moment(day: str) -> datetime:
    return datetime.combine(PartialDate.from_iso(day).first, time(), tzinfo=UTC)


# -- Statements --------------------------------------------------------------------------------------------


def list_principal(
    client: str,
    firm: str,
    *,
    number: str = "1750",
    registered: date | None = date(2021, 2, 16),
    ended: date | None = None,
    country: str | None = "TR",
    country_label: str = "TURKEY",
    ordinal: int = 0,
    **values: Any,
) -> StatementRecord:
    """A register's row: a client under a firm's number, with its dates and as-filed columns."""
    fields = {
        "Foreign Principal": client,
        "Registrant Name": firm,
        "Registration Number": number,
        "Country/Location Represented": country_label,
        "Foreign Principal Registration Date": f"{registered:%m/%d/%Y}" if registered else "",
        "Foreign Principal Termination Date": f"{ended:%m/%d/%Y}" if ended else "",
    }
    evidence: dict[str, str] = {
        "client": "Foreign Principal",
        "firm": "Registrant Name",
        "registered_on": "Foreign Principal Registration Date",
        "client_country": "Country/Location Represented",
    }
    if ended:
        evidence["deregistered_on"] = "Foreign Principal Termination Date"
    record = StatementRecord(
        register_key=f"{number}|{fold(client)}|{registered}",
        ordinal=ordinal,
        spell_key=f"{number}|{registered}",
        kind="listing",
        act="termination" if ended else "new",
        client=PartyMention(client, country=country, country_raw=country_label),
        firm=PartyMention(firm, scheme="us-fara", identifier=number),
        content_hash=_hash(fields, ended, values),
        raw_client=client,
        raw_firm=firm,
        registered_on=registered,
        deregistered_on=ended,
        evidence=evidence,
        row=RowRef(next(_numbers), 0, 100),
        fields=fields,
    )
    return alter(record, **values)


def report(
    client: str | PartyMention,
    firm: str | PartyMention,
    *,
    document: Document,
    value: int | str | None = None,
    total: int | str | None = None,
    months: int | str | None = None,
    start: str = "",
    end: str = "",
    quotes: Mapping[str, str] | None = None,
    **values: Any,
) -> StatementRecord:
    """What an article says of one contract. ``quotes``: field → words that stand in the document's text."""
    client = client if isinstance(client, PartyMention) else PartyMention(client)
    firm = firm if isinstance(firm, PartyMention) else PartyMention(firm)
    spoken = {"client": client.name, "firm": firm.name} | dict(quotes or {})
    evidence = {field: (_find(document.text, words),) for field, words in spoken.items() if words in document.text}
    price = {"currency": "USD", "value_basis": "total"} if value is not None else {}
    record = StatementRecord(
        register_key=f"{document.url}#{fold(client.name)}~{fold(firm.name)}",
        kind="news",
        act="new",
        client=client,
        firm=firm,
        content_hash=_hash(client, firm, value, total, months, start, end, values),
        raw_client=client.name,
        raw_firm=firm.name,
        value=_decimal(value),
        total_value=_decimal(total),
        term_months=_decimal(months),
        start=PartialDate.from_iso(start) if start else None,
        end=PartialDate.from_iso(end) if end else None,
        posted_on=_moment(document.published).date(),
        confidence=0.9,
        evidence=evidence,
    )
    return alter(record, **({**price} | values))


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _find(text: str, words: str) -> Quote:
    start = text.index(words)
    return Quote(words, start, start + len(words))


def _decimal(number: int | str | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def tell(document: Document, *records: StatementRecord, told: bool = True) -> list[Contract]:
    """Write the statements as if they had been read from the document, and derive their contracts.

    ``told``: whether differences become changes that readers see. Returns the contracts in the order of the records.
    """
    with transaction.atomic():
        reading = Reading(document.source, make_run(document.source), document, document.as_of)
        written = write_statements(records, reading)
        written.moved_mentions |= unite_entries(written.new_clients) | unite_clients(written.touched)
        firms = {record.firm.name for record in records}
        touched = written.touched | find_statements(resolve_news(firm_names=firms, names=written.names))
        touched |= find_statements(written.moved_mentions)
        occasion = Occasion(document.as_of, reading.run, document, quiet=not told)
        derive_contracts(touched, occasion, written.tidings)
        runs.finish_run(reading.run)
    keys = [(record.register_key, record.ordinal) for record in records]
    held = {
        (statement.register_key, statement.ordinal): statement.contract
        for statement in Statement.objects.filter(source=document.source).select_related("contract")
    }
    return [contract for key in keys if (contract := held[key]) is not None]


def make_contract(
    client: str = "Ministry of Tourism", firm: str = "Example Public Affairs LLC", **row: Any
) -> Contract:
    """One contract of a register row."""
    return tell(make_file(), list_principal(client, firm, **row))[0]


# -- A story -----------------------------------------------------------------------------------------------

HIRED = (
    "Ankara is looking for friends. The arms agency SSTEK Savunma Sanayi Teknolojileri has hired Arnold & Porter. "
    "The firm gets $750,000 for six months from Feb. 1, 2021. "
    "It owes “strategic advice and outreach” in return. Nobody at the embassy would comment. "
    "The last sentence of the article is about the weather."
)
RENEWED = (
    "SSTEK Savunma Sanayi Teknolojileri keeps Arnold & Porter for another year. "
    "It will pay $1.5 million until August 2022."
)


def tell_story() -> Contract:
    """A register row and two articles of one contract: hired for $750,000, renewed for $1.5 million, ended."""
    client, firm = "SSTEK Savunma Sanayi Teknolojileri", "Arnold & Porter"
    row = list_principal(f"{client} AS", f"{firm} Kaye Scholer LLP", ended=date(2022, 8, 16))
    contract = tell(make_file(), row, told=False)[0]
    first = make_article(HIRED, published="2021-02-18", title="Ankara hires a law firm")
    behalf = PartyMention("Presidency of Defence Industries", country="TR")
    tell(
        first,
        report(
            client,
            firm,
            document=first,
            value=750_000,
            total=750_000,
            months=6,
            start="2021-02-01",
            purpose="strategic advice and outreach",
            on_behalf_of=behalf,
            quotes={"value": "$750,000", "term_months": "six months", "purpose": "strategic advice and outreach"},
        ),
    )
    second = make_article(RENEWED, published="2021-09-24", title="Ankara renews")
    tell(
        second,
        report(
            client,
            firm,
            document=second,
            value=1_500_000,
            total=1_500_000,
            months=12,
            end="2022-08",
            act="renewal",
            quotes={"value": "$1.5 million", "end": "August 2022"},
        ),
    )
    contract.refresh_from_db()
    return contract
