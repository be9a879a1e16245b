"""New filings bring their contract forward without the earlier ones; the contract is what all of them say."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from tests.factories import make_file, make_source, tell
from tests.services.filed_reports import report
from tracker.models import Change, Contract, Document, Statement
from tracker.records import PartyMention, StatementRecord
from tracker.services import contracts as deriving
from tracker.services.changes import Occasion
from tracker.services.contracts import derive_contracts
from tracker.services.voices import Neighbourhood

pytestmark = pytest.mark.django_db

QUARTERS = ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter")


def quarter(number: int, *, contract: str = "7-1", **more: Any) -> StatementRecord:
    """The report of the quarter of that number since 2010 under an engagement's number."""
    year, part = 2010 + number // 4, number % 4
    values: dict[str, Any] = {
        "contract_key": contract,
        "year": year,
        "period": f"{year}-Q{part + 1}",
        "report_key": f"{contract}|{year}|{QUARTERS[part]}",
        "purpose": f"bills of quarter {number}",
    }
    return report(f"{contract}-{number}", f"{year + 1}-01-20", 10_000 + number, **{**values, **more})


class Day:
    """Documents of one source, a new one each day."""

    def __init__(self) -> None:
        self.source = make_source("us-lda", register="us-lda")
        self.number = 0

    def tell(self, *records: StatementRecord) -> Document:
        self.number += 1
        document = make_file(self.source, day=f"2024-{self.number // 28 + 1:02d}-{self.number % 28 + 1:02d}")
        tell(document, *records)
        return document


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements each whole derivation has loaded."""
    counts: list[int] = []

    class Counting(Neighbourhood):
        def __init__(self, touched: Any) -> None:
            super().__init__(touched)
            counts.append(len(self.rows))

    monkeypatch.setattr(deriving, "Neighbourhood", Counting)
    return counts


def derive_all() -> set[int]:
    """Ids of the contracts that a derivation of everything finds otherwise than they stand."""
    occasion = Occasion(as_of=datetime(2025, 1, 1, tzinfo=UTC), quiet=True)
    return derive_contracts(Statement.objects.values_list("id", flat=True), occasion).contracts


def test_a_further_report_loads_no_earlier_one(loaded: list[int]) -> None:
    day = Day()
    day.tell(*(quarter(number) for number in range(40)))
    loaded.clear()
    document = day.tell(quarter(40), quarter(41))
    contract = Contract.objects.get()
    assert loaded == []
    assert (contract.latest_period, contract.latest_amount, contract.report_count) == ("2020-Q2", 10_041, 42)
    assert (contract.statement_count, contract.purpose) == (42, "bills of quarter 41")
    assert "bills of quarter 41" in contract.search
    newest = contract.statements.get(register_key="7-1-41")
    assert contract.provenance["latest_amount"] == newest.pk
    told = Change.objects.get(document=document, kind=Change.Kind.REPORTED)
    assert told.diffs["latest_period"] == ["2019-Q4", "2020-Q2"]
    assert derive_all() == set()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"act": "termination"}, ("terminated", "2020-Q1")),
        ({"client": PartyMention("Scouts of Elsewhere", country="US")}, ("active", "2020-Q1")),
        ({"via": PartyMention("Consultants Ltd")}, ("active", "2020-Q1")),
    ],
)
def test_what_concerns_more_than_the_report_is_derived_from_all(
    loaded: list[int], changed: dict[str, Any], expected: tuple[str, str]
) -> None:
    day = Day()
    day.tell(*(quarter(number) for number in range(40)))
    loaded.clear()
    day.tell(quarter(40, **changed))
    assert loaded == [41]
    contract = Contract.objects.published().get()
    assert (contract.status, contract.latest_period) == expected
    assert derive_all() == set()


def test_an_amendment_of_the_latest_quarter_takes_its_place(loaded: list[int]) -> None:
    day = Day()
    day.tell(*(quarter(number) for number in range(8)))
    loaded.clear()
    day.tell(quarter(7, register_key="late", posted_at=datetime(2013, 1, 1, tzinfo=UTC), content_hash="x", amount=None))
    contract = Contract.objects.get()
    assert loaded == [9]
    assert (contract.latest_period, contract.latest_amount, contract.report_count) == ("2011-Q4", None, 8)
    assert derive_all() == set()


def test_the_order_and_size_of_batches_change_nothing() -> None:
    """Some hundred filings of ten engagements, two of them of one pair, told in pieces of every size."""
    random = Random(7)
    day = Day()
    records = [record for number in range(10) for record in _engage(number, random)]
    random.shuffle(records)
    while records:
        size = random.choice([1, 1, 2, 5, 30])
        day.tell(*records[:size])
        del records[:size]
    assert Contract.objects.published().count() == 10
    assert Contract.objects.filter(tally__isnull=False).count() == 10
    assert derive_all() == set()


def _engage(number: int, random: Random) -> list[StatementRecord]:
    """The filings of one engagement: reports, a few amended, perhaps an end."""
    contract = f"7-{number}"
    client = PartyMention(f"Client {max(number, 1)}", country="US")
    filings = [quarter(q, contract=contract, client=client) for q in range(random.randint(3, 12))]
    for q in range(len(filings)):
        if random.random() < 0.2:
            posted = datetime(2030, 1, random.randint(1, 28), tzinfo=UTC)
            more: dict[str, Any] = {"register_key": f"{contract}-{q}a", "content_hash": f"{contract}-{q}a"}
            filings.append(
                quarter(q, contract=contract, client=client, posted_at=posted, posted_on=posted.date(), **more)
            )
    if random.random() < 0.5:
        filings.append(quarter(len(filings), contract=contract, client=client, act="termination"))
    return filings
