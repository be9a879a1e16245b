"""Dates in text, as precise as they are written and never more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tracker.normalize._date_forms import written_date_at
from tracker.normalize._date_years import read_dates
from tracker.normalize._tokens import tokenize
from tracker.records import PartialDate

_US_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text; ``text[start:end]`` of the original is ``text``.

    ``relative`` tells that the date, or its year, was worked out from the day of publication.
    """

    date: PartialDate
    text: str
    start: int
    end: int
    relative: bool = False


def find_dates(text: str, *, published: date | None = None, day_first: bool = False) -> list[DateMention]:
    """Every date of the text whose year is known, in order and without overlap.

    The year of "June 16" comes from the date that it is joined to ("from Feb. 1 through July 31, 2021"), from "last
    year" or "that year" beside it, from the same day stated with its year elsewhere, or from ``published``: the latest
    such date, the coming one after "until" and the like, none where either may be meant. A text without a date of
    publication gives the year of the date before in the same sentence, or the one year that all its dates have.
    Otherwise there is no mention. "Last month" and the like need ``published``; a season gives the year alone, "early
    May" the month. ``day_first`` is the reading of 02/01/2021 (a first part above 12 is a day anyway).
    """
    tokens = tokenize(text)
    return [
        DateMention(found.resolved, *tokens.slice(found.first, found.after), relative=found.relative)
        for found in read_dates(tokens, published, day_first)
        if found.resolved is not None
    ]


def parse_us_date(text: str) -> date | None:
    """Read the MM/DD/YYYY of a register's column; None for an empty one. Raises ValueError for anything else."""
    stripped = text.strip()
    if not stripped:
        return None
    match = _US_DATE.fullmatch(stripped)
    if match is None:
        raise ValueError(f"not a date of the form MM/DD/YYYY: {stripped!r}")
    month, day, year = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"no such day: {stripped!r}") from error


def parse_partial(text: str) -> PartialDate | None:
    """The one date that the whole text is ("2021", "2021-02", "Feb. 1, 2021", "1 février 2021"), else None."""
    stripped = text.strip()
    if _ISO.fullmatch(stripped):
        try:
            return PartialDate.from_iso(stripped)
        except ValueError:
            return None
    tokens = tokenize(stripped)
    found = written_date_at(tokens, 0, False) if tokens.size else None
    if found is None or found.after != tokens.size or not found.year:
        return None
    return PartialDate(found.year, found.month, found.day)
