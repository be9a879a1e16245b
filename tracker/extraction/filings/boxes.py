"""The labelled boxes of a form: where the answer to each question begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable

Span = tuple[int, int]

_BLANKS = re.compile(r"\s+")


def label(words: str) -> str:
    """A pattern of a printed label in which blanks may be lost, as recognised text loses them."""
    return r"\s*".join(re.escape(word) for word in words.split())


def find_answers(text: str, labels: Iterable[tuple[str, re.Pattern[str]]], low: int, high: int) -> dict[str, Span]:
    """Name → place of the answer, which ends where the next label begins; a label that is missing is left out."""
    found: list[tuple[int, int, str]] = []
    for name, pattern in labels:
        if match := pattern.search(text, low, high):
            found.append((match.start(), match.end(), name))
    found.sort()
    answers: dict[str, Span] = {}
    for index, (_, after, name) in enumerate(found):
        until = found[index + 1][0] if index + 1 < len(found) else high
        begin, end = after, until
        while begin < end and text[begin] in " \n\t:.-–_":
            begin += 1
        while end > begin and text[end - 1] in " \n\t_":
            end -= 1
        answers[name] = (begin, end)
    return answers


def first_line(text: str, span: Span) -> Span:
    """The first line of an answer that says something."""
    low, high = span
    for match in re.finditer(r"[^\n]+", text[low:high]):
        if match[0].strip(" _.-–•"):
            begin = low + match.start() + len(match[0]) - len(match[0].lstrip())
            return begin, low + match.end() - (len(match[0]) - len(match[0].rstrip()))
    return low, low


def one_line(text: str, span: Span) -> str:
    return _BLANKS.sub(" ", text[span[0] : span[1]]).strip(" _")
