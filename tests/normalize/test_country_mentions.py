"""find_countries and country_of_name: countries in running text and in the names of organisations."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.countries import ALL_CODES, country_of_name, find_countries


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Turkish and Emirati officials met in Ankara.", [("TR", "demonym"), ("AE", "demonym"), ("TR", "capital")]),
        ("The Bosnian party hired a firm in Kinshasa", [("BA", "demonym"), ("CD", "capital")]),
        ("GOVERNMENT OF THE REPUBLIC OF PANAMA", [("PA", "name")]),
        ("Côte d’Ivoire, São Tomé and Cote d'Ivoire", [("CI", "name"), ("ST", "name"), ("CI", "name")]),
        ("the United\nArab Emirates", [("AE", "name")]),
        ("the UAE's embassy, pro-Russia groups", [("AE", "name"), ("RU", "name")]),
        ("Papua New Guinea, Guinea-Bissau and Equatorial Guinea", [("PG", "name"), ("GW", "name"), ("GQ", "name")]),
        ("the Republic of Guinea-Bissau", [("GW", "name")]),
        ("South Sudan and Sudan", [("SS", "name"), ("SD", "name")]),
        ("Nigerian and Nigerien", [("NG", "demonym"), ("NE", "demonym")]),
        ("North Korean and South Korean and Korean", [("KP", "demonym"), ("KR", "demonym"), ("KR", "demonym")]),
        ("People's Republic of China; Republic of China (Taiwan)", [("CN", "name"), ("TW", "name")]),
        ("the Soviet Union and East Germany", [("SU", "name"), ("DD", "name")]),
        ("U.S.-Turkey talks", [("US", "name"), ("TR", "name")]),
        ("US lawmakers", [("US", "name")]),
        ("the U.S. China policy", [("US", "name"), ("CN", "name")]),
        ("Dubai and Scotland", [("AE", "region"), ("GB", "region")]),
        ("Russians, Israelis and Croats", [("RU", "demonym"), ("IL", "demonym"), ("HR", "demonym")]),
        ("Petróleos Mexicanos y el Gobierno de México", [("MX", "demonym"), ("MX", "demonym")]),
        # Words that are no country here.
        ("a turkey, fine china and a german shepherd", []),
        ("LET US GO, ALL OF US TOGETHER", []),
        ("Woman, Romantic, Chinatown, Indiana, Omaniac", []),
        ("New Mexico, New Jersey and Washington", []),
        ("Indian Ocean Newsletter", []),
        ("Native American, Latin American and Indian tribe", []),
        ("the Gulf of Guinea and the Sea of Japan", []),
        ("Holland & Knight", []),
        ("Turkish Republic of Northern Cyprus", []),
        ("Jordan Peterson met Chad Smith", []),
        ("Rep. Jim Jordan and Steve Israel", []),
        ("Mr. Ireland and Kathy Ireland", []),
        ("Paris Hilton, Sofia Vergara and London Grammar", []),
        ("F.U.S. Avionics", []),
        ("Amsterdam & Partners; Praia Consultants; Ontario Street", []),
        ("@Turkey #Qatar", []),
    ],
)
def test_countries_in_a_text(text: str, found: list[tuple[str, str]]) -> None:
    mentions = find_countries(text)
    assert [(mention.code, mention.kind) for mention in mentions] == found
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "Jordan and Chad",
        "Jordan's King Abdullah and the Chad government",
        "Jordan Hires a Lobbying Firm; Chad Signs Contract",
        "the Jordan Prime Minister and Chad Oil Ministry",
        "Kingdom of Jordan. Chad",
    ],
)
def test_countries_that_are_given_names_too(text: str) -> None:
    assert [mention.code for mention in find_countries(text)] == ["JO", "TD"]


@pytest.mark.parametrize(
    ("text", "is_the_country"),
    [
        ("Georgia", True),
        ("Government of Georgia", True),
        ("Embassy of Georgia", True),
        ("National Security Council of Georgia", True),
        ("Georgia and Azerbaijan signed", True),
        ("The Georgian Dream party of Georgia", True),
        ("Tbilisi, Georgia", True),
        ("Atlanta, Georgia", False),
        ("Smyrna, Georgia, near Russia House", False),
        ("Sen. Smith (R-Georgia) on Ukraine", False),
        ("Senator Warnock of Georgia on Russia", False),
        ("Georgia-Pacific and the University of Georgia on Turkey Point", False),
        ("GEORGIA WATER SUPPLY PROVIDERS", False),
    ],
)
def test_georgia_is_a_country_where_the_text_says_so(text: str, is_the_country: bool) -> None:
    assert (
        "GE" in {mention.code for mention in find_countries(text) if mention.text.title() == "Georgia"}
    ) == is_the_country


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Congo", []),
        ("the President of Congo", []),
        ("Democratic Republic of the Congo; the Congo paid", ["CD", "CD"]),
        ("Congolese minerals, says Kinshasa", ["CD", "CD"]),
        ("Brazzaville said Congo would pay", ["CG", "CG"]),
        ("Kinshasa and Brazzaville, both Congo", ["CD", "CG"]),
    ],
)
def test_a_bare_congo_needs_an_explanation(text: str, codes: list[str]) -> None:
    assert [mention.code for mention in find_countries(text)] == codes


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Embassy of Japan", "JP"),
        ("Ministry of Communication and Medias of the Democratic Republic of Congo", "CD"),
        ("Libyan National Army", "LY"),
        ("Government of the Republic of Panama", "PA"),
        ("Embassy of Japan in Turkey", "JP"),
        ("Royal Embassy of Cambodia to the United States", "KH"),
        ("Royal Thai Consulate General", "TH"),
        ("Malaysian Rubber Council USA", "MY"),
        ("Bosnian American Alliance Inc.", "BA"),
        ("Representative Office of Republika Srpska in Austria", "BA"),
        ("Taipei Economic and Cultural Representative Office in the United States", None),
        ("Association for Civil Society Development in Azerbaijan", "AZ"),
        ("City of Berlin", "DE"),
        ("Government of Ontario", "CA"),
        ("Deutsche Telekom, A.G.", "DE"),
        ("Embassy of the United States", "US"),
        ("Hikvision USA, Inc.", None),
        ("American Heart Association", None),
        ("UK Office of Victor Pinchuk Foundation", None),
        ("Turkey-Azerbaijan Chamber of Commerce", None),
        ("Berlin Rosen", None),
        ("Ballard Partners", None),
        ("Holland & Knight LLP", None),
        ("", None),
    ],
)
def test_the_country_that_a_name_shows(name: str, code: str | None) -> None:
    assert country_of_name(name) == code


@given(st.text(max_size=120))
def test_no_text_breaks_it_and_places_are_true(text: str) -> None:
    mentions = find_countries(text)
    assert all(mention.code in ALL_CODES for mention in mentions)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz .,", max_size=60),
    st.sampled_from(["Qatar", "Türkiye", "Emirati", "Riyadh"]),
)
def test_a_country_among_other_words_is_found_in_its_place(around: str, word: str) -> None:
    mentions = find_countries(f"{around} {word}, {around}")
    assert [(mention.text, mention.start) for mention in mentions] == [(word, len(around) + 1)]


def test_a_long_text_takes_milliseconds() -> None:
    text = (
        "The firm signed with the government of Qatar after talks in Ankara, says the Turkish side of it all. " * 50
    )[:5000]
    find_countries(text)
    begin = time.process_time()
    for _ in range(20):
        find_countries(text)
    assert (time.process_time() - begin) / 20 < 0.02
