"""The queue's settings: what a lost worker or a lost broker may cost."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django_celery_beat.models import IntervalSchedule, PeriodicTask
from django_celery_beat.schedulers import DatabaseScheduler
from kombu.exceptions import OperationalError

from config import celery_app


def test_messages_are_json_and_nothing_else() -> None:
    conf = celery_app.conf
    assert (conf.task_serializer, conf.result_serializer, list(conf.accept_content)) == ("json", "json", ["json"])


def test_a_lost_worker_loses_no_task() -> None:
    conf = celery_app.conf
    assert conf.task_acks_late and conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1
    assert conf.task_soft_time_limit < conf.task_time_limit < conf.broker_transport_options["visibility_timeout"]


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        ("tracker.tasks.poll_source", "fetch"),
        ("tracker.poll_source", "fetch"),
        ("tracker.tasks.reparse_documents", "parse"),
        ("tracker.recognise_filings", "papers"),
        ("tracker.tasks.process_changes", "celery"),
        ("elsewhere.poll_source", "celery"),
    ],
)
def test_queues(task: str, queue: str) -> None:
    route = celery_app.amqp.router.route({}, task)
    assert route["queue"].name == queue


def test_without_a_broker_a_task_fails_at_once_and_says_why() -> None:
    began = time.monotonic()
    with pytest.raises(OperationalError, match=r"There is no broker.*manage\.py up"):
        celery_app.send_task("tracker.tasks.anything")
    assert time.monotonic() - began < 1


@pytest.mark.django_db(transaction=True)  # beat closes connections that stand in a transaction
def test_beat_leaves_alone_what_an_operator_changed() -> None:
    def seed() -> PeriodicTask:
        schedule, _ = IntervalSchedule.objects.get_or_create(every=5, period=IntervalSchedule.MINUTES)
        values: dict[str, Any] = {"task": "tracker.tasks.poll_source", "interval": schedule}
        return PeriodicTask.objects.get_or_create(name="poll somewhere", defaults=values)[0]

    task = seed()
    task.interval, _ = IntervalSchedule.objects.get_or_create(every=99, period=IntervalSchedule.SECONDS)
    task.enabled = False
    task.save()

    scheduler = DatabaseScheduler(app=celery_app)
    scheduler.setup_schedule()
    scheduler.sync()
    seed()

    kept = PeriodicTask.objects.get()
    assert (kept.interval.every, kept.interval.period, kept.enabled) == (99, "seconds", False)
