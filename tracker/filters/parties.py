"""PartyFilter: what a list of clients and firms can be restricted and sorted by."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tracker.filters import choices, fields
from tracker.filters.keyset import Sort
from tracker.filters.strict import FieldFilter, StrictFilterSet, one_of, sort_filter
from tracker.filters.words import match_name
from tracker.forms import FilterForm
from tracker.models import Mention, Party, PartyName
from tracker.normalize.countries import country_name

SORTS = (
    Sort(
        "contracts",
        _("contracts"),
        F("client_contracts") + F("firm_contracts"),
        "number",
        is_descending=True,
        has_gaps=False,
    ),
    Sort("firm", _("contracts as firm"), "firm_contracts", "number", is_descending=True, has_gaps=False),
    Sort("client", _("contracts as client"), "client_contracts", "number", is_descending=True, has_gaps=False),
    Sort("name", _("name"), Lower("name"), "text", has_gaps=False),
)


class PartyFilter(StrictFilterSet):
    """The filter of parties."""

    sorts = SORTS

    q = FieldFilter(fields.NameField, method="filter_name", label=_("Name or registration number"))
    role = one_of("role", [("client", "client"), ("firm", "firm")], method="filter_role", label=_("Role"))
    country = FieldFilter(
        fields.CountryField, method="filter_country", label=_("Country"), choices=choices.country_choices
    )
    sort = sort_filter(SORTS)

    class Meta:
        model = Party
        form = FilterForm
        fields: list[str] = []

    def filter_name(self, queryset: QuerySet[Party], name: str, value: Any) -> QuerySet[Party]:
        if not value:
            return queryset
        named = PartyName.objects.filter(match_name("name_key", value.terms)).values("party")
        found = Q(pk__in=named)
        if value.text.isdigit():
            found |= Q(pk__in=Mention.objects.filter(identifier=value.text).values("party"))
        return queryset.filter(found)

    def filter_role(self, queryset: QuerySet[Party], name: str, value: str) -> QuerySet[Party]:
        return queryset.filter(**{f"{value}_contracts__gt": 0}) if value else queryset

    def filter_country(self, queryset: QuerySet[Party], name: str, value: list[str]) -> QuerySet[Party]:
        return queryset.filter(country__in=value) if value else queryset

    def describe(self, name: str, value: Any) -> str:
        return country_name(value) if name == "country" else super().describe(name, value)
