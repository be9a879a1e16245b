"""Contracts: what we believe and why, corrected by people, joined and separated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString

from tracker.admin.base import NOTHING, RememberedAdmin, View, badge, listed, show_price, show_term, table_of, who
from tracker.admin.contract_forms import (
    MONEY_FIELDS,
    REGISTER_FIELDS,
    TERM_FIELDS,
    CorrectionForm,
    EntryForm,
)
from tracker.admin.filings import show_latest
from tracker.errors import DecisionError
from tracker.models import Contract, Statement
from tracker.resolution.voices import RANKS
from tracker.services.corrections import PARTY_FIELDS, correct_contract, enter_contract
from tracker.services.evidence import Evidence, explain_contract, load_statements
from tracker.services.joins import join_contracts, separate_contract

RANK_WORDS = {
    3: "a person’s word, which outranks every machine",
    2: "a filing’s terms, which outrank a register’s entry and the press",
    1: "a register’s entry, which outranks the press",
    0: "the press: the newest article that says so",
}

_STATUS = {"active": "good", "reported": "wait", "terminated": "", "unlisted": "wait"}


class JoinForm(forms.Form):
    """Which contract this one is the same as."""

    contract = forms.ModelChoiceField(
        Contract.objects.filter(merged_into=None, withdrawn_at=None),
        label="It is the same contract as",
        help_text="Search for client, firm or number. That one stays, this one leads there.",
        widget=AutocompleteSelect(Contract._meta.get_field("merged_into"), admin.site),
    )
    note = forms.CharField(required=False, label="Why", widget=forms.TextInput(attrs={"size": 80, "maxlength": 200}))


@dataclass(frozen=True, slots=True)
class Belief:
    """One value of a contract with what decides it."""

    label: str
    value: str
    why: str
    found: Evidence


@admin.register(Contract)
class ContractAdmin(RememberedAdmin):
    """What is saved here is a correction with its source: the columns themselves are derived."""

    is_editable = is_addable = True
    list_display = (
        "__str__",
        "shown_status",
        "price",
        "registered_on",
        "end",
        "country",
        "registers_shown",
    )
    list_filter = (
        "status",
        "is_flagged",
        "is_self_filed",
        "value_basis",
        ("withdrawn_at", admin.EmptyFieldListFilter),
        ("merged_into", admin.EmptyFieldListFilter),
    )
    list_select_related = ("client", "firm")
    search_fields = ("search",)
    text_search = ("search",)
    ordering = ("-id",)
    autocomplete_fields = PARTY_FIELDS
    readonly_fields = ("latest_report", "report_count", "is_self_filed", "register_numbers")
    change_form_template = "admin/tracker/contract/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contract]:
        queryset: QuerySet[Contract] = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.kwargs:
            return queryset
        queryset = queryset.defer("terms", "disclosed_totals", "provenance", "search", "register_ids", "flags")
        return queryset.filter(merged_into=None, withdrawn_at=None) if _is_autocomplete(request) else queryset

    # -- The list ----------------------------------------------------------------------------------------

    @admin.display(description="status", ordering="status")
    def shown_status(self, contract: Contract) -> SafeString:
        if contract.merged_into_id is not None:
            return badge("joined")
        if contract.withdrawn_at is not None:
            return badge("withdrawn", "bad")
        return badge(contract.get_status_display(), _STATUS.get(contract.status, ""))

    @admin.display(description="price, or reported last", ordering="comparable_usd")
    def price(self, contract: Contract) -> str:
        return show_price(contract) or show_latest(contract) or NOTHING

    @admin.display(description="reported last")
    def latest_report(self, contract: Contract) -> str:
        return show_latest(contract) or NOTHING

    @admin.display(description="register numbers")
    def register_numbers(self, contract: Contract) -> SafeString | str:
        """A register's numbers: a list of them, or each by its name."""
        shown = {
            key: table_of(found) if isinstance(found, dict) else listed(found)
            for key, found in contract.register_ids.items()
        }
        return table_of(shown)

    @admin.display(description="registers", ordering="registers")
    def registers_shown(self, contract: Contract) -> str:
        return ", ".join(contract.register_list)

    # -- The form ----------------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Contract | None = None) -> bool:
        if obj is not None and (obj.merged_into_id is not None or obj.withdrawn_at is not None):
            return False
        return super().has_change_permission(request, obj)

    def get_form(self, request: HttpRequest, obj: Contract | None = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = EntryForm if obj is None else CorrectionForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Contract | None = None) -> Any:
        parties: list[Any] = list(PARTY_FIELDS)
        if obj is None:
            parties = ["client", ("client_name", "client_country"), "firm", "firm_name", *PARTY_FIELDS[2:]]
        may_say = obj is None or self.has_change_permission(request, obj)
        filed = obj is not None and (obj.report_count or obj.register_ids)
        note = {"fields": ("note", "token"), "description": _ENTRY_HELP if obj is None else _NOTE_HELP}
        return [
            ("Who", {"fields": parties}),
            ("For how much", {"fields": [MONEY_FIELDS[:2], MONEY_FIELDS[2:5], "total_value"]}),
            ("For how long and for what", {"fields": [TERM_FIELDS[:3], "purpose"]}),
            ("In the register", {"fields": [REGISTER_FIELDS]}),
            *([("In its filings", {"fields": self.readonly_fields, "description": _FILED_HELP})] if filed else []),
            *([("Where this is from", note)] if may_say else []),
        ]

    def save_model(self, request: HttpRequest, obj: Contract, form: Any, change: bool) -> None:
        """Write what the person asserts as a statement; the contract is derived from it and all the others."""
        asserted = form.read_assertions()
        note, token = form.cleaned_data["note"], form.cleaned_data["token"]
        if change:
            if asserted:
                correct_contract(obj, who(request), asserted, note, token=token)
        else:
            parties = form.read_party("client"), form.read_party("firm")
            statement = enter_contract(who(request), *parties, asserted, note, token=token)
            obj.pk = statement.contract_id
        obj.refresh_from_db()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            response: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        except DecisionError as error:
            # The contract was joined or withdrawn between the form and its saving.
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        return response

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        contract = self.get_object(request, object_id)
        context = extra_context or {}
        if contract is not None and request.method == "GET":
            statements = load_statements(contract)
            context = {
                **context,
                "beliefs": _explain(contract, statements),
                "statements": statements,
                "silent": _find_silent(contract),
                "joined": contract.absorbed.order_by("pk"),
            }
        context["may_decide"] = self.has_decide_permission(request)
        response: HttpResponse = super().change_view(request, object_id, form_url, context)
        return response

    # -- Joining -----------------------------------------------------------------------------------------

    def object_urls(self) -> Mapping[str, View]:
        return {"join": self.join_view, "separate": self.separate_view}

    def join_view(self, request: HttpRequest, contract: Contract) -> HttpResponse:
        """Say that two contracts are one."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        form = JoinForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            keep = form.cleaned_data["contract"]
            with self.told_errors(request):
                join_contracts(contract, keep, who(request), form.cleaned_data["note"])
                self.log_change(request, keep, f"joined with contract {contract.pk}")
                self.message_user(request, f"Contract {contract.pk} is one with this now.", messages.SUCCESS)
                return HttpResponseRedirect(self.change_url(keep))
        return self.render_page(
            request,
            "admin/tracker/contract/join.html",
            "Join with another contract",
            form=form,
            contract=contract,
            media=self.media + form.media,
        )

    def separate_view(self, request: HttpRequest, contract: Contract) -> HttpResponse:
        """Undo a join."""
        self.require_decision(request)
        with self.told_errors(request):
            separate_contract(contract, who(request), request.POST.get("note", ""))
            self.log_change(request, contract, "separated")
            self.message_user(request, "It is a contract by itself again.", messages.SUCCESS)
        return HttpResponseRedirect(self.change_url(contract))


_FILED_HELP = (
    "What was reported for a period is no agreed price. It follows from the filings and is not corrected here."
)
_ENTRY_HELP = (
    "The contract is saved as a statement of your own. When a register or an article brings the same one, the two "
    "become one contract, and your word outranks theirs."
)
_NOTE_HELP = (
    "What you change above is saved as a statement of your own. It outranks registers and articles, no scrape undoes "
    "it, and it can be withdrawn below."
)


def _is_autocomplete(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.url_name == "autocomplete")


def _explain(contract: Contract, statements: Sequence[Statement]) -> list[Belief]:
    """Every value with the statement that decides it and why that one."""
    beliefs = []
    for name, found in explain_contract(contract, statements).items():
        if name in ("client_country", "total_value"):
            continue
        why = RANK_WORDS[RANKS[found.statement.kind]]
        beliefs.append(Belief(name.replace("_", " "), _show_value(contract, name) or "nothing", why, found))
    return beliefs


def _show_value(contract: Contract, name: str) -> str:
    if name in ("value", "latest_amount"):
        return show_price(contract) if name == "value" else show_latest(contract)
    if name == "term_months":
        return show_term(contract.term_months)
    value = contract.get_status_display() if name == "status" else getattr(contract, name)
    return "" if value is None else str(value)


def _find_silent(contract: Contract) -> list[Statement]:
    """What would speak of the same pair but waits for review, was rejected, or was withdrawn by its article."""
    pair = Q(client_mention__party=contract.client_id, firm_mention__party=contract.firm_id)
    found = Statement.objects.filter(Q(pinned_to=contract) | pair, contract=None)
    return list(found.select_related("source", "last_document").order_by("-pk")[:50])
