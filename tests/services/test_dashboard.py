"""The front page's figures: nothing mixed, nothing invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories import list_principal, make_article, make_contract, make_file, report, tell, tell_story
from tracker.filters.counting import Counted, count_rows
from tracker.models import Change, Contract, Party
from tracker.records import PartyMention
from tracker.services.dashboard import (
    Rate,
    Total,
    build_dashboard,
    count_quarters,
    count_rates,
    sum_totals,
)

pytestmark = pytest.mark.django_db


def published() -> list[Total]:
    return sum_totals(Contract.objects.published())


def test_an_empty_database_has_an_empty_board() -> None:
    board = build_dashboard()
    assert (board.contracts, board.newest, board.figures.totals) == (0, [], [])


def test_totals_keep_registers_and_currencies_apart() -> None:
    tell_story()
    document = make_article("Words.", published="2022-01-01")
    tell(
        document,
        report("Alpha Board", "One Strategies", document=document, value="10.50", total="10.50"),
        report("Beta Board", "Two Strategies", document=document, value=7, total=7, currency="EUR"),
        report("Gamma Board", "Three Strategies", document=document, value=9, value_basis="per_month"),
        report("Delta Board", "Four Strategies", document=document, value=99, value_basis="other"),
    )
    assert {(total.register, total.currency, total.contracts, total.amount) for total in published()} == {
        ("news", "USD", 2, Decimal("2250010.50")),
        ("news", "EUR", 1, Decimal("7.00")),
    }
    rates = count_rates(Contract.objects.published())
    assert sorted(rates, key=lambda rate: rate.basis) == [Rate("USD", "other", 1), Rate("USD", "per_month", 1)]


def test_withdrawn_and_joined_contracts_are_in_no_total() -> None:
    contract = tell_story()
    Contract.objects.update(withdrawn_at="2025-01-01T00:00Z")
    assert published() == []
    other = make_contract()
    Contract.objects.filter(pk=contract.pk).update(withdrawn_at=None, merged_into=other)
    assert published() == []


def test_addends_in_several_currencies_are_counted_and_not_added() -> None:
    first = make_article("Words.", published="2021-01-01")
    second = make_article("More words.", published="2022-01-01")
    tell(first, report("Alpha Board", "One Strategies", document=first, value=5, total=5))
    tell(
        second,
        report("Alpha Board", "One Strategies", document=second, value=7, total=7, currency="EUR", act="renewal"),
    )
    assert Contract.objects.get().disclosed_totals["news"]["amount"] is None
    assert published() == [Total("news", "", 1, None)]


def test_a_subcontract_is_not_added_to_its_prime() -> None:
    document = make_article("Words.")
    tell(
        document,
        report("Alpha Board", "Prime Strategies", document=document, value=100, total=100),
        report(
            "Alpha Board",
            "Sub Strategies",
            document=document,
            value=40,
            total=40,
            subcontract_of=PartyMention("Prime Strategies"),
        ),
    )
    assert published() == [Total("news", "USD", 1, Decimal(100))]


def test_rankings_are_of_contracts_that_are_active() -> None:
    tell(
        make_file(),
        list_principal("One Board", "Busy Strategies LLC", number="1", country="KE"),
        list_principal("Two Board", "Busy Strategies LLC", number="1", country="KE"),
        list_principal("Three Board", "Other Counsel LLP", number="2", country="QA"),
        list_principal("Four Board", "Old Times Inc.", number="3", ended=date(2022, 1, 1)),
    )
    board = build_dashboard()
    assert board.figures.ranks_active
    assert [(row.name, row.contracts, row.share) for row in board.figures.firms] == [
        ("Busy Strategies LLC", 2, 100),
        ("Other Counsel LLP", 1, 50),
    ]
    assert [(row.key, row.contracts) for row in board.figures.countries] == [("KE", 2), ("QA", 1)]


def test_without_active_contracts_all_are_ranked() -> None:
    document = make_article("Words.")
    tell(document, report("One Board", "Busy Strategies", document=document))
    board = build_dashboard()
    assert not board.figures.ranks_active
    assert [row.name for row in board.figures.firms] == ["Busy Strategies"]


def test_quarters_end_with_the_newest_registration_and_that_one_is_incomplete() -> None:
    days = [
        date(2024, 12, 31),
        date(2025, 1, 1),
        date(2025, 3, 31),
        date(2025, 4, 1),
        date(2025, 4, 2),
        date(3013, 1, 1),
    ]
    tell(
        make_file(),
        *[list_principal(f"Client {n}", "Firm LLC", registered=day) for n, day in enumerate([*days, None])],
    )
    quarters = count_quarters(Contract.objects.published(), date(2025, 6, 1))
    assert [(quarter.name, quarter.contracts, quarter.is_complete) for quarter in quarters[-4:]] == [
        ("2024 Q3", 0, True),
        ("2024 Q4", 1, True),
        ("2025 Q1", 2, True),
        ("2025 Q2", 2, False),
    ]
    assert len(quarters) == 20
    assert quarters[0].first_day == date(2020, 7, 1)
    assert quarters[-1].last_day == date(2025, 6, 30)
    assert all(0 <= quarter.top <= 52 and quarter.top + quarter.height == 52 for quarter in quarters)


def test_no_registration_no_quarters() -> None:
    document = make_article("Words.")
    tell(document, report("One Board", "Busy Strategies", document=document))
    assert count_quarters(Contract.objects.published()) == []


def test_counting_stops_at_the_limit() -> None:
    tell(make_file(), *[list_principal(f"Client {n}", "Firm LLC", number=str(n + 1)) for n in range(4)])
    assert count_rows(Contract.objects.all(), 4) == Counted(4)
    assert count_rows(Contract.objects.all(), 3) == Counted(3, is_more=True)
    assert count_rows(Party.objects.none()) == Counted(0)


def test_what_a_better_parser_changed_is_not_news() -> None:
    make_contract()
    assert [change.kind for change in build_dashboard().changes] == ["new"]
    Change.objects.update(kind="reparsed")
    assert build_dashboard().changes == []
