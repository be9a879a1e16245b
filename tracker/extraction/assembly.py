"""Links gathered into contracts: one draft a pair, with the sentences that tell of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.extraction.frames import Link, Reference, Sighting
from tracker.extraction.parties import Party, is_partisan
from tracker.records import Act

_RANK = {"act": 0, "pay": 1, "deal": 2, "relation": 3}
_MAX_SENTENCES = 9
FAIRLY_SURE = 0.5
"""Confidence that the likeliest contract of an article must have for the article to tell of any."""
FAINT = 0.36
"""Confidence below which a further contract of an article is not told."""
_BEGUN = re.compile(
    r"\b(?:new|newly|will|would|shall|is\s+to|are\s+to|agree[sd]?|deal|pact|disclosed|undertakes?|add(?:s|ed)"
    r"|joins?|joined|has\s+found|goes|brings?|picks?|gets|bought|filed|landed|hires?|hiring|second|third|largest"
    r"|biggest"
    # the future of paying in the other languages that are read
    r"|pagher[àa]|pagar[áa]|va(?:i)?\s+(?:a\s+)?pagar|paiera|versera|touchera|ricever[àa]|recibir[áa]|receber[áa]"
    r"|wird|soll"
    r"|ödeyecek|ödenecek|alacak)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:first|originally|initially|earlier|previous(?:ly)?|at\s+first|had\s+been)\b[^.;]{0,60}"
    r"\b(?:engaged|hired|signed|retained|contract|agreement|deal|fee|set|term|took)\b",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"\b(?:since|has\s+(?:had|been|long)|had\s+(?:had|been)|have\s+(?:had|been)|already|still|continues?|remains?"
    r"|goes\s+on|longtime|has\s+an?|so\s+far|last\s+year|paid|spent|received|reported|earned)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Draft:
    """A contract in the making: its parties, the links that made it, the sentences that tell of it in order."""

    firms: list[Party]
    client: Party
    links: list[Link]
    also: list[Party] = field(default_factory=list)

    @property
    def strength(self) -> float:
        """Probability of the pair: shares of clients that turned out to be one add up."""
        best: dict[int, float] = {}
        for link in self.links:
            number = link.client.number
            best[number] = max(best.get(number, 0.0), link.strength)
        return min(1.0, sum(best.values()))

    @property
    def lead(self) -> Link:
        """The link that tells most: an act before terms, then the strongest."""
        return min(self.links, key=lambda link: (_RANK[link.trigger.rule.grade], -link.strength, link.sentence))

    def sentences(self) -> list[int]:
        """Numbers of the sentences about the contract: the leading one first, then the others in order."""
        lead = self.lead.sentence
        numbers = {link.sentence for link in self.links} | {n for link in self.links for n in link.more}
        return [lead, *sorted(numbers - {lead})][:_MAX_SENTENCES]


def build_drafts(links: Sequence[Link], owners: Mapping[int, int]) -> list[Draft]:
    """One draft for each firm and client; clients of one country under one firm are one client.

    ``owners``: client → the party for which it acts, both by number; under one firm they are one client too.
    """
    drafts: list[Draft] = []
    for link in links:
        draft = next((d for d in drafts if _same(d, link, owners)), None)
        if draft is None:
            drafts.append(Draft(list(link.firms), link.client, [link]))
            continue
        draft.links.append(link)
        if link.client is not draft.client and link.client not in draft.also:
            draft.also.append(link.client)
    for draft in drafts:
        _choose_client(draft, owners)
    return drafts


def believe(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that are told: none of an article in which nothing is fairly sure, else all but the faint ones.

    An article without any contract often has something that looks faintly like one; an article with one contract
    often has more of them.
    """
    if max((draft.strength for draft in drafts), default=0.0) < FAIRLY_SURE:
        return []
    return [draft for draft in drafts if draft.strength >= FAINT]


def _same(draft: Draft, link: Link, owners: Mapping[int, int]) -> bool:
    if draft.firms[0] is not link.firms[0]:
        return False
    one, other = draft.client, link.client
    if one is other:
        return True
    if one.country and one.country == other.country and not is_partisan(one) and not is_partisan(other):
        return True
    return owners.get(one.number) == other.number or owners.get(other.number) == one.number


def _choose_client(draft: Draft, owners: Mapping[int, int]) -> None:
    """Of several names of one client the one named in the act, and a front rather than the party behind it."""
    everyone = [draft.client, *draft.also]
    fronts = [p for p in everyone if any(owners.get(p.number) == other.number for other in everyone)]
    chosen = fronts[0] if fronts else draft.lead.client
    owned = {owners.get(front.number) for front in fronts}
    draft.client = chosen
    draft.also = [party for party in everyone if party is not chosen and party.number not in owned]


def client_reference(draft: Draft, sightings: Sequence[Sighting]) -> Reference | None:
    """The mention by which to name the client.

    A body or person by its fullest proper name, a state by the office that the act names, else by any office
    named nearby, else by the country.
    """
    party = draft.client
    everywhere = [r for s in sightings for r in s.references if r.party is party and not r.anaphor]
    if not everywhere:
        return _only_meant(party, draft, sightings)
    if not party.is_state:
        return max(everywhere, key=lambda r: (not r.mention.described, _length(r), -r.start))
    numbers = set(draft.sentences())
    named = draft.lead.client_ref
    if named and named.party is party and not named.anaphor and named.mention.shape == "government":
        return named
    near = [r for r in everywhere if r.mention.sentence in numbers]
    offices = [r for r in near or everywhere if r.mention.shape == "government"]
    if offices:
        return offices[0]
    plain = [r for r in near if r.mention.head == "name"] or [r for r in everywhere if r.mention.head == "name"]
    return (plain or near or everywhere)[0]


def _only_meant(party: Party, draft: Draft, sightings: Sequence[Sighting]) -> Reference | None:
    """ "The government" in a text that names its country only in the title: the title's name at the text's place."""
    meant = [r for s in sightings for r in s.references if r.party is party]
    if not meant:
        return None
    first = min(meant, key=lambda r: (r.mention.sentence != draft.lead.sentence, r.start))
    return replace(first, mention=replace(first.mention, name=party.name))


def firm_reference(draft: Draft, sightings: Sequence[Sighting]) -> Reference | None:
    """The mention by which to name the firm: its fullest name, a person's only when no firm is named."""
    firm = draft.firms[0]
    everywhere = [r for s in sightings for r in s.references if r.party is firm and not r.anaphor]
    if not everywhere:
        return None
    persons = {word for r in everywhere if r.mention.shape == "person" for word in r.mention.name.split()}

    def fullness(reference: Reference) -> tuple[bool, bool, int, int]:
        mention = reference.mention
        as_firm = mention.shape != "person" and not persons.issuperset(mention.name.split())
        return as_firm, not mention.described, _length(reference), -reference.start

    return max(everywhere, key=fullness)


def _length(reference: Reference) -> int:
    return len(reference.mention.name.split())


def act_of(draft: Draft, sightings: Sequence[Sighting]) -> tuple[Act, int]:
    """What happened last to the contract, and the number of the sentence that tells it."""
    order: dict[Act, int] = {"termination": 0, "renewal": 1, "amendment": 2, "new": 3, "unknown": 4}
    found = [(link.trigger.rule.act, link.sentence) for link in draft.links]
    for number in draft.sentences():
        if not _single_story(sightings[number], draft):
            continue
        for trigger in sightings[number].triggers:
            if trigger.rule.grade == "act" and not trigger.doubtful:
                found.append((trigger.rule.act, number))
    return min(found, key=lambda one: order[one[0]])


def told_of_terms(text: str, draft: Draft, act: Act, told: int, sightings: Sequence[Sighting]) -> list[int]:
    """Numbers of the sentences that state the present terms, the telling one first.

    After a renewal or a change what was first agreed no longer counts.
    """
    if act not in ("renewal", "amendment"):
        return draft.sentences()
    numbers = [told, *(n for n in draft.sentences() if n != told)]
    return [n for n in numbers if n == told or not _EARLIER.search(text, sightings[n].start, sightings[n].end)]


def is_begun(text: str, draft: Draft, sightings: Sequence[Sighting]) -> bool:
    """Whether a contract whose act no verb tells is spoken of as a new one: "will", "is to", "a new deal"."""
    lead = sightings[draft.lead.sentence]
    if _STANDING.search(text, lead.start, lead.end):
        return False
    return any(_BEGUN.search(text, sightings[n].start, sightings[n].end) for n in draft.sentences()[:3])


def _single_story(sighting: Sighting, draft: Draft) -> bool:
    """Whether no other firm of the sentence could own its verbs."""
    own = {firm.number for firm in draft.firms}
    own |= {r.party.number for link in draft.links for r in link.firm_refs}
    return all(r.party.firmness < 0.5 or r.party.number in own for r in sighting.references)
