"""Names, offices and countries that may be parties of a contract."""

from __future__ import annotations

import pytest

from tests.extraction.reading import document
from tracker.extraction.mention_finder import find_mentions
from tracker.extraction.mentions import Mention
from tracker.extraction.parties import PartyBook


def mentions(text: str) -> list[Mention]:
    return [mention for row in find_mentions(document(text)) for mention in row]


def named(text: str) -> list[str]:
    return [m.name for m in mentions(text) if m.shape not in ("addressee", "press", "place") and not m.adjective]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A filing says Acme hired Burke & Tilden.", ["Acme", "Burke & Tilden"]),
        ("The firm Burke, Tilden, Rowe & Stone was paid.", ["Burke, Tilden, Rowe & Stone"]),
        ("It pays Rowe Public Affairs, LLC for advice.", ["Rowe Public Affairs, LLC"]),
        ("The embassy of the Republic of Palau is closed.", ["embassy of the Republic of Palau"]),
        ("It hired the Institute for Trade and Peace.", ["Institute for Trade and Peace"]),
        ("It works for the Ministry of Foreign Affairs of Chad.", ["Ministry of Foreign Affairs of Chad"]),
        ("The city of Millbrook hired Rowe Associates.", ["city of Millbrook", "Rowe Associates"]),
        ("Fiji's embassy pays Rowe Associates.", ["Fiji's embassy", "Rowe Associates"]),
        ("The Malian government pays Rowe Associates.", ["Malian government", "Rowe Associates"]),
        ("Papers show it. Firms like it. Records say so.", []),
    ],
)
def test_names_in_a_sentence(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    ("text", "name", "shape", "country"),
    [
        ("Chad has hired Rowe Associates.", "Chad", "country", "TD"),
        ("The embassy of Chad has hired Rowe Associates.", "embassy of Chad", "government", "TD"),
        ("The Chadian government hired Rowe Associates.", "Chadian government", "government", "TD"),
        ("Chadian President Mahamat Itno hired Rowe Associates.", "Mahamat Itno", "person", "TD"),
        ("The city of Millbrook hired Rowe Associates.", "city of Millbrook", "local", None),
        ("It lobbied the State Department for Rowe Associates.", "State Department", "addressee", None),
        ("The Millbrook Times reported on Rowe Associates.", "Millbrook Times", "press", None),
    ],
)
def test_shapes(text: str, name: str, shape: str, country: str | None) -> None:
    found = {m.name: m for m in mentions(text)}
    assert name in found, list(found)
    assert (found[name].shape, found[name].country) == (shape, country)


def test_mentions_stand_where_they_say() -> None:
    text = "The embassy of Mali and Burke, Tilden & Rowe (BTR) met Acme Inc. in Paris, said Jane Prewitt."
    for mention in mentions(text):
        assert text[mention.start : mention.end] == mention.name


def one_party(text: str, first: str, second: str) -> bool:
    book = PartyBook(document(text), find_mentions(document(text)))
    numbers = {mention.name: mention.party for row in book.mentions for mention in row}
    assert first in numbers, list(numbers)
    assert second in numbers, list(numbers)
    return numbers[first] == numbers[second]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Burke Tilden Rowe (BTR) was hired. BTR gets paid.", "Burke Tilden Rowe", "BTR"),
        ("Rowe Public Affairs was hired. Rowe gets paid.", "Rowe Public Affairs", "Rowe"),
        ("Jane Prewitt was hired. Prewitt gets paid.", "Jane Prewitt", "Prewitt"),
        ("The embassy of Chad pays. The Chadian government said so.", "embassy of Chad", "Chadian government"),
        ("Chad pays. The Chadian embassy said so.", "Chad", "Chadian embassy"),
        ("The Kosovo Steel Corporation pays. KSC said so.", "Kosovo Steel Corporation", "KSC"),
    ],
)
def test_short_forms_are_the_same_party(text: str, first: str, second: str) -> None:
    assert one_party(text, first, second)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Rowe Public Affairs was hired. Stone Public Affairs was not.", "Rowe Public Affairs", "Stone Public Affairs"),
        ("The embassy of Chad pays. The embassy of Mali does not.", "embassy of Chad", "embassy of Mali"),
        ("Jane Prewitt was hired. Paul Renwick was not.", "Jane Prewitt", "Paul Renwick"),
    ],
)
def test_different_parties_stay_apart(text: str, first: str, second: str) -> None:
    assert not one_party(text, first, second)
