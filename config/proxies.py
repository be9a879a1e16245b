"""Who is asking, when a proxy stands in between."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def read_client_address(request: HttpRequest) -> str:
    """The client's address: the connection's own, or the one our proxy appended to X-Forwarded-For.

    Only the last entry is the proxy's word; those before it are whatever the client sent.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.RETAINER_BEHIND_PROXY:
        return address
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    return forwarded.rpartition(",")[2].strip() or address
