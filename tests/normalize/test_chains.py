"""split_chain: who is represented through whom, on names as registers hold them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.names import Chain, split_chain

Case = tuple[str, str, tuple[str, ...]]

THROUGH: list[Case] = [
    ("Republic of Turkey through Greenberg Traurig", "Republic of Turkey", ("Greenberg Traurig",)),
    ("Republic of Turkey (through the Gephardt Group)", "Republic of Turkey", ("Gephardt Group",)),
    ("Embassy of Morocco, through the Livingston Group, LLC", "Embassy of Morocco", ("Livingston Group, LLC",)),
    ("Royal Embassy of Saudi Arabia - through Qorvis, LLC", "Royal Embassy of Saudi Arabia", ("Qorvis, LLC",)),
    ("Bahaa Hariri thru CT Solutions Ltd.", "Bahaa Hariri", ("CT Solutions Ltd.",)),
    ("Moise Katumbi through Bluepoint Communications", "Moise Katumbi", ("Bluepoint Communications",)),
    ("Alvaro Uribe through 31416 S.A.S.", "Alvaro Uribe", ("31416 S.A.S.",)),
    ("Low Taek Jho (through Kobre & Kim LLP)", "Low Taek Jho", ("Kobre & Kim LLP",)),
    ("Kenya through Paul Mwangi & Co. Advocates", "Kenya", ("Paul Mwangi & Co. Advocates",)),
    ("Poland through Bank Gospodarstwa Krajowego", "Poland", ("Bank Gospodarstwa Krajowego",)),
    ("Gazprom Export through Ketchum Inc", "Gazprom Export", ("Ketchum Inc",)),
    ("JSC Techsnabexport through TENAX-USA", "JSC Techsnabexport", ("TENAX-USA",)),
    ("UNITA (Through Free Angola Information Service)", "UNITA", ("Free Angola Information Service",)),
    ("NEOM (through Richard Attias and Associates)", "NEOM", ("Richard Attias and Associates",)),
    ("NSO Group via Pillsbury Winthrop Shaw Pittman LLP", "NSO Group", ("Pillsbury Winthrop Shaw Pittman LLP",)),
    ("Government of Quebec (via Promote Iceland)", "Government of Quebec", ("Promote Iceland",)),
    ("Embassy of Bahrain (via subcontract to SAPRAC)", "Embassy of Bahrain", ("SAPRAC",)),
    ("Embassy of Qatar (through contract with Nelson, Mullins LLP", "Embassy of Qatar", ("Nelson, Mullins LLP",)),
    ("Exor, S.A., through a subcontract with Hyatt Farber", "Exor, S.A.", ("Hyatt Farber",)),
    ("Republic of Togo  through: Squire, Sanders & Dempsey", "Republic of Togo", ("Squire, Sanders & Dempsey",)),
    ("Toshiba Corporation (Through Hakuhodo, Inc.)", "Toshiba Corporation", ("Hakuhodo, Inc.",)),
    ("Johnson Matthey, PLC (Through Johnson Matthey, Inc.)", "Johnson Matthey, PLC", ("Johnson Matthey, Inc.",)),
    ("Government of Japan through Hogan and Hartson", "Government of Japan", ("Hogan and Hartson",)),
    ("Naftogaz and its subsidiaries through CabinetDN", "Naftogaz and its subsidiaries", ("CabinetDN",)),
    ("Paris and Ile-de-France through Atout France", "Paris and Ile-de-France", ("Atout France",)),
    ("Serbia (through Serbian-American Center)", "Serbia", ("Serbian-American Center",)),
    ("Ministry of Information, Represented Through Nodo Research", "Ministry of Information", ("Nodo Research",)),
    ("Organization for Peace through Cassidy & Associates", "Organization for Peace", ("Cassidy & Associates",)),
    ("Transformation and Continuity through Roberti, LLC", "Transformation and Continuity", ("Roberti, LLC",)),
    ("Korean Broadcasting System through e-KBS Co., Ltd.", "Korean Broadcasting System", ("e-KBS Co., Ltd.",)),
    ("Lucio Tan Group (Through Vincent Gaughan, Attorney)", "Lucio Tan Group", ("Vincent Gaughan",)),
    ("Republic of the Congo through PSC, Ltd., its public agent", "Republic of the Congo", ("PSC, Ltd.",)),
    ("Republic of Turkey (Through firm of Patton Boggs, LLP)", "Republic of Turkey", ("Patton Boggs, LLP",)),
    ("INPROTUR of Argentina- via Interamerican Network", "INPROTUR of Argentina", ("Interamerican Network",)),
    ("Republic of China (Taiwan) through Barbour, LLC", "Republic of China (Taiwan)", ("Barbour, LLC",)),
    ("SCM Consulting Limited through DCI Group AZ L.L.C.", "SCM Consulting Limited", ("DCI Group AZ L.L.C.",)),
    ("Ukraine Party thru Davis Manafort International LLC", "Ukraine Party", ("Davis Manafort International LLC",)),
    ("MULTIFAMILY COUNCIL THROUGH DAVID L. HORNE LLC", "MULTIFAMILY COUNCIL", ("DAVID L. HORNE LLC",)),
    ("Bank X of Kenya (through Actum Ltd.) (BXK)", "Bank X of Kenya (BXK)", ("Actum Ltd.",)),
    ("Embassy of Japan through DCI, LLC and Akin Gump, LLP", "Embassy of Japan", ("DCI, LLC", "Akin Gump, LLP")),
    (
        "Embassy of Japan through DCI Group AZ, LLC and Akin Gump Strauss Hauer & Feld, LLP",
        "Embassy of Japan",
        ("DCI Group AZ, LLC", "Akin Gump Strauss Hauer & Feld, LLP"),
    ),
    (
        "Delegation of Ukrainian officials via a contract with the Ukrainian Guild of Activists",
        "Delegation of Ukrainian officials",
        ("Ukrainian Guild of Activists",),
    ),
    (
        "Vnesheconombank, through International Centre for Legal Protection through John E. Sweeney",
        "Vnesheconombank",
        ("International Centre for Legal Protection", "John E. Sweeney"),
    ),
    (
        "OCP S.A. (through OCP North America, Inc. through Cornerstone Government Affairs, Inc.)",
        "OCP S.A.",
        ("OCP North America, Inc.", "Cornerstone Government Affairs, Inc."),
    ),
    (
        "Government of Japan (through Dentsu Inc.) (through McBee Strategic Consulting, LLC)",
        "Government of Japan",
        ("Dentsu Inc.", "McBee Strategic Consulting, LLC"),
    ),
    (
        "Republic of Kazakhstan through Windrush Ventures No. 3 LP through Windrush Ventures Ltd through Portland PR",
        "Republic of Kazakhstan",
        ("Windrush Ventures No. 3 LP", "Windrush Ventures Ltd", "Portland PR"),
    ),
    (
        "Ad Hoc Board of Petróleos de Venezuela, S.A. (PDVSA), through CITGO Petroleum Corporation",
        "Ad Hoc Board of Petróleos de Venezuela, S.A. (PDVSA)",
        ("CITGO Petroleum Corporation",),
    ),
    (
        "Ad Hoc Board of Petroleos, S.A (thru VantageKnight, Inc. on behalf of Citgo Petroleum Corporation)",
        "Ad Hoc Board of Petroleos, S.A",
        ("Citgo Petroleum Corporation", "VantageKnight, Inc."),
    ),
]

ON_BEHALF: list[Case] = [
    ("Greenberg Traurig, LLP on behalf of the Republic of Turkey", "Republic of Turkey", ("Greenberg Traurig, LLP",)),
    ("Aviora Consult EAD (on behalf of Delyan Peevski", "Delyan Peevski", ("Aviora Consult EAD",)),
    ("31415 S.A.S.on behalf of Alvaro Uribe", "Alvaro Uribe", ("31415 S.A.S.",)),
    ("Bank of Algeria, Acting on behalf of the Government", "Government", ("Bank of Algeria",)),
    ("K&L GATES LLP OBO SPACE SYSTEMS LLC", "SPACE SYSTEMS LLC", ("K&L GATES LLP",)),
    ("K&L GATES LLP O/B/O RIPCORD, INC.", "RIPCORD, INC.", ("K&L GATES LLP",)),
    ("PHRMA(ON BEHALF OF WE WORK FOR HEALTH)", "WE WORK FOR HEALTH", ("PHRMA",)),
    ("HUNTER LAW LLP BEHALF OF EXXON MOBIL", "EXXON MOBIL", ("HUNTER LAW LLP",)),
    ('ACME GROUP L L C "ON BEHALF OF THE PEW TRUSTS"', "THE PEW TRUSTS", ("ACME GROUP L L C",)),
    ("BGR Gabara, Ltd. (for the Free Democrats)", "Free Democrats", ("BGR Gabara, Ltd.",)),
    ("CEIC Holding, Ltd., for the Government of Tatarstan", "Government of Tatarstan", ("CEIC Holding, Ltd.",)),
    ("Sarria, Inc., Acting for the Government of Peru", "Government of Peru", ("Sarria, Inc.",)),
    ("Smith Inc. for and on behalf of Ghana Airways", "Ghana Airways", ("Smith Inc.",)),
    ("Momentum, on behalf of Momentum's client Qatar Stars", "Qatar Stars", ("Momentum",)),
    ("WILKES COUNTY ON BEHALF OF TOWN OF WILKESBORO, NC", "TOWN OF WILKESBORO, NC", ("WILKES COUNTY",)),
    (
        "Government of the Cayman Islands on Behalf of the Turtle Farm",
        "Turtle Farm",
        ("Government of the Cayman Islands",),
    ),
    ("CORNERSTONE GOVERNMENT AFFAIRS OBO EPIRUS, INC.", "EPIRUS, INC.", ("CORNERSTONE GOVERNMENT AFFAIRS",)),
    (
        "HENDERSON STRATEGIES ON BEHALF OF STRONGER AMERICA THROUGH SEAFOOD, INC.",
        "STRONGER AMERICA THROUGH SEAFOOD, INC.",
        ("HENDERSON STRATEGIES",),
    ),
    (
        "K&L GATES ON BEHALF OF CLARK STREET ASSOCIATES ON BEHALF OF KEPLER COMPUTING",
        "KEPLER COMPUTING",
        ("CLARK STREET ASSOCIATES", "K&L GATES"),
    ),
    (
        "BLANK ROME LLC ON BEHALF OF VIA METROPOLITAN TRANSIT",
        "VIA METROPOLITAN TRANSIT",
        ("BLANK ROME LLC",),
    ),
    (
        "PISON TECHNOLOGY, INC., F/K/A SACHEM STRATEGIES O/B/O PISON TECHNOLOGY, INC.",
        "PISON TECHNOLOGY, INC.",
        (),
    ),
]

MIXED: list[Case] = [
    (
        "Axis Holdings LLC (on behalf of Donald Guerrero, former Finance Minister) through DCI Group AZ, LLC",
        "Donald Guerrero, former Finance Minister",
        ("Axis Holdings LLC", "DCI Group AZ, LLC"),
    ),
    (
        "Ambassador Hernandez-Alcerro on behalf of the Government of Honduras through Lanny Davis & Associates",
        "Government of Honduras",
        ("Ambassador Hernandez-Alcerro", "Lanny Davis & Associates"),
    ),
]

INVERTED: list[Case] = [
    ("Embassy of Argentina (on behalf of Arnold & Porter LLP)", "Embassy of Argentina", ("Arnold & Porter LLP",)),
    ("Republic of Turkey on behalf of Amsterdam & Partners, LLP", "Republic of Turkey", ("Amsterdam & Partners, LLP",)),
    ("Government of Azerbaijan of behalf of BGR Group", "Government of Azerbaijan", ("BGR Group",)),
    ("The Democratic Party on behalf of Mill Government Affairs", "The Democratic Party", ("Mill Government Affairs",)),
]

CARE_OF = [
    ("Kingdom of Saudi Arabia c/o Qorvis Communications", "Kingdom of Saudi Arabia", ("Qorvis Communications",), ""),
    ("Licensingtorg, Moscow C/O Amtorg Trading Company", "Licensingtorg, Moscow", ("Amtorg Trading Company",), ""),
    ("T.P. Oceania Party, Ltd. C/O JTB", "T.P. Oceania Party, Ltd.", ("JTB",), ""),
    ("UDN C/O Paul Verna", "UDN", (), "Paul Verna"),
    ("Friends of Kenya, in care of John Smith", "Friends of Kenya", (), "John Smith"),
]

WHOLE = [
    "Via Rail Canada",
    "VIA Rail Canada, Inc.",
    "Via Rail",
    "VIA METROPOLITAN TRANSIT",
    "VIA TRANSPORTATION, INC.",
    "EDWARD VIA COLLEGE OF OSTEOPATHIC MEDICINE",
    "Via Campioni Inigo Trav. Prima 45, Lucca, Tuscany",
    "Dialogue Through Dance Foundation",
    "Dialogue through Dance Foundation",
    "Peace Through Law Institute",
    "World Peace Through Law Center",
    "World Peace through Law Center",
    "STRONGER AMERICA THROUGH SEAFOOD, INC.",
    "Foundation for Peace Through Music",
    "Building Bridges Through Sport Foundation, Inc.",
    "Coordinadora de Organizaciones (The organization through which COECE is funded.)",
    "No foreign principal listed (Works on own behalf by the permission from the French Commander in Chief)",
    "NATIONAL ASSOCIATION FOR THE ADVANCEMENT OF ANIMAL SCIENCE",
    "BREAD FOR THE WORLD",
    "MINDEROO FOUNDATION LIMITED AS TRUSTEE FOR THE MINDEROO FOUNDATION TRUST",
    "Jana Qazaqstan (for free and transparent election in Kazakhstan)",
    "KANSAS STATE UNIVERSITY (FORMERLY LJ STRATEGIES LLC OBO KANSAS STATE UNIVERSITY)",
    "Embassy of Japan",
    "Ballard Partners, LLC",
    "",
]


@pytest.mark.parametrize(("name", "client", "via"), THROUGH + INVERTED)
def test_through(name: str, client: str, via: tuple[str, ...]) -> None:
    chain = split_chain(name)
    assert (chain.client, chain.via, chain.relation) == (client, via, "through")


@pytest.mark.parametrize(("name", "client", "via"), ON_BEHALF)
def test_on_behalf_of(name: str, client: str, via: tuple[str, ...]) -> None:
    chain = split_chain(name)
    assert (chain.client, chain.via) == (client, via)
    assert chain.relation == ("on_behalf_of" if via else "")
    assert not chain.inverted


@pytest.mark.parametrize(("name", "client", "via"), MIXED)
def test_both_kinds_in_one_name(name: str, client: str, via: tuple[str, ...]) -> None:
    chain = split_chain(name)
    assert (chain.client, chain.via, chain.relation) == (client, via, "through")


@pytest.mark.parametrize(("name", "client", "via"), INVERTED)
def test_a_government_on_behalf_of_its_lawyers_was_filed_the_wrong_way_round(
    name: str, client: str, via: tuple[str, ...]
) -> None:
    assert split_chain(name).inverted


@pytest.mark.parametrize(("name", "client", "via", "note"), CARE_OF)
def test_in_care_of(name: str, client: str, via: tuple[str, ...], note: str) -> None:
    chain = split_chain(name)
    assert (chain.client, chain.via, chain.note) == (client, via, note)
    assert chain.relation == ("care_of" if via else "")


@pytest.mark.parametrize("name", WHOLE)
def test_a_name_that_merely_contains_such_a_word_stays_whole(name: str) -> None:
    assert split_chain(name) == Chain(name)


def test_an_own_office_is_no_intermediary() -> None:
    chain = split_chain("Government of Greece (Through its Embassy in Washington, D.C.)")
    assert (chain.client, chain.via, chain.relation) == ("Government of Greece", (), "")
    assert chain.note == "its Embassy in Washington, D.C."


def test_its_representative_is_one() -> None:
    chain = split_chain("Netherlands Minister of Social Affairs (Through its Representative J.F. van Hengel)")
    assert chain.via == ("J.F. van Hengel",)


def test_a_street_called_via_is_dropped_and_kept_nowhere() -> None:
    assert split_chain("Micam-Anci (Via Dogana 1, Milano, Italy)") == Chain("Micam-Anci")


parties = st.sampled_from(
    [
        "Embassy of Japan",
        "Government of Kenya",
        "Ballard Partners, LLC",
        "Akin Gump Strauss LLP",
        "Moise Katumbi",
        "Toshiba Corporation",
    ]
)


@given(parties, parties, parties)
def test_links_nest_from_the_client_outwards(one: str, two: str, three: str) -> None:
    distinct = len({one, two, three}) == 3
    if distinct:
        assert split_chain(f"{one} through {two} through {three}") == Chain(one, (two, three), "through")
        assert split_chain(f"{one} (through {two} through {three})") == Chain(one, (two, three), "through")


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_nothing_is_invented(text: str) -> None:
    chain = split_chain(text)
    letters = "".join(text.split())
    for party in (chain.client, *chain.via):
        assert all(letter in letters for letter in "".join(party.split()) if letter.isalnum())
    assert bool(chain.relation) == bool(chain.via)
