"""The spellings under which a known name is looked for, quickly: registers hold a hundred thousand of them.

Most names can be told by a look at their words, each of which is looked at once; only the others go through the
rules of ``normalize``, to the same result.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.extraction.lexicon import FUNCTION_WORDS, PLAIN_WORDS, TITLES
from tracker.normalize.countries import country_code, find_countries
from tracker.normalize.countries.adjectives_data import ADJECTIVES, OTHER_LANGUAGES
from tracker.normalize.countries.labels_data import LABELS
from tracker.normalize.countries.names_data import FORMER_NAMES, NAMES
from tracker.normalize.countries.phrases_data import OTHER_PHRASES, REGIONS
from tracker.normalize.folding import fold
from tracker.normalize.names import display_name, is_generic, strip_legal_forms
from tracker.normalize.names.legal_forms import LEGAL_FORMS
from tracker.normalize.words import FUNCTION_WORDS as SMALL_WORDS
from tracker.normalize.words import GENERIC_WORDS

_SHORTEST = 3
_SHORTEST_WORD = 4
_PLACED = ADJECTIVES, OTHER_LANGUAGES, LABELS, FORMER_NAMES, NAMES, OTHER_PHRASES, REGIONS
_COUNTRY_WORDS = frozenset(word for table in _PLACED for word in fold(str(table).replace(";", " ; ")).split())
_FORM_WORDS = frozenset(word for form in LEGAL_FORMS for word in form.split())
_LAST_OF_FORMS = frozenset(form.split()[-1] for form in LEGAL_FORMS)
_NO_TELLING = _COUNTRY_WORDS | _FORM_WORDS | SMALL_WORDS | GENERIC_WORDS
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .&'-]*(?:, [A-Za-z.]+)?")
_GLUED = re.compile(r"[,;]\S|[A-Za-z]{2}\.[A-Za-z]{2}")
_MARKS = re.compile(r"[^a-z0-9]")


def spellings(name: str) -> set[str]:
    """The name as shown and without its legal form, those left out that say too little to be looked for."""
    shown = _shown(name)
    bare = shown if _is_formless(shown) else strip_legal_forms(shown)
    return {spelling for spelling in {shown, bare} if _is_telling(spelling)}


def _shown(name: str) -> str:
    """``display_name``; a name in mixed case that is no person's filed surname first is shown as it is."""
    plain = " ".join(name.split())
    if "&amp;" in plain or plain.isupper() or not _PLAIN_NAME.fullmatch(plain):
        return display_name(name)
    _before, comma, after = plain.partition(",")
    return plain if not comma or _bare_word(after) in LEGAL_FORMS else display_name(name)


def _is_formless(name: str) -> bool:
    """Whether the last word ends no legal form."""
    last = name.rpartition(" ")[2]
    if not name.isascii() or len(last) < _SHORTEST or _GLUED.search(last) or last.endswith((")", '"')):
        return False
    return _bare_word(last) not in _LAST_OF_FORMS


def _is_telling(name: str) -> bool:
    words = name.lower().split()
    if len(name) < _SHORTEST or not words:
        return False
    if len(words) == 1:
        if words[0] in FUNCTION_WORDS or words[0] in PLAIN_WORDS or words[0] in TITLES:
            return False
        if len(name) < _SHORTEST_WORD and not name.isupper():
            return False
    if name.isascii():
        if any(_is_telling_word(word) for word in words):
            return True
        if all(_is_generic_word(word) for word in words):
            return False
    return not country_code(name) and not is_generic(name)


@lru_cache(maxsize=65_536)
def _is_telling_word(word: str) -> bool:
    """Whether a name that has this word is no country's and no generic one, whatever its other words."""
    bare = _bare_word(word)
    return len(bare) >= _SHORTEST and word.rstrip(",").isalpha() and bare not in _NO_TELLING


@lru_cache(maxsize=65_536)
def _is_generic_word(word: str) -> bool:
    """Whether the word adds nothing to a name: "ministry", "of", "japan"."""
    if not word.rstrip(",").isalpha():
        return False
    bare = _bare_word(word)
    if bare in GENERIC_WORDS or bare in SMALL_WORDS:
        return True
    return bare in _COUNTRY_WORDS and any(
        country.text == bare.title() and country.kind in ("name", "demonym") for country in find_countries(bare.title())
    )


@lru_cache(maxsize=65_536)
def _bare_word(word: str) -> str:
    return _MARKS.sub("", word.lower())
