"""Whom articles mean, decided from everything that is known at once."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from tracker.resolution.matching import Candidate, Profile, read_government
from tracker.resolution.neighbourhood import Named, NewsPair, Register, Resolution, resolve_pairs

YEAR_2021 = ((date(2021, 2, 16), date(2022, 8, 16)),)


def named(name: str, *aliases: str, country: str = "", context: str = "", decided: int | None = None) -> Named:
    return Named(f"{name}|{context}", Profile.of(name), tuple(Profile.of(a) for a in aliases), country, decided)


def pair(firm: str, client: str, *aliases: str, country: str = "", day: date | None = date(2021, 2, 18)) -> NewsPair:
    return NewsPair(named(firm, context=client), named(client, *aliases, country=country, context=firm), day)


def candidate(party: int, *names: str, country: str = "", windows: tuple[tuple[date, date], ...] = ()) -> Candidate:
    return Candidate(party, tuple(Profile.of(name) for name in names), country, windows)


ARNOLD = candidate(1, "Arnold & Porter Kaye Scholer LLP")
SSTEK = candidate(10, "SSTEK Savunma Sanayi Teknolojileri AS", "SSTEK", country="TR", windows=YEAR_2021)
OTHERS = (candidate(11, "Embassy of the Republic of Korea", country="KR"),)
KNOWN = Register((ARNOLD,), {1: (SSTEK, *OTHERS)})

STORY = [
    pair("Arnold & Porter", "SSTEK Savunma Sanayi Teknolojiler", country="TR"),
    pair("Arnold & Porter", "SSTEK Defence Industry Technologies", country="TR", day=date(2021, 2, 24)),
    pair("Arnold & Porter Kaye Scholer", "SSTEK", country="TR", day=date(2021, 9, 24)),
]


def party_of(result: dict[str, Resolution], mention: Named) -> object:
    resolution = result[mention.identity]
    return resolution.match.party or resolution.own_key


def test_spellings_of_one_contract_mean_one_firm_and_one_client() -> None:
    result = resolve_pairs(STORY, KNOWN)
    assert {party_of(result, one.firm) for one in STORY} == {1}
    assert {party_of(result, one.client) for one in STORY} == {10}


def test_without_a_register_the_articles_find_each_other() -> None:
    result = resolve_pairs(STORY, Register())
    assert {party_of(result, one.firm) for one in STORY} == {(Profile.of("Arnold & Porter Kaye Scholer").key, "")}
    assert len({party_of(result, one.client) for one in STORY}) == 1


def test_no_order_of_the_articles_changes_a_decision() -> None:
    for register in (KNOWN, Register()):
        expected = resolve_pairs(STORY, register)
        for order in permutations(STORY):
            assert resolve_pairs(order, register) == expected


def test_one_shared_word_is_not_enough_for_a_firm() -> None:
    firms = Register((candidate(1, "Mercury Public Affairs LLC"), candidate(2, "Mercury Trading Co.")))
    story = [pair("Mercury", "Republic of Peru")]
    (resolution,) = [resolve_pairs(story, firms)[story[0].firm.identity]]
    assert resolution.match.party is None
    assert resolution.match.rivals == (1, 2)
    assert resolution.own_key == (Profile.of("Mercury").key, "")


def test_a_shared_client_tells_which_firm_is_meant() -> None:
    peru = candidate(10, "Republic of Peru", country="PE", windows=YEAR_2021)
    firms = Register((candidate(1, "Mercury Public Affairs LLC"), candidate(2, "Mercury Trading Co.")), {1: (peru,)})
    story = [pair("Mercury", "Republic of Peru", country="PE")]
    result = resolve_pairs(story, firms)
    assert party_of(result, story[0].firm) == 1
    assert "client in common" in result[story[0].firm.identity].match.rule


def test_firms_that_sound_alike_stay_apart() -> None:
    story = [pair("Bullard Partners", "Republic of Peru")]
    result = resolve_pairs(story, Register((candidate(1, "Ballard Partners"),)))
    assert party_of(result, story[0].firm) != 1


def test_a_country_means_the_only_government_that_the_firm_acts_for_at_that_time() -> None:
    embassy = candidate(10, "Embassy of the State of Qatar", country="QA", windows=YEAR_2021)
    airline = candidate(11, "Qatar Airways Group", country="QA", windows=YEAR_2021)
    story = [pair("Ballard Partners", "Qatar", country="QA")]
    result = resolve_pairs(story, Register((candidate(1, "Ballard Partners"),), {1: (embassy, airline)}))
    assert party_of(result, story[0].client) == 10


def test_two_governments_of_one_country_are_a_question() -> None:
    clients = (
        candidate(10, "Embassy of the State of Qatar", country="QA", windows=YEAR_2021),
        candidate(11, "Ministry of Foreign Affairs of Qatar", country="QA", windows=YEAR_2021),
    )
    story = [pair("Ballard Partners", "Qatar", country="QA")]
    result = resolve_pairs(story, Register((candidate(1, "Ballard Partners"),), {1: clients}))
    assert result[story[0].client.identity].match.rivals == (10, 11)
    assert party_of(result, story[0].client) == (Profile.of("Qatar").key, "QA")


def test_a_government_long_after_its_spell_is_not_meant() -> None:
    embassy = candidate(10, "Embassy of the State of Qatar", country="QA", windows=YEAR_2021)
    story = [pair("Ballard Partners", "Qatar", country="QA", day=date(2025, 1, 1))]
    result = resolve_pairs(story, Register((candidate(1, "Ballard Partners"),), {1: (embassy,)}))
    assert party_of(result, story[0].client) != 10


def test_another_country_speaks_against_a_similar_name() -> None:
    bank = candidate(10, "National Development Bank Holding", country="BR", windows=YEAR_2021)
    story = [pair("Ballard Partners", "National Development Bank", country="AR")]
    result = resolve_pairs(story, Register((candidate(1, "Ballard Partners"),), {1: (bank,)}))
    assert party_of(result, story[0].client) != 10


def test_a_party_known_elsewhere_by_exactly_that_name_is_meant() -> None:
    afrexim = candidate(10, "African Export-Import Bank")
    register = Register(exact={afrexim.names[0].key: (afrexim,)})
    story = [pair("Unknown Partners", "African Export-Import Bank")]
    assert party_of(resolve_pairs(story, register), story[0].client) == 10


def test_a_generic_name_without_a_country_means_nobody_elsewhere() -> None:
    ministry = candidate(10, "Ministry of Finance", country="AO")
    register = Register(exact={ministry.names[0].key: (ministry,)})
    story = [pair("Unknown Partners", "Ministry of Finance")]
    assert party_of(resolve_pairs(story, register), story[0].client) != 10


def test_a_persons_decision_is_kept() -> None:
    firm = named("Mercury", context="x", decided=99)
    story = [NewsPair(firm, named("Republic of Peru", context="Mercury"), None)]
    result = resolve_pairs(story, Register((candidate(1, "Mercury Public Affairs LLC"),)))
    assert party_of(result, firm) == 99


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Qatar", "QA"),
        ("Ankara", "TR"),
        ("the Turkish government", "TR"),
        ("Embassy of the State of Qatar", "QA"),
        ("Qatar Airways Group", ""),
        ("Government of Ontario", ""),
        ("Republika Srpska", ""),
        ("Embassy of Japan in Turkey", ""),
        ("Presidency of Defence Industries", ""),
    ],
)
def test_which_names_stand_for_a_national_government(name: str, country: str) -> None:
    assert read_government(name) == country
