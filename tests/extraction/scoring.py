"""A small score of labelled stories: pairs found, values right among them, articles without a contract left alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.score_extraction import predict
from tracker.normalize.names import fold

Row = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts over stories; ``missed`` and ``spurious`` name what was wrong."""

    right: int = 0
    values: int = 0
    clean: int = 0
    empty: int = 0
    missed: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)

    @property
    def pairs(self) -> float:
        """F1 of the pairs."""
        return 2 * self.right / (2 * self.right + len(self.missed) + len(self.spurious) or 1)

    @property
    def value(self) -> float:
        """Share of the pairs found whose value is right (none = none)."""
        return self.values / (self.right or 1)

    @property
    def left_alone(self) -> float:
        return self.clean / (self.empty or 1)


def read_stories(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def score(rows: Iterable[Row]) -> Score:
    found = Score()
    for row in rows:
        predicted = predict(row, None)["contracts"]
        if not row["contracts"]:
            found.empty += 1
            found.clean += not predicted
        left = list(predicted)
        for gold in row["contracts"]:
            match = next((one for one in _by_value(left, gold) if _is_pair(one, gold)), None)
            if match is None:
                found.missed.append(f"{row['id']} {gold['firm']} / {gold['client']}")
                continue
            left.remove(match)
            found.right += 1
            found.values += match["value"] == gold["value"]
        found.spurious += [f"{row['id']} {one['firm']} / {one['client']}" for one in left]
    return found


def _by_value(predicted: Sequence[Row], gold: Row) -> list[Row]:
    return sorted(predicted, key=lambda one: one["value"] != gold["value"])


def _is_pair(one: Row, gold: Row) -> bool:
    firms = [gold["firm"], *gold["firm_aliases"]]
    clients = [gold["client"], *gold["client_aliases"], gold["on_behalf_of"] or ""]
    return any(_same(one["firm"], n) for n in firms) and any(_same(one["client"], n) for n in clients)


def _same(one: str, other: str) -> bool:
    """Whether the words of one name are at least half of the other's."""
    small, large = sorted((_words(one), _words(other)), key=len)
    return bool(small) and small <= large and 2 * len(small) >= len(large)


def _words(name: str) -> set[str]:
    return {word for word in fold(name).split() if word not in {"the", "of", "de", "du", "da", "di", "s", "and", "llc"}}
