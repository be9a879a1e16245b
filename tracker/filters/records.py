"""Filters of statements, documents and changes, for programs that follow them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from tracker.filters import fields
from tracker.filters.keyset import Sort
from tracker.filters.strict import FieldFilter, StrictFilterSet, one_of, sort_filter
from tracker.forms import FilterForm
from tracker.models import Change, Document, Source, Statement
from tracker.models.statements import ACTS, KINDS

NEWEST = Sort("id", "id", "id", "number", is_descending=True, has_gaps=False)
STATEMENT_SORTS = (NEWEST,)
DOCUMENT_SORTS = (NEWEST, Sort("as_of", "moment described", "as_of", "moment", is_descending=True, has_gaps=False))
CHANGE_SORTS = (Sort("seen", "moment", "seen_at", "moment", is_descending=True, has_gaps=False),)


def _sources() -> list[tuple[str, str]]:
    return [(slug, slug) for slug in Source.objects.order_by("slug").values_list("slug", flat=True)]


class SlugField(fields.ManyField):
    noun = "source"


class RecordFilter(StrictFilterSet):
    """What these filters share: each parameter is the name of a column, or of a related row's."""

    columns: dict[str, str] = {}

    def filter_column(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if value in (None, "", []):
            return queryset
        column = self.columns.get(name, name)
        return queryset.filter(**{f"{column}__in" if isinstance(value, list) else column: value})


def _number(label: str) -> FieldFilter:
    return FieldFilter(fields.NumberField, method="filter_column", label=label)


def _source() -> FieldFilter:
    return FieldFilter(SlugField, method="filter_column", label="Source", choices=_sources)


class StatementFilter(RecordFilter):
    """The filter of statements."""

    sorts = STATEMENT_SORTS
    columns = {"source": "source__slug"}

    contract = _number("Contract")
    source = _source()
    kind = one_of("kind", [(kind, kind) for kind in KINDS], method="filter_column", label="Kind of paper")
    act = one_of("act", [(act, act) for act in ACTS], method="filter_column", label="What has happened")
    period = FieldFilter(fields.PeriodField, method="filter_column", label="Period reported")
    sort = sort_filter(STATEMENT_SORTS)

    class Meta:
        model = Statement
        form = FilterForm
        fields: list[str] = []


class DocumentFilter(RecordFilter):
    """The filter of documents."""

    sorts = DOCUMENT_SORTS
    columns = {"source": "source__slug"}

    source = _source()
    sort = sort_filter(DOCUMENT_SORTS)

    class Meta:
        model = Document
        form = FilterForm
        fields: list[str] = []


class ChangeFilter(RecordFilter):
    """The filter of changes."""

    sorts = CHANGE_SORTS

    contract = _number("Contract")
    kind = one_of("kind", Change.Kind.choices, method="filter_column", label="What happened")
    sort = sort_filter(CHANGE_SORTS)

    class Meta:
        model = Change
        form = FilterForm
        fields: list[str] = []
