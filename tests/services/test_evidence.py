"""Evidence: quotes in their sentences, and nothing more of an article than that."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import HIRED, make_contract, tell_story
from tracker.models import Contract, Statement
from tracker.services.evidence import (
    LONGEST_SENTENCE,
    NEIGHBOUR_LENGTH,
    cut_passages,
    explain_contract,
    load_statements,
    read_evidence,
    tell_statement,
)

TEXT = (
    "The first sentence tells of the weather. The second one is about ships. Alpha has hired Beta for $5 million. "
    "The fourth sentence is a comment. The fifth one is about trains.\n\n"
    "A new paragraph begins. Beta gets $9 million more. It ends here."
)


def quote(words: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"quote": words, "start": start, "end": start + len(words)}


def test_a_quote_stands_in_its_sentence_with_one_on_either_side() -> None:
    (passage,) = cut_passages(TEXT, [quote("$5 million")])
    assert str(passage) == (
        "The second one is about ships. Alpha has hired Beta for $5 million. The fourth sentence is a comment."
    )
    assert [piece.text for piece in passage.pieces if piece.is_quote] == ["$5 million"]
    assert not passage.cut_before
    assert not passage.cut_after


def test_a_passage_does_not_leave_its_paragraph() -> None:
    (passage,) = cut_passages(TEXT, [quote("A new paragraph")])
    assert str(passage) == "A new paragraph begins. Beta gets $9 million more."


def test_quotes_of_neighbouring_sentences_share_a_passage_and_others_do_not() -> None:
    near = cut_passages(TEXT, [quote("Beta"), quote("Alpha"), quote("comment")])
    assert len(near) == 1
    assert [piece.text for piece in near[0].pieces if piece.is_quote] == ["Alpha", "Beta", "comment"]
    assert len(cut_passages(TEXT, [quote("weather"), quote("$9 million")])) == 2


def test_overlapping_quotes_are_one_mark() -> None:
    (passage,) = cut_passages(TEXT, [quote("Alpha has hired"), quote("hired Beta"), quote("hired")])
    assert [piece.text for piece in passage.pieces if piece.is_quote] == ["Alpha has hired Beta"]


@pytest.mark.parametrize(
    "stray",
    [
        {"quote": "words of another version", "start": 3, "end": 27},
        {"quote": "Alpha", "start": 10_000, "end": 10_005},
        {"quote": "Alpha", "start": -5, "end": 0},
        {"quote": "Alpha"},
    ],
)
def test_a_quote_that_does_not_fit_the_text_stands_alone(stray: dict[str, Any]) -> None:
    (passage,) = cut_passages(TEXT, [stray])
    assert str(passage) == stray["quote"]
    assert passage.pieces[0].is_quote


def test_a_text_without_full_stops_is_not_shown_whole() -> None:
    text = "word " * 2000 + "Alpha hires Beta " + "word " * 2000
    (passage,) = cut_passages(text, [quote("Alpha hires Beta", text)])
    assert len(str(passage)) <= 2 * (LONGEST_SENTENCE + NEIGHBOUR_LENGTH) + 20
    assert passage.cut_before
    assert passage.cut_after


def test_long_neighbours_are_cut() -> None:
    text = f"{'A long sentence with many words ' * 40}ends. Alpha hires Beta. {'Another one goes on and on ' * 40}ends."
    (passage,) = cut_passages(text, [quote("Alpha hires Beta", text)])
    assert len(str(passage)) <= 2 * NEIGHBOUR_LENGTH + 40


@given(st.text(alphabet="Ab. \n!", min_size=1, max_size=200), st.data())
def test_marks_are_the_quotes_and_the_rest_is_the_text(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 20)), max_size=4))
    quotes: list[dict[str, Any]] = [
        {"quote": text[start : start + length], "start": start, "end": min(len(text), start + length)}
        for start, length in spans
    ]
    passages = cut_passages(text, quotes)
    marked = "".join(piece.text for passage in passages for piece in passage.pieces if piece.is_quote)
    covered = {index for one in quotes if one["quote"].strip() for index in range(one["start"], one["end"])}
    assert sorted(marked) == sorted(text[index] for index in covered)
    assert all(str(passage) in text for passage in passages)


@pytest.mark.django_db
def test_every_value_of_a_contract_names_its_ground() -> None:
    contract = tell_story()
    evidence = explain_contract(contract, load_statements(contract))
    # Whatever the page shows a value for has evidence.
    assert {"client", "firm", "value", "term_months", "start", "end", "purpose", "status"} <= evidence.keys()
    assert {"registered_on", "deregistered_on", "on_behalf_of", "client_country", "total_value"} <= evidence.keys()
    assert (evidence["client"].column, evidence["client"].filed) == (
        "Foreign Principal",
        "SSTEK Savunma Sanayi Teknolojileri AS",
    )
    assert "It will pay $1.5 million until August 2022." in str(evidence["value"].passages[0])
    assert evidence["status"].column == "Foreign Principal Termination Date"
    assert "weather" not in "".join(str(passage) for found in evidence.values() for passage in found.passages)


@pytest.mark.django_db
def test_what_waits_for_review_or_was_rejected_is_not_loaded() -> None:
    contract = tell_story()
    Statement.objects.filter(act="renewal").update(state=Statement.State.REVIEW)
    Statement.objects.filter(kind="listing").update(state=Statement.State.REJECTED)
    assert [statement.act for statement in load_statements(contract)] == ["new"]


@pytest.mark.django_db
def test_the_sentence_of_the_act_does_not_drown_the_other_marks() -> None:
    statement = load_statements(tell_story())[1]
    whole = {"quote": HIRED, "start": 0, "end": len(HIRED)}
    statement.evidence = statement.evidence | {"act": [whole]}
    marks = [piece.text for one in tell_statement(statement).passages for piece in one.pieces if piece.is_quote]
    assert "$750,000" in marks
    statement.evidence = {"act": [whole]}
    (passage,) = tell_statement(statement).passages
    assert str(passage) == HIRED


@pytest.mark.django_db
def test_a_correction_rests_on_its_note_and_shows_no_row() -> None:
    contract = make_contract()
    statement = Statement.objects.get()
    statement.kind, statement.note, statement.evidence = "correction", "By letter of the firm.", {}
    found = read_evidence(statement, "value")
    assert (found.passages, found.column) == ((), "")
    assert tell_statement(statement).rows == []
    assert Contract.objects.get() == contract
