"""Which amounts of a document stand for which contract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.extraction import slots
from tracker.extraction.assembly import Draft
from tracker.extraction.frames import Reference, Sighting
from tracker.extraction.prices import RATES, Candidate
from tracker.extraction.weights import FIRM
from tracker.normalize.money import Money

_DIRECTLY = re.compile(r"\s*(?:a\s+(?:month|year|quarter)\s+|per\s+\w+\s+)?(?:to|with|for|from)\s+(?:the\s+)?")
_PARTS = re.compile(r";|,\s+(?:and|while|but)\b|\bwhile\b", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:(?:the|all)\s+(?:two|three|four|five|six|pair|trio|firms)\b|(?:all|both|each)\s+of\s+them|between\s+them|altogether"
    r"|combined|together\b)",
    re.IGNORECASE,
)
_BESIDE = 30
_CARRIED = re.compile(r"\s*,?\s*(?:and|while|,)\s+(?:(?!in\s+all|a\s+total|altogether)[^.;]){0,50}", re.IGNORECASE)
_WHOLE = re.compile(
    r"\s*(?:in\s+(?:all|total|full)|altogether|for\s+the|upfront|up\s+front|at\s+once|over\s)", re.IGNORECASE
)
_ALIKE = 8
_FAR = 10_000.0
_CLEARLY = 20.0
_FARTHEST, _LOSS = 0.2, 500.0


def with_rates(text: str, amounts: Sequence[Money]) -> list[Money]:
    """ "A gets $5,000 a month and B $6,000": the second amount is a month's too."""
    found: list[Money] = []
    for money in amounts:
        last = found[-1] if found else None
        if last is not None and money.basis is None and last.basis in RATES and last.currency == money.currency:
            between = text[max(last.end, last.basis_end) : money.start]
            alike = last.amount / _ALIKE < money.amount < last.amount * _ALIKE
            if alike and _CARRIED.fullmatch(between) and not _WHOLE.match(text, money.end):
                money = replace(money, basis=last.basis)
        found.append(money)
    return found


_JOINTS = re.compile(r";|,|\band\b|\bwhile\b|\bbut\b", re.IGNORECASE)
_JOINT, _AFTER = 25, 30


def is_own(text: str, sighting: Sighting, start: int, end: int, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a length or date of the sentence is the draft's rather than that of another contract told of there."""
    own = {firm.number for firm in draft.firms} | {r.party.number for link in draft.links for r in link.firm_refs}
    rivals = {firm.number for other in drafts for firm in other.firms} - own
    if not any(r.party.number in rivals for r in sighting.references):
        return True
    nearest = {
        mine: min((_apart(text, r, start, end) for r in sighting.references if r.party.number in numbers), default=_FAR)
        for mine, numbers in ((True, own), (False, rivals))
    }
    return nearest[True] <= nearest[False]


def _apart(text: str, reference: Reference, start: int, end: int) -> float:
    """Characters between the reference and the place; joints and standing after the place count as more."""
    after = reference.start >= end
    between = text[end : reference.start] if after else text[reference.end : start]
    return len(between) + _JOINT * len(_JOINTS.findall(between)) + (_AFTER if after else 0)


class Ledger:
    """Hands the amounts of each sentence to the contracts that it tells of."""

    def __init__(self, text: str, sightings: Sequence[Sighting], drafts: Sequence[Draft]) -> None:
        self.text = text
        self.sightings = sightings
        self.drafts = drafts

    def candidates(self, draft: Draft, numbers: Sequence[int]) -> list[Candidate]:
        """The amounts of the sentences ``numbers`` that may be the draft's price, the first sentence first."""
        found = []
        for position, number in enumerate(numbers):
            sighting = self.sightings[number]
            bonus = -0.2 - 0.02 * position if position else 0.0
            found += [
                Candidate(money, sighting.start, sighting.end, bonus - self._away(money, sighting, draft))
                for money in with_rates(self.text, sighting.money)
                if self._belongs(money, sighting, draft) and not self._is_of_several(money, sighting, draft)
            ]
        return found or self._before(draft)

    def _away(self, money: Money, sighting: Sighting, draft: Draft) -> float:
        """What an amount loses by standing away from its firm, where several contracts are told of."""
        if not self._rivals(sighting, draft):
            return 0.0
        return min(_FARTHEST, self._distance(money, sighting, draft) / _LOSS)

    def _rivals(self, sighting: Sighting, draft: Draft) -> list[Draft]:
        """The other contracts told of in the sentence, but for those of firms named in one breath with this one."""
        joint = {r.party.number for link in draft.links for r in link.firm_refs}
        others = (d for d in self.drafts if d is not draft and d.firms[0].number not in joint)
        return [d for d in others if any(link.sentence == sighting.number for link in d.links)]

    def _is_of_several(self, money: Money, sighting: Sighting, draft: Draft) -> bool:
        """Whether the amount was spent on several firms together, and what each got is not told."""
        if money.basis in RATES:
            return False
        several = any(other.links[0].sentence == draft.links[0].sentence for other in self.drafts if other is not draft)
        return several and self._is_beside_together(money, sighting)

    def _is_beside_together(self, money: Money, sighting: Sighting) -> bool:
        low, high = max(sighting.start, money.start - _BESIDE), min(sighting.end, money.end + _BESIDE)
        return bool(_TOGETHER.search(self.text, low, high))

    def _before(self, draft: Draft) -> list[Candidate]:
        """Amounts of the sentence before, when the story comes to the firm only after the price."""
        number = min(draft.sentences()) - 1
        if number < 0 or any(number in other.sentences() for other in self.drafts):
            return []
        before, lead = self.sightings[number], self.sightings[number + 1]
        firms = {firm.number for firm in draft.firms}
        named = any(r.party.firmness >= FIRM and r.party.number not in firms for r in before.references)
        if named or before.paragraph < lead.paragraph - 1:
            return []
        return [Candidate(money, before.start, before.end, -0.3) for money in before.money]

    def _belongs(self, money: Money, sighting: Sighting, draft: Draft) -> bool:
        """Whether, of all contracts told of in the sentence, the amount is this one's."""
        own = self._distance(money, sighting, draft)
        if any(own > self._distance(money, sighting, rival) for rival in self._rivals(sighting, draft)):
            return False
        return not self._is_of_another(money, sighting, draft, own)

    def _is_of_another(self, money: Money, sighting: Sighting, draft: Draft, own: float) -> bool:
        """Whether a firm without a contract of its own here stands nearer: "A at $5,000; B at $6,000"."""
        ours = {firm.number for firm in draft.firms} | {r.party.number for link in draft.links for r in link.firm_refs}
        return any(
            r.party.firmness >= FIRM and r.party.number not in ours and self._reach(money, r) + _CLEARLY < own
            for r in sighting.references
            if r.end <= money.start and not r.anaphor and not slots.is_prime(self.text, r, sighting.start)
            if self.text[max(0, r.start - 1) : r.start] != "("
        )

    def _distance(self, money: Money, sighting: Sighting, draft: Draft) -> float:
        """How far the amount stands from the firm or client of the draft; what follows it counts as farther."""
        found = [
            self._reach(money, reference) + (40.0 if reference.party is draft.client else 0.0)
            for reference in sighting.references
            if reference.party in draft.firms or reference.party is draft.client
        ]
        return min(found, default=_FAR)

    def _reach(self, money: Money, reference: Reference) -> float:
        after = reference.start >= money.end
        low, high = (money.end, reference.start) if after else (reference.end, money.start)
        between = self.text[low:high]
        if after and _DIRECTLY.fullmatch(between):
            return 0.0
        return len(between) + 40.0 * len(_PARTS.findall(between)) + (60.0 if after else 0.0)
