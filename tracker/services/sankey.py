"""Who works for whom as bands between two columns of names: geometry for an SVG, no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 860
BAR = 10
LABEL = 250
"""Width of the names on either side."""

GAP = 8
LEAST = 14
"""Height of the smallest node: a line of text."""

FULL = 340
"""Height that all bands share out."""


@dataclass(frozen=True, slots=True)
class Node:
    """A name with its bar; ``middle`` is where its text stands."""

    key: Any
    name: str
    number: int
    top: float
    height: float
    is_left: bool

    @property
    def middle(self) -> float:
        return round(self.top + self.height / 2, 1)

    @property
    def left(self) -> int:
        return LABEL if self.is_left else WIDTH - LABEL - BAR

    @property
    def text_at(self) -> int:
        return LABEL - 8 if self.is_left else WIDTH - LABEL + 8


@dataclass(frozen=True, slots=True)
class Band:
    path: str
    title: str
    left: Any
    right: Any


@dataclass(frozen=True, slots=True)
class Sankey:
    nodes: Sequence[Node]
    bands: Sequence[Band]
    height: int
    rest: int = 0
    """Contracts of pairs that are too small to be drawn."""

    width: int = WIDTH


Pair = tuple[Any, str, Any, str, int]
"""(left key, left name, right key, right name, number)"""


def draw_sankey(pairs: Sequence[Pair], *, rest: int = 0) -> Sankey | None:
    """The pairs as bands, largest names first; None without any."""
    if not pairs:
        return None
    total = sum(pair[4] for pair in pairs)
    scale = FULL / total
    left = _stack(pairs, 0, scale)
    right = _stack(pairs, 2, scale)
    height = max(node.top + node.height for node in (*left.values(), *right.values()))
    used = {("left", key): node.top for key, node in left.items()} | {
        ("right", key): node.top for key, node in right.items()
    }
    bands = []
    for pair in sorted(pairs, key=lambda pair: (left[pair[0]].top, right[pair[2]].top)):
        thick = max(pair[4] * scale, 1.0)
        begin, end = used["left", pair[0]], used["right", pair[2]]
        used["left", pair[0]] += thick
        used["right", pair[2]] += thick
        title = f"{pair[1]} – {pair[3]}: {pair[4]:,}"
        bands.append(Band(_ribbon(begin, end, thick), title, pair[0], pair[2]))
    return Sankey([*left.values(), *right.values()], bands, round(height) + 2, rest)


def _stack(pairs: Sequence[Pair], side: int, scale: float) -> dict[Any, Node]:
    """The names of one side, the largest on top."""
    numbers: dict[Any, int] = {}
    for pair in pairs:
        numbers[pair[side]] = numbers.get(pair[side], 0) + pair[4]
    labels = {pair[side]: str(pair[side + 1]) for pair in pairs}
    top, nodes = 1.0, {}
    for key in sorted(numbers, key=lambda key: (-numbers[key], labels[key])):
        height = max(numbers[key] * scale, LEAST)
        nodes[key] = Node(key, labels[key], numbers[key], round(top, 1), round(height, 1), side == 0)
        top += height + GAP
    return nodes


def _ribbon(begin: float, end: float, thick: float) -> str:
    left, right = LABEL + BAR, WIDTH - LABEL - BAR
    middle = (left + right) // 2
    low, high = begin + thick, end + thick
    return (
        f"M{left} {begin:.1f}C{middle} {begin:.1f} {middle} {end:.1f} {right} {end:.1f}"
        f"V{high:.1f}C{middle} {high:.1f} {middle} {low:.1f} {left} {low:.1f}Z"
    )
