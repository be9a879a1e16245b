"""Coverage: how many records a source says it holds, beside how many we do."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Coverage(models.Model):
    """One part of a register (a year and type of filing), audited: reported by the source against held here."""

    source = models.ForeignKey("tracker.Source", models.CASCADE, related_name="coverage")
    scope = models.CharField(max_length=120, help_text="Sorted name=value pairs: type=Q1 year=2024.")
    reported = models.PositiveBigIntegerField(help_text="As the source counted when it was last asked.")
    held = models.PositiveBigIntegerField(default=0, help_text="As we counted at the end of the last run.")
    reported_at = models.DateTimeField(default=timezone.now)
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["source", "scope"]
        verbose_name_plural = "coverage"
        constraints = [models.UniqueConstraint(fields=["source", "scope"], name="coverage_once")]

    def __str__(self) -> str:
        return f"{self.scope}: {self.held:,} of {self.reported:,}"

    @property
    def missing(self) -> int:
        return max(self.reported - self.held, 0)
