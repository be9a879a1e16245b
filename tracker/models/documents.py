"""Document: one archived body. DocumentPage: how a page of it was read, where it is on paper.

Resource: a URL that a source knows, with what the server last said of it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tracker.models.fields import partial_date_field


class Document(models.Model):
    """One archived body, immutable: the same URL with other bytes is another document."""

    class State(models.TextChoices):
        FETCHED = "fetched"
        PARSED = "parsed"
        FAILED = "failed"

    source = models.ForeignKey("tracker.Source", models.PROTECT, related_name="documents")
    run = models.ForeignKey("tracker.Run", models.SET_NULL, null=True, blank=True, related_name="documents")
    url = models.TextField()
    page = models.CharField(max_length=40, help_text="What kind of page the adapter takes it for.")
    media_type = models.CharField(max_length=120, blank=True)
    charset = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    meta = models.JSONField(default=dict, blank=True, help_text="What the referring page said of it.")
    as_of = models.DateTimeField(help_text="The moment that the body describes: Last-Modified, or when it was read.")
    first_seen_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.FETCHED)
    error = models.TextField(blank=True, default="")
    is_snapshot = models.BooleanField(default=False, help_text="A whole register; what it lacks is not listed.")
    title = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="", help_text="Main text of an article; quotes are offsets in it.")
    published = partial_date_field()
    language = models.CharField(max_length=8, blank=True, default="")
    names_read = models.BigIntegerField(
        default=0, help_text="Newest known name when the text was last read; newer ones ask for another reading."
    )
    parsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-as_of", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "url", "sha256"], name="document_once"),
        ]
        indexes = [
            models.Index(fields=["source", "page", "-as_of"], name="document_by_page"),
            models.Index(fields=["source"], condition=Q(state="fetched"), name="document_unparsed"),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def is_article(self) -> bool:
        return self.page == "article"

    @property
    def public_url(self) -> str:
        """The link that readers may follow; pasted text and offline files have none."""
        return self.url if self.url.startswith(("http://", "https://")) else ""


class DocumentPage(models.Model):
    """A page of a PDF as it was read: kept, so that a better reader of forms need not recognise it again.

    ``start`` is where it begins in ``Document.text``, whose offsets quotes have. ``lines``: [first, last, [left, top,
    right, bottom]] in ``text`` and as parts of the page. ``others``: [first, last, what another reading has there].
    ``doubts``: [first, last, sureness of 100] of figures. ``tables``: tables with ruled lines, rows of cells.
    """

    class State(models.TextChoices):
        READ = "read"
        TO_RECOGNISE = "to recognise"
        OWED = "owed", "owed: no program for optical recognition"
        FAILED = "failed"

    document = models.ForeignKey(Document, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.READ)
    by = models.CharField(max_length=6, blank=True, default="", help_text="born, both, twice, layer, ocr or none")
    error = models.TextField(blank=True, default="")
    start = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True, default="")
    width = models.FloatField(default=612.0)
    height = models.FloatField(default=792.0)
    is_scan = models.BooleanField(default=False)
    lines = models.JSONField(default=list, blank=True)
    others = models.JSONField(default=list, blank=True)
    doubts = models.JSONField(default=list, blank=True)
    tables = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="document_page_once")]
        indexes = [
            models.Index(fields=["document"], condition=~Q(state="read"), name="document_page_unread"),
        ]

    def __str__(self) -> str:
        return f"page {self.number} of document {self.document_id}"


class Resource(models.Model):
    """A URL of a source: what is still to be fetched, and the validators for asking again politely."""

    source = models.ForeignKey("tracker.Source", models.CASCADE, related_name="resources")
    url = models.TextField()
    page = models.CharField(max_length=40)
    meta = models.JSONField(default=dict, blank=True)
    refetch = models.BooleanField(default=True)
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    etag = models.TextField(blank=True, default="")
    last_modified = models.TextField(blank=True, default="")
    checked_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0, help_text="Failed attempts since the last success.")
    due_at = models.DateTimeField(
        null=True, blank=True, help_text="To be fetched from then on; empty when nothing is owed."
    )
    error = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "url"], name="resource_once")]
        indexes = [models.Index(fields=["source", "due_at"], condition=Q(due_at__isnull=False), name="resource_due")]

    def __str__(self) -> str:
        return self.url
