"""Party: a client or firm. Mention: the decision which party a filed name means."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from tracker.models.fields import identity_field


class Party(models.Model):
    """An organisation or person; the same row may be a client here and a firm there."""

    class Kind(models.TextChoices):
        UNKNOWN = "unknown"
        ORGANISATION = "organisation"
        PERSON = "person"
        GOVERNMENT = "government"

    name = models.TextField(help_text="The name shown; chosen from its mentions unless a person fixed it.")
    name_locked = models.BooleanField(default=False, help_text="A person chose this name.")
    key = models.TextField(help_text="Folded name and country of the mention that founded it.")
    identity = identity_field(unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.UNKNOWN)
    country = models.CharField(max_length=2, blank=True, default="", help_text="ISO 3166-1 alpha-2.")
    country_locked = models.BooleanField(default=False, help_text="A person chose this country.")
    country_label = models.CharField(max_length=120, blank=True, default="", help_text="As filed.")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="absorbed")
    merge_rule = models.CharField(
        max_length=20, blank=True, default="", help_text="Why it redirects; an orphan lives again when it is named."
    )
    client_contracts = models.PositiveIntegerField(default=0, editable=False)
    firm_contracts = models.PositiveIntegerField(default=0, editable=False)
    note = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords(excluded_fields=["client_contracts", "firm_contracts"])

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "parties"
        indexes = [
            models.Index(fields=["-client_contracts", "id"], name="party_top_clients"),
            models.Index(fields=["-firm_contracts", "id"], name="party_top_firms"),
            models.Index(fields=["country"], name="party_by_country"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="party_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tracker:party_detail", args=[self.pk])


class Mention(models.Model):
    """How documents name a party, and the decision whom they mean: by a rule with reasons, or by a person.

    Statements point here, never at a party, so that a merge or its undo changes decisions and rewrites no
    statement. In articles the other side of the contract belongs to the mention (``context``): "the ministry"
    hired by one firm need not be "the ministry" hired by another.
    """

    class Role(models.TextChoices):
        FIRM = "firm"
        CLIENT = "client"
        OTHER = "other"

    identity = identity_field(unique=True)
    role = models.CharField(max_length=6, choices=Role.choices)
    register = models.CharField(max_length=40)
    name = models.TextField()
    name_key = models.TextField()
    block = models.CharField(max_length=60, blank=True, default="", help_text="First significant word, folded.")
    aliases = models.JSONField(default=list, blank=True)
    country = models.CharField(max_length=2, blank=True, default="")
    country_label = models.CharField(max_length=120, blank=True, default="")
    scheme = models.CharField(max_length=40, blank=True, default="")
    identifier = models.CharField(max_length=80, blank=True, default="")
    context = models.TextField(blank=True, default="", help_text="Folded name of the other side, in articles.")
    party = models.ForeignKey(Party, models.PROTECT, related_name="mentions")
    rule = models.CharField(max_length=30)
    reasons = models.JSONField(default=list, blank=True)
    confidence = models.FloatField(default=1.0)
    as_of = models.DateTimeField(default=timezone.now, help_text="Newest document that uses this name.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    is_decided = models.BooleanField(default=False, help_text="A person decided; rules leave it alone.")
    decided_at = models.DateTimeField(default=timezone.now)

    history = HistoricalRecords(excluded_fields=["as_of"])

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["scheme", "identifier"], condition=~Q(identifier=""), name="mention_by_number"),
            models.Index(fields=["block"], condition=Q(register="news"), name="mention_block_news"),
            models.Index(fields=["name_key"], condition=Q(register="news"), name="mention_key_news"),
        ]

    def __str__(self) -> str:
        return self.name


class PartyName(models.Model):
    """A name under which a party is found, with its origin: a mention, or a person."""

    class Kind(models.TextChoices):
        NAME = "name"
        ALIAS = "alias"
        FORMER = "former"

    party = models.ForeignKey(Party, models.CASCADE, related_name="names")
    mention = models.ForeignKey(Mention, models.CASCADE, null=True, blank=True, related_name="names")
    name = models.TextField()
    identity = identity_field()
    name_key = models.TextField(db_index=False)
    block = models.CharField(
        max_length=60, blank=True, default="", help_text="First significant word of a firm's name, or of one by hand."
    )
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.NAME)
    role = models.CharField(max_length=6, choices=Mention.Role.choices, default=Mention.Role.OTHER)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mention", "identity"], name="name_once_per_mention"),
            models.UniqueConstraint(
                fields=["party", "identity"], condition=Q(mention__isnull=True), name="name_once_per_party_by_hand"
            ),
        ]
        indexes = [
            models.Index(fields=["identity"], name="name_by_key"),
            models.Index(fields=["block"], condition=~Q(block=""), name="name_by_block"),
        ]

    def __str__(self) -> str:
        return self.name


class PartyIdentifier(models.Model):
    """One row of a register's list of registrants: a number, the name filed under it, and its dates.

    A number is no firm (one firm may hold several) and is not quite unique (FARA's 5769 stands twice), so the
    natural key is the row: register, number, registration date and ordinal.
    """

    source = models.ForeignKey("tracker.Source", models.PROTECT, related_name="identifiers")
    identity = identity_field()
    mention = models.ForeignKey(Mention, models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=80)
    content_hash = models.CharField(max_length=64)
    registered_on = models.DateField(null=True, blank=True)
    deregistered_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey("tracker.Document", models.PROTECT, related_name="+")
    row = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    flags = models.JSONField(default=list, blank=True)
    first_as_of = models.DateTimeField()
    gone_as_of = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "identity"], name="identifier_once")]
        indexes = [models.Index(fields=["scheme", "value"], name="identifier_by_number")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"
