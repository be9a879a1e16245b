"""Compare a whole snapshot of a register with what is known: renamed, disappeared, listed again.

Each statement carries the span of snapshots that held it, so an older snapshot that arrives late is fitted in between
its neighbours and ends in the same spans and the same renames as if it had come in time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from tracker.models import Document, ReviewItem, Statement
from tracker.services.bulk import fetch_in, filter_in
from tracker.services.statements import Reading

Pair = tuple[str, str]
Unsure = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(slots=True)
class Plan:
    """What a snapshot will do to the statements of its source, known before its rows are written.

    ``listed``: identities in the snapshot. ``renames``: (old identity, new identity) between the snapshot before and
    this one, ``later_renames`` between this one and the one after it. ``unlinked``: ids of statements that a rename
    must no longer join, because this snapshot shows otherwise. ``vanished``: ids of statements that it no longer
    lists. ``next_as_of``: the neighbour after it when it is older than what is known, else None.
    """

    as_of: datetime
    listed: frozenset[str]
    next_as_of: datetime | None = None
    renames: list[Pair] = field(default_factory=list)
    later_renames: list[Pair] = field(default_factory=list)
    unlinked: list[int] = field(default_factory=list)
    vanished: list[int] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        return self.next_as_of is not None


def plan_snapshot(reading: Reading, listing: Mapping[str, str], *, is_whole: bool = True) -> Plan:
    """Plan a snapshot given as identity → spell key ("" where a register has no such key).

    While a row of it is unreadable (``is_whole`` is False) nothing is called gone or renamed: that row may be the one
    that is missing. Another reading of an old snapshot finds the spans as its first one left them.
    """
    others = Document.objects.filter(
        source=reading.source, page=reading.document.page, state=Document.State.PARSED
    ).exclude(pk=reading.document.pk)
    plan = Plan(reading.as_of, frozenset(listing), _find_next(others, reading.as_of))
    is_known = reading.document.is_snapshot and reading.document.state == Document.State.PARSED
    known = {} if not is_whole or (is_known and plan.is_late) else _load_spans(reading)
    if not known:
        return plan
    before = others.filter(is_snapshot=True, as_of__lt=reading.as_of).order_by("-as_of").first()
    comparison = _Comparison(plan, listing, known, before.as_of if before else None)
    comparison.compare_with_former()
    if plan.is_late:
        comparison.compare_with_next(_decided_renames(reading))
    return plan


def _find_next(others: QuerySet[Document], as_of: datetime) -> datetime | None:
    """The next whole snapshot; without one, the next of which only a part could be read."""
    newer = others.filter(as_of__gt=as_of).order_by("-is_snapshot", "as_of")
    return newer.values_list("as_of", flat=True).first()


@dataclass(frozen=True, slots=True)
class _Span:
    id: int
    spell_key: str
    first_as_of: datetime
    gone_as_of: datetime | None
    renamed_from: int | None


def _load_spans(reading: Reading) -> dict[str, _Span]:
    rows = Statement.objects.filter(
        source=reading.source, kind__in=("listing", "registration"), first_document__page=reading.document.page
    ).values_list("identity", "id", "spell_key", "first_as_of", "gone_as_of", "renamed_from_id")
    return {row[0]: _Span(*row[1:]) for row in rows.iterator(chunk_size=5000)}


def _decided_renames(reading: Reading) -> frozenset[str]:
    """New rows of which a person has said what they were renamed from."""
    answers = ReviewItem.objects.filter(
        kind=ReviewItem.Kind.RENAME, state__in=(ReviewItem.State.ACCEPTED, ReviewItem.State.REJECTED)
    ).values_list("suggestion", flat=True)
    mine = (answer for answer in answers if answer.get("source") == reading.source.slug)
    return frozenset(identity for answer in mine for identity in answer.get("new", ()))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A snapshot beside its neighbours. ``former_as_of`` is the whole snapshot before it, if there is one."""

    plan: Plan
    listing: Mapping[str, str]
    known: Mapping[str, _Span]
    former_as_of: datetime | None

    def compare_with_former(self) -> None:
        """What the snapshot before it listed and this one does not, and the other way round."""
        plan = self.plan
        # A row that later snapshots list again was gone here all the same.
        missing = {
            identity: row
            for identity, row in self.known.items()
            if identity not in self.listing
            and (row.first_as_of < plan.as_of or not plan.is_late)
            and (row.gone_as_of is None or row.gone_as_of >= plan.as_of)
        }
        plan.vanished = [row.id for row in missing.values() if row.gone_as_of == plan.next_as_of]
        old = {identity: row.spell_key for identity, row in missing.items() if not self._came_between(row)}
        new = {identity: spell for identity, spell in self.listing.items() if self._has_come(identity)}
        plan.renames, plan.unsure = _find_renames(old, new)

    def compare_with_next(self, decided: Collection[str]) -> None:
        """What this late snapshot lists and the next one does not; rows that were compared without it are unlinked."""
        plan, following = self.plan, self.plan.next_as_of
        old = {i: spell for i, spell in self.listing.items() if i not in self.known or self._is_last(self.known[i])}
        new = {
            identity: row.spell_key
            for identity, row in self.known.items()
            if row.first_as_of == following and identity not in self.listing
        }
        plan.later_renames, _ = _find_renames(old, new)
        plan.renames = [pair for pair in plan.renames if pair[1] not in decided]
        plan.later_renames = [pair for pair in plan.later_renames if pair[1] not in decided]
        linked = {new for _, new in (*plan.renames, *plan.later_renames)} | set(decided)
        compared = {*new, *(i for i in self.listing if i in self.known and self._has_come(i))}
        plan.unlinked = [self.known[i].id for i in compared - linked if self.known[i].renamed_from is not None]

    def _has_come(self, identity: str) -> bool:
        """Not listed before: unknown, or written by an attempt at this very snapshot that died before its end."""
        row = self.known.get(identity)
        return row is None or row.first_as_of >= self.plan.as_of or self._came_between(row)

    def _came_between(self, row: _Span) -> bool:
        """First listed after the last whole snapshot, in one of which only a part could be read."""
        return self.former_as_of is not None and self.former_as_of < row.first_as_of < self.plan.as_of

    def _is_last(self, row: _Span) -> bool:
        """Whether a listed row is not in the next snapshot: it ended before, or was first seen after that one."""
        following = self.plan.next_as_of or self.plan.as_of
        return row.first_as_of > following or (row.gone_as_of is not None and row.gone_as_of <= following)


def _find_renames(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[list[Pair], list[Unsure]]:
    """One row gone and one row come under the same number and date is a rename; anything else is a question."""
    gone: dict[str, list[str]] = defaultdict(list)
    come: dict[str, list[str]] = defaultdict(list)
    for identity, spell in old.items():
        if spell:
            gone[spell].append(identity)
    for identity, spell in new.items():
        if spell in gone:
            come[spell].append(identity)
    renames: list[Pair] = []
    unsure: list[Unsure] = []
    for spell, appeared in come.items():
        if len(appeared) == 1 and len(gone[spell]) == 1:
            renames.append((gone[spell][0], appeared[0]))
        else:
            unsure.append((tuple(sorted(gone[spell])), tuple(sorted(appeared))))
    return renames, unsure


def link_renames(plan: Plan, written: Iterable[str], reading: Reading) -> set[int]:
    """Join the renamed rows of which one was just written; returns ids of the statements on both sides."""
    batch = set(written)
    pairs = [pair for pair in plan.renames if pair[1] in batch]
    pairs += [pair for pair in plan.later_renames if pair[0] in batch]
    if not pairs:
        return set()
    wanted = [identity for pair in pairs for identity in pair]
    rows = Statement.objects.filter(source=reading.source).values_list("identity", "id")
    ids = dict(fetch_in(rows, "identity", wanted))
    touched: set[int] = set()
    for old, new in pairs:
        if old in ids and new in ids:
            Statement.objects.filter(id=ids[new]).update(renamed_from_id=ids[old])
            if not plan.is_late:
                Statement.objects.filter(id=ids[old], gone_as_of=None).update(gone_as_of=plan.as_of)
            touched |= {ids[old], ids[new]}
    return touched


def close_spans(plan: Plan) -> set[int]:
    """Mark what the snapshot no longer lists; returns the statements whose contracts are touched by it."""
    touched: set[int] = set()
    for piece in filter_in(Statement.objects.all(), "id", plan.vanished):
        live = piece if plan.is_late else piece.filter(gone_as_of=None)
        touched.update(live.values_list("id", flat=True))
        live.update(gone_as_of=plan.as_of)
    return touched


def unlink_renames(plan: Plan) -> set[int]:
    """Part rows that no rename joins, now that the snapshot between them is known; returns the new ones."""
    for piece in filter_in(Statement.objects.all(), "id", plan.unlinked):
        piece.update(renamed_from=None)
    return set(plan.unlinked)
