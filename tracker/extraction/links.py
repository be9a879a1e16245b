"""Chosen pairs turned into links: the sentences that tell of each."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from tracker.extraction.acts import Trigger
from tracker.extraction.choice import Chosen
from tracker.extraction.events import Event
from tracker.extraction.frames import Link
from tracker.extraction.scenes import MONEY_RULE, Scene
from tracker.extraction.weights import FIRM

_NEXT = 2
_MOST_SENTENCES = 9


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
    index = _Index(scenes, links)
    for link in links:
        link.more = index.more(link)
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


class _Index:
    """Which sentences go on about which link; a link is only compared with those that it may be taken for."""

    def __init__(self, scenes: Sequence[Scene], links: Sequence[Link]) -> None:
        self.scenes = scenes
        self.starts = sorted(link.sentence for link in links)
        self.by_firm: dict[int, list[Link]] = defaultdict(list)
        self.by_client: dict[int, list[Link]] = defaultdict(list)
        self.by_sentence: dict[int, list[Link]] = defaultdict(list)
        for link in links:
            self.by_firm[link.firms[0].number].append(link)
            self.by_client[link.client.number].append(link)
            self.by_sentence[link.sentence].append(link)
        self.of_firm: dict[int, list[int]] = defaultdict(list)
        for scene in scenes:
            named = {r.party.number for group in scene.groups for r in group}
            for number in named | ({scene.firm.number} if scene.firm else set()):
                self.of_firm[number].append(scene.sighting.number)

    def more(self, link: Link) -> list[int]:
        """The other sentences about the link: those that name its firm, or go on about it without naming another."""
        firms = {link.firms[0].number, *(r.party.number for r in link.firm_refs)}
        near = range(max(0, link.sentence - _NEXT), min(len(self.scenes), link.sentence + _NEXT + 1))
        numbers = {number for firm in firms for number in self.of_firm[firm]}.union(near) - {link.sentence}
        found = [n for n in numbers if self._is_about(self.scenes[n], link) and not self._is_elsewhere(n, link)]
        return sorted(found, key=lambda n: (abs(n - link.sentence), n))[:_MOST_SENTENCES]

    def _is_about(self, scene: Scene, link: Link) -> bool:
        firm = link.firms[0]
        if any(r.party is firm for group in scene.groups for r in group):
            return True
        told = scene.speaks_of_deal or bool(scene.sighting.money)
        if told and (scene.firm is firm or self._is_about_group(scene, link) or self._is_about_client(scene, link)):
            return True
        return _leads_up(scene, link)

    def _is_about_group(self, scene: Scene, link: Link) -> bool:
        """Whether the sentence goes on about a firm that was told of in one breath with the link's."""
        if any(r.party is scene.firm for r in link.firm_refs):
            return True
        number = scene.sighting.number
        at = bisect_left(self.starts, number)
        last = self.starts[at - 1] if at else -1
        told = scene.firm is not None and scene.firm.number in self.by_firm
        return not told and not scene.groups and last == link.sentence and number - last <= _NEXT

    def _is_about_client(self, scene: Scene, link: Link) -> bool:
        """ "The bank had paid $80,000 a month" after firms and clients were told of in one sentence."""
        after = scene.sighting.number - link.sentence
        if not 0 < after <= _NEXT or _named_firms(scene) or link.client.number not in scene.present:
            return False
        if not (scene.sighting.money or scene.speaks_of_deal):
            return False
        return len(self.by_client[link.client.number]) == 1 and len(self.by_sentence[link.sentence]) > 1

    def _is_elsewhere(self, number: int, link: Link) -> bool:
        """Whether another contract of the same firm leads this sentence or stands nearer to it."""
        scene, firm = self.scenes[number], link.firms[0]
        named = any(r.party is firm for group in scene.groups for r in group)
        if not named and link.client.number not in scene.present:
            others = (other for client in scene.present for other in self.by_client.get(client, ()))
            if any(self._is_about_client(scene, other) for other in others):
                return True
        if not named and any(other.firms[0] is not firm for other in self.by_sentence.get(number, ())):
            return True
        away = abs(link.sentence - number)
        siblings = (other for other in self.by_firm[firm.number] if other is not link)
        return any(other.sentence == number or abs(other.sentence - number) < away for other in siblings)


def _leads_up(scene: Scene, link: Link) -> bool:
    """ "The county will pay a lobbyist $50,000", right before the sentence that names the lobbyist."""
    ahead = link.sentence - scene.sighting.number
    unnamed = scene.hires_unnamed and link.client.number in scene.present
    return unnamed and 0 < ahead <= _NEXT and not _named_firms(scene)


def _named_firms(scene: Scene) -> bool:
    return any(group[0].party.firmness >= FIRM for group in scene.groups)
