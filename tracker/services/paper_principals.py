"""Whom a filing's principal is in the register: the clients that are listed under the registrant's number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from tracker.extraction.filings.statements import SCHEME, UNKNOWN_CLIENT
from tracker.models import Statement
from tracker.normalize.countries import country_code
from tracker.records import PartyMention, StatementRecord, alter
from tracker.resolution.matching import Profile, read_government, relate_clients
from tracker.services.bulk import fetch_in

COUNTRY_COLUMN = "Country/Location Represented"
_EARLY, _LATE = timedelta(days=120), timedelta(days=400)
"""An exhibit is filed some days before the list shows it, and a supplemental statement months after the end."""

_STRONG = ("exact", "same words", "spelling", "acronym", "short form", "government")
_FROM_REGISTER = 0.6
_UNLISTED = 0.45


@dataclass(frozen=True, slots=True)
class Principal:
    """A client as the register lists it beside a number."""

    name: str
    country_raw: str
    registered_on: date | None
    deregistered_on: date | None

    def is_open_near(self, day: date | None) -> bool:
        if day is None:
            return True
        begun = self.registered_on is None or self.registered_on - _EARLY <= day
        return begun and (self.deregistered_on is None or day <= self.deregistered_on + _LATE)

    @property
    def mention(self) -> PartyMention:
        """The same mention as that of the register's row, so that both mean one party."""
        return PartyMention(
            self.name, (), country_code(self.country_raw) if self.country_raw else None, self.country_raw
        )


@dataclass(frozen=True, slots=True)
class Registrant:
    """What the register holds of a number: its firm's name and its clients."""

    firm: str = ""
    principals: tuple[Principal, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Changes when the register's list for the number does: filings under it are then read again."""
        rows = sorted(repr((self.firm, row)) for row in self.principals)
        return sha256("\n".join(rows).encode()).hexdigest()[:16] if rows else ""


_COLUMNS = (
    "firm_mention__identifier",
    "firm_mention__name",
    "client_mention__name",
    "fields",
    "registered_on",
    "deregistered_on",
)


def load_registrants(numbers: Collection[str]) -> dict[str, Registrant]:
    """Number → what is listed under it; numbers without a listed principal are left out."""
    rows = Statement.objects.filter(register=SCHEME, kind="listing").exclude(state=Statement.State.REJECTED)
    rows = rows.order_by("registered_on", "identity").values_list(*_COLUMNS)
    found: dict[str, list[tuple[Any, ...]]] = {}
    for number, *rest in fetch_in(rows, "firm_mention__identifier", set(numbers) - {""}):
        found.setdefault(number, []).append(tuple(rest))
    return {
        number: Registrant(
            lines[-1][0],
            tuple(
                Principal(name, str(fields.get(COUNTRY_COLUMN, "")), opened, closed)
                for _, name, fields, opened, closed in lines
            ),
        )
        for number, lines in found.items()
    }


def settle_client(record: StatementRecord, registrant: Registrant) -> StatementRecord | None:
    """``find_client``'s statement with a content hash of its own: the register's word is part of what it says."""
    found = find_client(record, registrant)
    if found is None:
        return None
    said = (found.content_hash, found.client, found.firm, found.flags, found.confidence)
    return alter(found, content_hash=sha256(repr(said).encode()).hexdigest())


def find_client(record: StatementRecord, registrant: Registrant) -> StatementRecord | None:
    """The statement with the register's own client and firm; None when nobody can tell who the client is.

    A principal that the filing does not name is taken from the register when only one was listed at that time, with
    little confidence. One that the register does not list under the number is kept as named, and waits for a person.
    """
    day = record.posted_on
    firm = alter(record.firm, name=registrant.firm) if registrant.firm else record.firm
    if record.client.name == UNKNOWN_CLIENT:
        open_then = _distinct(row for row in registrant.principals if row.is_open_near(day))
        if len(open_then) != 1:
            return None
        return _believe(record, open_then[0], firm, _FROM_REGISTER, flags=("principal_from_register",))
    if not registrant.principals:
        return alter(record, firm=firm)
    match = _pick(record, registrant.principals, day)
    if match is not None:
        return _believe(record, match, firm, record.confidences.get("client", 0.9))
    confidences = {**record.confidences, "client": min(_UNLISTED, record.confidences.get("client", 1.0))}
    return alter(
        record,
        firm=firm,
        confidences=confidences,
        confidence=min(record.confidence, _UNLISTED),
        flags=tuple(sorted({*record.flags, "principal_not_listed"})),
    )


def _believe(
    record: StatementRecord, principal: Principal, firm: PartyMention, confidence: float, flags: tuple[str, ...] = ()
) -> StatementRecord:
    sure = {name: value for name, value in record.confidences.items() if name != "client"}
    deciding = [sure[name] for name in ("value", "amount", "act") if name in sure]
    return alter(
        record,
        client=principal.mention,
        raw_client=record.raw_client or principal.name,
        firm=firm,
        confidences={**sure, "client": round(confidence, 3)},
        confidence=round(min([confidence, *deciding]), 3),
        flags=tuple(sorted({*record.flags, *flags})),
    )


def _pick(record: StatementRecord, principals: Sequence[Principal], day: date | None) -> Principal | None:
    """The listed principal that the filing means: by the strongest relation of names, first those open at that time."""
    named = [Profile.of(name) for name in (record.client.name, *record.client.aliases)]
    related = [(relation, row) for row in principals if (relation := _relate(record.client.name, named, row))]
    for relation in _STRONG:
        rows = [row for found, row in related if found == relation]
        rows = _distinct(row for row in rows if row.is_open_near(day)) or _distinct(rows)
        if len(rows) == 1 or (rows and relation == "exact"):
            return rows[-1]
        if rows:
            return None
    return None


def _relate(name: str, named: Sequence[Profile], row: Principal) -> str:
    relation = relate_clients(named, [Profile.of(row.name)])
    if relation:
        return relation
    government = read_government(name)
    return "government" if government and government == read_government(row.name) else ""


def _distinct(rows: Iterable[Principal]) -> list[Principal]:
    """One row for each name and country, the latest spell of it."""
    return list({(row.name, row.country_raw): row for row in rows}.values())
