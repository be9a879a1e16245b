"""Keys of the API: made once, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from tracker.models import ApiKey

_SIGN = "rt_"
_NOTED_EVERY = timedelta(minutes=5)
"""How often the use of a key is written down."""


def make_key(name: str, *, per_minute: int | None = None) -> tuple[ApiKey, str]:
    """A new row and the key itself, which cannot be read again."""
    key = _SIGN + secrets.token_urlsafe(32)
    row = ApiKey.objects.create(name=name, prefix=key[:9], key_hash=hash_key(key), per_minute=per_minute)
    return row, key


def hash_key(key: str) -> str:
    """A key has 256 random bits: a plain hash cannot be turned back, and a slow one would only slow every request."""
    return hashlib.sha256(key.encode()).hexdigest()


def find_key(key: str) -> ApiKey | None:
    """The row of a key that is accepted."""
    row = ApiKey.objects.filter(key_hash=hash_key(key), revoked_at__isnull=True).first()
    now = timezone.now()
    if row is not None and (row.last_used_at is None or now - row.last_used_at > _NOTED_EVERY):
        ApiKey.objects.filter(pk=row.pk).update(last_used_at=now)
    return row
