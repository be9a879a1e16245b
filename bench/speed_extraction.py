#!/usr/bin/env python
"""How fast articles are read, text in to statements out, on one core; with no known names and with many.

    bench/speed_extraction.py                       # ../shared/gold/dev.jsonl, 100,000 made-up names
    bench/speed_extraction.py my.jsonl --rounds 9

The articles are those of a gold JSONL; figures are scaled to articles of 2,000 characters. Processor time counts, so
that other programs disturb less. Both ways take turns at each article, and each article counts with its quickest
reading (the floor) and with its median. The collector is paused, as it is while articles are ingested. At the end texts
of growing length are read: the time for each character must not grow.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.score_extraction import predict, read_gold  # noqa: E402
from tracker.extraction.gazetteer import Gazetteer, Role  # noqa: E402
from tracker.normalize.words import word_set  # noqa: E402
from tracker.services.garbage import collector_paused  # noqa: E402

LENGTH = 2_000
GOAL = 200
MOST_SLOWER = 0.10
_SYLLABLES = sorted(
    word_set("ba co di fer gra hol in jor kel lan mon nor os pre qua ren sol tra ul ver wes xen yor zan")
)
_KINDS = (
    "Group",
    "Partners LLP",
    "Strategies",
    "Ministry of Trade",
    "Holdings Ltd",
    "Association",
    "Embassy",
    "Council",
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=ROOT.parent / "shared" / "gold" / "dev.jsonl")
    parser.add_argument("--names", type=int, default=100_000, help="how many names are known the second time")
    parser.add_argument("--rounds", type=int, default=6)
    options = parser.parse_args(arguments)
    rows = read_gold(options.gold)
    gazetteer = Gazetteer(make_names(options.names))
    with collector_paused():
        none, known = measure(rows, (None, gazetteer), options.rounds)
    size = sum(len(row["text"]) for row in rows)
    print(f"{len(rows)} articles, {size} characters, {options.rounds} rounds, {len(gazetteer)} spellings known")
    for title, least in (("floor", min), ("median", statistics.median)):
        spent = [sum(least(times) for times in way) for way in (none, known)]
        per_second = [size / LENGTH / seconds for seconds in spent]
        slower = spent[1] / spent[0] - 1
        print(f"{title:7}{per_second[0]:7.1f} articles a second, {per_second[1]:7.1f} with names known ({slower:+.1%})")
    print(f"goal   {GOAL:7.1f}, and less than {MOST_SLOWER:.0%} slower")
    report_growth(rows)
    return 0


def make_names(count: int) -> Iterator[tuple[str, Role]]:
    """Made-up names of firms and clients, the same each time."""
    chance = random.Random(1)
    for number in range(count):
        words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 4)))).title() for _ in range(2)]
        yield f"{words[0]} {words[1]} {chance.choice(_KINDS)}", "firm" if number % 2 else "client"


def measure(rows: Sequence[dict[str, Any]], ways: Sequence[Gazetteer | None], rounds: int) -> list[list[list[float]]]:
    """Seconds of each reading, by way and article; a first round that fills the caches does not count."""
    spent: list[list[list[float]]] = [[[] for _ in rows] for _ in ways]
    for turn in range(rounds + 1):
        for article, row in enumerate(rows):
            # Who goes second finds caches warm, so they go first by turns.
            for way in sorted(range(len(ways)), reverse=turn % 2 == 0):
                seconds = timed(row, ways[way])
                if turn:
                    spent[way][article].append(seconds)
    return spent


def timed(row: dict[str, Any], gazetteer: Gazetteer | None = None) -> float:
    began = time.process_time()
    predict(row, gazetteer)
    return time.process_time() - began


def report_growth(rows: Sequence[dict[str, Any]]) -> None:
    """Seconds for ever longer texts; from 400,000 characters on no more is read."""
    whole = "\n\n".join(row["text"] for row in rows)
    for length in (50_000, 100_000, 200_000, 400_000, 5_000_000):
        text = (whole * (length // len(whole) + 1))[:length]
        print(f"{length:9} characters: {timed({**rows[0], 'text': text}):6.2f} s")


if __name__ == "__main__":
    sys.exit(main())
