"""Freshness: one word for each source, and when it is asked next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django_celery_beat.models import CrontabSchedule, PeriodicTask
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_file, make_source
from tracker.models import Issue, Run, Source
from tracker.services.freshness import load_freshness
from tracker.services.schedules import ensure_schedule
from tracker.services.seeding import ensure_editors

NOW = datetime(2025, 4, 10, 12, tzinfo=UTC)


@pytest.fixture
def source(db: None) -> Source:
    source = make_source(last_state="ok", last_success_at=NOW, last_attempt_at=NOW)
    task = ensure_schedule(source, every=3600)
    PeriodicTask.objects.filter(pk=task.pk if task else 0).update(last_run_at=NOW - timedelta(minutes=10))
    return source


def state_at(now: datetime = NOW) -> str:
    return load_freshness(now)[0].state


def test_an_interval_says_when_it_is_due(source: Source) -> None:
    (found,) = load_freshness(NOW)
    assert found.state == "ok"
    assert found.next_run_at == NOW + timedelta(minutes=50)


def test_a_schedule_by_the_clock_says_when_it_is_due(source: Source) -> None:
    crontab = CrontabSchedule.objects.create(minute="0", hour="*", timezone="UTC")
    PeriodicTask.objects.update(interval=None, crontab=crontab, last_run_at=datetime.now(UTC))
    next_run = load_freshness()[0].next_run_at
    assert next_run is not None
    assert timedelta(0) <= next_run - datetime.now(UTC) <= timedelta(hours=1)


def test_what_is_due_is_due_now_and_late_after_a_while(source: Source) -> None:
    due = NOW + timedelta(minutes=51)
    assert load_freshness(due)[0].next_run_at == due
    assert state_at(due) == "ok"
    assert state_at(NOW + timedelta(minutes=61)) == "late"


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"last_state": "failed"}, "failed"),
        ({"last_state": "blocked"}, "blocked"),
        ({"last_state": "partial"}, "partial"),
        ({"last_state": ""}, "waiting"),
        ({"enabled": False}, "paused"),
    ],
)
def test_a_source_has_one_state(source: Source, values: dict[str, object], state: str) -> None:
    Source.objects.update(**values)
    assert state_at() == state


def test_a_paused_source_is_not_planned(source: Source) -> None:
    source.enabled = False
    source.save()
    ensure_schedule(source)
    assert load_freshness(NOW)[0].next_run_at is None


def test_a_run_under_way_counts_before_all_else(source: Source) -> None:
    Source.objects.update(enabled=False, last_state="failed")
    Run.objects.create(source=source, trigger=Run.Trigger.ADMIN)
    assert state_at() == "running"


def test_rows_and_quarantine_are_counted(source: Source) -> None:
    for rows, age in ((10, 3), (12, 2), (0, 1)):
        when = NOW - timedelta(days=age)
        Run.objects.create(
            source=source, trigger="schedule", state="ok", started_at=when, finished_at=when, rows_read=rows
        )
    for number, state in enumerate(["open", "open", "resolved"]):
        Issue.objects.create(identity=str(number), source=source, error="no date", state=state)
    (found,) = load_freshness(NOW)
    assert (found.rows, found.quarantined) == (12, 2)


def test_editors_are_no_source_to_be_polled(source: Source) -> None:
    ensure_editors()
    assert [found.source.slug for found in load_freshness(NOW)] == ["us-fara"]


def test_the_cost_does_not_grow_with_sources(source: Source, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(5):
        other = make_source(f"site-{number}", register="news", adapter="news")
        ensure_schedule(other)
        make_file(other)
    with django_assert_num_queries(2):
        assert len(load_freshness(NOW)) == 6
