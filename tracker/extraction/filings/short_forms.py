"""Short forms: what one person is paid under a registrant. No contract of a client, so nothing of it is ever stored."""

from __future__ import annotations

import re

from tracker.extraction.filings.amounts import find_figures
from tracker.extraction.filings.events import Told
from tracker.extraction.filings.prose import Reading
from tracker.extraction.filings.text import Filing

_COMPENSATION = re.compile(
    r"(?:14\s*[.,]?\s*)?(?:What\s+compensation|Compensation\b|What\s+is\s+(?:the\s+)?(?:nature|amount)\s+of\s+compensation)",
    re.I,
)
_AFTER = re.compile(r"\b15\s*[.,]|\bEXECUTION\b|political\s+contributions", re.I)
_LONGEST_ITEM = 1500


def read_short_form(filing: Filing, flat: str) -> list[Reading]:
    """The first readable amount under item 14, as a reading without a client; none where the item has no amount."""
    for match in _COMPENSATION.finditer(flat):
        end = _AFTER.search(flat, match.end(), match.end() + _LONGEST_ITEM)
        high = end.start() if end else min(len(flat), match.end() + _LONGEST_ITEM)
        figures = [figure for figure in find_figures(flat, match.end(), high) if figure.value is not None]
        if figures:
            reading = Reading(price=figures[0])
            reading.told = Told("", match.start(), match.end(), 0.8)
            return [reading]
    return []
