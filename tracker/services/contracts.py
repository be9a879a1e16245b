"""Derive contracts from statements: group, believe, write what differs, and tell it as changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from tracker.models import Change, Contract, ReviewItem, Statement
from tracker.resolution.derivation import derive_belief
from tracker.resolution.grouping import Group, group_voices
from tracker.resolution.tally import tally_filings
from tracker.resolution.voices import Voice
from tracker.services.bulk import filter_in, in_batches, insert_rows, update_rows, upsert_rows
from tracker.services.changes import Diffs, Event, Occasion, identify_change, name_changes
from tracker.services.contract_values import fill_values
from tracker.services.drafts import NOTHING_HAPPENED, Draft, Tidings, gather_events
from tracker.services.extending import draft_extensions
from tracker.services.parties import count_contracts
from tracker.services.review import Question, ask
from tracker.services.voices import Neighbourhood, Row, load_rows

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
    rows = load_rows(touched)
    extensions = draft_extensions(rows, tidings.fresh)
    extended = {voice.id for draft in extensions for voice in draft.group.voices}
    done: set[int] = set()
    for piece in _cut(row for pk, row in rows.items() if pk not in extended):
        near = Neighbourhood({row.id: row for row in piece if row.id not in done})
        if near.rows:
            done.update(near.rows)
            _derive(near, occasion, tidings, derived)
    _extend([draft for draft in extensions if draft.group.voices[0].id not in done], occasion, tidings, derived)
    return derived


def _cut(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The statements in pieces that have most of their contracts to themselves.

    What a piece loads beside its own, the earlier filings of long engagements, so stays within bounds.
    """
    return in_batches(sorted(rows, key=lambda row: (row.firm, row.client, row.id)), PIECE)


def _extend(drafts: Sequence[Draft], occasion: Occasion, tidings: Tidings, derived: Derived) -> None:
    """Bring contracts forward by new filings, which concern neither their parties nor any contract beside them."""
    for piece in in_batches(drafts, PIECE):
        fill_values(piece)
        events = gather_events(piece, (), tidings)
        changed = [draft for draft in piece if _differs(draft)]
        ids = _write_contracts(piece, changed)
        derived.contracts |= {ids[draft.founder] for draft in changed}
        derived.changes += _write_changes(piece, events, ids, occasion)


def _derive(near: Neighbourhood, occasion: Occasion, tidings: Tidings, derived: Derived) -> None:
    groups = group_voices(near.voices())
    drafts = _draft_contracts(groups, near)
    fill_values(drafts)
    events = gather_events(drafts, near.rows, tidings)
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
    # Where a person has moved a statement, every contract of the pair is derived from all that is known of it.
    edited = {voice.pair for group in groups for voice in group.voices if group.homes or voice.pinned_to is not None}
    drafts = []
    for group in groups:
        mine = [by_founder[key] for key in [near.rows[voice.id].founds for voice in group.voices] if key in by_founder]
        mine = mine or _find_orphaned(group, near, founding)
        homes = [near.contracts[pk] for pk in sorted(group.homes) if pk in near.contracts]
        mine += [contract for contract in homes if contract not in mine]
        mine.sort(key=lambda contract: (contract.pk not in group.homes, contract.pk))
        row = mine[0] if mine else None
        founder = row.founder if row else near.rows[_choose_founder(group).id].founds
        tally = None if edited & {voice.pair for voice in group.voices} else tally_filings(group.voices)
        drafts.append(Draft(group, derive_belief(group.voices), founder, row, mine[1:], tally))
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
