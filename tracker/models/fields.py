"""Field helpers that several models share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from tracker.records import PartialDate

IDENTITY_LENGTH = 32
"""Hex digits of the 128-bit hashes that stand for long natural keys in unique indexes."""


def validate_partial_date(text: str) -> None:
    """Refuse what is not YYYY, YYYY-MM or YYYY-MM-DD of a real calendar."""
    try:
        PartialDate.from_iso(text)
    except ValueError as error:
        raise ValidationError("Give YYYY, YYYY-MM or YYYY-MM-DD, as precise as the source.") from error


def partial_date_field(**options: Any) -> models.CharField[str, str]:
    """A date as precise as its source: ``2021``, ``2021-02`` or ``2021-02-01``; empty when unknown."""
    return models.CharField(max_length=10, blank=True, default="", validators=[validate_partial_date], **options)


def identity_field(**options: Any) -> models.CharField[str, str]:
    """A 128-bit hash in hex that stands for a natural key too long for an index."""
    return models.CharField(max_length=IDENTITY_LENGTH, editable=False, **options)


def money_field(**options: Any) -> models.DecimalField[Any, Any]:
    """An amount; its currency and basis stand in fields of their own. Null is unknown and is not 0."""
    return models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True, **options)
