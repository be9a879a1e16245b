"""Two readings of one page as one text: of every line the better reading, and what the other has in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tracker.pdf.pages import Box, Line, Page, Word

_WORD = re.compile(r"[A-Za-z]?[a-z]+(?:['’][a-z]{1,2})?|[A-Z]{2,}|[A-Z]|(?:[A-Z]\.){2,}|[A-Z][a-z]+(?:-[A-Z]?[a-z]+)+")
_FIGURE = re.compile(
    r"\d{1,2},\d{4}|\d{1,2}:\d{2}(?::\d{2})?(?:[AP]M)?|\d+-\d+|\d+\([a-z0-9]\)|\d+\.\d+|[$€£]?\d{1,3}(?:,\d{3})*(?:\.\d{2})?|\d{1,2}/\d{1,2}/\d{2,4}|[$€£]?\d+|\d+(?:st|nd|rd|th)"
)
_MONEY = re.compile(r"[$€£]|\d[.,]\d{3}(?!\d)|[.,]\d{2}$")
_GLUED = re.compile(r"(?:of|in|to|for|by|at|on|and|is|the|any|with)(?:the|this|that|a|any|an)|(?:the|of|and)[A-Z]\w+")
_TRIM = "()[]{}.,;:!?\"'“”‘’-–—_"
_LONGEST_WORD = 16
_BAD_FIGURE = 6


@dataclass(frozen=True, slots=True)
class Merged:
    """The page, and the stretches of its text that both readings have: (start, end, what the other one says)."""

    page: Page
    others: tuple[tuple[int, int, str], ...]


@dataclass(slots=True)
class _Group:
    """Lines of both readings that lie over each other on the paper."""

    ours: list[Line]
    theirs: list[Line]

    @property
    def top(self) -> float:
        boxes = [line.box for line in (*self.ours, *self.theirs)]
        return min(box[1] for box in boxes)


def merge_readings(first: Page, second: Page) -> Merged:
    """``first`` and ``second`` as one page with the size of the first. A line that only one of them has is kept."""
    if not first.text.strip() or not first.lines:
        return Merged(replace(second, width=first.width, height=first.height, is_scan=first.is_scan), ())
    if not second.text.strip() or not second.lines:
        return Merged(first, ())
    pieces: list[str] = []
    lines: list[Line] = []
    doubts: list[Word] = []
    others: list[tuple[int, int, str]] = []
    length, bottom = 0, 0.0
    for group in _group_lines(first, second):
        source, chosen, left = _choose(group, first, second)
        if not chosen:
            continue
        gap = "\n" if pieces and chosen[0].box[1] - bottom > 0.011 else ""
        pieces.append(gap)
        length += len(gap)
        begin = length
        for line in chosen:
            words = source.text[line.start : line.end]
            lines.append(Line(length, length + len(words), line.box))
            shift = length - line.start
            inside = (word for word in source.doubts if line.start <= word.start and word.end <= line.end)
            doubts += [Word(word.start + shift, word.end + shift, word.confidence) for word in inside]
            pieces.append(words + "\n")
            length += len(words) + 1
            bottom = line.box[3]
        if left:
            others.append((begin, length, left))
    page = replace(first, text="".join(pieces), lines=tuple(lines), doubts=tuple(doubts))
    return Merged(page, tuple(others))


def _group_lines(first: Page, second: Page) -> list[_Group]:
    """Lines of the two readings joined wherever they share most of their height and some of their width."""
    groups = [_Group([line], []) for line in first.lines]
    loose: list[_Group] = []
    for line in second.lines:
        over = [group for group in groups if group.ours and any(_overlap(line.box, one.box) for one in group.ours)]
        if not over:
            loose.append(_Group([], [line]))
            continue
        head, *rest = over
        head.theirs.append(line)
        for other in rest:
            head.ours += other.ours
            head.theirs += other.theirs
            groups.remove(other)
    for group in groups:
        group.ours.sort(key=lambda line: line.start)
        group.theirs.sort(key=lambda line: line.start)
    return sorted((*groups, *loose), key=lambda group: group.top)


def _overlap(one: Box, two: Box) -> bool:
    high = min(one[3], two[3]) - max(one[1], two[1])
    wide = min(one[2], two[2]) - max(one[0], two[0])
    least = min(one[3] - one[1], two[3] - two[1])
    return wide > 0 and high > 0.55 * max(least, 0.004)


def _choose(group: _Group, first: Page, second: Page) -> tuple[Page, list[Line], str]:
    """The reading to take, its lines, and the text of the other one."""
    ours = " ".join(first.text[line.start : line.end] for line in group.ours)
    theirs = " ".join(second.text[line.start : line.end] for line in group.theirs)
    if not group.theirs:
        return first, group.ours, ""
    if not group.ours:
        return (second, group.theirs, "") if quality(theirs) >= 0.6 and len(theirs.strip()) > 2 else (second, [], "")
    takes_theirs = weight(theirs) > weight(ours)
    return (second, group.theirs, ours) if takes_theirs else (first, group.ours, theirs)


def weight(text: str) -> float:
    """How much well-read text there is: letters in words that look like words, less those that do not."""
    good, bad = _count(text)
    return good - 1.5 * bad


def quality(text: str) -> float:
    """Part of the letters that stand in well-formed words and figures, 0 to 1."""
    good, bad = _count(text)
    return good / (good + bad) if good + bad else 0.0


def _count(text: str) -> tuple[float, float]:
    good = bad = 0.0
    for token in text.split():
        core = token.strip(_TRIM)
        if not core:
            bad += 0.5 * len(token)
            continue
        if is_well_formed(core):
            good += len(core)
        else:
            bad += len(core) * (_BAD_FIGURE if _is_figure(core) else 1)
    return good, bad


def _is_figure(token: str) -> bool:
    """Whether the token looks like money: of two readings of a line that decides more than a letter here or there."""
    return bool(_MONEY.search(token))


def is_well_formed(token: str) -> bool:
    """Whether the token can be a word or a figure as people write them."""
    if any(map(str.isdigit, token)):
        return bool(_FIGURE.fullmatch(token)) or bool(
            re.fullmatch(r"[\w.&-]*\([a-z0-9]\)|NSD-\d|[A-Z]{1,4}-?\d+", token)
        )
    if len(token) > _LONGEST_WORD or _GLUED.fullmatch(token):
        return False
    return all(_WORD.fullmatch(part) for part in re.split(r"[-/&@.]", token) if part)
