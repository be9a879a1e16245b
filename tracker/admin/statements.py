"""Statements: what one document says, the words it was read from, and a person's verdict on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.admin.base import (
    NOTHING,
    RememberedAdmin,
    View,
    badge,
    in_words,
    link_to,
    listed,
    show_price,
    show_term,
    table_of,
    who,
)
from tracker.admin.filings import FILING_FILTERS, REPORT_FIELDS, FilingColumns, is_filing, show_reported
from tracker.admin.pasting import read_article_view
from tracker.models import Contract, Statement
from tracker.services.decisions import accept_statements, reject_statements
from tracker.services.evidence import cut_passages, read_evidence
from tracker.services.joins import move_statements, release_statements

STATES = {"published": "", "accepted": "good", "rejected": "bad", "review": "wait"}

_READ = (
    "client", "firm", "on_behalf_of", "via", "subcontract_of", "act", "value", "term_months", "start", "end",
    "registered_on", "deregistered_on", "purpose",
)  # fmt: skip


class MoveForm(forms.Form):
    """Where a statement belongs."""

    where = forms.ChoiceField(
        choices=[
            ("contract", "in another contract:"),
            ("own", "in a contract of its own"),
            ("rules", "wherever the rules put it"),
        ],
        widget=forms.RadioSelect,
        initial="contract",
        label="It belongs",
    )
    contract = forms.ModelChoiceField(
        Contract.objects.filter(merged_into=None),
        required=False,
        widget=AutocompleteSelect(Statement._meta.get_field("pinned_to"), admin.site),
    )
    note = forms.CharField(required=False, label="Why", widget=forms.TextInput(attrs={"size": 80, "maxlength": 200}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("where") == "contract" and cleaned.get("contract") is None and "contract" not in self.errors:
            self.add_error("contract", "Choose the contract.")
        return cleaned


@admin.register(Statement)
class StatementAdmin(FilingColumns, RememberedAdmin):
    """What one document says about one contract. Its words are never edited: they are accepted, rejected, or moved."""

    list_display = ("pair", "shown_state", "kind", "price", "contract_link", "posted_on", "act", "source")
    list_filter = ("state", "kind", "act", "source", *FILING_FILTERS)
    list_select_related = ("source",)
    ordering = ("-id",)
    search_fields = ("raw_client", "raw_firm", "purpose", "note")
    actions = ("accept", "reject")
    change_form_template = "admin/tracker/statement/change_form.html"
    fieldsets = (
        (None, {"fields": ("pair", "shown_state", "contract_link", "pinned", "document_link", "source_link")}),
        ("What it says", {"fields": ("read_table", "flag_list", "kind", "act", "posted_on", "confidence")}),
        ("The filing", {"fields": REPORT_FIELDS}),
        ("The words", {"fields": ("text_with_quotes", "filed_table")}),
        ("By a person", {"fields": ("note", "author", "asserted_list")}),
        ("Where and when", {"fields": ("register_key", "ordinal", "place", "first_as_of", "content_as_of",
                                       "gone_as_of", "seen_at", "renamed_from_link")}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        queryset: QuerySet[Statement] = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.kwargs:
            return queryset.select_related("last_document", "source", "contract", "pinned_to", "renamed_from")
        return queryset.defer("evidence", "fields", "row", "confidences", "flags", "note", "details", "register_ids")

    def get_fieldsets(self, request: HttpRequest, obj: Statement | None = None) -> Any:
        left_out = {"The words" if obj is not None and obj.kind == "correction" else "By a person"}
        if obj is not None and obj.author_id:
            left_out.discard("By a person")
        if obj is None or not is_filing(obj):
            left_out.add("The filing")
        return [(title, options) for title, options in self.fieldsets if title not in left_out]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """A person's page leads to the filings that name the person."""
        return lookup == "appearances__person__id__exact" or super().lookup_allowed(lookup, value, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_decide": self.has_decide_permission(request), **(extra_context or {})}
        response: HttpResponse = super().change_view(request, object_id, form_url, context)
        return response

    # -- Columns -----------------------------------------------------------------------------------------

    @admin.display(description="client – firm as filed", ordering="raw_client")
    def pair(self, statement: Statement) -> str:
        return str(statement)

    @admin.display(description="state", ordering="state")
    def shown_state(self, statement: Statement) -> SafeString:
        return badge(statement.get_state_display(), STATES.get(statement.state, ""))

    @admin.display(description="price, or reported", ordering="value")
    def price(self, statement: Statement) -> str:
        return show_price(statement) or show_reported(statement) or NOTHING

    @admin.display(description="contract", ordering="contract")
    def contract_link(self, statement: Statement) -> SafeString | str:
        if statement.contract_id is None:
            return NOTHING
        url = self.change_url(Contract(pk=statement.contract_id))
        return format_html('<a href="{}">{}</a>', url, statement.contract_id)

    @admin.display(description="put there by a person")
    def pinned(self, statement: Statement) -> SafeString | str:
        return link_to(statement.pinned_to) if statement.kind != "correction" else NOTHING

    @admin.display(description="document")
    def document_link(self, statement: Statement) -> SafeString | str:
        return link_to(statement.last_document)

    @admin.display(description="source")
    def source_link(self, statement: Statement) -> SafeString | str:
        return link_to(statement.source)

    @admin.display(description="continues")
    def renamed_from_link(self, statement: Statement) -> SafeString | str:
        return link_to(statement.renamed_from)

    # -- What it says ------------------------------------------------------------------------------------

    @admin.display(description="read from it")
    def read_table(self, statement: Statement) -> SafeString | str:
        """Each value beside the words or the column that it was read from."""
        rows = [(name, self._show_value(statement, name), *self._show_ground(statement, name)) for name in _READ]
        lines = format_html_join(
            "",
            '<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>',
            ((name.replace("_", " "), value, ground, doubt) for name, value, ground, doubt in rows if value),
        )
        head = '<tr><th>Field</th><th>Read as</th><th>From</th><th scope="col">Confidence</th></tr>'
        return format_html('<table class="facts wide"><thead>{}</thead>{}</table>', SafeString(head), lines)

    def _show_value(self, statement: Statement, name: str) -> str:
        if name in ("client", "firm", "on_behalf_of", "via", "subcontract_of"):
            mention = getattr(statement, f"{'prime' if name == 'subcontract_of' else name}_mention")
            return mention.name if mention is not None else ""
        if name in ("value", "term_months"):
            return show_price(statement) if name == "value" else show_term(statement.term_months)
        value = getattr(statement, name)
        return "" if value in (None, "") else str(value)

    def _show_ground(self, statement: Statement, name: str) -> tuple[SafeString | str, str]:
        found = read_evidence(statement, name)
        if found.column:
            return format_html("column <em>{}</em>", found.column), ""
        quotes = [piece.text for passage in found.passages for piece in passage.pieces if piece.is_quote]
        doubt = f"{found.confidence:.0%}" if found.confidence < 1 else ""
        page = [f"page {found.page}"] if found.page else []
        return (listed([*(format_html("<q>{}</q>", quote) for quote in quotes), *page]) if quotes else ""), doubt

    @admin.display(description="flags")
    def flag_list(self, statement: Statement) -> str:
        return ", ".join(in_words("flag_words", flag) for flag in statement.flags) or NOTHING

    @admin.display(description="asserts")
    def asserted_list(self, statement: Statement) -> str:
        return ", ".join(name.replace("_", " ") for name in statement.asserted) or NOTHING

    @admin.display(description="in the text")
    def text_with_quotes(self, statement: Statement) -> SafeString | str:
        """The sentences round every quote, with the quotes marked."""
        text = statement.last_document.text if statement.last_document else ""
        quotes = [quote for found in statement.evidence.values() if isinstance(found, list) for quote in found]
        return show_passages(text, quotes) if quotes else NOTHING

    @admin.display(description="as filed")
    def filed_table(self, statement: Statement) -> SafeString | str:
        """The allow-listed columns; street addresses are not shown even here."""
        return table_of(statement.fields)

    @admin.display(description="place in the file")
    def place(self, statement: Statement) -> str:
        row = statement.row
        return f"row {row['row']:,}, {row['length']:,} bytes from byte {row['offset']:,}" if row else NOTHING

    # -- Verdicts ----------------------------------------------------------------------------------------

    def object_urls(self) -> Mapping[str, View]:
        return {"verdict": self.verdict_view, "move": self.move_view}

    def list_urls(self) -> Mapping[str, View]:
        return {"read": read_article_view}

    def verdict_view(self, request: HttpRequest, statement: Statement) -> HttpResponse:
        """The buttons “accept” and “reject”, wherever they stand."""
        self.require_decision(request)
        judge = {"accept": accept_statements, "reject": reject_statements}.get(request.GET.get("verdict", ""))
        if judge is None:
            raise PermissionDenied
        with self.told_errors(request):
            judge([statement.pk], who(request), request.POST.get("verdict_note", ""))
            statement.refresh_from_db()
            self.log_change(request, statement, f"{statement.state} the statement")
            self.message_user(request, f"“{statement}” is {statement.state}.", messages.SUCCESS)
        return self.go_back(request, self.change_url(statement))

    def move_view(self, request: HttpRequest, statement: Statement) -> HttpResponse:
        """Put the statement into another contract, or let the rules say where it belongs."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        form = MoveForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with self.told_errors(request):
                note, where = form.cleaned_data["note"], form.cleaned_data["where"]
                if where == "rules":
                    release_statements([statement.pk], who(request), note)
                else:
                    chosen = form.cleaned_data["contract"] if where == "contract" else None
                    move_statements([statement.pk], chosen, who(request), note)
                self.log_change(request, statement, "put into another contract")
                self.message_user(request, "The contracts were derived again.", messages.SUCCESS)
                return HttpResponseRedirect(self.change_url(statement))
        return self.render_page(
            request,
            "admin/tracker/statement/move.html",
            "Put into another contract",
            form=form,
            statement=statement,
            media=self.media + form.media,
        )

    @admin.action(description="Accept: count what it says", permissions=["decide"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Statement]) -> None:
        self._judge(request, queryset, "accepted")

    @admin.action(description="Reject: take it out of its contract", permissions=["decide"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Statement]) -> None:
        self._judge(request, queryset, "rejected")

    def _judge(self, request: HttpRequest, queryset: QuerySet[Statement], verdict: str) -> None:
        judge = accept_statements if verdict == "accepted" else reject_statements
        ids = list(queryset.values_list("pk", flat=True))
        with self.told_errors(request):
            contracts = judge(ids, who(request))
            self.log_changes(request, queryset, verdict)
            self.message_user(request, f"{len(ids)} {verdict}; {len(contracts)} contracts derived again.")

    def log_changes(self, request: HttpRequest, statements: QuerySet[Statement], text: str) -> None:
        for statement in statements:
            self.log_change(request, statement, text)


def show_passages(text: str, quotes: Any) -> SafeString:
    """The quotes in their sentences, marked."""
    passages = []
    for passage in cut_passages(text, quotes):
        pieces = format_html_join(
            "", "{}", ((format_html("<mark>{}</mark>", p.text) if p.is_quote else p.text,) for p in passage.pieces)
        )
        before, after = "… " if passage.cut_before else "", " …" if passage.cut_after else ""
        passages.append((before, pieces, after))
    return format_html_join("", "<blockquote>{}{}{}</blockquote>", passages)
