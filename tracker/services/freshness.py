"""How fresh each source is: last attempt, success and change, its state in one word, and when it is asked next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from tracker.models import Issue, Run, Source
from tracker.services.schedules import schedule_name

LATE_AFTER = timedelta(minutes=10)
"""How long after its time a poll may begin before the source is called late: workers may be busy."""

STATES = {
    "ok": "read without fault",
    "partial": "read in part: some pages failed or were refused",
    "failed": "the last reading failed",
    "blocked": "the site refuses us",
    "running": "being read now",
    "late": "a scheduled reading is overdue",
    "paused": "not polled until it is enabled",
    "waiting": "not read yet",
}


@dataclass(frozen=True, slots=True)
class Freshness:
    """One source as readers see it. ``rows`` is how many rows its last successful reading went through."""

    source: Source
    state: str
    next_run_at: datetime | None
    rows: int | None
    quarantined: int

    @property
    def explanation(self) -> str:
        return STATES[self.state]

    def as_json(self) -> dict[str, Any]:
        source = self.source
        return {
            "slug": source.slug,
            "title": source.title,
            "register": source.register,
            "url": source.home_url or None,
            "state": self.state,
            "last_attempt_at": _iso(source.last_attempt_at),
            "last_success_at": _iso(source.last_success_at),
            "last_change_at": _iso(source.last_change_at),
            "next_run_at": _iso(self.next_run_at),
            "rows": self.rows,
            "quarantined": self.quarantined,
        }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def load_freshness(now: datetime | None = None) -> list[Freshness]:
    """Every source that is polled, by title; two queries whatever their number."""
    now = now or timezone.now()
    last_good = Run.objects.filter(source=OuterRef("pk"), state__in=(Run.State.OK, Run.State.PARTIAL), rows_read__gt=0)
    sources = Source.objects.exclude(adapter="").annotate(
        last_rows=Subquery(last_good.order_by("-started_at").values("rows_read")[:1]),
        running=Count("runs", filter=Q(runs__state=Run.State.RUNNING)),
        open_issues=Subquery(
            Issue.objects.filter(source=OuterRef("pk"), state=Issue.State.OPEN)
            .order_by()
            .values("source")
            .annotate(number=Count("pk"))
            .values("number")
        ),
    )
    rows = list(sources)
    names = {schedule_name(source): source.pk for source in rows}
    tasks = PeriodicTask.objects.filter(name__in=names).select_related("interval", "crontab", "solar", "clocked")
    schedules = {names[task.name]: task for task in tasks}
    found = []
    for source in rows:
        due = estimate_next_run(schedules.get(source.pk), now)
        state = _judge(source, bool(source.running), due, now)
        next_run = None if state == "paused" or due is None else max(due, now)
        found.append(Freshness(source, state, next_run, source.last_rows, source.open_issues or 0))
    return found


def estimate_next_run(task: PeriodicTask | None, now: datetime) -> datetime | None:
    """When the scheduler will send the poll; a moment that has passed means that it is due. None when never."""
    if task is None or not task.enabled:
        return None
    began: datetime = task.last_run_at or task.start_time or task.date_changed
    if task.interval is not None:
        every: timedelta = task.interval.schedule.run_every
        return began + every
    left: timedelta = task.schedule.remaining_estimate(began)
    return now + left


def _judge(source: Source, is_running: bool, due: datetime | None, now: datetime) -> str:
    if is_running:
        return "running"
    if not source.enabled:
        return "paused"
    if source.last_state in ("failed", "blocked"):
        return source.last_state
    if due is not None and now - due > LATE_AFTER:
        return "late"
    return source.last_state if source.last_state in STATES else "waiting"
