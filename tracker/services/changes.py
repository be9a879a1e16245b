"""Name what became different between two states of a contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tracker.models import Change, Document, Run
from tracker.services.identity import hash_identity

BACKDATED_DAYS = 365
"""A termination that the register shows more than a year after its own date is called back-dated.

Terminations of principals reach the register with a median of 94 days and a 90th percentile of 402.
"""

TRACKED = (
    "client_id", "firm_id", "on_behalf_of_id", "via_id", "subcontract_of_id", "status", "registered_on",
    "deregistered_on", "start", "end", "term_months", "value", "value_high", "currency", "value_basis", "total_value",
    "purpose", "latest_period", "latest_amount", "latest_kind",
)  # fmt: skip
"""Columns of a contract whose difference readers are told of."""

TERM_FIELDS = frozenset(TRACKED) - {"client_id", "firm_id", "status", "deregistered_on"}

_REPORTED = ("latest_period", "latest_amount", "latest_kind")

Diffs = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why contracts are derived: the run and document, and whether readers are told.

    ``quiet``: a first import, or a snapshot older than what is known; it changes contracts and tells nobody.
    ``is_reparse``: nothing happened in the world, a better parser read the same bytes.
    """

    as_of: datetime
    run: Run | None = None
    document: Document | None = None
    quiet: bool = False
    is_reparse: bool = False
    by_person: bool = False


@dataclass(slots=True)
class Event:
    """What happened to one contract in this occasion, gathered before it is named."""

    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    founder: str
    raw_names: Diffs = field(default_factory=dict)
    is_rename: bool = False
    is_renewal: bool = False
    joined: list[int] = field(default_factory=list)
    separated_from: int | None = None
    was_withdrawn: bool = False
    is_gone: bool = False
    is_back: bool = False
    statement: int | None = None


def name_changes(event: Event, occasion: Occasion) -> list[tuple[str, Diffs]]:
    """The kinds of change with the differences that belong to each; empty when nothing that is told differs."""
    if event.separated_from:
        # What it believed before it was taken in elsewhere is no news.
        return [(Change.Kind.SEPARATED, {"contracts": [[event.separated_from], []]})]
    if event.before is None:
        return [(Change.Kind.NEW, {})]
    diffs = {
        name: [_as_json(event.before[name]), _as_json(event.after[name])]
        for name in TRACKED
        if event.before[name] != event.after[name]
    }
    if occasion.is_reparse:
        return [(Change.Kind.REPARSED, diffs)] if diffs else []
    named: list[tuple[str, Diffs]] = []
    if event.joined:
        named.append((Change.Kind.JOINED, {"contracts": [event.joined, []]}))
    if occasion.by_person:
        return named + ([(Change.Kind.CORRECTED, diffs)] if diffs else [])
    return named + _name_news(event, diffs, occasion)


def _name_news(event: Event, diffs: Diffs, occasion: Occasion) -> list[tuple[str, Diffs]]:
    """What a document told of the contract: its listing, its names, its terms."""
    named = _name_listing(event, diffs, occasion)
    names = {name: diffs.pop(name) for name in ("client_id", "firm_id") if name in diffs} | event.raw_names
    if names and (event.is_rename or event.raw_names):
        named.append((Change.Kind.RENAMED, names))
    if "latest_period" in diffs:
        named.append((Change.Kind.REPORTED, {name: diffs.pop(name) for name in _REPORTED if name in diffs}))
    terms = {name: diff for name, diff in diffs.items() if name in TERM_FIELDS}
    if event.is_renewal:
        named.append((Change.Kind.RENEWED, terms))
    elif terms and not event.is_rename:
        named.append((Change.Kind.AMENDED, terms))
    return named


def _name_listing(event: Event, diffs: Diffs, occasion: Occasion) -> list[tuple[str, Diffs]]:
    """Terminations and listings; takes the differences that it has named out of ``diffs``."""
    after = event.after
    listing: Diffs = {name: diffs.pop(name) for name in ("status", "deregistered_on") if name in diffs}
    if event.was_withdrawn:
        return [(Change.Kind.REAPPEARED, listing)]
    if not listing:
        # The register stopped or began again to list a contract whose status does not depend on it: an ended one.
        kind = Change.Kind.DISAPPEARED if event.is_gone else Change.Kind.REAPPEARED if event.is_back else None
        return [] if kind is None else [(kind, {})]
    status = listing.get("status", [after["status"], after["status"]])
    if status[1] == "unlisted":
        return [(Change.Kind.DISAPPEARED, listing)]
    if status[0] == "unlisted":
        return [(Change.Kind.REAPPEARED, listing)]
    if status[0] != "terminated" and status[1] == "terminated":
        return [(_name_termination(after["deregistered_on"], occasion.as_of), listing)]
    if status[0] == "terminated" and status[1] != "terminated":
        return [(Change.Kind.UNTERMINATED, listing)]
    return [(Change.Kind.AMENDED, listing)]


def _name_termination(ended: date | None, as_of: datetime) -> str:
    if ended is not None and (as_of.date() - ended).days > BACKDATED_DAYS:
        return Change.Kind.BACKDATED_TERMINATION
    return Change.Kind.TERMINATED


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def identify_change(founder: str, kind: str, diffs: Diffs, occasion: Occasion) -> str:
    """The same document read again tells the same change once; one that a register goes back to tells it anew."""
    document = occasion.document.pk if occasion.document else None
    return hash_identity("change", founder, kind, sorted(diffs.items()), document, occasion.as_of.isoformat())
