"""What pairing works on: the references, triggers and amounts of each sentence, and the links made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.extraction.acts import Trigger
from tracker.extraction.mentions import Mention
from tracker.extraction.parties import Party
from tracker.extraction.sentences import Kind
from tracker.normalize.money import Money


@dataclass(slots=True)
class Reference:
    """A party at a place of a sentence; ``anaphor`` when it is not named there ("the embassy")."""

    start: int
    end: int
    party: Party
    mention: Mention
    anaphor: bool = False


@dataclass(slots=True)
class Link:
    """One reading: these firms and this client, by this trigger, in this sentence.

    ``client_ref`` is None when the client is not told in the sentence but known from those before it.
    ``more`` lists the later sentences that go on about it.
    """

    firms: list[Party]
    client: Party
    sentence: int
    trigger: Trigger
    strength: float
    firm_refs: list[Reference] = field(default_factory=list)
    client_ref: Reference | None = None
    more: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Sighting:
    """A sentence with all that the pairing needs."""

    number: int
    start: int
    end: int
    paragraph: int
    references: list[Reference]
    triggers: list[Trigger]
    money: list[Money]
    kind: Kind = "prose"


def is_inside_name(trigger: Trigger, references: Iterable[Reference]) -> bool:
    """Whether the trigger is a part of a name: "Contract Services Ltd" tells of no contract."""
    return any(r.start <= trigger.start and trigger.end <= r.end and not r.mention.described for r in references)
