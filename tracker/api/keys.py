"""Who asks, and how often: keys are optional, and each answer says what is left."""

from __future__ import annotations

import hashlib
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.throttling import BaseThrottle

from config.proxies import read_client_address
from tracker.models import ApiKey
from tracker.services.api_keys import find_key

WINDOW = 60
"""Seconds."""


class KeyAuthentication(BaseAuthentication):  # type: ignore[misc] # REST framework ships no types
    """``Authorization: Bearer KEY``. No key is fine; a wrong one is not, or nobody would notice that it is wrong."""

    def authenticate(self, request: Any) -> tuple[None, ApiKey] | None:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        row = find_key(key.strip())
        if row is None:
            raise AuthenticationFailed("This key is not known, or was revoked. Without a key reading works as well.")
        return (None, row)

    def authenticate_header(self, request: Any) -> str:
        return "Bearer"


class MinuteThrottle(BaseThrottle):  # type: ignore[misc] # REST framework ships no types
    """So many requests in each minute of the clock, for each key or address."""

    def allow_request(self, request: Any, view: Any) -> bool:
        now = time.time()
        limit, who = _limit_of(request)
        slot = int(now // WINDOW)
        name = f"api:{slot}:{who}"
        cache.add(name, 0, 2 * WINDOW)
        try:
            used = cache.incr(name)
        except ValueError:  # it expired in between
            used = 1
        self.left = WINDOW - int(now % WINDOW)
        view.rate = {
            "RateLimit-Limit": str(limit),
            "RateLimit-Remaining": str(max(limit - used, 0)),
            "RateLimit-Reset": str(self.left),
        }
        return used <= limit

    def wait(self) -> float:
        return self.left


def _limit_of(request: Any) -> tuple[int, str]:
    if isinstance(request.auth, ApiKey):
        return request.auth.per_minute or settings.RETAINER_API_KEY_PER_MINUTE, f"key-{request.auth.pk}"
    address = hashlib.sha256(read_client_address(request).encode()).hexdigest()[:32]
    return settings.RETAINER_API_PER_MINUTE, address
