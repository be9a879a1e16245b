"""Chosen pairs turned into links: the sentences that tell of each."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extraction.acts import Trigger
from tracker.extraction.choice import Chosen
from tracker.extraction.events import Event
from tracker.extraction.frames import Link
from tracker.extraction.parties import Party
from tracker.extraction.scenes import MONEY_RULE, Scene
from tracker.extraction.weights import FIRM

_NEXT = 2


def make_links(scenes: Sequence[Scene], chosen: Sequence[Chosen]) -> list[Link]:
    """A link for each chosen pair, in the order of the text."""
    links = []
    for one in chosen:
        event = _telling_event(scenes, one)
        number = _lead(scenes, one, event)
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


def _telling_event(scenes: Sequence[Scene], one: Chosen) -> Event | None:
    """The event that joins the pair; one that neither names the firm nor goes on about it tells nothing."""
    event = one.pair.event
    if event is None or event.group or event.scene.speaks_of_deal or event.trigger.rule.grade == "act":
        return event
    named = any(r.party is one.pair.firm for scene in scenes for group in scene.groups for r in group)
    return None if named else event


def _lead(scenes: Sequence[Scene], one: Chosen, event: Event | None) -> int:
    if event:
        return event.scene.sighting.number
    firm = one.pair.firm
    return next((s.sighting.number for s in scenes if any(r.party is firm for g in s.groups for r in g)), 0)


def _more(scenes: Sequence[Scene], link: Link, links: Sequence[Link]) -> list[int]:
    """The other sentences about the link: those that name its firm, or go on about it without naming another."""
    firm = link.firms[0]
    found = []
    for scene in scenes:
        number = scene.sighting.number
        if number == link.sentence:
            continue
        about = _is_about(scene, firm) or _is_about_group(scene, link, links) or _leads_up(scene, link)
        if not about and not _is_about_client(scene, link, links):
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


def _leads_up(scene: Scene, link: Link) -> bool:
    """ "The county will pay a lobbyist $50,000", right before the sentence that names the lobbyist."""
    ahead = link.sentence - scene.sighting.number
    unnamed = scene.hires_unnamed and link.client.number in scene.present
    return unnamed and 0 < ahead <= _NEXT and not _named_firms(scene)


def _is_about_client(scene: Scene, link: Link, links: Sequence[Link]) -> bool:
    """ "The bank had paid $80,000 a month" after firms and clients were told of in one sentence."""
    after = scene.sighting.number - link.sentence
    if not 0 < after <= _NEXT or _named_firms(scene) or link.client.number not in scene.present:
        return False
    if not (scene.sighting.money or scene.speaks_of_deal):
        return False
    sharers = [other for other in links if other.client is link.client]
    return len(sharers) == 1 and any(other.sentence == link.sentence for other in links if other is not link)


def _named_firms(scene: Scene) -> bool:
    return any(group[0].party.firmness >= FIRM for group in scene.groups)


def _belongs_elsewhere(scene: Scene, link: Link, links: Sequence[Link]) -> bool:
    """Whether another contract of the same firm leads this sentence or stands nearer to it."""
    number = scene.sighting.number
    named = any(r.party is link.firms[0] for group in scene.groups for r in group)
    if not named and link.client.number not in scene.present:
        others = [other for other in links if other is not link and other.client.number in scene.present]
        if any(_is_about_client(scene, other, links) for other in others):
            return True
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
