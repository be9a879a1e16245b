"""A filing's text, page by page, with how surely each stretch of it was read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

By = Literal["born", "both", "twice", "layer", "ocr", "none"]
"""How a page was read: text that the file was written with; two programs' recognitions compared; two of one program
at different sizes; the one that the file brings along; our own; nothing at all."""

HIGH = 0.8
"""Confidence from which a value counts as surely read."""

_ALONE: dict[By, float] = {"born": 0.95, "both": 0.6, "twice": 0.6, "layer": 0.7, "ocr": 0.75, "none": 0.0}
_CONFIRMED: dict[By, float] = {"both": 0.92, "twice": 0.82}
_CONTRADICTED = 0.35
_DOUBTED = ((60.0, 0.45), (80.0, 0.65))
_NORMAL = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d+(?:\.\d\d)?|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")
_FIGURE = re.compile(r"\d[\d.,:;/-]*")


@dataclass(frozen=True, slots=True)
class PageText:
    """One page: ``text[start:end]`` of the filing. ``tables`` are those with ruled lines, as rows of cells."""

    number: int
    start: int
    end: int
    by: By = "born"
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """What the other of two readings has in the place of ``text[start:end]``."""

    start: int
    end: int
    other: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word with a figure in it of which the recognition is not sure (0 to 100)."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing as it is read. What the list of documents knows of it may be empty: the form says it too.

    ``form``: the type of document, as the register calls it. ``stamped``: when the register received it.
    ``known``: names of the principals that the register lists under this number, as far as they are known.
    """

    text: str
    pages: tuple[PageText, ...]
    checks: tuple[Check, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    form: str = ""
    number: str = ""
    registrant: str = ""
    principal: str = ""
    country: str = ""
    stamped: date | None = None
    key: str = ""
    known: tuple[str, ...] = ()
    _starts: list[int] = field(default_factory=list, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._starts.extend(page.start for page in self.pages)

    def page_at(self, position: int) -> PageText | None:
        """The page on which the position lies."""
        index = bisect_right(self._starts, position) - 1
        return self.pages[index] if 0 <= index < len(self.pages) else None

    def certainty(self, start: int, end: int) -> float:
        """How surely the figures of ``text[start:end]`` are what stands on the paper, from 0 to 1.

        Two readings that agree count most; figures that only one of them has are doubtful, and figures that the
        other reads as something else well-formed are not to be relied on.
        """
        page = self.page_at(start)
        by: By = page.by if page else "none"
        sure = _ALONE[by]
        if by in _CONFIRMED:
            sure = self._compare(start, end, by)
        for doubt in self.doubts:
            if doubt.start < end and start < doubt.end and sure < 0.8:
                sure = min([sure, *(most for limit, most in _DOUBTED if doubt.confidence < limit)])
        return sure

    def _compare(self, start: int, end: int, by: By) -> float:
        figures = [_digits(found) for found in _FIGURE.findall(self.text[start:end])]
        others = [check.other for check in self.checks if check.start < end and start < check.end]
        if not others:
            return _ALONE["layer"]
        if not figures:
            return _CONFIRMED[by]
        said = [found.rstrip(".,:;/-") for other in others for found in _FIGURE.findall(other)]
        heard = [_digits(found) for found in said]
        if all(figure in heard or figure in "".join(heard) for figure in figures):
            return _CONFIRMED[by]
        wanted = max(figures, key=len)
        rivals = [one for one in filter(_NORMAL.fullmatch, said) if len(_digits(one)) == len(wanted) >= 3]
        return _CONTRADICTED if rivals and wanted not in heard else _ALONE[by]


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def plain_filing(text: str, **known: object) -> Filing:
    """A filing of one page of certain text, for tests and for texts without pages."""
    pages: Sequence[PageText] = (PageText(1, 0, len(text)),)
    return Filing(text, tuple(pages), **known)  # type: ignore[arg-type]
