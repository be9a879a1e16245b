"""Schedules of polls: rows of django-celery-beat that operators edit; made once and never overwritten."""

from __future__ import annotations

import json

from django.db import transaction
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from tracker.models import Source
from tracker.sources import get_adapter

POLL_TASK = "tracker.poll_source"
SWEEP_TASK = "tracker.sweep_runs"
SWEEP_SECONDS = 20
INDEX_TASK = "tracker.index_reading"
INDEX_SECONDS = 60


def schedule_name(source: Source) -> str:
    return f"Poll {source.slug}"


def ensure_schedule(source: Source, *, every: int | None = None) -> PeriodicTask | None:
    """The source's schedule, made with the adapter's default (or ``every`` seconds) if there is none yet.

    Pausing the source pauses it; when and how often it runs stays as an operator has set it.
    """
    if not source.is_pollable:
        return None
    seconds = every or get_adapter(source.adapter).every
    schedule, created = PeriodicTask.objects.get_or_create(
        name=schedule_name(source),
        defaults={
            "task": POLL_TASK,
            "kwargs": json.dumps({"slug": source.slug}),
            "interval": _interval(seconds),
            "enabled": source.enabled,
            "expires": None,
        },
    )
    if not created and schedule.enabled != source.enabled:
        schedule.enabled = source.enabled
        schedule.save(update_fields=["enabled"])
    return schedule


@transaction.atomic
def switch_source(source: Source, enabled: bool) -> None:
    """Poll the source by its schedule from now on, or no more; the schedule keeps its rhythm."""
    source.enabled = enabled
    source.save(update_fields=["enabled"])
    ensure_schedule(source)


def find_schedule(source: Source) -> PeriodicTask | None:
    return PeriodicTask.objects.filter(name=schedule_name(source)).select_related("interval", "crontab").first()


def ensure_sweep() -> None:
    """The sweep that finishes what a killed worker left behind."""
    PeriodicTask.objects.get_or_create(
        name="Finish abandoned runs",
        defaults={"task": SWEEP_TASK, "interval": _interval(SWEEP_SECONDS), "enabled": True},
    )


def ensure_index() -> None:
    """What keeps the search and the topics of contracts up to date."""
    PeriodicTask.objects.get_or_create(
        name="Index for readers",
        defaults={"task": INDEX_TASK, "interval": _interval(INDEX_SECONDS), "enabled": True},
    )


def _interval(seconds: int) -> IntervalSchedule:
    schedule, _ = IntervalSchedule.objects.get_or_create(every=seconds, period=IntervalSchedule.SECONDS)
    return schedule
