"""What only reading needs: made from the other tables in the background, and could be made again at any time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tracker.models.indexes import TrigramIndex


class SearchEntry(models.Model):
    """A name, folded, by which something is found in the search for everything.

    ``target`` is the id of a row of the kind's own table (a PartyName, a Person, a Document), so that a merge
    changes nothing here.
    """

    class Kind(models.TextChoices):
        PARTY = "party"
        PERSON = "person"
        DOCUMENT = "document"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    target = models.BigIntegerField()
    folded = models.TextField()

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(fields=["kind", "target"], name="searchentry_once")]
        indexes = [TrigramIndex(fields=["folded"], name="searchentry_grams")]

    def __str__(self) -> str:
        return self.folded


class ContractTopic(models.Model):
    """An issue area, or a government body that was addressed, which a contract's filings name."""

    class Kind(models.TextChoices):
        ISSUE = "issue"
        BODY = "body"

    contract = models.ForeignKey("tracker.Contract", models.CASCADE, related_name="topics")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    value = models.CharField(max_length=200, help_text="The register's code of an issue area; a body's name.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "kind", "value"], name="topic_once")]
        indexes = [models.Index(fields=["kind", "value", "contract"], name="topic_by_value")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class ContractCount(models.Model):
    """How many contracts readers see: with these values, or with one of them (``*`` in the others), or in all.

    Kept by triggers on the contracts (``models.counters``); nothing else writes it.
    """

    country = models.CharField(max_length=2)
    year = models.CharField(max_length=4, help_text="Of the newest paper; empty when it is not known.")
    status = models.CharField(max_length=12)
    registers = models.CharField(max_length=200)
    basis = models.CharField(max_length=12)
    number = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "year", "status", "registers", "basis"], name="count_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class KeptFigures(models.Model):
    """Figures of many contracts as they were counted last: of a country, an issue area, a party, of all."""

    key = models.CharField(max_length=80, unique=True)
    body = models.TextField(help_text="JSON, as ``services.kept`` writes it.")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "kept figures"

    def __str__(self) -> str:
        return self.key


class IndexMark(models.Model):
    """How far the background has read a table: the newest moment and id that it has seen."""

    name = models.CharField(max_length=40, unique=True)
    moment = models.DateTimeField(null=True, blank=True)
    last_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class ApiKey(models.Model):
    """A key that raises the limit of requests. Only its hash is kept: the key itself is shown once."""

    name = models.CharField(max_length=120, help_text="Who uses it, and what for.")
    prefix = models.CharField(max_length=12, editable=False, help_text="Its beginning, to tell keys apart.")
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    per_minute = models.PositiveIntegerField(null=True, blank=True, help_text="Requests; empty: the usual number.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is not accepted any more.")

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "API key"
        indexes = [models.Index(fields=["prefix"], condition=Q(revoked_at__isnull=True), name="apikey_live")]

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"
