"""Firms that may have a contract in a document, each with the clients that it may have it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracker.extraction.events import Event, EventTable
from tracker.extraction.features import Cast, Features, firm_features, pair_features
from tracker.extraction.parties import Party
from tracker.extraction.scenes import NEAR, Scene, is_possible_firm
from tracker.extraction.weights import FIRM

_TOP_CLIENTS = 4
_MOST_SCENES = 12
_FAINT = 0.15
"""A name that looks less like a firm than this is looked into only where something is told of it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A firm with one possible client. ``event``: the sentence and trigger that tell most of them."""

    firm: Party
    client: Party
    event: Event | None
    features: Features


@dataclass(frozen=True, slots=True)
class FirmCase:
    """A possible firm with what speaks for it and with its possible clients. ``scenes``: numbers of its sentences."""

    firm: Party
    features: Features
    scenes: list[int]
    pairs: list[Pair]


def list_cases(
    text: str,
    title: str,
    scenes: Sequence[Scene],
    parties: Sequence[Party],
    is_worth: Callable[[Features], bool] | None = None,
) -> list[FirmCase]:
    """Every possible firm, with the clients named within a few sentences of it and the most prominent ones.

    ``is_worth`` may turn a firm down by its own features, before its clients are looked at.
    """
    cast = _cast(text, title, scenes, parties)
    places = _client_scenes(scenes)
    top = sorted(cast.salience, key=lambda number: (-cast.salience[number], number))[:_TOP_CLIENTS]
    cases = []
    for number, numbers in _firm_scenes(scenes).items():
        firm = parties[number]
        if is_worth is not None and firm.firmness < _FAINT and not _is_told_of(firm, [scenes[n] for n in numbers]):
            continue
        features = firm_features(cast, firm, numbers)
        if is_worth is not None and not is_worth(features):
            continue
        near = [other for other in _clients_near(numbers, places, top) if other != number]
        pairs = [_pair(cast, firm, parties[other], numbers, places[other]) for other in near]
        cases.append(FirmCase(firm, features, numbers, pairs))
    return cases


def _is_told_of(firm: Party, scenes: Sequence[Scene]) -> bool:
    """Whether a sentence that names the firm, or calls it one, has an act, a contract, a payment or an amount."""
    about = (
        scene
        for scene in scenes
        if any(r.party is firm for group in scene.groups for r in group)
        or (scene.firm is firm and scene.speaks_of("firm"))
    )
    return any(trigger.rule.grade != "relation" for scene in about for trigger in scene.triggers)


def _pair(cast: Cast, firm: Party, client: Party, numbers: Sequence[int], where: Sequence[int]) -> Pair:
    events = [event for number in numbers if (event := cast.tables[number].best(firm, client))]
    event = max(events, key=lambda one: one.score, default=None)
    if event is None:
        gap = min((_nearest(number, where) for number in numbers), key=abs)
    else:
        gap = _nearest(event.scene.sighting.number, where)
    return Pair(firm, client, event, pair_features(cast, firm, client, numbers, event, gap))


def _cast(text: str, title: str, scenes: Sequence[Scene], parties: Sequence[Party]) -> Cast:
    weights: dict[int, float] = {}
    first: dict[int, int] = {}
    firms: set[int] = set()
    for scene in scenes:
        for group in scene.groups:
            firms.update(r.party.number for r in group if r.party.firmness >= FIRM)
        for reference in scene.clients:
            number = reference.party.number
            first.setdefault(number, scene.sighting.number)
            if reference.party.firmness < FIRM:
                weight = (1.0 + 2.0 / (1 + scene.sighting.number)) * (0.3 + max(0.0, reference.party.clientness))
                weights[number] = weights.get(number, 0.0) + weight
    total = sum(weights.values()) or 1.0
    salience = {number: weight / total for number, weight in weights.items()}
    likely = [number for number in salience if parties[number].clientness >= 0.2]
    main = parties[max(likely, key=lambda number: (salience[number], -number))] if likely else None
    tables = [EventTable(text, scene) for scene in scenes]
    return Cast(
        text,
        title,
        scenes,
        tables,
        main,
        salience,
        first,
        len(firms),
        bool(scenes) and scenes[0].themes.anywhere("trade"),
        bool(scenes) and scenes[0].themes.anywhere("crime"),
    )


def _firm_scenes(scenes: Sequence[Scene]) -> dict[int, list[int]]:
    """Firm → numbers of the sentences that name it or may mean it."""
    found: dict[int, list[int]] = {}
    for scene in scenes:
        named = {r.party.number for group in scene.groups for r in group if is_possible_firm(r)}
        if scene.firm is not None:
            named.add(scene.firm.number)
        for number in sorted(named):
            found.setdefault(number, []).append(scene.sighting.number)
    return {number: numbers[:_MOST_SCENES] for number, numbers in found.items()}


def _client_scenes(scenes: Sequence[Scene]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for scene in scenes:
        for number in sorted({r.party.number for r in scene.clients}):
            found.setdefault(number, []).append(scene.sighting.number)
    return found


def _clients_near(numbers: Sequence[int], places: dict[int, list[int]], top: Sequence[int]) -> Iterator[int]:
    near = {n + step for n in numbers for step in range(-NEAR, NEAR + 1)}
    for client, where in places.items():
        if client in top or not near.isdisjoint(where):
            yield client


def _nearest(number: int, where: Sequence[int]) -> int:
    """Sentences from the nearest mention to ``number``: 0 the same, positive before it, negative after."""
    return min((number - other for other in where), key=lambda gap: (abs(gap), gap < 0))
