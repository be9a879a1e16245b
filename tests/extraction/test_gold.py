"""Scores over whole articles: the stories beside this file, and the team's labelled set where it is at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.score_extraction import load_scorer, main, predict, read_gold
from tests.extraction.reading import SHARED

GOLD = SHARED / "gold"
STORIES = Path(__file__).parent / "stories.jsonl"
needs_gold = pytest.mark.skipif(not (GOLD / "score.py").is_file(), reason="the labelled set lies beside the repository")


def scores(path: Path) -> dict[str, Any]:
    scorer = load_scorer(GOLD / "score.py")
    assert scorer is not None
    rows = read_gold(path)
    found, _ = scorer.score({row["id"]: row for row in rows}, {row["id"]: predict(row, None) for row in rows})
    assert isinstance(found, dict)
    return found


@needs_gold
def test_pairs_of_the_labelled_set() -> None:
    found = scores(GOLD / "dev.jsonl")
    assert found["pairs"]["f1"] >= 0.60
    assert found["evidence"] == 1.0


@needs_gold
def test_pairs_of_the_stories() -> None:
    found = scores(STORIES)
    assert found["pairs"]["f1"] >= 0.80


@needs_gold
def test_the_script_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(GOLD / "dev.jsonl")]) == 0
    printed = capsys.readouterr().out
    assert "pairs" in printed
    assert "F1" in printed
