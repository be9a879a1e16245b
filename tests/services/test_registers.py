"""One firm, one client, two registers: the same parties, one contract, money side by side."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from tests.factories import list_principal, make_file, make_source, tell
from tests.services.test_filings import FIRST
from tracker.models import Contract, Document, Party, ReviewItem
from tracker.records import PartyMention, StatementRecord, alter

pytestmark = pytest.mark.django_db


def tell_both(*told: tuple[str, StatementRecord]) -> None:
    for day, (slug, record) in enumerate(told, 1):
        document = make_file(make_source(slug, register=slug), day=f"2024-07-0{day}")
        Document.objects.filter(pk=document.pk).update(state="parsed")
        tell(document, record)


def listed(name: str, country: str) -> StatementRecord:
    return list_principal(name, "Example Public Affairs LLC", registered=date(2024, 1, 10), country=country)


def filed(name: str, country: str) -> StatementRecord:
    return alter(FIRST, client=PartyMention(name, country=country))


@pytest.mark.parametrize("order", list(permutations([0, 1])))
def test_a_client_that_two_registers_put_in_two_countries_is_one(order: tuple[int, ...]) -> None:
    told = [("us-fara", listed("Nordic Pipeline AG", "RU")), ("us-lda", filed("Nordic Pipeline AG", "CH"))]
    tell_both(*(told[position] for position in order))
    contract = Contract.objects.published().get()
    assert contract.register_list == ["us-fara", "us-lda"]
    assert contract.register_ids["us-lda"] == {"client_id": "9", "registrant_id": "7"}
    assert (contract.value, contract.latest_amount) == (None, 83_347)
    assert Party.objects.filter(merged_into=None, client_contracts__gt=0).count() == 1


def test_a_generic_name_is_not_enough() -> None:
    tell_both(("us-fara", listed("Ministry of Finance", "TR")), ("us-lda", filed("Ministry of Finance", "QA")))
    assert Contract.objects.published().count() == 2


def test_a_form_of_the_name_is_a_question() -> None:
    tell_both(
        ("us-fara", listed("Nordic Pipeline Holding AG", "RU")),
        ("us-lda", filed("Nordic Pipeline Holding Europe GmbH", "CH")),
    )
    question = ReviewItem.objects.get(kind="match")
    assert question.mention is not None
    assert len(question.suggestion["parties"]) == 2
    assert Contract.objects.published().count() == 2


def test_another_firm_s_client_of_the_name_stays_apart() -> None:
    other = list_principal("Nordic Pipeline AG", "Other Firm Inc.", registered=date(2024, 1, 10), country="RU")
    tell_both(("us-fara", other), ("us-lda", filed("Nordic Pipeline AG", "CH")))
    assert Contract.objects.published().count() == 2
