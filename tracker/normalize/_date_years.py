"""Which year "June 16" is: from the date it is joined to, from the text before it, or from the publication."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tracker.normalize import _language_data as data
from tracker.normalize._date_forms import WrittenDate, written_date_at
from tracker.normalize._relative_dates import RELATIVE_STARTERS, relative_date_at
from tracker.normalize._tokens import BROKEN, DIGITS, GLUED, Tokens, words
from tracker.records import PartialDate

_STEPS = {"last": -1, "this": 0, "next": 1}
_VAGUE = frozenset(words("early late mid end beginning start middle"))
_ENDINGS = frozenset(words("ending ends expiring expires running runs continuing concluding terminating on"))
_LINKS = _ENDINGS | frozenset(
    words("to through thru until till up and or - – — , & the end of beginning start middle late early mid")
)
_MAX_LINK = 5
_FORWARD = frozenset(
    words("until through till thru expires expire ends end ending next will due upcoming before ahead coming")
)
_BEGINNING = frozenset(words("effective starting starts start beginning begins begin takes from commencing"))
"""What is told with these of a day without a year may be about to come."""
_REACH = 4
_DAYS_BACK = 90
"""A date after "until" or "through" that lies farther back than this is read as the coming one."""
_DAYS_UNSURE = 270
"""A date without a year that lies farther back than this may as well be the coming one: it stays unresolved."""
_SENTENCE_REACH = 40
_STRETCH = frozenset(words("since from until till through thru to by before after ends expires ending expiring"))

_STARTERS = data.MONTHS.keys() | data.FOREIGN_MONTHS.keys() | {"spring", "summer", "fall", "autumn", "winter"}
_ANY_STARTERS = _STARTERS | RELATIVE_STARTERS


@lru_cache(maxsize=2)
def read_dates(tokens: Tokens, published: date | None, day_first: bool) -> tuple[WrittenDate, ...]:
    """All dates of a text in order; ``resolved`` is None where the year stays unknown.

    Kept for the reader that comes next.
    """
    written = _scan(tokens, published, day_first)
    _settle_told(tokens, written, published)
    _carry_back(tokens, written)
    context = _read_context(tokens, written, published)
    for index, found in enumerate(written):
        if found.resolved is None:
            written[index] = _resolve(tokens, written, index, context)
    return tuple(written)


def _scan(tokens: Tokens, published: date | None, day_first: bool) -> list[WrittenDate]:
    written: list[WrittenDate] = []
    floor = 0
    lowers, kinds = tokens.lowers, tokens.kinds
    beginnings = _STARTERS if published is None else _ANY_STARTERS
    words = enumerate(zip(kinds, lowers, strict=True))
    for at in [at for at, (kind, word) in words if kind == DIGITS or word in beginnings]:
        if at < floor:
            continue
        found: WrittenDate | None = None
        word = lowers[at]
        if kinds[at] == DIGITS or word in _STARTERS:
            found = written_date_at(tokens, at, day_first)
            found = _with_told_year(tokens, _with_modifier(tokens, found, floor)) if found else None
        if found is None and published is not None and (kinds[at] == DIGITS or word in RELATIVE_STARTERS):
            found = relative_date_at(tokens, at, published)
        if found is not None:
            written.append(found)
            floor = found.after
    return written


def _with_modifier(tokens: Tokens, found: WrittenDate, floor: int) -> WrittenDate:
    """The date with "early", "mid-", "last", "this", "next" or "the end of" before it made part of it."""
    at = found.first - 1
    if at < floor:
        return found
    word = tokens.lowers[at]
    if word == "-" and at > floor and tokens.lowers[at - 1] == "mid" and tokens.gaps[at] == GLUED:
        return found._replace(first=at - 1, modifier="mid")
    if word in _STEPS and not found.year and found.month:
        return found._replace(first=at, modifier=word)
    if word in ("early", "late", "mid") and not found.day:
        return found._replace(first=at, modifier=word)
    if word == "of" and at > floor and tokens.lowers[at - 1] in _VAGUE and not found.day:
        first = at - 1
        if first > floor and tokens.lowers[first - 1] == "the":
            first -= 1
        return found._replace(first=first, modifier=tokens.lowers[at - 1])
    return found


def are_linked(tokens: Tokens, first: WrittenDate, second: WrittenDate) -> bool:
    """Whether only "to", "through", a dash, "and" and the like stand between two dates."""
    between = tokens.lowers[first.after : second.first]
    if not 1 <= len(between) <= _MAX_LINK:
        return False
    return all(word in _LINKS for word in between) and BROKEN not in tokens.gaps[first.after : second.first + 1]


def _carry_back(tokens: Tokens, written: list[WrittenDate]) -> None:
    """ "from Feb. 1 through July 31, 2021": the year at the end is the year of both, or of the turn between them."""
    for index in range(len(written) - 2, -1, -1):
        first, second = written[index], written[index + 1]
        if first.year or first.modifier in _STEPS or not second.year or not second.month:
            continue
        if are_linked(tokens, first, second):
            later = (first.month, first.day or 1) > (second.month, second.day or 31)
            written[index] = first._replace(year=second.year - later, relative=second.relative)


def _resolve(tokens: Tokens, written: list[WrittenDate], index: int, context: _Context) -> WrittenDate:
    found = written[index]
    if found.year:
        return _settle(found, found.year, relative=found.relative)
    if found.modifier.split(" ")[0] in _STEPS:
        return found
    before = written[index - 1] if index else None
    if before and before.year and before.month and before.resolved and are_linked(tokens, before, found):
        earlier = (found.month, found.day or 31) < (before.month, before.day or 1)
        return _settle(found, before.year + earlier, relative=before.relative)
    same_day = context.years_of.get((found.month, found.day), set()) if found.day else set()
    if len(same_day) == 1:
        return _settle(found, next(iter(same_day)), relative=False)
    if context.published is not None:
        year = _year_by_publication(tokens, found, context)
        return _settle(found, year, relative=True) if year else found
    year = _year_in_sentence(tokens, before, found) or context.only_year
    return _settle(found, year, relative=False) if year else found


def _settle(found: WrittenDate, year: int, *, relative: bool) -> WrittenDate:
    try:
        value = PartialDate(year, found.month, found.day)
    except ValueError:
        return found
    return found._replace(year=year, resolved=value, relative=relative)


def _with_told_year(tokens: Tokens, found: WrittenDate) -> WrittenDate:
    """The month with "last year", "this year" or "of next year" after it made part of it."""
    at = found.after + (tokens.lowers[found.after] in ("of", ","))
    if found.year or found.modifier or not found.month or tokens.lowers[at] not in _STEPS:
        return found
    if tokens.lowers[at + 1] != "year":
        return found
    return found._replace(after=at + 2, modifier=f"{tokens.lowers[at]} year")


def _settle_told(tokens: Tokens, written: list[WrittenDate], published: date | None) -> None:
    for index, found in enumerate(written):
        if not found.year:
            written[index] = _told_year(tokens, written, index, published) or found


def _told_year(tokens: Tokens, written: list[WrittenDate], index: int, published: date | None) -> WrittenDate | None:
    """The year by "last June", "June this year", "June that year"; None when no such word is there."""
    found = written[index]
    if found.modifier in _STEPS:
        if published is None:
            return found
        return _settle(found, _stepped_year(found, published), relative=True)
    step, _, unit = found.modifier.partition(" ")
    if unit == "year":
        return found if published is None else _settle(found, published.year + _STEPS[step], relative=True)
    at = found.after + (tokens.lowers[found.after] in ("of", ",")) + (tokens.lowers[found.after + 1] == "the")
    if tokens.lowers[at] not in ("that", "same") or tokens.lowers[at + 1] != "year":
        return None
    years = [earlier.year for earlier in written[max(0, index - 3) : index] if earlier.year]
    return _settle(found, years[-1], relative=False) if years else found


def _stepped_year(found: WrittenDate, published: date) -> int:
    later = (found.month, found.day or 0) > (published.month, published.day if found.day else 0)
    same = found.month == published.month
    if found.modifier == "next":
        return published.year + (not later)
    if found.modifier == "this":
        return published.year
    return published.year - (later or same)


def _year_by_publication(tokens: Tokens, found: WrittenDate, context: _Context) -> int:
    """The year of the latest such date up to the publication, of the coming one after "until" and the like.

    A month that the text names elsewhere with a year still to come is that month. 0 where the latest one lies so far
    back that the coming one is as likely.
    """
    published = context.published
    if published is None:
        return 0
    later = (found.month, found.day or 0) > (published.month, published.day if found.day else 0)
    past = published.year - later
    try:
        days_ago = (published - PartialDate(past, found.month, found.day).last).days
    except ValueError:
        return 0
    if past + 1 in context.years_of.get((found.month, 0), ()) and not found.day:
        return past + 1
    lead = tokens.lowers[max(0, found.first - _REACH) : found.first]
    if lead[-1:] in (["to"], ["by"]) or lead[-2:-1] == ["by"] or any(word in _FORWARD for word in lead):
        return past + (days_ago > _DAYS_BACK)
    if days_ago > _DAYS_UNSURE and any(word in _BEGINNING for word in lead):
        return past + 1
    return past if days_ago <= _DAYS_UNSURE else 0


class _Context(NamedTuple):
    """What the rest of the text and its publication tell of years.

    ``years_of``: the years stated with a (month, day), or with any day of a month as (month, 0). ``only_year``: the
    one year of all dates that the text states, ends and beginnings of stretches left aside, or 0.
    """

    published: date | None
    years_of: dict[tuple[int, int], set[int]]
    only_year: int


def _read_context(tokens: Tokens, written: list[WrittenDate], published: date | None) -> _Context:
    years_of: dict[tuple[int, int], set[int]] = {}
    with_month: set[int] = set()
    alone: set[int] = set()
    for found in written:
        if not found.year or found.relative:
            continue
        if found.month:
            years_of.setdefault((found.month, 0), set()).add(found.year)
            years_of.setdefault((found.month, found.day), set()).add(found.year)
        if not _is_end_of_stretch(tokens, found):
            (with_month if found.month else alone).add(found.year)
    years = with_month or alone
    return _Context(published, years_of, next(iter(years)) if len(years) == 1 else 0)


def _is_end_of_stretch(tokens: Tokens, found: WrittenDate) -> bool:
    return any(word in _STRETCH for word in tokens.lowers[max(0, found.first - 2) : found.first])


def _year_in_sentence(tokens: Tokens, before: WrittenDate | None, found: WrittenDate) -> int:
    """The year of the date before, where it stands in the same sentence."""
    if before is None or before.resolved is None or found.first - before.after > _SENTENCE_REACH:
        return 0
    between = range(before.after, found.first)
    ended = any(tokens.texts[at] in ".;!?" and tokens.gaps[at + 1] for at in between)
    return (
        0 if ended or "\n" in tokens.text[tokens.ends[before.after - 1] : tokens.starts[found.first]] else before.year
    )
