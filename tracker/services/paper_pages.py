"""The pages of a PDF as text: what the file holds, compared with our own optical recognition where it is a scan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings

from tracker.extraction.filings.forms import split_hidden
from tracker.extraction.filings.text import By, Check, Doubt, Filing, PageText
from tracker.pdf import Layer, Page, PdfError, PdfLimits, has_ocr, merge_readings, read_layer, read_ocr

SECOND_DPI = 400
"""A page that only we recognise is drawn a second time so, when figures of money stand on it: do both agree?"""

_STAMP = re.compile(r"[^\n]{0,12}Received\W{0,3}by\W{0,3}NSD[^\n]*", re.IGNORECASE)
_MONEY = re.compile(r"[$€£]|\bUSD\b|\bdollars?\b|\d,\d{3}", re.IGNORECASE)
_OATH = re.compile(r"under\s+penalty\s+of\s+perjury|undersigned\s+swear", re.IGNORECASE)
LEAST_LETTERS = 15
"""Letters (the register's stamp left out) with which a page counts as having a text."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PageReading:
    """How one page was read. ``owed``: it has no text, and there was no program to recognise one."""

    page: Page
    by: By = "none"
    others: tuple[tuple[int, int, str], ...] = ()
    owed: bool = False
    error: str = ""


@dataclass(slots=True)
class Paper:
    """A PDF's pages, the metadata hidden in it, and how many pages it has in all."""

    count: int
    pages: list[PageReading] = field(default_factory=list)
    hidden: Mapping[str, str] = field(default_factory=dict)


def read_limits() -> PdfLimits:
    """How much one PDF may cost, as the settings say."""
    return PdfLimits(
        pages=settings.RETAINER_PDF_PAGES,
        size=settings.RETAINER_PDF_BYTES,
        memory=settings.RETAINER_PDF_MEMORY,
        seconds=settings.RETAINER_PDF_SECONDS,
        page_seconds=settings.RETAINER_OCR_SECONDS,
    )


def find_ocr() -> str:
    """The path of the recognition program; "" when there is none or the settings turn it off."""
    return has_ocr(settings.RETAINER_TESSERACT) if settings.RETAINER_TESSERACT else ""


def read_layers(path: Path, *, tables: bool = False) -> tuple[Layer, dict[str, str], list[PageReading]]:
    """What the file itself holds, page by page, without any recognition. Raises PdfError."""
    layer = read_layer(path, read_limits(), tables=tables)
    broken = dict(layer.broken)
    hidden: dict[str, str] = {}
    readings = []
    for page in layer.pages:
        if page.number == 1:
            hidden, text = split_hidden(page.text)
            page = replace(page, text=text, lines=()) if hidden else page
        readings.append(PageReading(page, "layer" if page.is_scan else "born"))
    readings += [PageReading(Page(number, ""), "none", error=error) for number, error in broken.items()]
    return layer, hidden, sorted(readings, key=lambda reading: reading.page.number)


def needs_ocr(page: Page) -> bool:
    """A page without a text of its own, or with one that somebody recognised on a scan before us."""
    return page.is_scan or not has_text(page)


def has_text(page: Page) -> bool:
    return sum(letter.isalnum() for letter in _STAMP.sub("", page.text)) >= LEAST_LETTERS


def recognise(path: Path, reading: PageReading, program: str) -> PageReading:
    """The page read again by recognition and compared; as it was, with the reason, when that fails."""
    page, limits = reading.page, read_limits()
    if not program:
        if has_text(page):
            return reading
        return replace(
            reading, by="none", owed=True, error="no text, and no program for optical recognition is installed"
        )
    if has_text(page) and _OATH.search(page.text) and not _MONEY.search(_STAMP.sub("", page.text)):
        return reading
    try:
        ours = replace(read_ocr(path, page.number, limits, program=program), width=page.width, height=page.height)
        if has_text(page):
            merged = merge_readings(page, ours)
            return PageReading(merged.page, "both" if merged.others else "layer", merged.others)
        return _read_twice(path, replace(ours, is_scan=page.is_scan), limits, program)
    except PdfError as error:
        return replace(reading, error=f"optical recognition: {error}", owed=not has_text(page))


def _read_twice(path: Path, ours: Page, limits: PdfLimits, program: str) -> PageReading:
    if not _MONEY.search(ours.text):
        return PageReading(ours, "ocr" if has_text(ours) else "none")
    second = read_ocr(path, ours.number, limits, program=program, dpi=SECOND_DPI)
    merged = merge_readings(ours, second)
    return PageReading(merged.page, "twice" if merged.others else "ocr", merged.others)


def read_paper(path: Path, *, tables: bool = False, progress: Progress | None = None) -> Paper:
    """A whole PDF, read without a database. Raises PdfError when it cannot be opened."""
    layer, hidden, readings = read_layers(path, tables=tables)
    paper = Paper(layer.count, hidden=hidden)
    program = find_ocr()
    for reading in readings:
        if needs_ocr(reading.page):
            if progress is not None:
                progress(f"page {reading.page.number} of {layer.count}")
            reading = recognise(path, reading, program)
        paper.pages.append(reading)
    return paper


def compose_filing(readings: Iterable[PageReading]) -> Filing:
    """The pages as one text, with the place of each page, of each comparison and of each doubtful figure."""
    pieces: list[str] = []
    pages: list[PageText] = []
    checks: list[Check] = []
    doubts: list[Doubt] = []
    length = 0
    for reading in readings:
        text = reading.page.text.strip("\n")
        shift = length - (len(reading.page.text) - len(reading.page.text.lstrip("\n")))
        pages.append(PageText(reading.page.number, length, length + len(text), reading.by, reading.page.tables))
        checks += [Check(start + shift, end + shift, other) for start, end, other in reading.others]
        doubts += [Doubt(w.start + shift, w.end + shift, w.confidence) for w in reading.page.doubts]
        pieces.append(text + "\n\n")
        length += len(text) + 2
    return Filing("".join(pieces), tuple(pages), tuple(checks), tuple(doubts))


def number_pages(starts: Sequence[tuple[int, int]], position: int) -> int:
    """The page on which a place of the text lies; ``starts``: (start, number), sorted. 0 before the first."""
    found = 0
    for start, number in starts:
        if start <= position:
            found = number
    return found
