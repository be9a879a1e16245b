"""Patterns that are looked for by their openings find what they would find without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker.extraction.acts import find_triggers
from tracker.extraction.lowered import lower
from tracker.extraction.openings import compile_words, look_ahead
from tracker.extraction.rules import RULES

STORIES = Path(__file__).parent / "stories.jsonl"

PATTERNS = [
    r"\b(?:hire[ds]?|re-?tain(?:ed|s)?|sign(?:ed|s)?\s+(?:up|on))\b",
    r"\b(?:the|its|a)\s+(?:\w+\s+){0,2}firm\b",
    r"\bin\s+\d{4}\b|\bsince\s*(?:last|[a-c]pril)\b",
    r"\b(?:x{2,}|l['’]|(?:ab)+c)?contract\w*",
    r"\bn't\b|\b(?<!to\s)pay(?!\s+for)|\b[^aeiou\s]on\b",
    r"\b\w+ly\b",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_search_by_openings_finds_the_same(pattern: str) -> None:
    text = lower(STORIES.read_text(encoding="utf-8")) + " xxxcontract ababccontracts l’contract since\n last in\t2020"
    plain = [match.span() for match in re.finditer(pattern, text)]
    assert plain
    assert [match.span() for match in compile_words(pattern).finditer(text)] == plain


def test_openings_are_nested_choices() -> None:
    assert look_ahead(r"(?:hire|re-sign)s?\b") == r"(?=h(?:i(?:r(?:e)))|r(?:e(?:\-(?:s(?:i(?:g))))))"


def test_a_pattern_that_begins_with_anything_is_left_as_it_is() -> None:
    assert look_ahead(r"\w+ly") == ""
    assert look_ahead(r"(?:a|)b?") == ""


def test_every_rule_begins_with_letters_of_its_own() -> None:
    """One rule that may begin with any word would have all rules tried at every word."""
    assert [rule.name for rule in RULES if not look_ahead(rule.pattern)] == []


def test_each_rule_is_still_found_where_it_stands() -> None:
    text = "Aruba has retained Acme. A six-figure brief went to Acme. It re-hired them, and Acme's contract ended."
    names = [trigger.rule.name for trigger in find_triggers(text, 0, len(text))]
    assert "deal" in names
    assert len(names) >= 4
