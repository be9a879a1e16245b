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
from tracker.extraction.features import Features
from tracker.extraction.further import is_named_by_act, reach_of
from tracker.extraction.model_weights import CLIENT_WEIGHTS, FIRM_WEIGHTS
from tracker.extraction.parties import Party, is_partisan

__all__ = [
    "ACCEPT",
    "CLIENT_FIT",
    "CLIENT_WEIGHTS",
    "FIRM_WEIGHTS",
    "Chosen",
    "choose_pairs",
    "client_fit",
    "firm_probability",
    "may_be_contracted",
    "scores_of",
]

NO_OWNERS: Mapping[int, int] = MappingProxyType({})
ACCEPT = 0.3
"""A firm is looked into from this probability on; what is believed of it ``assembly.believe`` decides."""

CLIENT_FIT = "client fit"
_MOST_FIT = 2.0
_FAIR_FIT = 3.0
_COMPANY = 0.8
_HOPELESS = 0.15
_FEWEST_ITEMS = 3
_FURTHER = 0.7
_BODY = 3.0
_FRONT = 4.0
_HIRED = 0.6
_OF_FIRM = 3.0
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
    scored = [_Scored(case, scores_of(case)) for case in cases if case.pairs]
    probabilities = _probabilities(scored)
    scored = _without_firms(scored, probabilities)
    likely = [(one, p) for one, p in zip(scored, probabilities, strict=True) if p >= ACCEPT]
    ranked = [_Ranked.of(one, owners) for one, _probability in likely]
    firsts = [one.case.pairs[one.first].client.number for one in ranked]
    chosen: list[Chosen] = []
    for position, ((_one, probability), one) in enumerate(zip(likely, ranked, strict=True)):
        taken = frozenset(firsts[:position] + firsts[position + 1 :])
        chosen.extend(_clients_of(one, probability, owners, taken))
    return _without_reversed(chosen)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A firm with the scores of its possible clients, in the order of its pairs."""

    case: FirmCase
    scores: list[float]

    @property
    def best(self) -> int:
        """The client that fits best."""
        return max(range(len(self.scores)), key=self.scores.__getitem__)


def _without_firms(scored: Sequence[_Scored], probabilities: Sequence[float]) -> list[_Scored]:
    """The scores with those of clients lowered that are likely to be hired firms themselves.

    Under a subcontract, and where one firm takes over from another, the client is whom both work for.
    """
    likely = (one.case.firm for one, p in zip(scored, probabilities, strict=True) if p >= _HIRED)
    hired = {firm.number for firm in likely if firm.shape != "person"}
    return [
        _Scored(
            one.case,
            [s - _OF_FIRM * (pair.client.number in hired) for s, pair in zip(one.scores, one.case.pairs, strict=True)],
        )
        for one in scored
    ]


def _without_reversed(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Of "A works for B" and "B works for A" only the likelier."""
    best: dict[frozenset[int], float] = {}
    for one in chosen:
        key = frozenset((one.pair.firm.number, one.pair.client.number))
        best[key] = max(best.get(key, 0.0), one.probability)
    return [one for one in chosen if one.probability >= best[frozenset((one.pair.firm.number, one.pair.client.number))]]


def _probabilities(scored: Sequence[_Scored]) -> list[float]:
    """The probability of each firm; what is named in one breath with a likely firm is hardly less likely itself."""
    alone = [firm_probability({**one.case.features, CLIENT_FIT: client_fit(one.scores)}) for one in scored]
    known = {one.case.firm.number: probability for one, probability in zip(scored, alone, strict=True)}
    lists: dict[int, list[float]] = {}
    for one, probability in zip(scored, alone, strict=True):
        if (number := _list_of(one)) is not None:
            lists.setdefault(number, []).append(probability)
    return [
        max(own, _COMPANY * max([known.get(n, 0.0) for n in _company_of(one)] + _middle(lists, one), default=0.0))
        if own >= _HOPELESS
        else own
        for one, own in zip(scored, alone, strict=True)
    ]


def _list_of(one: _Scored) -> int | None:
    """The sentence above the bullet list in which the firm is an item."""
    event = one.case.pairs[one.best].event
    return event.scene.heading.sighting.number if event and event.scene.heading else None


def _middle(lists: Mapping[int, list[float]], one: _Scored) -> list[float]:
    """The probability of the middle firm of the list: items of one list are of one kind."""
    number = _list_of(one)
    found = sorted(lists[number]) if number is not None else []
    return [found[len(found) // 2]] if len(found) >= _FEWEST_ITEMS else []


def _company_of(one: _Scored) -> set[int]:
    """The firms that are named in one breath with this one in the sentence that tells most of it."""
    event = one.case.pairs[one.best].event
    return {r.party.number for r in event.group} - {one.case.firm.number} if event else set()


def may_be_contracted(features: Features) -> bool:
    """Whether a firm could still be accepted, were its clients as fitting as can be."""
    return firm_probability({**features, CLIENT_FIT: _MOST_FIT}) >= ACCEPT


def client_fit(scores: Sequence[float]) -> float:
    """How well the best of the possible clients fits, -2 to 2: a firm whose clients are all doubtful is doubtful."""
    return max(-_MOST_FIT, min(_MOST_FIT, (max(scores, default=-_CAP) - _FAIR_FIT) / 2.0))


def firm_probability(features: Mapping[str, float]) -> float:
    """Probability that a firm with these features has a contract in the text."""
    score = _dot(FIRM_WEIGHTS, features)
    return 1.0 / (1.0 + math.exp(-max(-_CAP, min(_CAP, score))))


def scores_of(case: FirmCase) -> list[float]:
    """How well each client fits the firm; only differences between clients of one firm mean anything."""
    return [_dot(CLIENT_WEIGHTS, pair.features) for pair in case.pairs]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """The possible clients of a firm: their scores, their order, and which of them is the client."""

    case: FirmCase
    scores: list[float]
    order: list[int]
    first: int

    @classmethod
    def of(cls, scored: _Scored, owners: Mapping[int, int]) -> _Ranked:
        case, scores = scored.case, scored.scores
        order = sorted(range(len(scores)), key=lambda i: (-scores[i], case.pairs[i].client.number))
        return cls(case, scores, order, _front_of(case, scores, _body_of_state(case, scores, order[0]), owners))


def _clients_of(ranked: _Ranked, probability: float, owners: Mapping[int, int], taken: frozenset[int]) -> list[Chosen]:
    case, scores, order, first = ranked.case, ranked.scores, ranked.order, ranked.first
    parts = [math.exp(score - scores[order[0]]) for score in scores]
    kin = [
        i for i in order if i in (first, order[0]) or _are_kin(case.pairs[first].client, case.pairs[i].client, owners)
    ]
    further: list[int] = []
    for position in order:
        pairs = [case.pairs[i] for i in (first, *further)]
        if position != first and scores[first] - scores[position] < reach_of(case.pairs[position], pairs, taken):
            further.append(position)
    doubt = sum(part for i, part in enumerate(parts) if i not in kin and i not in further)
    sure = sum(parts[i] for i in kin if i not in further)
    chosen = [Chosen(case.pairs[first], probability, sure / (sure + doubt))]
    return chosen + [Chosen(case.pairs[i], probability, _FURTHER) for i in further]


def _are_kin(one: Party, other: Party, owners: Mapping[int, int]) -> bool:
    """Whether the two are of one country or one acts for the other: doubt between them is no doubt of the contract."""
    if one.country and one.country == other.country:
        return True
    return owners.get(one.number) == other.number or owners.get(other.number) == one.number


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
        and is_named_by_act(pair)
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


def _dot(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    return sum([weights.get(name, 0.0) * value for name, value in features.items() if value])
