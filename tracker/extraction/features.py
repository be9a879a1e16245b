"""What speaks for and against a firm having a contract, and a client being its party, as named numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.extraction import slots
from tracker.extraction.event_features import Features, event_features
from tracker.extraction.events import Event, EventTable
from tracker.extraction.geometry import distance, nearest_to
from tracker.extraction.parties import Party
from tracker.extraction.role_features import firm_roles, pair_roles
from tracker.extraction.scenes import NEAR, Scene
from tracker.extraction.themes import Theme
from tracker.extraction.weights import FIRM

__all__ = ["Cast", "Features", "firm_features", "pair_features"]

_SLOT_REACH = 60
_BYSTANDER = 0.15
_SURE_FIRM = 0.7
_ROUND_UP = 3


@dataclass(frozen=True, slots=True)
class Cast:
    """The document-wide facts that firms and clients are judged by.

    ``salience``: the share of the story that each possible client has. ``first``: the sentence that first names it.
    ``firms``: how many likely firms the document names. ``trade``: it uses a word of the trade. ``crime``: it
    tells of a criminal case. Kept are ``own``: features of each client alone, and ``spoken``: of each sentence alone.
    """

    text: str
    title: str
    scenes: Sequence[Scene]
    tables: Sequence[EventTable]
    main: Party | None
    salience: dict[int, float]
    first: dict[int, int]
    firms: int
    trade: bool
    crime: bool
    own: dict[int, Features] = field(default_factory=dict)
    spoken: dict[int, Features] = field(default_factory=dict)


# -- the firm --------------------------------------------------------------------------------------------------


def firm_features(cast: Cast, firm: Party, numbers: Sequence[int]) -> Features:
    """What speaks for the firm having a contract: its best sentence, and traces of the others (``numbers``)."""
    found: Features = {"bias": 1.0}
    _add_firm(found, firm)
    found["firms"] = min(cast.firms, 6) / 6
    found["no other firm"] = float(cast.firms == 0 or (cast.firms == 1 and firm.firmness >= FIRM))
    found["crime story"] = float(cast.crime)
    found["no word of the trade"] = float(not cast.trade)
    found["announced"] = float(any(cast.scenes[number].announced for number in numbers))
    events = [event for number in numbers if (event := cast.tables[number].best_of_firm(firm))]
    if not events:
        found["no event"] = 1.0
        return found
    best = max(events, key=lambda event: event.score)
    found.update(event_features(cast.text, best))
    found["only proposed"] = float(_is_only_proposed(cast, numbers, events))
    for event in events:
        _add_trace(found, cast, firm, event)
    found.update(firm_roles(cast.tables, numbers, firm))
    _add_sums(found, cast, firm, events)
    found["score"] = best.score
    return found


def _add_firm(found: Features, firm: Party) -> None:
    found["firmness"] = firm.firmness
    found["firm is likely"] = float(firm.firmness >= FIRM)
    found["firm is person"] = float(firm.shape == "person")
    found["firm is body"] = float(firm.shape == "body")
    found["firm clientness"] = max(0.0, firm.clientness)
    found["firm named often"] = min(len(firm.mentions), 4) / 4


def _add_trace(found: Features, cast: Cast, firm: Party, event: Event) -> None:
    """What any one sentence of the firm shows."""
    found.update(_spoken(cast, event.scene))
    grade: str = "money" if event.trigger.rule.name == "money" else event.trigger.rule.grade
    shown = {
        f"any {grade}": not event.trigger.doubtful,
        "called the firm": not event.group and event.scene.speaks_of("firm"),
    }
    if event.group:
        shown |= {
            "any act slot": _in_act_slot(event),
            "any deal slot": _in_deal_slot(cast, event),
            "hires itself": _hires(event),
            "any pay slot": _in_pay_slot(cast, event),
            "in another matter": any(slots.is_in_another_matter(cast.text, r) for r in event.group),
            "beside known firm": any(r.party.firmness >= FIRM and r.party is not firm for r in event.group),
        }
    found.update({name: 1.0 for name, true in shown.items() if true})


def _spoken(cast: Cast, scene: Scene) -> Features:
    """What a sentence shows of whichever firm it tells of."""
    number = scene.sighting.number
    if number not in cast.spoken:
        shown = {
            "any money": bool(scene.sighting.money),
            "any since": scene.speaks_of("since"),
            "any length": scene.speaks_of("length"),
            "proposal": scene.speaks_of("proposal"),
            "other trade": scene.speaks_of("other trade"),
            "litigation": scene.speaks_of("litigation"),
            "ranking": scene.speaks_of("ranking"),
            "trade near": _is_near(cast, number, "trade"),
            "calling near": _is_near(cast, number, "calling"),
        }
        cast.spoken[number] = {name: 1.0 for name, true in shown.items() if true}
    return cast.spoken[number]


def _is_near(cast: Cast, number: int, theme: Theme) -> bool:
    """Whether the sentence, or one beside it, speaks of the theme."""
    near = cast.scenes[max(0, number - 1) : number + 2]
    return any(scene.speaks_of(theme) for scene in near)


def _add_sums(found: Features, cast: Cast, firm: Party, events: Sequence[Event]) -> None:
    unknown = float(firm.firmness < FIRM)
    for name, source in (
        ("unknown, beside known", "beside known firm"),
        ("unknown, called the firm", "called the firm"),
        ("unknown in act slot", "any act slot"),
        ("unknown in deal slot", "any deal slot"),
        ("unknown in pay slot", "any pay slot"),
        ("unknown with money", "any money"),
        ("unknown with length", "any length"),
        ("unknown, of the trade", "trade near"),
    ):
        found[name] = unknown * found.get(source, 0.0)
    meant = found.get("firm only meant", 0.0) * (1.0 - found.get("called the firm", 0.0))
    found["unknown, only meant"] = unknown * meant
    found["no calling near"] = 1.0 - found.get("calling near", 0.0)
    found["unknown, no trade near"] = unknown - found["unknown, of the trade"]
    found["only money"] = float(
        "any money" in found and not any(f"any {kind}" in found for kind in ("act", "pay", "deal"))
    )
    told = ("any act", "any pay", "any deal", "any money", "any since", "any length")
    found["only relation"] = float(not any(name in found for name in told))
    found["known with act"] = (1.0 - unknown) * found.get("any act", 0.0)
    found["person, other firms"] = found["firm is person"] * float(cast.firms > 0)
    found["firm in title"] = float(any(name in cast.title for name in firm.names))
    found["price"] = _best_price(cast, events)
    found["sum"] = min(3.0, sum(max(0.0, event.score) for event in events))
    found["other trade here"] = float(_is_of_other_trade(events))
    found["heading only"] = float(all(event.scene.sighting.number == 0 for event in events))


def _is_of_other_trade(events: Sequence[Event]) -> bool:
    """Whether the sentence that tells most is about goods, works or arms and has no word of the trade."""
    scene = max(events, key=lambda event: event.score).scene
    return scene.speaks_of("other trade") and not scene.speaks_of("trade")


def _is_only_proposed(cast: Cast, numbers: Sequence[int], events: Sequence[Event]) -> bool:
    """Whether the sentences about the firm speak of offers and talks, and none tells of an act or a payment."""
    if not any(cast.scenes[n].speaks_of("offer") for n in numbers):
        return False
    here = [event for event in events if (event.group or event.scene.speaks_of("firm")) and not event.unnamed]
    told = [t for event in here for t in event.scene.sighting.triggers if not t.doubtful]
    return not any(trigger.rule.grade in ("act", "pay") for trigger in told)


def _in_act_slot(event: Event) -> bool:
    """Whether the firm stands close by an act, on the right side of it."""
    trigger = event.trigger
    if trigger.rule.grade != "act" or trigger.doubtful or not event.group:
        return False
    nearest = nearest_to(trigger, event.group)
    geometry = event.scene.geometry
    if geometry.side(nearest, trigger, "FC") < 0 or distance(nearest, trigger) > _SLOT_REACH:
        return False
    return geometry.obstacles(nearest, trigger) == 0


def _in_deal_slot(cast: Cast, event: Event) -> bool:
    """Whether the firm follows "contract with" or stands before "with a contract"."""
    return bool(event.group) and any(
        slots.stands_in_slot(cast.text, event.group, trigger)
        for trigger in event.scene.triggers
        if trigger.rule.grade == "deal"
    )


def _in_pay_slot(cast: Cast, event: Event) -> bool:
    """Whether the firm stands right by the verb of a payment with an amount in the sentence: "pays B", "B receives"."""
    if not event.group or not event.scene.sighting.money:
        return False
    return any(
        slots.stands_by_payment(cast.text, event.group, trigger)
        for trigger in event.scene.triggers
        if trigger.rule.grade == "pay" and trigger.sides != "SY"
    )


def _hires(event: Event) -> bool:
    """Whether the firm stands where the client of an act or payment stands, with another firm on the other side."""
    trigger = event.trigger
    if (
        trigger.rule.grade not in ("act", "pay")
        or trigger.sides != "CF"
        or not event.group
        or event.group[0].end > trigger.start
    ):
        return False
    others = [r for g in event.scene.groups for r in g if r.party.firmness >= FIRM and r.start >= trigger.end]
    return bool(others) and event.scene.geometry.side(event.group[0], trigger, "FC") < 0


def _best_price(cast: Cast, events: Sequence[Event]) -> float:
    """How much the best amount in the firm's sentences looks like a contract's price, -1 to 1.5; 0 without one."""
    scores = [score for event in events for score in cast.tables[event.scene.sighting.number].prices]
    return max(-1.0, min(1.5, max(scores))) if scores else 0.0


# -- the client ------------------------------------------------------------------------------------------------


def pair_features(
    cast: Cast, firm: Party, client: Party, numbers: Sequence[int], event: Event | None, gap: int
) -> Features:
    """What speaks for the client of a firm that is told of in the sentences ``numbers``.

    ``gap``: sentences from the client's nearest mention to the firm's.
    """
    found = dict(_own_features(cast, client))
    found.update(pair_roles(cast.tables, numbers, firm, client))
    found["same sentence"] = float(gap == 0)
    found["sentences between"] = min(abs(gap), 6) / 6
    found["client after"] = float(gap < 0)
    named = any(name.startswith(("both in role", "client in role")) for name in found)
    found["bystander"] = float(client.shape == "person" and client.clientness <= _BYSTANDER and not named)
    found["client is firm"] = float(client.firmness >= _SURE_FIRM)
    if event is None:
        found["no event"] = 1.0
        return found
    found.update(event_features(cast.text, event))
    _add_story(found, cast, event, client)
    return found


def _own_features(cast: Cast, client: Party) -> Features:
    found = cast.own.get(client.number)
    if found is None:
        found = cast.own[client.number] = _client_features(cast, client)
    return found


def _client_features(cast: Cast, client: Party) -> Features:
    found: Features = {
        "clientness": client.clientness,
        f"client is {client.shape}": 1.0,
        "client firmness": max(0.0, client.firmness),
        "client salience": cast.salience.get(client.number, 0.0),
        "client is main": float(client is cast.main),
        "client comes first": 1.0 / (1 + cast.first.get(client.number, 9)),
        "client in title": float(any(name in cast.title for name in client.names)) if cast.title else 0.0,
        "client is office": float(any(m.shape == "government" for m in client.mentions)),
        "client only placed": float(client.shape == "country" and all(m.clientness <= 0.1 for m in client.mentions)),
    }
    if cast.firms >= _ROUND_UP:
        found["main of round-up"] = found["client is main"]
        found["salience in round-up"] = found["client salience"]
        found["first in round-up"] = found["client comes first"]
    return found


def _add_story(found: Features, cast: Cast, event: Event, client: Party) -> None:
    scene = event.scene
    number, paragraph = scene.sighting.number, scene.sighting.paragraph
    near = cast.scenes[max(0, number - 2 * NEAR) : number + NEAR]
    steps = [abs(paragraph - s.sighting.paragraph) for s in near if client.number in s.present]
    behind = cast.scenes[max(0, number - NEAR) : number + 1]
    here = any(s.sighting.paragraph == paragraph and client.number in s.present for s in behind)
    found["behalf"] = float(event.trigger.rule.name == "behalf" and event.client is not None)
    found["client is label"] = float(client in scene.labels)
    found["other label"] = float(bool(scene.labels) and client not in scene.labels)
    found["client is topic"] = float(client is scene.topic)
    found["client last named"] = float(client is scene.last_client)
    found["client in paragraph"] = float(here)
    found["paragraphs between"] = min(min(steps, default=3), 3) / 3
    found["main, rival here"] = float(client is cast.main) * found.get("rival clients here", 0.0)
    found["only firm"] = float(cast.firms == 1)
    found["heading"] = float(number == 0)
