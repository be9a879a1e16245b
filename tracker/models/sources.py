"""Source: a register or news site that is polled. Run: one execution of one source."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

EDITORS_SLUG = "editors"
"""The source of what people enter: corrections, contracts by hand, pasted articles. It is never polled."""


class Source(models.Model):
    """A register or a site. Several rows may use one adapter; ``slug`` is what commands and URLs say."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    adapter = models.CharField(max_length=60, blank=True, help_text="Module that reads it; empty for editors.")
    register = models.CharField(max_length=40, help_text="Key under which its figures and numbers stand.")
    base_url = models.URLField(max_length=500, blank=True)
    home_url = models.URLField(max_length=500, blank=True, help_text="Where a reader finds the register itself.")
    options = models.JSONField(default=dict, blank=True, help_text="The adapter's own settings, as JSON.")
    enabled = models.BooleanField(default=False, help_text="Paused sources are not polled by the schedule.")
    min_interval = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(0.0)], help_text="Seconds between two requests."
    )
    api_key_env = models.CharField(
        max_length=80, blank=True, help_text="Name of the environment variable that holds the key."
    )
    notice = models.TextField(blank=True, help_text="What the register's terms ask to be shown.")
    cursor = models.TextField(blank=True, default="")
    baseline_at = models.DateTimeField(
        null=True, blank=True, help_text="When the first import was complete; before it nothing is a change."
    )
    last_attempt_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_change_at = models.DateTimeField(null=True, blank=True)
    last_state = models.CharField(max_length=10, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords(
        excluded_fields=["cursor", "last_attempt_at", "last_success_at", "last_change_at", "last_state"]
    )

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title or self.slug

    @property
    def is_pollable(self) -> bool:
        return bool(self.adapter)


class Run(models.Model):
    """One execution of one source, resumable: ``phase`` says where a successor goes on."""

    class State(models.TextChoices):
        RUNNING = "running"
        OK = "ok"
        PARTIAL = "partial"
        FAILED = "failed"
        BLOCKED = "blocked"

    class Phase(models.TextChoices):
        FETCH = "fetch"
        PARSE = "parse"
        DONE = "done"

    class Trigger(models.TextChoices):
        SCHEDULE = "schedule"
        ADMIN = "admin"
        COMMAND = "command"
        INGEST = "ingest"
        REPARSE = "reparse"
        PASTE = "paste"

    source = models.ForeignKey(Source, models.CASCADE, related_name="runs")
    trigger = models.CharField(max_length=10, choices=Trigger.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.FETCH)
    attempts = models.PositiveIntegerField(default=0, help_text="How often a worker took it up.")
    started_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    fetched = models.PositiveIntegerField(default=0, help_text="Bodies received.")
    not_modified = models.PositiveIntegerField(default=0, help_text="Bodies that the server said are unchanged.")
    rows_read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    changes = models.PositiveIntegerField(default=0, help_text="Change rows that readers see.")
    failures = models.PositiveIntegerField(default=0, help_text="Pages that could not be fetched or read.")
    refusals = models.PositiveIntegerField(default=0, help_text="Pages that the site does not give to us.")
    error = models.TextField(blank=True, default="")
    progress = models.CharField(max_length=200, blank=True, default="")

    COUNTS = (
        "fetched",
        "not_modified",
        "rows_read",
        "new",
        "changed",
        "unchanged",
        "gone",
        "quarantined",
        "changes",
    )

    class Meta:
        ordering = ["-started_at", "-id"]
        get_latest_by = "started_at"
        indexes = [
            models.Index(fields=["source", "-started_at"], name="run_by_source"),
            models.Index(fields=["heartbeat_at"], condition=Q(state="running"), name="run_unfinished"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["running", "ok", "partial", "failed", "blocked"]), name="run_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="running", finished_at__isnull=True)
                | (~Q(state="running") & Q(finished_at__isnull=False)),
                name="run_finished_when_not_running",
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.pk} ({self.state})"

    @property
    def duration(self) -> float:
        """Seconds from the start to the end, or to the last sign of life."""
        end: datetime = self.finished_at or self.heartbeat_at
        return (end - self.started_at).total_seconds()

    def counts(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.COUNTS}
