"""Tesseract's table of words as text with places and doubts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

DOUBTED_BELOW = 80.0
"""Tesseract's own sureness of a word, of 100, below which the word is doubtful."""

MOST_LETTERS = 120_000


def assemble_words(rows: Iterable[Mapping[str, str]], width: int, height: int) -> dict[str, Any]:
    """``text``, ``lines`` and ``doubts`` of the words; a blank line parts paragraphs.

    Rows that are no words, or damaged, are left out. Only words that hold a figure can be doubts: names are checked
    against what is known, and other words need not be right to the letter.
    """
    text: list[str] = []
    lines: list[list[Any]] = []
    doubts: list[list[float]] = []
    length = 0
    before: tuple[str, ...] = ()
    for row in rows:
        word = (row.get("text") or "").strip()
        place = _read_place(row, width, height)
        if not word or place is None or length > MOST_LETTERS:
            continue
        here = tuple(row.get(name) or "" for name in ("block_num", "par_num", "line_num"))
        gap = _gap(before, here)
        text.append(gap)
        length += len(gap)
        if gap != " ":
            lines.append([length, length, place])
        text.append(word)
        if any(map(str.isdigit, word)) and (sure := float(row["conf"])) < DOUBTED_BELOW:
            doubts.append([length, length + len(word), sure])
        length += len(word)
        lines[-1][1] = length
        lines[-1][2] = _join(lines[-1][2], place)
        before = here
    return {"text": "".join(text) + ("\n" if text else ""), "lines": lines, "doubts": doubts}


def _gap(before: tuple[str, ...], here: tuple[str, ...]) -> str:
    if not before:
        return ""
    if before == here:
        return " "
    return "\n" if before[:2] == here[:2] else "\n\n"


def _read_place(row: Mapping[str, str], width: int, height: int) -> list[float] | None:
    try:
        left, top, wide, high = (int(row[name]) for name in ("left", "top", "width", "height"))
        float(row["conf"])
    except (KeyError, TypeError, ValueError):
        return None
    corners = (left / width, top / height, (left + wide) / width, (top + high) / height)
    return [round(part, 4) for part in corners]


def _join(one: list[float], two: list[float]) -> list[float]:
    return [min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])]
