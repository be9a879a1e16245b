"""How many whole months lie between two dates that may lack their day or month."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tracker.records import PartialDate

TOLERANCE_DAYS = 2


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    return min(date(index // 12, index % 12 + 1, 1) + timedelta(days=day.day - 1), _last_day(index))


def _last_day(index: int) -> date:
    return PartialDate(index // 12, index % 12 + 1).last


def months_between(start: PartialDate, end: PartialDate) -> Decimal | None:
    """The whole months from ``start`` to ``end``, both included; None where none fit.

    Days count: whole months must fit within two days (1 February to 31 July is 6, 15 January to 15 July too,
    17 December to 30 June is none). Without days the months count inclusively: a bare March to June is 4, and a month
    beside a day stands for its first day as a start, its last as an end. A single year is 12; two bare years may mean
    anything between, so they give None, as does a year beside something finer, or an end before the start.
    """
    if not start.month and not end.month:
        return Decimal(12) if start.year == end.year else None
    if not start.month or not end.month:
        return None
    if not start.day and not end.day:
        count = (end.year - start.year) * 12 + end.month - start.month + 1
        return Decimal(count) if count > 0 else None
    return _whole_months(start.first, end.last)


def _whole_months(first: date, last: date) -> Decimal | None:
    roughly = (last.year - first.year) * 12 + last.month - first.month
    fits: list[tuple[int, int]] = []
    for months in (roughly - 1, roughly, roughly + 1):
        if months > 0 and first.year + months // 12 + 1 < date.max.year:
            off = abs((add_months(first, months) - last).days - 1)
            fits.append((off, months))
    off, months = min(fits, default=(TOLERANCE_DAYS + 1, 0))
    return Decimal(months) if off <= TOLERANCE_DAYS else None
