"""How many contracts a filter finds, by its values: from counters that triggers keep, as far as they know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum

from tracker.models import ContractCount
from tracker.models.counters import ANY

COUNT_LIMIT = 100_000
"""Rows are counted exactly up to here; beyond, a page says "more than": counting on would cost more than the page."""

DIMENSIONS = {"country": "country", "year": "year", "status": "status", "register": "registers", "basis": "basis"}
"""Filter → column of the counters."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of rows; ``is_more`` when counting stopped at the limit."""

    number: int
    is_more: bool = False


def count_rows(queryset: QuerySet[Any], limit: int = COUNT_LIMIT) -> Counted:
    """How many rows there are, counted no further than ``limit``."""
    number = queryset.order_by().values("pk")[: limit + 1].count()
    return Counted(min(number, limit), number > limit)


def read_counters(wanted: Mapping[str, Any], dimension: str = "") -> dict[str, int] | None:
    """Value of the dimension → contracts that have it and any of the ``wanted`` values, without those of none.

    ``wanted`` is filter → value or values; without a dimension there is one number, by "". None when the counters do
    not know one of the filters.
    """
    if not DIMENSIONS.keys() >= {*wanted, *filter(None, [dimension])}:
        return None
    rows = ContractCount.objects.filter(number__gt=0)
    asked = {*wanted, *filter(None, [dimension])}
    if len(asked) <= 1:
        # Kept by itself: one row for each value, or the row of all contracts.
        rows = rows.filter(**{column: ANY for name, column in DIMENSIONS.items() if name not in asked})
        rows = rows.exclude(**{DIMENSIONS[name]: ANY for name in asked}) if asked else rows
    else:
        rows = rows.exclude(country=ANY).exclude(year=ANY).exclude(status=ANY).exclude(registers=ANY).exclude(basis=ANY)
    for name, value in wanted.items():
        values = value if isinstance(value, list | set) else [value]
        rows = rows.filter(**{f"{DIMENSIONS[name]}__in": [str(one) for one in values]})
    if not dimension:
        return {"": rows.aggregate(number=Sum("number"))["number"] or 0}
    return dict(rows.values_list(DIMENSIONS[dimension]).annotate(total=Sum("number")))
