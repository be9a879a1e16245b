"""Where editors and operators work: one module per noun."""

from __future__ import annotations

from django.contrib import admin

from tracker.admin import (
    api_keys,
    contracts,
    coverage,
    documents,
    mentions,
    parties,
    people,
    review,
    runs,
    sources,
    statements,
)

__all__ = [
    "api_keys",
    "contracts",
    "coverage",
    "documents",
    "mentions",
    "parties",
    "people",
    "review",
    "runs",
    "sources",
    "statements",
]

admin.site.site_header = "Retainer"
admin.site.site_title = "Retainer"
admin.site.index_title = "Editors and operators"
admin.site.enable_nav_sidebar = False  # the lists need its room; the front page and the path above lead everywhere
