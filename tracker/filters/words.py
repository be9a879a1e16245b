"""The search box: words, "phrases", -without and OR, as a restriction of text that is stored folded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from tracker.normalize.countries import country_code, country_name
from tracker.normalize.names import fold, name_key, strip_legal_forms

MOST_TERMS = 12
_TOKEN = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: folded words, found at the beginning of words, or as whole words when it is a phrase."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False
    country: str | None = None


def read_terms(text: str) -> list[list[Term]]:
    """The terms of a search: each inner list is satisfied by any one of its terms, all lists must be satisfied.

    ``turk* defence``-like prefixes need no sign: a word finds every word that begins with it. Raises ValueError, with
    a sentence for the reader, when nothing is left to look for or when there is too much.
    """
    groups: list[list[Term]] = []
    is_alternative = False
    for token in _TOKEN.finditer(text):
        if token["word"] == "OR" and not token["minus"]:
            is_alternative = bool(groups)
            continue
        term = _read_term(token)
        if term is None:
            continue
        if is_alternative:
            groups[-1].append(term)
        else:
            groups.append([term])
        is_alternative = False
    if not groups:
        raise ValueError("There is no letter or digit to search for.")
    if sum(map(len, groups)) > MOST_TERMS:
        raise ValueError(f"Search for at most {MOST_TERMS} words at a time.")
    return groups


def _read_term(token: re.Match[str]) -> Term | None:
    spoken = token["phrase"] if token["phrase"] is not None else token["word"]
    folded = fold(spoken)
    if not folded:
        return None
    return Term(folded, token["phrase"] is not None, bool(token["minus"]), _read_country(spoken))


def _read_country(spoken: str) -> str | None:
    """The country whose name the term is. Two letters are rather a word than a code."""
    return country_code(spoken) if len(spoken) > 2 else None


def match_terms(field: str, groups: list[list[Term]], *, country_field: str = "") -> Q:
    """The restriction of a folded text column; with ``country_field`` a country's name also finds its code there."""
    found = Q()
    for group in groups:
        either = Q()
        for term in group:
            one = match_term(field, term)
            if country_field and term.country:
                one |= Q(**{country_field: term.country})
            either |= ~one if term.is_excluded else one
        found &= either
    return found


IndexWords = list[list[tuple[str, bool]]]
"""What ``has_words`` takes: (word, whether it is a beginning)."""


def split_terms(groups: list[list[Term]]) -> tuple[IndexWords, list[list[Term]]]:
    """What an index of words can be asked for, and the groups that have to be compared with what it gives.

    The index knows words and their beginnings. Of phrases it is asked for the words, of a country also for its name;
    what is excluded it is not asked for at all.
    """
    asked: IndexWords = []
    compared: list[list[Term]] = []
    for group in groups:
        is_exact = all(_is_word(term) for term in group)
        if not is_exact:
            compared.append(group)
        if not any(term.is_excluded for term in group):
            asked += _index_words(group)
    return asked, compared


def _is_word(term: Term) -> bool:
    """Whether the index alone can tell."""
    names_itself = term.country is None or fold(country_name(term.country)) == term.text
    return names_itself and not term.is_excluded and " " not in term.text


def _index_words(group: list[Term]) -> IndexWords:
    if len(group) == 1 and group[0].country is None:
        *first, last = group[0].text.split()
        return [*([(word, False)] for word in first), [(last, not group[0].is_phrase)]]
    either: list[tuple[str, bool]] = []
    for term in group:
        names = [fold(country_name(term.country))] if term.country else []
        for text in (term.text, *names):
            longest = max(text.split(), key=len)
            either.append((longest, not term.is_phrase and longest == text.split()[-1]))
    return [list(dict.fromkeys(either))]


def match_term(field: str, term: Term) -> Q:
    """The term in a text of folded words with single blanks between."""
    text = term.text
    if not term.is_phrase:
        return Q(**{f"{field}__startswith": text}) | Q(**{f"{field}__contains": f" {text}"})
    return (
        Q(**{field: text})
        | Q(**{f"{field}__startswith": f"{text} "})
        | Q(**{f"{field}__endswith": f" {text}"})
        | Q(**{f"{field}__contains": f" {text} "})
    )


def read_name(text: str) -> list[list[Term]]:
    """Part of a party's name as its words; any one of the lists will do. Raises ValueError if there are no words.

    The words are looked for as typed and as the key of a name has them (without legal form, in one spelling), so
    that both the beginning of a word and another spelling of it are found.
    """
    spellings = dict.fromkeys(
        folded for folded in (name_key(text), fold(strip_legal_forms(text)), fold(text)) if folded
    )
    if not fold(text):
        raise ValueError("There is no letter or digit to search for.")
    return [[Term(word) for word in spelling.split()[:MOST_TERMS]] for spelling in spellings]


def match_name(field: str, spellings: Sequence[Sequence[Term]]) -> Q:
    """All words of one of the spellings, in one folded column of names."""
    either = Q()
    for terms in spellings:
        found = Q()
        for term in terms:
            found &= match_term(field, term)
        either |= found
    return either
