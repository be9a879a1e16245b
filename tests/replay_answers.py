"""What the replay server answers: plain bodies, and every way in which a server can be difficult."""

from __future__ import annotations

import base64
import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``body`` is what the client should end up with; ``gzipped`` compresses it on the wire.

    ``delay``: seconds before the first byte. ``drip_bytes``/``drip_pause``: the body in pieces of so many bytes
    with so many seconds between them. ``cut``: send only so many bytes of the body, then close.
    ``content_length``: a length that is not true, -1 for none at all. ``hang_up``: close without an answer.
    ``file``: the file of the path.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    gzipped: bool = False
    delay: float = 0.0
    drip_bytes: int = 0
    drip_pause: float = 0.0
    cut: int | None = None
    content_length: int | None = None
    hang_up: bool = False
    file: bool = False

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """From JSON: the fields by name; ``text`` or ``base64`` for the body."""
        values = dict(data)
        if "text" in values:
            values["body"] = str(values.pop("text")).encode()
        if "base64" in values:
            values["body"] = base64.b64decode(values.pop("base64"))
        return cls(**values)

    @property
    def broken(self) -> bool:
        return self.cut is not None or self.content_length is not None

    def wire_body(self) -> bytes:
        body = gzip.compress(self.body, 6) if self.gzipped else self.body
        return body if self.cut is None else body[: self.cut]

    def with_headers(self, **headers: str) -> Self:
        """The same answer with more headers: ``Retry_After="1"`` for ``Retry-After: 1``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers={**self.headers, **named})


def ok(body: bytes = b"hello", media_type: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    """200 with an ETag of its content, so that it can be asked for conditionally."""
    answer = Answer(headers={"Content-Type": media_type, "ETag": etag_of(body)}, body=body)
    return answer.with_headers(**headers)


def gzipped(body: bytes, media_type: str = "text/html; charset=utf-8") -> Answer:
    return Answer(headers={"Content-Type": media_type, "Content-Encoding": "gzip"}, body=body, gzipped=True)


def gzip_bomb(size: int) -> Answer:
    """``size`` zero bytes, about a thousandth of that on the wire, and a Content-Length that looks harmless."""
    return gzipped(b"\0" * size, "application/octet-stream")


def failing(status: int, **headers: str) -> Answer:
    return Answer(status=status, body=b"no\n").with_headers(Content_Type="text/plain", **headers)


def too_many_requests(retry_after: object = "", body: bytes = b"slow down\n") -> Answer:
    headers = {"Retry_After": str(retry_after)} if retry_after != "" else {}
    return Answer(status=429, body=body).with_headers(**headers)


def redirect(location: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": location}, body=b"elsewhere\n")


def slow_drip(body: bytes, *, pause: float, size: int = 1) -> Answer:
    return replace(ok(body), drip_bytes=size, drip_pause=pause)


def truncated(body: bytes, at: int) -> Answer:
    """The Content-Length of the whole body, but only its first ``at`` bytes."""
    return replace(ok(body), cut=at, content_length=len(body))


def wrong_length(body: bytes, said: int) -> Answer:
    return replace(ok(body), content_length=said)


def hang_up() -> Answer:
    return Answer(hang_up=True)


def robots(text: str) -> Answer:
    return Answer(headers={"Content-Type": "text/plain"}, body=text.encode())


def etag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"'


def file_answer(path: Path) -> Answer:
    """A file as a web server gives it."""
    body = path.read_bytes()
    media_type, encoding = mimetypes.guess_type(path.name)
    if encoding or not media_type:
        media_type = "application/octet-stream"
    return Answer(
        headers={
            "Content-Type": media_type,
            "ETag": etag_of(body),
            "Last-Modified": formatdate(path.stat().st_mtime, usegmt=True),
        },
        body=body,
    )


def not_modified(answer: Answer, asked: Mapping[str, str]) -> Answer:
    """The answer, or 304 when the client's validators match it; If-None-Match outranks If-Modified-Since."""
    if answer.status != 200:
        return answer
    etag, modified = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
    kept = {"ETag": etag, "Last-Modified": modified}
    unchanged = Answer(status=304, headers={name: value for name, value in kept.items() if value}, content_length=-1)
    if "if-none-match" in asked:
        tags = [tag.strip().removeprefix("W/") for tag in asked["if-none-match"].split(",")]
        return unchanged if etag and etag.removeprefix("W/") in tags else answer
    if "if-modified-since" in asked and modified and not _is_later(modified, asked["if-modified-since"]):
        return unchanged
    return answer


def _is_later(modified: str, since: str) -> bool:
    try:
        return parsedate_to_datetime(modified) > parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return True
