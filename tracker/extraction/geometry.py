"""Where the parties of a sentence stand to its verbs: on which side, and what lies between."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from tracker.extraction import slots
from tracker.extraction.acts import Sides, Trigger
from tracker.extraction.frames import Reference, Sighting
from tracker.extraction.lowered import compile_lower

_BREAK = compile_lower(r"[,;:—–]|\b(?:which|who|whom|whose|that|while|but|after|before|when|where|because)\b")
_CLAUSE_OPENER = re.compile(r",\s+(?:and\s+|but\s+|while\s+)?(?:(?:the|both|its|their|his)\s+)?(?:[a-z]+\s+){0,2}$")
_VERB_REACH = 25
_SUBJECT_REACH = 12
_JOINT = compile_lower(r";|,\s+(?:and|while|but|whereas)\b|\bwhile\b|\bwhereas\b")


class Geometry:
    """The lie of one sentence; answers are kept, since every pair of parties asks again."""

    def __init__(self, text: str, low: str, sighting: Sighting) -> None:
        self.text = text
        self.low = low
        self._sighting = sighting
        self._places = [(r.start, r.end) for r in sighting.references]
        self._clauses = _cut_clauses(text, low, sighting)
        self._obstacles: dict[tuple[int, int, int], int] = {}
        self._sides: dict[tuple[int, int, Sides], float] = {}

    @cached_property
    def asides(self) -> list[tuple[int, int]]:
        return slots.find_asides(self.low, self._sighting.start, self._sighting.end)

    @cached_property
    def _breaks(self) -> list[int]:
        return [m.start() for m in _BREAK.finditer(self.low, self._sighting.start, self._sighting.end)]

    @cached_property
    def _joints(self) -> list[int]:
        return [m.start() for m in _JOINT.finditer(self.low, self._sighting.start, self._sighting.end)]

    def side(self, reference: Reference, trigger: Trigger, before_when: Sides) -> float:
        """1 on the side that the trigger keeps for the role, -1 on the other, 0 when it keeps none.

        ``before_when``: the order in which the role stands before the verb ("FC" for a firm, "CF" for a client).
        """
        if trigger.sides == "SY":
            return 0.0
        key = (reference.start, trigger.start, before_when)
        if key not in self._sides:
            before = reference.end <= trigger.start
            if before_when == "FC" and before and slots.is_object_relative(self.text, reference, trigger):
                before = False
            self._sides[key] = 1.0 if before == (trigger.sides == before_when) else -1.0
        return self._sides[key]

    def obstacles(self, reference: Reference, trigger: Trigger) -> int:
        """What parts the two: other parties and clause breaks. Whole asides do not count; being in one counts two."""
        key = (reference.start, trigger.start, trigger.end)
        if key not in self._obstacles:
            self._obstacles[key] = self._count(reference, trigger)
        return self._obstacles[key]

    def between(self, one: Reference, other: Reference) -> int:
        """What parts two parties of the sentence: other parties, and the joints between clauses, which count two."""
        low, high = (one.end, other.start) if one.start < other.start else (other.end, one.start)
        parties = sum(1 for a, b in self._places if low <= a and b <= high)
        joints = sum(1 for at in self._joints if low <= at < high)
        return parties + 2 * joints

    def clause(self, at: int) -> int:
        """Number of the main clause that the offset lies in."""
        return bisect_right(self._clauses, at)

    def is_apart(self, one: int, other: int, rivals: Iterable[Reference]) -> bool:
        """Whether two places lie in different main clauses and one of the ``rivals`` stands in that of ``other``."""
        if not self._clauses:
            return False
        home = self.clause(other)
        return self.clause(one) != home and any(self.clause(r.start) == home for r in rivals)

    def _count(self, reference: Reference, trigger: Trigger) -> int:
        low, high = gap_between(reference, trigger)
        skipped = [(a, b) for a, b in self.asides if low <= a and b <= high + 1]
        between = sum(
            1 for a, b in self._places if low <= a and b <= high and not any(c <= a and b <= d for c, d in skipped)
        )
        breaks = sum(1 for at in self._breaks if low <= at < high and not any(c <= at <= d for c, d in skipped))
        return between + breaks + (2 if self._is_inside(reference, trigger) else 0)

    def _is_inside(self, reference: Reference, trigger: Trigger) -> bool:
        """Whether the reference stands in an aside that the trigger does not."""
        return any(a <= reference.start and reference.end <= b and not a <= trigger.start <= b for a, b in self.asides)


def _cut_clauses(text: str, low: str, sighting: Sighting) -> list[int]:
    """Where a further main clause begins: at a joint, or at a name after a comma that a verb follows.

    On both sides there must be an act or a payment; round a semicolon an amount will do.
    """
    deeds = [t.start for t in sighting.triggers if t.rule.grade in ("act", "pay")]
    telling = deeds + [m.start for m in sighting.money]
    if len(telling) < 2:
        return []
    cuts = {}
    for match in _JOINT.finditer(low, sighting.start, sighting.end):
        subject = any(0 <= r.start - match.end() < _SUBJECT_REACH for r in sighting.references)
        cuts[match.end()] = telling if subject or match.group() == ";" else deeds
    for reference in sighting.references:
        opens = _CLAUSE_OPENER.search(text, max(sighting.start, reference.start - 30), reference.start)
        if opens and any(
            t.rule.grade in ("act", "pay") and not t.passive and 0 < t.start - reference.end < _VERB_REACH
            for t in sighting.triggers
        ):
            cuts[reference.start] = deeds
    found: list[int] = []
    begin = sighting.start
    for cut, signs in sorted(cuts.items(), key=lambda item: item[0]):
        if any(begin <= at < cut for at in signs) and any(at >= cut for at in signs):
            found.append(cut)
            begin = cut
    return found


def distance(reference: Reference, trigger: Trigger) -> int:
    """Characters between them."""
    gap = trigger.start - reference.end if reference.end <= trigger.start else reference.start - trigger.end
    return gap if gap > 0 else 0


def nearest_to(trigger: Trigger, references: Sequence[Reference]) -> Reference:
    """The reference closest to the trigger, of equally close ones the first."""
    if len(references) == 1:
        return references[0]
    return min(references, key=lambda reference: distance(reference, trigger))


def gap_between(reference: Reference, trigger: Trigger) -> tuple[int, int]:
    """Where the text between them begins and ends."""
    return (reference.end, trigger.start) if reference.end <= trigger.start else (trigger.end, reference.start)
