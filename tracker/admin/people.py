"""People: whom filings name as lobbyists, and who of them is one person."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from tracker.admin.base import NOTHING, ModelForm, RememberedAdmin, link_list, link_to, listed
from tracker.admin.filings import KnownFilter
from tracker.filters.choices import register_name
from tracker.models import Appearance, Person
from tracker.services.lobbyists import find_namesakes, same_people
from tracker.sources import adapters


class SchemeFilter(KnownFilter):
    """By the register whose filings name the person."""

    title = "register"
    parameter_name = "scheme"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, register_name(key)) for key in sorted({adapter.register for adapter in adapters().values()})]


class PersonForm(ModelForm):
    """Whom a person is the same as. What filings say of somebody is not edited."""

    class Meta:
        model = Person
        fields = ("merged_into",)

    def clean_merged_into(self) -> Person | None:
        """The person who stays, at the end of whatever chain leads there; nobody leads to themselves."""
        heir: Person | None = self.cleaned_data["merged_into"]
        seen = {self.instance.pk}
        while heir is not None:
            if heir.pk in seen:
                raise ValidationError("That person leads back to this one.")
            seen.add(heir.pk)
            if heir.merged_into is None:
                return heir
            heir = heir.merged_into
        return None


@admin.register(Person)
class PersonAdmin(RememberedAdmin):
    """Somebody whom filings name as a lobbyist. Two rows of one person are joined by saying whom one is the same as."""

    is_editable = True
    form = PersonForm
    list_display = ("name", "scheme", "identifier", "firm_link", "covered_position", "leads_to")
    list_filter = (
        SchemeFilter,
        ("covered_position", admin.EmptyFieldListFilter),
        ("merged_into", admin.EmptyFieldListFilter),
    )
    list_select_related = ("firm_mention__party", "merged_into")
    search_fields = ("name_key",)
    text_search = ("name_key",)
    ordering = ("name", "id")
    autocomplete_fields = ("merged_into",)
    fields = (
        "name", "scheme", "identifier", "firm_link", "mention_link", "covered_position", "filings", "namesakes",
        "others", "merged_into",
    )  # fmt: skip
    readonly_fields = tuple(name for name in fields if name != "merged_into")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            found = found.filter(merged_into=None)
        return found, duplicates

    def view_on_site(self, person: Person) -> str:
        return person.get_absolute_url()

    @admin.display(description="firm")
    def firm_link(self, person: Person) -> SafeString | str:
        return link_to(person.firm_mention.party)

    @admin.display(description="firm as filed")
    def mention_link(self, person: Person) -> SafeString | str:
        return link_to(person.firm_mention)

    @admin.display(description="leads to", ordering="merged_into")
    def leads_to(self, person: Person) -> SafeString | str:
        return link_to(person.merged_into)

    @admin.display(description="named in")
    def filings(self, person: Person) -> SafeString:
        number = Appearance.objects.filter(person=person).count()
        text = f"{number:,} filing{'' if number == 1 else 's'}"
        return link_list("statement", text, appearances__person__id__exact=person.pk)

    @admin.display(description="same name elsewhere")
    def namesakes(self, person: Person) -> SafeString | str:
        others = find_namesakes(person, same_people(person))
        return listed([link_to(other, f"{other} ({other.firm_mention.party})") for other in others])

    @admin.display(description="also named as")
    def others(self, person: Person) -> SafeString | str:
        others = same_people(person)[1:]
        return listed([link_to(other, f"{other} ({other.firm_mention.party})") for other in others]) or NOTHING
