"""PersonFilter: what a list of lobbyists can be restricted and sorted by."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.filters import fields
from tracker.filters.keyset import Sort
from tracker.filters.strict import FieldFilter, StrictFilterSet, one_of, sort_filter
from tracker.filters.words import match_name
from tracker.forms import FilterForm
from tracker.models import Mention, PartyName, Person

SORTS = (
    Sort("name", _("name"), "name_key", "text", has_gaps=False),
    Sort("newest", _("when we first read of them"), "id", "number", is_descending=True, has_gaps=False),
)


class PersonFilter(StrictFilterSet):
    """The filter of people."""

    sorts = SORTS

    q = FieldFilter(fields.NameField, method="filter_name", label=_("Name"))
    firm = FieldFilter(fields.PartyField, method="filter_firm", label=_("Firm"), help_text=_("Part of a name."))
    covered = one_of(
        "answer", [("yes", "yes"), ("no", "no")], method="filter_covered", label=_("Held a public office, as filed")
    )
    sort = sort_filter(SORTS)

    class Meta:
        model = Person
        form = FilterForm
        fields: list[str] = []

    def filter_name(self, queryset: QuerySet[Person], name: str, value: Any) -> QuerySet[Person]:
        return queryset.filter(match_name("name_key", value.terms)) if value else queryset

    def filter_firm(self, queryset: QuerySet[Person], name: str, value: Any) -> QuerySet[Person]:
        if not value:
            return queryset
        if value.party is not None:
            mentions = Mention.objects.filter(party=value.party)
        else:
            wanted = PartyName.objects.filter(match_name("name_key", value.terms)).values("party")
            mentions = Mention.objects.filter(party__in=wanted)
        return queryset.filter(firm_mention__in=mentions.values("pk"))

    def filter_covered(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        if not value:
            return queryset
        without = Q(covered_position="")
        return queryset.exclude(without) if value == "yes" else queryset.filter(without)
