"""Persons' names from the parts that registers keep apart, in readable case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.names.person_display import person_name, person_of_listing


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (("JOHN", "q", "MCDONALD", "JR"), "John Q. McDonald Jr."),
        (("SEAN", "", "FARRELL", ""), "Sean Farrell"),
        (("CHARLA", "", "PENN MCMANUS", ""), "Charla Penn McManus"),
        (("MARY-KATE", "", "O'BRIEN", ""), "Mary-Kate O'Brien"),
        (("JUAN", "", "DE LA CRUZ", ""), "Juan de la Cruz"),
        (("HANS", "", "VAN DER BERG", ""), "Hans van der Berg"),
        (("LINH", "", "VAN", ""), "Linh Van"),
        (("Jon", "A", "SMITH, JR.", "ESQ"), "Jon A. Smith Jr."),
        (("EDOLPHUS", "J. R.", "TOWNS III", ""), "Edolphus J. R. Towns III"),
        (("J.R.", "", "EWING", ""), "J.R. Ewing"),
        (("DeShawn", "", "MacLeod", "PHD"), "DeShawn MacLeod"),
        (("YO-YO", "", "MA", ""), "Yo-Yo Ma"),
        (("JOHN", "", "", ""), "John"),
        (("", "", "", ""), ""),
    ],
)
def test_parts(parts: tuple[str, str, str, str], shown: str) -> None:
    assert person_name(*parts) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("MULLINS, DONNA", "Donna Mullins"),
        ("GUERNEY, JANIS JD", "Janis Guerney"),
        ("MEROLA, MICHAEL A", "Michael A. Merola"),
        ("Heisig, Emily Jayne", "Emily Jayne Heisig"),
        ("BEARD, EDWARD P SR", "Edward P. Beard Sr."),
        ("O'NEIL JR., THOMAS", "Thomas O'Neil Jr."),
        ("CHER", "Cher"),
    ],
)
def test_names_filed_surname_first(name: str, shown: str) -> None:
    assert person_of_listing(name) == shown


@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=30), st.text(max_size=8))
def test_any_text_gives_a_name_without_blanks_round_it(first: str, middle: str, last: str, suffix: str) -> None:
    shown = person_name(first, middle, last, suffix)
    assert shown == shown.strip()
