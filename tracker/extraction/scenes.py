"""The sentences as scenes: which firms and clients are on stage, named or only meant, and by which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.extraction import slots
from tracker.extraction.acts import Trigger
from tracker.extraction.frames import Reference, Sighting
from tracker.extraction.geometry import Geometry
from tracker.extraction.listings import listed
from tracker.extraction.parties import Party
from tracker.extraction.rule import Rule
from tracker.extraction.themes import Theme, Themes
from tracker.extraction.weights import FIRM

MONEY_RULE = Rule("money", "SY", "pay", "unknown", "")
NEAR = 4
"""How many sentences back a firm or client may have been named to be meant without a name."""

_CANDIDATE_FIRMNESS = 0.0
_BODY_FIRMNESS = -0.5
_CLIENT_FIRMNESS = 0.5
_CLIENT_LIKE = 0.3
_FAR_MORE = 0.4
_LABEL_REACH = 45
_MOST = 24


@dataclass(slots=True)
class Scene:
    """One sentence. ``groups``: possible firms, those named in one breath together.

    ``firm``: the firm meant when none is named. ``labels``: clients that head the paragraph. ``topic``: what the
    sentence before was about. ``last_client``: the client-like party last named before. ``present``: numbers of the
    possible clients that it names. ``announced``: hired firms were told of without their names just before.
    ``hires_unnamed``: it is this sentence that tells so.
    ``heading``: the sentence above the bullet list that this is an item of.
    """

    sighting: Sighting
    groups: list[list[Reference]]
    triggers: list[Trigger]
    geometry: Geometry
    themes: Themes
    firm: Party | None = None
    labels: list[Party] = field(default_factory=list)
    topic: Party | None = None
    last_client: Party | None = None
    clients: list[Reference] = field(default_factory=list)
    present: frozenset[int] = frozenset()
    announced: bool = False
    hires_unnamed: bool = False
    heading: Scene | None = None

    def speaks_of(self, theme: Theme) -> bool:
        return self.themes.tell(theme, self.sighting.start, self.sighting.end)

    @property
    def speaks_of_deal(self) -> bool:
        """Whether it goes on about a contract told of before."""
        return self.speaks_of("deal")


def stage(text: str, low: str, sightings: Sequence[Sighting]) -> list[Scene]:
    """The scenes of a document in order; ``low``: the text in lower case."""
    themes = Themes(text, low)
    scenes: list[Scene] = []
    for sighting in sightings:
        geometry = Geometry(text, low, sighting)
        triggers = _triggers(sighting, listed(text, low, sightings, sighting))
        scene = Scene(sighting, _groups(text, sighting, geometry), triggers, geometry, themes)
        scene.clients = [r for r in sighting.references if is_possible_client(r.party)][:_MOST]
        scene.present = frozenset(r.party.number for r in scene.clients)
        scene.labels = _labels(text, scenes, scene)
        scene.firm = _firm_meant(scenes, scene)
        scene.topic = _topic(scenes)
        scene.last_client = _last_client(scenes)
        scene.hires_unnamed = _hires_unnamed(text, sighting)
        scene.announced = any(other.hires_unnamed for other in (*scenes[-2:], scene))
        scene.heading = _heading_of_list(scenes, scene)
        if scene.heading and not scene.triggers:
            scene.triggers = _carried_over(scene)
        elif _is_named_here(text, scenes, scene):
            scene.triggers = [*_hired_before(text, scenes, scene), *scene.triggers]
        scenes.append(scene)
    return scenes


def is_possible_client(party: Party) -> bool:
    """Whether the party may be a client at all."""
    likely_firm = party.firmness >= _CLIENT_FIRMNESS and party.firmness > party.clientness - _FAR_MORE
    return party.clientness > -1.0 and not likely_firm


def is_possible_firm(reference: Reference) -> bool:
    """Whether the reference may be to the firm of a contract."""
    party = reference.party
    if reference.anaphor or party.is_state or party.shape in ("local", "addressee", "press", "place"):
        return False
    return party.firmness >= (_CANDIDATE_FIRMNESS if party.shape in ("name", "person") else _BODY_FIRMNESS)


def _groups(text: str, sighting: Sighting, geometry: Geometry) -> list[list[Reference]]:
    firms = [r for r in sighting.references if r.party.firmness >= FIRM]
    groups: list[list[Reference]] = []
    for reference in sighting.references:
        if not is_possible_firm(reference) or slots.is_prime(text, reference, sighting.start):
            continue
        if reference.party.firmness < FIRM and any(slots.is_affiliated(text, reference, firm) for firm in firms):
            continue
        if any(slots.is_parent(text, firm, reference) for firm in firms if firm.party is not reference.party):
            continue
        together = groups and geometry.clause(groups[-1][-1].start) == geometry.clause(reference.start)
        if together and slots.are_coordinated(text, groups[-1][-1], reference):
            groups[-1].append(reference)
        else:
            groups.append([reference])
    return groups[:_MOST]


def _triggers(sighting: Sighting, unspoken: Sequence[Trigger]) -> list[Trigger]:
    triggers = [*unspoken, *sighting.triggers[:_MOST]]
    money = [Trigger(MONEY_RULE, m.start, m.end, "SY") for m in sighting.money[:8]]
    return sorted([*triggers, *money], key=lambda trigger: trigger.start)


def _labels(text: str, scenes: Sequence[Scene], scene: Scene) -> list[Party]:
    """ "Ethiopia: …" at the head of a paragraph names its client."""
    sighting = scene.sighting
    found = []
    for reference in sighting.references[:3]:
        if reference.start - sighting.start > _LABEL_REACH:
            break
        if text[reference.end : reference.end + 1] == ":" and is_possible_client(reference.party):
            found.append(reference.party)
    if found:
        return found
    if scenes and scenes[-1].sighting.paragraph == sighting.paragraph:
        return scenes[-1].labels
    return []


def _firm_meant(scenes: Sequence[Scene], scene: Scene) -> Party | None:
    """The firm last named, when this sentence names none."""
    if any(group[0].party.firmness >= FIRM for group in scene.groups):
        return None
    people: list[Party] = []
    for earlier in reversed(scenes[-NEAR:]):
        named = [group[0].party for group in earlier.groups if group[0].party.firmness >= FIRM]
        firms = [party for party in named if party.shape != "person"]
        if firms:
            return firms[-1]
        people += named[-1:]
    if people:
        return people[0]
    for earlier in reversed(scenes[-2:]):
        if earlier.groups:
            return earlier.groups[-1][0].party
    return None


def _heading_of_list(scenes: Sequence[Scene], scene: Scene) -> Scene | None:
    """The sentence above a bullet list that this bullet belongs to."""
    if scene.sighting.kind != "bullet" or not scenes:
        return None
    return scenes[-1].heading if scenes[-1].sighting.kind == "bullet" else scenes[-1]


def _carried_over(scene: Scene) -> list[Trigger]:
    """The acts of the heading ("Hired in 2022:"), as if they stood before each bullet."""
    acts = [t for t in (scene.heading.sighting.triggers if scene.heading else []) if t.rule.grade == "act"]
    at = scene.sighting.start
    return [Trigger(t.rule, at, at, "CF", t.passive, t.doubtful) for t in acts[:1]]


def _is_named_here(text: str, scenes: Sequence[Scene], scene: Scene) -> bool:
    """ "The firm is B" after firms were hired without their names."""
    at = scene.sighting.start
    return bool(scenes) and any(slots.is_identified(text, r, at) for group in scene.groups for r in group[:1])


def _hired_before(text: str, scenes: Sequence[Scene], scene: Scene) -> list[Trigger]:
    """The act of the sentences before that hired somebody without a name, as if it stood here."""
    at = scene.sighting.start
    for earlier in reversed(scenes[-2:]):
        for trigger in earlier.sighting.triggers:
            if slots.is_unnamed(text, trigger, earlier.sighting.end) and not trigger.doubtful:
                return [Trigger(trigger.rule, at, at, "CF")]
    return []


def _hires_unnamed(text: str, sighting: Sighting) -> bool:
    return any(slots.is_unnamed(text, t, sighting.end) and not t.doubtful for t in sighting.triggers)


def _topic(scenes: Sequence[Scene]) -> Party | None:
    """What the sentence before was about: the first client-like party that it names."""
    if not scenes:
        return None
    clients = scenes[-1].clients
    likely = next((r.party for r in clients if max(r.mention.clientness, r.party.clientness) >= _CLIENT_LIKE), None)
    return likely or next((r.party for r in clients if r.party.shape == "name"), None)


def _last_client(scenes: Sequence[Scene]) -> Party | None:
    for scene in reversed(scenes[-NEAR:]):
        for reference in reversed(scene.clients):
            if reference.mention.clientness >= _CLIENT_LIKE:
                return reference.party
    return None
