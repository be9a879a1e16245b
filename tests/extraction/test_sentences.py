"""Paragraphs, sentences, bullets and words, each at its offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.extraction.reading import document


def split(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in document(text).sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Acme Inc. hired a firm. It pays well.", 2),
        ("The U.S. Senate met. Sen. Dean Holloway spoke.", 2),
        ("Rep. Ed Rowe (R-Calif.) met the firm on Sept. 4. He left.", 2),
        ("It was signed by J. D. Prewitt of Burke & Co. on Jan. 3.", 1),
        ("The fee is $1.5 million. The term is 12 months.", 2),
        ("It moved to Washington, D.C. The firm followed.", 2),
        ('"We lobby." So says the firm.', 2),
        ("Will it pay? It will! The firm said so.", 3),
        ("The contract (see No. 4) runs on.", 1),
        ("Gen. Paul Okoro et al. v. Acme Ltd. was heard at 5 p.m. on Monday.", 1),
        ("It works for the U.S. It is paid.", 2),
    ],
)
def test_abbreviations_do_not_end_sentences(text: str, count: int) -> None:
    assert len(split(text)) == count


def test_paragraphs_and_bullets() -> None:
    text = "New contracts this week:\n\n• Acme hired Rowe & Co.\n• Fiji hired BTR.\n\nThat is all. Until then."
    found = document(text).sentences
    assert [s.kind for s in found] == ["prose", "bullet", "bullet", "prose", "prose"]
    assert len({s.paragraph for s in found}) == 4
    assert split(text)[1].endswith("Acme hired Rowe & Co.")


def test_a_line_without_a_full_stop_is_a_heading() -> None:
    found = document("Chad hires a lobbyist\n\nThe contract was signed on Monday.").sentences
    assert [s.kind for s in found] == ["heading", "prose"]


def test_tokens_stand_where_they_say() -> None:
    text = "Burke & Tilden's fee – “$5,000 a month” – was the U.S. firm’s A&P-like price."
    for row in document(text).tokens:
        for token in row:
            assert text[token.start : token.end] == token.text


def test_sentences_do_not_overlap_and_stay_in_order() -> None:
    text = "One. Two!  Three?\n\n- Four\n- Five.\n\nSix (a. b.) seven." * 3
    found = document(text).sentences
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(sentence.start < sentence.end for sentence in found)


def test_a_text_without_full_stops_is_cut_into_pieces() -> None:
    found = document("hired " * 5000).sentences
    assert max(sentence.end - sentence.start for sentence in found) <= 1300
