"""The history of contracts as readers see it: what changed, from what to what, by which source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tracker.models import Change, Contract, Party
from tracker.services.bulk import fetch_in
from tracker.services.reported import CURRENCY

LABELS = {
    "client_id": "Client",
    "firm_id": "Firm",
    "on_behalf_of_id": "On behalf of",
    "via_id": "Via",
    "subcontract_of_id": "Prime firm",
    "raw_client": "Client as filed",
    "raw_firm": "Firm as filed",
    "status": "Status",
    "registered_on": "Registered",
    "deregistered_on": "Deregistered",
    "start": "Start",
    "end": "End",
    "term_months": "Term",
    "value": "Value",
    "total_value": "In total",
    "purpose": "Purpose",
    "latest_period": "Period",
    "latest_amount": "Reported for it",
    "latest_kind": "Kind of money",
}
"""Fields in the order in which their differences are told. Money is told once, with its currency and basis."""

_MONEY = ("value", "value_high", "currency", "value_basis")
_DATES = ("registered_on", "deregistered_on", "start", "end")


@dataclass(frozen=True, slots=True)
class Told:
    """One value before or after a change; ``kind`` says how it is written (price, party, day, term, status, text)."""

    kind: str
    value: Any
    currency: str = ""
    value_basis: str = ""
    value_high: Decimal | None = None
    value_qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: Told | None
    after: Told | None


@dataclass(slots=True)
class Event:
    """One change with its differences; ``others`` are contracts that it joined or parted."""

    change: Change
    differences: list[Difference] = field(default_factory=list)
    others: list[int] = field(default_factory=list)


def tell_changes(changes: Sequence[Change]) -> list[Event]:
    """The changes, newest first, in words' reach; one query for all parties that they name.

    Diffs name a currency only when it changed, so the amounts of older changes take theirs from the state that the
    newer changes of the same contract leave when they are taken back.
    """
    parties = _load_parties(changes)
    states: dict[int, dict[str, Any]] = {}
    events = []
    for change in changes:
        after = states.setdefault(change.contract_id, _state_of(change.contract))
        before = after | {name: diff[0] for name, diff in change.diffs.items() if name in after}
        now = after | {name: diff[1] for name, diff in change.diffs.items() if name in after}
        events.append(_tell_change(change, before, now, parties))
        states[change.contract_id] = before
    return events


def _state_of(contract: Contract) -> dict[str, Any]:
    return {name: getattr(contract, name) for name in (*_MONEY, "total_value")}


def _load_parties(changes: Iterable[Change]) -> dict[int, Party]:
    wanted = {
        pk for change in changes for name, diff in change.diffs.items() if name.endswith("_id") for pk in diff if pk
    }
    return {party.pk: party for party in fetch_in(Party.objects.only("name"), "id", sorted(wanted))}


def _tell_change(change: Change, before: dict[str, Any], after: dict[str, Any], parties: dict[int, Party]) -> Event:
    event = Event(change)
    diffs = dict(change.diffs)
    if any(name in diffs for name in _MONEY):
        diffs["value"] = [before["value"], after["value"]]
    for name, label in LABELS.items():
        if name in diffs:
            old, new = diffs[name]
            event.differences.append(
                Difference(label, _tell_value(name, old, before, parties), _tell_value(name, new, after, parties))
            )
    event.others = [pk for pk in diffs.get("contracts", [[]])[0] if isinstance(pk, int)]
    return event


def _tell_value(name: str, value: Any, state: dict[str, Any], parties: dict[int, Party]) -> Told | None:
    if value in (None, ""):
        return None
    if name == "value":
        return Told("price", value, state["currency"], state["value_basis"], state["value_high"])
    if name == "total_value":
        return Told("price", value, state["currency"], "total")
    if name == "latest_amount":
        return Told("price", value, CURRENCY)
    if name.endswith("_id"):
        return Told("party", parties.get(value))
    if name == "status":
        return Told("text", dict(Contract.Status.choices).get(value, value))
    kind = "day" if name in _DATES else "term" if name == "term_months" else "text"
    return Told(kind, value)
