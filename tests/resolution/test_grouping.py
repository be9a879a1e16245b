"""Which statements share a contract, whatever their order."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.resolution.voice_maker import listing, news
from tracker.records import alter
from tracker.resolution.grouping import Group, group_voices
from tracker.resolution.voices import Voice


def keys(groups: list[Group]) -> list[list[str]]:
    return [[voice.identity for voice in group.voices] for group in groups]


def test_an_article_joins_the_spell_that_it_falls_into() -> None:
    first = listing("a", "2016-03-01", "2018-02-28")
    second = listing("b", "2021-02-16", "2022-08-16")
    about_second = news("n", "2021-02-18", start="2021-02-01")
    groups = group_voices([about_second, second, first])
    assert keys(groups) == [["a"], ["b", "n"]]
    assert groups[1].previous == 0
    assert groups[0].previous is None


def test_an_article_far_from_every_spell_is_a_contract_of_its_own() -> None:
    groups = group_voices([listing("a", "2016-03-01", "2018-02-28"), news("n", "2021-02-18")])
    assert keys(groups) == [["a"], ["n"]]
    assert groups[1].previous == 0


def test_an_article_before_the_registration_waits_for_it() -> None:
    groups = group_voices([listing("a", "2021-05-01"), news("n", "2021-02-18")])
    assert keys(groups) == [["a", "n"]]


def test_another_firm_for_the_same_client_is_another_contract() -> None:
    groups = group_voices([listing("a", "2021-02-16"), listing("b", "2021-03-21", firm=3)])
    assert keys(groups) == [["a"], ["b"]]
    assert [group.previous for group in groups] == [None, None]


def test_rows_with_one_key_are_one_contract() -> None:
    twice = [
        listing("a", "1985-12-30", "1987-08-31", row_key="k"),
        listing("b", "1985-12-30", "1987-06-23", row_key="k"),
    ]
    assert keys(group_voices(twice)) == [["a", "b"]]


def test_a_renamed_row_is_the_same_contract_under_its_new_client() -> None:
    old = listing("a", "2021-02-16", client=1, is_gone=True)
    new = listing("b", "2021-02-16", client=9, renamed_from=old.id, listed_from="2025-04-10")
    (group,) = group_voices([new, old])
    assert (group.client, [voice.identity for voice in group.voices]) == (9, ["a", "b"])


def test_articles_stay_with_a_row_that_was_renamed_to_another_client() -> None:
    """They keep the name that their time knew, before the rename and after it."""
    old = listing("a", "2021-02-16", client=1, is_gone=True)
    new = listing("b", "2021-02-16", client=9, renamed_from=old.id, listed_from="2025-04-10")
    under_old, under_new = news("n", "2021-02-18", client=1), news("m", "2025-05-01", client=9)
    (group,) = group_voices([new, under_new, old, under_old])
    assert [voice.identity for voice in group.voices] == ["a", "b", "m", "n"]


def test_an_article_goes_to_the_nearest_of_the_spells_that_ever_had_its_names() -> None:
    old = listing("a", "2021-02-16", "2021-12-31", client=1, is_gone=True)
    new = listing("b", "2021-02-16", "2021-12-31", client=9, renamed_from=old.id, listed_from="2025-04-10")
    later = listing("c", "2024-03-01", client=1)
    groups = group_voices([old, new, later, news("n", "2024-04-01", client=1), news("m", "2021-03-01", client=1)])
    assert sorted(keys(groups)) == [["a", "b", "m"], ["c", "n"]]


def test_overlapping_spells_do_not_follow_each_other() -> None:
    groups = group_voices([listing("a", "2016-11-21", "2024-05-08"), listing("b", "2019-02-04", "2024-05-08")])
    assert [group.previous for group in groups] == [None, None]


def test_an_impossible_end_closes_nothing() -> None:
    groups = group_voices([listing("a", "2007-02-16", "2006-09-30"), listing("b", "2010-01-01")])
    assert groups[1].previous is None


def test_a_new_hire_after_the_end_opens_another_contract() -> None:
    voices = [
        news("a", "2018-01-10"),
        news("b", "2018-09-10", act="termination"),
        news("c", "2019-02-10"),
        news("d", "2019-09-10", act="renewal"),
    ]
    groups = group_voices(voices)
    assert keys(groups) == [["a", "b"], ["c", "d"]]
    assert groups[1].previous == 0


def test_a_person_decides_where_a_statement_belongs() -> None:
    spell = listing("a", "2016-03-01", "2018-02-28", contract=11)
    article = news("n", "2021-02-18", contract=12, pinned_to=11)
    assert keys(group_voices([spell, article])) == [["a", "n"]]
    apart = alter(article, pinned_to=12)
    assert keys(group_voices([spell, apart])) == [["a"], ["n"]]


identities = st.text("abcdef", min_size=1, max_size=4)
days = st.dates(min_value=date(2010, 1, 1), max_value=date(2025, 12, 31))


@st.composite
def some_voices(draw: st.DrawFn) -> list[Voice]:
    names = draw(st.lists(identities, min_size=1, max_size=9, unique=True))
    voices = []
    for name in names:
        pair = {"client": draw(st.integers(1, 2)), "firm": draw(st.integers(5, 6))}
        opened = draw(days)
        if draw(st.booleans()):
            closed = draw(st.none() | days)
            voices.append(listing(name, opened.isoformat(), closed.isoformat() if closed else "", **pair))
        else:
            act = draw(st.sampled_from(["new", "renewal", "termination", "unknown"]))
            voices.append(news(name, opened.isoformat() if draw(st.booleans()) else "", act=act, **pair))
    return voices


@given(some_voices(), st.randoms())
def test_the_groups_depend_on_the_set_alone(voices: list[Voice], random: Random) -> None:
    expected = group_voices(voices)
    shuffled = [alter(voice, id=1000 - voice.id) for voice in voices]
    random.shuffle(shuffled)
    again = group_voices(shuffled)
    assert keys(again) == keys(expected)
    assert [group.previous for group in again] == [group.previous for group in expected]


@given(some_voices())
def test_every_statement_is_in_exactly_one_group_of_its_pair(voices: list[Voice]) -> None:
    groups = group_voices(voices)
    placed = [voice.identity for group in groups for voice in group.voices]
    assert sorted(placed) == sorted(voice.identity for voice in voices)
    for index, group in enumerate(groups):
        assert {(voice.client, voice.firm) for voice in group.voices} == {(group.client, group.firm)}
        assert group.previous is None or group.previous < index
