"""The ways in which English tells of a contract: one short story for each, with its client, firm and act."""

from __future__ import annotations

import pytest

from tests.extraction.reading import fields, only, pairs, read

FILED = "Papers filed with the Justice Department show the terms."

HIRED = [
    "Senegal has hired Maple Court Strategies to lobby Congress for $30,000 a month.",
    "Senegal has retained the lobbying firm Maple Court Strategies at $30,000 a month.",
    "Senegal tapped Maple Court Strategies to improve its image, at a cost of $30,000 a month.",
    "Senegal has brought on Maple Court Strategies to lobby for more aid. The firm gets $30,000 a month.",
    "Senegal has brought in Maple Court Strategies, a Washington lobbying firm, for $30,000 a month.",
    "Senegal has engaged Maple Court Strategies to speak for it in Washington, for $30,000 a month.",
    "Senegal enlisted the Washington firm Maple Court Strategies for $30,000 a month.",
    "Senegal has turned to Maple Court Strategies for help in Washington. It pays $30,000 a month.",
    "Senegal inked a deal with Maple Court Strategies worth $30,000 a month.",
    "Senegal signed Maple Court Strategies to a lobbying contract worth $30,000 a month.",
    "Senegal has signed up Maple Court Strategies to lobby in Washington for $30,000 a month.",
    "Senegal has signed a lobbying contract with Maple Court Strategies for $30,000 a month.",
    "Senegal took on Maple Court Strategies to lobby the White House, at $30,000 a month.",
    "Senegal has awarded a lobbying contract worth $30,000 a month to Maple Court Strategies.",
    "Senegal has added Maple Court Strategies to its roster of lobbyists for $30,000 a month.",
    "Maple Court Strategies has been hired by Senegal to lobby Congress for $30,000 a month.",
    "Maple Court Strategies was retained by Senegal, which will pay it $30,000 a month.",
    "The lobbying firm Maple Court Strategies was brought on by Senegal for $30,000 a month.",
    "Maple Court Strategies has registered to represent Senegal for $30,000 a month.",
    "Maple Court Strategies has registered as a foreign agent for Senegal, which pays it $30,000 a month.",
    "Maple Court Strategies has signed a contract with Senegal worth $30,000 a month.",
    "Maple Court Strategies will lobby for Senegal under a contract worth $30,000 a month.",
    "Maple Court Strategies has landed a $30,000-a-month contract with Senegal.",
    "Maple Court Strategies won a contract from Senegal worth $30,000 a month to lobby Congress.",
    "Maple Court Strategies agreed to represent Senegal in Washington for $30,000 a month.",
    "Maple Court Strategies has picked up Senegal as a client, at $30,000 a month, to lobby Congress.",
    "Senegal will pay Maple Court Strategies $30,000 a month to lobby Congress.",
    "Senegal is paying the lobbying firm Maple Court Strategies $30,000 a month.",
    "A contract between Senegal and Maple Court Strategies provides for $30,000 a month.",
    "Maple Court Strategies' contract with Senegal is worth $30,000 a month.",
    "Senegal's contract with Maple Court Strategies is worth $30,000 a month.",
    "Under a $30,000-a-month contract, Maple Court Strategies will lobby Congress on behalf of Senegal.",
    "Maple Court Strategies began working on behalf of Senegal this month. It is paid $30,000 a month.",
    "Maple Court Strategies receives $30,000 a month from Senegal to lobby Congress.",
    "Maple Court Strategies has disclosed a $30,000-a-month contract to represent Senegal.",
    "The lobbying firm Maple Court Strategies (Senegal) is paid $30,000 a month, a contract shows.",
]


@pytest.mark.parametrize("text", HIRED)
def test_a_contract_is_told_in_many_ways(text: str) -> None:
    statement = only(read(f"{text}\n\n{FILED}"))
    assert (statement.client.name, statement.firm.name) == ("Senegal", "Maple Court Strategies")
    assert statement.client.country == "SN"
    assert fields(statement, "value", "value_basis", "currency") == (30000, "per_month", "USD")
    assert statement.act in {"new", "unknown"}


ENDED = [
    "Jordan has dropped Maple Court Strategies as its lobbyist.",
    "Jordan has parted ways with Maple Court Strategies, its lobbying firm.",
    "Jordan ended its lobbying contract with Maple Court Strategies.",
    "Jordan has terminated its contract with Maple Court Strategies, a lobbying firm.",
    "Maple Court Strategies has terminated its lobbying contract with Jordan.",
    "Jordan cancelled a lobbying contract with Maple Court Strategies.",
    "Jordan has suspended its lobbying contract with Maple Court Strategies.",
    "Maple Court Strategies no longer lobbies for Jordan.",
    "Jordan did not renew its contract with Maple Court Strategies, the lobbying firm.",
    "The lobbying firm Maple Court Strategies has ended its registration for Jordan.",
]


@pytest.mark.parametrize("text", ENDED)
def test_an_end_is_a_termination(text: str) -> None:
    statement = only(read(f"{text}\n\nThe firm was paid $40,000 a month, {FILED.lower()}"))
    assert (statement.client.name, statement.firm.name) == ("Jordan", "Maple Court Strategies")
    assert statement.act == "termination"


RENEWED = [
    ("Chad has renewed its lobbying contract with Maple Court Strategies for $20,000 a month.", "renewal"),
    ("Chad extended a contract with the lobbying firm Maple Court Strategies at $20,000 a month.", "renewal"),
    ("Chad has prolonged its contract with Maple Court Strategies by six months for $120,000.", "renewal"),
    ("Maple Court Strategies has renewed its contract with Chad for another year at $20,000 a month.", "renewal"),
    ("Chad is keeping Maple Court Strategies on for another year at $20,000 a month.", "renewal"),
    ("Chad has amended its lobbying contract with Maple Court Strategies to pay $20,000 a month.", "amendment"),
    ("Chad has raised the fee of its lobbying firm Maple Court Strategies to $20,000 a month.", "amendment"),
]


@pytest.mark.parametrize(("text", "act"), RENEWED)
def test_renewals_and_amendments(text: str, act: str) -> None:
    statement = only(read(f"{text}\n\n{FILED}"))
    assert (statement.client.name, statement.firm.name) == ("Chad", "Maple Court Strategies")
    assert statement.act == act


CLIENTS = [
    ("The embassy of Kuwait has hired Maple Court Strategies for $50,000 a month.", "embassy of Kuwait", "KW"),
    ("The Kuwaiti embassy has hired Maple Court Strategies for $50,000 a month.", "Kuwaiti embassy", "KW"),
    ("The government of Fiji has hired Maple Court Strategies for $9,000 a month.", "government of Fiji", "FJ"),
    ("Fiji's Ministry of Tourism hired Maple Court Strategies for $9,000 a month.", "Ministry of Tourism", "FJ"),
    ("Uganda's ruling party has hired Maple Court Strategies for $9,000 a month.", "Uganda's ruling party", "UG"),
    ("Corvane Steel, a Ukrainian company, hired Maple Court Strategies for $9,000 a month.", "Corvane Steel", "UA"),
    ("The Turkish bank Denizkent has hired Maple Court Strategies for $9,000 a month.", "Denizkent", "TR"),
    (
        "The Kurdish National League has hired Maple Court Strategies for $9,000 a month.",
        "Kurdish National League",
        None,
    ),
    (
        "Port Authority of Santa Brava has hired Maple Court Strategies for $9,000 a month.",
        "Port Authority of Santa Brava",
        None,
    ),
]


@pytest.mark.parametrize(("text", "client", "country"), CLIENTS)
def test_clients_of_every_kind(text: str, client: str, country: str | None) -> None:
    statement = only(read(f"{text}\n\n{FILED}"))
    assert statement.client.name.removeprefix("Fiji's ").removeprefix("The ") == client
    assert statement.firm.name == "Maple Court Strategies"
    assert statement.client.country == country


FIRMS = [
    ("Laos hired Burke & Tilden to lobby Congress for $20,000 a month.", "Burke & Tilden"),
    ("Laos hired the law firm Burke Tilden Rowe to lobby Congress for $20,000 a month.", "Burke Tilden Rowe"),
    ("Laos hired Burke Tilden LLP to lobby Congress for $20,000 a month.", "Burke Tilden LLP"),
    ("Laos hired BTR Associates to lobby Congress for $20,000 a month.", "BTR Associates"),
    ("Laos hired lobbyist Warren Tilden for $20,000 a month. Tilden will lobby Congress.", "Warren Tilden"),
    ("Laos hired Tilden Public Affairs, a Washington firm, for $20,000 a month.", "Tilden Public Affairs"),
    ("Laos hired Tilden Government Relations, Inc. for $20,000 a month.", "Tilden Government Relations, Inc."),
    ("Laos hired Merlot, a public relations firm in New York, for $20,000 a month.", "Merlot"),
    ("Laos hired New York-based Merlot Communications for $20,000 a month.", "Merlot Communications"),
]


@pytest.mark.parametrize(("text", "firm"), FIRMS)
def test_firms_of_every_kind(text: str, firm: str) -> None:
    statement = only(read(f"{text}\n\n{FILED}"))
    assert (statement.client.name, statement.firm.name) == ("Laos", firm)


def test_several_firms_in_one_breath() -> None:
    text = "Peru has hired Maple Court Strategies and Burke & Tilden to lobby Congress for a trade deal."
    assert pairs(read(f"{text}\n\n{FILED}")) == [("Peru", "Burke & Tilden"), ("Peru", "Maple Court Strategies")]


def test_later_sentences_speak_of_the_firm() -> None:
    statement = only(
        read(
            "Guinea's president has a new lobbyist in Washington.\n\n"
            "Guinea signed a contract with Maple Court Strategies on March 3, according to a filing.\n\n"
            "The firm will receive $25,000 a month for a year to promote investment in the country's bauxite mines.\n\n"
            "Bauxite exports earned the country $3 billion last year."
        )
    )
    assert (statement.client.name, statement.firm.name) == ("Guinea", "Maple Court Strategies")
    assert fields(statement, "value", "value_basis", "term_months") == (25000, "per_month", 12)
    assert statement.total_value == 300000


def test_capitals_and_nationalities_stand_for_the_country() -> None:
    statement = only(
        read(
            "Ankara has hired Maple Court Strategies to press its case in Congress, records show.\n\n"
            "The Turkish government will pay the firm $1.2 million over 12 months."
        )
    )
    assert statement.client.country == "TR"
    assert fields(statement, "value", "value_basis") == (1200000, "total")


def test_a_round_up_tells_one_contract_a_paragraph() -> None:
    text = (
        "New filings with the Justice Department this week:\n\n"
        "- Maple Court Strategies signed a contract with the embassy of Oman for $15,000 a month.\n\n"
        "- Burke & Tilden registered to represent Malta at $10,000 a month.\n\n"
        "- Costa Rica hired Tilden Public Affairs for $5,000 a month.\n"
    )
    read_values = {(s.client.country, s.firm.name): s.value for s in read(text)}
    assert read_values == {
        ("OM", "Maple Court Strategies"): 15000,
        ("MT", "Burke & Tilden"): 10000,
        ("CR", "Tilden Public Affairs"): 5000,
    }


def test_a_contract_in_the_last_paragraph_keeps_its_own_money() -> None:
    statement = only(
        read(
            "The Qatari navy will buy four frigates for $2.4 billion, the shipyard said on Monday.\n\n"
            "The yard was fined $8 million two years ago over bribes.\n\n"
            "The shipyard, Bayside Marine, has hired the lobbying firm Burke & Tilden for $200,000, records show."
        )
    )
    assert (statement.client.name, statement.firm.name) == ("Bayside Marine", "Burke & Tilden")
    assert fields(statement, "value", "value_basis") == (200000, "total")
