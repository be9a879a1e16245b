"""Of what kind a name is: an office, a body, a place, a person, the press, or someone whom lobbyists address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extraction.lexicon import (
    ADDRESSEE_NAMES,
    ADDRESSEES,
    BODY_HEADS,
    FIRM_WORDS,
    FUNCTION_WORDS,
    GOVERNMENT_HEADS,
    LOCAL_HEADS,
    OFFICE_HEADS,
    ORGANISATION_WORDS,
    PLACES,
    PLAIN_WORDS,
    PRESS_WORDS,
    STATESMEN,
)
from tracker.extraction.mentions import Shape
from tracker.normalize.names import fold, looks_like_person
from tracker.normalize.words import word_set

HEADS = GOVERNMENT_HEADS | OFFICE_HEADS | BODY_HEADS
"""Nouns that name the kind of an office or body."""

_DEMONYMS = word_set("american british canadian australian french german european u.s us uk irish")
_LOCAL_FIRST = word_set("city county town village borough port state")
_LOCAL_LAST = word_set("county council township borough city")
_STREETS = word_set("avenue boulevard highway road")
_NOT_LOCAL = word_set(
    """
    business trade tourism media national global world islamic muslim american british european export beverage security
    chemistry research student students workers women youth press arts medical atlantic foreign relations cooperation
    """
)
_CIRCLES = word_set("administration campaign team organization house")
_LAWS = word_set("act acts bill amendment program programme plan")
_TREATIES = word_set("compact treaty convention pact accord accords memorandum declaration charter")
_US_PREFIX = re.compile(r"^us (?=\w)")


def shape_of(name: str, words: Sequence[str], titled: bool) -> tuple[Shape, str]:
    """The shape of a name and the noun that names its kind; ``words``: the name's words in lower case."""
    if is_addressee(name, words):
        return "addressee", ""
    if fold(name) in PLACES or (words[-1] in _STREETS and len(words) <= 3):
        return "place", ""
    head = head_of(words)
    if head in GOVERNMENT_HEADS or head in ("minister", "president"):
        return "government", head
    seat = _local_head(words)
    if seat:
        return ("government" if words[-2:-1] == ["security"] else "local"), seat
    if titled or looks_like_person(name):
        return "person", ""
    if words[-1] in PRESS_WORDS:
        return "press", ""
    return ("body", head) if head else ("name", "")


def _local_head(words: Sequence[str]) -> str:
    """ "county" of "Leon County", "city" of "City of Renton"."""
    if words[0] in _LOCAL_FIRST and "of" in words[:2]:
        return words[0]
    if words[-1] == "council" and any(word in _NOT_LOCAL for word in words[:-1]):
        return ""
    return words[-1] if words[-1] in _LOCAL_LAST else ""


def head_of(words: Sequence[str]) -> str:
    """The noun that names the kind: the last one before "of" or "for", else the last word, when it is known."""
    for at, word in enumerate(words):
        if at and (word in ("of", "for", "on") or list(words[at:]) == ["in", "exile"]):
            before = words[at - 1]
            return before if before in HEADS or before in ORGANISATION_WORDS else ""
    last = words[-1]
    if last in GOVERNMENT_HEADS or last in OFFICE_HEADS or last in ORGANISATION_WORDS or last in LOCAL_HEADS:
        return last
    return words[0] if words[0] in GOVERNMENT_HEADS and len(words) > 1 else ""


def is_addressee(name: str, words: Sequence[str]) -> bool:
    """Whether the name is of someone whom lobbyists address, of a law, or no name at all."""
    folded = fold(name).replace("dept", "department")
    if folded in ADDRESSEE_NAMES or _US_PREFIX.sub("", folded) in ADDRESSEE_NAMES:
        return True
    if len(words) == 1:
        return any(words[0] in table for table in (ADDRESSEES, PLAIN_WORDS, STATESMEN, FIRM_WORDS))
    if words[0] in ("secretary", "undersecretary") and "of" in words[:2]:
        return True
    if words[0] in _TREATIES and words[1] in ("of", "on", "for"):
        return True
    return _is_generic(words) or _is_of_statesman(words) or words[-1] in _LAWS


def _is_generic(words: Sequence[str]) -> bool:
    """ "British PR": a nationality and common words."""
    plain = all(w in FIRM_WORDS or w in PLAIN_WORDS or w in FUNCTION_WORDS or w in _DEMONYMS for w in words)
    return plain and any(word in _DEMONYMS for word in words)


def _is_of_statesman(words: Sequence[str]) -> bool:
    if words[-1] in STATESMEN and len(words) <= 3:
        return words[0] not in ("city", "port")
    return words[0] in STATESMEN and words[-1] in _CIRCLES
