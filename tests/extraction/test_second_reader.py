"""What a language model says of an article is believed only where the text bears it out."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ParseError
from tracker.extraction.articles import read_article
from tracker.extraction.second_reader import CONFIDENCE, is_worth_asking, read_answer, write_question
from tracker.records import ArticleRecord, PartialDate, Quote
from tracker.services.statements import REVIEW_BELOW

TEXT = (
    "For the Senate it relies on Orme Lane, for the ministries on Quist Hartwell.\n\n"
    "Chad pays Quist Hartwell $30,000 a month under a two-year contract that began on May 1, 2022, a lobbying report "
    "says."
)
ARTICLE = ArticleRecord("https://news.example/1", TEXT, "Chad's friends", PartialDate(2022, 6, 3))
TRUE: dict[str, Any] = {
    "client": "Chad",
    "firm": "Quist Hartwell",
    "act": "new",
    "act_quote": "contract that began",
    "value": 30000,
    "value_basis": "per_month",
    "value_quote": "$30,000 a month",
    "term_months": 24,
    "term_months_quote": "two-year contract",
    "start": "2022-05-01",
    "start_quote": "May 1, 2022",
    "end": None,
    "end_quote": None,
    "purpose": None,
}


def answer(*contracts: dict[str, Any]) -> bytes:
    content = json.dumps({"contracts": contracts})
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def test_what_the_text_bears_out_becomes_a_statement_for_review() -> None:
    (statement,) = read_answer(answer(TRUE), ARTICLE)
    assert (statement.client.name, statement.firm.name, statement.act) == ("Chad", "Quist Hartwell", "new")
    assert (statement.value, statement.currency, statement.value_basis) == (Decimal(30000), "USD", "per_month")
    assert (statement.term_months, statement.start) == (Decimal(24), PartialDate(2022, 5, 1))
    assert statement.confidence == CONFIDENCE < REVIEW_BELOW
    assert set(statement.confidences.values()) == {CONFIDENCE}
    assert "second reader" in statement.flags
    for quotes in statement.evidence.values():
        assert not isinstance(quotes, str)
        assert all(TEXT[quote.start : quote.end] == quote.quote for quote in quotes)


@pytest.mark.parametrize(
    "wrong", [{"client": "Niger"}, {"firm": "Quist & Hartwell"}, {"client": ""}, {"client": "Quist Hartwell"}]
)
def test_names_that_are_not_in_the_text_make_no_contract(wrong: dict[str, Any]) -> None:
    assert read_answer(answer({**TRUE, **wrong}), ARTICLE) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value_quote": "$30,000 per month"}, "value"),
        ({"value": 360000}, "value"),
        ({"value": 30000, "value_quote": None}, "value"),
        ({"term_months": 12}, "term_months"),
        ({"term_months_quote": "three-year contract"}, "term_months"),
        ({"start": "2021-05-01"}, "start"),
        ({"start": "yesterday"}, "start"),
        ({"start_quote": "June 1, 2022"}, "start"),
        ({"purpose": "to charm everybody"}, "purpose"),
    ],
)
def test_a_value_that_its_quote_does_not_give_is_left_out(wrong: dict[str, Any], field: str) -> None:
    (statement,) = read_answer(answer({**TRUE, **wrong}), ARTICLE)
    assert not getattr(statement, field)
    assert field not in statement.evidence
    assert statement.client.name == "Chad"


def test_an_act_without_its_quote_is_unknown() -> None:
    (statement,) = read_answer(answer({**TRUE, "act": "termination", "act_quote": "was fired"}), ARTICLE)
    assert statement.act == "unknown"


def test_pairs_that_are_known_already_and_repeats_add_nothing() -> None:
    first = read_article(ARTICLE)
    assert [one.firm.name for one in first] == ["Quist Hartwell"]
    assert read_answer(answer(TRUE), ARTICLE, first) == []
    assert len(read_answer(answer(TRUE, TRUE), ARTICLE)) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>busy</html>",
        b"{}",
        b'{"choices": [{"message": {"content": "Sure! Here are the contracts"}}]}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": []}',
        b"\xff\xfe",
    ],
)
def test_an_answer_that_is_none_is_refused_with_a_reason(body: bytes) -> None:
    with pytest.raises(ParseError, match="second reader"):
        read_answer(body, ARTICLE)


@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda inner: st.dictionaries(st.sampled_from(sorted(TRUE)), inner)
    )
)
def test_any_content_is_refused_or_checked(content: Any) -> None:
    body = answer(content) if isinstance(content, dict) else answer({"client": content, "firm": "Chad"})
    try:
        found = read_answer(body, ARTICLE)
    except ParseError:
        return
    quotes = [quote for one in found for found_quotes in one.evidence.values() for quote in found_quotes]
    assert all(isinstance(quote, Quote) and quote.quote in TEXT for quote in quotes)


def test_the_question_binds_the_answer_to_a_schema() -> None:
    question = write_question(ARTICLE, "small")
    schema = question["response_format"]["json_schema"]
    assert (question["model"], question["temperature"], schema["strict"]) == ("small", 0, True)
    item = schema["schema"]["properties"]["contracts"]["items"]
    assert set(item["required"]) == set(TRUE)
    assert TEXT in question["messages"][1]["content"]
    assert "2022-06-03" in question["messages"][1]["content"]


def test_only_texts_of_the_trade_are_worth_asking_about() -> None:
    assert is_worth_asking(TEXT)
    assert not is_worth_asking("The storm reached Senegal on Tuesday.")
