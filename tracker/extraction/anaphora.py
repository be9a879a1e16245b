"""Short ways of speaking of a client named before: "the embassy", "the county", "the party"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracker.extraction.document import Document
from tracker.extraction.frames import Reference
from tracker.extraction.lexicon import FUNCTION_WORDS
from tracker.extraction.mentions import Mention
from tracker.extraction.parties import Party
from tracker.extraction.sentences import Token
from tracker.extraction.weights import FIRM
from tracker.normalize.words import word_set

_STATE = word_set(
    """
    government embassy ministry country kingdom republic nation presidency regime mission consulate
    """
)
_GOVERNING = word_set("government presidency regime")
_PLACE = word_set(
    """
    city county council town borough municipality district village province territory island state
    """
)
_BODY = word_set(
    """
    party opposition company bank lender maker manufacturer foundation university association institute
    corporation organization organisation ministry authority commission agency board airline tribe college
    museum militia army client rebels movement center centre fund conglomerate producer charity hospital
    airport utility refiner group union
    """
)
_RESORTS = word_set(
    "treasury finance foreign defence defense interior justice trade energy health tourism agriculture oil mining labor"
)
_HEADS = _STATE | _PLACE | _BODY
_ADJECTIVES = 4
_DETERMINERS = word_set("the its this that their")
_REACH = 6
_ACTS = 0.3
"""A mention that only says where something is ("into Syria") is less than this; one that acts is preferred."""


def client_anaphors(
    document: Document,
    number: int,
    earlier: Sequence[Sequence[Reference]],
    here: Sequence[Reference],
    taken: Sequence[tuple[int, int]],
    home: Callable[[], Party | None] = lambda: None,
) -> list[Reference]:
    """References of sentence ``number``, by a common noun, to clients named before in it or in earlier ones.

    ``home`` gives the state that "the government" is of when none was named before. ``taken``: places of the
    sentence's mentions of any kind, which are no part of a common noun's.
    """
    tokens = document.tokens[number]
    found: list[Reference] = []
    for at in [at for at, token in enumerate(tokens[:-1]) if token.lower in _DETERMINERS]:
        head = _head_after(tokens, at)
        if head is None or any(start < tokens[head].end and tokens[at].start < end for start, end in taken):
            continue
        before = [r for r in here if r.end <= tokens[at].start]
        resort = {token.lower for token in tokens[at + 1 : head]} & _RESORTS
        party = _antecedent(tokens[head].lower, [*earlier, before], resort)
        if party is None and _owns_government(tokens, head):
            head, party = head + 2, home()
        if party is None and tokens[head].lower in _GOVERNING and tokens[at].lower == "the" and head - at <= 2:
            party = home()
        if party is not None:
            found.append(_reference(document, number, at, head, party))
    return found


def _head_after(tokens: Sequence[Token], at: int) -> int | None:
    """The head noun after a determiner, adjectives skipped: "the embassy", "the little West African nation"."""
    for head in range(at + 1, min(at + 1 + _ADJECTIVES, len(tokens))):
        token = tokens[head]
        if token.lower in _HEADS and not token.capital:
            follows = tokens[head + 1] if head + 1 < len(tokens) else None
            named = follows is not None and (follows.lower in ("of", "-") or follows.capital or follows.lower in _HEADS)
            return None if named else head
        if not token.text[0].isalpha() or token.lower in FUNCTION_WORDS or tokens[at].lower in ("that", "this"):
            return None
    return None


def _owns_government(tokens: Sequence[Token], head: int) -> bool:
    """ "the island's government"."""
    after = [token.lower for token in tokens[head + 1 : head + 3]]
    return tokens[head].lower in _PLACE | _STATE and after[:1] in (["'s"], ["’s"]) and after[1:] == ["government"]


def _antecedent(head: str, earlier: Sequence[Sequence[Reference]], resort: set[str]) -> Party | None:
    """The party meant; ``resort``: what the ministry is for ("the finance ministry"), which its name must say."""
    rows = [reference for row in reversed(earlier[-_REACH:]) for reference in reversed(row)]
    if resort:
        rows = [r for r in rows if any(word in name.lower() for name in r.party.names for word in resort)]
    same = next((r for r in rows if any(mention.head == head for mention in r.party.mentions)), None)
    fitting = [r for r in rows if _fits(head, r)]
    acting = next((r for r in fitting if r.mention.clientness >= _ACTS), None)
    found = same or acting or next(iter(fitting), None)
    return found.party if found else None


def _fits(head: str, reference: Reference) -> bool:
    party = reference.party
    if party.firmness >= FIRM or party.clientness <= -0.2:
        return False
    if head in _STATE:
        return party.is_state and reference.mention.clientness > 0
    if head in _PLACE:
        return party.shape == "local" or (party.shape == "name" and party.clientness >= 0.2)
    return party.shape in ("body", "name") and party.firmness < 0.3 and party.clientness >= 0.1


def _reference(document: Document, number: int, at: int, head: int, party: Party) -> Reference:
    tokens = document.tokens[number]
    start, end = tokens[at].start, tokens[head].end
    name = document.text[start:end]
    mention = Mention(start, end, name, number, at, head + 1, party.shape, party.country, tokens[head].lower)
    mention.described, mention.adjective, mention.clientness, mention.party = True, True, 0.4, party.number
    return Reference(start, end, party, mention, anaphor=True)
