"""People who stand for a firm: its founder, its head, the one whose firm it is."""

from __future__ import annotations

import re
from itertools import pairwise

from tracker.extraction import slots
from tracker.extraction.document import Document
from tracker.extraction.geography import CITIES
from tracker.extraction.lexicon import FIRM_WORDS, ORGANISATION_WORDS
from tracker.extraction.mentions import Mention
from tracker.extraction.parties import Party, PartyBook
from tracker.normalize.names import fold, looks_like_person

FIRM = 0.5
"""From this firmness on a party counts as a firm."""

_OWN_FIRM = re.compile(
    r"\b(his|her|their|whose)\s+(?:own\s+|new\s+)?(?:[\w.-]+\s+){0,2}?"
    r"(?:firm|company|consultancy|shop|outfit|agency|practice|boutique)\s*,?\s*(?:is\s+)?(?:called\s+|named\s+)?[\"“]?$",
    re.IGNORECASE,
)
_POSSESSIVES = frozenset({"'s ", "’s ", "' ", "’ "})
_REACH = 60
_CALLED = 0.3
_JOINED = frozenset({",", "and", ", and", "&"})
_AHEAD = 3


def adopt_people(document: Document, book: PartyBook) -> None:
    """Let the people of a firm stand for it."""
    _adopt_founders(book)
    _adopt_partners(document, book)
    _adopt_owners(document, book)


def weigh_owned(document: Document, book: PartyBook) -> None:
    """ "Jane Roe's Harbor Gate": what bears a person's name as its owner's is likely a firm."""
    for row in book.mentions:
        for mention, following in pairwise(row):
            person, party = book.parties[mention.party], book.of(following)
            between = document.text[mention.end : following.start]
            owned = mention.possessive and between in ("'s ", "’s ", "' ", "’ ")
            if owned and person.shape == "person" and party.shape == "name" and -0.5 < party.firmness < FIRM:
                party.firmness = FIRM


def _adopt_founders(book: PartyBook) -> None:
    """A person whose surname opens a firm's name stands for the firm: Brian Roe for Roe Partners."""
    firms: dict[str, Party] = {}
    for party in book.parties:
        key = fold(party.name)
        if key and party.firmness >= FIRM and party.shape != "person":
            firms.setdefault(key.split()[0], party)
    for party in book.parties:
        words = fold(party.name).split()
        if party.shape == "person" and len(words) > 1 and words[-1] in firms:
            party.alias_of = firms[words[-1]]


def _adopt_partners(document: Document, book: PartyBook) -> None:
    """ "Jane Roe, a consultant with Acme Partners", "Acme Partners, led by Jane Roe"."""
    for row in book.mentions:
        for at, mention in enumerate(row):
            if book.of(mention).firmness >= FIRM:
                near = row[at + 1 : at + 1 + _AHEAD]
                led = [m for m in near if slots.is_led_by(document.text, mention, m)]
                led += [m for m in near[:1] if slots.is_owner_in_brackets(document.text, mention, m)]
                for following in led:
                    _adopt(book.parties[following.party], book.of(mention))
        for mention, following in pairwise(row):
            person, firm = book.parties[mention.party], book.of(following)
            if person.shape != "person" or person.alias_of or firm.firmness < FIRM or firm is person:
                continue
            if slots.is_affiliated(document.text, mention, following):
                person.alias_of = firm


def _adopt_owners(document: Document, book: PartyBook) -> None:
    """ "Jane Roe's Acme Partners", "Their firm, Acme Partners": the people named before stand for the firm."""
    for number, row in enumerate(book.mentions):
        for at, mention in enumerate(row):
            firm = book.of(mention)
            if firm.firmness >= FIRM and firm.shape != "person":
                for person in _owners(document, book, number, at):
                    _adopt(book.parties[person.party], firm)


def _owners(document: Document, book: PartyBook, number: int, at: int) -> list[Mention]:
    """The people whose firm is named at place ``at`` of sentence ``number``."""
    text, row = document.text, book.mentions[number]
    mention, before = row[at], row[at - 1] if at else None
    if before and before.possessive and text[before.end : mention.start] in _POSSESSIVES:
        return [before] if _may_own(book.parties[before.party]) else []
    owner = _OWN_FIRM.search(text[max(0, mention.start - _REACH) : mention.start])
    if owner is None:
        return []
    people = [m for m in row[:at] if _may_own(book.parties[m.party])]
    if not people and number:
        people = [m for m in book.mentions[number - 1] if _may_own(book.parties[m.party])]
    if owner.group(1).lower() == "their":
        return _coordinated(document, people)
    called = [m for m in people if book.parties[m.party].firmness >= _CALLED]
    return called[-1:] or people[-1:]


def _coordinated(document: Document, people: list[Mention]) -> list[Mention]:
    """The first of the people who are named in one breath: "A and B"."""
    found: list[Mention] = []
    for person, following in pairwise(people):
        if document.text[person.end : following.start].strip() in _JOINED:
            found += [m for m in (person, following) if m not in found]
        elif found:
            break
    return found


def _may_own(party: Party) -> bool:
    """Whether the party is a person who holds no office of a client."""
    words = party.name.lower().split()
    two = len(words) == 2 and not any(word in FIRM_WORDS or word in ORGANISATION_WORDS for word in words)
    unknown = party.shape == "name" and party.country is None and party.name.lower() not in CITIES
    person = party.shape == "person" or (unknown and (two or looks_like_person(party.name)))
    return person and party.firmness > -0.5 and party.clientness < 0.4


def _adopt(person: Party, firm: Party) -> None:
    if person.alias_of is None and person is not firm and person.shape in ("person", "name"):
        person.alias_of = firm
        for named in person.mentions:
            named.shape = "person"
