"""Documents, resources and changes: what was fetched, what is known of its address, what became different."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.admin.base import NOTHING, RecordAdmin, View, badge, link_list, link_to, table_of
from tracker.models import Change, Document, Resource, Statement
from tracker.services.archive import ArchiveError, open_body

SHOWN_TEXT = 6000


class ArticleFilter(admin.SimpleListFilter):
    """Articles, or the pages and files that are none."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("article", "articles"), ("other", "registers, feeds, listings")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Document]) -> QuerySet[Document]:
        if self.value() == "article":
            return queryset.filter(page="article")
        return queryset.exclude(page="article") if self.value() == "other" else queryset


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    """One archived body. Read-only: what it says is decided on its statements."""

    list_display = ("as_of", "source", "page", "shown_title", "state", "size")
    list_filter = ("state", ArticleFilter, "source")
    list_select_related = ("source",)
    search_fields = ("title", "url", "sha256")
    change_list_template = "admin/tracker/document/change_list.html"
    change_form_template = "admin/tracker/document/change_form.html"
    fieldsets = (
        (None, {"fields": ("source_link", "run_link", "page", "address", "title", "published", "language")}),
        ("What came of it", {"fields": ("state", "error", "statements", "issues")}),
        ("Text", {"fields": ("shown_text",)}),
        ("Archive", {"fields": ("as_of", "first_seen_at", "last_seen_at", "parsed_at", "media_type", "charset",
                                "size", "sha256", "is_snapshot", "referrer")}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        queryset: QuerySet[Document] = super().get_queryset(request)
        return queryset if request.resolver_match and request.resolver_match.kwargs else queryset.defer("text", "meta")

    def object_urls(self) -> Mapping[str, View]:
        return {"body": self.body_view}

    @admin.display(description="title or address", ordering="title")
    def shown_title(self, document: Document) -> str:
        text = document.title or document.url
        return text if len(text) <= 90 else f"{text[:89]}…"

    @admin.display(description="source")
    def source_link(self, document: Document) -> SafeString | str:
        return link_to(document.source)

    @admin.display(description="run")
    def run_link(self, document: Document) -> SafeString | str:
        return link_to(document.run)

    @admin.display(description="address")
    def address(self, document: Document) -> SafeString | str:
        if not document.public_url:
            return document.url
        return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', document.public_url)

    @admin.display(description="statements")
    def statements(self, document: Document) -> SafeString:
        count = Statement.objects.filter(last_document=document)[:1001].count()
        text = "more than 1,000 statements" if count > 1000 else f"{count:,} statements"
        return link_list("statement", text, last_document__id__exact=document.pk)

    @admin.display(description="issues")
    def issues(self, document: Document) -> SafeString:
        return link_list("issue", f"{document.issues.count():,} issues", document__id__exact=document.pk)

    @admin.display(description="main text")
    def shown_text(self, document: Document) -> SafeString | str:
        if not document.text:
            return "No text: a register's file, or a page without an article."
        rest = len(document.text) - SHOWN_TEXT
        more = f"… and {rest:,} more letters" if rest > 0 else ""
        return format_html(
            '<div class="text" lang="{}">{}</div>{}', document.language, document.text[:SHOWN_TEXT], more
        )

    @admin.display(description="said by the page that led here")
    def referrer(self, document: Document) -> SafeString | str:
        return table_of(document.meta)

    def body_view(self, request: HttpRequest, document: Document) -> HttpResponseBase:
        """The bytes as they came, for superusers alone: registers hold addresses of people."""
        if not request.user.is_superuser:
            raise PermissionDenied
        try:
            body = open_body(document)
        except ArchiveError as error:
            self.message_user(request, str(error), messages.ERROR)
            return self.go_back(request, self.change_url(document))
        name = f"document-{document.pk}"
        return FileResponse(body, as_attachment=True, filename=name, content_type="application/octet-stream")


@admin.register(Resource)
class ResourceAdmin(RecordAdmin):
    """An address that a source knows: what is still to be fetched, and what the server said last."""

    list_display = ("short_url", "source", "page", "checked_at", "due_at", "attempts", "short_error")
    list_filter = (("due_at", admin.EmptyFieldListFilter), "source")
    list_select_related = ("source",)
    search_fields = ("url", "error")
    actions = ("fetch_again", "fetch_no_more")
    fields = (
        "url", "source", "page", "refetch", "document_link", "checked_at", "due_at", "attempts", "error", "etag",
        "last_modified", "meta",
    )  # fmt: skip

    @admin.display(description="address", ordering="url")
    def short_url(self, resource: Resource) -> str:
        return resource.url if len(resource.url) <= 90 else f"{resource.url[:89]}…"

    @admin.display(description="error")
    def short_error(self, resource: Resource) -> str:
        return resource.error if len(resource.error) <= 80 else f"{resource.error[:79]}…"

    @admin.display(description="document")
    def document_link(self, resource: Resource) -> SafeString | str:
        return link_to(resource.document)

    @admin.action(description="Fetch again at the next poll", permissions=["decide"])
    def fetch_again(self, request: HttpRequest, queryset: QuerySet[Resource]) -> None:
        count = queryset.update(due_at=timezone.now(), attempts=0)
        self.message_user(request, f"{count} will be fetched at the next poll of their source.")

    @admin.action(description="Do not fetch", permissions=["decide"])
    def fetch_no_more(self, request: HttpRequest, queryset: QuerySet[Resource]) -> None:
        self.message_user(request, f"{queryset.update(due_at=None)} are not owed any more.")


@admin.register(Change)
class ChangeAdmin(RecordAdmin):
    """One thing that became different; read-only."""

    list_display = ("seen_at", "shown_kind", "contract", "as_of", "told")
    list_filter = ("kind",)
    list_select_related = ("contract__client", "contract__firm")
    date_hierarchy = "seen_at"
    search_fields = ("contract__search",)
    text_search = ("contract__search",)
    fields = (
        "shown_kind", "contract_link", "difference", "statement_link", "document_link", "run_link", "as_of", "seen_at",
        "processed_at",
    )  # fmt: skip

    @admin.display(description="what", ordering="kind")
    def shown_kind(self, change: Change) -> SafeString:
        return badge(change.get_kind_display())

    @admin.display(description="differences")
    def told(self, change: Change) -> str:
        return ", ".join(name.removesuffix("_id").replace("_", " ") for name in change.diffs) or NOTHING

    @admin.display(description="before → after")
    def difference(self, change: Change) -> SafeString | str:
        return table_of(
            {
                name.removesuffix("_id").replace("_", " "): " → ".join(_word(side) for side in diff)
                for name, diff in change.diffs.items()
            }
        )

    @admin.display(description="contract")
    def contract_link(self, change: Change) -> SafeString | str:
        return link_to(change.contract)

    @admin.display(description="statement")
    def statement_link(self, change: Change) -> SafeString | str:
        return link_to(change.statement)

    @admin.display(description="document")
    def document_link(self, change: Change) -> SafeString | str:
        return link_to(change.document)

    @admin.display(description="run")
    def run_link(self, change: Change) -> SafeString | str:
        return link_to(change.run)


def _word(value: object) -> str:
    return NOTHING if value in (None, "", []) else str(value)
