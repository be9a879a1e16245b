"""Cuts a register's CSV into rows when quotes and line breaks inside values are not escaped.

A CSV reader misreads such a file: 15 of the 17,358 FARA principals of 2025-04-10 come out with too many columns.
But every value stands in quotes, so a row ends at a line break between two quotes and a value at ``","``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from tracker.errors import ParseError

CHUNK = 1 << 18
LONGEST_ROW = 1 << 20

# A quote and a comma after the break mean that a value has just been closed: the break belongs to that value.
_ROW_END = re.compile(rb'(?<=")(?:\r?\n)+(?="(?!,))')
# UTF-8 made from cp1252 by way of ISO 8859-1 has control characters where the quotes and dashes were.
_CP1252 = {code: bytes([code]).decode("cp1252", errors="replace") for code in range(0x80, 0xA0)}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands for a byte that the encoding does not define and for a control character."""


class Readable(Protocol):
    """Anything with ``read(size) -> bytes``."""

    def read(self, size: int, /) -> bytes: ...


def cut_rows(stream: Readable, chunk: int = CHUNK) -> Iterator[tuple[int, bytes]]:
    """Every row as (offset in the stream, its bytes); only the line breaks between rows are left out.

    CRLF and LF both end a row. The last row keeps the line break at the end of the file, if there is one, so that a
    reader can tell a whole file from a torn one. Raises ParseError when no row ends within a megabyte.
    """
    buffer, offset, searched = b"", 0, 0
    while more := stream.read(chunk):
        buffer += more
        begin = 0
        for match in _ROW_END.finditer(buffer, searched):
            if match.end() + 2 > len(buffer):
                break  # whether a comma follows the quote is known with the next chunk only
            yield offset + begin, buffer[begin : match.start()]
            begin = match.end()
        offset += begin
        buffer = buffer[begin:]
        searched = max(0, len(buffer.rstrip(b'"\r\n')) - 1)
        if len(buffer) > LONGEST_ROW:
            raise ParseError(f"no row ends within {LONGEST_ROW} bytes of byte {offset}: this is not the register's CSV")
    yield from _last_rows(buffer, offset, searched)


def _last_rows(buffer: bytes, offset: int, searched: int) -> Iterator[tuple[int, bytes]]:
    begin = 0
    for match in _ROW_END.finditer(buffer, searched):
        yield offset + begin, buffer[begin : match.start()]
        begin = match.end()
    if buffer[begin:]:
        yield offset + begin, buffer[begin:]


def decode(raw: bytes) -> tuple[str, bool]:
    """The text of a row, and whether something in it had to be replaced by U+FFFD.

    The registers write cp1252. A row that is valid UTF-8 is read as UTF-8: text in cp1252 practically never is.
    The five bytes that cp1252 leaves undefined and control characters other than tab and line breaks are replaced.
    """
    if raw.isascii():
        text = raw.decode("ascii")
    else:
        try:
            text = raw.decode("utf-8").translate(_CP1252)
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
    text = _UNPRINTABLE.sub(REPLACEMENT, text)
    return text, REPLACEMENT in text


def split_values(text: str) -> list[str] | None:
    """The values of a row without their outer quotes; None when the row does not stand in quotes."""
    text = text.rstrip("\r\n")
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    return text[1:-1].split('","')
