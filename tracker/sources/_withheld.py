"""Takes street addresses and telephone numbers out of texts that people will read."""

from __future__ import annotations

import re

STREET_WITHHELD = " [address withheld]"
"""Stands for a street address that a filer wrote into a name."""

PHONE_WITHHELD = "[telephone number withheld]"
"""Stands for a telephone number that a filer wrote into a name or a description."""

_STREET = re.compile(
    r"(?<=\w)[,;]?\s+\d{1,5}[A-Za-z]?\s+(?:[A-Z0-9][\w.']*\s+){1,4}"
    r"(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Boulevard|Blvd\.?|Drive|Lane)(?!\w)(?:,?\s+[NS]\.?[EW]\b\.?)?"
)
# In capitals a street looks like any other word, so it must stand at the end, alone or with its city and ZIP code.
_CAPITAL_STREET = re.compile(
    r"(?<=\w)[,;]?\s+\d{1,5}[A-Z]?\s+(?:[A-Z0-9][A-Z0-9.']*\s+){1,4}"
    r"(?:STREET|ST\.?|AVENUE|AVE\.?|ROAD|RD\.?|BOULEVARD|BLVD\.?|DRIVE|LANE)(?:,?\s+[NS]\.?[EW]\.?(?!\w))?"
    r"(?:,?\s+[A-Z][A-Z .]*,?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?)?\s*$"
)
_HOUSE_NUMBER = re.compile(r"\s\d{1,5}[A-Za-z]?\s")
# Three, three and four digits with something between them: no bill, no sum of money and no year is written so.
_PHONE = re.compile(r"(?<![\d-])(?:\+?1[-. ]?)?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)")
_LAST_DIGITS = re.compile(r"\d{3}[-. ]\d{4}(?!\d)")


def withhold_street(value: str) -> str:
    """The value without a street address behind a name; the very same string when there is none."""
    if not _HOUSE_NUMBER.search(value):
        return value
    for street in (_STREET, _CAPITAL_STREET):
        shown, found = street.subn(STREET_WITHHELD, value)
        if found:
            return shown
    return value


def withhold_phone(value: str) -> str:
    """The value without North American telephone numbers; the very same string when there is none."""
    if not _LAST_DIGITS.search(value):
        return value
    shown, found = _PHONE.subn(PHONE_WITHHELD, value)
    return shown if found else value
