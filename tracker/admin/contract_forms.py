"""Forms in which a person says what a contract is: a correction of one, or one entered by hand."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms

from tracker.admin.base import ModelForm
from tracker.errors import DecisionError
from tracker.models import Contract, Party
from tracker.models.fields import validate_partial_date
from tracker.normalize.countries import ALL_CODES
from tracker.records import PartialDate, PartyMention
from tracker.resolution.voices import Money
from tracker.services.corrections import PARTY_FIELDS, check_assertions

MONEY_FIELDS = ("value", "value_high", "value_qualifier", "currency", "value_basis", "total_value")
TERM_FIELDS = ("term_months", "start", "end", "purpose")
REGISTER_FIELDS = ("status", "registered_on", "deregistered_on")

ASSERTED_FIELDS = (*PARTY_FIELDS, *MONEY_FIELDS, *TERM_FIELDS, *REGISTER_FIELDS)
QUALIFIERS = ("about", "up_to", "at_least", "more_than", "less_than")

_CURRENCY = re.compile(r"[A-Z]{3}")


class AssertingForm(ModelForm):
    """The fields that a person can assert. What the form's rows held when it was opened is posted along, so that a
    scrape in between is not taken for the person's word."""

    note = forms.CharField(
        label="Source note",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        help_text="Where you have this from: the document and page, the person who told you, the day. Readers see it.",
    )
    value_qualifier = forms.ChoiceField(
        required=False,
        choices=[("", "exactly"), *((name, name.replace("_", " ")) for name in QUALIFIERS)],
        label="Stated as",
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Contract
        fields = ASSERTED_FIELDS
        widgets = {"purpose": forms.Textarea(attrs={"rows": 2, "cols": 80})}
        help_texts = {
            "total_value": "What it comes to in all. Left as it is, it follows from rate and term.",
            "currency": "Three capital letters: USD.",
            "term_months": "Months.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid.uuid4().hex)
        for name, field in self.fields.items():
            if name in ASSERTED_FIELDS:
                field.show_hidden_initial = self.instance.pk is not None
                field.required = False

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"] or "").strip().upper()
        if currency and not _CURRENCY.fullmatch(currency):
            raise forms.ValidationError("Give three capital letters, for example USD.")
        return currency

    def clean_start(self) -> str:
        return _check_day(self.cleaned_data["start"])

    def clean_end(self) -> str:
        return _check_day(self.cleaned_data["end"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            self.check(self.read_assertions(), cleaned.get("note") or "")
        except DecisionError as error:
            self._place_error(str(error))
        return cleaned

    def check(self, asserted: Mapping[str, Any], note: str) -> None:
        """Raises DecisionError when what the form says cannot be asserted."""
        if asserted:
            check_assertions(asserted, note)

    def _place_error(self, text: str) -> None:
        places = (
            {"what the amount is for": "value_basis", "value itself": "value"}
            | {name: name for name in ("note", "currency", "client", "firm", "status")}
            | {"amount": "value", "term": "term_months"}
        )
        field = next((name for words, name in places.items() if words in text and name in self.fields), None)
        self.add_error(field, text[:1].upper() + text[1:] + ".")

    def said(self) -> set[str]:
        """Names of the fields that the person has spoken about."""
        return set(self.changed_data) & set(ASSERTED_FIELDS)

    def read_assertions(self) -> dict[str, Any]:
        """What the form asserts, as ``services.corrections`` takes it."""
        said, values = self.said(), self.cleaned_data
        asserted: dict[str, Any] = {}
        if said & set(MONEY_FIELDS):
            asserted["value"] = self._read_money("total_value" in said)
        for name in said - set(MONEY_FIELDS):
            value = values.get(name)
            if name in ("start", "end"):
                value = PartialDate.from_iso(value) if value else None
            asserted[name] = value
        return asserted

    def _read_money(self, states_total: bool) -> Money | None:
        values = self.cleaned_data
        if all(values.get(name) in (None, "") for name in ("value", "value_high", "total_value")):
            return None
        return Money(
            values.get("value"),
            values.get("currency") or "",
            values.get("value_basis") or "",
            values.get("value_qualifier") or "",
            values.get("value_high"),
            values.get("total_value") if states_total else None,
        )


def _check_day(text: str | None) -> str:
    if text:
        validate_partial_date(text)
    return text or ""


class CorrectionForm(AssertingForm):
    """What a person knows better of a contract than the machines that read of it."""


class EntryForm(AssertingForm):
    """A contract that no machine has read of. Its parties are chosen, or named and then found or founded."""

    client_name = forms.CharField(required=False, label="or a client by name", max_length=300)
    client_country = forms.CharField(
        required=False, max_length=2, label="of the country", help_text="ISO code, for example TR; empty when unknown."
    )
    firm_name = forms.CharField(required=False, label="or a firm by name", max_length=300)

    def clean_client_country(self) -> str:
        code = str(self.cleaned_data["client_country"]).strip().upper()
        if code and code not in ALL_CODES:
            raise forms.ValidationError("This is no ISO 3166 code of two letters.")
        return code

    def said(self) -> set[str]:
        return {name for name in ASSERTED_FIELDS if self.cleaned_data.get(name) not in (None, "")}

    def check(self, asserted: Mapping[str, Any], note: str) -> None:
        for name in ("client", "firm"):
            chosen, typed = self.cleaned_data.get(name), self.cleaned_data.get(f"{name}_name")
            if bool(chosen) == bool(typed):
                what = "only one of the two" if chosen else f"a {name}"
                self.add_error(name, f"Choose {what}, or give a name.")
        if not self.errors:
            check_assertions({**asserted, "client": self.read_party("client"), "firm": self.read_party("firm")}, note)

    def read_party(self, name: str) -> Party | PartyMention:
        """The chosen party, or the one that was named."""
        chosen: Party | None = self.cleaned_data.get(name)
        if chosen is not None:
            return chosen
        country = self.cleaned_data.get("client_country") if name == "client" else None
        return PartyMention(" ".join(self.cleaned_data[f"{name}_name"].split()), country=country or None)
