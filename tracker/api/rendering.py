"""JSON with every digit of an amount."""

from __future__ import annotations

from typing import Any

from rest_framework.renderers import BaseRenderer

from tracker.services.tables import write_json

PROBLEM = "application/problem+json"


class JsonRenderer(BaseRenderer):  # type: ignore[misc] # REST framework ships no types
    """Problems (RFC 9457) say so by their media type."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else write_json(data).encode()
