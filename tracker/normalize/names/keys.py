"""What a name is compared by: its key, its initials, its distinctive words."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from tracker.normalize.countries import find_countries
from tracker.normalize.folding import fold, fold_words
from tracker.normalize.names.legal_forms import LEGAL_FORMS, has_legal_form, strip_leading_form, strip_legal_forms
from tracker.normalize.names.persons import looks_like_person, reorder_person, without_titles
from tracker.normalize.words import (
    FIRM_PHRASES,
    FIRM_WORDS,
    FUNCTION_WORDS,
    GENERIC_WORDS,
    GOVERNMENT_WORDS,
    PARTNERSHIP_FORMS,
    word_set,
)

_LONG_FORMS = {
    "co": "company",
    "corp": "corporation",
    "inc": "incorporated",
    "ltd": "limited",
    "intl": "international",
}
_AMERICAN = {
    "centre": "center",
    "centres": "centers",
    "colour": "color",
    "defence": "defense",
    "favour": "favor",
    "harbour": "harbor",
    "honour": "honor",
    "labour": "labor",
    "licence": "license",
    "neighbourhood": "neighborhood",
    "organisation": "organization",
    "organisations": "organizations",
    "programme": "program",
    "programmes": "programs",
    "theatre": "theater",
}
"""An article writes in its own country's spelling: the Presidency of Defence and of Defense Industries are one."""
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")
_ACRONYM = re.compile(r"(?<![\w.])(?:[A-Z]{2,}[A-Z0-9]*(?:[&+][A-Z]+)?|(?:[A-Z]\.){3,})(?!\w)")
_PARTNERS = re.compile(r"^[A-Z][\w'’.-]+(?:, [A-Z][\w'’.-]+)*,? (?:&|and) [A-Z][\w'’-]+$")

_ALWAYS_PUBLIC = word_set(
    """
    ministry ministries embassy consulate parliament ministerio ministere ministero embajada ambassade gobierno
    gouvernement
    """
)


@lru_cache(maxsize=8_192)
def name_key(name: str) -> str:
    """The exact-match key of a party: folded, without legal forms and leading article.

    "The Podesta Group, Inc." and "PODESTA GROUP" share a key, so do "Williams, Stephen" and "Mr. Stephen Williams".
    A person's given name comes first, titles are left out.
    Empty only when the name has no letter or digit.
    """
    if looks_like_person(name):
        return " ".join(without_titles(fold_words(reorder_person(name))))
    words = fold_words(strip_leading_form(strip_legal_forms(name)))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    words = tuple(_AMERICAN.get(word, word) for word in words)
    return " ".join((*words[:-1], _LONG_FORMS.get(words[-1], words[-1]))) if words else ""


_LONGEST_BLOCK = 60


@lru_cache(maxsize=8_192)
def name_block(name: str) -> str:
    """The first significant word of the name's key, at most 60 characters.

    Names of one firm share it, so only names that share it are ever compared; names that are equal by their keys do.
    """
    key = name_key(name) or fold(name) or name
    tokens = significant_tokens(key) or tuple(fold(key).split())
    return tokens[0][:_LONGEST_BLOCK] if tokens else ""


def significant_tokens(name: str) -> tuple[str, ...]:
    """The folded words that are neither legal form, function word nor generic ("group", "ministry")."""
    if looks_like_person(name):
        return without_titles(fold_words(reorder_person(name)))
    words = fold_words(strip_legal_forms(name))
    return tuple(word for word in words if word not in FUNCTION_WORDS and word not in GENERIC_WORDS)


def is_generic(name: str) -> bool:
    """Whether the name, without the country in it, says only what kind of body it is.

    "Ministry of Foreign Affairs", "Embassy of Japan" and "Central Bank" identify a party only together with a
    country; "Government of Ontario" does so alone.
    """
    plain = strip_legal_forms(name)
    for mention in reversed(find_countries(plain)):
        if mention.kind in {"name", "demonym"}:
            plain = f"{plain[: mention.start]} {plain[mention.end :]}"
    return not significant_tokens(plain)


def acronym(name: str) -> str:
    """The initials of the significant words in capitals, without legal form: "Libyan National Army" → "LNA".

    Empty for a name of one word.
    """
    words = [word for word in fold_words(strip_legal_forms(name)) if word not in FUNCTION_WORDS]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""


def is_acronym_of(short: str, name: str) -> bool:
    """Whether ``short`` can stand for the initials of ``name``, function words and the legal form counted or not."""
    letters = fold(short).replace(" ", "")
    if len(letters) < 2:
        return False
    words, without = fold_words(name), fold_words(strip_legal_forms(name))
    form_spelled_out = (*without, *"".join(words[len(without) :]))
    return any(_spells(letters, variant) for variant in {words, without, form_spelled_out})


def acronyms_in(name: str) -> tuple[str, ...]:
    """The words written as acronyms (three capitals or more) in a name not wholly in capitals, without stops."""
    if name.upper() == name:
        return ()
    found = (match[0].replace(".", "") for match in _ACRONYM.finditer(name))
    return tuple(dict.fromkeys(word for word in found if len(word) >= 3 and word.lower() not in LEGAL_FORMS))


def looks_like_firm(name: str) -> bool:
    """Whether the name has the shape of a lobbying, law, public-relations or advisory firm, or bears a legal form."""
    if _is_public_body(fold_words(name)):
        return False
    return has_legal_form(name) or is_advisory_firm(name)


def is_advisory_firm(name: str) -> bool:
    """Whether the name has the shape of a firm that represents others: "… Strategies", "… LLP", "Ketchum & Sons"."""
    plain = strip_legal_forms(name)
    words = fold_words(plain)
    if not words or _is_public_body(words):
        return False
    form = fold_words(name)[len(words) :]
    is_partnership = bool(form) and form[-1] in PARTNERSHIP_FORMS - {"llc", "lc"}
    has_phrase = any(f" {phrase} " in f" {' '.join(words)} " for phrase in FIRM_PHRASES)
    has_firm_word = len(words) > 1 and words[-1] in FIRM_WORDS
    return is_partnership or has_phrase or has_firm_word or bool(_PARTNERS.match(plain))


def _is_public_body(words: tuple[str, ...]) -> bool:
    """ "Ministry of Strategic Affairs" is one, "Government Counsel LLC" and "State Federal Strategies" are none."""
    return bool(set(words) & _ALWAYS_PUBLIC) or any(
        word in GOVERNMENT_WORDS and following in FUNCTION_WORDS - {"and"} for word, following in pairwise(words)
    )


def _spells(letters: str, words: tuple[str, ...]) -> bool:
    """Whether the letters are initials of all significant words in order; function words may be skipped."""
    if not words:
        return not letters
    if letters and words[0][0] == letters[0] and _spells(letters[1:], words[1:]):
        return True
    return words[0] in FUNCTION_WORDS and _spells(letters, words[1:])
