"""Street addresses, telephone numbers and the like are blotted out before anything else is done with a filing's text.

Many registrants are private people who file from home. The text keeps its length, so that every place in it stays.
"""

from __future__ import annotations

import re

BLOT = "•"

_WAYS = (
    "Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Terrace|Ter|Way|Highway|Hwy"
    "|Circle|Cir|Parkway|Pkwy|Plaza|Square|Sq|Trail|Alley|Crescent|Row|Mews|Close|Broadway"
)
_STREET = re.compile(
    rf"(?<![\w$€£.,/-])\d{{1,5}}[A-Za-z]?(?:-\d+)?,?[ \t]+(?:[NSEW]\.?[ \t]+|[NS][EW][ \t]+)?"
    rf"(?:[A-Z0-9][\w.'’*]*[ \t]+){{0,4}}(?:{_WAYS})\b\.?(?:[ \t,]+[NS]\.?[EW]\b\.?)?"
    rf"(?:[ \t,]+(?:Apt|Apartment|Suite|Ste|Unit|Floor|Fl|Rm|Room|#)\.?[ \t]*[\w-]+)?"
)
_BOX = re.compile(
    r"\bP\W{0,2}O\W{0,2}\s?Box\s+\w+|(?<!Registration )\b(?:Apt|Apartment|Unit)\.?\s*#?\s*\d+\w?\b(?!/)", re.I
)
_ZIP = re.compile(r"\b[A-Z]{2}\.?,?[ \t]+\d{5}(?:-\d{4})?\b")
_PHONE = re.compile(
    r"(?<![\d-])(?:\+?1[-. ]?)?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)|\+\d{1,3}[ .-]?\d[\d .-]{7,14}\d"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HOME = re.compile(
    r"(?:residen(?:ce|tial)|home)\s+address(?:\(?e?s?\)?)?\s*[:.]?[ \t]*(?P<said>[^\n]+(?:\n[^\n]+)?)", re.I
)
_BIRTH = re.compile(r"(?:date|place|year)\s+of\s+birth\s*[:.]?[ \t]*(?P<said>[^\n]+)", re.I)
# A street of figures alone ("100 Years' Court") must not eat what is money or a date.
_KEPT = re.compile(r"[$€£]|\b(?:days?|months?|years?|per)\b", re.I)


def blot_addresses(text: str) -> str:
    """The text with every letter of an address, telephone number, mail address or birth date as a dot."""
    for pattern in (_HOME, _BIRTH):
        text = pattern.sub(_blot_answer, text)
    for pattern in (_STREET, _BOX, _ZIP, _PHONE, _MAIL):
        text = pattern.sub(_blot_all, text)
    return text


def _blot_all(match: re.Match[str]) -> str:
    return match[0] if _KEPT.search(match[0]) else _blot(match[0])


def _blot_answer(match: re.Match[str]) -> str:
    said = match.start("said") - match.start()
    return match[0][:said] + _blot(match[0][said:])


def _blot(text: str) -> str:
    return re.sub(r"\S", BLOT, text)
