"""Filings as PDF: their pages are read once and kept, and what they say is read from the kept pages."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from tracker.extraction.filings.addresses import blot_addresses
from tracker.extraction.filings.forms import read_head, read_hidden_day
from tracker.extraction.filings.reader import CONTRACTUAL, UNNAMED, FilingReading, read_filing
from tracker.extraction.filings.text import Filing
from tracker.models import Document, DocumentPage, Issue
from tracker.pdf import Line, Page, Word
from tracker.records import Quarantined, StatementRecord
from tracker.services.archive import open_body
from tracker.services.gazetteer import newest_name
from tracker.services.paper_pages import (
    PageReading,
    compose_filing,
    find_ocr,
    needs_ocr,
    read_layers,
    recognise,
)
from tracker.services.paper_principals import Registrant, load_registrants, settle_client
from tracker.sources import adapters, get_adapter
from tracker.sources._fara_doc_list import read_name

TABLES_FOR = ("supplemental",)
"""Types of documents of which ruled tables are looked for; that takes a second a page."""

Progress = Callable[[str], None]

_HIDDEN = "hidden"
_READ_AS = "read_as"


def paper_pages() -> tuple[str, ...]:
    """The kinds of pages that are PDFs, of all adapters."""
    return tuple(page for adapter in adapters().values() for page in adapter.paper_pages)


def is_paper(document: Document) -> bool:
    adapter = document.source.adapter
    return bool(adapter) and document.page in get_adapter(adapter).paper_pages


# -- Pages -------------------------------------------------------------------------------------------------


@contextmanager
def body_file(document: Document) -> Iterator[Path]:
    """The archived bytes as a file for other programs; removed afterwards. Raises ArchiveError."""
    handle, name = tempfile.mkstemp(prefix="retainer-body-", suffix=".pdf")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as target, open_body(document) as body:
            shutil.copyfileobj(body, target)
        yield path
    finally:
        path.unlink(missing_ok=True)


def read_pages(document: Document, progress: Progress) -> None:
    """Read every page that was not read yet, one after the other: a run that dies goes on where it was.

    Pages that are owed for want of a recognition program are tried again. Raises PdfError when this is no PDF that can
    be read, ArchiveError when its bytes are gone.
    """
    if document.pages.exists() and not document.pages.exclude(state=DocumentPage.State.READ).exists():
        return
    with body_file(document) as path:
        if not document.pages.exists():
            _read_layers(document, path)
        program = find_ocr()
        waiting = document.pages.exclude(state=DocumentPage.State.READ).order_by("number")
        count = document.pages.count()
        for row in waiting:
            progress(f"{document.page}: page {row.number} of {count}")
            _keep(row, recognise(path, load_reading(row), program))


def _read_layers(document: Document, path: Path) -> None:
    tables = any(kind in _type_of(document).lower() for kind in TABLES_FOR)
    layer, hidden, readings = read_layers(path, tables=tables)
    meta = {**document.meta, "page_count": layer.count}
    if hidden:
        # The registrant's and the principal's data, and nothing of the persons whom a short form is about.
        meta[_HIDDEN] = {name: value for name, value in hidden.items() if not name.startswith("SHORT FORM")}
    if layer.count > len(readings):
        meta["pages_left_out"] = layer.count - len(readings)
    with transaction.atomic():
        for reading in readings:
            _keep(DocumentPage(document=document, number=reading.page.number), reading, is_first=True)
        document.meta = meta
        document.save(update_fields=["meta"])


def _keep(row: DocumentPage, reading: PageReading, *, is_first: bool = False) -> None:
    page = reading.page
    row.text, row.by, row.error = page.text, reading.by, reading.error
    row.width, row.height, row.is_scan = page.width, page.height, page.is_scan
    row.lines = [[line.start, line.end, list(line.box)] for line in page.lines]
    row.doubts = [[word.start, word.end, word.confidence] for word in page.doubts]
    row.others = [list(other) for other in reading.others]
    row.tables = [[list(cells) for cells in table] for table in page.tables]
    row.state = _judge(reading, is_first=is_first)
    row.save()


def _judge(reading: PageReading, *, is_first: bool) -> str:
    if reading.owed:
        return DocumentPage.State.OWED
    if reading.error and not reading.page.text.strip():
        return DocumentPage.State.FAILED
    return DocumentPage.State.TO_RECOGNISE if is_first and needs_ocr(reading.page) else DocumentPage.State.READ


def load_reading(row: DocumentPage) -> PageReading:
    """A page as it was kept."""
    page = Page(
        number=row.number,
        text=row.text,
        width=row.width,
        height=row.height,
        is_scan=row.is_scan,
        lines=tuple(Line(start, end, tuple(box)) for start, end, box in row.lines),
        doubts=tuple(Word(start, end, sure) for start, end, sure in row.doubts),
        tables=tuple(tuple(tuple(cells) for cells in table) for table in row.tables),
    )
    others = tuple((start, end, text) for start, end, text in row.others)
    return PageReading(page, row.by, others, row.state == DocumentPage.State.OWED, row.error)  # type: ignore[arg-type]


# -- What they say -----------------------------------------------------------------------------------------


def load_filing(document: Document, registrant: Registrant | None = None) -> Filing:
    """The filing as its kept pages, the list of documents, the file's name and the hidden metadata give it."""
    readings = [load_reading(row) for row in document.pages.order_by("number")]
    return describe_filing(compose_filing(readings), document.url, document.sha256, document.meta, registrant)


def describe_filing(
    filing: Filing, url: str, sha256: str, meta: dict[str, Any], registrant: Registrant | None = None
) -> Filing:
    """The composed text with what is known of the filing beside it; addresses of people are blotted out."""
    hidden, named = meta.get(_HIDDEN, {}), read_name(url)
    text = blot_addresses(filing.text)
    stamped = _read_day(meta.get("stamped") or named.get("stamped")) or read_hidden_day(hidden, "DATE STAMPED")
    return replace(
        filing,
        text=text,
        form=meta.get("type") or named.get("type") or hidden.get("DOCUMENT TYPE", ""),
        number=meta.get("number") or named.get("number") or hidden.get("REGISTRATION NUMBER", ""),
        registrant=(registrant.firm if registrant else "")
        or meta.get("registrant")
        or hidden.get("REGISTRANT NAME", ""),
        principal=meta.get("principal") or hidden.get("FOREIGN PRINCIPAL NAME", ""),
        country=meta.get("country") or hidden.get("FOREIGN PRINCIPAL COUNTRY", ""),
        stamped=stamped,
        key=named.get("key") or sha256[:32],
        known=tuple(dict.fromkeys(row.name for row in registrant.principals)) if registrant else (),
    )


def _read_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _type_of(document: Document) -> str:
    return str(document.meta.get("type") or read_name(document.url).get("type", ""))


def read_statements(document: Document) -> tuple[list[StatementRecord], list[Quarantined]]:
    """The statements of a filing whose pages were read, and what could not be read of it with the reason.

    Writes the text that quotes refer to, with title and day, to the document.
    """
    filing = load_filing(document)
    number = filing.number or read_head(filing.text).number
    registrant = load_registrants([number]).get(number, Registrant())
    filing = load_filing(document, registrant)
    _keep_text(document, filing, number, registrant)
    read = read_filing(filing)
    if read.form not in CONTRACTUAL:
        return [], list(_tell_pages(document))
    return _settle(read, registrant, filing), [*_tell_pages(document), *_tell_nameless(read, registrant)]


def _settle(read: FilingReading, registrant: Registrant, filing: Filing) -> list[StatementRecord]:
    settled = (settle_client(record, registrant) for record in (*read.statements, *read.nameless))
    kept: dict[tuple[str, int], StatementRecord] = {}
    for record in settled:
        if record is not None:
            kept.setdefault((record.register_key, record.ordinal), record)
    return list(kept.values())


def _keep_text(document: Document, filing: Filing, number: str, registrant: Registrant) -> None:
    document.text = filing.text
    form, stamped = filing.form or "Filing", filing.stamped
    firm = filing.registrant or read_head(filing.text).registrant
    document.title = f"{form}: {firm or 'registrant'}" + (f" ({number})" if number else "")
    document.published = stamped.isoformat() if stamped else ""
    document.language = "en"
    document.names_read = newest_name()
    document.meta = {**document.meta, _READ_AS: {"number": number, "principals": registrant.fingerprint}}
    document.save(update_fields=["text", "title", "published", "language", "names_read", "meta"])
    starts = {page.number: page.start for page in filing.pages}
    rows = list(document.pages.only("id", "number", "start"))
    for row in rows:
        row.start = starts.get(row.number, 0)
    DocumentPage.objects.bulk_update(rows, ["start"])


def _tell_pages(document: Document) -> Iterator[Quarantined]:
    """Pages that are owed or broken, and pages behind the limit."""
    for row in document.pages.exclude(state=DocumentPage.State.READ).order_by("number"):
        yield Quarantined(f"page {row.number}: {row.error or row.get_state_display()}", b"")
    if left := document.meta.get("pages_left_out"):
        yield Quarantined(f"{left} pages behind the limit of pages were not read", b"")


def _tell_nameless(read: FilingReading, registrant: Registrant) -> Iterator[Quarantined]:
    for record in read.nameless:
        if settle_client(record, registrant) is None:
            said = f"{record.raw_value or record.amount or record.details.get('event') or 'terms'}"
            listed = len(registrant.principals)
            among = f"; {listed} are listed under {record.firm.identifier}" if listed else ""
            yield Quarantined(f"{UNNAMED}{among}: {said}", b"")


def resolve_issues(document: Document, problems: Iterable[Quarantined]) -> None:
    """What no longer troubles the document is resolved: a page that was owed and has been read since."""
    standing = {item.error for item in problems}
    issues = Issue.objects.filter(document=document, state=Issue.State.OPEN).exclude(error__in=standing)
    issues.update(state=Issue.State.RESOLVED)


# -- Which are to be read ----------------------------------------------------------------------------------


def find_stale_papers() -> list[int]:
    """Filings under numbers whose list of principals has changed since they were read, oldest first."""
    papers = Document.objects.filter(page__in=paper_pages(), state=Document.State.PARSED)
    newest = newest_name()
    behind = list(papers.filter(names_read__lt=newest).order_by("as_of", "id").values_list("id", "meta"))
    if not behind:
        return []
    read_as = {pk: meta.get(_READ_AS, {}) for pk, meta in behind}
    registrants = load_registrants({str(entry.get("number", "")) for entry in read_as.values()})
    stale = [
        pk
        for pk, entry in read_as.items()
        if registrants.get(str(entry.get("number", "")), Registrant()).fingerprint != entry.get("principals", "")
    ]
    papers.filter(names_read__lt=newest).exclude(id__in=stale).update(names_read=newest)
    return stale
