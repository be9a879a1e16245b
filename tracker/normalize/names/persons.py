"""Which names are people's, and the order of their parts."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.normalize.countries import find_countries
from tracker.normalize.folding import collapse_blanks, fold, fold_words
from tracker.normalize.names.legal_forms import has_legal_form
from tracker.normalize.words import (
    CITIES,
    GIVEN_NAMES,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    ORGANISATION_WORDS,
    ROLE_WORDS,
    TITLES,
    US_STATES,
    word_set,
)

_NICKNAME = re.compile(r"\s*(?:\((?!(?i:a/?k/?a|see|d/?b/?a|f/?k/?a)\b)[^()]{1,24}\)|[\"“]+[^\"“”]{1,20}[\"”]+)")
_NOT_A_PERSONS = re.compile(r"[&/\d@;:]|\b(?:and|of|for|the)\b", re.IGNORECASE)
_NAME_WORD = re.compile(r"^[^\W\d_](?:[^\W\d_]|['’`.\-‐])*$")
_NO_GIVEN_NAMES = word_set("inc llc ltd llp corp plc co dba aka fka gmbh pllc fsb acb")
_TITLED = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Hon|H\.\s?E|Sen|Rep|Gov|Gen|Col|Amb)\.|(?:Mr|Mrs|Ms|Dr|Sir|Sheikh)\b)\s", re.IGNORECASE
)


def reorder_person(name: str) -> str:
    """ "Last, First Middle" as "First Middle Last", without a nickname in brackets; any other name as it is.

    A register files persons surname first: "Williams, Stephen", "Johnson II, Robert", "McFann, Maurice L. Jr".
    """
    parts = _comma_parts(name)
    if parts is None:
        return name
    surname, given, suffix = parts
    return collapse_blanks(f"{given} {surname} {suffix}")


@lru_cache(maxsize=8_192)
def looks_like_person(name: str) -> bool:
    """Whether the name is recognisably a person's: filed surname first, titled, or led by a known given name.

    False means "not recognised", not "an organisation": a name of an uncommon given name stays undecided.
    """
    if _comma_parts(name) is not None:
        return True
    plain, comma, rest = _without_nickname(name).partition(",")
    if comma and fold(rest) not in NAME_SUFFIXES:
        return False
    if _NOT_A_PERSONS.search(plain) or has_legal_form(plain) or set(fold_words(plain)) & ORGANISATION_WORDS:
        return False
    if _TITLED.match(plain):
        return len(plain.split()) > 1
    words = without_titles(fold_words(plain))
    return 2 <= len(words) <= 5 and words[0] in GIVEN_NAMES and _are_name_words(plain)


def without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """The folded words of a person's name without the titles in front; "Jr." stays, it tells son from father."""
    return words[next((place for place, word in enumerate(words) if word not in TITLES), 0) :]


def _without_nickname(name: str) -> str:
    return collapse_blanks(_NICKNAME.sub(" ", collapse_blanks(name))).strip(" ,")


@lru_cache(maxsize=8_192)
def _comma_parts(name: str) -> tuple[str, str, str] | None:
    """Surname, given names and suffix of a name filed surname first, else None."""
    plain = _without_nickname(name)
    pieces = [piece.strip() for piece in plain.split(",")]
    suffix = pieces.pop() if len(pieces) == 3 and fold(pieces[2]) in NAME_SUFFIXES else ""
    if len(pieces) != 2 or _NOT_A_PERSONS.search(plain) or has_legal_form(plain) or has_legal_form(pieces[0]):
        return None
    surname, suffix = _cut_suffix(pieces[0], suffix)
    given, suffix = _cut_suffix(pieces[1], suffix)
    if not surname or not given or not _are_name_words(f"{surname} {given}"):
        return None
    return (surname, given, suffix) if _is_persons_comma(surname, given) else None


def _is_persons_comma(surname: str, given: str) -> bool:
    """Tells "Lecour Ibarra, Mario" from "Vue Pointe Hotel, Old Town", "JETRO, Chicago" and "I. Sojat, Manager"."""
    givens = [word for word in fold_words(given) if word not in TITLES] or list(fold_words(given))
    surnames = [fold(word) for word in surname.split() if fold(word) not in NAME_PARTICLES] or [fold(surname)]
    if (
        not givens
        or "excellency" in surnames
        or len(givens) > 4
        or len(surnames) > 2
        or set(givens) & (ORGANISATION_WORDS | ROLE_WORDS | _NO_GIVEN_NAMES)
    ):
        return False
    is_known = givens[0] in GIVEN_NAMES
    if len(surnames) == 1 and is_known:
        return True
    if set(surnames) & ORGANISATION_WORDS or givens[0] in NAME_SUFFIXES or _is_place(given, surname):
        return False
    if surname.isupper() and not given.isupper() and len(surname) > 2:
        return False
    return len(surnames) == 1 or (is_known and surnames[0] not in GIVEN_NAMES)


def _is_place(given: str, surname: str) -> bool:
    """Whether what follows the comma is where the party sits; "Gracia, Chad" is a person, "N'Djamena, Chad" is not."""
    if fold(given).replace(" ", "") in CITIES or (given.isupper() and fold(given) in US_STATES):
        return True
    mentions = find_countries(given)
    is_name_too = given.split()[0] in {"Chad", "Jordan", "Israel", "Georgia", "India", "Sofia"}
    return bool(mentions) and not (is_name_too and not find_countries(surname))


def _are_name_words(text: str) -> bool:
    words = [word for word in text.replace(",", " ").split() if fold(word) not in NAME_PARTICLES]
    return all(word[:1].isupper() and _NAME_WORD.match(word) for word in words)


def _cut_suffix(part: str, suffix: str) -> tuple[str, str]:
    head, _, tail = part.rpartition(" ")
    if head and fold(tail) in NAME_SUFFIXES and not suffix:
        return head, tail
    return part, suffix
