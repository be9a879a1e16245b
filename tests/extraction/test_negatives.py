"""What is no contract of a lobbying, law or communications firm, however it may sound."""

from __future__ import annotations

import pytest

from tests.extraction.reading import pairs, read

NOTHING = {
    "a proposal": (
        "Maple Court Strategies has pitched its services to the government of Chad.\n\n"
        "The lobbying firm offered to represent Chad in Washington for $50,000 a month. No contract has been signed."
    ),
    "a refusal": (
        "Chad has turned down an offer from the lobbying firm Maple Court Strategies to represent it in Washington.\n\n"
        "The firm had asked for $50,000 a month, the foreign minister said."
    ),
    "talks": (
        "Chad is in talks with the lobbying firm Maple Court Strategies about a contract, two officials said.\n\n"
        "The firm could earn $50,000 a month if a deal is reached."
    ),
    "an employee": (
        "Maple Court Strategies, the lobbying firm, has hired Senator Dean Holloway's former chief of staff.\n\n"
        "Jane Prewitt will join the firm's health practice next week as a senior adviser."
    ),
    "unnamed firms": (
        "Chad has hired two Washington lobbying firms to improve its image.\n\n"
        "It will pay them $600,000 a year, the foreign ministry said without naming the firms."
    ),
    "spending in all": (
        "Qatar spent $16 million on lobbying in Washington last year, more than any other Gulf state.\n\n"
        "Foreign governments spent more than $500 million on lobbyists between them."
    ),
    "arms": (
        "Poland signed a contract with Northway Aerospace for 48 helicopters worth $1.8 billion.\n\n"
        "The contract also covers training for pilots, the defense ministry said."
    ),
    "a budget": (
        "The city council of Millbrook approved a budget of $48 million on Monday.\n\n"
        "It sets aside $200,000 for public relations, up from $150,000 last year."
    ),
    "an indictment": (
        "A federal grand jury indicted Paul Renwick for failing to register as a foreign agent of Chad.\n\n"
        "Prosecutors said Renwick laundered $4 million that Chad's ruling party had paid him."
    ),
    "sponsorship": (
        "Qatar's airline will sponsor the football club Northgate United for $70 million a year.\n\n"
        "The three-year contract was signed in Doha on Tuesday."
    ),
    "a merger": (
        "The public relations firm Maple Court Communications has bought its rival Burke & Tilden for $40 million.\n\n"
        "The two agencies will work under one name from July."
    ),
    "a list of clients": (
        "Maple Court Strategies opened an office in Brussels on Monday.\n\n"
        "The lobbying firm is known for its work in energy."
    ),
    "weather": "The storm reached Senegal on Tuesday. Roofs were torn off in Dakar, and schools stayed shut.",
    "nothing": "",
    "blanks": " \n\n \t\n",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_tells_of_no_contract(text: str) -> None:
    assert pairs(read(text)) == []


def test_a_contract_beside_one_that_was_refused() -> None:
    text = (
        "Chad turned down an offer from the law firm Burke & Tilden.\n\n"
        "Instead it hired Maple Court Strategies, a lobbying firm, for $30,000 a month.\n"
    )
    assert pairs(read(text)) == [("Chad", "Maple Court Strategies")]


def test_unrelated_amounts_are_no_price() -> None:
    text = (
        "Chad has hired Maple Court Strategies to lobby Congress, a filing shows.\n\n"
        "The country owes its creditors $2.5 billion, and last month the World Bank granted it $300 million in aid."
    )
    statements = read(text)
    assert pairs(statements) == [("Chad", "Maple Court Strategies")]
    assert statements[0].value is None
    assert statements[0].currency is None
    assert statements[0].value_basis is None


@pytest.mark.parametrize(
    "aside",
    [
        "The firm spent $12,000 on travel expenses.",
        "Chad was fined $5 million by a court.",
        "Rebels demanded a ransom of $2 million.",
        "Chad plans to buy jets worth $90 million.",
        "The firm's founder donated $5,000 to Senator Dean Holloway.",
    ],
)
def test_the_price_is_not_taken_from_asides(aside: str) -> None:
    text = f"Chad has hired the lobbying firm Maple Court Strategies for $30,000 a month, a filing shows.\n\n{aside}"
    statements = read(text)
    assert [s.value for s in statements] == [30000]
    assert pairs(statements) == [("Chad", "Maple Court Strategies")]


MORE = {
    "a denial": (
        "Chad's information minister denied reports that the government had hired the lobbying firm Maple Court "
        "Strategies for $4 million.\n\nThere is no such contract, he said."
    ),
    "a vote against": (
        "The Millbrook Town Council voted 5-2 on Monday against hiring Maple Court Strategies as its lobbyist.\n\n"
        "The contract would have cost the town $4,000 a month."
    ),
    "another trade": (
        "The Millbrook Airport Authority has hired Burke & Tilden as underwriter for a $210 million bond issue.\n\n"
        "The bonds will be sold in spring."
    ),
    "a ranking": (
        "Lobbying revenue rose again. Burke & Tilden topped the table with $14 million, followed by Harbor Gate Group "
        "with $12 million and Rowe Associates with $9 million.\n\nDrugmakers spent most."
    ),
}


@pytest.mark.parametrize("text", MORE.values(), ids=MORE.keys())
def test_is_no_contract_either(text: str) -> None:
    assert pairs(read(text)) == []
