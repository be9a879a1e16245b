"""What every template knows about the project."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def project(request: HttpRequest) -> dict[str, str]:
    """``contact_email``: where takedown requests go; ``project_version``: shown in the footer."""
    return {"contact_email": settings.RETAINER_CONTACT_EMAIL, "project_version": settings.RETAINER_VERSION}
