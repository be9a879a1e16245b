"""Whom a name in an article means: candidates, rules and reasons. Names alone, never a score alone, decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from tracker.normalize.countries import find_countries
from tracker.normalize.names import acronyms_in, fold, is_generic, name_key, significant_tokens
from tracker.normalize.words import FUNCTION_WORDS, GOVERNMENT_WORDS

_SHORTEST_ACRONYM = 3

TYPO_RATIO = 93
"""Below this similarity (0–100) two spellings are two names: Ballard and Bullard score 94 only as bare words."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A name with what matching looks at; built once per name.

    ``government`` is the country whose government the name stands for ("Qatar", "Ankara", "the Turkish government",
    "Embassy of the State of Qatar"), or "". ``is_body``: a government body that only its country would tell apart
    ("Ministry of Finance").
    """

    name: str
    key: str
    tokens: tuple[str, ...]
    acronyms: frozenset[str]
    is_generic: bool
    is_body: bool
    government: str

    @classmethod
    def of(cls, name: str) -> Profile:
        return _build_profile(name)


@lru_cache(maxsize=8_192)
def _build_profile(name: str) -> Profile:
    return Profile(
        name,
        name_key(name),
        significant_tokens(name),
        _read_acronyms(name),
        is_generic(name),
        is_generic(name) and bool(set(fold(name).split()) & GOVERNMENT_WORDS),
        read_government(name),
    )


def _read_acronyms(name: str) -> frozenset[str]:
    """Acronyms in the name, or the name itself when it is nothing but one."""
    bare = name.strip()
    alone = (bare,) if bare.isalpha() and bare.isupper() and len(bare) >= _SHORTEST_ACRONYM else ()
    return frozenset(token.casefold() for token in (*acronyms_in(name), *alone))


def read_government(name: str) -> str:
    """The country whose government the name stands for, or "": one country is in it and the words of a government."""
    found = find_countries(name)
    codes = {mention.code for mention in found}
    if len(codes) != 1 or any(mention.kind == "region" for mention in found):
        return ""
    rest = name
    for mention in sorted(found, key=lambda mention: mention.start, reverse=True):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    words = set(fold(rest).split()) - FUNCTION_WORDS
    is_body = not words or (bool(words & GOVERNMENT_WORDS) and not significant_tokens(rest))
    return codes.pop() if is_body else ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known party with its names; for a client also when the firm's register entry for it was open."""

    party: int
    names: tuple[Profile, ...]
    country: str = ""
    windows: tuple[tuple[date, date], ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(profile.key for profile in self.names)

    def is_open_near(self, day: date | None, tolerance: int) -> bool:
        """Whether the day lies in or near a spell; unknown days and candidates without spells fit."""
        if day is None or not self.windows:
            return True
        return any(
            (opened - day).days <= tolerance and (day - closed).days <= tolerance for opened, closed in self.windows
        )


@dataclass(frozen=True, slots=True)
class Match:
    """A decision: the party, or None when nobody fits or several do (then ``rivals`` lists them)."""

    party: int | None
    rule: str
    confidence: float
    reasons: tuple[str, ...]
    rivals: tuple[int, ...] = field(default=())


def is_short_form(short: Profile, long: Profile) -> bool:
    """Whether one name is the other cut short: "Arnold & Porter" of "Arnold & Porter Kaye Scholer LLP"."""
    one, two = short.tokens, long.tokens
    return 0 < len(one) < len(two) and two[: len(one)] == one


def relate_firms(mention: Profile, known: Profile) -> str:
    """How a firm's name in an article relates to a known one: "exact", "short form", "same words", "one word" or ""."""
    if mention.key == known.key:
        return "exact"
    if not mention.tokens or not known.tokens:
        return ""
    if is_short_form(mention, known) or is_short_form(known, mention):
        return "short form" if min(len(mention.tokens), len(known.tokens)) >= 2 else "one word"
    if mention.tokens == known.tokens:
        return "same words" if len(mention.tokens) >= 2 else "one word"
    return ""


def relate_clients(mention: Sequence[Profile], known: Sequence[Profile]) -> str:
    """How a client's names in an article relate to a known client's.

    "exact", "acronym", "same words", "short form", "spelling", or "" when nothing relates them.
    """
    if {p.key for p in mention} & {p.key for p in known}:
        return "exact"
    ours = frozenset().union(*(p.acronyms for p in mention))
    theirs = frozenset().union(*(p.acronyms for p in known))
    if ours & theirs:
        return "acronym"
    for one in mention:
        for two in known:
            relation = _relate_words(one, two)
            if relation:
                return relation
    return ""


def _relate_words(one: Profile, two: Profile) -> str:
    if one.is_generic or two.is_generic or not one.tokens or not two.tokens:
        return ""
    if set(one.tokens) == set(two.tokens) and len(one.tokens) >= 2:
        return "same words"
    if is_short_form(one, two) or is_short_form(two, one):
        return "short form" if min(len(one.tokens), len(two.tokens)) >= 2 else ""
    if min(len(one.key), len(two.key)) >= 12 and fuzz.ratio(one.key, two.key) >= TYPO_RATIO:
        return "spelling"
    return ""


def pick_one(candidates: Iterable[tuple[Candidate, str]], *, rule_prefix: str = "") -> Match | None:
    """The only candidate as a decision, several as an unsure one, none as None."""
    found = list(candidates)
    if not found:
        return None
    parties = sorted({candidate.party for candidate, _ in found})
    if len(parties) > 1:
        reasons = tuple(f"{relation}: {candidate.names[0].name}" for candidate, relation in found[:5])
        return Match(None, "unsure", 0.0, reasons, tuple(parties))
    candidate, relation = found[0]
    return Match(
        candidate.party,
        f"{rule_prefix}{relation}",
        {"exact": 1.0, "acronym": 0.9, "same words": 0.9, "short form": 0.9, "spelling": 0.85}.get(relation, 0.75),
        (f"{relation}: {candidate.names[0].name}",),
    )
