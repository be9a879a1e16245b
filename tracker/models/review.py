"""Issue: what could not be read, kept. ReviewItem: a question for a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from tracker.models.fields import identity_field


class Issue(models.Model):
    """Quarantine: a row or document that could not be read, with its bytes and the reason."""

    class State(models.TextChoices):
        OPEN = "open"
        RESOLVED = "resolved"

    identity = identity_field(unique=True)
    source = models.ForeignKey("tracker.Source", models.CASCADE, related_name="issues")
    run = models.ForeignKey("tracker.Run", models.SET_NULL, null=True, blank=True, related_name="issues")
    document = models.ForeignKey("tracker.Document", models.SET_NULL, null=True, blank=True, related_name="issues")
    url = models.TextField(blank=True, default="")
    error = models.TextField()
    raw = models.BinaryField(blank=True, default=b"", help_text="The bytes of the row; staff only.")
    row = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    first_seen_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-last_seen_at", "-id"]
        indexes = [models.Index(fields=["source"], condition=Q(state="open"), name="issue_open")]

    def __str__(self) -> str:
        return self.error[:80]


class ReviewItem(models.Model):
    """A question that a rule must not answer: unsure match or rename, low confidence, conflict, implausible value."""

    class Kind(models.TextChoices):
        MATCH = "match", "unsure match"
        RENAME = "rename", "unsure rename"
        STATEMENT = "statement", "statement to confirm"
        CONFLICT = "conflict", "conflicting values"
        PERSON = "person", "same person"

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        OBSOLETE = "obsolete"

    identity = identity_field(unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    question = models.TextField()
    reasons = models.JSONField(default=list, blank=True)
    suggestion = models.JSONField(default=dict, blank=True)
    statement = models.ForeignKey("tracker.Statement", models.CASCADE, null=True, blank=True, related_name="reviews")
    mention = models.ForeignKey("tracker.Mention", models.CASCADE, null=True, blank=True, related_name="reviews")
    party = models.ForeignKey("tracker.Party", models.CASCADE, null=True, blank=True, related_name="reviews")
    contract = models.ForeignKey("tracker.Contract", models.CASCADE, null=True, blank=True, related_name="reviews")
    created_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["-created_at"], condition=Q(state="open"), name="review_open")]

    def __str__(self) -> str:
        return self.question
