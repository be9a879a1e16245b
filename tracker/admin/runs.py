"""Runs and issues: what was done, what could not be read and why."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.admin.base import NOTHING, RecordAdmin, View, badge, link_list, link_to, table_of
from tracker.models import Issue, Run
from tracker.services.ingest import find_adapter

COUNT_WORDS = {
    "fetched": "fetched",
    "not_modified": "not modified",
    "rows_read": "read",
    "new": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "gone": "gone",
    "quarantined": "quarantined",
    "changes": "changes told",
    "failures": "failed",
    "refusals": "refused",
}
RUN_STATES = {"ok": "good", "running": "wait", "partial": "wait", "failed": "bad", "blocked": "bad"}


@admin.register(Run)
class RunAdmin(RecordAdmin):
    """One execution of one source; read-only."""

    list_display = ("started_at", "source", "trigger", "shown_state", "lasted", "outcome", "first_error")
    list_filter = ("state", "trigger", "source")
    list_select_related = ("source",)
    date_hierarchy = "started_at"
    search_fields = ("error", "source__slug", "source__title")
    fieldsets = (
        (None, {"fields": ("source_link", "trigger", "shown_state", "phase", "progress", "what_it_left")}),
        ("When", {"fields": ("started_at", "heartbeat_at", "finished_at", "lasted", "attempts")}),
        ("Counts", {"fields": ("counts_table",)}),
        ("Errors", {"fields": ("error_text",)}),
    )

    @admin.display(description="state", ordering="state")
    def shown_state(self, run: Run) -> SafeString:
        return badge(run.state, RUN_STATES.get(run.state, ""))

    @admin.display(description="seconds")
    def lasted(self, run: Run) -> str:
        return f"{run.duration:,.1f}"

    @admin.display(description="what it did")
    def outcome(self, run: Run) -> str:
        """The counts that are not zero, in words."""
        counts = {**run.counts(), "failures": run.failures, "refusals": run.refusals}
        return ", ".join(f"{counts[name]:,} {words}" for name, words in COUNT_WORDS.items() if counts[name]) or NOTHING

    @admin.display(description="error")
    def first_error(self, run: Run) -> str:
        first = run.error.strip().partition("\n")[0]
        return first if len(first) <= 80 else f"{first[:79]}…"

    @admin.display(description="source")
    def source_link(self, run: Run) -> SafeString | str:
        return link_to(run.source)

    @admin.display(description="left behind")
    def what_it_left(self, run: Run) -> SafeString:
        links = (
            link_list("issue", "issues", run__id__exact=run.pk),
            link_list("document", "documents", run__id__exact=run.pk),
            link_list("change", "changes", run__id__exact=run.pk),
        )
        return format_html("{} · {} · {}", *links)

    @admin.display(description="counted")
    def counts_table(self, run: Run) -> SafeString | str:
        fields = [field for field in Run._meta.fields if field.name in (*Run.COUNTS, "failures", "refusals")]
        return table_of(
            {
                str(field.verbose_name).capitalize(): format_html(
                    "{} <small>{}</small>", f"{getattr(run, field.name):,}", field.help_text
                )
                for field in fields
            }
        )

    @admin.display(description="told")
    def error_text(self, run: Run) -> SafeString | str:
        return format_html("<pre>{}</pre>", run.error.strip()) if run.error else "None."


@admin.register(Issue)
class IssueAdmin(RecordAdmin):
    """Quarantine: rows and pages that could not be read, with the reason."""

    list_display = ("last_seen_at", "source", "short_error", "where", "state")
    list_filter = ("state", "source")
    list_select_related = ("source", "document")
    search_fields = ("error", "url")
    date_hierarchy = "last_seen_at"
    actions = ("mark_resolved", "mark_open")
    change_form_template = "admin/tracker/issue/change_form.html"
    fieldsets = (
        (None, {"fields": ("error", "state", "source_link", "run_link", "document_link", "url")}),
        ("The row", {"fields": ("place", "shown_row")}),
        ("When", {"fields": ("first_seen_at", "last_seen_at")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        queryset: QuerySet[Issue] = super().get_queryset(request).defer("document__text", "document__meta")
        return queryset if request.resolver_match and request.resolver_match.kwargs else queryset.defer("raw")

    def object_urls(self) -> Mapping[str, View]:
        return {"raw": self.raw_view}

    @admin.display(description="reason", ordering="error")
    def short_error(self, issue: Issue) -> str:
        return issue.error if len(issue.error) <= 120 else f"{issue.error[:119]}…"

    @admin.display(description="where")
    def where(self, issue: Issue) -> str:
        page = issue.document.page if issue.document else ""
        return f"{page}, row {issue.row['row']:,}" if issue.row.get("row") else page or NOTHING

    @admin.display(description="source")
    def source_link(self, issue: Issue) -> SafeString | str:
        return link_to(issue.source)

    @admin.display(description="run")
    def run_link(self, issue: Issue) -> SafeString | str:
        return link_to(issue.run)

    @admin.display(description="document")
    def document_link(self, issue: Issue) -> SafeString | str:
        return link_to(issue.document)

    @admin.display(description="place")
    def place(self, issue: Issue) -> str:
        if not issue.row:
            return "the whole document"
        return f"row {issue.row['row']:,}, {issue.row['length']:,} bytes from byte {issue.row['offset']:,}"

    @admin.display(description="as filed")
    def shown_row(self, issue: Issue) -> SafeString | str:
        """The allow-listed columns; street addresses are not shown even here."""
        if not issue.raw:
            return NOTHING
        page = issue.document.page if issue.document else ""
        values = find_adapter(issue.source).show_row(bytes(issue.raw), page)
        if not values:
            return "Nothing of it can be shown without showing what may be private."
        return table_of({name: format_html("<pre>{}</pre>", value) for name, value in values.items()})

    def raw_view(self, request: HttpRequest, issue: Issue) -> HttpResponse:
        """The bytes as they came, for superusers alone: registers hold addresses of people."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return HttpResponse(
            bytes(issue.raw),
            content_type="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="issue-{issue.pk}.bin"'},
        )

    @admin.action(description="Mark as resolved", permissions=["decide"])
    def mark_resolved(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        self._mark(request, queryset, Issue.State.RESOLVED)

    @admin.action(description="Mark as open", permissions=["decide"])
    def mark_open(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        self._mark(request, queryset, Issue.State.OPEN)

    def _mark(self, request: HttpRequest, queryset: QuerySet[Issue], state: str) -> None:
        issues = list(queryset.exclude(state=state).defer("raw"))
        for issue in issues:
            issue.state = state
            issue.save(update_fields=["state"])
            self.log_change(request, issue, f"marked as {state}")
        self.message_user(request, f"{len(issues)} marked as {state}.", messages.SUCCESS)
