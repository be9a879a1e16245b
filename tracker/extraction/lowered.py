"""Texts and patterns in lower case: patterns that need not ignore case are found two to four times as fast."""

from __future__ import annotations

import re

from tracker.extraction.openings import compile_words

_LETTERS = re.compile(r"\\.|[A-Z]")


def lower(text: str) -> str:
    """The text in lower case, one character for one, so that offsets hold."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def compile_lower(pattern: str) -> re.Pattern[str]:
    """The pattern for texts in lower case, its letters lowered but not its escapes (``\\S``)."""
    lowered = _LETTERS.sub(lambda match: match[0] if match[0][0] == "\\" else match[0].lower(), pattern)
    return compile_words(lowered)
