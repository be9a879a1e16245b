"""For whom a client acts, under whom a firm works, where a client sits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extraction.assembly import Draft
from tracker.extraction.frames import Reference, Sighting
from tracker.extraction.lowered import compile_lower
from tracker.extraction.parties import Party
from tracker.extraction.weights import FIRM

_OWNED = compile_lower(
    r"\b(?:(?:wholly|fully|partly|majority)[- ]?\s*owned|owned\s+by|belongs?\s+to|act(?:s|ing|ed)\s+(?:for"
    r"|on\s+behalf\s+of)|on\s+behalf\s+of|controlled\s+by"
    r"|(?:policy|diplomatic|political|media|commercial|procurement|investment|lobbying)\s+(?:arm|wing)\s+of"
    r"|front\s+(?:group\s+)?for|(?:arm|wing|vehicle|subsidiary)\s+of)\b",
)
_SUB_OF = re.compile(
    r"\b(?:sub-?contract(?:or|ors|ed|s|ing)?\s+(?:to|of|for|from|by|under|with)"
    r"|under\s+(?:a\s+)?(?:sub-?contract\s+(?:with|to|from)|contract\s+to)|hired\s+(?:through|by\s+way\s+of|via)"
    r"|hired\s+by|works?\s+under|working\s+under)\b",
    re.IGNORECASE,
)
_OWNER_REACH = 60
_ASIDE_REACH = 110
_SUB_WORD = re.compile(r"\bsub-?contract\w*|\bfarm(?:ed|s|ing)\s+out|\bhired\s+through\b", re.IGNORECASE)


def find_owners(text: str, low: str, sightings: Sequence[Sighting]) -> dict[int, Reference]:
    """Party → the further party for which it acts: "X, which belongs to Y", "X, the diplomatic arm of Y"."""
    owners: dict[int, Reference] = {}
    for sighting in sightings:
        for match in _OWNED.finditer(low, sighting.start, sighting.end):
            for one, other in _beside(text, sighting, match.start(), match.end()):
                owners.setdefault(one.party.number, other)
    return owners


def _beside(text: str, sighting: Sighting, start: int, end: int) -> list[tuple[Reference, Reference]]:
    """The parties before a word of ownership, nearest first, each with the nearest party after it."""
    after = [r for r in sighting.references if r.start >= end]
    if not after or after[0].start - end >= _OWNER_REACH or after[0].party.firmness >= FIRM:
        return []
    other = after[0]
    before = [r for r in sighting.references if r.end <= start and other.start - r.end <= _ASIDE_REACH]
    return [(one, other) for one in reversed(before[-3:]) if one.party is not other.party]


def prime_of(text: str, draft: Draft, sightings: Sequence[Sighting]) -> Reference | None:
    """The firm under which the draft's firm works, when a sentence about it speaks of a subcontract."""
    for link in draft.links:
        prime = _prime_in(text, draft.firms[0], sightings[link.sentence])
        if prime:
            return prime
    return None


def _prime_in(text: str, firm: Party, sighting: Sighting) -> Reference | None:
    if not _SUB_WORD.search(text, sighting.start, sighting.end):
        return None
    own = next((r for r in sighting.references if r.party is firm), None)
    others = [r for r in sighting.references if r.party.firmness >= FIRM and r.party is not firm]
    if own is None:
        return None
    for other in others:
        if other.start > own.end and _SUB_OF.search(text, own.end, other.start):
            return other
        if other.end < own.start and _is_prime(text, other, own, sighting):
            return other
    return None


def _is_prime(text: str, other: Reference, own: Reference, sighting: Sighting) -> bool:
    """ "Y has taken on a subcontractor: X", "A subcontractor to Y, X, gets …"."""
    between = text[other.end : own.start]
    before = text[max(sighting.start, other.start - 40) : other.start]
    if re.search(r"sub-?contractor\s+(?:to|of|for)\s+(?:the\s+)?$", before, re.IGNORECASE):
        return True
    return bool(_SUB_WORD.search(between) or _SUB_WORD.search(text, own.end, sighting.end)) and not re.search(
        r"sub-?contractor\s+(?:to|of|for)", text[own.end : sighting.end], re.IGNORECASE
    )
