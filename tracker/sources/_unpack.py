"""Opens a body as plain bytes whether it came as a ZIP, as gzip or unpacked, without trusting it."""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, cast

from tracker.errors import ParseError

LARGEST = 512 * 1024 * 1024
"""Bytes that a body may unpack to."""

LARGEST_RATIO = 100
"""How many times larger than its packed form a body may be (register CSVs are 4 to 10 times)."""

CORRUPT = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError,
    struct.error, ValueError, OverflowError, IndexError, KeyError, UnicodeError,
)  # fmt: skip


class _Guarded:
    """Reads another stream; turns its faults into ParseError and stops when it grows beyond ``limit`` bytes."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._left = limit
        self._limit = limit

    def read(self, size: int, /) -> bytes:
        try:
            data = self._stream.read(size)
        except CORRUPT as error:
            raise ParseError(f"the archive is corrupt: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise ParseError(f"the body is larger than {self._limit} bytes: refused")
        return data


@contextmanager
def rewindable(body: BinaryIO) -> Iterator[BinaryIO]:
    """The body itself when it can be read twice, else a temporary copy of it."""
    if body.seekable():
        yield body
        return
    with tempfile.SpooledTemporaryFile(max_size=1 << 20) as copy:
        while data := body.read(1 << 18):
            copy.write(data)
        yield cast(BinaryIO, copy)


@contextmanager
def unpacked(body: BinaryIO, suffix: str = "") -> Iterator[_Guarded]:
    """The body from its start as plain bytes; ``suffix`` is the ending of the one ZIP member to read.

    Raises ParseError for a corrupt or encrypted archive, for one without exactly one such member, and for one that
    grows beyond ``LARGEST`` bytes or ``LARGEST_RATIO`` times its packed size.
    """
    size = body.seek(0, io.SEEK_END)
    body.seek(0)
    magic = body.read(4)
    body.seek(0)
    limit = min(LARGEST, max(size, 1024) * LARGEST_RATIO)
    if magic[:2] == b"PK":
        with _open_zip(body) as archive, _open_member(archive, suffix) as member:
            yield _Guarded(cast(BinaryIO, member), limit)
    elif magic[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=body) as stream:
            yield _Guarded(cast(BinaryIO, stream), limit)
    else:
        yield _Guarded(body, LARGEST)


def read_page(body: BinaryIO, largest: int) -> bytes:
    """A whole page, gunzipped when it is gzip; raises ParseError when it is corrupt or larger than ``largest``."""
    data = _Guarded(body, largest).read(largest + 1)
    if data[:2] != b"\x1f\x8b":
        return data
    limit = min(largest, max(len(data), 1024) * LARGEST_RATIO)
    return _Guarded(cast(BinaryIO, gzip.GzipFile(fileobj=io.BytesIO(data))), limit).read(limit + 1)


def _open_zip(body: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(body)
    except CORRUPT as error:
        raise ParseError(f"the ZIP is corrupt: {error}") from error


@contextmanager
def _open_member(archive: zipfile.ZipFile, suffix: str) -> Iterator[IO[bytes]]:
    names = [name for name in archive.namelist() if _is_member(name, suffix)]
    if len(names) != 1:
        inside = ", ".join(archive.namelist()[:10]) or "nothing"
        raise ParseError(f"the ZIP must hold one {suffix} file; it holds {inside}")
    try:
        member = archive.open(names[0])
    except CORRUPT as error:
        raise ParseError(f"the ZIP is corrupt: {error}") from error
    with member:
        yield member


def _is_member(name: str, suffix: str) -> bool:
    return name.lower().endswith(suffix) and not name.startswith("__MACOSX/") and not name.endswith("/")
