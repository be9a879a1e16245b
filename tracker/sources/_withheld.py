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
_HOUSE_NUMBER = re.compile(r"\s\d{1,5}[A-Za-z]?\s")
# Three, three and four digits with something between them: no bill, no sum of money and no year is written so.
_PHONE = re.compile(r"(?<![\d-])(?:\+?1[-. ]?)?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)")
_LAST_DIGITS = re.compile(r"\d{3}[-. ]\d{4}(?!\d)")


def withhold_street(value: str) -> str:
    """The value without a street address behind a name; the very same string when there is none."""
    if not _HOUSE_NUMBER.search(value):
        return value
    shown, found = _STREET.subn(STREET_WITHHELD, value)
    return shown if found else value


def withhold_phone(value: str) -> str:
    """The value without North American telephone numbers; the very same string when there is none."""
    if not _LAST_DIGITS.search(value):
        return value
    shown, found = _PHONE.subn(PHONE_WITHHELD, value)
    return shown if found else value
