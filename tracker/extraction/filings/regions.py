"""Which parts of a form were filled in, and which are the form itself: instructions, labels, oaths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extraction.filings.text import Filing

Span = tuple[int, int]

# Words run together, dots for commas and letters misread are the rule in recognised text: blanks are optional.
_ITEM_4 = re.compile(r"4\s*[.,:]?\s*.{0,3}If\s*th[il1]s\s*am\w*\s*\w*ires.{0,80}?please\s*list\W{0,4}", re.I | re.S)
_ITEM_5 = re.compile(
    r"(?:\W{0,4}5\W{0,4}\s*)?['‘\"]?\s*Each\s*item.{0,30}?(?:must\s*be|above).{0,320}?"
    r"(?:mu?st\s*be\s*used\W{0,4}|sheets\s*may\s*be\s*used\W{0,4}|space\s*is\s*\S+,.{0,45}?used\W{0,4})",
    re.I | re.S,
)
_FOLLOWS = re.compile(
    r"amended\s+to\s+read\s+as\s+follows.{0,4}(?:\s*\(Insert\s+proper\s+item\s+numbers\))?", re.I | re.S
)
_FORM_ENDS = re.compile(
    r"(?:Formerly\s*(?:CRM|OBD|DJ)|FORM?\s*[A-Z]?\s*M?\s*(?:NSD|CRM|OBD|DJ)\W?|Rev[il]\w{1,3}\s*\d\d/\d\d"
    r"|EXECUTION\b|The\s+undersigned\s+swear|In\s+accordance\s+with\s+28\s+U|Received\s*by\W{0,3}NSD)",
    re.I,
)
_STAMP_LINE = re.compile(r"[^\n]{0,12}Received\W{0,3}by\W{0,3}NSD[^\n]*", re.I)
_OATH = re.compile(r"penalty\s*of\s*per|undersigned\s*swear|^\s*EXECUTION\s*$", re.I | re.M)
_OF_PERSONS = re.compile(
    r"short[\s-]*form\s*registration\s*statement\s*(?:dated|pursuant|OMB|under)"
    r"|amendment\s*to\s*the\s*short[\s-]*form|each\s*partner\W\s*officer\W\s*director|INSERT\s+PAGE.{0,40}SHORT\s*FORM",
    re.I | re.S,
)
_BOILERPLATE = re.compile(
    r"(?:INSTRUCTIONS\b|Privacy\s*Act\s*Statement|Public\s*Reporting\s*Burden).*?(?=\n\s*\n|\n\s*(?:\d{1,2}\s*[.,]|[Il|]\.)\s)",
    re.S,
)
_PAGE_LABEL = re.compile(r"\n\s*(?:\(?page\s*\d+\)?|PAGE\s+\d+)\s*(?=\n)", re.I)


@dataclass(frozen=True, slots=True)
class Regions:
    """``listed``: item 4, the documents attached; ``told``: item 5 or the insert; ``attached``: agreements, letters."""

    listed: tuple[Span, ...]
    told: tuple[Span, ...]
    attached: tuple[Span, ...]

    def __iter__(self) -> Iterator[Span]:
        yield from sorted((*self.listed, *self.told, *self.attached))


def find_regions(filing: Filing) -> Regions:
    """The filled parts of an amendment and what is attached to it."""
    text = filing.text
    listed, told, attached = [], [], []
    is_form_seen = False
    for page in filing.pages:
        body = text[page.start : page.end]
        if _OF_PERSONS.search(body[:2500]):
            continue
        item_5, item_4 = _ITEM_5.search(body), _ITEM_4.search(body)
        follows = _FOLLOWS.search(body)
        if item_5 is not None or item_4 is not None:
            is_form_seen = True
            if item_4 is not None:
                end = item_5.start() if item_5 and item_5.end() > item_4.end() else _end_of(body, item_4.end())
                listed.append((page.start + item_4.end(), page.start + max(end, item_4.end())))
            if item_5 is not None:
                told.append((page.start + item_5.end(), page.start + _end_of(body, item_5.end())))
        elif follows is not None:
            is_form_seen = True
            told.append((page.start + follows.end(), page.end))
        elif not _OATH.search(body) or (not is_form_seen and len(body) > 2500):
            attached.append((page.start, page.end))
    return Regions(tuple(listed), tuple(told), tuple(attached))


def _end_of(body: str, start: int) -> int:
    found = _FORM_ENDS.search(body, start)
    return found.start() if found else len(body)


def flatten(text: str) -> str:
    """The text with the register's stamps and instructions blanked and lines joined, every letter in its place.

    A line that is followed by a blank one stays the end of a paragraph.
    """
    for pattern in (_STAMP_LINE, _BOILERPLATE, _PAGE_LABEL):
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return re.sub(r"(?<!\n)\n(?!\s*\n)", " ", text)
