"""Pictures of a filing's pages beside the quotes: drawn when they are first asked for, kept in a cache of files.

The public sees the strip of the page on which the quotes of a published statement stand, staff the whole page. Lines
that hold an address are painted over in both.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from tracker.errors import TrackerError
from tracker.extraction.filings.addresses import BLOT, blot_addresses
from tracker.models import Document, DocumentPage, Statement
from tracker.pdf import Box, render_page
from tracker.services.paper_pages import read_limits
from tracker.services.papers import body_file

WIDTH = 1000
"""Pixels of a whole page's width: letters of a form can be read, and a page stays below 200 kB."""

MARGIN = 0.02
"""Part of the page's height that a strip shows above and below the quotes."""

MOST_STRIPS = 4
"""Strips that one statement shows; its quotes seldom stand on more pages."""

CACHE_BYTES = 500_000_000
"""Pictures that are kept; beyond that the oldest go."""


class NoPicture(TrackerError):
    """There is nothing to draw: no such page, no quote on it, or a page that cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The part of a page on which quotes of a statement stand. ``ratio``: its width by its height."""

    page: int
    crop: Box
    marks: tuple[Box, ...]
    blots: tuple[Box, ...]
    ratio: float

    @property
    def height(self) -> int:
        """Pixels, for a page of ``WIDTH`` pixels."""
        return max(1, round(WIDTH / self.ratio))


def find_strips(statement: Statement, pages: Sequence[DocumentPage]) -> list[Strip]:
    """The strips of the pages on which the statement's quotes stand, in the order of the pages."""
    quotes = [quote for found in statement.evidence.values() if isinstance(found, list) for quote in found]
    strips = [_cut_strip(page, marks) for page in pages if (marks := _find_boxes(page, quotes))]
    return strips[:MOST_STRIPS]


def load_pages(document: Document) -> list[DocumentPage]:
    """The pages of a PDF, without what only its reading needs."""
    return list(document.pages.defer("others", "doubts", "tables").order_by("number"))


def _find_boxes(page: DocumentPage, quotes: Iterable[Mapping[str, Any]]) -> list[Box]:
    """The places of the lines that the quotes touch. In ``Document.text`` a page has no blank lines at its edges."""
    shift = page.start - (len(page.text) - len(page.text.lstrip("\n")))
    spans = [(int(quote.get("start", -1)) - shift, int(quote.get("end", -1)) - shift) for quote in quotes]
    lines = [(start, end, box) for start, end, box in page.lines]
    return [
        (box[0], box[1], box[2], box[3])
        for start, end, box in lines
        if any(first < end and start < last for first, last in spans)
    ]


def _cut_strip(page: DocumentPage, marks: Sequence[Box]) -> Strip:
    top = max(0.0, min(box[1] for box in marks) - MARGIN)
    bottom = min(1.0, max(box[3] for box in marks) + MARGIN)
    ratio = page.width / max(page.height * (bottom - top), 1.0)
    return Strip(page.number, (0.0, round(top, 4), 1.0, round(bottom, 4)), tuple(marks), find_blots(page), ratio)


def find_blots(page: DocumentPage) -> tuple[Box, ...]:
    """The places of the lines that hold an address or a telephone number; the whole line goes."""
    if not page.text.strip():
        return ()
    hidden = blot_addresses(page.text)
    return tuple(
        (0.0, box[1], 1.0, box[3])
        for start, end, box in page.lines
        if BLOT in hidden[start:end] and hidden[start:end] != page.text[start:end]
    )


def draw_strip(document: Document, strip: Strip) -> bytes:
    """The strip as PNG. Raises NoPicture."""
    return _cached(document, strip.page, strip.crop, strip.marks, strip.blots)


def draw_page(document: Document, number: int, marks: Sequence[Box] = ()) -> bytes:
    """The whole page as PNG, for staff. Raises NoPicture."""
    page = document.pages.filter(number=number).first()
    if page is None:
        raise NoPicture(f"this document has no page {number}")
    return _cached(document, number, None, tuple(marks), find_blots(page))


def _cached(document: Document, number: int, crop: Box | None, marks: Sequence[Box], blots: Sequence[Box]) -> bytes:
    what = json.dumps([document.sha256, number, crop, list(marks), list(blots), WIDTH])
    folder = Path(settings.RETAINER_VAR_DIR) / "page-images"
    place = folder / f"{sha256(what.encode()).hexdigest()}.png"
    if place.exists():
        return place.read_bytes()
    try:
        with body_file(document) as path:
            picture = render_page(path, number, read_limits(), width=WIDTH, crop=crop, marks=marks, blots=blots)
    except TrackerError as error:
        raise NoPicture(str(error)) from error
    _keep(place, picture)
    return picture


def _keep(place: Path, picture: bytes) -> None:
    """Write the picture under its name at once, so that nobody reads half of one; then make room."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(picture)
    Path(name).replace(place)
    _make_room(place.parent)


def _make_room(folder: Path) -> None:
    known = sorted((entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in os.scandir(folder))
    size = sum(entry[1] for entry in known)
    for _, bytes_, path in known:
        if size <= CACHE_BYTES:
            return
        Path(path).unlink(missing_ok=True)
        size -= bytes_
