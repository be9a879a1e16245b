"""Two sources that speak of one pair at the same moment end in the contracts that one after the other would."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from threading import Barrier, BrokenBarrierError, Event, Thread

import pytest
from django.db import connection

from tests.factories import list_principal, make_article, make_file, make_source, report, tell
from tracker.models import Contract
from tracker.services.writing import writing

CLIENT, FIRM = "Ministry of Tourism", "Example Public Affairs LLC"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time by itself")
@pytest.mark.django_db(transaction=True)
def test_what_another_transaction_writes_is_seen_or_waited_for() -> None:
    file, article, later = make_file(), make_article("x"), make_article("y", published="2024-03-01")
    tell(file, list_principal(CLIENT, FIRM, ended=date(2023, 12, 31)))
    tell(article, report(CLIENT, FIRM, document=article))
    is_written, may_commit = Event(), Event()

    def tell_the_second_spell() -> None:
        with writing():
            tell(make_file(day="2025-04-11"), list_principal(CLIENT, FIRM, registered=date(2024, 2, 16)))
            is_written.set()
            may_commit.wait(10)

    def tell_the_article() -> None:
        is_written.wait(10)
        with writing():
            tell(later, report(CLIENT, FIRM, document=later))

    _run_together(tell_the_second_spell, tell_the_article, release=may_commit)
    spells = Contract.objects.published().order_by("registered_on")
    assert [contract.statements.count() for contract in spells] == [2, 2]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time by itself")
@pytest.mark.django_db(transaction=True)
def test_writers_of_the_same_parties_in_other_orders_do_not_block_each_other_for_ever() -> None:
    clients = ["Ministry of Roads", "Ministry of Rivers"]
    sources = [make_source("us-fara"), make_source("fara-copy", register="us-fara")]
    half_way = Barrier(2)

    def tell_both(index: int) -> None:
        file = make_file(sources[index])
        with writing():
            tell(file, list_principal(clients[index], FIRM))
            with suppress(BrokenBarrierError):
                half_way.wait(0.5)
            tell(file, list_principal(clients[1 - index], FIRM))

    _run_together(lambda: tell_both(0), lambda: tell_both(1))
    assert list(Contract.objects.published().values_list("statement_count", flat=True)) == [2, 2]


def _run_together(*works: Callable[[], None], release: Event | None = None) -> None:
    errors: list[BaseException] = []

    def guard(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=guard, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    if release is not None:
        threads[-1].join(0.5)
        release.set()
    for thread in threads:
        thread.join(30)
    assert errors == []
