"""The search box: what is looked for, and what it finds."""

from __future__ import annotations

import pytest

from tests.factories import make_contract
from tracker.filters.words import MOST_TERMS, Term, match_name, match_terms, read_name, read_terms
from tracker.models import Contract, PartyName


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("tourism", [[Term("tourism")]]),
        ("Québec tourism", [[Term("quebec")], [Term("tourism")]]),
        ('"Ministry of Tourism"', [[Term("ministry of tourism", is_phrase=True)]]),
        ("tourism -embassy", [[Term("tourism")], [Term("embassy", is_excluded=True)]]),
        ('-"state bank"', [[Term("state bank", is_phrase=True, is_excluded=True)]]),
        ("oil OR gas pipeline", [[Term("oil"), Term("gas")], [Term("pipeline")]]),
        ("OR oil OR", [[Term("oil")]]),
        ("or", [[Term("or")]]),
        ("al-Sisi", [[Term("al sisi")]]),
        ('an "unclosed phrase', [[Term("an")], [Term("unclosed phrase", is_phrase=True)]]),
        ("oil — !!", [[Term("oil")]]),
        ("Turkey", [[Term("turkey", country="TR")]]),
        ("TR", [[Term("tr")]]),
    ],
)
def test_a_search_is_read_as_it_is_meant(text: str, groups: list[list[Term]]) -> None:
    assert read_terms(text) == groups


@pytest.mark.parametrize("text", ["", "…", "- - -", '""', "OR"])
def test_a_search_for_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no letter or digit"):
        read_terms(text)


def test_too_many_words_are_refused() -> None:
    with pytest.raises(ValueError, match=f"at most {MOST_TERMS}"):
        read_terms(" ".join(f"w{number}" for number in range(MOST_TERMS + 1)))


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("Akin Gump Strauss Hauer & Feld LLP", True),
        ("akin gump", True),
        ("feld, gump", True),
        ("the Akin", True),
        ("Ministry of Defense", False),
        ("gum hau", True),
        ("ump", False),
        ("akin nobody", False),
    ],
)
@pytest.mark.django_db
def test_a_name_is_found_by_its_words(typed: str, is_found: bool) -> None:
    firm = make_contract(firm="Akin Gump Strauss Hauer & Feld LLP").firm
    found = PartyName.objects.filter(match_name("name_key", read_name(typed)))
    assert found.filter(party=firm).exists() == is_found


@pytest.mark.parametrize("typed", ["Ministry of Defence", "Ministry of Defense", "defen"])
@pytest.mark.django_db
def test_a_name_is_found_in_either_spelling(typed: str) -> None:
    party = make_contract("Ministry of Defence LLC").client
    assert PartyName.objects.filter(match_name("name_key", read_name(typed)), party=party).exists()


def test_a_name_without_a_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="no letter or digit"):
        read_name("…")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("tourism", True),
        ("tour", True),
        ("ourism", False),
        ("tourism promotion", True),
        ("tourism nothing", False),
        ('"ministry of tourism"', True),
        ('"ministry of tour"', False),
        ('"tourism ministry"', False),
        ('"example public affairs llc"', True),
        ("tourism -example", False),
        ("tourism -opera", True),
        ("opera OR tourism", True),
        ("opera OR ballet", False),
        ("Türkiye", True),
        ("Greece", False),
        ("-Turkey", False),
    ],
)
def test_a_search_finds_what_it_says(text: str, is_found: bool) -> None:
    make_contract("Ministry of Tourism and Promotion", country="TR")
    found = Contract.objects.filter(match_terms("search", read_terms(text), country_field="country"))
    assert found.exists() == is_found
