"""Bodies as they come in: content encodings undone in bounded pieces, sizes capped, bytes put into a file."""

from __future__ import annotations

import os
import re
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from email.message import Message
from pathlib import Path

import httpx2

from tracker.errors import FetchError, TooLargeError
from tracker.fetching.transport import Answer, RetryableError
from tracker.fetching.urls import host_of, mask_url

ACCEPT_ENCODING = "gzip, deflate"
_PIECE = 256 * 1024
_GZIP = zlib.MAX_WBITS | 16
_RAW_DEFLATE = -zlib.MAX_WBITS


def save_body(answer: Answer, max_bytes: int, folder: str | Path | None) -> str:
    """Write the decoded body into a new temporary file and return its path; the file is the caller's to remove.

    Raises TooLargeError at ``max_bytes`` (announced, received or unpacked), RetryableError when the body breaks
    off or does not unpack, FetchError for an unknown encoding or when the file cannot be written. No file is left
    behind then.
    """
    check_announced_size(answer, max_bytes)
    path = ""
    try:
        descriptor, path = tempfile.mkstemp(prefix="fetched-", dir=folder)
        with open(descriptor, "wb") as file:
            for piece in capped(answer, max_bytes):
                file.write(piece)
        return path
    except BaseException as error:
        if path:
            with suppress(OSError):
                os.unlink(path)
        if isinstance(error, OSError):  # the network's own errors are no OSErrors by now
            raise FetchError(f"the body cannot be written to a temporary file: {error}") from error
        raise


def read_start(answer: Answer, limit: int) -> bytes:
    """The first ``limit`` decoded bytes; what comes after them is not even received."""
    start = b""
    for piece in decoded(answer):
        start += piece[: limit - len(start)]
        if len(start) >= limit:
            break
    return start


def check_announced_size(answer: Answer, max_bytes: int) -> None:
    """Raises TooLargeError when Content-Length says so, before a byte of the body is read."""
    announced = answer.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > max_bytes:
        raise TooLargeError(f"{mask_url(answer.url)} is {int(announced):,} bytes; the cap is {max_bytes:,}")


def capped(answer: Answer, max_bytes: int) -> Iterator[bytes]:
    """The decoded pieces, up to ``max_bytes`` in all: counted as received and as unpacked (a gzip bomb)."""
    received = unpacked = 0

    def count(chunks: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal received
        for chunk in chunks:
            received += len(chunk)
            refuse_above(received)
            yield chunk

    def refuse_above(size: int) -> None:
        if size > max_bytes:
            raise TooLargeError(f"{mask_url(answer.url)} is larger than the cap of {max_bytes:,} bytes")

    counted = Answer(answer.url, answer.status, answer.headers, count(answer.chunks))
    for piece in decoded(counted):
        unpacked += len(piece)
        refuse_above(unpacked)
        yield piece


def decoded(answer: Answer) -> Iterator[bytes]:
    """Undo Content-Encoding piece by piece, each at most 256 kB, whatever the ratio of compression."""
    named = answer.headers.get_list("Content-Encoding", split_commas=True)
    encodings = [name for name in (text.strip().lower() for text in named) if name not in ("", "identity")]
    if not encodings:
        return answer.chunks
    if len(encodings) > 1 or encodings[0] not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"{mask_url(answer.url)} is encoded as {', '.join(encodings)}, which was not asked for")
    unpack = _inflate if encodings[0] == "deflate" else _gunzip
    return _unpacked(unpack(answer.chunks), answer.url)


def _unpacked(pieces: Iterator[bytes], url: httpx2.URL) -> Iterator[bytes]:
    try:
        yield from pieces
    except (zlib.error, EOFError) as error:
        raise RetryableError(f"{mask_url(url)} does not unpack: {error}", host=host_of(url)) from error


def _gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack one or more gzip members; bytes after them that are no member are padding and ignored."""
    unpacker = zlib.decompressobj(_GZIP)
    started = False
    for chunk in chunks:
        data = chunk
        while data:
            if unpacker.eof:
                if not b"\x1f\x8b".startswith(data[:2]):
                    return
                unpacker = zlib.decompressobj(_GZIP)
            started = True
            yield from _drain(unpacker, data)
            data = unpacker.unused_data
    if started and not unpacker.eof:
        raise EOFError("the gzip stream ends too early")


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack ``deflate``: zlib's format as the standard has it, or the bare stream that some servers send."""
    source = iter(chunks)
    head = b""
    for chunk in source:
        head += chunk
        if len(head) >= 2:
            break
    if not head:
        return
    wrapped = len(head) >= 2 and head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    unpacker = zlib.decompressobj(zlib.MAX_WBITS if wrapped else _RAW_DEFLATE)
    yield from _drain(unpacker, head)
    for chunk in source:
        yield from _drain(unpacker, chunk)
    if not unpacker.eof:
        raise EOFError("the deflate stream ends too early")


def _drain(unpacker: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    while True:
        piece = unpacker.decompress(data, _PIECE)
        data = unpacker.unconsumed_tail
        if piece:
            yield piece
        # A full piece may have left output behind in the unpacker even when all input is consumed.
        if unpacker.eof or (not data and len(piece) < _PIECE):
            return


_CHARSET = re.compile(r"^[a-z0-9._:+-]{1,40}$")


def read_content_type(header: str) -> tuple[str, str]:
    """``text/html; charset=ISO-8859-1`` → ``("text/html", "iso-8859-1")``; unknown charsets and types are ""."""
    message = Message()
    message["Content-Type"] = header.replace("\r", " ").replace("\n", " ")
    media_type = header.partition(";")[0].strip().lower()
    charset = str(message.get_param("charset", "") or "").strip().strip("\"'").lower()
    if not _CHARSET.match(charset) or not _is_known(charset):
        charset = ""
    return (media_type if media_type.count("/") == 1 else ""), charset


def _is_known(charset: str) -> bool:
    try:
        b" ".decode(charset)
    except UnicodeDecodeError:  # one byte is not enough for it (utf-16)
        return True
    except (LookupError, UnicodeError):
        return False
    return True
