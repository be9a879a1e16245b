"""What a statement carries beside its values: keys, hashes, confidences, evidence."""

from __future__ import annotations

from datetime import date

from tests.extraction.reading import PUBLISHED, URL, article, only, read
from tracker.extraction.articles import read_article
from tracker.records import PartialDate, alter

TEXT = "Mali hired the lobbying firm Maple Court Strategies for $9,000 a month, a filing shows."


def test_key_and_kind() -> None:
    statement = only(read(TEXT))
    assert statement.register_key == f"{URL}#mali~maple court strategies"
    assert statement.ordinal == 0
    assert statement.kind == "news"
    assert (statement.raw_client, statement.raw_firm) == ("Mali", "Maple Court Strategies")


def test_posted_on_only_for_a_whole_date() -> None:
    assert only(read(TEXT)).posted_on == date(2021, 3, 10)
    assert only(read(TEXT, published=PartialDate(2021, 3))).posted_on is None
    assert only(read(TEXT, published=None)).posted_on is None


def test_reading_twice_gives_the_same() -> None:
    assert read(TEXT) == read(TEXT)


def test_the_hash_follows_the_values() -> None:
    first = only(read(TEXT))
    assert only(read(TEXT.replace("9,000", "8,000"))).content_hash != first.content_hash
    elsewhere = only(read_article(alter(article(TEXT), url="https://other.example/1")))
    assert elsewhere.content_hash == first.content_hash
    assert elsewhere.register_key != first.register_key
    assert len(first.content_hash) == 64


def test_the_hash_does_not_follow_the_place() -> None:
    moved = only(read(f"The rain has stopped.\n\n{TEXT}"))
    assert moved.content_hash == only(read(TEXT)).content_hash
    assert moved.evidence != only(read(TEXT)).evidence


def test_evidence_slices() -> None:
    text = f"{TEXT} The contract runs for six months and took effect on March 1, 2021, to improve ties with Congress."
    statement = only(read(text))
    assert set(statement.evidence) >= {"client", "firm", "act", "value", "term_months", "start"}
    for quotes in statement.evidence.values():
        assert not isinstance(quotes, str)
        for quote in quotes:
            assert text[quote.start : quote.end] == quote.quote
    assert statement.raw_term == "six months"


def test_confidences() -> None:
    statement = only(read(TEXT))
    assert 0 < statement.confidence <= 1
    assert statement.confidences["parties"] == round(statement.confidence, 3)
    assert statement.confidences["value"] > 0.5
    assert "start" not in statement.confidences


def test_a_plain_story_is_surer_than_a_vague_one() -> None:
    vague = read("Mali works with Maple Court Strategies, which helps it. The lobbying firm got $9,000.")
    assert all(statement.confidence < only(read(TEXT)).confidence for statement in vague)


def test_the_published_day_dates_relative_words() -> None:
    statement = only(read(f"{TEXT} The contract started this month.", published=PUBLISHED))
    assert statement.start == PartialDate(2021, 3)
