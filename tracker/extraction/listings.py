"""Contracts told without a verb: records ("Guyana — Acme Sage; $40,000 monthly") and rows of "A for B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.extraction.acts import Trigger
from tracker.extraction.frames import Reference, Sighting
from tracker.extraction.lowered import compile_lower
from tracker.extraction.rule import Rule, Sides

LISTED = Rule("listed", "SY", "act", "unknown", "")
LISTED_FOR = Rule("listed for", "FC", "act", "new", "")
OWNED = Rule("owned", "CF", "deal", "unknown", "")
LISTED_OUT = Rule("listed for", "FC", "act", "termination", "")

_SEPARATOR = re.compile(
    r"\s*(?:\([^)]{0,80}\)\s*)?[.*_]{0,3}(?:\s[—–|-]{1,2}\s|[;:|\t]\s*|—|\s*→\s*)\s*[*_]{0,3}(?:the\s+)?", re.IGNORECASE
)
_FOR = re.compile(
    r"\s*\(for\s+(?:the\s+)?|\)?\s*(?:\([^)]{0,60}\))?\s+for\s+(?:the\s+)?(?:\w+[- ]based\s+)?", re.IGNORECASE
)
_TELLS = re.compile(
    r"\d|[$€£]|\b(?:new|renew\w*|terminat\w*|amend\w*|undisclosed|pro bono|extension|hourly|monthly|retainer)\b",
    re.IGNORECASE,
)
_ROW_CUE = compile_lower(
    r"\b(?:regist\w+|sign(?:ed|s|-?ups?|ings?)|hir(?:ed|es|ings?)|new\s+(?:clients?|business|work|lobby\w*)"
    r"|retain\w*|engag\w+"
    r"|lobby\w*|on\s+the\s+(?:books|register|list)|filings?)\b"
)
_OUT = compile_lower(
    r"\b(?:terminat\w+|withdr[ae]w\w*|drop(?:ped|s)|deregist\w+|end(?:ed|s|ings?)|no\s+longer|left|out)\b"
)
_GAPPED = re.compile(r"\s*(?:\([^()]{1,60}\)\s*)?,?\s*(?:with\s+|at\s+)?")
_ELLIPSIS = re.compile(r"['’]s?(?:\s+(?:with|is|was|runs|ran|ends|ended|expires|expired|began)\s|,\s+(?=[a-z]))")
_LIKELY = 0.3
_UNLIKE = 0.5
_OPENING = 14
_LONGEST = 320
_ROW = 2


def listed(text: str, low: str, sightings: Sequence[Sighting], sighting: Sighting) -> list[Trigger]:
    """The triggers that stand for verbs which a list leaves out, in order."""
    record = _record(text, sighting) if _is_alone(sightings, sighting) else None
    if record:
        return [record]
    return [*_row(text, low, sightings, sighting), *_gapped(text, sighting), *_owned(text, sighting)]


def _is_alone(sightings: Sequence[Sighting], sighting: Sighting) -> bool:
    """Whether the sentence begins a paragraph or a line of its own."""
    number = sighting.number
    first = number == 0 or sightings[number - 1].paragraph != sighting.paragraph
    return first and sighting.end - sighting.start <= _LONGEST


def _record(text: str, sighting: Sighting) -> Trigger | None:
    """The sign between the two names that open a record; one of them must look like a client."""
    named = [r for r in sighting.references if not r.anaphor][:4]
    if len(named) < 2 or named[0].start - sighting.start > _OPENING:
        return None
    if not _TELLS.search(text, named[1].end, sighting.end):
        return None
    one = named[0]
    for other in named[1:]:
        sides = _sides(one, other)
        if sides and _SEPARATOR.fullmatch(text, one.end, other.start):
            return Trigger(LISTED, one.end, other.start, sides)
    return None


def _sides(one: Reference, other: Reference) -> Sides | None:
    """Which of the two is the client; None when neither looks like one or both are states."""
    first, second = _client_like(one), _client_like(other)
    if one.party is other.party or (one.party.is_state and other.party.is_state):
        return None
    if max(first, second) < _LIKELY and abs(first - second) < _UNLIKE:
        return None
    return "CF" if first >= second else "FC"


def _client_like(reference: Reference) -> float:
    return max(reference.mention.clientness, reference.party.clientness) - max(0.0, reference.party.firmness)


def _row(text: str, low: str, sightings: Sequence[Sighting], sighting: Sighting) -> Iterator[Trigger]:
    """ "Acme Carr for Aventura Hospital, Pine Group for the Greyhound League": at least two pairs in a sentence."""
    named = [r for r in sighting.references if not r.anaphor]
    joined = [(a, b) for a, b in pairwise(named) if _FOR.fullmatch(text, a.end, b.start) and a.party is not b.party]
    cued = _ROW_CUE.search(low, sighting.start, sighting.end)
    if not joined or not (cued or (len(joined) >= _ROW and _is_announced(low, sightings, sighting))):
        return
    if len(joined) < _ROW and not _is_announced(low, sightings, sighting):
        verbs = any(t.rule.grade == "act" for t in sighting.triggers)
        if verbs or joined[0][0].start - sighting.start > _OPENING:
            return
    for firm, client in joined:
        out = _OUT.search(low, max(sighting.start, firm.start - 30), firm.start)
        between = _OUT.search(low, firm.end, client.start)
        yield Trigger(LISTED_OUT if out or between else LISTED_FOR, firm.end, client.start, "FC")


def _gapped(text: str, sighting: Sighting) -> Iterator[Trigger]:
    """ "Acme got $80,000, Birch Lane (Jane Roe's shop) $40,000 and Cedar Court $30,000": the verb is left out."""
    paid = next((t for t in sighting.triggers if t.rule.grade == "pay" and t.sides == "FC" and not t.doubtful), None)
    if paid is None:
        return
    for money in sighting.money:
        before = next((r for r in reversed(sighting.references) if paid.end < r.start and r.end <= money.start), None)
        if before and not before.party.is_state and _GAPPED.fullmatch(text, before.end, money.start):
            yield Trigger(paid.rule, before.end, before.end, "FC")


def _owned(text: str, sighting: Sighting) -> Iterator[Trigger]:
    """ "Kenya's with Acme is at an end", "Chad's, signed in May, is worth $85,000": a contract told of before."""
    for reference in sighting.references:
        if reference.mention.possessive and (match := _ELLIPSIS.match(text, reference.end, sighting.end)):
            yield Trigger(OWNED, match.start(), match.start() + 2, "CF")


def _is_announced(low: str, sightings: Sequence[Sighting], sighting: Sighting) -> bool:
    """Whether this sentence or the one before it speaks of hirings or of a register."""
    before = sightings[max(0, sighting.number - 1)]
    return bool(_ROW_CUE.search(low, before.start, sighting.end))
