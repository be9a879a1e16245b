"""The search box: what is looked for, and what it finds."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.factories import make_contract
from tracker.filters import ContractFilter, read_query
from tracker.filters.keyset import fetch_page
from tracker.filters.words import MOST_TERMS, Term, match_name, match_terms, read_name, read_terms
from tracker.models import Contract, PartyName
from tracker.normalize.countries import country_name
from tracker.normalize.names import fold


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
    assert ContractFilter(read_query([("q", text)]), Contract.objects.all()).qs.exists() == is_found


SEARCHES = [
    "alpha", "alph", "alpha beta", "alpha -beta", '"alpha beta"', '"beta gamma" OR delta', "-gamma", "turkiye alpha",
    "UAE", "zeta OR alpha", "alpha-beta", "beta OR -delta", "Turkey OR gamma",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("is_frequent", [False, True])
def test_an_index_finds_what_a_comparison_of_every_row_finds(
    is_frequent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever way the page is read: by the index of words, or along the order because the words are frequent."""
    chance = random.Random(1)
    words = ["alpha", "beta", "gamma", "delta", "alphabet", "betatron", "the", "turkey"]
    party = make_contract("Somebody").client
    for number in range(80):
        country = chance.choice(["TR", "AE", ""])
        where = fold(country_name(country)) if country else ""
        Contract.objects.create(
            founder=f"{number:032}",
            client=party,
            firm=party,
            status="active",
            registers=",news,",
            country=country,
            disclosed_on=chance.choice([None, date(2021, 1, 1 + number % 20)]),
            search=" ".join(filter(None, [where, *chance.choices(words, k=4)])),
        )
    if is_frequent:
        monkeypatch.setattr("tracker.filters.contracts.are_frequent", lambda asked, among: True)
    for text in SEARCHES:
        wanted = Contract.objects.filter(match_terms("search", read_terms(text), country_field="country"))
        for sort in ("", "disclosed", "-changed", "client"):
            found, cursor = [], ""
            while True:
                query = read_query([("q", text), ("sort", sort), ("after", cursor)])
                page = ContractFilter(query, Contract.objects.all()).fetch_page(7)
                found += [row.pk for row in page.rows]
                if not (cursor := page.after):
                    break
            whole = fetch_page(wanted, ContractFilter.orders()[sort or "-disclosed"], size=1000)
            assert found == [row.pk for row in whole.rows], (text, sort)
        last = ContractFilter(read_query([("q", text), ("before", page.before)]), Contract.objects.all())
        if page.before and sort == "":
            assert last.fetch_page(7).rows


@pytest.mark.django_db
def test_a_word_of_any_length_is_indexed() -> None:
    contract = make_contract("Somebody")
    Contract.objects.filter(pk=contract.pk).update(search=f"{'x' * 5000} {'word ' * 60_000}end")
    assert Contract.objects.filter(search__has_words=[[("x" * 300, True)], [("word", False)]]).exists()
