"""What the periodic reports of one engagement say together: whether it goes on, since when, and what came last."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.resolution.voices import Voice

_PERIOD = re.compile(r"(\d{4})-(?:Q([1-4])|H([12]))")


@dataclass(frozen=True, slots=True)
class Standing:
    """How an engagement stands by its filings.

    ``newest``: the filing that speaks last. ``latest``: the current report of the latest period, None before the first
    one. ``opening``: the filing that gives the start. ``ending``: the termination that stands. A report of a later
    period reopens what was terminated.
    """

    newest: Voice
    latest: Voice | None
    opening: Voice | None
    ending: Voice | None
    periods: int


def read_standing(voices: Iterable[Voice]) -> Standing | None:
    """The standing that the current filings among the voices show; None when there are none."""
    filings = [voice for voice in voices if voice.is_filing and not voice.is_superseded]
    if not filings:
        return None
    reports = [voice for voice in filings if voice.period]
    latest = max(reports, key=_order, default=None)
    dated = [voice for voice in filings if voice.start is not None]
    opening = max(dated, key=_order, default=None)
    ending = latest if latest is not None and latest.act == "termination" else None
    return Standing(max(filings, key=_order), latest, opening, ending, len({voice.period for voice in reports}))


def _order(voice: Voice) -> tuple[str, date, str]:
    return (voice.period, voice.posted_on or date.min, voice.identity)


Span = tuple[date, date]
"""First and last day, open ends as date.min and date.max."""


def span_of_filings(voices: Iterable[Voice]) -> Span | None:
    """First and last day of the engagement by its filings; None without filings."""
    voices = list(voices)
    standing = read_standing(voices)
    if standing is None:
        return None
    posted = [voice.posted_on for voice in voices if voice.is_filing and voice.posted_on is not None]
    return bound_standing(standing, min(posted, default=None))


def bound_standing(standing: Standing, first_posted: date | None) -> Span:
    """First and last day of an engagement that stands so and whose first filing was posted on that day."""
    opened = standing.opening.start.first if standing.opening and standing.opening.start else first_posted or date.min
    if standing.ending is None:
        return opened, date.max
    closed = standing.ending.end.last if standing.ending.end else last_day(standing.ending.period)
    return opened, max(opened, closed)


def last_day(period: str) -> date:
    """The last day of a quarter ("2024-Q1") or half-year ("2006-H2"); date.max for anything else."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return date.max
    year = int(match[1])
    month = int(match[2]) * 3 if match[2] else int(match[3]) * 6
    return date(year, month, monthrange(year, month)[1])
