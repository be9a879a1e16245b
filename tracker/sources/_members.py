"""Opens a body as its files, one after the other, whatever it is packed in: plain, gzip, tar, tar.gz or ZIP.

Everything streams: a member is read once, from its beginning, before the next is opened. Nothing is trusted: what
grows beyond a limit is refused.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, cast

from tracker.errors import ParseError
from tracker.sources._unpack import CORRUPT

LARGEST = 64 * 1024**3
"""Bytes that a body may unpack to in all; the whole register of a quarter of a century is about 10 GB."""

LARGEST_RATIO = 250
"""How many times larger than its packed form a body may be (the House's forms of mostly empty elements: 25 times)."""

MOST_MEMBERS = 2_000_000
_HEAD = 1 << 16
_TAR_MAGIC = (257, b"ustar")


class _Budget:
    def __init__(self, left: int) -> None:
        self.left = self.limit = left

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise ParseError(f"the body unpacks to more than {self.limit} bytes: refused")


class Stream:
    """A member's bytes: ``peek`` shows its beginning without consuming it, ``read`` goes on from there."""

    def __init__(self, source: IO[bytes], budget: _Budget | None = None) -> None:
        self._source = source
        self._budget = budget
        self._ahead = b""

    def peek(self, size: int = _HEAD) -> bytes:
        while len(self._ahead) < size and (data := self._fetch(size - len(self._ahead))):
            self._ahead += data
        return self._ahead[:size]

    def read(self, size: int = -1, /) -> bytes:
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(_HEAD), b""))
        if self._ahead:
            data, self._ahead = self._ahead[:size], self._ahead[size:]
            return data
        return self._fetch(size)

    def _fetch(self, size: int) -> bytes:
        try:
            data = self._source.read(size)
        except (*CORRUPT, tarfile.TarError) as error:
            raise ParseError(f"the archive is corrupt: {error}") from error
        if self._budget is not None:
            self._budget.spend(len(data))
        return data


def open_members(body: BinaryIO) -> Iterator[tuple[str, Stream]]:
    """The name and bytes of every file in the body; a body that is no archive is one file without a name.

    Folders and the shadow files of macOS are left out. Raises ParseError for a corrupt archive, and for one that
    unpacks to more than ``LARGEST`` bytes or ``LARGEST_RATIO`` times its size.
    """
    size = body.seek(0, io.SEEK_END)
    body.seek(0)
    budget = _Budget(min(LARGEST, max(size, 4096) * LARGEST_RATIO))
    if body.read(4)[:2] == b"PK":
        yield from _open_zip(body, budget)
        return
    body.seek(0)
    yield from _open_plain("", Stream(body), budget)


def _open_zip(body: BinaryIO, budget: _Budget) -> Iterator[tuple[str, Stream]]:
    try:
        archive = zipfile.ZipFile(body)
        infos = archive.infolist()
    except CORRUPT as error:
        raise ParseError(f"the ZIP is corrupt: {error}") from error
    with archive:
        for info in infos[:MOST_MEMBERS]:
            if info.is_dir() or _is_shadow(info.filename):
                continue
            try:
                member = archive.open(info)
            except CORRUPT as error:
                raise ParseError(f"the ZIP is corrupt: {error}") from error
            with member:
                yield from _open_plain(info.filename, Stream(member, budget), budget)


def _open_plain(name: str, stream: Stream, budget: _Budget) -> Iterator[tuple[str, Stream]]:
    """A file as it is, or what is in it when it is gzip, tar or one in the other."""
    stream = _unzip(stream, budget)
    start, magic = _TAR_MAGIC
    if stream.peek(512)[start : start + len(magic)] == magic:
        yield from _open_tar(stream, budget)
    else:
        yield name, stream


def _unzip(stream: Stream, budget: _Budget) -> Stream:
    if stream.peek(2) != b"\x1f\x8b":
        return stream
    return Stream(cast(IO[bytes], gzip.GzipFile(fileobj=cast(Any, stream))), budget)


def _open_tar(stream: Stream, budget: _Budget) -> Iterator[tuple[str, Stream]]:
    try:
        with tarfile.open(fileobj=cast(Any, stream), mode="r|") as archive:
            for member in archive:
                if not member.isfile() or _is_shadow(member.name):
                    continue
                file = archive.extractfile(member)
                if file is not None:
                    yield member.name, _unzip(Stream(file), budget)
                # The archive would remember every member that it has seen.
                archive.members = []  # type: ignore[attr-defined]
    except (*CORRUPT, tarfile.TarError) as error:
        raise ParseError(f"the tar archive is corrupt: {error}") from error


def _is_shadow(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return name.startswith("__MACOSX/") or last.startswith("._") or last == ".DS_Store"
