"""Which firms have a contract and who their client is: two small linear models over named features.

The weights lie in ``model_weights``; ``bench/fit_extraction.py`` fits them to labelled articles, drawn towards
priors set by hand. Nothing here is random or learned while it runs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tracker.extraction.candidates import FirmCase, Pair
from tracker.extraction.features import BEST_CLIENT, Features
from tracker.extraction.model_weights import CLIENT_WEIGHTS, FIRM_WEIGHTS
from tracker.extraction.parties import is_partisan

__all__ = [
    "ACCEPT",
    "CLIENT_WEIGHTS",
    "FIRM_WEIGHTS",
    "Chosen",
    "choose_pairs",
    "firm_probability",
    "may_be_contracted",
]

NO_OWNERS: Mapping[int, int] = MappingProxyType({})
ACCEPT = 0.45
"""A firm counts as contracted from this probability on."""

_CLIENT_LIKE = 0.2
_SECOND = 2.0
_SECOND_PAID = 3.0
_BODY = 3.0
_FRONT = 4.0
_CAP = 30.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """A pair that the text tells of. ``probability`` of the firm having a contract, ``share`` of this client."""

    pair: Pair
    probability: float
    share: float

    @property
    def confidence(self) -> float:
        return self.probability * self.share


def choose_pairs(cases: Sequence[FirmCase], owners: Mapping[int, int] = NO_OWNERS) -> list[Chosen]:
    """The contracts among the candidates: for each likely firm its best client, and others told of as plainly.

    ``owners``: party → the party for which it acts, both by number; the one that acts is the client.
    """
    chosen: list[Chosen] = []
    for case in cases:
        probability = firm_probability(case.features)
        if probability < ACCEPT or not case.pairs:
            continue
        chosen.extend(_clients_of(case, probability, owners))
    return chosen


def may_be_contracted(features: Features) -> bool:
    """Whether a firm could still be accepted, were its clients as fitting as can be."""
    return firm_probability({**features, "best client": BEST_CLIENT}) >= ACCEPT


def firm_probability(features: Mapping[str, float]) -> float:
    """Probability that a firm with these features has a contract in the text."""
    score = _dot(FIRM_WEIGHTS, features)
    return 1.0 / (1.0 + math.exp(-max(-_CAP, min(_CAP, score))))


def client_score(features: Mapping[str, float]) -> float:
    """How well a client fits a firm; only differences between clients of one firm mean anything."""
    return _dot(CLIENT_WEIGHTS, features)


def _clients_of(case: FirmCase, probability: float, owners: Mapping[int, int]) -> list[Chosen]:
    scores = [client_score(pair.features) for pair in case.pairs]
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], case.pairs[i].client.number))
    first = _front_of(case, scores, _body_of_state(case, scores, order[0]), owners)
    parts = [math.exp(score - scores[order[0]]) for score in scores]
    total = sum(parts)
    share = (parts[first] + (parts[order[0]] if first != order[0] else 0.0)) / total
    chosen = [Chosen(case.pairs[first], probability, share)]
    for position in order[1:]:
        pair = case.pairs[position]
        reach = _SECOND_PAID if _is_paid_apart(pair, case.pairs[first]) else _SECOND
        if scores[first] - scores[position] <= reach and _is_told_apart(pair, [c.pair for c in chosen]):
            chosen.append(Chosen(pair, probability, parts[position] / total))
    return chosen


def _body_of_state(case: FirmCase, scores: Sequence[float], first: int) -> int:
    """A company or body of the chosen state that the act itself names as the client outranks the state."""
    state = case.pairs[first].client
    if not state.is_state:
        return first
    bodies = [
        i
        for i, pair in enumerate(case.pairs)
        if pair.client.country == state.country
        and pair.client.shape in ("name", "body")
        and not is_partisan(pair.client)
        and _is_named_by_act(pair)
        and scores[first] - scores[i] <= _BODY
    ]
    return max(bodies, key=lambda i: scores[i], default=first)


def _front_of(case: FirmCase, scores: Sequence[float], first: int, owners: Mapping[int, int]) -> int:
    """Who acts for the chosen party, when the text tells of it in the same sentence."""
    behind, event = case.pairs[first].client, case.pairs[first].event
    fronts = [
        i
        for i, pair in enumerate(case.pairs)
        if owners.get(pair.client.number) == behind.number
        and pair.event is not None
        and event is not None
        and pair.event.scene is event.scene
        and pair.event.client is not None
        and scores[first] - scores[i] <= _FRONT
    ]
    return max(fronts, key=lambda i: scores[i], default=first)


def _is_named_by_act(pair: Pair) -> bool:
    event = pair.event
    if event is None or event.client is None or event.client.anaphor or not pair.features.get("client in slot"):
        return False
    paid = event.trigger.rule.grade == "pay" and bool(event.scene.sighting.money)
    return (paid or event.trigger.rule.grade in ("act", "deal")) and not event.trigger.doubtful


def _is_paid_apart(pair: Pair, other: Pair) -> bool:
    """Whether both clients have amounts of their own."""
    return all(one.event is not None and bool(one.event.scene.sighting.money) for one in (pair, other))


def _is_told_apart(pair: Pair, others: Sequence[Pair]) -> bool:
    """Whether the text gives this client an act or terms of its own, in a sentence of its own."""
    event = pair.event
    if event is None or not _is_named_by_act(pair) or pair.client.clientness < _CLIENT_LIKE:
        return False
    for other in others:
        if other.event is None or other.event.scene is event.scene:
            return False
        if pair.client.country and pair.client.country == other.client.country:
            return False
    return True


def _dot(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    total = 0.0
    for name, value in features.items():
        if value and name in weights:
            total += weights[name] * value
    return total
