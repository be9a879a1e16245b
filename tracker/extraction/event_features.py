"""What the sentence that tells most of a firm, or of a firm and a client, shows of them, as named numbers."""

from __future__ import annotations

from tracker.extraction import slots
from tracker.extraction.events import Event, is_placed
from tracker.extraction.frames import Reference
from tracker.extraction.geometry import nearest_to
from tracker.extraction.role_features import is_lobbied, is_served

Features = dict[str, float]

_CLOSE_RELATIONS = frozenset({"represent", "behalf"})


def event_features(text: str, event: Event) -> Features:
    """What the verb, noun or amount shows of the firm and the client, found once for all pairs of the event."""
    if event.shown is None:
        event.shown = {}
        _add_event(event.shown, event)
        _add_sides(event.shown, text, event)
    return event.shown


def _add_event(found: Features, event: Event) -> None:
    """What the verb, noun or amount itself shows."""
    trigger, sighting = event.trigger, event.scene.sighting
    grade: str = "money" if trigger.rule.name == "money" else trigger.rule.grade
    if grade == "relation" and trigger.rule.name not in _CLOSE_RELATIONS:
        grade = "service"
    found[f"grade {grade}"] = 1.0
    found["act ends"] = float(trigger.rule.act == "termination")
    found["doubtful"] = float(trigger.doubtful)
    found["unnamed firms"] = float(event.unnamed)
    found["money here"] = float(bool(sighting.money))
    found["money with relation"] = float(bool(sighting.money) and trigger.rule.grade == "relation")
    found["deal word here"] = float(any(t.rule.grade == "deal" for t in event.scene.triggers))
    found["since"] = float(event.scene.speaks_of("since"))
    found["starts with act"] = float(bool(sighting.triggers) and sighting.triggers[0].rule.grade == "act")


def _add_sides(found: Features, text: str, event: Event) -> None:
    """Where the firm and the client stand to it."""
    if event.group:
        _add_firm_side(found, text, event)
    else:
        found["firm only meant"] = 1.0
        found["speaks of deal"] = float(event.scene.speaks_of_deal)
    if event.client:
        _add_client_side(found, text, event)
    else:
        found["client not here"] = 1.0
        found["rival clients here"] = float(any(r.mention.clientness >= 0.3 for r in event.scene.clients))


def _add_firm_side(found: Features, text: str, event: Event) -> None:
    trigger, scene = event.trigger, event.scene
    nearest = nearest_to(trigger, event.group)
    given = nearest.party.shape == "person" and slots.is_given_job(text, nearest, trigger, scene.sighting.end)
    beside = any(slots.is_beside_money(text, event.group, m.start, m.end) for m in scene.sighting.money[:8])
    found["firm side"] = scene.geometry.side(nearest, trigger, "FC")
    found["firm obstacles"] = min(scene.geometry.obstacles(nearest, trigger), 5) / 5
    found["firm in slot"] = float(slots.stands_in_slot(text, event.group, trigger))
    found["firm in list"] = float(len(event.group) > 1)
    found["firm given job"] = float(given)
    found["firm beside money"] = float(beside)
    others = (r for group in scene.groups if group is not event.group for r in group)
    found["firm in other clause"] = float(scene.geometry.is_apart(nearest.start, trigger.start, others))


def _add_client_side(found: Features, text: str, event: Event) -> None:
    reference, trigger, geometry = event.client, event.trigger, event.scene.geometry
    if reference is None:
        return
    found["client side"] = geometry.side(reference, trigger, "CF")
    found["client obstacles"] = min(geometry.obstacles(reference, trigger), 5) / 5
    found["client mention"] = reference.mention.clientness
    found["client is anaphor"] = float(reference.anaphor)
    found["client possessive"] = float(reference.mention.possessive)
    found["client placed here"] = float(is_placed(reference))
    paid = any(slots.is_paid_by(text, reference, m.start, m.end) for m in event.scene.sighting.money[:8])
    found["money from client"] = float(paid)
    found["client is served"] = float(is_served(geometry.low, reference.start))
    found["client is lobbied"] = float(is_lobbied(geometry.low, reference.start))
    found["client in slot"] = float(_client_in_slot(text, event))
    if event.group:
        found["client owns firm"] = float(any(_owns(reference, firm) for firm in event.group))
        apart = {r.start: min(geometry.between(r, firm) for firm in event.group) for r in event.scene.clients}
        own = apart.get(reference.start, 5)
        found["apart from firm"] = min(own, 5) / 5
        found["nearest to firm"] = float(own == min(apart.values(), default=own))
        rivals = [r for r in event.scene.clients if r.party is not reference.party and r.mention.clientness >= 0.2]
        split = all(geometry.is_apart(reference.start, firm.start, rivals) for firm in event.group)
        found["client in other clause"] = float(split)


def _owns(client: Reference, firm: Reference) -> bool:
    """ "Jane Roe's Roe Partners": the possessor is the firm's own."""
    return client.mention.possessive and 0 < firm.start - client.end <= 3


def _client_in_slot(text: str, event: Event) -> bool:
    """Whether the client stands close by the trigger, on the right side of it."""
    reference, trigger, geometry = event.client, event.trigger, event.scene.geometry
    if reference is None or reference.mention.clientness < 0 or geometry.side(reference, trigger, "CF") < 0:
        return False
    if trigger.passive and slots.is_agent(text, reference, trigger):
        return True
    return geometry.obstacles(reference, trigger) <= 1
