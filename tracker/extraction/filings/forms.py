"""Which form a filing is, and what its head says: registrant, number, stamp, and the hidden block of old files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Form = Literal["amendment", "exhibit", "supplemental", "short_form", "dissemination", "registration", "other"]

_HIDDEN_HEAD = re.compile(r"\s*Document\s+Metadata\s*\n")
_HIDDEN_LINE = re.compile(r"\s*([A-Z][A-Z ]+[A-Z])=(.*)")
_NOTICE = re.compile(r"The Department of Justice recognizes that some of the Foreign Agent.*", re.S)


def _title(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I | re.M)


_TITLES: tuple[tuple[Form, re.Pattern[str]], ...] = (
    ("short_form", _title(r"Short[\s-]*Form\s*Registration\s*Statement\s*(?:OMB|Pursuant|Under|$)")),
    ("dissemination", _title(r"Dissemination\s*Report")),
    ("amendment", _title(r"Amendment\s*to\s*(?:the\s*|Supplemental\s*)*Registration\s*Statement|^\s*AMENDMENT\s*$")),
    ("supplemental", _title(
            r"Supplemental\s*Statement\s*(?:OMB|Pursuant|Under|For\s*(?:the\s*)?(?:Six|6))"
            r"|For\s*(?:the\s*)?(?:Six|6)\W*Months?\s*Period\s*Ending"
        )),
    ("exhibit", _title(r"Exhibit\s*[AB](?:\s*/?\s*B)?\s*(?:to\s*Registration\s*Statement|OMB|Pursuant|Under)")),
    ("registration", _title(r"Registration\s*Statement\s*(?:OMB|Pursuant|Under)")),
)  # fmt: skip
_TYPES: tuple[tuple[str, Form], ...] = (
    ("short", "short_form"),
    ("dissemination", "dissemination"),
    ("amendment", "amendment"),
    ("supplemental", "supplemental"),
    ("exhibit", "exhibit"),
    ("registration", "registration"),
)
_NUMBER = re.compile(
    r"Registration\s*N(?:o|um)(?:ber)?\b[.,:'’]*\s*(?:\(.{0,25}?\))?.{0,60}?(?<![£€$#\d.,/-])(?P<number>\d{3,5})\b(?![,./-]\d)"
    r"|Registration\s*N(?:o|um)(?:ber)?\b[.,:'’]*\s*(?P<short>\d{1,5})\b(?![,./-]\d)",
    re.I | re.S,
)
_NO_REGISTRANT = re.compile(
    r"Registration\s*N|^\W*\d\s*[.,'’]|amendment\s+is|purpose|Name\s*(?:and|of)\b|^\W*(?:\w{1,2}\W+)*$", re.I
)
_REGISTRANT = re.compile(
    r"(?:\d|[Il|])\s*[.,]\s*\(?a?\)?\s*Name\s*(?:and\s*Address\s*)?of\s*Registrant(?:\s*\(or\s*agent\))?\W{0,3}"
    r"(?:\s*\d\s*[.,]?\s*Registration\s*N(?:o|umber)\W{0,3})?",
    re.I,
)
_OLD_REGISTRANT = re.compile(r"Name\s*of\s*registrant\s*\(or\s*agent\)\W{0,3}", re.I)
_STAMPED = re.compile(
    r"Received\W{0,3}by\W{0,3}NSD\W{0,3}FARA\s*Registration\s*\S{0,6}\s*(\d{1,2})/(\d{1,2})/(\d{4})", re.I
)
_ENDING = re.compile(r"Period\s*Ending\W{0,4}(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})", re.I)


@dataclass(frozen=True, slots=True)
class Head:
    """What the form itself says of who files it; empty where it cannot be read."""

    registrant: str = ""
    number: str = ""
    stamped: date | None = None


def split_hidden(text: str) -> tuple[dict[str, str], str]:
    """The metadata block that the register hid under the first page of old files, and the page's own text.

    The block is data of the register: "N/A" is left out. Without one the text is returned as it is.
    """
    head = _HIDDEN_HEAD.match(text)
    if head is None:
        return {}, text
    found: dict[str, str] = {}
    rest = text[head.end() :]
    while match := _HIDDEN_LINE.match(rest):
        if match[2].strip() not in ("", "N/A"):
            found[match[1].strip()] = match[2].strip()
        rest = rest[match.end() :]
    return found, _NOTICE.sub("", rest).strip("\n")


def read_hidden_day(known: Mapping[str, str], name: str) -> date | None:
    try:
        return datetime.strptime(known.get(name, ""), "%Y-%m-%d").date()  # noqa: DTZ007 – a day without a time
    except ValueError:
        return None


def recognise_form(text: str, hint: str = "") -> Form:
    """The form by its type in the list of documents, else by its title."""
    wanted = hint.lower()
    for name, form in _TYPES:
        if name in wanted:
            return form
    head = text[:4000]
    found = [(match.start(), form) for form, pattern in _TITLES if (match := pattern.search(head))]
    return min(found)[1] if found else "other"


def read_head(text: str) -> Head:
    """Registrant and number as the first page has them; an address under the name is not read."""
    found = _NUMBER.search(text[:9000])
    number = (found["number"] or found["short"] or "") if found else ""
    match = _REGISTRANT.search(text) or _OLD_REGISTRANT.search(text)
    name = _read_name(text[match.end() : match.end() + 300]) if match else ""
    stamp = _STAMPED.search(text)
    return Head(name, number, _day(stamp) if stamp else None)


def _read_name(text: str) -> str:
    """The first line that can be a name; stamps across the form leave single letters and figures between."""
    for line in text.split("\n")[:7]:
        name = re.sub(r"\s+\d{3,5}\s*$", "", line.strip(" .:_'"))
        name = re.split(r"\s\d\s*[.,]\s*Registration", name)[0].strip(" .:_'•*/,")
        if re.match(r"^\W*3\s*[.,]", line):
            break
        if sum(map(str.isalpha, name)) >= 3 and not _NO_REGISTRANT.search(name):
            return name[:160]
    return ""


def read_period_end(text: str) -> date | None:
    """The end of a supplemental statement's six months."""
    match = _ENDING.search(text[:6000])
    return _day(match) if match else None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[3]), int(match[1]), int(match[2]))
    except ValueError:
        return None
