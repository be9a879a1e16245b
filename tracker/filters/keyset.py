"""Sorted pages by keyset: page 2,000 costs what page 1 costs, and nothing is counted to turn a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any, Generic, Literal, TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

M = TypeVar("M", bound=Model)

_SEPARATOR = "~"


class CursorError(ValueError):
    """A cursor that this list cannot have given out; the text is for the reader."""


Kind = Literal["day", "moment", "amount", "number", "text"]


def _read_moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def _read_amount(text: str) -> Decimal:
    amount = Decimal(text)
    if not amount.is_finite() or abs(amount) >= _GREATEST:
        raise ValueError(text)
    return amount


def _read_number(text: str) -> int:
    number = int(text)
    if abs(number) >= _GREATEST:
        raise ValueError(text)
    return number


_GREATEST = 10**18
"""More than any column holds; greater numbers would only trouble the database."""

_READERS: dict[str, Callable[[str], Any]] = {
    "day": date.fromisoformat,
    "moment": _read_moment,
    "amount": _read_amount,
    "number": _read_number,
    "text": str,
}
_BY_TIME = (_("oldest first"), _("newest first"))
_BY_SIZE = (_("lowest first"), _("highest first"))
_BY_NAME = (_("A to Z"), _("Z to A"))
_WAYS = {"day": _BY_TIME, "moment": _BY_TIME, "amount": _BY_SIZE, "number": _BY_SIZE, "text": _BY_NAME}


@dataclass(frozen=True, slots=True)
class Sort:
    """One order of a list: rows that lack the value come last in either direction, ties go by id.

    ``name`` is what the URL says; ``kind`` the type of the value, which the cursor carries as text; ``has_gaps``
    whether rows can lack it.
    """

    name: str
    label: Any
    expression: str | Combinable
    kind: Kind
    is_descending: bool = False
    has_gaps: bool = True

    @property
    def parameter(self) -> str:
        return f"-{self.name}" if self.is_descending else self.name

    @property
    def title(self) -> Any:
        """The label with its direction in words: "registration, newest first"."""
        return format_lazy("{}, {}", self.label, _WAYS[self.kind][self.is_descending])

    @property
    def reversed(self) -> Sort:
        return replace(self, is_descending=not self.is_descending)

    def read_value(self, text: str) -> Any:
        """The value that a cursor carries; raises ValueError or ArithmeticError when it is none of this kind."""
        return _READERS[self.kind](text)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a sorted list: the value (None where the row lacks it) and the id of the row at which it stands."""

    value: Any
    pk: int

    def write(self) -> str:
        """``2021-02-16~1044``, or ``~1044`` for a row without a value."""
        value = self.value.isoformat() if isinstance(self.value, date) else self.value
        return f"{'' if value is None else value}{_SEPARATOR}{self.pk}"

    @classmethod
    def read(cls, text: str, sort: Sort) -> Cursor:
        """Raises CursorError when the text is no place in a list of that order."""
        value, separator, pk = text.rpartition(_SEPARATOR)
        # isdecimal() alone takes digits of every script and any length.
        if not separator or not (pk.isascii() and pk.isdecimal() and len(pk) <= 18) or "\x00" in value:
            raise CursorError(f"“{text}” is no place in this list.")
        try:
            known = None if value == "" and sort.has_gaps else sort.read_value(value)
        except (ValueError, ArithmeticError):
            raise CursorError(f"“{text}” is no place in a list sorted by {sort.label}.") from None
        return cls(known, int(pk))


@dataclass(slots=True)
class Page(Generic[M]):
    """Rows of one page. ``after`` and ``before`` are cursors to its neighbours, empty where there is none."""

    rows: list[M] = field(default_factory=list)
    after: str = ""
    before: str = ""


def fetch_page(
    queryset: QuerySet[M], sort: Sort, *, size: int, after: Cursor | None = None, before: Cursor | None = None
) -> Page[M]:
    """One page behind ``after`` or in front of ``before`` (one of them at most), else the first one."""
    keyed: Any = queryset.annotate(sort_key=F(sort.expression) if isinstance(sort.expression, str) else sort.expression)
    rows = _collect(keyed, sort, before or after, size + 1, backward=before is not None)
    has_more = len(rows) > size
    del rows[size:]
    page: Page[M] = Page(rows[::-1] if before is not None else rows)
    if page.rows:
        first, last = (_place(row).write() for row in (page.rows[0], page.rows[-1]))
        page.after = last if has_more or before is not None else ""
        page.before = first if (has_more if before is not None else after is not None) else ""
    return page


def find_near(
    places: Sequence[tuple[Any, int]], sort: Sort, *, size: int, after: Cursor | None, before: Cursor | None
) -> list[int]:
    """Of rows that are known as (value, id), the ids of those that ``fetch_page`` needs for the page."""
    is_backward = before is not None
    is_descending = sort.is_descending != is_backward
    known = sorted((place for place in places if place[0] is not None), reverse=is_descending)
    unknown = sorted((place for place in places if place[0] is None), key=itemgetter(1), reverse=is_descending)
    parts = [unknown, known] if is_backward else [known, unknown]
    cursor = before or after
    if cursor is not None:
        here = (cursor.value, cursor.pk)
        place = 0 if (cursor.value is None) == is_backward else 1
        beyond = [one for one in parts[place] if one != here and (_comes(one, here) != is_descending)]
        parts = [beyond, *parts[place + 1 :]]
    return [pk for part in parts for _, pk in part][: size + 1]


def _comes(one: tuple[Any, int], here: tuple[Any, int]) -> bool:
    """Whether the place is behind another in ascending order; both have a value, or neither has."""
    return one[1] > here[1] if one[0] is None else one > here


def iterate_rows(queryset: QuerySet[M], sort: Sort, *, size: int) -> Iterator[list[M]]:
    """The whole list in pieces of ``size`` rows, each by a query of its own: memory and transactions stay small."""
    cursor: Cursor | None = None
    while True:
        page = fetch_page(queryset, sort, size=size, after=cursor)
        if page.rows:
            yield page.rows
        if not page.after:
            return
        cursor = _place(page.rows[-1])


def _place(row: Any) -> Cursor:
    """Where the row stands; ``sort_key`` is annotated."""
    return Cursor(row.sort_key, row.pk)


def _collect(keyed: QuerySet[M], sort: Sort, cursor: Cursor | None, size: int, *, backward: bool) -> list[M]:
    """Up to ``size`` rows from the cursor on. Rows with and without a value are two queries: an index serves each."""
    descending = sort.is_descending != backward
    if not sort.has_gaps:
        whole = keyed.order_by(*_order(descending, "sort_key", "pk"))
        return list(_restrict([whole], cursor, descending, backward=backward)[0][:size])
    known = keyed.filter(sort_key__isnull=False).order_by(*_order(descending, "sort_key", "pk"))
    unknown = keyed.filter(sort_key__isnull=True).order_by(*_order(descending, "pk"))
    parts = [unknown, known] if backward else [known, unknown]
    parts = _restrict(parts, cursor, descending, backward=backward)
    rows: list[M] = []
    for part in parts:
        if len(rows) < size:
            rows += part[: size - len(rows)]
    return rows


def _order(descending: bool, *columns: str) -> list[str]:
    return [f"-{column}" if descending else column for column in columns]


def _restrict(
    parts: list[QuerySet[M]], cursor: Cursor | None, descending: bool, *, backward: bool
) -> list[QuerySet[M]]:
    """The parts of the list that lie beyond the cursor."""
    if cursor is None:
        return parts
    beyond = "lt" if descending else "gt"
    behind = Q(**{f"pk__{beyond}": cursor.pk})
    is_in_first = len(parts) == 1 or (cursor.value is None) == backward
    if cursor.value is not None:
        # The first condition alone bounds the index; the second settles ties.
        at_least = Q(**{f"sort_key__{beyond}e": cursor.value})
        behind = at_least & (Q(**{f"sort_key__{beyond}": cursor.value}) | behind)
    if is_in_first:
        return [parts[0].filter(behind), *parts[1:]]
    return [parts[1].filter(behind)]
