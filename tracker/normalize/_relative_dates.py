"""Dates told from the day of publication: "last month", "two weeks ago", "on Tuesday"."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tracker.normalize import _language_data as data
from tracker.normalize._date_forms import WrittenDate
from tracker.normalize._tokens import BROKEN, DIGITS, SPACED, Tokens, words
from tracker.normalize.numbers import number_at
from tracker.records import PartialDate

_STEPS = {"last": -1, "this": 0, "next": 1}
_WEEKDAYS = {
    name: number for number, name in enumerate(words("monday tuesday wednesday thursday friday saturday sunday"))
}
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_SEASON_ENDS = {"spring": 5, "summer": 8, "fall": 11, "autumn": 11}
"""Last month of a season on the northern half; winter lies in two years and is never resolved."""
_UNIT_MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}
_UNIT_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_COUNTS = frozenset(data.UNITS.keys() | data.TENS.keys() | {"a", "an"})
RELATIVE_STARTERS = _COUNTS | _STEPS.keys() | _WEEKDAYS.keys() | _DAYS.keys()
"""Words that a relative date may begin with, beside digits."""


def relative_date_at(tokens: Tokens, at: int, published: date) -> WrittenDate | None:
    """The relative date that begins at token ``at``, resolved, or None."""
    try:
        return _read_at(tokens, at, published) or _ago_at(tokens, at, published)
    except (OverflowError, ValueError):  # before year 1 or after 9999
        return None


def _read_at(tokens: Tokens, at: int, published: date) -> WrittenDate | None:
    word = tokens.lowers[at]
    if word in _STEPS:
        return _stepped_at(tokens, at, published)
    if word in _WEEKDAYS:
        return _weekday_at(tokens, at, published)
    if word in _DAYS:
        if tokens.lowers[at + 1] == "'":
            return None
        return _relative(at, at + 1, PartialDate.from_date(published + timedelta(days=_DAYS[word])))
    return None


def _relative(first: int, after: int, value: PartialDate) -> WrittenDate:
    return WrittenDate(first, after, value.year, value.month, value.day, resolved=value, relative=True)


def _stepped_at(tokens: Tokens, at: int, published: date) -> WrittenDate | None:
    """ "last month", "this year", "next week", "last fall", "last Tuesday"."""
    unit, step = tokens.lowers[at + 1], _STEPS[tokens.lowers[at]]
    led_by_article = at > 0 and tokens.lowers[at - 1] == "the"
    if tokens.gaps[at + 1] == BROKEN or led_by_article or tokens.lowers[at + 2] == "of":
        return None
    value: PartialDate | None = None
    if unit == "month":
        value = shift_months(published, step)
    elif unit == "year":
        value = PartialDate(published.year + step)
    elif unit == "week":
        value = _common_part(_monday(published) + timedelta(days=7 * step), 6)
    elif unit in _WEEKDAYS and step:
        value = _stepped_weekday(published, _WEEKDAYS[unit], step)
    elif unit in _SEASON_ENDS:
        value = _season_year(published, _SEASON_ENDS[unit], step)
    return _relative(at, at + 2, value) if value else None


def _season_year(published: date, last_month: int, step: int) -> PartialDate | None:
    """The year of "last fall" and "this spring"; "next fall" may be either of two."""
    if step > 0:
        return None
    return PartialDate(published.year - (step < 0 and published.month <= last_month))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _common_part(first: date, days: int) -> PartialDate | None:
    """What ``first`` and the day ``days`` later have in common: their month, their year, or nothing."""
    last = first + timedelta(days=days)
    if first.year != last.year:
        return None
    return PartialDate(first.year, first.month if first.month == last.month else 0)


def _stepped_weekday(published: date, weekday: int, step: int) -> PartialDate | None:
    """ "last Tuesday" may be this week's or the week before's: the month, where both lie in one."""
    near = published - timedelta(days=(published.weekday() - weekday) % 7 or 7)
    if step > 0:
        near = published + timedelta(days=(weekday - published.weekday()) % 7 or 7)
    far = near + timedelta(days=7 * step)
    same = (near.year, near.month) == (far.year, far.month)
    return PartialDate(near.year, near.month) if same else None


def _weekday_at(tokens: Tokens, at: int, published: date) -> WrittenDate | None:
    """A bare "Tuesday" is the latest one up to the day of publication, or the coming one after "will"."""
    follows = at + 1 + (tokens.texts[at + 1] == ",")
    if not tokens.texts[at][0].isupper() or tokens.lowers[follows] in data.MONTHS:
        return None
    if tokens.kinds[follows] == DIGITS:  # "Monday, 1 February 2021"
        return None
    if tokens.texts[at + 1][:1].isupper() or (at > 0 and tokens.lowers[at - 1] in _NO_SUCH_DAY):
        return None
    if any(word in _COMING for word in tokens.lowers[max(0, at - _REACH) : at]):
        ahead = (_WEEKDAYS[tokens.lowers[at]] - published.weekday() - 1) % 7 + 1
        return _relative(at, at + 1, PartialDate.from_date(published + timedelta(days=ahead)))
    back = (published.weekday() - _WEEKDAYS[tokens.lowers[at]]) % 7
    return _relative(at, at + 1, PartialDate.from_date(published - timedelta(days=back)))


_COMING = frozenset(words("will until till by expected scheduled due expires upcoming coming planned set slated"))
_REACH = 4
_NO_SUCH_DAY = frozenset(words("last this next every each black"))


def _ago_at(tokens: Tokens, at: int, published: date) -> WrittenDate | None:
    """ "two weeks ago", "three months ago", "a year ago": as precise as the unit that it counts in."""
    if tokens.kinds[at] != DIGITS and tokens.lowers[at] not in _COUNTS:
        return None
    value, after = Decimal(1), at + 1
    if tokens.lowers[at] not in ("a", "an"):
        number = number_at(tokens, at)
        if number is None:
            return None
        value, after = number.value, number.after
    unit = tokens.lowers[after]
    if tokens.lowers[after + 1] != "ago" or value != int(value) or value > _FARTHEST or tokens.gaps[after] > SPACED:
        return None
    count = int(value)
    if unit in ("year", "years"):
        return _relative(at, after + 2, PartialDate(published.year - count)) if count < published.year else None
    if unit in _UNIT_MONTHS:
        return _relative(at, after + 2, shift_months(published, -count))
    if unit not in _UNIT_DAYS:
        return None
    day = published - timedelta(days=count * _UNIT_DAYS[unit])
    told = PartialDate.from_date(day) if unit in ("day", "days") else _common_part(_monday(day), 6)
    return _relative(at, after + 2, told) if told else None


_FARTHEST = 200


def shift_months(day: date, months: int) -> PartialDate:
    """The month that lies ``months`` after (before) that of ``day``."""
    index = day.year * 12 + day.month - 1 + months
    return PartialDate(index // 12, index % 12 + 1)
