"""Sentences surveyed: who is referred to, which verbs and amounts stand where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from tracker.extraction.acts import find_triggers
from tracker.extraction.anaphora import client_anaphors
from tracker.extraction.document import Document
from tracker.extraction.frames import Reference, Sighting, is_inside_name
from tracker.extraction.parties import PartyBook
from tracker.extraction.places import main_country
from tracker.normalize.money import Money

_POSSESSIVE = 3
_UNSPOKEN = frozenset({"addressee", "press", "place"})


def _mark_owners(references: Sequence[Reference]) -> None:
    """ "Zambia's United Front": the country only says whose the body is."""
    for owner, owned in pairwise(references):
        near = owner.mention.possessive and owned.start - owner.end <= _POSSESSIVE
        if near and owner.party.shape == "country" and owned.party.shape in ("body", "local") and not owned.anaphor:
            owner.mention.clientness = min(owner.mention.clientness, 0.0)


def survey(document: Document, book: PartyBook, money: Sequence[Sequence[Money]]) -> list[Sighting]:
    """References, triggers and amounts of every sentence, in order."""
    sightings: list[Sighting] = []
    rows: list[list[Reference]] = []
    home = cache(lambda: book.state(main_country(document)))
    for sentence in document.sentences:
        references = [
            Reference(mention.start, mention.end, book.of(mention), mention)
            for mention in book.mentions[sentence.number]
            if mention.shape not in _UNSPOKEN and not mention.adjective
            if not any(amount.start <= mention.start and mention.end <= amount.end for amount in money[sentence.number])
        ]
        triggers = find_triggers(document.text, sentence.start, sentence.end, document.language, document.low)
        triggers = [trigger for trigger in triggers if not is_inside_name(trigger, references)]
        taken = [(mention.start, mention.end) for mention in book.mentions[sentence.number]]
        references += client_anaphors(document, sentence.number, rows, references, taken, home)
        references.sort(key=lambda reference: reference.start)
        _mark_owners(references)
        rows.append(references)
        amounts = list(money[sentence.number])
        sightings.append(
            Sighting(
                sentence.number,
                sentence.start,
                sentence.end,
                sentence.paragraph,
                references,
                triggers,
                amounts,
                sentence.kind,
            )
        )
    return sightings
