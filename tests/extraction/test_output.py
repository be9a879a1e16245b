"""Statements as JSON."""

from __future__ import annotations

import json

from tests.extraction.reading import read
from tracker.extraction.output import to_json

TEXT = (
    "The Kosovo Steel Corporation (KSC) has hired the lobbying firm Maple Court Strategies for $12,500 a month.\n\n"
    "The one-year contract took effect on Feb. 1, 2021, a filing shows."
)


def test_a_contract_in_full() -> None:
    row = to_json("a1", read(TEXT))
    contract = row["contracts"][0]
    assert row["id"] == "a1"
    assert contract["client"] == "Kosovo Steel Corporation"
    assert contract["client_aliases"] == ["KSC"]
    assert contract["firm"] == "Maple Court Strategies"
    assert (contract["value"], contract["currency"], contract["value_basis"]) == (12500, "USD", "per_month")
    assert (contract["total_value"], contract["term_months"]) == (150000, 12)
    assert (contract["start"], contract["end"], contract["kind"]) == ("2021-02-01", None, "new")
    assert contract["on_behalf_of"] is None
    assert contract["subcontract_of"] is None
    assert 0 < contract["confidence"] <= 1
    assert contract["evidence"]["value"] == ["$12,500 a month"]


def test_nothing_read_is_an_empty_list() -> None:
    assert to_json("a2", []) == {"id": "a2", "contracts": []}


def test_it_is_json() -> None:
    row = to_json("a1", read(TEXT))
    assert json.loads(json.dumps(row)) == row
