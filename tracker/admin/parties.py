"""Parties: named, merged and parted by people."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString

from tracker.admin.base import (
    NOTHING,
    BaseInlineFormSet,
    ModelForm,
    RememberedAdmin,
    TabularInline,
    View,
    link_list,
    link_to,
    listed,
    who,
)
from tracker.errors import DecisionError
from tracker.models import Party, PartyName
from tracker.normalize.countries import ALL_CODES
from tracker.normalize.names import fold, name_key
from tracker.services.mentions import identify_party
from tracker.services.merges import merge_parties, undo_merge
from tracker.services.naming import ensure_name, fill_name, follow_party
from tracker.services.parties import ORPHAN
from tracker.services.writing import writing

MOST_MERGED = 20
"""Parties merged at once: whoever merges more has not looked at them."""


class PartyForm(ModelForm):
    """What a person says of a party. A name or country that a person wrote is locked until it is unlocked."""

    class Meta:
        model = Party
        fields = ("name", "name_locked", "kind", "country", "country_locked", "note")
        widgets = {"name": forms.TextInput(attrs={"size": 80}), "note": forms.Textarea(attrs={"rows": 2, "cols": 80})}

    def clean_country(self) -> str:
        code = str(self.cleaned_data["country"]).strip().upper()
        if code and code not in ALL_CODES:
            raise ValidationError("This is no ISO 3166 code of two letters.")
        return code

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not name_key(name):
            raise ValidationError("This is no name: nothing of it can be compared.")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("name", "country"):
            if name in self.changed_data and f"{name}_locked" not in self.changed_data:
                cleaned[f"{name}_locked"] = True
                setattr(self.instance, f"{name}_locked", True)
        if self.instance._state.adding and not self.errors:
            self._found(cleaned)
        return cleaned

    def _found(self, cleaned: dict[str, Any]) -> None:
        """A new party gets the identity that its name and country give to every party."""
        key, place = name_key(cleaned["name"]), cleaned["country"]
        self.instance.identity, self.instance.key = identify_party(key, place), f"{key}|{place}"
        known = Party.objects.filter(identity=self.instance.identity).first()
        if known is not None:
            self.add_error("name", f"A party of this name and country exists: number {known.pk}.")


class NameForm(ModelForm):
    """A name by hand; its keys follow from it."""

    class Meta:
        model = PartyName
        fields = ("name", "kind", "role")
        widgets = {"name": forms.TextInput(attrs={"size": 60})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name"):
            self.instance.name = cleaned["name"]
            try:
                fill_name(self.instance)
            except DecisionError as error:
                self.add_error("name", str(error))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """A name that is written anew is a new name: readers of articles look for names that came since."""
        if self.instance.pk is not None and "name" in self.changed_data:
            PartyName.objects.get(pk=self.instance.pk).delete()
            self.instance.pk = None
            self.instance._state.adding = True
        return super().save(commit)


class NameFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        """The same name twice is one name."""
        super().clean()
        kept = [form for form in self.forms if form.cleaned_data.get("name") and form not in self.deleted_forms]
        keys = [form.instance.identity for form in kept]
        if len(keys) != len(set(keys)):
            raise ValidationError("One of these names stands here twice (case and legal form make no difference).")


class NameInline(TabularInline):
    """Names that people gave; those of documents are shown above."""

    model = PartyName
    form = NameForm
    formset = NameFormSet
    extra = 1
    verbose_name_plural = "names by hand: articles and searches find the party by them"

    def get_queryset(self, request: HttpRequest) -> QuerySet[PartyName]:
        return super().get_queryset(request).filter(mention=None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What a person gave, whoever may change it may take back; the history keeps it."""
        return self.has_change_permission(request, obj)


class MergeForm(forms.Form):
    """Which of several parties stays."""

    keep = forms.ModelChoiceField(Party.objects.none(), widget=forms.RadioSelect, empty_label=None, label="Keep")
    note = forms.CharField(required=False, label="Why", widget=forms.TextInput(attrs={"size": 80, "maxlength": 200}))

    def __init__(self, parties: QuerySet[Party], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["keep"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = parties
            field.choices = [(party.pk, describe_party(party)) for party in parties]


@admin.register(Party)
class PartyAdmin(RememberedAdmin):
    """A client or firm. Merging decides about names and can be undone."""

    is_editable = is_addable = True
    form = PartyForm
    inlines = (NameInline,)
    list_display = ("name", "kind", "country", "client_contracts", "firm_contracts", "leads_to")
    list_filter = ("kind", "name_locked", ("merged_into", admin.EmptyFieldListFilter))
    search_fields = ("name",)
    text_search = ("name",)
    list_select_related = ("merged_into",)
    ordering = ("name", "id")
    actions = ("merge",)
    change_form_template = "admin/tracker/party/change_form.html"
    readonly_fields = ("leads_to", "contract_links", "names_of_documents", "decisions", "key")

    def get_fieldsets(self, request: HttpRequest, obj: Party | None = None) -> Any:
        asked = [("name", "name_locked"), "kind", ("country", "country_locked"), "note"]
        if obj is None:
            return [(None, {"fields": ["name", "kind", "country", "note"]})]
        known = ["leads_to", "contract_links", "decisions", "names_of_documents", "key"]
        return [(None, {"fields": asked}), ("What is known", {"fields": known})]

    def match_word(self, word: str) -> Q:
        named = Q(name__icontains=word) | Q(name_key__icontains=fold(word))
        return Q(name__icontains=word) | Q(Exists(PartyName.objects.filter(named, party=OuterRef("pk"))))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            found = found.filter(merged_into=None)
        return found, duplicates

    @admin.display(description="leads to", ordering="merged_into")
    def leads_to(self, party: Party) -> SafeString | str:
        if party.merged_into is None:
            return NOTHING
        why = "no document names it" if party.merge_rule == ORPHAN else party.merge_rule or "a rule"
        return link_to(party.merged_into, f"{party.merged_into} ({why})")

    @admin.display(description="contracts")
    def contract_links(self, party: Party) -> SafeString:
        return listed(
            [
                link_list("contract", f"{party.client_contracts} as client", client__id__exact=party.pk),
                link_list("contract", f"{party.firm_contracts} as firm", firm__id__exact=party.pk),
            ]
        )  # type: ignore[return-value]

    @admin.display(description="decisions")
    def decisions(self, party: Party) -> SafeString:
        return link_list("mention", "which names mean this party, and why", party__id__exact=party.pk)

    @admin.display(description="names in documents")
    def names_of_documents(self, party: Party) -> SafeString | str:
        names = PartyName.objects.filter(party=party, mention__isnull=False).values_list("name", "mention__register")
        return listed([f"{name} ({register})" for name, register in names.distinct().order_by("name")[:100]])

    # -- Saving ------------------------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A form that is saved changes the party's row first: whoever writes must wait, or they wait for each other."""
        with writing() if request.method == "POST" else nullcontext():
            response: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
            return response

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        former = {name.name for name in PartyName.objects.filter(party=form.instance, mention=None)}
        super().save_formset(request, form, formset, change)
        form.former_names = former

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "name" in form.changed_data:
            ensure_name(form.instance, form.instance.name)
        if form.changed_data or any(formset.has_changed() for formset in formsets):
            follow_party(form.instance, who(request), former_names=getattr(form, "former_names", ()))

    def response_add(self, request: HttpRequest, obj: Party, post_url_continue: str | None = None) -> HttpResponse:
        self.message_user(request, "No contract names it yet; it can be chosen where a party is asked for.")
        return super().response_add(request, obj, post_url_continue)

    # -- Merging -----------------------------------------------------------------------------------------

    def object_urls(self) -> Mapping[str, View]:
        return {"unmerge": self.unmerge_view}

    @admin.action(description="Merge into one party…", permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Party]) -> HttpResponse | None:
        """Ask which one stays, then merge."""
        parties = queryset.filter(Q(merged_into=None) | Q(merge_rule=ORPHAN)).order_by("pk")
        count = parties.count()
        if not 2 <= count <= MOST_MERGED:
            text = f"Choose 2 to {MOST_MERGED} parties that are not merged yet."
            self.message_user(request, text, messages.WARNING)
            return None
        form = MergeForm(parties, request.POST if "confirmed" in request.POST else None)
        if form.is_valid():
            self._merge(request, list(parties), form.cleaned_data["keep"], form.cleaned_data["note"])
            return None
        form.initial.setdefault("keep", max(parties, key=lambda p: p.client_contracts + p.firm_contracts).pk)
        return self.render_page(
            request,
            "admin/tracker/party/merge.html",
            "Merge parties",
            form=form,
            parties=parties,
            checkbox=ACTION_CHECKBOX_NAME,
        )

    def _merge(self, request: HttpRequest, parties: list[Party], keep: Party, note: str) -> None:
        for party in parties:
            if party.pk == keep.pk:
                continue
            with self.told_errors(request):
                contracts = merge_parties(party, keep, who(request), note)
                self.log_change(request, party, f"merged into party {keep.pk}")
                text = f"{party} leads to {keep} now; {len(contracts)} contracts derived again."
                self.message_user(request, text, messages.SUCCESS)

    def unmerge_view(self, request: HttpRequest, party: Party) -> HttpResponse:
        """Undo a merge."""
        self.require_decision(request)
        with self.told_errors(request):
            undo_merge(party, who(request), request.POST.get("note", ""))
            self.log_change(request, party, "merge undone")
            self.message_user(request, "It is a party by itself again.", messages.SUCCESS)
        return HttpResponseRedirect(self.change_url(party))


def describe_party(party: Party) -> str:
    """A party among others of the same name."""
    facts = [party.country, f"{party.client_contracts} contracts as client", f"{party.firm_contracts} as firm"]
    return f"{party.name} ({', '.join(filter(None, facts))}; number {party.pk})"
