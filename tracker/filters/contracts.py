"""ContractFilter: what a list of contracts can be restricted and sorted by, on pages and in exports alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tracker.filters import choices, fields
from tracker.filters.counting import Counted, count_rows, read_counters
from tracker.filters.facets import count_facets
from tracker.filters.hits import MOST_HITS, Hits, are_frequent, find_hits, walking_in_order
from tracker.filters.keyset import Page, Sort, find_near
from tracker.filters.strict import Facet, FieldFilter, StrictFilterSet, one_of, sort_filter
from tracker.filters.words import MOST_TERMS, match_name, match_terms, split_terms
from tracker.forms import ContractFilterForm
from tracker.models import Appearance, Contract, ContractTopic, PartyName, Statement
from tracker.models.statements import BASES, KINDS
from tracker.normalize.countries import country_name

YES_NO = [("yes", _("yes")), ("no", _("no"))]
OFTEN = ("q", "country", "status", "sort")
"""Filters that the form always shows."""

_FLAGS = {"flagged": "is_flagged", "self_filed": "is_self_filed"}
"""Questions with yes or no that a column answers."""

ROLES = ("client", "firm", "on_behalf_of", "via", "subcontract_of")

SORTS = (
    Sort("disclosed", _("disclosure"), "disclosed_on", "day", is_descending=True),
    Sort("registered", _("registration"), "registered_on", "day", is_descending=True),
    Sort("changed", _("last change here"), "changed_at", "moment", is_descending=True, has_gaps=False),
    Sort("value", _("value"), "comparable_usd", "amount", is_descending=True),
    Sort("reported", _("latest reported amount"), "latest_amount", "amount", is_descending=True),
    Sort("ending", _("agreed end"), "end_on", "day"),
    Sort("deregistered", _("deregistration"), "deregistered_on", "day", is_descending=True),
    Sort("client", _("client"), Lower("client__name"), "text", has_gaps=False),
    Sort("firm", _("firm"), Lower("firm__name"), "text", has_gaps=False),
)


_COUNTING = (Statement.State.PUBLISHED, Statement.State.ACCEPTED)


def _same_person(pk: int) -> Q:
    return Q(person=pk) | Q(person__merged_into=pk)


def _party(label: Any, help_text: Any) -> FieldFilter:
    return FieldFilter(fields.PartyField, method="filter_party", label=label, help_text=help_text)


def _bound(name: str, amount: Decimal) -> str:
    """One end of a range of amounts in words."""
    return f"{'at least' if name.endswith('_min') else 'at most'} {amount:,.2f}".removesuffix(".00")


def _edge(column: str, label: Any, *, is_upper: bool = False) -> FieldFilter:
    """One end of a range of days, inclusive."""
    found = FieldFilter(fields.DateEdgeField, method="filter_edge", label=label, is_upper=is_upper)
    found.column = f"{column}__{'lte' if is_upper else 'gte'}"
    return found


class ContractFilter(StrictFilterSet):
    """The filter of contracts; its parameters are documented in docs/export.md."""

    sorts = SORTS

    q = FieldFilter(
        fields.SearchField,
        method="filter_search",
        label=_("Words"),
        help_text=_("Names, purpose, country. “A phrase”, -without, OR."),
    )
    client = _party(_("Client"), _("Part of a name."))
    firm = _party(_("Firm"), _("Part of a name."))
    party = _party(_("Party in any role"), _("Client, firm, or anybody in between."))
    country = FieldFilter(
        fields.CountryField, method="filter_country", label=_("Client’s country"), choices=choices.country_choices
    )
    register = FieldFilter(
        fields.RegisterField, method="filter_register", label=_("Register"), choices=choices.register_choices
    )
    status = FieldFilter(fields.ManyField, method="filter_status", label=_("Status"), choices=Contract.Status.choices)
    value_min = FieldFilter(fields.AmountField, method="filter_value", label=_("Value from"))
    value_max = FieldFilter(fields.AmountField, method="filter_value", label=_("Value to"))
    currency = FieldFilter(
        fields.CurrencyField,
        method="filter_value",
        label=_("Currency"),
        choices=[("", "any"), *((code, code) for code in choices.CURRENCIES)],
    )
    basis = one_of(
        "basis", [(basis, choices.BASIS_NAMES[basis]) for basis in BASES], method="filter_value", label=_("Value is")
    )
    has_value = one_of("answer", YES_NO, method="filter_flag", label=_("Value known"))
    disclosed = FieldFilter(
        fields.RegisterField, method="filter_disclosed", label=_("Price told by"), choices=choices.register_choices
    )
    reported_min = FieldFilter(fields.AmountField, method="filter_reported", label=_("Reported from"))
    reported_max = FieldFilter(fields.AmountField, method="filter_reported", label=_("Reported to"))
    self_filed = one_of("answer", YES_NO, method="filter_flag", label=_("Lobbies for itself"))
    issue = FieldFilter(fields.IssueField, method="filter_topic", label=_("Issue area"), choices=choices.issue_choices)
    body = FieldFilter(
        fields.TextField, method="filter_topic", label=_("Government body"), help_text=_("Part of its name.")
    )
    person = FieldFilter(
        fields.PersonField, method="filter_person", label=_("Lobbyist"), help_text=_("A name, or the person’s number.")
    )
    article_text = FieldFilter(
        fields.TextField,
        method="filter_text",
        label=_("Text of articles"),
        help_text=_("In the text, not only in names."),
    )
    kind = one_of("kind", [(kind, kind) for kind in KINDS], method="filter_kind", label=_("Paper"))
    has_article = one_of("answer", YES_NO, method="filter_told", label=_("Told by the press"))
    has_filing = one_of("answer", YES_NO, method="filter_told", label=_("Told by a register"))
    posted_from = _edge("disclosed_on", _("Newest paper from"))
    posted_to = _edge("disclosed_on", _("Newest paper to"), is_upper=True)
    year = FieldFilter(
        fields.YearField,
        method="filter_year",
        label=_("Year"),
        help_text=_("Of the newest filing or article."),
    )
    registered_from = _edge("registered_on", _("Registered from"))
    registered_to = _edge("registered_on", _("Registered to"), is_upper=True)
    deregistered_from = _edge("deregistered_on", _("Deregistered from"))
    deregistered_to = _edge("deregistered_on", _("Deregistered to"), is_upper=True)
    start_from = _edge("start_on", _("Starts from"))
    start_to = _edge("start_on", _("Starts until"), is_upper=True)
    end_from = _edge("end_on", _("Ends from"))
    end_to = _edge("end_on", _("Ends until"), is_upper=True)
    subcontract = one_of("answer", YES_NO, method="filter_flag", label=_("Subcontract"))
    flagged = one_of("answer", YES_NO, method="filter_flag", label=_("Flagged"))
    sort = sort_filter(SORTS)

    class Meta:
        model = Contract
        form = ContractFilterForm
        fields: list[str] = []

    # -- Restrictions ------------------------------------------------------------------------------------

    def filter_search(self, queryset: QuerySet[Contract], name: str, value: Any) -> QuerySet[Contract]:
        if not value:
            return queryset
        asked, compared = split_terms(value.groups)
        if asked:
            queryset = queryset.filter(search__has_words=asked)
        return queryset.filter(match_terms("search", compared, country_field="country")) if compared else queryset

    def filter_party(self, queryset: QuerySet[Contract], name: str, value: Any) -> QuerySet[Contract]:
        if not value:
            return queryset
        if value.party is not None:
            wanted: Any = [value.party.pk]
        else:
            wanted = PartyName.objects.filter(match_name("name_key", value.terms)).values("party")
        either = Q()
        for role in ROLES if name == "party" else (name,):
            either |= Q(**{f"{role}__in": wanted})
        return queryset.filter(either)

    def filter_country(self, queryset: QuerySet[Contract], name: str, value: list[str]) -> QuerySet[Contract]:
        return queryset.filter(country__in=value) if value else queryset

    def filter_status(self, queryset: QuerySet[Contract], name: str, value: list[str]) -> QuerySet[Contract]:
        return queryset.filter(status__in=value) if value else queryset

    def filter_register(self, queryset: QuerySet[Contract], name: str, value: list[str]) -> QuerySet[Contract]:
        if not value:
            return queryset
        groups = choices.register_groups()
        return queryset.filter(registers__in={held for key in value for held in groups.get(key, [])})

    def filter_disclosed(self, queryset: QuerySet[Contract], name: str, value: list[str]) -> QuerySet[Contract]:
        """Contracts whose total the register's own statements disclose."""
        return queryset.filter(disclosed_totals__has_any_keys=value) if value else queryset

    def filter_year(self, queryset: QuerySet[Contract], name: str, value: int | None) -> QuerySet[Contract]:
        return queryset.filter(disclosed_on__range=(date(value, 1, 1), date(value, 12, 31))) if value else queryset

    def filter_topic(self, queryset: QuerySet[Contract], name: str, value: Any) -> QuerySet[Contract]:
        """By the issue areas, or the government bodies, that filings name."""
        if not value:
            return queryset
        topics = ContractTopic.objects.filter(kind=name)
        topics = topics.filter(value__in=value) if isinstance(value, list) else topics.filter(value__icontains=value)
        return queryset.filter(pk__in=topics.values("contract"))

    def filter_person(self, queryset: QuerySet[Contract], name: str, value: Any) -> QuerySet[Contract]:
        """Contracts whose standing filings name the person, under any of the rows that are one person."""
        if not value:
            return queryset
        people = match_name("person__name_key", value.terms) if value.pk is None else _same_person(value.pk)
        named = Appearance.objects.filter(people, statement__is_current=True, statement__contract__isnull=False)
        return queryset.filter(pk__in=named.values("statement__contract"))

    def filter_text(self, queryset: QuerySet[Contract], name: str, value: str) -> QuerySet[Contract]:
        """Contracts that an article tells of whose text has all these words."""
        if not value:
            return queryset
        told = Statement.objects.filter(register="news", state__in=_COUNTING, contract__isnull=False)
        for word in value.split()[:MOST_TERMS]:
            told = told.filter(last_document__text__icontains=word)
        return queryset.filter(pk__in=told.values("contract"))

    def filter_kind(self, queryset: QuerySet[Contract], name: str, value: str) -> QuerySet[Contract]:
        if not value:
            return queryset
        told = Statement.objects.filter(kind=value, state__in=_COUNTING, contract__isnull=False)
        return queryset.filter(pk__in=told.values("contract"))

    def filter_told(self, queryset: QuerySet[Contract], name: str, value: str) -> QuerySet[Contract]:
        """By who tells of it: the press, or any register."""
        if not value:
            return queryset
        groups = choices.register_groups()
        keys = ["news"] if name == "has_article" else [key for key in groups if key != "news"]
        told = Q(registers__in={held for key in keys for held in groups.get(key, [])})
        return queryset.filter(told if value == "yes" else ~told)

    def filter_edge(self, queryset: QuerySet[Contract], name: str, value: date | None) -> QuerySet[Contract]:
        return queryset.filter(**{self.filters[name].column: value}) if value else queryset

    def filter_flag(self, queryset: QuerySet[Contract], name: str, value: str) -> QuerySet[Contract]:
        if not value:
            return queryset
        if name in _FLAGS:
            return queryset.filter(**{_FLAGS[name]: value == "yes"})
        column = "subcontract_of" if name == "subcontract" else "value"
        return queryset.filter(**{f"{column}__isnull": value == "no"})

    def filter_value(self, queryset: QuerySet[Contract], name: str, value: Any) -> QuerySet[Contract]:
        """Amounts in the currency and on the basis that are asked for, or in US dollars a year: never mixed."""
        if not value:
            return queryset
        if name == "currency":
            return queryset.filter(currency=value)
        if name == "basis":
            return queryset.filter(value_basis=value)
        column = "comparable_usd" if self.compares_dollars else "value"
        if name == "value_max":
            return queryset.filter(**{f"{column}__lte": value})
        above = Q(**{f"{column}__gte": value})
        return queryset.filter(above if self.compares_dollars else above | Q(value_high__gte=value))

    def filter_reported(self, queryset: QuerySet[Contract], name: str, value: Any) -> QuerySet[Contract]:
        """By what was reported for the latest period: no price, and never compared with one."""
        bound = "gte" if name == "reported_min" else "lte"
        return queryset.filter(**{f"latest_amount__{bound}": value}) if value is not None else queryset

    @property
    def parties(self) -> dict[str, Any]:
        """The parties that the URL names by their id, by parameter."""
        wishes = {name: self.form.cleaned_data.get(name) for name in ("client", "firm", "party")}
        return {name: wish.party for name, wish in wishes.items() if wish is not None and wish.party is not None}

    @property
    def plain_form(self) -> str:
        """What the hidden filters offer while nothing is chosen there, so that they can be kept; "" when it is."""
        is_chosen = self.problems or self.active().keys() - set(OFTEN)
        return "" if is_chosen else ",".join(choices.register_groups())

    @property
    def has_hidden_errors(self) -> bool:
        """Whether a filter is at fault that the form keeps under "More filters"."""
        return bool(self.form.errors.keys() - set(OFTEN))

    @property
    def has_range(self) -> bool:
        """Whether amounts are compared."""
        return any(self.form.cleaned_data.get(name) is not None for name in ("value_min", "value_max"))

    # -- Finding and counting ----------------------------------------------------------------------------

    @cached_property
    def hits(self) -> Hits | None:
        """What the words of a search find in their index; None without a search that it can be asked for."""
        search = self.form.cleaned_data.get("q")
        asked = split_terms(search.groups)[0] if search else []
        if not asked:
            return None
        others = read_counters(self.active(without="q"))
        if others is not None and are_frequent(asked, others[""]):
            return Hits(is_walked=True)
        return self.find_hits()

    def find_hits(self, *, without: str = "") -> Hits:
        """What the search finds among the contracts that all filters leave, except one."""
        return find_hits(self.restricted(without=without), self.sort.expression)

    def fetch_page(self, size: int) -> Page[Any]:
        if self.hits is None:
            return super().fetch_page(size)
        if self.hits.is_walked:
            compared = match_terms("search", self.form.cleaned_data["q"].groups, country_field="country")
            with walking_in_order():
                return self._fetch(self.restricted(without="q").filter(compared), size)
        ids = [row[0] for row in self.hits.rows]
        if self.sort.kind != "text":  # only the database knows its order of texts
            places = [(row[-1], row[0]) for row in self.hits.rows]
            ids = find_near(places, self.sort, size=size, after=self.after, before=self.before)
        return self._fetch(self.queryset.filter(pk__among=ids), size)

    @cached_property
    def counted(self) -> Counted:
        """Exactly, if the counters know all that is asked for; with a search as far as it is counted."""
        if self.hits is not None:
            return Counted(MOST_HITS, is_more=True) if self.hits.is_more else Counted(len(self.hits.rows))
        known = read_counters(self.active())
        return count_rows(self.qs) if known is None else Counted(known[""])

    def active(self, *, without: str = "") -> dict[str, Any]:
        """The filters that restrict, except one, as the counters know them."""
        found = super().active(without=without)
        if "register" in found:
            groups = choices.register_groups()
            found["register"] = {held for key in found["register"] for held in groups.get(key, [])}
        return found

    def count_facets(self) -> list[Facet]:
        return count_facets(self)

    # -- Words -------------------------------------------------------------------------------------------

    @property
    def compares_dollars(self) -> bool:
        """Whether a range of values means US dollars a year, because no currency and basis are named."""
        return not self.form.cleaned_data.get("currency")

    def describe(self, name: str, value: Any) -> str:
        if name in ("value_min", "value_max"):
            unit = "US dollars a year, compared" if self.compares_dollars else self._unit()
            return _bound(name, value) + f" {unit}"
        if name in ("reported_min", "reported_max"):
            return _bound(name, value) + " US dollars reported for the latest period"
        if name == "country":
            return country_name(value)
        if name == "issue":
            return choices.issue_name(value)
        if name == "q":
            return str(value.text)
        return super().describe(name, value)

    def _unit(self) -> str:
        data = self.form.cleaned_data
        return f"{data['currency']} {choices.BASIS_NAMES[data['basis']]}"
