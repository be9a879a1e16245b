"""Further clients of one firm: told of with an act, an amount or a place in a list of their own."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extraction import slots
from tracker.extraction.candidates import Pair
from tracker.extraction.events import is_placed
from tracker.extraction.frames import Reference
from tracker.extraction.prices import score_money
from tracker.extraction.scenes import Scene
from tracker.extraction.weights import FIRM
from tracker.normalize.money import Money

_CLIENT_LIKE = 0.2
_PAYER_LIKE = 0.1
_AMOUNT_REACH = 45
_LIKELY_PRICE = 0.2
ACT_REACH, PAID_REACH, AMOUNT_REACH, LIST_REACH = 2.0, 3.0, 6.0, 4.5
"""How far the score of a further client may lie below the first one's, by what tells of it."""


def reach_of(pair: Pair, chosen: Sequence[Pair], taken: frozenset[int]) -> float:
    """How far below the first client's score this one's may lie; 0 when nothing tells of it apart from the ``chosen``.

    ``taken``: the first clients of other firms, which a sentence that only means this firm is not about.
    """
    if any(_is_same_state(pair, other) for other in chosen) or pair.event is None or pair.event.trigger.doubtful:
        return 0.0
    if not pair.event.group and (pair.client.number in taken or _names_another_firm(pair, pair.event.scene)):
        return 0.0
    if _has_own_amount(pair, chosen):
        return AMOUNT_REACH
    if any(_is_listed_with(pair, other) for other in chosen):
        return LIST_REACH
    if _is_told_apart(pair, chosen):
        return PAID_REACH if _is_paid_apart(pair, chosen[0]) else ACT_REACH
    return 0.0


def is_named_by_act(pair: Pair) -> bool:
    """Whether the client stands by name where the act, the deal or the payment keeps its client."""
    event = pair.event
    if event is None or event.client is None or event.client.anaphor or not pair.features.get("client in slot"):
        return False
    paid = event.trigger.rule.grade == "pay" and bool(event.scene.sighting.money)
    return (paid or event.trigger.rule.grade in ("act", "deal")) and not event.trigger.doubtful


def _is_same_state(pair: Pair, other: Pair) -> bool:
    """Two companies of one country are two clients; a state and its embassy are one."""
    one, two = pair.client, other.client
    if not one.country or one.country != two.country:
        return False
    return any(party.is_state or party.shape == "person" for party in (one, two))


def _names_another_firm(pair: Pair, scene: Scene) -> bool:
    return any(r.party not in (pair.firm, pair.client) for group in scene.groups for r in group)


def _is_paid_apart(pair: Pair, other: Pair) -> bool:
    """Whether both clients have amounts of their own."""
    return all(one.event is not None and bool(one.event.scene.sighting.money) for one in (pair, other))


def _is_told_apart(pair: Pair, others: Sequence[Pair]) -> bool:
    """Whether the text gives this client an act or terms of its own, in a sentence of its own."""
    event = pair.event
    if event is None or not event.group or not is_named_by_act(pair) or pair.client.clientness < _CLIENT_LIKE:
        return False
    return all(other.event is not None and other.event.scene is not event.scene for other in others)


def _has_own_amount(pair: Pair, chosen: Sequence[Pair]) -> bool:
    """ "Peru accounted for $5,000 and Chad for $6,000": an amount stands by this client and by none of the others."""
    event = pair.event
    if event is None or event.client is None or event.client.anaphor or pair.client.clientness < _PAYER_LIKE:
        return False
    if is_placed(event.client):
        return False
    scene = event.scene
    if any(r.party.firmness >= FIRM and r.party is not pair.firm for group in scene.groups for r in group):
        return False
    others = {other.client.number for other in chosen}
    return any(
        payer is not None and payer.party is pair.client and payer.party.number not in others
        for payer in (_payer(scene, money) for money in scene.sighting.money)
    )


def _payer(scene: Scene, money: Money) -> Reference | None:
    """The client that stands before the amount with no other party between them."""
    sighting = scene.sighting
    if score_money(scene.geometry.text, money, sighting.start, sighting.end) < _LIKELY_PRICE:
        return None
    before = [r for r in scene.sighting.references if r.end <= money.start]
    if not before or money.start - before[-1].end > _AMOUNT_REACH:
        return None
    return before[-1]


def _is_listed_with(pair: Pair, other: Pair) -> bool:
    """ "A, B and C": the two stand in one list, and an act or payment is told of the other."""
    if other.event is None or other.event.client is None or pair.client.clientness < 0:
        return False
    if other.event.trigger.rule.grade == "relation":
        return False
    scene, start = other.event.scene, other.event.client.start
    row = [r for r in scene.clients if not r.anaphor]
    at = next((i for i, r in enumerate(row) if r.start == start), None)
    if at is None:
        return False
    return any(r.party is pair.client for r in _list_round(scene, row, at))


def _list_round(scene: Scene, row: Sequence[Reference], at: int) -> list[Reference]:
    """The references before and after ``row[at]`` that are named in one breath with it."""
    text = scene.geometry.text
    low = high = at
    while low > 0 and slots.are_coordinated(text, row[low - 1], row[low]):
        low -= 1
    while high + 1 < len(row) and slots.are_coordinated(text, row[high], row[high + 1]):
        high += 1
    return [*row[low:at], *row[at + 1 : high + 1]]
