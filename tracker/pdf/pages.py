"""What is read from a page: its text, where each line stands on the paper, and which figures are doubtful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as parts of the page's width and height: 0 to 1."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: ``text[start:end]`` of it, and where it stands."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Word:
    """A word of which optical recognition is not sure; ``confidence`` from 0 to 100 as the program gives it."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was read. ``number`` counts from 1; ``width`` and ``height`` are points (1/72 inch).

    ``is_scan``: a picture covers most of the page, so that a text over it is somebody's optical recognition.
    ``tables``: tables with ruled lines, as rows of cells, where they were asked for.
    """

    number: int
    text: str
    width: float = 612.0
    height: float = 792.0
    is_scan: bool = False
    lines: tuple[Line, ...] = ()
    doubts: tuple[Word, ...] = ()
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()


def read_page(entry: Mapping[str, Any]) -> Page:
    """A page from the JSON that the child process prints."""
    return Page(
        number=int(entry["number"]),
        text=str(entry["text"]),
        width=float(entry.get("width", 612.0)),
        height=float(entry.get("height", 792.0)),
        is_scan=bool(entry.get("is_scan", False)),
        lines=tuple(Line(int(start), int(end), _box(box)) for start, end, box in entry.get("lines", ())),
        doubts=tuple(Word(int(start), int(end), float(sure)) for start, end, sure in entry.get("doubts", ())),
        tables=tuple(tuple(tuple(str(cell or "") for cell in row) for row in t) for t in entry.get("tables", ())),
    )


def _box(values: Sequence[float]) -> Box:
    left, top, right, bottom = (min(max(float(value), 0.0), 1.0) for value in values)
    return left, top, right, bottom
