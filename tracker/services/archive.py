"""Bodies are stored once, by sha256, before anything is read from them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.utils import timezone

from tracker.errors import TrackerError
from tracker.models import Document, Run, Source

_CHUNK = 1 << 20


class ArchiveError(TrackerError):
    """Archived bytes are missing or no longer what their hash says."""


def archive_storage() -> Storage:
    return storages["archive"]


def _place(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:]}"


def hash_file(path: Path) -> tuple[str, int]:
    """sha256 in hex, and the size in bytes, of a file of any length."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def store_body(path: Path) -> tuple[str, int]:
    """Store the file's bytes unless they are stored already; returns sha256 and size."""
    sha256, size = hash_file(path)
    storage = archive_storage()
    name = _place(sha256)
    if not storage.exists(name):
        with path.open("rb") as file:
            saved = storage.save(name, File(file))
        if saved != name:
            # Another worker stored the same bytes between the look and the write; one copy is enough.
            storage.delete(saved)
    return sha256, size


def open_body(document: Document) -> BinaryIO:
    """The archived bytes; raises ArchiveError when they are gone."""
    try:
        return archive_storage().open(_place(document.sha256), "rb")  # type: ignore[return-value]
    except FileNotFoundError as error:
        raise ArchiveError(f"the archive has lost {document.sha256} ({document.url})") from error


def read_bytes(document: Document, offset: int, length: int) -> bytes:
    """A slice of the archived bytes; only for bodies that are stored unpacked."""
    with open_body(document) as body:
        body.seek(offset, os.SEEK_SET)
        return body.read(length)


def archive_document(
    source: Source,
    run: Run,
    path: Path,
    *,
    url: str,
    page: str,
    media_type: str = "",
    charset: str = "",
    meta: Mapping[str, Any] | None = None,
    as_of: datetime | None = None,
) -> tuple[Document, bool]:
    """Store the body and write down the document; returns it and whether it is new.

    The same bytes at the same URL are one document, however often they are fetched.
    """
    sha256, size = store_body(path)
    now = timezone.now()
    document, created = Document.objects.get_or_create(
        source=source,
        url=url,
        sha256=sha256,
        defaults={
            "run": run,
            "page": page,
            "media_type": media_type[:120],
            "charset": charset[:60],
            "size": size,
            "meta": dict(meta or {}),
            "as_of": as_of or now,
            "first_seen_at": now,
            "last_seen_at": now,
        },
    )
    if not created:
        Document.objects.filter(pk=document.pk).update(last_seen_at=now)
    return document, created


def read_http_date(text: str) -> datetime | None:
    """A Last-Modified header as an aware moment; None when it is missing, malformed or in the future."""
    try:
        moment = parsedate_to_datetime(text) if text else None
    except (TypeError, ValueError):
        return None
    if moment is None:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if moment <= timezone.now() else None
