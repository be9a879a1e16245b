"""Mentions, names and numbers: how documents name parties, and the decisions whom that means."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest
from django.utils.safestring import SafeString

from tracker.admin.base import (
    NOTHING,
    ModelChoiceField,
    ModelForm,
    RecordAdmin,
    RememberedAdmin,
    badge,
    link_list,
    link_to,
    listed,
    table_of,
    who,
)
from tracker.models import Mention, Party, PartyIdentifier, PartyName
from tracker.services.decisions import decide_mention


class MentionForm(ModelForm):
    """Whom a name means."""

    nobody_known = forms.BooleanField(required=False, label="Nobody who is known: a party of its own")
    note = forms.CharField(required=False, label="Why", widget=forms.TextInput(attrs={"size": 80, "maxlength": 200}))

    class Meta:
        model = Mention
        fields = ("party",)


@admin.register(Mention)
class MentionAdmin(RememberedAdmin):
    """How documents name a party, and whom that means: by a rule with its reasons, or by a person."""

    is_editable = True
    form = MentionForm
    list_display = ("name", "role", "register", "party", "rule", "shown_confidence", "is_decided")
    list_filter = ("is_decided", "role", "rule")
    list_select_related = ("party",)
    search_fields = ("name", "identifier")
    ordering = ("-id",)
    autocomplete_fields = ("party",)
    readonly_fields = (
        "name", "role", "register", "shown_country", "number", "beside", "alias_list", "rule", "reason_list",
        "shown_confidence", "is_decided", "decided_by", "decided_at", "statements",
    )  # fmt: skip
    fieldsets = (
        ("The name", {"fields": ("name", "role", "register", "shown_country", "number", "beside", "alias_list")}),
        ("Whom it means", {"fields": ("party", "nobody_known", "note")}),
        ("Decided", {"fields": ("rule", "reason_list", "shown_confidence", "is_decided", "decided_by", "decided_at",
                                "statements")}),
    )  # fmt: skip

    def get_fieldsets(self, request: HttpRequest, obj: Mention | None = None) -> Any:
        if self.has_change_permission(request, obj):
            return self.fieldsets
        asked = ("nobody_known", "note")
        return [
            (title, {"fields": [name for name in options["fields"] if name not in asked]})
            for title, options in self.fieldsets
        ]

    @admin.display(description="country")
    def shown_country(self, mention: Mention) -> str:
        return " ".join(filter(None, (mention.country, mention.country_label))) or NOTHING

    @admin.display(description="number")
    def number(self, mention: Mention) -> str:
        return f"{mention.scheme} {mention.identifier}" if mention.identifier else NOTHING

    @admin.display(description="beside")
    def beside(self, mention: Mention) -> str:
        return mention.context if mention.register == "news" else NOTHING

    @admin.display(description="also called")
    def alias_list(self, mention: Mention) -> SafeString | str:
        return listed(mention.aliases)

    @admin.display(description="reasons")
    def reason_list(self, mention: Mention) -> SafeString | str:
        return listed(mention.reasons)

    @admin.display(description="confidence", ordering="confidence")
    def shown_confidence(self, mention: Mention) -> SafeString | str:
        return badge("by a person", "good") if mention.is_decided else f"{mention.confidence:.0%}"

    @admin.display(description="statements")
    def statements(self, mention: Mention) -> SafeString:
        role = "firm" if mention.role == Mention.Role.FIRM else "client"
        return link_list("statement", "that use it", **{f"{role}_mention__id__exact": mention.pk})

    def save_model(self, request: HttpRequest, obj: Mention, form: Any, change: bool) -> None:
        """Record the decision; the contracts follow it."""
        party = None if form.cleaned_data["nobody_known"] else form.cleaned_data["party"]
        with self.told_errors(request):
            contracts = decide_mention(obj, party, who(request), form.cleaned_data["note"])
            self.message_user(request, f"{len(contracts)} contracts derived again.")
        obj.refresh_from_db()


@admin.register(PartyName)
class PartyNameAdmin(RecordAdmin):
    """Every name under which a party is found; those by hand are edited on the party's page."""

    list_display = ("name", "party", "kind", "role", "origin")
    list_filter = ("kind", "role", ("mention", admin.EmptyFieldListFilter))
    list_select_related = ("party", "mention")
    search_fields = ("name",)
    ordering = ("-id",)
    fields = ("name", "party_link", "kind", "role", "origin", "name_key")

    @admin.display(description="party")
    def party_link(self, name: PartyName) -> SafeString | str:
        return link_to(name.party)

    @admin.display(description="from")
    def origin(self, name: PartyName) -> SafeString | str:
        return link_to(name.mention, name.mention.register) if name.mention else "a person"


@admin.register(PartyIdentifier)
class PartyIdentifierAdmin(RecordAdmin):
    """A register's row about a registrant: its number, the name filed under it, its dates."""

    list_display = ("value", "scheme", "mention", "registered_on", "deregistered_on", "gone_as_of")
    list_filter = ("scheme", ("gone_as_of", admin.EmptyFieldListFilter))
    list_select_related = ("mention",)
    search_fields = ("=value", "mention__name")
    ordering = ("-id",)
    fields = (
        "scheme", "value", "mention_link", "registered_on", "deregistered_on", "filed", "source", "document_link",
        "first_as_of", "gone_as_of",
    )  # fmt: skip

    @admin.display(description="name")
    def mention_link(self, identifier: PartyIdentifier) -> SafeString | str:
        return link_to(identifier.mention)

    @admin.display(description="document")
    def document_link(self, identifier: PartyIdentifier) -> SafeString | str:
        return link_to(identifier.document)

    @admin.display(description="as filed")
    def filed(self, identifier: PartyIdentifier) -> SafeString | str:
        return table_of(identifier.fields)


class PartyChoice(ModelChoiceField):
    """A field that searches for a party, outside of the admin's own forms."""

    def __init__(self, **options: Any) -> None:
        widget = AutocompleteSelect(Mention._meta.get_field("party"), admin.site)
        super().__init__(Party.objects.filter(merged_into=None), widget=widget, **options)
