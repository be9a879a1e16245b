"""Contract: what we believe of one engagement. Change: one thing that became different."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from tracker.models.fields import identity_field, money_field, partial_date_field
from tracker.models.indexes import WordIndex
from tracker.models.statements import AMOUNT_KINDS, BASES

PUBLISHED = Q(merged_into__isnull=True, withdrawn_at__isnull=True)
_COUNTED = ("country", "client", "firm", "status", "registers", "value_basis")


class ContractQuerySet(models.QuerySet["Contract"]):
    def published(self) -> ContractQuerySet:
        """What readers see: joined and withdrawn contracts are reached by redirect or not at all."""
        return self.filter(PUBLISHED)

    def with_parties(self) -> ContractQuerySet:
        return self.select_related("client", "firm", "on_behalf_of", "via", "subcontract_of")


def other_party(help_text: str) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "tracker.Party", models.PROTECT, null=True, blank=True, related_name="+", help_text=help_text
    )


def _list_index(*fields: str, name: str, is_counted: bool = False) -> models.Index:
    """Serves a list of what readers see, newest first, of one value of a column.

    ``is_counted``: facets are counted from the index alone (on PostgreSQL; SQLite has no further columns in an index).
    """
    further = [column for column in _COUNTED if column not in fields] if is_counted else []
    return models.Index(
        fields=[*fields, "-disclosed_on", "-id"], name=name, condition=PUBLISHED, include=further or None
    )


class Contract(models.Model):
    """One engagement between a client and a firm; every value is derived and names its statement.

    ``founder`` is the identity of the statement that it was first made for and never changes, so a join can be
    undone and a permalink lives on. Columns are written by ``services.contracts`` alone.
    """

    class Status(models.TextChoices):
        REPORTED = "reported", _("reported")
        ACTIVE = "active", _("active")
        TERMINATED = "terminated", _("terminated")
        UNLISTED = "unlisted", _("no longer listed")

    founder = identity_field(unique=True)
    client = models.ForeignKey("tracker.Party", models.PROTECT, related_name="contracts_as_client", db_index=False)
    firm = models.ForeignKey("tracker.Party", models.PROTECT, related_name="contracts_as_firm")
    on_behalf_of = other_party("For whom the client acts.")
    via = other_party("Through whom the client acts.")
    subcontract_of = other_party("The prime firm.")
    previous = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="following", help_text="The earlier spell."
    )
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="absorbed", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="No statement speaks for it any more.")

    status = models.CharField(max_length=12, choices=Status.choices)
    country = models.CharField(max_length=2, blank=True, default="", help_text="The client's country.")
    registers = models.CharField(max_length=200, help_text="Sorted keys with commas round each: ,news,us-fara,")
    register_ids = models.JSONField(default=dict, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    deregistered_on = models.DateField(null=True, blank=True)
    start = partial_date_field()
    end = partial_date_field()
    start_on = models.DateField(null=True, blank=True, help_text="First day that start can mean; for sorting.")
    end_on = models.DateField(null=True, blank=True, help_text="Last day that end can mean; for sorting.")
    term_months = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    value = money_field()
    value_high = money_field()
    value_qualifier = models.CharField(max_length=12, blank=True, default="")
    currency = models.CharField(max_length=3, blank=True, default="")
    value_basis = models.CharField(
        max_length=12, blank=True, default="", choices=[(basis, basis.replace("_", " ")) for basis in BASES]
    )
    total_value = money_field()
    latest_amount = money_field(help_text="Reported for the latest period; no agreed price.")
    latest_kind = models.CharField(max_length=8, blank=True, default="", choices=[(k, k) for k in AMOUNT_KINDS])
    latest_period = models.CharField(max_length=7, blank=True, default="")
    report_count = models.PositiveIntegerField(default=0, help_text="Periods reported.")
    is_self_filed = models.BooleanField(default=False, help_text="The client lobbies for itself.")
    comparable_usd = money_field(help_text="US dollars a year, for sorting only.")
    comparable_note = models.CharField(max_length=200, blank=True, default="")
    purpose = models.TextField(blank=True, default="")
    terms = models.JSONField(default=list, blank=True, help_text="First terms, renewals …, oldest first.")
    disclosed_totals = models.JSONField(default=dict, blank=True)
    provenance = models.JSONField(default=dict, blank=True, help_text="Field → statement.")
    flags = models.JSONField(default=list, blank=True)
    is_flagged = models.BooleanField(default=False)
    search = models.TextField(blank=True, default="", help_text="Folded names and purpose.")
    tally = models.JSONField(
        null=True, editable=False, help_text="What its filings say together; null where other statements speak too."
    )
    statement_count = models.PositiveIntegerField(default=0)
    disclosed_on = models.DateField(
        null=True, blank=True, help_text="When its newest statement was posted, else registered."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ContractQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["search", "tally"])

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="contract_not_merged_into_itself"),
            models.CheckConstraint(condition=~Q(previous=models.F("id")), name="contract_not_its_own_previous"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(value_basis=""), name="contract_value_has_basis"
            ),
        ]
        indexes = [
            models.Index(fields=["client", "firm"], name="contract_by_pair"),
            _list_index("country", name="contract_by_country", is_counted=True),
            _list_index("client", name="contract_by_client", is_counted=True),
            _list_index("firm", name="contract_by_firm", is_counted=True),
            _list_index("status", name="contract_by_status"),
            _list_index("registers", name="contract_by_registers"),
            _list_index(name="contract_by_disclosure", is_counted=True),
            models.Index(fields=["-registered_on", "-id"], name="contract_by_registration"),
            models.Index(fields=["-comparable_usd", "-id"], name="contract_by_comparable"),
            models.Index(
                fields=["-latest_amount", "-id"],
                condition=Q(latest_amount__isnull=False),
                name="contract_by_latest_amount",
            ),
            models.Index(fields=["-changed_at", "-id"], name="contract_by_change"),
            models.Index(fields=["end_on"], condition=Q(end_on__isnull=False), name="contract_ending"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="contract_absorbed"),
            models.Index(
                fields=["-id"],
                condition=PUBLISHED,
                name="contract_published",
            ),
            WordIndex(fields=["search"], name="contract_words"),
        ]

    def __str__(self) -> str:
        return f"{self.client} – {self.firm}"

    def get_absolute_url(self) -> str:
        return reverse("tracker:contract_detail", args=[self.pk])

    @property
    def register_list(self) -> list[str]:
        return [key for key in self.registers.split(",") if key]


class Change(models.Model):
    """One thing that became different, saved in the transaction that made it so.

    ``identity`` makes it idempotent: the same document read twice tells the same change once. ``processed_at`` is
    what alerts will claim; a change that only a better parser made is born processed.
    """

    class Kind(models.TextChoices):
        NEW = "new"
        TERMINATED = "terminated"
        BACKDATED_TERMINATION = "backdated_termination", "back-dated termination"
        UNTERMINATED = "unterminated", "un-terminated"
        RENAMED = "renamed"
        DISAPPEARED = "disappeared"
        REAPPEARED = "reappeared"
        RENEWED = "renewed"
        AMENDED = "amended"
        REPORTED = "reported"
        CORRECTED = "corrected"
        JOINED = "joined"
        SEPARATED = "separated"
        WITHDRAWN = "withdrawn"
        REPARSED = "reparsed"

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="changes")
    identity = identity_field(unique=True)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    diffs = models.JSONField(default=dict, help_text="Field → [before, after].")
    statement = models.ForeignKey("tracker.Statement", models.SET_NULL, null=True, blank=True, related_name="changes")
    document = models.ForeignKey("tracker.Document", models.SET_NULL, null=True, blank=True, related_name="changes")
    run = models.ForeignKey("tracker.Run", models.SET_NULL, null=True, blank=True, related_name="change_rows")
    as_of = models.DateTimeField(help_text="The moment that the source describes.")
    seen_at = models.DateTimeField(default=timezone.now)
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-seen_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "new",
                        "terminated",
                        "backdated_termination",
                        "unterminated",
                        "renamed",
                        "disappeared",
                        "reappeared",
                        "renewed",
                        "amended",
                        "reported",
                        "corrected",
                        "joined",
                        "separated",
                        "withdrawn",
                        "reparsed",
                    ]
                ),
                name="change_kind_known",
            )
        ]
        indexes = [
            models.Index(fields=["-seen_at", "-id"], name="change_newest"),
            models.Index(fields=["contract", "-id"], name="change_by_contract"),
            models.Index(fields=["id"], condition=Q(processed_at__isnull=True), name="change_unprocessed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.contract_id}"
