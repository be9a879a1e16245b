"""Stretches between dates in tokens: pairs, open ends, calendar halves and quarters."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import NamedTuple

from tracker.normalize import _language_data as data
from tracker.normalize._date_forms import WrittenDate, plain_year
from tracker.normalize._date_years import read_dates
from tracker.normalize._tokens import BROKEN, DIGITS, GLUED, Tokens, phrases, words
from tracker.records import PartialDate


class ReadSpan(NamedTuple):
    """A span at tokens ``first`` up to ``after``; one of its ends may be None."""

    first: int
    after: int
    start: PartialDate | None
    end: PartialDate | None


_DASHES = frozenset("-–—‑")
_TO = frozenset(words("to through thru until till au bis al hasta até à a")) | _DASHES
_IN_LINK = frozenset(
    words("the end of beginning start middle late early mid up and including on about around in - ' le el zum")
)
_MAX_LINK = 6
_LIGHT = frozenset(words("on in about around approximately at the of is was : date dates ' au zum le el al"))
_MAX_LIGHT = 3
_END_CUES = frozenset(
    words(
        """
        through thru until till expires expire expiring expired expiry expiration ends ending ended terminates
        terminating terminated concludes concluding concluded lapses lapsed lapsing finishes finishing finished
        jusqu bis hasta até fino
        """
    )
)
_RUNS = frozenset(words("runs run running ran extends extended extend continues continue continuing lasts lasting"))
_START_CUES = frozenset(
    words(
        """
        from since effective beginning starting commencing commences commenced begins began begin started starts start
        retroactive backdated effect
        """
    )
)
_JOIN_REACH = 6
_NEGATIONS = frozenset(words("not never t without"))


def read_spans(tokens: Tokens, published: date | None) -> list[ReadSpan]:
    """Every span of the text in order and without overlap."""
    dates = [found for found in read_dates(tokens, published, False) if found.resolved]
    found = _periods(tokens, published)
    found += _from_dates(tokens, _outside(dates, found))
    found += _year_ends(tokens, dates, published)
    found.sort(key=lambda span: (span.first, span.after))
    return [span for index, span in enumerate(found) if not index or span.first >= found[index - 1].after]


def _outside(dates: list[WrittenDate], spans: list[ReadSpan]) -> list[WrittenDate]:
    """The dates that no span covers; both lists are in order."""
    free: list[WrittenDate] = []
    index = 0
    for one in dates:
        while index < len(spans) and spans[index].after <= one.first:
            index += 1
        if index == len(spans) or spans[index].first >= one.after:
            free.append(one)
    return free


# Pairs and open ends ----------------------------------------------------------------------------------------


def _from_dates(tokens: Tokens, dates: list[WrittenDate]) -> list[ReadSpan]:
    spans: list[ReadSpan] = []
    index = floor = 0
    while index < len(dates):
        span, used = _pair(tokens, dates, index, floor), 2
        if span is None:
            span, used = _short_years(tokens, dates[index]) or _open_ended(tokens, dates[index], floor), 1
        if span is not None:
            joined = _join(tokens, spans[-1], span) if spans else None
            spans[-1:] = [joined] if joined else [*spans[-1:], span]
        floor = dates[index + used - 1].after
        index += used
    return spans


def _pair(tokens: Tokens, dates: list[WrittenDate], index: int, floor: int) -> ReadSpan | None:
    if index + 1 >= len(dates):
        return None
    one, two = dates[index], dates[index + 1]
    first, cue = _cue(tokens, one.first, floor)
    if not _is_range(tokens, one, two, cue):
        return None
    start, end = one.resolved, _end_of(two)
    if start is None or end is None or start.first > end.last:
        return None
    return ReadSpan(first if cue in ("from", "between") or cue in _START_CUES else one.first, two.after, start, end)


def _is_range(tokens: Tokens, one: WrittenDate, two: WrittenDate, cue: str) -> bool:
    between = tokens.lowers[one.after : two.first]
    if not between or len(between) > _MAX_LINK or BROKEN in tokens.gaps[one.after : two.first + 1]:
        return False
    if between == ["and"]:
        return cue == "between"
    if between[0] == "," and cue == "from" and len(between) > 1:
        between = between[1:]
    link, *rest = between
    if link == "up" and rest[:1] == ["to"]:
        link, rest = "to", rest[1:]
    if link not in _TO and not _has_end_words(between):
        return False
    return all(word in _IN_LINK or word in _TO or word in _END_CUES or word in _RUNS or word == "," for word in rest)


def _has_end_words(between: list[str]) -> bool:
    """ ", and ending on", "and runs through": what joins the two ends of one stretch."""
    return between[0] in (",", "and") and any(word in _END_CUES or word in _RUNS for word in between)


def _cue(tokens: Tokens, first: int, floor: int) -> tuple[int, str]:
    """The word that leads up to a date, past "on", "the" and the like, and its token."""
    at = first - 1
    for _ in range(_MAX_LIGHT):
        if at < floor or tokens.lowers[at] not in _LIGHT:
            break
        at -= 1
    if at < floor or BROKEN in tokens.gaps[at + 1 : first + 1]:
        return first, ""
    if tokens.lowers[at] == "as" and at > floor and tokens.lowers[at - 1] == "effective":
        at -= 1
    return at, tokens.lowers[at]


def _end_of(found: WrittenDate) -> PartialDate | None:
    """The date as an end: "the end of April" is its last day."""
    if found.resolved and found.modifier == "end":
        return PartialDate.from_date(found.resolved.last)
    return found.resolved


def _open_ended(tokens: Tokens, found: WrittenDate, floor: int) -> ReadSpan | None:
    first, cue = _cue(tokens, found.first, floor)
    if cue == "to" and _runs_to(tokens, first, floor):
        return ReadSpan(first, found.after, None, _end_of(found))
    if cue in _END_CUES:
        before = tokens.lowers[max(floor, first - 6) : first]
        waits = cue in ("until", "till") and any(word in _NEGATIONS for word in before)
        return None if waits else ReadSpan(first, found.after, None, _end_of(found))
    if cue in _START_CUES:
        return ReadSpan(first, found.after, found.resolved, None)
    return None


def _runs_to(tokens: Tokens, at: int, floor: int) -> bool:
    """Whether "to" closes a length: "runs to", "added four months, to July 31"."""
    before = at - 1 - (tokens.texts[at - 1] == ",")
    return before >= floor and (tokens.lowers[before] in _RUNS or tokens.lowers[before] in _LENGTH_UNITS)


_LENGTH_UNITS = frozenset(words("month months year years"))


def _short_years(tokens: Tokens, found: WrittenDate) -> ReadSpan | None:
    """2019-21: the second year in two digits."""
    at = found.after
    value = found.resolved
    if value is None or value.month or tokens.texts[at] not in _DASHES or tokens.gaps[at] or tokens.gaps[at + 1]:
        return None
    short = tokens.texts[at + 1]
    if tokens.kinds[at + 1] != DIGITS or len(short) != 2 or tokens.texts[at + 2] in _DASHES:
        return None
    year = value.year - value.year % 100 + int(short)
    if not value.year < year <= value.year + 20:
        return None
    return ReadSpan(found.first, at + 2, value, PartialDate(year))


def _join(tokens: Tokens, one: ReadSpan, two: ReadSpan) -> ReadSpan | None:
    """One span of an open end and the open start just before it ("effective May 1, it runs through …")."""
    if one.end is not None or two.start is not None or one.start is None or two.end is None:
        return None
    between = tokens.lowers[one.after : two.first]
    if len(between) > _JOIN_REACH or any(word in ".;!?" for word in between) or one.start.first > two.end.last:
        return None
    return ReadSpan(one.first, two.after, one.start, two.end)


_YEAR_END_PHRASES = frozenset(
    tuple(phrase.split())
    for phrase in phrases(
        """
        the end of the year, end of the year, year - end, the year ' s end, year ' s end, the year is out,
        the rest of the year, the remainder of the year, the balance of the year, the remaining months of the year,
        the remaining months of this year, the rest of this year
        """
    )
)
_LONGEST_YEAR_END = max(map(len, _YEAR_END_PHRASES))
_SENTENCE_REACH = 40


def _year_ends(tokens: Tokens, dates: list[WrittenDate], published: date | None) -> list[ReadSpan]:
    """ "until the end of the year": of the year last named in the sentence, else of the publication."""
    found: list[ReadSpan] = []
    for at in range(tokens.size):
        if tokens.lowers[at] not in _YEAR_END_CUES:
            continue
        for length in range(_LONGEST_YEAR_END, 2, -1):
            if tuple(tokens.lowers[at + 1 : at + 1 + length]) in _YEAR_END_PHRASES:
                year = _year_before(tokens, dates, at) or (published.year if published else 0)
                if year:
                    found.append(ReadSpan(at, at + 1 + length, None, PartialDate(year, 12, 31)))
                break
    return found


_YEAR_END_CUES = _END_CUES | {"to", "for", "over", "during"}


def _year_before(tokens: Tokens, dates: list[WrittenDate], at: int) -> int:
    """The year of the last date of the same sentence before token ``at``, or 0."""
    before = bisect_left(dates, at, key=lambda one: one.first) - 1
    if before < 0 or at - dates[before].after > _SENTENCE_REACH:
        return 0
    between = range(dates[before].after, at)
    ended = any(tokens.texts[here] in ".;!?" and tokens.gaps[here + 1] for here in between)
    return 0 if ended else dates[before].year


# Parts of a calendar year -----------------------------------------------------------------------------------

_ORDINALS = {
    **dict.fromkeys(words("first 1st"), 1),
    **dict.fromkeys(words("second 2nd"), 2),
    **dict.fromkeys(words("third 3rd"), 3),
    **dict.fromkeys(words("fourth 4th"), 4),
    **dict.fromkeys(words("last final"), -1),
}
_PARTS = {"half": 6, "quarter": 3}
_YEAR_STEPS = {"last": -1, "this": 0, "next": 1}


def _periods(tokens: Tokens, published: date | None) -> list[ReadSpan]:
    found: list[ReadSpan] = []
    at = 0
    while at < tokens.size:
        word = tokens.lowers[at]
        span: ReadSpan | None = None
        if word in _ORDINALS:
            span = _ordinal_period(tokens, at, published)
        elif word in ("q", "h"):
            span = _lettered_period(tokens, at, published)
        elif word in ("for", "calendar"):
            span = _whole_year(tokens, at)
        if span is None:
            at += 1
        else:
            found.append(span)
            at = span.after
    return found


def _ordinal_period(tokens: Tokens, at: int, published: date | None) -> ReadSpan | None:
    """ "the first half of 2010", "the fourth quarter of 2019", "the last three months of 2020"."""
    ordinal, here = _ORDINALS[tokens.lowers[at]], at + 1
    if tokens.texts[here] == "-" and tokens.gaps[here + 1] == GLUED:
        here += 1
    months = _PARTS.get(tokens.lowers[here], 0)
    if not months and tokens.lowers[here + 1] == "months":
        months = data.UNITS.get(tokens.lowers[here], 0) or _small(tokens, here)
        here += 1
        ordinal = ordinal if ordinal in (1, -1) else 0
    if not months or not ordinal or months > 11:
        return None
    year, after = _year_of_period(tokens, here + 1, published)
    if not year:
        return None
    first_month = 13 - months if ordinal == -1 else (ordinal - 1) * months + 1
    if first_month > 12:
        return None
    led = at > 0 and tokens.lowers[at - 1] == "the"
    return _months_of(year, first_month, months, at - led, after)


def _small(tokens: Tokens, at: int) -> int:
    text = tokens.texts[at]
    return int(text) if tokens.kinds[at] == DIGITS and len(text) <= 2 and text.isdigit() else 0


def _lettered_period(tokens: Tokens, at: int, published: date | None) -> ReadSpan | None:
    """Q1 2025, H2 of 2019."""
    number = _small(tokens, at + 1)
    months = 3 if tokens.lowers[at] == "q" else 6
    if tokens.gaps[at + 1] != GLUED or not 1 <= number <= 12 // months:
        return None
    year, after = _year_of_period(tokens, at + 2, published)
    return _months_of(year, (number - 1) * months + 1, months, at, after) if year else None


def _year_of_period(tokens: Tokens, at: int, published: date | None) -> tuple[int, int]:
    """The year after a period, "of 2010" or "of last year", and the token after it; 0 when there is none."""
    if tokens.lowers[at] in ("of", ",", "in"):
        at += 1
    if tokens.gaps[at] == BROKEN:
        return 0, at
    if tokens.lowers[at] in _YEAR_STEPS and tokens.lowers[at + 1] == "year" and published is not None:
        return published.year + _YEAR_STEPS[tokens.lowers[at]], at + 2
    return plain_year(tokens, at), at + 1


def _whole_year(tokens: Tokens, at: int) -> ReadSpan | None:
    """ "for 2020", "for all of 2020", "for the year 2020", "calendar year 2021". A fiscal year has ends of its own."""
    here = at + 1
    for _ in range(4):
        if tokens.lowers[here] not in ("all", "of", "the", "whole", "full", "calendar", "year", "entire"):
            break
        here += 1
    year = plain_year(tokens, here)
    if tokens.lowers[here - 1] == "the":  # "for the 2024 campaign"
        return None
    if not year or BROKEN in tokens.gaps[at + 1 : here + 1]:
        return None
    if tokens.texts[here + 1] in _DASHES or tokens.lowers[here + 1] in ("to", "through", "and", "until"):
        return None
    return _months_of(year, 1, 12, at, here + 1)


def _months_of(year: int, first_month: int, months: int, first: int, after: int) -> ReadSpan:
    last_month = first_month + months - 1
    return ReadSpan(first, after, PartialDate(year, first_month), PartialDate(year, last_month))
