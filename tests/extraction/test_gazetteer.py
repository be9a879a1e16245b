"""Known names in a text: whole words, the longest first, none that is an ordinary word."""

from __future__ import annotations

import pickle
import random
import string
import time

import pytest

from tests.extraction.reading import only, pairs, read
from tracker.extraction.gazetteer import Gazetteer


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
