"""One spelling for all spellings of a name: the fold under which names are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_BLANKS = re.compile(r"\s+")
_AMPERSAND_ENTITY = re.compile(r"&amp;", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_INITIALS = re.compile(r"\b[a-z](?:[./][a-z]\b)+")
_LONE_LETTERS = re.compile(r"\b[a-z](?: [a-z]\b)+")
# NFKC turns these two into a blank and a combining mark, which would cut "O´Malley" in two.
_SPACING_ACCENTS = str.maketrans({"´": "'", "`": "'"})
_AND_AND_APOSTROPHE = str.maketrans({"&": " and ", "+": " and ", "'": ""})


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
    text = _AMPERSAND_ENTITY.sub("&", name).translate(_SPACING_ACCENTS)
    if not text.isascii():
        text = anyascii(unicodedata.normalize("NFKC", text))
    text = text.lower().translate(_AND_AND_APOSTROPHE)
    text = _INITIALS.sub(lambda run: re.sub(r"[./]", "", run[0]), text)
    words = _NOT_WORD.sub(" ", text).strip()
    return _LONE_LETTERS.sub(lambda run: run[0].replace(" ", ""), words)


def fold_words(name: str) -> tuple[str, ...]:
    """The words of the folded name."""
    return tuple(fold(name).split())
