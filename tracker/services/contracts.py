"""Derive contracts from statements: group, believe, write what differs, and tell it as changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tracker.models import Change, Contract, Party, PartyName, ReviewItem, Statement
from tracker.normalize.countries import country_name
from tracker.normalize.names import fold, name_key
from tracker.resolution.derivation import Belief, derive_belief
from tracker.resolution.grouping import Group, group_voices
from tracker.resolution.voices import Voice
from tracker.services.bulk import fetch_in, filter_in, in_batches, insert_rows, update_rows, upsert_rows
from tracker.services.changes import Diffs, Event, Occasion, identify_change, name_changes
from tracker.services.drafts import NOTHING_HAPPENED, Draft, Tidings, gather_events
from tracker.services.parties import count_contracts
from tracker.services.review import Question, ask
from tracker.services.voices import Neighbourhood, read_purposes

PIECE = 1_500
"""Statements whose contracts are derived together."""


@dataclass(slots=True)
class Derived:
    """What a derivation did: ids of the contracts that were written, and how many changes readers see."""

    contracts: set[int] = field(default_factory=set)
    changes: int = 0


def derive_contracts(
    touched: Iterable[int],
    occasion: Occasion,
    tidings: Tidings = NOTHING_HAPPENED,
) -> Derived:
    """Derive the contracts of the touched statements again, inside the caller's transaction.

    ``tidings`` tell what happened to the statements. Contracts that come out as they were are not written.
    """
    derived = Derived()
    done: set[int] = set()
    for piece in _cut(touched):
        near = Neighbourhood(pk for pk in piece if pk not in done)
        if near.rows:
            done.update(near.rows)
            _derive(near, occasion, tidings, derived)
    return derived


def _cut(touched: Iterable[int]) -> Iterator[list[int]]:
    """The statements in pieces that have most of their contracts to themselves.

    What a piece loads beside its own, the earlier filings of long engagements, so stays within bounds.
    """
    touched = list(touched)
    if len(touched) <= PIECE:
        yield touched
        return
    firms = Statement.objects.values_list("firm_mention__party_id", "client_mention__party_id", "id")
    yield from ([pk for _, _, pk in piece] for piece in in_batches(sorted(fetch_in(firms, "id", touched)), PIECE))


def _derive(near: Neighbourhood, occasion: Occasion, tidings: Tidings, derived: Derived) -> None:
    groups = group_voices(near.voices())
    drafts = _draft_contracts(groups, near)
    _fill_purposes(drafts)
    _fill_values(drafts)
    events = gather_events(drafts, near, tidings)
    changed = [draft for draft in drafts if _differs(draft)]
    ids = _write_contracts(drafts, changed)
    _link_contracts(groups, drafts, ids)
    _attach_statements(drafts, ids, near)
    withdrawn = _withdraw_empty(drafts, near)
    derived.contracts |= {ids[draft.founder] for draft in changed} | {row.pk for row in withdrawn}
    derived.changes += _write_changes(drafts, events, ids, occasion) + _tell_withdrawn(withdrawn, occasion)
    _ask_about_conflicts(drafts, ids)
    count_contracts(_touched_parties(drafts, near))


# -- Which row is which contract ---------------------------------------------------------------------------


def _draft_contracts(groups: Sequence[Group], near: Neighbourhood) -> list[Draft]:
    by_founder = {contract.founder: contract for contract in near.contracts.values()}
    founding = {near.rows[voice.id].founds for group in groups for voice in group.voices}
    drafts = []
    for group in groups:
        mine = [by_founder[key] for key in [near.rows[voice.id].founds for voice in group.voices] if key in by_founder]
        mine = mine or _find_orphaned(group, near, founding)
        homes = [near.contracts[pk] for pk in sorted(group.homes) if pk in near.contracts]
        mine += [contract for contract in homes if contract not in mine]
        mine.sort(key=lambda contract: (contract.pk not in group.homes, contract.pk))
        row = mine[0] if mine else None
        founder = row.founder if row else near.rows[_choose_founder(group).id].founds
        drafts.append(Draft(group, derive_belief(group.voices), founder, row, mine[1:]))
        founding.add(founder)
    return drafts


def _find_orphaned(group: Group, near: Neighbourhood, founding: Collection[str]) -> list[Contract]:
    """The contract that holds the group today, if it was made for a statement that counts no more.

    Its address stays good when a person rejects the statement that it was made for.
    """
    held = {voice.contract for voice in group.voices} - {None}
    rows = [near.contracts[pk] for pk in sorted(pk for pk in held if pk is not None) if pk in near.contracts]
    return [row for row in rows if row.founder not in founding and row.merged_into_id is None][:1]


def _choose_founder(group: Group) -> Voice:
    """A register row before an article, the earliest before later ones."""
    return min(group.voices, key=lambda voice: (not voice.row_key, voice.happened_on or date.max, voice.identity))


# -- Values ------------------------------------------------------------------------------------------------


def _fill_purposes(drafts: Sequence[Draft]) -> None:
    """The whole of the purposes that are believed, of which the voices know the first letter."""
    beliefs = [draft.belief for draft in drafts if draft.belief.purpose]
    texts = read_purposes(belief.provenance["purpose"] for belief in beliefs)
    for belief in beliefs:
        belief.purpose = texts[belief.provenance["purpose"]]


def _fill_values(drafts: Sequence[Draft]) -> None:
    parties = {pk for draft in drafts for pk in _party_ids(draft.belief)}
    countries = dict(fetch_in(Party.objects.values_list("id", "country"), "id", parties))
    names: dict[int, list[str]] = defaultdict(list)
    for party, name in fetch_in(
        PartyName.objects.order_by("name", "id").values_list("party_id", "name"), "party_id", parties
    ):
        names[party] += [fold(name), fold(name_key(name))]
    for draft in drafts:
        draft.values = _build_values(draft, countries, names)


def _party_ids(belief: Belief) -> list[int]:
    roles = (belief.client, belief.firm, belief.on_behalf_of, belief.via, belief.subcontract_of)
    return [pk for pk in roles if pk is not None]


def _build_values(draft: Draft, countries: Mapping[int, str], names: Mapping[int, list[str]]) -> dict[str, Any]:
    belief, money = draft.belief, draft.belief.money
    known_names = [name for pk in _party_ids(belief) for name in names[pk]]
    return {
        "client_id": belief.client,
        "firm_id": belief.firm,
        "on_behalf_of_id": belief.on_behalf_of,
        "via_id": belief.via,
        "subcontract_of_id": belief.subcontract_of,
        "status": belief.status,
        "country": countries.get(belief.client, ""),
        "registers": f",{','.join(belief.registers)},",
        "register_ids": belief.register_ids,
        "registered_on": belief.registered_on,
        "deregistered_on": belief.deregistered_on,
        "start": belief.start.iso if belief.start else "",
        "end": belief.end.iso if belief.end else "",
        "start_on": belief.start.first if belief.start else None,
        "end_on": belief.end.last if belief.end else None,
        "term_months": _money(belief.term_months),
        "value": _money(money.value),
        "value_high": _money(money.high),
        "value_qualifier": money.qualifier,
        "currency": money.currency,
        "value_basis": money.basis,
        "total_value": _money(money.total),
        "latest_amount": _money(belief.latest_amount),
        "latest_kind": belief.latest_kind,
        "latest_period": belief.latest_period,
        "report_count": belief.report_count,
        "is_self_filed": belief.is_self_filed,
        "comparable_usd": _money(belief.comparable_usd),
        "comparable_note": belief.comparable_note,
        "purpose": belief.purpose,
        "terms": belief.terms,
        "disclosed_totals": belief.disclosed_totals,
        "provenance": belief.provenance,
        "flags": list(belief.flags),
        "is_flagged": bool(belief.flags),
        "search": _build_search(known_names, countries.get(belief.client, ""), belief.purpose),
        "statement_count": len(draft.group.voices),
        "disclosed_on": belief.disclosed_on,
        "withdrawn_at": None,
    }


def _build_search(names: Sequence[str], country: str, purpose: str) -> str:
    """What words are looked for in: folded names as written and by their keys (one spelling of English), country,
    purpose.
    """
    where = [fold(country_name(country))] if country else []
    # Purposes are many and rarely met again: they would push the names out of the cache.
    about = fold.__wrapped__(purpose)
    return " ".join(text for text in dict.fromkeys([*names, *where, about]) if text)


def _money(amount: Decimal | None) -> Decimal | None:
    """With the two places that the column has, so that what is read back compares equal."""
    return None if amount is None else amount.quantize(Decimal("0.01"))


def _differs(draft: Draft) -> bool:
    if draft.row is None or draft.row.merged_into_id is not None:
        return True
    return any(getattr(draft.row, name) != value for name, value in draft.values.items())


# -- Writing -----------------------------------------------------------------------------------------------


def _write_contracts(drafts: Sequence[Draft], changed: Sequence[Draft]) -> dict[str, int]:
    """Insert the contracts that are new and update those that changed; returns the ids of all, by founder."""
    ids = {draft.founder: draft.row.pk for draft in drafts if draft.row is not None}
    if not changed:
        return ids
    now = timezone.now()
    names = [name.removesuffix("_id") for name in changed[0].values]
    fresh = [draft for draft in changed if draft.row is None]
    rows = [(draft.founder, now, now, *draft.values.values()) for draft in fresh]
    made = insert_rows(Contract, ["founder", "created_at", "changed_at", *names], rows)
    ids |= dict(zip((draft.founder for draft in fresh), made, strict=True))
    kept = [(draft.row.pk, now, *draft.values.values()) for draft in changed if draft.row is not None]
    update_rows(Contract, "id", ["changed_at", *names], kept)
    return ids


def _link_contracts(groups: Sequence[Group], drafts: Sequence[Draft], ids: Mapping[str, int]) -> None:
    """Earlier spells, and contracts that turned out to be one with another."""
    rows: list[tuple[int, int | None, int | None]] = []
    for group, draft in zip(groups, drafts, strict=True):
        previous = None if group.previous is None else ids[drafts[group.previous].founder]
        old = draft.row
        if (old.previous_id if old else None) != previous or (old is not None and old.merged_into_id is not None):
            rows.append((ids[draft.founder], previous, None))
        rows += [(other.pk, None, ids[draft.founder]) for other in draft.absorbed]
    update_rows(Contract, "id", ["previous", "merged_into"], rows)


def _attach_statements(drafts: Sequence[Draft], ids: Mapping[str, int], near: Neighbourhood) -> None:
    rows = [
        (voice.id, ids[draft.founder])
        for draft in drafts
        for voice in draft.group.voices
        if voice.contract != ids[draft.founder]
    ]
    update_rows(Statement, "id", ["contract"], rows)
    for piece in filter_in(Statement.objects.all(), "id", near.silent()):
        piece.update(contract=None)


def _withdraw_empty(drafts: Sequence[Draft], near: Neighbourhood) -> list[Contract]:
    """A contract for which no statement speaks any more is hidden, not deleted; returns those."""
    kept = {draft.row.pk for draft in drafts if draft.row} | {c.pk for draft in drafts for c in draft.absorbed}
    held = {row.contract_id for row in near.rows.values()}
    empty = [row for row in near.contracts.values() if row.pk not in kept and row.withdrawn_at is None]
    empty = [row for row in empty if row.pk in held and row.merged_into_id is None]
    for piece in filter_in(Contract.objects.all(), "id", [row.pk for row in empty]):
        piece.update(withdrawn_at=timezone.now(), changed_at=timezone.now(), statement_count=0)
    return empty


# -- Telling -----------------------------------------------------------------------------------------------


def _write_changes(drafts: Sequence[Draft], events: Sequence[Event], ids: Mapping[str, int], occasion: Occasion) -> int:
    return _write_named(
        [
            (ids[draft.founder], draft.founder, kind, diffs, event.statement)
            for draft, event in zip(drafts, events, strict=True)
            for kind, diffs in name_changes(event, occasion)
        ],
        occasion,
    )


def _tell_withdrawn(contracts: Sequence[Contract], occasion: Occasion) -> int:
    named = [(row.pk, row.founder, Change.Kind.WITHDRAWN, {"status": [row.status, None]}, None) for row in contracts]
    return _write_named(named, occasion)


def _write_named(named: Sequence[tuple[int, str, str, Diffs, int | None]], occasion: Occasion) -> int:
    """Write (contract, founder, kind, diffs, statement) as changes; returns how many. A quiet occasion tells nobody."""
    if occasion.quiet:
        return 0
    now = timezone.now()
    document = occasion.document.pk if occasion.document else None
    run = occasion.run.pk if occasion.run else None
    processed = now if occasion.is_reparse else None
    rows = {}
    for contract, founder, kind, diffs, statement in named:
        identity = identify_change(founder, kind, diffs, occasion)
        rows[identity] = (
            contract, identity, kind, diffs, statement, document, run, occasion.as_of, now, processed,
        )  # fmt: skip
    columns = [
        "contract", "identity", "kind", "diffs", "statement", "document", "run", "as_of", "seen_at", "processed_at",
    ]  # fmt: skip
    upsert_rows(Change, columns, list(rows.values()), conflict=["identity"])
    return len(rows)


def _touched_parties(drafts: Sequence[Draft], near: Neighbourhood) -> set[int]:
    now = {pk for draft in drafts for pk in (draft.belief.client, draft.belief.firm)}
    before = {pk for contract in near.contracts.values() for pk in (contract.client_id, contract.firm_id)}
    return now | before


def _ask_about_conflicts(drafts: Sequence[Draft], ids: Mapping[str, int]) -> None:
    """Papers of one rank that name different prices are shown with the newest, and a person is asked."""
    questions = [
        Question(
            ReviewItem.Kind.CONFLICT,
            (draft.founder, "value", str(draft.belief.money.value)),
            "Sources name different prices for the same terms: which one holds?",
            [f"{terms['value']} {terms['currency']} {terms['value_basis']}" for terms in draft.belief.terms],
            contract=ids[draft.founder],
        )
        for draft in drafts
        if "value_conflict" in draft.belief.flags
    ]
    ask(questions)
