"""One spelling for all spellings of a name: the fold under which names are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_BLANKS = re.compile(r"\s+")
_AMPERSAND_ENTITY = re.compile(r"&amp;", re.IGNORECASE)
_PUNCTUATION = {code: " " for code in range(128) if not chr(code).isalnum()}
_INITIALS = re.compile(r"\b[a-z](?:[./][a-z]\b)+")
_LONE_LETTERS = re.compile(r"\b[a-z](?: [a-z]\b)+")
# The same two between their first letters: begun at a sign and not at any letter, ten times as fast to find nothing.
_STOP_WITHIN = re.compile(r"[./](?<=\b[a-z][./])(?=[a-z]\b)")
_BLANK_WITHIN = re.compile(r" (?<=\b[a-z] )(?=[a-z]\b)")
# NFKC turns these two into a blank and a combining mark, which would cut "O´Malley" in two.
_SPACING_ACCENTS = str.maketrans({"´": "'", "`": "'"})


def collapse_blanks(text: str) -> str:
    """The text without blanks at its ends and with single spaces within."""
    return _BLANKS.sub(" ", text).strip()


@lru_cache(maxsize=8_192)
def fold(name: str) -> str:
    """The name in plain lower-case ASCII words with single spaces between; two spellings of one name fold alike.

    Accents and scripts are transliterated, ``&`` and ``+`` read "and", apostrophes vanish, other punctuation
    separates words, and letters that stand alone in a row are joined: "L.L.C." and "L L C" fold to "llc",
    "U.S." to "us", "A/S" to "as" (but "Plan B S.A." to "plan b sa"). Idempotent. Empty when the
    name has no letter or digit.
    """
    # Long texts are folded for search, and most have none of the signs that the slower steps look for.
    text = _AMPERSAND_ENTITY.sub("&", name) if "&" in name else name
    if not text.isascii():
        text = anyascii(unicodedata.normalize("NFKC", text.translate(_SPACING_ACCENTS)))
    text = text.lower().replace("'", "").replace("`", "").replace("&", " and ").replace("+", " and ")
    if _STOP_WITHIN.search(text):
        text = _INITIALS.sub(lambda run: re.sub(r"[./]", "", run[0]), text)
    words = " ".join(text.translate(_PUNCTUATION).split())
    if _BLANK_WITHIN.search(words):
        words = _LONE_LETTERS.sub(lambda run: run[0].replace(" ", ""), words)
    return words


def fold_words(name: str) -> tuple[str, ...]:
    """The words of the folded name."""
    return tuple(fold(name).split())
