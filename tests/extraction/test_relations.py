"""For whom a client acts, and under whom a firm works."""

from __future__ import annotations

import pytest

from tests.extraction.reading import only, read


@pytest.mark.parametrize(
    "relation",
    [
        "which belongs to",
        "which is owned by",
        "a company that acts on behalf of",
        "a subsidiary of",
        "which is controlled by",
    ],
)
def test_on_behalf_of(relation: str) -> None:
    text = (
        f"Velmar Trading, {relation} the Ministry of Industry of Serbia, has hired Maple Court Strategies.\n\n"
        "The lobbying firm is paid $20,000 a month, a filing shows."
    )
    statement = only(read(text))
    assert statement.client.name == "Velmar Trading"
    assert statement.on_behalf_of
    assert statement.on_behalf_of.name.startswith("Ministry of Industry")
    assert "on_behalf_of" in statement.evidence


@pytest.mark.parametrize(
    "text",
    [
        "Maple Court Strategies was hired by Nepal for $8,000 a month as a subcontractor to Burke & Tilden.",
        "Maple Court Strategies, a subcontractor to Burke & Tilden, will lobby for Nepal for $8,000 a month.",
        "Burke & Tilden has subcontracted its work for Nepal to Maple Court Strategies for $8,000 a month.",
    ],
)
def test_subcontracts(text: str) -> None:
    statements = [s for s in read(f"{text}\n\nA filing shows the terms.") if s.firm.name == "Maple Court Strategies"]
    assert [s.client.name for s in statements] == ["Nepal"]
    assert statements[0].subcontract_of
    assert statements[0].subcontract_of.name == "Burke & Tilden"


def test_a_firm_without_a_prime_has_none() -> None:
    assert only(read("Nepal hired the lobbying firm Maple Court Strategies for $8,000 a month.")).subcontract_of is None
