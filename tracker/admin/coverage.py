"""Coverage: what a register says that it holds, beside what is held here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from tracker.admin.base import RecordAdmin, badge
from tracker.models import Coverage


class MissingFilter(admin.SimpleListFilter):
    """Whether a part of the register is complete here."""

    title = "completeness"
    parameter_name = "complete"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "something is missing"), ("yes", "nothing is missing")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "no":
            return queryset.filter(held__lt=F("reported"))
        return queryset.filter(held__gte=F("reported")) if self.value() == "yes" else queryset


@admin.register(Coverage)
class CoverageAdmin(RecordAdmin):
    """One year and type of a register, audited at the end of every run."""

    list_display = ("scope", "source", "reported", "held", "shown_missing", "reported_at", "counted_at")
    list_filter = ("source", MissingFilter)
    list_select_related = ("source",)
    search_fields = ("scope",)
    ordering = ("source", "-scope")
    fields = ("source", "scope", "reported", "reported_at", "held", "counted_at", "shown_missing")

    @admin.display(description="missing")
    def shown_missing(self, coverage: Coverage) -> SafeString | str:
        return badge(f"{coverage.missing:,}", "bad") if coverage.missing else "0"
