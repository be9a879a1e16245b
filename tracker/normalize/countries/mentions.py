"""Countries named in running text: by name, demonym or capital, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import ahocorasick
from anyascii import anyascii

from tracker.normalize.countries.adjectives_data import ADJECTIVES, OTHER_LANGUAGES
from tracker.normalize.countries.lookup import read_table
from tracker.normalize.countries.names_data import FORMER_NAMES, NAMES
from tracker.normalize.countries.phrases_data import OTHER_PHRASES, REGIONS
from tracker.normalize.folding import fold
from tracker.normalize.words import FUNCTION_WORDS, GENERIC_WORDS, GIVEN_NAMES, ORGANISATION_WORDS, TITLES, word_set

MentionKind = Literal["name", "demonym", "capital", "region"]


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country in a text: ``text_given[start:end] == text``. ``code`` is one of ``ALL_CODES``.

    ``kind`` "region" is a part of the state that has a government of its own ("Scotland", "Dubai", "Ontario").
    """

    code: str
    text: str
    start: int
    end: int
    kind: MentionKind


_Entry = tuple[int, str, MentionKind]
_NONE = "-"
# Bare "Congo" is either of two states; the rest of the text must tell which.
_CONGO = "?CD/CG"

# One character for one, so that places in the text stay what they are.
_LEVEL = str.maketrans("’‘ʼ\n\r\t\xa0\u2009\u202f‑–", "'''      --")
_ACRONYM = re.compile(r"^(?:[A-Z]+|(?:[A-Z]\.)+[A-Z]?\.?)$")
_PLURAL = re.compile(r"(?:an|i|at|ot|rb|ek|ak|ene|er)$")

# Names of countries and capitals that people bear as a given name.
_GIVEN = word_set("Jordan Chad Israel Kenya India Sofia Paris London Malta Lima")
_CALENDAR = word_set(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday times post daily today tomorrow yesterday
    """
)
_NO_SURNAME = ORGANISATION_WORDS | GENERIC_WORDS | TITLES | FUNCTION_WORDS | _CALENDAR
_BEFORE_A_SURNAME = GIVEN_NAMES | word_set(
    "mr mrs ms dr rep sen senator congressman congresswoman judge attorney sir lord"
)
_NEXT_WORDS = re.compile(r"(?:\s[A-Z][\w'-]*){1,4}")
_VERB = re.compile(r"(?:s|ed|ing)$")
_LAST_WORD = re.compile(r"(?:^|[\s(\"])([A-Z][\w'-]+)\.?(?: [A-Z]\.)?\s$")

_US_GEORGIA = re.compile(
    r"\b(?:Atlanta|Savannah|Augusta|Macon|Columbus|Marietta|Fulton County|Cobb County|Ga\.|[RD]-|Sen\.|Rep\.|Gov\."
    r"|(?i:senator|congress(?:man|woman)|governor|state of)\b)[^.]{0,40}$"
)
_GE_CONTEXT = re.compile(
    r"Georgian|Tbilisi|Abkhazia|Ossetia|Caucasus|Russia|Armenia|Azerbaijan|Ukraine|Moldova|Turkey|Kazakhstan|Soviet"
    r"|\bNATO\b|European Union|Foreign Agents Registration|\bFARA\b|(?i:foreign (?:agent|principal|minist|lobby))"
    r"|(?i:\b(?:government|republic|embassy|ministry|parliament|president|prime minister|consulate|administration"
    r"|country|people|ambassador|nation|security council|minister [\w ]{3,40}|ministry [\w ]{3,60})"
    r" of (?:the (?:republic|country) of )?georgia\b)"
)
_FIRM_OR_STREET_AFTER = re.compile(
    r"\s(?:&|Street|St\.|Avenue|Ave\.|Road|Boulevard|Drive|Lane|Square|Group|Partners|Associates|Strategies|Consultants"
    r"|Consulting|Communications|Advisors|Advisers|LLC|LLP|Law)(?!\w)"
)
_COMPOUND = re.compile(r"\w+-([A-Z]\w+)")
_CITY_BEFORE = re.compile(r"(?P<city>[A-Z]\w+), $")
_GE_CITIES = word_set("Tbilisi Batumi Kutaisi Poti Rustavi Gori Zugdidi")


def find_countries(text: str) -> list[CountryMention]:
    """The countries mentioned in the text, in order of place, without overlaps; the longest phrase counts.

    Words count as they are written, with a capital: "turkey" and "china" are none. Places abroad that bear a
    country's word ("New Mexico", "Indian Ocean"), people ("Jordan Peterson", "Chad Smith") and the American state of
    Georgia are left out where the text shows them; so is a bare "Congo" that nothing else in the text explains.
    """
    level = text.translate(_LEVEL)
    found = [
        CountryMention(code, text[start:end], start, end, kind)
        for start, end, code, kind in _longest_matches(level)
        if code != _NONE and not _is_something_else(level, start, end, kind)
    ]
    return _settle_congo(found)


def _longest_matches(level: str) -> list[tuple[int, int, str, MentionKind]]:
    spans: list[tuple[int, int, str, MentionKind]] = []
    for last, (length, code, kind) in _automaton().iter(level):
        start, end = last - length + 1, last + 1
        if not _is_inside_word(level, start, end):
            spans.append((start, end, code, kind))
    spans.sort(key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int, str, MentionKind]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _is_inside_word(level: str, start: int, end: int) -> bool:
    if start > 1 and level[start - 1] == "." and level[start - 2].isalpha() and level[start + 1 : start + 2] == ".":
        return True
    before, after = level[start - 1 : start], level[end : end + 1]
    return before.isalnum() or (before in {"_", "@", "#"} and before != "") or after.isalnum() or after == "_"


def _is_something_else(level: str, start: int, end: int, kind: MentionKind) -> bool:
    word = level[start:end]
    if kind == "demonym" or " " in word:
        return False
    if word == "US":
        return level[max(start - 8, 0) : end + 8].isupper()
    if word.title() == "Georgia":
        return not _is_georgia_the_state(level, start)
    if kind in {"capital", "region"} and _FIRM_OR_STREET_AFTER.match(level, end):
        return True
    return (word in _GIVEN and _has_surname(level, end)) or _has_given_name(level, start)


def _has_surname(level: str, end: int) -> bool:
    """Whether the next word makes a person of it ("Chad Smith"), not a body ("Chad Oil Ministry") or a headline
    ("Chad Hires Firm")."""
    following = _NEXT_WORDS.match(level, end)
    if following is None:
        return False
    words = [word.removesuffix("'s") for word in following[0].split()]
    if _VERB.search(words[0]) or words[0] in _single_words():
        return False
    return not any(fold(word) in _NO_SURNAME for word in words[:3])


def _has_given_name(level: str, start: int) -> bool:
    before = _LAST_WORD.search(level[max(start - 30, 0) : start])
    return before is not None and fold(before[1]) in _BEFORE_A_SURNAME


def _is_georgia_the_state(level: str, start: int) -> bool:
    """Georgia of the Caucasus: the word alone, or something in the text speaks for it and nothing near against it."""
    if len(level.strip()) == len("Georgia"):
        return True
    compound = _COMPOUND.match(level, start)
    if compound and compound[1] not in _single_words():
        return False
    before = level[max(start - 60, 0) : start]
    city = _CITY_BEFORE.search(before)
    if city and city["city"] not in _GE_CITIES and city["city"] not in _single_words():
        return False
    return not _US_GEORGIA.search(before) and _GE_CONTEXT.search(level) is not None


def _settle_congo(found: list[CountryMention]) -> list[CountryMention]:
    if not any(mention.code == _CONGO for mention in found):
        return found
    named = {mention.code for mention in found} & {"CD", "CG"}
    if len(named) != 1:
        return [mention for mention in found if mention.code != _CONGO]
    code = named.pop()
    return [replace(mention, code=code) if mention.code == _CONGO else mention for mention in found]


def _spellings(entry: str) -> set[str]:
    """An entry as it may stand in a text: as written, without accents, in capitals."""
    level = entry.translate(_LEVEL)
    plain = anyascii(level)
    spellings = {level, plain}
    if not _ACRONYM.match(entry):
        spellings |= {level.upper(), plain.upper()}
    return spellings


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, _Entry]:
    """Every spelling with its entry; the first of several that share a spelling counts."""
    words: dict[str, _Entry] = {}
    for entry, code, kind in _entries():
        for spelling in _spellings(entry):
            words.setdefault(spelling, (len(spelling), code, kind))
    return words


def _entries() -> Iterator[tuple[str, str, MentionKind]]:
    for line in OTHER_PHRASES.strip().splitlines():
        yield from ((entry.strip(), _NONE, "name") for entry in line.split(";"))
    for code, columns in read_table(REGIONS):
        yield from ((entry, code, "region") for entry in columns[0])
    for code, columns in [*read_table(NAMES), *read_table(FORMER_NAMES)]:
        yield from ((entry, code, "name") for column in columns for entry in column)
    for code, columns in read_table(ADJECTIVES):
        yield from ((entry, code, "demonym") for entry in columns[0])
        yield from ((f"{entry}s", code, "demonym") for entry in columns[0] if _PLURAL.search(entry))
        yield from ((entry, code, "capital") for column in columns[1:] for entry in column)
    for code, columns in read_table(OTHER_LANGUAGES):
        yield from ((entry, code, "demonym") for entry in columns[0])
    yield "US", "US", "name"
    yield "Congo", _CONGO, "name"
    yield "Congolese", _CONGO, "demonym"


@lru_cache(maxsize=1)
def _single_words() -> frozenset[str]:
    return frozenset(word for word in _vocabulary() if " " not in word)


@lru_cache(maxsize=1)
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for spelling, entry in _vocabulary().items():
        automaton.add_word(spelling, entry)
    automaton.make_automaton()
    return automaton
