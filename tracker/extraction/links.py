"""Chosen pairs turned into links: the sentences that tell of each."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extraction.acts import Trigger
from tracker.extraction.choice import Chosen
from tracker.extraction.frames import Link
from tracker.extraction.parties import Party
from tracker.extraction.scenes import MONEY_RULE, Scene

_NEXT = 2


def make_links(scenes: Sequence[Scene], chosen: Sequence[Chosen]) -> list[Link]:
    """A link for each chosen pair, in the order of the text."""
    links = []
    for one in chosen:
        number = _lead(scenes, one)
        event = one.pair.event
        trigger = (
            event.trigger
            if event
            else Trigger(MONEY_RULE, scenes[number].sighting.start, scenes[number].sighting.start, "SY")
        )
        link = Link([one.pair.firm], one.pair.client, number, trigger, one.confidence)
        if event:
            link.firm_refs = list(event.group)
            link.client_ref = event.client
        links.append(link)
    links.sort(key=lambda link: link.sentence)
    for link in links:
        link.more = _more(scenes, link, links)
    return links


def _lead(scenes: Sequence[Scene], one: Chosen) -> int:
    if one.pair.event:
        return one.pair.event.scene.sighting.number
    firm = one.pair.firm
    return next((s.sighting.number for s in scenes if any(r.party is firm for g in s.groups for r in g)), 0)


def _more(scenes: Sequence[Scene], link: Link, links: Sequence[Link]) -> list[int]:
    """The other sentences about the link: those that name its firm, or go on about it without naming another."""
    firm = link.firms[0]
    found = []
    for scene in scenes:
        number = scene.sighting.number
        if number == link.sentence or not (_is_about(scene, firm) or _is_about_group(scene, link, links)):
            continue
        if _belongs_elsewhere(scene, link, links):
            continue
        found.append(number)
    return sorted(found, key=lambda n: (abs(n - link.sentence), n))[:6]


def _is_about(scene: Scene, firm: Party) -> bool:
    named = any(r.party is firm for group in scene.groups for r in group)
    return named or (scene.firm is firm and (scene.speaks_of_deal or bool(scene.sighting.money)))


def _is_about_group(scene: Scene, link: Link, links: Sequence[Link]) -> bool:
    """Whether the sentence goes on about a firm that was told of in one breath with the link's."""
    if not (scene.speaks_of_deal or scene.sighting.money):
        return False
    if any(r.party is scene.firm for r in link.firm_refs):
        return True
    told = any(other.firms[0] is scene.firm for other in links)
    last = max((other.sentence for other in links if other.sentence < scene.sighting.number), default=-1)
    return not told and not scene.groups and last == link.sentence and scene.sighting.number - last <= _NEXT


def _belongs_elsewhere(scene: Scene, link: Link, links: Sequence[Link]) -> bool:
    """Whether another contract of the same firm leads this sentence or stands nearer to it."""
    number = scene.sighting.number
    named = any(r.party is link.firms[0] for group in scene.groups for r in group)
    for other in links:
        if other is link:
            continue
        if other.firms[0] is not link.firms[0]:
            if other.sentence == number and not named:
                return True
            continue
        if other.sentence == number or abs(other.sentence - number) < abs(link.sentence - number):
            return True
    return False
