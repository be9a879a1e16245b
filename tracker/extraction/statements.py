"""What was read about one contract, written down as a statement with its evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.extraction.assembly import Draft
from tracker.extraction.frames import Reference, Sighting
from tracker.extraction.parties import Party
from tracker.extraction.prices import Price
from tracker.extraction.times import Times
from tracker.normalize.names import name_key
from tracker.records import Act, ArticleRecord, Basis, PartyMention, Quote, StatementRecord, alter

_LONGEST_QUOTE = 600
_SURE = 0.99

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read about one contract. Places are offsets into the text.

    ``free``: where the text says that the work is done for nothing. ``total``: the whole price.
    """

    draft: Draft
    client: Reference
    firm: Reference
    country: str | None
    act: Act
    told: Sighting
    price: Price | None
    currency: str | None
    free: Place | None
    total: Decimal | None
    times: Times
    months: Decimal | None
    purpose: Place | None
    behalf: Reference | None
    prime: Reference | None


def write_statement(article: ArticleRecord, text: str, reading: Reading) -> StatementRecord:
    """The statement of one reading; ``ordinal`` and the final ``content_hash`` are set by ``number_statements``."""
    client = _party(reading.client, [reading.draft.client, *reading.draft.also], reading.country)
    firm = _party(reading.firm, reading.draft.firms, None)
    money = reading.price.money if reading.price else None
    published = article.published
    evidence = _evidence(text, reading)
    confidences = _confidences(reading)
    return StatementRecord(
        register_key=f"{article.url}#{name_key(client.name)}~{name_key(firm.name)}",
        kind="news",
        act=reading.act,
        client=client,
        firm=firm,
        content_hash="",
        on_behalf_of=_mention(reading.behalf),
        subcontract_of=_mention(reading.prime),
        raw_client=reading.client.mention.name,
        raw_firm=reading.firm.mention.name,
        value=money.amount if money else _nothing(reading),
        currency=reading.currency,
        value_basis=_basis(reading),
        value_qualifier=money.qualifier if money else "",
        value_high=money.high if money else None,
        total_value=reading.total,
        raw_value=evidence["value"][0].quote if "value" in evidence else "",
        term_months=reading.months,
        raw_term=reading.times.term.text if reading.times.term else "",
        start=reading.times.start.date if reading.times.start else None,
        end=reading.times.end.date if reading.times.end else None,
        purpose=text[slice(*reading.purpose)] if reading.purpose else "",
        posted_on=published.first if published and published.day else None,
        confidence=confidences["parties"],
        confidences=confidences,
        evidence=evidence,
    )


def number_statements(statements: Sequence[StatementRecord]) -> list[StatementRecord]:
    """Statements with ordinals among those of one key, and with a hash over everything that was read."""
    seen: dict[str, int] = {}
    numbered = []
    for statement in statements:
        ordinal = seen.get(statement.register_key, 0)
        seen[statement.register_key] = ordinal + 1
        placed = alter(statement, ordinal=ordinal)
        numbered.append(alter(placed, content_hash=hashlib.sha256(_as_read(placed).encode()).hexdigest()))
    return numbered


def _as_read(statement: StatementRecord) -> str:
    """The values that were read, in one line each; confidences and offsets do not count."""
    parts = (
        statement.act,
        statement.client,
        statement.firm,
        statement.on_behalf_of,
        statement.subcontract_of,
        statement.raw_client,
        statement.raw_firm,
        statement.value,
        statement.currency,
        statement.value_basis,
        statement.value_qualifier,
        statement.value_high,
        statement.total_value,
        statement.term_months,
        statement.start,
        statement.end,
        statement.purpose,
        statement.posted_on,
        statement.ordinal,
    )
    return "\n".join(str(part) for part in parts)


def _nothing(reading: Reading) -> Decimal | None:
    return Decimal(0) if reading.free else None


def _basis(reading: Reading) -> Basis | None:
    if reading.price:
        return reading.price.basis
    return "total" if reading.free else None


def _mention(reference: Reference | None) -> PartyMention | None:
    return PartyMention(reference.mention.name, country=reference.party.country) if reference else None


def _party(reference: Reference, parties: Sequence[Party], country: str | None) -> PartyMention:
    name = reference.mention.name
    aliases = dict.fromkeys(other for party in parties for other in party.names if other != name)
    return PartyMention(name, tuple(aliases), country)


def _evidence(text: str, reading: Reading) -> dict[str, tuple[Quote, ...]]:
    told = reading.told
    found: dict[str, Place | None] = {
        "client": (reading.client.start, reading.client.end),
        "firm": (reading.firm.start, reading.firm.end),
        "act": (told.start, min(told.end, told.start + _LONGEST_QUOTE)),
        "value": _price_place(reading.price) or reading.free,
        "term_months": _place(reading.times.term),
        "start": _place(reading.times.start),
        "end": _place(reading.times.end),
        "purpose": reading.purpose,
        "on_behalf_of": _place(reading.behalf),
        "subcontract_of": _place(reading.prime),
    }
    return {field: (Quote(text[place[0] : place[1]], *place),) for field, place in found.items() if place}


def _place(found: object) -> Place | None:
    start, end = getattr(found, "start", None), getattr(found, "end", None)
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def _price_place(price: Price | None) -> Place | None:
    if price is None:
        return None
    money = price.money
    start = min(money.start, money.basis_start) if money.basis_start >= 0 else money.start
    return start, max(money.end, money.basis_end)


def _confidences(reading: Reading) -> dict[str, float]:
    """0 to 1 for the pair and for each field that was read."""
    found = {"parties": min(_SURE, reading.draft.strength)}
    if reading.price:
        found["value"] = min(_SURE, 0.45 + 0.25 * reading.price.score)
    elif reading.free:
        found["value"] = 0.7
    if reading.times.term:
        found["term_months"] = 0.8
    elif reading.months is not None:
        found["term_months"] = 0.7
    for field, one in (("start", reading.times.start), ("end", reading.times.end)):
        if one:
            found[field] = one.confidence
    if reading.purpose:
        found["purpose"] = 0.6
    return {field: round(value, 3) for field, value in found.items()}
