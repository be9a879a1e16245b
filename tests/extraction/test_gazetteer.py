"""Known names in a text: whole words, the longest first, none that is an ordinary word."""

from __future__ import annotations

import pickle
import random
import string
import time

import pytest

from tests.extraction.reading import only, pairs, read
from tracker.extraction.gazetteer import Gazetteer, Role
from tracker.extraction.known_names import spellings
from tracker.normalize.countries import country_code
from tracker.normalize.names import display_name, is_generic, strip_legal_forms


def spans(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    return [(text[known.start : known.end], known.role) for known in gazetteer.find(text)]


GAZETTEER = Gazetteer(
    [
        ("Merlot", "firm"),
        ("Merlot Group", "firm"),
        ("Brisbane & Karlin, LLC", "firm"),
        ("ROWE, JANE", "firm"),
        ("BTR", "firm"),
        ("Corvane Steel", "client"),
        ("Societe Generale des Ports", "client"),
        ("Capitol Counsel", "both"),
        ("Ministry of Finance", "client"),
        ("Turkey", "client"),
        ("The", "firm"),
        ("Public Affairs", "firm"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It hired Merlot last week.", [("Merlot", "firm")]),
        ("It hired Merlot Group last week.", [("Merlot Group", "firm")]),
        ("It hired Merlots last week.", []),
        ("It drank merlot last week.", []),
        ("Brisbane & Karlin works for Corvane Steel.", [("Brisbane & Karlin", "firm"), ("Corvane Steel", "client")]),
        ("It hired Brisbane & Karlin, LLC.", [("Brisbane & Karlin, LLC", "firm")]),
        ("It hired Jane Rowe.", [("Jane Rowe", "firm")]),
        ("It hired BTR.", [("BTR", "firm")]),
        ("The btr of it.", []),
        ("Société Générale des Ports pays.", [("Société Générale des Ports", "client")]),
        ("CORVANE STEEL PAYS", [("CORVANE STEEL", "client")]),
        ("Capitol Counsel’s fee", [("Capitol Counsel", "both")]),
        ("The Ministry of Finance of Turkey and its public affairs", []),
        ("", []),
    ],
)
def test_find(text: str, found: list[tuple[str, str]]) -> None:
    assert spans(GAZETTEER, text) == found


def test_empty_by_default() -> None:
    assert len(Gazetteer()) == 0
    assert Gazetteer().find("Merlot Group") == []


def test_offsets_hold_when_letters_change_their_length() -> None:
    text = "İstanbul ﬁrm ẞ Merlot and MERLOT GROUP"
    assert spans(GAZETTEER, text) == [("Merlot", "firm"), ("MERLOT GROUP", "firm")]


def test_one_name_with_two_roles() -> None:
    assert spans(Gazetteer([("Merlot", "firm"), ("MERLOT", "client")]), "Merlot pays.") == [("Merlot", "both")]


def test_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(GAZETTEER))
    text = "Merlot Group works for Corvane Steel."
    assert spans(again, text) == spans(GAZETTEER, text)
    assert len(again) == len(GAZETTEER)


def test_many_names_are_found_as_fast_as_few() -> None:
    pick = random.Random(4)
    words = ["".join(pick.choices(string.ascii_lowercase, k=7)).capitalize() for _ in range(5000)]
    names = [(" ".join(pick.choices(words, k=pick.randint(2, 4))), "firm") for _ in range(25_000)]
    gazetteer = Gazetteer(names)  # type: ignore[arg-type]
    text = " ".join(pick.choices(words, k=600)) + f" {names[0][0]} {names[24_999][0]}"
    begin = time.process_time()
    for _ in range(50):
        found = gazetteer.find(text)
    assert (time.process_time() - begin) / 50 < 0.02
    assert {text[known.start : known.end] for known in found} >= {names[0][0], names[24_999][0]}


def test_a_known_firm_is_taken_for_one() -> None:
    text = "Zelmora has hired Merlot for $20,000 a month. Zelmora makes bricks, and Merlot lobbies Congress."
    gazetteer = Gazetteer([("Merlot", "firm"), ("Zelmora", "client")])
    statement = only(read(text, gazetteer=gazetteer))
    assert (statement.client.name, statement.firm.name) == ("Zelmora", "Merlot")


def test_a_known_client_is_the_client() -> None:
    text = "Dakar Advisory Partners has hired the lobbying firm Burke & Tilden for $9,000 a month, a filing shows."
    gazetteer = Gazetteer([("Dakar Advisory Partners", "client")])
    assert pairs(read(text, gazetteer=gazetteer)) == [("Dakar Advisory Partners", "Burke & Tilden")]


NAMES = [
    "Maple Court Strategies",
    "Burke & Tilden, LLP",
    "ROWE, JANE",
    "Rowe, Jane P.",
    "EMBASSY OF JAPAN",
    "Embassy of Japan",
    "Ministry of Foreign Affairs, Government of Mali",
    "Government of the Republic of Uzbekistan",
    "Korea Zinc Co., Ltd.",
    "Corvane e. V.",
    "Corvane Holding Pte.Ltd.",
    "Société Générale des Ports S.A.",
    "The Harbor Group",
    "Kansas",
    "Turkey",
    "Central Bank",
    "Alberta Energy",
    "Smith &amp; Rowe",
    "BTR",
    "abc",
    "",
    "  Corvane   Steel  ",
    '"Corvane"',
    "PT Corvane Indonesia",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_quick_look_at_a_name_comes_to_what_the_rules_say(name: str) -> None:
    shown = display_name(name)
    told = {one for one in (shown, strip_legal_forms(shown)) if one and not country_code(one) and not is_generic(one)}
    assert spellings(name) <= {shown, strip_legal_forms(shown)}
    assert spellings(name) == {one for one in told if len(one.split()) > 1 or is_looked_for(one)}


def is_looked_for(word: str) -> bool:
    return len(word) >= 4 or (len(word) == 3 and word.isupper())


def test_twenty_thousand_names_are_ready_in_a_moment() -> None:
    chance = random.Random(7)
    words = ["".join(chance.choices(string.ascii_lowercase, k=7)).title() for _ in range(3000)]
    names: list[tuple[str, Role]] = [(" ".join(chance.choices(words, k=3)), "firm") for _ in range(20_000)]
    begin = time.process_time()
    gazetteer = Gazetteer(names)
    assert time.process_time() - begin < 2
    assert len(gazetteer) > 19_000


def test_a_known_article_is_no_part_of_the_name() -> None:
    gazetteer = Gazetteer([("The Corvane Group", "firm")])
    text = "Chad hired The Corvane Group for $9,000 a month. Corvane will lobby Congress, a filing shows."
    assert pairs(read(text, gazetteer=gazetteer)) == [("Chad", "Corvane Group")]
