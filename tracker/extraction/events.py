"""Events: a verb, noun or amount of a sentence with the firm and the client that it may join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.extraction import slots
from tracker.extraction.acts import Trigger
from tracker.extraction.frames import Reference
from tracker.extraction.geometry import nearest_to
from tracker.extraction.parties import Party
from tracker.extraction.prices import score_money
from tracker.extraction.roles import Roles, read_roles
from tracker.extraction.scenes import Scene

_GRADE = {"act": 1.0, "pay": 0.6, "deal": 0.6, "relation": 0.3}
_MONEY_GRADE = 0.5
_DOUBT = 0.6
_ONLY_MEANT = 0.3
_APART = 0.5
_LIKELY = 0.2

_PLACES = frozenset({"country", "local", "government"})

Group = list[Reference]
Placing = tuple[float, Reference | None]
"""What a client's place adds to an event's score, and the mention."""
_AWAY: Placing = (-0.5, None)
_NOBODY = -1


@dataclass(slots=True, eq=False)
class Event:
    """A trigger of a scene; ``group`` is empty when the firm is only meant, ``client`` None when it is not there.

    ``shown``: what the event says of its firm and client, kept for all pairs that it is the event of.
    """

    scene: Scene
    trigger: Trigger
    group: Group
    client: Reference | None
    score: float
    unnamed: bool
    shown: dict[str, float] | None = None


class EventTable:
    """Scores the triggers of one scene for each firm and client, each part of the score once."""

    def __init__(self, text: str, scene: Scene) -> None:
        self.scene = scene
        self._unnamed = [slots.is_unnamed(text, trigger, scene.sighting.end) for trigger in scene.triggers]
        self._base = [
            self._score(trigger, unnamed) for trigger, unnamed in zip(scene.triggers, self._unnamed, strict=True)
        ]
        self._groups = {r.party.number: group for group in scene.groups for r in group}
        self._firms: dict[int, list[float]] = {}
        self._clients: dict[int, list[Placing]] = {}
        self._pairs: dict[tuple[int, int], Event | None] = {}

    @cached_property
    def roles(self) -> list[tuple[Trigger, Roles]]:
        """Who stands where round each verb, payment and contract of the scene."""
        sighting = self.scene.sighting
        if not sighting.references:
            return []
        geometry = self.scene.geometry
        told = [t for t in self.scene.triggers if t.rule.grade != "relation" and t.rule.name != "money"]
        return [(t, read_roles(geometry.text, geometry.low, sighting, t)) for t in told]

    @cached_property
    def told(self) -> list[tuple[Roles, str]]:
        """The roles that count with their weight: "act", "pay" with an amount in the sentence, or "deal"."""
        money = bool(self.scene.sighting.money)
        return [
            (roles, trigger.rule.grade)
            for trigger, roles in self.roles
            if not trigger.doubtful and (money or trigger.rule.grade != "pay")
        ]

    @cached_property
    def prices(self) -> list[float]:
        """How much each of the sentence's first amounts looks like a contract's price."""
        sighting, text = self.scene.sighting, self.scene.geometry.text
        return [score_money(text, money, sighting.start, sighting.end) for money in sighting.money[:6]]

    def best(self, firm: Party, client: Party) -> Event | None:
        """The strongest event of this firm and client; None when the scene is not about the firm."""
        present = client.number in self.scene.present
        key = (firm.number, client.number if present else _NOBODY)
        if key not in self._pairs:
            placings = self._placings(client) if present else [_AWAY] * len(self.scene.triggers)
            self._pairs[key] = self._pick(firm, placings)
        return self._pairs[key]

    def best_of_firm(self, firm: Party) -> Event | None:
        """The strongest event of the firm, whoever the client is."""
        if not self.scene.triggers or not (firm.number in self._groups or self.scene.firm is firm):
            return None
        clients = [client for client in self._likely if client is not firm]
        if not clients:
            return self._pick(firm, [(0.0, None)] * len(self.scene.triggers))
        events = [self.best(firm, client) for client in clients]
        return max((event for event in events if event), key=lambda event: event.score, default=None)

    @cached_property
    def _likely(self) -> list[Party]:
        """The possible clients in the scene that no mention there speaks against."""
        likely = (r.party for r in self.scene.clients if r.mention.clientness >= 0)
        return list({party.number: party for party in likely}.values())

    def _pick(self, firm: Party, placings: Sequence[Placing]) -> Event | None:
        group = self._groups.get(firm.number, [])
        if not self.scene.triggers or (not group and self.scene.firm is not firm):
            return None
        firms = self._firm_parts(firm, group)
        totals = [base + own + placing[0] for base, own, placing in zip(self._base, firms, placings, strict=True)]
        at = max(range(len(totals)), key=totals.__getitem__)
        return Event(self.scene, self.scene.triggers[at], group, placings[at][1], totals[at], self._unnamed[at])

    def _score(self, trigger: Trigger, unnamed: bool) -> float:
        money = trigger.rule.name == "money"
        score = _MONEY_GRADE if money else _GRADE[trigger.rule.grade]
        score -= _DOUBT if trigger.doubtful or unnamed else 0.0
        score += 0.3 if trigger.rule.name == "behalf" else 0.0
        return score + (0.3 if self.scene.sighting.money and not money else 0.0)

    def _firm_parts(self, firm: Party, group: Group) -> list[float]:
        if firm.number not in self._firms:
            self._firms[firm.number] = [self._firm_part(group, trigger) for trigger in self.scene.triggers]
        return self._firms[firm.number]

    def _firm_part(self, group: Group, trigger: Trigger) -> float:
        if not group:
            return -_ONLY_MEANT
        nearest = nearest_to(trigger, group)
        geometry = self.scene.geometry
        others = (r for other in self.scene.groups if other is not group for r in other)
        apart = _APART if geometry.is_apart(nearest.start, trigger.start, others) else 0.0
        return 0.25 * geometry.side(nearest, trigger, "FC") - 0.12 * geometry.obstacles(nearest, trigger) - apart

    def _placings(self, client: Party) -> list[Placing]:
        if client.number not in self._clients:
            here = [r for r in self.scene.clients if r.party is client and not is_placed(r)]
            self._clients[client.number] = [self._placing(here, trigger) for trigger in self.scene.triggers]
        return self._clients[client.number]

    def _placing(self, here: Group, trigger: Trigger) -> Placing:
        if not here:
            return 0.0, None
        nearest = nearest_to(trigger, here)
        geometry = self.scene.geometry
        part = 0.2 * geometry.side(nearest, trigger, "CF") - 0.10 * geometry.obstacles(nearest, trigger)
        others = (r for r in self.scene.clients if r.party is not nearest.party and r.mention.clientness >= _LIKELY)
        apart = _APART if geometry.is_apart(nearest.start, trigger.start, others) else 0.0
        return 0.5 + part - apart, nearest


def is_placed(reference: Reference) -> bool:
    """Whether the mention only says where something is ("in Kyiv")."""
    return reference.mention.shape in _PLACES and reference.mention.clientness <= 0.1
