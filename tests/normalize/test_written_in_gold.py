"""How much of what people labelled in real stories is among the mentions: floors that must not sink."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tracker.normalize.dates import find_dates
from tracker.normalize.money import find_money
from tracker.normalize.term import find_spans, find_terms

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold" / "dev.jsonl"

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the labelled stories are not beside the repository")


def stories() -> Iterator[tuple[str, date | None, list[dict[str, Any]]]]:
    for line in GOLD.read_text("utf-8").splitlines():
        story = json.loads(line)
        published = date.fromisoformat(story["published"]) if story["published"] else None
        yield f"{story['title'] or ''}\n\n{story['text']}", published, story["contracts"]


def is_near(found: Decimal | None, labelled: float) -> bool:
    return found is not None and abs(found - Decimal(str(labelled))) <= Decimal(str(labelled)) / 200


def share(hits: list[bool]) -> float:
    assert len(hits) > 20
    return sum(hits) / len(hits)


def test_values_with_their_currency_and_basis_are_among_the_amounts() -> None:
    values: list[bool] = []
    rates: list[bool] = []
    for text, _, contracts in stories():
        amounts = find_money(text)
        for contract in contracts:
            if not contract["value"]:
                continue
            same = [money for money in amounts if is_near(money.amount, contract["value"])]
            values.append(bool(same))
            if contract["value_basis"].startswith("per_"):
                rates.append(any(money.basis == contract["value_basis"] for money in same))
    assert share(values) >= 0.98
    assert share(rates) >= 0.92


def test_terms_are_among_the_lengths_and_spans() -> None:
    hits: list[bool] = []
    for text, published, contracts in stories():
        months = [term.months for term in find_terms(text) if term.kind == "length"]
        months += [span.months for span in find_spans(text, published=published) if span.months]
        hits += [
            any(is_near(found, contract["term_months"]) for found in months)
            for contract in contracts
            if contract["term_months"]
        ]
    assert share(hits) >= 0.92


@pytest.mark.parametrize("field", ["start", "end"])
def test_starts_and_ends_are_among_the_dates(field: str) -> None:
    hits: list[bool] = []
    for text, published, contracts in stories():
        found = {mention.date.iso for mention in find_dates(text, published=published)}
        for span in find_spans(text, published=published):
            found |= {edge.iso for edge in (span.start, span.end) if edge}
        hits += [contract[field] in found for contract in contracts if contract[field]]
    assert share(hits) >= 0.9
