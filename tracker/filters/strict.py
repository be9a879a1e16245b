"""A filter set that takes every parameter seriously: unknown, doubled or malformed ones are errors, not shrugs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from tracker.filters.counting import Counted, count_rows
from tracker.filters.fields import OneField
from tracker.filters.keyset import Cursor, CursorError, Page, Sort, fetch_page
from tracker.normalize.urls import is_tracking_parameter

CURSORS = ("after", "before")
"""Parameters that say where in the list a page begins. They are no filters: an export has no use for them."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value with its number of rows; ``query`` adds it to the filter, or takes it off when it is chosen."""

    text: str
    number: int
    query: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """What the rows of a list have in common, by a filter: its most frequent values."""

    name: str
    label: str
    values: Sequence[FacetValue]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter: what it says, and the query string that is left without it."""

    name: str
    label: str
    text: str
    rest: str


def read_query(pairs: Iterable[tuple[str, str]] | str) -> QueryDict:
    """A query string, or its pairs, as Django reads it: for filters that come from elsewhere than a request."""
    if isinstance(pairs, str):
        return QueryDict(pairs.removeprefix("?"))
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query


class FieldFilter(django_filters.Filter):  # type: ignore[misc] # django-filter ships no types
    """A filter with an own form field, whose method restricts the queryset."""

    def __init__(self, field_class: type[Any], *, method: str, label: Any, **options: Any) -> None:
        self.field_class = field_class
        super().__init__(method=method, label=label, **options)


def one_of(
    noun: str, choices: Sequence[tuple[str, Any]], *, method: str, label: Any, empty: str = "any"
) -> FieldFilter:
    """A filter by one of a few choices; ``empty`` is what the form says when none is chosen."""
    return FieldFilter(OneField, noun=noun, choices=choices, empty=empty, method=method, label=label)


def sort_filter(sorts: Sequence[Sort]) -> FieldFilter:
    """The parameter that says in which order the list comes; it restricts nothing."""
    ways = [(way.parameter, way.title) for sort in sorts for way in (sort, sort.reversed)]
    return one_of("order", ways, method="keep_all", label="Sort by", empty="")


class StrictFilterSet(django_filters.FilterSet):  # type: ignore[misc] # django-filter ships no types
    """The base of our filters.

    ``sorts``: the orders that ``sort`` may ask for, the first one being used when none is asked for. ``problems``
    is empty when the query can be answered; else it holds a sentence for each thing that is wrong with it.
    """

    sorts: ClassVar[tuple[Sort, ...]] = ()

    def __init__(self, data: QueryDict, queryset: QuerySet[Any], *, has_pages: bool = True) -> None:
        super().__init__(data, queryset)
        self.has_pages = has_pages
        self.after: Cursor | None = None
        self.before: Cursor | None = None
        self.problems = self._find_problems()

    # -- Reading -----------------------------------------------------------------------------------------

    @classmethod
    def filter_names(cls) -> list[str]:
        return list(cls.base_filters)

    @property
    def valid_names(self) -> list[str]:
        return sorted([*self.filter_names(), *(CURSORS if self.has_pages else ())])

    def _find_problems(self) -> list[str]:
        problems = [f"There is no filter called “{name}”." for name in self._unknown_names()]
        problems += [f"“{name}” is given more than once." for name in self._doubled_names()]
        for name, errors in self.form.errors.items():
            spoken = "" if name == "__all__" else f"{name}: "
            problems += [f"{spoken}{error}" for error in errors]
        if not problems and self.has_pages:
            problems += self._read_cursors()
        return problems

    def _unknown_names(self) -> list[str]:
        known = {*self.filter_names(), *CURSORS} if self.has_pages else set(self.filter_names())
        return [name for name in self.data if name not in known and not is_tracking_parameter(name)]

    def _doubled_names(self) -> list[str]:
        single = [name for name in self.data if name in CURSORS or not self._takes_many(name)]
        return [name for name in single if len(set(filter(None, self.data.getlist(name)))) > 1]

    def _takes_many(self, name: str) -> bool:
        field = self.form.fields.get(name)
        return field is None or getattr(field.widget, "allow_multiple_selected", False)

    def _read_cursors(self) -> list[str]:
        texts = {name: self.data.get(name, "") for name in CURSORS}
        if all(texts.values()):
            return ["A page begins after one row or ends before one, not both: give “after” or “before”."]
        try:
            for name, text in texts.items():
                if text:
                    setattr(self, name, Cursor.read(text, self.sort))
        except CursorError as error:
            return [str(error)]
        return []

    @property
    def sort(self) -> Sort:
        """The order that is asked for, else the usual one."""
        wanted = self.form.cleaned_data.get("sort") or self.sorts[0].parameter
        return self.orders()[wanted]

    @classmethod
    def orders(cls) -> dict[str, Sort]:
        """Every order by its parameter, each in both directions."""
        both = [way for sort in cls.sorts for way in (sort, sort.reversed)]
        return {sort.parameter: sort for sort in both}

    def keep_all(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return queryset

    def restricted(self, *, without: str) -> QuerySet[Any]:
        """The rows that all filters but this one leave. Only for a query without problems."""
        rows: QuerySet[Any] = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name != without:
                rows = self.filters[name].filter(rows, value)
        return rows

    def active(self, *, without: str = "") -> dict[str, Any]:
        """The filters that restrict, except one, with what they restrict to."""
        given = self.form.cleaned_data.items()
        return {name: value for name, value in given if value not in (None, "", []) and name not in ("sort", without)}

    def fetch_page(self, size: int) -> Page[Any]:
        """The page that the query asks for. Only for a query without problems."""
        return self._fetch(self.qs, size)

    def _fetch(self, rows: QuerySet[Any], size: int) -> Page[Any]:
        return fetch_page(rows, self.sort, size=size, after=self.after, before=self.before)

    @cached_property
    def counted(self) -> Counted:
        """How many rows there are, as far as it is counted. Only for a query without problems."""
        return count_rows(self.qs)

    def count_facets(self) -> list[Facet]:
        """The facets of the list; most lists have none. Only for a query without problems."""
        return []

    # -- Telling -----------------------------------------------------------------------------------------

    def query(self, **changes: str | Sequence[str] | None) -> str:
        """The query string of this state: our own parameters only, in one order, without empty ones.

        ``changes`` set a parameter, to several values if it takes them, or drop it (None). Cursors are dropped unless
        they are set: another filter or order begins at its first page.
        """
        result = QueryDict(mutable=True)
        for name in (*self.filter_names(), *CURSORS):
            kept = [] if name in CURSORS else self.data.getlist(name)
            wanted = changes.get(name) or ()
            values = ([wanted] if isinstance(wanted, str) else wanted) if name in changes else kept
            for value in dict.fromkeys(filter(None, map(str.strip, values))):
                result.appendlist(name, value)
        if result.get("sort") == self.sorts[0].parameter:
            del result["sort"]
        return result.urlencode()

    def chips(self) -> list[Chip]:
        """The active filters in words, each removable. Only for a query without problems."""
        chips: list[Chip] = []
        for name in self.filter_names():
            if name != "sort":
                chips += self._chips_of(name)
        return chips

    def _chips_of(self, name: str) -> list[Chip]:
        value = self.form.cleaned_data.get(name)
        if value in (None, "", []):
            return []
        label = str(self.form.fields[name].label)
        values = value if isinstance(value, list) else [value]
        return [Chip(name, label, self.describe(name, one), self._without(name, one)) for one in values]

    def _without(self, name: str, value: Any) -> str:
        """The query string without one value of a parameter, given as it was read."""
        others = [one for one in self.form.cleaned_data[name] if one != value] if self._takes_many(name) else None
        return self.query(**{name: others})

    def chosen(self, name: str) -> list[str]:
        """The values of a parameter as they were read; none when it is not given."""
        value = self.form.cleaned_data.get(name)
        if value in (None, "", []):
            return []
        return [str(one) for one in value] if isinstance(value, list) else [str(value)]

    def toggled(self, name: str, value: str) -> str:
        """The query string with this value of the parameter added, or taken off when it is chosen."""
        chosen = self.chosen(name)
        others = [one for one in chosen if one != value] if self._takes_many(name) else []
        return self.query(**{name: others if value in chosen else [*others, value]})

    def describe(self, name: str, value: Any) -> str:
        """One value in words. Choices are told by their label."""
        choices = dict(getattr(self.form.fields[name], "choices", ()))
        return str(choices.get(value, value))
