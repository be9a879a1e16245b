"""Person: who lobbies. Appearance: one filing names one person."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from tracker.models.fields import identity_field


class Person(models.Model):
    """Somebody whom a registrant's filings name as a lobbyist.

    ``identity`` is the hash of register, registrant and folded name: a register's number of a lobbyist belongs to one
    registrant, so the same name at two firms is two rows until a person says that they are one (``merged_into``).
    """

    identity = identity_field(unique=True)
    name = models.TextField()
    name_key = models.TextField()
    firm_mention = models.ForeignKey("tracker.Mention", models.PROTECT, related_name="people")
    scheme = models.CharField(max_length=40)
    identifier = models.CharField(max_length=80, blank=True, default="", help_text="The register's own number.")
    covered_position = models.TextField(
        blank=True, default="", help_text="Public office held, as first filed; later ones stand with the filings."
    )
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="absorbed", db_index=False
    )

    history = HistoricalRecords(excluded_fields=["covered_position"])

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["name_key"], name="person_by_key")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tracker:person_detail", args=[self.pk])


class Appearance(models.Model):
    """A filing names a person, with the public office that it discloses; the filing gives contract and period."""

    statement = models.ForeignKey("tracker.Statement", models.CASCADE, related_name="appearances", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="appearances")
    covered_position = models.TextField(blank=True, default="")
    is_new = models.BooleanField(default=False, help_text="Filed as not named before.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "person"], name="appearance_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.statement_id}"
