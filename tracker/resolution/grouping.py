"""Which statements speak of one contract: a pure function of the statements of some client–firm pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.resolution.pins import find_places
from tracker.resolution.reports import span_of_filings
from tracker.resolution.voices import Voice

TOLERANCE_DAYS = 183
"""How far outside a register's spell an article may lie and still speak of it.

FARA registrants have ten days to register and file within thirty days of each six months; principals' terminations
reach the register with a median of 94 days.
"""

SAME_NEWS_DAYS = 550
"""Articles about one pair further apart than this, without a renewal between them, tell of two contracts."""


def _span_of_listings(rows: Sequence[Voice]) -> tuple[date, date] | None:
    if not rows:
        return None
    opened = min((voice.registered_on for voice in rows if voice.registered_on), default=date.min)
    live = [voice for voice in rows if not voice.is_gone] or rows
    last = max(voice.deregistered_on or date.max for voice in live)
    return opened, last if last >= opened else date.max


Pair = tuple[int, int]
"""Client and firm."""


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one contract. ``previous`` is the index of the earlier spell in the result, or None.

    ``homes`` are the contracts of which a person said that statements of the group belong there.
    """

    client: int
    firm: int
    voices: tuple[Voice, ...]
    previous: int | None = None
    homes: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Spell:
    """Register rows that are one entry, in several sources or renamed in place, with the articles about them."""

    rows: list[Voice]
    articles: list[Voice] = field(default_factory=list)
    _span: tuple[date, date] | None = None

    @property
    def speaker(self) -> Voice:
        return max(self.rows, key=lambda voice: (not voice.is_superseded, voice.weight))

    @property
    def opened(self) -> date:
        return self.span[0]

    @property
    def closed(self) -> date:
        """The last day, or date.max while any row is open. An end before the start is an error and closes nothing."""
        return self.span[1]

    @property
    def span(self) -> tuple[date, date]:
        if self._span is None:
            self._span = self._read_span()
        return self._span

    def take_in(self, other: _Spell) -> None:
        """Take all rows of another entry, which is left empty."""
        self.rows.extend(other.rows)
        other.rows.clear()
        self._span = None

    def _read_span(self) -> tuple[date, date]:
        listed = [voice for voice in self.rows if voice.is_listing]
        spans = [span for span in (_span_of_listings(listed), span_of_filings(self.rows)) if span is not None]
        return min(first for first, _ in spans), max(last for _, last in spans)

    @property
    def order(self) -> tuple[date, str]:
        return (self.opened, min(voice.row_key for voice in self.rows))

    def distance(self, day: date) -> int:
        """Days between the spell and the day; 0 inside it."""
        if day < self.opened:
            return (self.opened - day).days
        return max((day - self.closed).days, 0) if self.closed != date.max else 0


def group_voices(voices: Iterable[Voice]) -> list[Group]:
    """Partition the statements into contracts; the same set gives the same groups in the same order.

    Register rows are spells of their own; articles join the spell that they fall into; what remains is grouped by
    time. Statements that a person pinned go where the person put them.
    """
    voices = sorted(voices, key=lambda voice: voice.identity)
    spells = _join_registers(_build_spells([voice for voice in voices if voice.row_key]))
    unplaced = _place_loose([voice for voice in voices if not voice.row_key], spells)
    by_pair: dict[Pair, tuple[list[_Spell], list[Voice]]] = defaultdict(lambda: ([], []))
    for spell in spells:
        by_pair[spell.speaker.pair][0].append(spell)
    for voice in unplaced:
        by_pair[voice.pair][1].append(voice)
    groups: list[Group] = []
    for pair in sorted(by_pair):
        groups.extend(_group_pair(pair, *by_pair[pair], offset=len(groups)))
    return _apply_pins(groups)


def _place_loose(loose: Sequence[Voice], spells: Sequence[_Spell]) -> list[Voice]:
    """Add each article to the spell that it falls into; returns those that fall into none.

    A spell is found by every pair that its rows ever named: an article keeps the name that its time knew, also
    when the register has renamed the row since.
    """
    by_pair: dict[Pair, list[_Spell]] = defaultdict(list)
    for spell in spells:
        for pair in {voice.pair for voice in spell.rows}:
            by_pair[pair].append(spell)
    unplaced = []
    for voice in loose:
        candidates = by_pair.get(voice.pair, [])
        index = _find_spell(voice, candidates)
        if index is None:
            unplaced.append(voice)
        else:
            candidates[index].articles.append(voice)
    return unplaced


def _build_spells(rows: Sequence[Voice]) -> list[_Spell]:
    """Join rows with one register key, and rows that a rename links."""
    leader = {voice.id: voice.id for voice in rows}

    def find(item: int) -> int:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    first_of_key: dict[str, int] = {}
    for voice in rows:
        other = first_of_key.setdefault(f"{voice.register}|{voice.row_key}", voice.id)
        leader[find(voice.id)] = find(other)
        if voice.renamed_from in leader:
            leader[find(voice.id)] = find(voice.renamed_from)
    members: dict[int, list[Voice]] = defaultdict(list)
    for voice in rows:
        members[find(voice.id)].append(voice)
    return sorted((_Spell(group) for group in members.values()), key=lambda spell: spell.order)


def _join_registers(spells: list[_Spell]) -> list[_Spell]:
    """Entries of different registers for one pair, at one time, are one engagement filed twice.

    Each entry is joined with at most one of another register: the one with which it shares the most days.
    """
    by_pair: dict[Pair, list[_Spell]] = defaultdict(list)
    for spell in spells:
        by_pair[spell.speaker.pair].append(spell)
    for together in by_pair.values():
        if len({spell.rows[0].register for spell in together}) > 1:
            _join_overlapping(together)
    return sorted((spell for spell in spells if spell.rows), key=lambda spell: spell.order)


def _join_overlapping(spells: list[_Spell]) -> None:
    """Move the rows of later entries to the earlier ones that they are joined with; the emptied ones stay behind."""
    candidates = []
    for i, one in enumerate(spells):
        for j in range(i + 1, len(spells)):
            shared = _shared_days(one.span, spells[j].span)
            if shared > -TOLERANCE_DAYS and one.rows[0].register != spells[j].rows[0].register:
                candidates.append((-shared, i, j))
    heads = list(range(len(spells)))
    held = [{spell.rows[0].register} for spell in spells]
    for _, i, j in sorted(candidates):
        i, j = sorted((heads[i], heads[j]))
        if i == j or held[i] & held[j]:
            continue
        spells[i].take_in(spells[j])
        held[i] |= held[j]
        heads = [i if head == j else head for head in heads]


def _shared_days(one: tuple[date, date], two: tuple[date, date]) -> int:
    """Days that two spans share, with open ends; negative: the days between them."""
    return (min(one[1], two[1]) - max(one[0], two[0])).days


def _group_pair(pair: Pair, spells: list[_Spell], unplaced: list[Voice], *, offset: int) -> list[Group]:
    spells.sort(key=lambda spell: spell.order)
    members: list[list[Voice]] = [[*spell.rows, *spell.articles] for spell in spells]
    openings = [(spell.opened, spell.closed) for spell in spells]
    for run in _split_runs(unplaced):
        members.append(run)
        openings.append(_span_of(run))
    order = sorted(range(len(members)), key=lambda i: (openings[i], members[i][0].identity))
    groups: list[Group] = []
    for position, i in enumerate(order):
        voices = tuple(sorted(members[i], key=lambda voice: voice.identity))
        previous = _find_previous(openings, order[:position], openings[i][0])
        groups.append(Group(*pair, voices, None if previous is None else offset + previous))
    return groups


def _find_spell(voice: Voice, spells: Sequence[_Spell]) -> int | None:
    """The spell that the article falls into or near; None when none fits or nothing tells which."""
    day = voice.happened_on
    if day is None:
        return 0 if len(spells) == 1 else None
    fitting = [
        (spell.distance(day), abs((spell.opened - day).days), index)
        for index, spell in enumerate(spells)
        if spell.distance(day) <= TOLERANCE_DAYS
    ]
    return min(fitting)[2] if fitting else None


def _split_runs(loose: list[Voice]) -> list[list[Voice]]:
    """Statements outside every register, in time: a new hire after an end or after long silence opens a contract."""
    dated = sorted(loose, key=lambda voice: (voice.happened_on or date.min, voice.identity))
    runs: list[list[Voice]] = []
    for voice in dated:
        if runs and not _opens_run(voice, runs[-1]):
            runs[-1].append(voice)
        else:
            runs.append([voice])
    return runs


def _opens_run(voice: Voice, run: list[Voice]) -> bool:
    day = voice.happened_on
    known = [other.happened_on for other in run if other.happened_on is not None]
    if day is None or not known or voice.act in ("renewal", "amendment", "termination"):
        return False
    if any(other.act == "termination" for other in run) and voice.act == "new":
        return day > max(known)
    lasts = [other.end.last for other in run if other.end is not None]
    return (day - max(known + lasts)).days > SAME_NEWS_DAYS


def _span_of(run: list[Voice]) -> tuple[date, date]:
    days = [voice.happened_on for voice in run if voice.happened_on is not None]
    ends = [voice.end.last for voice in run if voice.end is not None]
    ends += [v.posted_on for v in run if v.act == "termination" and v.posted_on is not None]
    return (min(days, default=date.min), max(ends, default=date.max))


def _find_previous(spans: Sequence[tuple[date, date]], earlier: Sequence[int], opened: date) -> int | None:
    """Position of the latest earlier spell that had ended when this one began."""
    ended = [(spans[i], position) for position, i in enumerate(earlier) if spans[i][1] <= opened]
    return max(ended)[1] if ended else None


def _apply_pins(groups: list[Group]) -> list[Group]:
    """Move what a person pinned, and what follows it, to the group that holds the rest of that contract."""
    if not any(voice.pinned_to for group in groups for voice in group.voices):
        return groups
    places = find_places([group.voices for group in groups])
    members: dict[tuple[bool, int], list[Voice]] = defaultdict(list)
    homes: dict[tuple[bool, int], set[int]] = defaultdict(set)
    for voice in (voice for group in groups for voice in group.voices if voice.id in places):
        place = places[voice.id]
        members[place.key].append(voice)
        if place.home is not None:
            homes[place.key].add(place.home)
    kept = sorted(members)
    return [_regroup(key, members[key], homes[key], groups, kept) for key in kept]


def _regroup(
    key: tuple[bool, int], voices: list[Voice], homes: set[int], groups: list[Group], kept: list[tuple[bool, int]]
) -> Group:
    is_apart, index = key
    voices = sorted(voices, key=lambda voice: voice.identity)
    if is_apart:
        speaker = min(voices, key=lambda voice: (voice.kind == "correction", voice.identity))
        return Group(speaker.client, speaker.firm, tuple(voices), None, frozenset(homes))
    group = groups[index]
    earlier = None if group.previous is None else (False, group.previous)
    previous = kept.index(earlier) if earlier in kept else None
    return Group(group.client, group.firm, tuple(voices), previous, frozenset(homes))
