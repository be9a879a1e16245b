"""What a person puts somewhere goes with the statement that founded the contract, whatever else is joined."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.resolution.voice_maker import listing, news
from tracker.records import alter
from tracker.resolution.grouping import group_voices
from tracker.resolution.voices import Voice

SPRING = alter(listing("spring", "2019-02-16", "2020-03-01"), founds=1, contract=1)
AUTUMN = alter(listing("autumn", "2020-09-16"), founds=2, contract=2)
LATE = news("late", "2021-01-20")


def correction(identity: str, pinned_to: int, **more: object) -> Voice:
    return alter(news(identity, "2022-01-01"), kind="correction", act="unknown", pinned_to=pinned_to, **more)


def names(voices: list[Voice]) -> list[set[str]]:
    return sorted(({voice.identity for voice in group.voices} for group in group_voices(voices)), key=sorted)


def test_without_pins_nothing_moves() -> None:
    assert names([SPRING, AUTUMN, LATE]) == [{"autumn", "late"}, {"spring"}]


def test_a_joined_spell_brings_its_articles_along() -> None:
    joined = alter(AUTUMN, pinned_to=1)
    assert names([SPRING, joined, LATE]) == [{"autumn", "late", "spring"}]
    (group,) = group_voices([SPRING, joined, LATE])
    assert group.homes == {1}


def test_a_single_article_moves_alone() -> None:
    other = news("other", "2021-01-21")
    assert names([SPRING, AUTUMN, LATE, alter(other, pinned_to=1)]) == [{"autumn", "late"}, {"other", "spring"}]


def test_a_correction_follows_the_founder_through_a_chain_of_joins() -> None:
    third = alter(listing("third", "2022-01-01", client=5), founds=3, contract=3)
    voices = [SPRING, alter(AUTUMN, pinned_to=1), alter(third, pinned_to=2), correction("word", 3)]
    assert names(voices) == [{"autumn", "spring", "third", "word"}]
    assert names([SPRING, AUTUMN, third, correction("word", 3)]) == [{"autumn"}, {"spring"}, {"third", "word"}]


def test_a_statement_in_its_own_contract_stands_apart() -> None:
    own = alter(LATE, founds=7, pinned_to=7)
    assert names([SPRING, AUTUMN, own, correction("word", 7)]) == [{"autumn"}, {"late", "word"}, {"spring"}]


def test_a_circle_of_pins_ends_in_one_contract() -> None:
    assert names([alter(SPRING, pinned_to=2), alter(AUTUMN, pinned_to=1)]) == [{"autumn", "spring"}]


def test_corrections_alone_make_no_contract() -> None:
    assert names([AUTUMN, correction("word", 1)]) == [{"autumn"}]
    assert names([correction("word", 1)]) == []


def test_a_correction_finds_its_contract_when_the_founder_is_rejected() -> None:
    guest = alter(LATE, contract=1)
    assert names([guest, correction("word", 1)]) == [{"late", "word"}]


def test_an_earlier_spell_is_still_found() -> None:
    groups = group_voices([SPRING, AUTUMN, correction("word", 2)])
    second = next(group for group in groups if any(voice.identity == "autumn" for voice in group.voices))
    assert second.previous is not None
    assert groups[second.previous].voices == (SPRING,)


@st.composite
def worlds(draw: st.DrawFn) -> list[Voice]:
    """Rows, articles and corrections of two pairs, some of them put somewhere by people."""
    voices: list[Voice] = []
    for number in range(draw(st.integers(1, 8))):
        day = f"20{draw(st.integers(15, 22))}-0{draw(st.integers(1, 9))}-15"
        client, kind = draw(st.integers(1, 2)), draw(st.sampled_from(["row", "article", "correction"]))
        pin = draw(st.none() | st.integers(1, 8))
        founds = number + 1 if draw(st.booleans()) else None
        contract = draw(st.none() | st.integers(1, 8))
        if kind == "row":
            voice = listing(f"v{number}", day, client=client)
        elif kind == "article":
            voice = news(f"v{number}", day, client=client)
        else:
            voice, pin = correction(f"v{number}", pin or 1, client=client), pin or 1
        voices.append(alter(voice, pinned_to=pin, founds=founds, contract=contract))
    return voices


@given(worlds(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_groups_and_loses_only_lone_corrections(
    voices: list[Voice], chance: random.Random
) -> None:
    shuffled = chance.sample(voices, len(voices))
    groups = group_voices(voices)
    assert names(shuffled) == names(voices)
    placed = [voice.id for group in groups for voice in group.voices]
    assert len(placed) == len(set(placed))
    assert all(voice.kind == "correction" for voice in voices if voice.id not in placed)
    for group in groups:
        assert group.previous is None or 0 <= group.previous < len(groups)
