"""Contracts on their way to their rows, and what happened to each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.models import Contract, Statement
from tracker.resolution.derivation import Belief
from tracker.resolution.grouping import Group
from tracker.resolution.tally import Tally
from tracker.resolution.voices import Voice
from tracker.services.bulk import fetch_in
from tracker.services.changes import Diffs, Event


@dataclass(slots=True)
class Draft:
    """One group on its way to a row. With a ``tally`` of the whole the group may hold only what is new of it."""

    group: Group
    belief: Belief
    founder: str
    row: Contract | None
    absorbed: list[Contract] = field(default_factory=list)
    tally: Tally | None = None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def statement_count(self) -> int:
        return len(self.group.voices) if self.tally is None else self.tally.statements


@dataclass(frozen=True, slots=True)
class Tidings:
    """What happened to statements, by their ids.

    ``raw_names``: as-filed names that a register wrote otherwise, {"raw_client": [before, after]}. ``fresh`` were read
    for the first time, ``gone`` are no longer listed, ``back`` are listed again.
    """

    raw_names: Mapping[int, Diffs] = field(default_factory=dict)
    fresh: Collection[int] = ()
    gone: Collection[int] = ()
    back: Collection[int] = ()


NOTHING_HAPPENED = Tidings()


def gather_events(drafts: Sequence[Draft], near: Collection[int], tidings: Tidings) -> list[Event]:
    """What happened to each draft's contract, in their order; ``near`` are ids of the statements at hand."""
    renames = [_find_renames(draft, tidings) for draft in drafts]
    names = _read_names(pk for pairs in renames for pair in pairs for pk in pair)
    events = []
    for draft, pairs in zip(drafts, renames, strict=True):
        event = _gather_event(draft, tidings)
        for old, new in pairs:
            event.is_rename = True
            event.raw_names.update(_diff_names(names[old], names[new]) if old in near else {})
        events.append(event)
    return events


def _gather_event(draft: Draft, tidings: Tidings) -> Event:
    row, voices = draft.row, draft.group.voices
    news = [voice for voice in voices if voice.id in tidings.fresh]
    held = {voice.contract for voice in voices if voice.contract is not None}
    before = None if row is None else {name: getattr(row, name) for name in draft.values}
    event = Event(before, draft.values, draft.founder)
    for voice in voices:
        event.raw_names.update(tidings.raw_names.get(voice.id, {}))
    event.is_renewal = row is not None and any(voice.act == "renewal" for voice in news)
    event.joined = [contract.pk for contract in draft.absorbed if contract.merged_into_id is None]
    if row is None or row.merged_into_id is not None or row.withdrawn_at is not None:
        event.separated_from = next(iter(held - {row.pk if row else None}), None)
    event.was_withdrawn = row is not None and row.withdrawn_at is not None
    event.is_gone, event.is_back = _read_listing(voices, tidings)
    event.statement = min((voice.id for voice in news), default=None) or draft.belief.provenance.get("status")
    return event


def _find_renames(draft: Draft, tidings: Tidings) -> list[tuple[int, int]]:
    """(old row, new row) of what was renamed: into a row that is new, or back into one that was there before."""
    voices = draft.group.voices
    found = [(v.renamed_from, v.id) for v in voices if v.renamed_from is not None and v.id in tidings.fresh]
    live = {voice.id for voice in voices if voice.row_key and not voice.is_gone}
    found += [
        (voice.id, voice.renamed_from)
        for voice in voices
        if voice.id in tidings.gone and voice.renamed_from is not None and voice.renamed_from in live
    ]
    return found


def _read_listing(voices: Sequence[Voice], tidings: Tidings) -> tuple[bool, bool]:
    """Whether the register has just stopped listing the contract, and whether it has just begun to again."""
    rows = [voice for voice in voices if voice.row_key]
    live = {voice.id for voice in rows if not voice.is_gone}
    is_gone = not live and any(voice.id in tidings.gone for voice in rows)
    return is_gone, bool(live) and all(pk in tidings.back for pk in live)


_NAMES = ("raw_client", "raw_firm")


def _read_names(statements: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The names as filed, client and firm, by the statements' ids."""
    rows = fetch_in(Statement.objects.values_list("id", *_NAMES), "id", statements)
    return {pk: (client, firm) for pk, client, firm in rows}


def _diff_names(before: tuple[str, str], after: tuple[str, str]) -> Diffs:
    pairs = zip(_NAMES, before, after, strict=True)
    return {name: [old, new] for name, old, new in pairs if old != new}
