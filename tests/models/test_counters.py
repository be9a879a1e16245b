"""The counters of contracts are right whatever is written, and by whom."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.factories import list_principal, make_file, tell
from tracker.models import Contract, ContractCount
from tracker.models.counters import ANY
from tracker.services.bulk import insert_rows, update_rows
from tracker.services.recounting import recount_contracts

pytestmark = pytest.mark.django_db

Values = tuple[str, ...]


def recount() -> dict[Values, int]:
    """What the counters should be, counted one by one."""
    numbers: Counter[Values] = Counter()
    rows = Contract.objects.published().values_list("country", "disclosed_on", "status", "registers", "value_basis")
    for country, day, status, registers, basis in rows:
        values = (country, str(day.year) if day else "", status, registers, basis)
        lines: list[Values] = [values, (ANY,) * 5]
        lines += [tuple(v if place == here else ANY for place, v in enumerate(values)) for here in range(5)]
        numbers.update(lines)
    return dict(numbers)


def counters() -> dict[Values, int]:
    rows = ContractCount.objects.exclude(number=0)
    return {row[:5]: row[5] for row in rows.values_list("country", "year", "status", "registers", "basis", "number")}


def some(chance: random.Random) -> dict[str, Any]:
    return {
        "country": chance.choice(["", "TR", "QA"]),
        "disclosed_on": chance.choice([None, date(2020, 5, 1), date(2021, 1, 31)]),
        "status": chance.choice(["active", "terminated"]),
        "registers": chance.choice([",us-fara,", ",news,us-fara,"]),
        "value_basis": chance.choice(["", "per_year"]),
        "withdrawn_at": chance.choice([None, None, timezone.now()]),
    }


@pytest.fixture
def party() -> int:
    (contract,) = tell(make_file(), list_principal("Embassy", "Harbor LLC"))
    return contract.client_id


@pytest.mark.parametrize("seed", range(4))
def test_counters_follow_whatever_is_written(party: int, seed: int) -> None:
    chance = random.Random(seed)
    first = some(chance)
    columns = ["founder", "client", "firm", *first]
    rows = [(f"{n:032}", party, party, *some(chance).values()) for n in range(40)]
    ids = insert_rows(Contract, columns, rows)
    assert counters() == recount()
    changes = [(pk, *some(chance).values()) for pk in chance.sample(ids, 15)]
    update_rows(Contract, "id", list(first), changes)
    for pk in chance.sample(ids, 10):
        contract = Contract.objects.get(pk=pk)
        contract.merged_into_id = ids[0] if pk != ids[0] else None
        contract.country = chance.choice(["DE", "TR"])
        contract.save()
    assert counters() == recount()
    Contract.objects.filter(pk__in=chance.sample(ids, 9)).update(**some(chance))
    Contract.objects.filter(merged_into__isnull=False).update(merged_into=None)
    assert counters() == recount()
    Contract.objects.filter(pk__in=ids[1:20]).delete()
    assert counters() == recount()
    assert counters()[(ANY,) * 5] == Contract.objects.published().count()
    assert recount_contracts() == 0


def test_what_was_written_past_the_triggers_is_set_right(party: int) -> None:
    right = counters()
    ContractCount.objects.filter(country=ANY).update(number=7)
    assert recount_contracts() > 0
    assert counters() == right == recount()


def test_what_is_rolled_back_is_not_counted(party: int) -> None:
    before = counters()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Contract.objects.all().delete()
        assert counters() == {}
        raise ZeroDivisionError
    assert counters() == before


def test_an_update_that_changes_nothing_counted_touches_no_counter(party: int) -> None:
    Contract.objects.update(purpose="something else")
    assert counters() == recount()


@pytest.mark.django_db(transaction=True)
def test_emptying_the_table_empties_the_counters() -> None:
    tell(make_file(), list_principal("Embassy", "Harbor LLC"))
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE tracker_contract CASCADE")
    assert counters() == {}
