"""Whatever the text: nothing is raised, evidence stands in the text, and the time grows with the length."""

from __future__ import annotations

import json
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.reading import read
from tracker.extraction.articles import LONGEST_TEXT
from tracker.records import StatementRecord

HERE = Path(__file__).parent
STORIES = [
    json.loads(line)
    for name in ("stories", "foreign_stories")
    for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()
]

PARTIES = """
The Turkish embassy|the government of|Turkey|Burke & Tilden|Maple Court Strategies|lobbying firm|Congress|Acme Inc.
|(BTR)|Justice Department|J. D. Prewitt|Rep.|U.S.|The|its|İ|ß|ﬁ
"""
DEEDS = """
hired|retained|was hired by|signed a contract with|to lobby|for|renewed|terminated|contract|subcontractor to
|on behalf of|not|may|registered to represent|paid|receives|of|and
"""
TERMS = "$50,000|a month|$1.2 million|six months|on Feb. 1, 2021|€|12-month|2021|5"
SIGNS = [",", ".", "\n\n", "- ", "(", ")", "“", "”", "'s", ";", ":", "&", "/", "\u200b", "\x00"]
PIECES = st.sampled_from([*"|".join((PARTIES, DEEDS, TERMS)).replace("\n", "").split("|"), *SIGNS])
SENTENCES = st.lists(PIECES, max_size=60).map(" ".join)


def check(text: str, statements: list[StatementRecord]) -> None:
    for statement in statements:
        assert statement.client.name
        assert statement.firm.name
        assert 0 <= statement.confidence <= 1
        assert all(0 <= value <= 1 for value in statement.confidences.values())
        assert {"client", "firm", "act"} <= set(statement.evidence)
        for quotes in statement.evidence.values():
            assert not isinstance(quotes, str)
            for quote in quotes:
                assert quote.quote
                assert text[quote.start : quote.end] == quote.quote
        if statement.value is not None and statement.value:
            assert statement.currency or any(char.isalpha() for char in statement.raw_value)  # "Rs", "kr"
            assert statement.value_basis


@given(st.text(max_size=400))
@settings(max_examples=150)
def test_any_text_is_read(text: str) -> None:
    check(text, read(text, text[:80]))


@given(SENTENCES)
@settings(max_examples=200)
def test_any_row_of_the_words_of_the_trade_is_read(text: str) -> None:
    statements = read(text, text[:40])
    check(text, statements)
    assert read(text, text[:40]) == statements


@given(st.sampled_from(STORIES), st.integers(0, 2000), st.integers(0, 2000))
@settings(max_examples=100)
def test_any_piece_of_a_story_is_read(story: dict[str, str], start: int, end: int) -> None:
    piece = story["text"][start:end]
    check(piece, read(piece))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: str(story["id"]))
def test_stories_have_their_evidence(story: dict[str, str]) -> None:
    check(story["text"], read(story["text"], story["title"]))


HOSTILE = [
    "hired ",
    "(",
    "“",
    "Acme ",
    "Acme & ",
    "Acme, ",
    "A. ",
    "$1 ",
    "of the ",
    "contract with ",
    "Turkey hired Acme. ",
    "Feb. 1, 2021, to ",
    "- a\n",
    "\n",
    "for for ",
    "was hired by ",
    "$5 million a month for ",
    "1,",
    "a",
    "Ministry of ",
    "the lobbying firm ",
    "Jane Prewitt of Rowe Associates hired Burke & Tilden for $5 a month. ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_no_longer_than_their_length(piece: str) -> None:
    text = ("The firm lobbies for the state. " + piece * (100_000 // len(piece)))[:100_000]
    begin = time.process_time()
    statements = read(text)
    assert time.process_time() - begin < 6
    check(text, statements)


def test_only_the_beginning_of_a_huge_text_is_read() -> None:
    text = "Mali hired Maple Court Strategies, a lobbying firm, for $9,000. " + "\n" * LONGEST_TEXT
    late = "\n" * LONGEST_TEXT + "Mali hired Maple Court Strategies, a lobbying firm, for $9,000. "
    assert len(read(text)) == 1
    assert read(late) == []


MUTATIONS = ["\n\n", ", ", "; ", ". ", "(", "”", "“", "’s ", "\x00", "\u200b", "İ", "…", "- ", ":", "1,", "/"]
MUTATIONS += ["the ", "$5 ", "hired ", "Acme ", "of ", "and "]


@given(st.sampled_from(STORIES), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_mutated_stories_are_read(story: dict[str, str], chance: Random) -> None:
    text = story["text"]
    for _ in range(chance.randint(1, 12)):
        at, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        move = chance.randint(0, 3)
        if move == 0:
            text = text[:at] + chance.choice(MUTATIONS) + text[at:]
        elif move == 1:
            text = text[:at] + text[min(end, at + 40) :]
        elif move == 2:
            text = text[:at] + text[at : at + 200].upper() + text[at + 200 :]
        else:
            text = text[end:] + text[at:end]
    check(text, read(text, story["title"]))


def test_long_texts_take_time_by_their_length() -> None:
    stories = "\n\n".join(story["text"] for story in STORIES)
    assert spent(stories * 8) < 4 * 2.5 * spent(stories * 2) + 0.5


def spent(text: str) -> float:
    begin = time.process_time()
    read(text)
    return time.process_time() - begin
