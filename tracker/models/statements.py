"""Statement: what one document, or one row of it, says about one contract."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from tracker.models.fields import identity_field, money_field, partial_date_field

KINDS = ["registration", "listing", "agreement", "report", "amendment", "termination", "news", "correction"]
ACTS = ["new", "renewal", "amendment", "termination", "unknown"]
BASES = ["total", "per_month", "per_quarter", "per_year", "per_hour", "other"]
FILING_URL = "filing_document_url"
"""The as-filed column that holds the address of a filing's readable page."""

AMOUNT_KINDS = ["income", "expenses"]
"""Of a firm for a client, and of who lobbies for itself; the second includes fees paid to firms: never added."""


def _partial_index(field: str, name: str) -> models.Index:
    return models.Index(fields=[field], condition=Q(**{f"{field}__isnull": False}), name=name)


def other_party_mention() -> models.ForeignKey[Any, Any]:
    """Rarely filled, so a partial index serves it (see Meta) and a full one would only cost."""
    return models.ForeignKey("tracker.Mention", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)


class Statement(models.Model):
    """What one document says about one contract.

    ``identity`` is the hash of (register key, ordinal): with the source it is the natural key, whatever the order
    of arrival. ``[first_as_of, gone_as_of)`` is the span of snapshots that held it. What counts for a contract is
    ``is_current`` and a state other than review or rejected.
    """

    class State(models.TextChoices):
        PUBLISHED = "published"
        REVIEW = "review"
        ACCEPTED = "accepted"
        REJECTED = "rejected"

    source = models.ForeignKey("tracker.Source", models.PROTECT, related_name="statements")
    register = models.CharField(max_length=40)
    identity = identity_field()
    register_key = models.TextField()
    ordinal = models.PositiveIntegerField(default=0)
    spell_key = models.TextField(blank=True, default="")
    content_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    act = models.CharField(max_length=12, choices=[(act, act) for act in ACTS])
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    is_current = models.BooleanField(default=True, help_text="Not superseded by an amended report.")
    contract_key = models.TextField(blank=True, default="", help_text="The register's own number of the engagement.")
    report_key = models.TextField(
        blank=True, default="", help_text="Filings that share it compete: the newest posted is current."
    )
    report_type = models.CharField(max_length=4, blank=True, default="", help_text="The register's code of the filing.")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Under which it was filed.")
    period = models.CharField(max_length=7, blank=True, default="", help_text="2024-Q1 or 2006-H2.")
    posted_at = models.DateTimeField(null=True, blank=True)
    is_copy = models.BooleanField(default=False, help_text="Another office's copy of a report that stands elsewhere.")
    contract = models.ForeignKey("tracker.Contract", models.SET_NULL, null=True, blank=True, related_name="statements")
    pinned_to = models.ForeignKey(
        "tracker.Contract",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="pinned_statements",
        db_index=False,
        help_text="A person put it there.",
    )
    renamed_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="renamed_to", db_index=False
    )

    client_mention = models.ForeignKey("tracker.Mention", models.PROTECT, related_name="client_statements")
    firm_mention = models.ForeignKey("tracker.Mention", models.PROTECT, related_name="firm_statements")
    on_behalf_of_mention = other_party_mention()
    via_mention = other_party_mention()
    prime_mention = other_party_mention()
    raw_client = models.TextField()
    raw_firm = models.TextField()

    value = money_field()
    value_high = money_field(help_text="Upper end, when the source gives a range.")
    value_qualifier = models.CharField(max_length=12, blank=True, default="")
    currency = models.CharField(max_length=3, blank=True, default="")
    value_basis = models.CharField(
        max_length=12, blank=True, default="", choices=[(basis, basis.replace("_", " ")) for basis in BASES]
    )
    total_value = money_field()
    amount = money_field(help_text="What was reported for the period; no agreed price.")
    amount_kind = models.CharField(
        max_length=8, blank=True, default="", choices=[(kind, kind) for kind in AMOUNT_KINDS]
    )
    is_self_filed = models.BooleanField(default=False, help_text="The client lobbies for itself.")
    raw_value = models.TextField(blank=True, default="")
    term_months = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    raw_term = models.TextField(blank=True, default="")
    start = partial_date_field()
    end = partial_date_field()
    registered_on = models.DateField(null=True, blank=True)
    deregistered_on = models.DateField(null=True, blank=True)
    purpose = models.TextField(blank=True, default="")
    posted_on = models.DateField(null=True, blank=True)

    confidence = models.FloatField(default=1.0)
    confidences = models.JSONField(default=dict, blank=True)
    evidence = models.JSONField(default=dict, blank=True, help_text="Field → quotes with offsets, or a column.")
    row = models.JSONField(default=dict, blank=True, help_text="Row number, byte offset and length in the file.")
    fields = models.JSONField(default=dict, blank=True, help_text="As-filed columns that the public may see.")
    details = models.JSONField(default=dict, blank=True, help_text="Activities, foreign entities, affiliates … filed.")
    register_ids = models.JSONField(default=dict, blank=True)
    flags = models.JSONField(default=list, blank=True)
    asserted = models.JSONField(default=list, blank=True, help_text="What a correction speaks about.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    note = models.TextField(blank=True, default="", help_text="Where an editor has it from.")

    first_document = models.ForeignKey(
        "tracker.Document", models.PROTECT, null=True, blank=True, related_name="first_statements", db_index=False
    )
    last_document = models.ForeignKey(
        "tracker.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        help_text="The document that its present content was read from.",
    )
    first_as_of = models.DateTimeField(default=timezone.now)
    content_as_of = models.DateTimeField(default=timezone.now)
    gone_as_of = models.DateTimeField(null=True, blank=True, help_text="First snapshot that no longer had it.")
    seen_at = models.DateTimeField(default=timezone.now, help_text="When we first read it.")

    history = HistoricalRecords()

    class Meta:
        ordering = ["posted_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "identity"], name="statement_once"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="statement_kind_known"),
            models.CheckConstraint(condition=Q(act__in=ACTS), name="statement_act_known"),
            models.CheckConstraint(condition=Q(value_basis__in=["", *BASES]), name="statement_basis_known"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(value_basis=""), name="statement_value_has_basis"
            ),
            models.CheckConstraint(
                condition=Q(amount_kind__in=["", *AMOUNT_KINDS]), name="statement_amount_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | ~Q(amount_kind=""), name="statement_amount_has_kind"
            ),
            models.CheckConstraint(condition=~Q(kind="correction") | ~Q(note=""), name="statement_correction_says_why"),
        ]
        indexes = [
            models.Index(fields=["state"], condition=Q(state="review"), name="statement_in_review"),
            models.Index(fields=["contract_key"], condition=~Q(contract_key=""), name="statement_contract_key"),
            models.Index(fields=["report_key"], condition=~Q(report_key=""), name="statement_report_key"),
            _partial_index("on_behalf_of_mention", "statement_behalf"),
            _partial_index("via_mention", "statement_via"),
            _partial_index("prime_mention", "statement_prime"),
            _partial_index("pinned_to", "statement_pinned"),
            _partial_index("renamed_from", "statement_renamed"),
        ]

    def __str__(self) -> str:
        return f"{self.raw_client} – {self.raw_firm}"

    @property
    def is_gone(self) -> bool:
        return self.gone_as_of is not None

    @property
    def document_url(self) -> str:
        """Where readers find what it was read from: the filing's own page, else the document's address, or ""."""
        filed = str(self.fields.get(FILING_URL, ""))
        if filed.startswith(("http://", "https://")):
            return filed
        return self.last_document.public_url if self.last_document is not None else ""

    @property
    def is_entry(self) -> bool:
        """Whether a register holds it under an entry of its own: a listed row, or a filing under a number."""
        return self.kind == "listing" or bool(self.contract_key)

    @property
    def counts(self) -> bool:
        """Whether contracts are derived from it."""
        if self.kind == "news" and self.is_gone:
            return False
        return self.is_current and self.state in (self.State.PUBLISHED, self.State.ACCEPTED)
