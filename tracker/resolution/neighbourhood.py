"""Resolve the parties that articles name: a pure function of all articles and register entries round some firms.

It is computed anew whenever an article, a firm's name or a firm's client in the neighbourhood is added, so the result
depends on what is known and not on what arrived first (docs/decisions/0001-identity.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.resolution.matching import Candidate, Match, Profile, pick_one, relate_clients, relate_firms

NEAR_DAYS = 183
"""How far from a client's spell in the register an article about it may lie."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name as an article uses it. ``decided`` is the party that a person chose, which no rule overrides."""

    identity: str
    name: Profile
    aliases: tuple[Profile, ...] = ()
    country: str = ""
    decided: int | None = None

    @property
    def profiles(self) -> tuple[Profile, ...]:
        return (self.name, *self.aliases)

    @property
    def own_key(self) -> tuple[str, str]:
        """Key of the party that it founds when nobody known is meant: folded name and country."""
        return (self.name.key, self.country)

    @property
    def detail(self) -> tuple[int, int, str, str]:
        """Sorts names that say most first."""
        return (-len(self.name.tokens), -len(self.name.key), self.name.key, self.identity)


@dataclass(frozen=True, slots=True)
class NewsPair:
    """One statement of an article: the firm and the client that it names, and the day that it is about."""

    firm: Named
    client: Named
    day: date | None


@dataclass(frozen=True, slots=True)
class Register:
    """What is known round the firms: firms by name, each firm's clients, and parties by exact folded name."""

    firms: tuple[Candidate, ...] = ()
    clients: Mapping[int, tuple[Candidate, ...]] = field(default_factory=dict)
    exact: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a mention means: a known party, or the party founded by ``own_key`` when ``match.party`` is None."""

    match: Match
    own_key: tuple[str, str] | None = None
    own_name: str = ""


Variant = Callable[[Named, Named], bool]


def resolve_pairs(pairs: Iterable[NewsPair], register: Register) -> dict[str, Resolution]:
    """Decide every firm and client mention of the pairs, by identity of the mention."""
    pairs = sorted(pairs, key=lambda pair: (pair.firm.detail, pair.client.detail))
    result = _resolve_firms(pairs, register)
    homes: dict[object, list[NewsPair]] = defaultdict(list)
    for pair in pairs:
        resolution = result[pair.firm.identity]
        homes[resolution.match.party or resolution.own_key].append(pair)
    for home, members in homes.items():
        known = register.clients.get(home, ()) if isinstance(home, int) else ()
        result.update(_resolve_clients(members, known, register.exact))
    return result


# -- Firms -------------------------------------------------------------------------------------------------


def _resolve_firms(pairs: Sequence[NewsPair], register: Register) -> dict[str, Resolution]:
    by_name: dict[str, list[NewsPair]] = defaultdict(list)
    for pair in pairs:
        by_name[pair.firm.name.key].append(pair)
    decided: dict[str, Resolution] = {}
    leaders: list[Named] = []
    for group in sorted(by_name.values(), key=lambda group: group[0].firm.detail):
        match = _match_firm(group, register)
        found = match is not None and match.party is not None
        resolution = Resolution(match) if match and found else _follow(group[0].firm, leaders, _is_firm_variant, match)
        for pair in group:
            decided[pair.firm.identity] = _heed_person(pair.firm, resolution)
    return decided


def _match_firm(group: Sequence[NewsPair], register: Register) -> Match | None:
    """Exact name, else a short form of the only known firm, else the one whose register entry has the same client."""
    name = group[0].firm.name
    related: list[tuple[Candidate, str]] = []
    for candidate in register.firms:
        relations = {relate_firms(name, known) for known in candidate.names}
        related += [
            (candidate, relation)
            for relation in ("exact", "same words", "short form", "one word")
            if relation in relations
        ][:1]
    for wanted in (("exact",), ("same words", "short form")):
        match = pick_one((candidate, relation) for candidate, relation in related if relation in wanted)
        if match is not None and match.party is not None:
            return match
    supported = [
        (candidate, relation)
        for candidate, relation in related
        if _shares_client(group, register.clients.get(candidate.party, ()))
    ]
    match = pick_one(supported, rule_prefix="client in common, ")
    return match if match is not None and match.party is not None else _stay_unsure(related)


def _stay_unsure(related: Sequence[tuple[Candidate, str]]) -> Match | None:
    """A question for a person: one shared word is too little, several candidates are too many."""
    if not related:
        return None
    rivals = tuple(sorted({candidate.party for candidate, _ in related}))
    reasons = tuple(f"{relation}: {candidate.names[0].name}" for candidate, relation in related[:5])
    return Match(None, "unsure", 0.0, reasons, rivals)


def _shares_client(group: Sequence[NewsPair], clients: Sequence[Candidate]) -> bool:
    return any(
        relate_clients(pair.client.profiles, client.names) and client.is_open_near(pair.day, NEAR_DAYS)
        for pair in group
        for client in clients
    )


def _is_firm_variant(one: Named, leader: Named) -> bool:
    return relate_firms(one.name, leader.name) in ("exact", "same words", "short form")


# -- Clients -----------------------------------------------------------------------------------------------


def _resolve_clients(
    pairs: Sequence[NewsPair], known: Sequence[Candidate], exact: Mapping[str, tuple[Candidate, ...]]
) -> dict[str, Resolution]:
    """Decide the clients that articles name beside one firm."""
    by_name: dict[tuple[str, str], list[NewsPair]] = defaultdict(list)
    for pair in pairs:
        by_name[pair.client.own_key].append(pair)
    decided: dict[str, Resolution] = {}
    leaders: list[Named] = []
    for group in sorted(by_name.values(), key=lambda group: group[0].client.detail):
        match = _match_client(group, known) or _match_exactly(group[0].client, exact)
        found = match is not None and match.party is not None
        client = group[0].client
        resolution = Resolution(match) if match and found else _follow(client, leaders, _is_client_variant, match)
        for pair in group:
            decided[pair.client.identity] = _heed_person(pair.client, resolution)
    return decided


def _match_client(group: Sequence[NewsPair], known: Sequence[Candidate]) -> Match | None:
    """The firm's client of that name or a form of it, else the one government of that country it acts for."""
    related = []
    for candidate in known:
        relation = next((r for r in (_relate_client(pair.client, candidate) for pair in group) if r), "")
        if relation:
            related.append((candidate, relation))
    for wanted in (("exact",), ("acronym", "same words", "short form", "spelling"), ("government",)):
        fitting = [(candidate, relation) for candidate, relation in related if relation in wanted]
        near = [(c, r) for c, r in fitting if any(c.is_open_near(pair.day, NEAR_DAYS) for pair in group)]
        match = pick_one(near or (fitting if wanted != ("government",) else []), rule_prefix="same firm, ")
        if match is not None:
            return match
    return None


def _relate_client(client: Named, candidate: Candidate) -> str:
    if client.country and candidate.country and client.country != candidate.country:
        return "exact" if client.name.key in candidate.keys else ""
    relation = relate_clients(client.profiles, candidate.names)
    if relation:
        return relation
    governments = {profile.government for profile in candidate.names} - {""}
    if not governments and candidate.country and any(profile.is_body for profile in candidate.names):
        governments = {candidate.country}
    ours = client.name.government or (client.country if client.name.is_body else "")
    return "government" if ours and ours in governments else ""


def _match_exactly(client: Named, exact: Mapping[str, tuple[Candidate, ...]]) -> Match | None:
    """A party of exactly that name anywhere, if its country does not speak against it."""
    same = [
        (candidate, "exact")
        for candidate in exact.get(client.name.key, ())
        if not (client.country and candidate.country) or client.country == candidate.country
    ]
    if client.name.is_generic and not client.country:
        return None
    return pick_one(same)


def _is_client_variant(one: Named, leader: Named) -> bool:
    if one.country and leader.country and one.country != leader.country:
        return False
    if relate_clients(one.profiles, leader.profiles):
        return True
    return bool(one.name.government) and one.name.government == leader.name.government


# -- Both --------------------------------------------------------------------------------------------------


def _follow(name: Named, leaders: list[Named], is_variant: Variant, unsure: Match | None) -> Resolution:
    """Nobody known is meant: join the only fuller name of other articles that this one is a form of, or lead."""
    fuller = [leader for leader in leaders if is_variant(name, leader)]
    if len(fuller) == 1:
        leader = fuller[0]
        match = Match(None, "form of another article's name", 0.8, (f"fuller name: {leader.name.name}",))
        return Resolution(match, leader.own_key, leader.name.name)
    leaders.append(name)
    return Resolution(unsure or Match(None, "first of this name", 1.0, ()), name.own_key, name.name.name)


def _heed_person(name: Named, resolution: Resolution) -> Resolution:
    if name.decided is None:
        return resolution
    return Resolution(Match(name.decided, "person", 1.0, ("decided by a person",)))
