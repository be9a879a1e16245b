"""Verbs and nouns of a contract: which way round their parties stand, and what is only said to be possible."""

from __future__ import annotations

import pytest

from tracker.extraction.acts import find_triggers


def triggers(text: str) -> list[tuple[str, str]]:
    return [(t.rule.name, t.sides) for t in find_triggers(text, 0, len(text)) if t.rule.grade == "act"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Acme hired Rowe.", [("hire", "CF")]),
        ("Rowe was hired by Acme.", [("hire", "FC")]),
        ("Rowe, hired by Acme, lobbies.", [("hire", "FC")]),
        ("Acme has been retained.", [("hire", "FC")]),
        ("Acme brought Rowe on board.", [("bring in", "CF")]),
        ("Acme turned to Rowe.", [("bring in", "CF")]),
        ("Acme signed a contract with Rowe.", [("sign", "SY")]),
        ("Rowe registered to represent Acme.", [("register", "FC")]),
        ("Rowe landed a contract with Acme.", [("sign client", "FC")]),
        ("Acme dropped Rowe.", [("drop", "SY")]),
        ("Acme parted ways with Rowe.", [("part", "SY")]),
        ("Acme did not renew its contract.", [("not renew", "SY")]),
        ("Acme renewed its contract.", [("renew", "SY")]),
        ("Acme amended its contract.", [("amend", "SY")]),
        ("Rowe no longer represents Acme.", [("no longer", "FC")]),
        ("The storm reached Acme.", []),
    ],
)
def test_acts_and_their_sides(text: str, found: list[tuple[str, str]]) -> None:
    assert triggers(text) == found


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Acme hired Rowe.", False),
        ("Acme agreed to hire Rowe.", False),
        ("Acme has not hired Rowe.", True),
        ("Acme may hire Rowe.", True),
        ("Acme is considering hiring Rowe.", True),
        ("Acme plans to hire Rowe.", True),
        ("Acme denied hiring Rowe.", True),
        ("Acme refused to hire Rowe.", True),
        ("Acme wants to hire Rowe.", True),
        ("If Acme hired Rowe, it would pay.", True),
    ],
)
def test_what_is_only_possible_is_doubtful(text: str, doubtful: bool) -> None:
    first = find_triggers(text, 0, len(text))[0]
    assert first.doubtful is doubtful


def test_only_the_given_stretch_is_read() -> None:
    text = "Acme hired Rowe. Fiji dropped Stone."
    assert [t.rule.name for t in find_triggers(text, 17, len(text))] == ["drop"]
