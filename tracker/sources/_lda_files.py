"""Files of filings, told apart by their content: ndjson, saved pages and single filings, Senate and House XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, BinaryIO

import msgspec

from tracker.errors import ParseError
from tracker.records import Parsed, Quarantined, RawRow, RowRef, StatementRecord, alter
from tracker.sources import _lda_house_xml, _lda_senate_xml
from tracker.sources._lda_api import LD203, is_contribution, read_filing
from tracker.sources._lda_pages import LARGEST_PAGE, decode_page, read_results
from tracker.sources._lda_record import FilingError
from tracker.sources._members import Stream, open_members
from tracker.sources._unpack import rewindable
from tracker.sources._xml_rows import XmlError, XmlRow, XmlRows

NDJSON, SENATE, HOUSE, ANY = "ndjson", "senate-xml", "house-xml", "file"

LONGEST_LINE = 32 * 1024 * 1024
MOST_STRANGE_ROWS = 500
"""So many rows without a single filing among them are another file, not filings with faults."""

_CHUNK = 1 << 18
_UUID = re.compile(rb'"filing_uuid"\s*:\s*"([0-9A-Fa-f-]{36})"')
_FAR = 2_000
"""Bytes within which a filing names itself; the API puts its number into the second place."""
_ROOTS = {_lda_senate_xml.ROOT: _lda_senate_xml.ROW, _lda_house_xml.ROOT: ""}
_FORMATS = {_lda_senate_xml.ROOT: SENATE, _lda_house_xml.ROOT: HOUSE}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def scan_files(body: BinaryIO, wanted: str) -> Iterator[Parsed | RawRow]:
    """All filings of a file or archive; ``wanted`` is ``ANY`` or the one format that it must have.

    Lines of JSON are yielded as they stand, for ``read_row``. What cannot be read is Quarantined with its bytes, under
    the name of its file in the archive. Raises ParseError for a body without any filing, for contribution reports
    (LD-203), and where the only file of a body cannot be read on.
    """
    files = read = strange = 0
    with rewindable(body) as source:
        for name, stream in open_members(source):
            files += 1
            for item in _read_member(name, stream, wanted):
                read += isinstance(item, StatementRecord) or (isinstance(item, RawRow) and bool(item.key))
                strange += not read
                if strange > MOST_STRANGE_ROWS:
                    raise ParseError(f"the first {MOST_STRANGE_ROWS} rows are no filings")
                yield item
    if not files:
        raise ParseError("the archive holds no file")


def read_row(row: RawRow) -> Parsed | None:
    """The filing of a line; None when it says what is known of it. One that cannot be read is Quarantined."""
    try:
        filing = read_filing(row.raw, row.row, known=row.known)
    except FilingError as error:
        return Quarantined(f"{row.file}: {error}" if row.file else str(error), row.raw, row.row)
    return filing if filing is None or not row.file else _in_file(filing, row.file)


def _read_member(name: str, stream: Stream, wanted: str) -> Iterator[Parsed | RawRow]:
    prefix = f"{name}: " if name else ""
    try:
        items = _read_stream(stream, wanted, prefix)
        yield from (_in_file(item, name) for item in items) if name else items
    except XmlError as error:
        if not name:
            raise
        yield Quarantined(f"{prefix}{error}", error.raw)
    except _NoFilings as error:
        if not name:
            raise ParseError(str(error)) from None
        yield Quarantined(f"{prefix}{error}", stream.peek(2_000))


class _NoFilings(Exception):
    """A file that is nothing of what this source reads."""


def _in_file(item: Parsed | RawRow, name: str) -> Any:
    """The statement with the name of its file in the archive, which its row number counts in."""
    if isinstance(item, RawRow):
        return alter(item, file=name)
    if not isinstance(item, StatementRecord):
        return item
    return alter(item, fields=MappingProxyType({**item.fields, "file": name}))


def _read_stream(stream: Stream, wanted: str, prefix: str) -> Iterator[Parsed | RawRow]:
    head = stream.peek()
    if not head.strip():
        raise _NoFilings("the file is empty")
    if head.startswith(_UTF16) or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from _read_xml(stream, wanted, prefix)
    elif head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        if wanted not in (ANY, NDJSON):
            raise _NoFilings(f"JSON where {wanted} was expected")
        yield from _read_json(stream, head, prefix)
    else:
        raise _NoFilings("neither JSON nor XML")


# -- XML ---------------------------------------------------------------------------------------------------------------


def _read_xml(stream: Stream, wanted: str, prefix: str) -> Iterator[Parsed]:
    rows = XmlRows(stream, _ROOTS)
    for row in rows:
        if wanted not in (ANY, _FORMATS[rows.root]):
            raise XmlError(f"a file of {_FORMATS[rows.root]} where {wanted} was expected", row.raw)
        try:
            yield _read_row(rows.root, row)
        except FilingError as error:
            if str(error) == LD203:
                raise ParseError(f"{prefix}{LD203}") from None
            yield Quarantined(f"{prefix}{error}", row.raw, row.ref)


def _read_row(root: str, row: XmlRow) -> StatementRecord:
    if root == _lda_house_xml.ROOT:
        return _lda_house_xml.read_house_filing(row)
    return _lda_senate_xml.read_senate_filing(row)


# -- JSON --------------------------------------------------------------------------------------------------------------


def _read_json(stream: Stream, head: bytes, prefix: str) -> Iterator[Parsed | RawRow]:
    """Line by line when the first line is a whole filing; else the file is one document, a page or a list."""
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    if first[:1] == b"[" or first.strip() == b"{" or _is_page(first):
        yield from _read_document(stream, prefix)
    else:
        yield from _find_lines(stream, prefix)


def _is_page(first: bytes) -> bool:
    return first.startswith((b'{"count":', b'{"count" :', b'{"detail":', b'{"next":', b'{"results":'))


def _read_document(stream: Stream, prefix: str) -> Iterator[Parsed]:
    data = stream.read(LARGEST_PAGE + 1)
    while len(data) <= LARGEST_PAGE and (more := stream.read(_CHUNK)):
        data += more
    if len(data) > LARGEST_PAGE:
        raise _NoFilings(f"one JSON document of more than {LARGEST_PAGE} bytes; write it as one filing a line")
    plain = data.removeprefix(b"\xef\xbb\xbf")
    try:
        if plain.lstrip()[:1] == b"[":
            results = msgspec.json.decode(plain, type=list[msgspec.Raw])
        elif b'"results"' in plain:
            results = decode_page(plain).results or []
        else:
            results = [msgspec.Raw(plain.strip())]
    except (ValueError, RecursionError, ParseError) as error:
        raise _NoFilings(f"no JSON of filings: {error}") from None
    yield from read_results(data, results, prefix)


def _find_lines(stream: Stream, prefix: str) -> Iterator[Parsed | RawRow]:
    for number, (offset, line) in enumerate(_lines(stream), start=1):
        raw = line.strip(b"\xef\xbb\xbf \t\r\n") if number == 1 else line.strip()
        if not raw:
            continue
        ref = RowRef(number, offset if line.startswith(raw) else offset + line.find(raw), len(raw))
        if len(raw) > LONGEST_LINE:
            yield Quarantined(f"{prefix}a line of more than {LONGEST_LINE} bytes", raw[:_CHUNK], ref)
            continue
        if number == 1 and is_contribution(raw):
            raise ParseError(f"{prefix}{LD203}")
        named = _UUID.search(raw, 0, _FAR)
        yield RawRow(raw, ref, named[1].decode().lower() if named else "")


def _lines(stream: Stream) -> Iterator[tuple[int, bytes]]:
    """Each line with the offset of its first byte. Of an overlong line the rest is passed over."""
    place, kept = 0, b""
    while data := stream.read(_CHUNK):
        *lines, rest = (kept + data).split(b"\n") if len(kept) <= LONGEST_LINE else _skip(kept, data)
        for line in lines:
            yield place, line
            place += len(line) + 1
        kept = rest
    if kept:
        yield place, kept


def _skip(kept: bytes, data: bytes) -> list[bytes]:
    """The overlong line without what comes after its limit, so that it takes no more memory; the next lines."""
    return [kept, *data.split(b"\n")[1:]]
