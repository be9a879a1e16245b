"""What registers say they hold beside what is held here, on the page of the sources."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_source
from tests.views.reading import read, words
from tracker.models import Coverage, Resource, Source
from tracker.services.wording import duration_words
from tracker.sources.us_lda import ADAPTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Source:
    return make_source("us-lda", register="us-lda", adapter="us-lda", title="US lobbyists (LDA)")


def audit(source: Source, scope: str, reported: int, held: int) -> None:
    Coverage.objects.create(source=source, scope=scope, reported=reported, held=held)


def test_without_an_audit_nothing_is_said_of_one(client: Client, register: Source) -> None:
    assert read(client, "/sources/").select("#coverage, table.coverage") == []


def test_years_are_audited_type_by_type(client: Client, register: Source) -> None:
    audit(register, "type=Q1 year=2024", 20_000, 19_000)
    # What is held of one type beyond its count makes up for nothing of another.
    audit(register, "type=1A year=2024", 500, 1_500)
    audit(register, "type=YY year=2006", 10, 10)
    page = read(client, "/sources/")
    rows = [[words(cell).strip() for cell in row.select("th, td")] for row in page.select("table.coverage tbody tr")]
    assert [row[:4] for row in rows] == [["2024", "20,500", "20,500", "1,000"], ["2006", "10", "10", "0"]]
    assert "1st Quarter - Report: 19,000 of 20,000, 1,000 missing" in rows[0][4]
    assert "1st Quarter - Amendment: 1,500 of 500" in rows[0][4]
    assert "20,510 of 20,510 records held, 1,000 missing" in words(page)
    assert len(page.select("tr.is-lacking")) == 1


def test_a_backlog_says_how_much_is_owed_and_for_how_long(client: Client, register: Source) -> None:
    audit(register, "type=Q1 year=2024", 25 * 3_600 * 12, 0)
    Resource.objects.create(source=register, url="u", page=ADAPTER.backlog_pages[0], due_at=timezone.now())
    assert "1 list of pages still to fetch, at least 2 days at the register’s pace" in words(read(client, "/sources/"))


def test_what_nobody_explains_stands_for_itself(client: Client) -> None:
    source = make_source("lost", register="lost", adapter="no-longer-there")
    audit(source, "office=<b>House</b> type=ZZ", 5, 4)
    page = read(client, "/sources/")
    assert "ZZ, office <b>House</b>: 4 of 5, 1 missing" in words(page)
    assert "no year" in words(page)


def test_the_number_of_queries_does_not_grow_with_years(
    client: Client, register: Source, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Sources, schedules; coverage, backlog (two); sources in the footer.
    audit(register, "type=Q1 year=2024", 5, 4)
    with django_assert_num_queries(6):
        client.get("/sources/")
    for year in range(1999, 2024):
        audit(register, f"type=Q1 year={year}", 5, 4)
    with django_assert_num_queries(6):
        client.get("/sources/")


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (timedelta(0), "1 minute"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=12, hours=1), "12 days"),
    ],
)
def test_a_length_of_time_in_words(time: timedelta, expected: str) -> None:
    assert duration_words(time) == expected
