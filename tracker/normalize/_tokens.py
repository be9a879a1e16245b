"""One pass over a text into words, digit strings and signs, shared by the readers of money, terms and dates."""

from __future__ import annotations

import re
from functools import lru_cache

WORD, DIGITS, SIGN = "word", "digits", "sign"
GLUED, SPACED, BROKEN = 0, 1, 2
"""What stands before a token: nothing, blanks with at most one line break, or a blank line and its like."""

_TOKEN = re.compile(
    r"""
      (?P<digits> (?<![\w.,])[.][0-9]+ | [0-9]+(?:[.,'’][0-9]+)* )
    | (?P<word> (?:[A-Za-z]\.){2,} | [^\W\d_]+ )
    | (?P<sign> [^\s\u200b\u2060\ufeff] )
    """,
    re.VERBOSE,
)
_CACHED_TEXTS = 8
_CACHED_LENGTH = 200_000


def words(listed: str) -> list[str]:
    """The words of a table that is written as running text."""
    return listed.split()


def phrases(listed: str) -> list[str]:
    """The phrases of a table that is written as running text, with commas between them."""
    return [" ".join(phrase.split()) for phrase in listed.split(",")]


class Tokens:
    """The tokens of a text as parallel lists, so that a grammar can look about by index.

    ``gaps[i]`` is what stands before token i. Three empty tokens follow the last one: looking ahead needs no
    bounds check. Looking back does: index -1 is one of those empty tokens, never the last word. ``lowers`` are in
    lower case, with a plain apostrophe for a typographic one.
    """

    __slots__ = ("ends", "gaps", "kinds", "lowers", "size", "starts", "text", "texts")

    def __init__(self, text: str) -> None:
        matches = list(_TOKEN.finditer(text))
        self.text = text
        self.size = len(matches)
        self.kinds: list[str] = [match.lastgroup or SIGN for match in matches] + [""] * _PADDING
        self.texts: list[str] = [match[0] for match in matches] + [""] * _PADDING
        self.starts: list[int] = [match.start() for match in matches] + [len(text)] * _PADDING
        self.ends: list[int] = [match.end() for match in matches] + [len(text)] * _PADDING
        between = zip([0, *self.ends[: self.size]], self.starts[: self.size], strict=False)
        self.gaps: list[int] = [GLUED if start == end else self._gap(end, start) for end, start in between]
        self.gaps += [BROKEN] * _PADDING
        self.lowers = ["'" if word == "’" else word.lower() for word in self.texts]

    def _gap(self, end: int, start: int) -> int:
        if start - end == 1 or self.text.count("\n", end, start) < 2:
            return SPACED
        return BROKEN

    def slice(self, first: int, after: int) -> tuple[str, int, int]:
        """The text from token ``first`` up to, not including, token ``after``, with its offsets."""
        start, end = self.starts[first], self.ends[after - 1]
        return self.text[start:end], start, end


_PADDING = 3


def tokenize(text: str) -> Tokens:
    """The tokens of ``text``; the last few articles are kept, since several readers pass over the same one."""
    return _tokenize_cached(text) if len(text) <= _CACHED_LENGTH else Tokens(text)


@lru_cache(maxsize=_CACHED_TEXTS)
def _tokenize_cached(text: str) -> Tokens:
    return Tokens(text)
