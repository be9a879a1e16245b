"""Publication dates as pages write them: in metadata, and as a line of their own under a title."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from tracker.normalize._language_data import FOREIGN_MONTHS, MONTHS
from tracker.normalize.folding import collapse_blanks
from tracker.records import PartialDate

_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.年]\s*(\d{1,2})\s*[/.月]\s*(\d{1,2})\s*日?\.?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s*(?:de\s+|-)?([^\W\d_]{3,12})\.?,?(?:\s+(?:de\s+|del\s+)?|-)(\d{4})",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:first\s+)?(?:published|posted|created|issued|date|publié|publicado|veröffentlicht|pubblicato|yayınlanma|yayın)"
    r"(?:\s+(?:on|at|le|el|em|am|il|tarihi|date))?\s*:?\s+",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"updat|modif|last\s+edit|aktualisiert|mis à jour|actualizado|atualizado|güncelle", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\d.])\b\d{1,2}[:.h]\d{2}(?!\.?\d)(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?(?:\s*\(?(?:UTC|GMT|[A-Z]{2,4}T)\)?)?(?:\s*[+-]\d{2}:?\d{2})?"
    r"|\b\d{1,2}\s*[ap]\.?m\b\.?(?:\s*\(?(?:UTC|GMT|[A-Z]{2,4}T)\)?)?",
    re.IGNORECASE,
)
_IN_URL = re.compile(r"/((?:19|20)\d{2})/(\d{1,2})/(?:(\d{1,2})/)?|/((?:19|20)\d{2})-(\d{2})-(\d{2})(?=[/-])")
_LONGEST_LINE = 80


def read_day(text: str) -> PartialDate | None:
    """The day (or month) of a date in metadata, by its writer's clock: ISO 8601, RFC 822 or written out.

    None when it is something else, is impossible, or could be read with day and month either way round.
    """
    text = collapse_blanks(text)
    if match := _ISO.match(text) or _COMPACT.fullmatch(text):
        return _date(match[1], match[2], match[3] or "0")
    if found := read_day_line(text):
        return found
    try:
        return PartialDate.from_date(parsedate_to_datetime(text).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read_day_line(text: str) -> PartialDate | None:
    """The day of a line that is nothing but a date, with or without label, weekday and time; else None.

    A line that tells of an update is none.
    """
    text = collapse_blanks(text)
    if len(text) > _LONGEST_LINE or not any(char.isdigit() for char in text) or _UPDATED.search(text):
        return None
    text = _TIME.sub(" ", _LABEL.sub("", text))
    text = re.sub(r"\s+(?:at|um|à|a las|às)\s*$", "", collapse_blanks(text).strip(" |·•,-–—()"))
    # A weekday, when there is one, stands first and is followed by a comma or a blank.
    return _read_numbers(text) or _read_words(text) or _read_words(re.sub(r"^[^\W\d_]+\.?,?\s+", "", text))


def read_url_day(url: str) -> PartialDate | None:
    """The day or month that many sites put into an article's path: ``/2021/02/18/…``, ``/2021/02/…``."""
    match = _IN_URL.search(url)
    if not match:
        return None
    parts = match.groups()
    year, month, day = parts[:3] if parts[0] else parts[3:]
    return _date(year, month, day or "0")


def _read_numbers(text: str) -> PartialDate | None:
    if match := _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _date(match[1], match[2], match[3] or "0")
    if match := _DAY_FIRST.fullmatch(text):
        return _date(match[3], match[2], match[1])
    if match := _SLASHED.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        if first == second or second > 12:
            return _date(match[3], match[1], match[2])
        if first > 12:
            return _date(match[3], match[2], match[1])
    return None


def _read_words(text: str) -> PartialDate | None:
    if match := _MONTH_DAY.fullmatch(text):
        month, day = match[1], match[2]
    elif match := _DAY_MONTH.fullmatch(text):
        month, day = match[2], match[1]
    else:
        return None
    word = month.lower()
    number = MONTHS.get(word) or FOREIGN_MONTHS.get(word)
    return _date(match[3], str(number), day) if number else None


def _date(year: str, month: str, day: str) -> PartialDate | None:
    try:
        return PartialDate(int(year), int(month), int(day))
    except ValueError:
        return None
