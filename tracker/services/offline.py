"""Read files that are already here: bulk downloads, saved pages. No network, no broker."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from tracker.errors import ConfigError
from tracker.models import Document, Run, Source
from tracker.services import runs
from tracker.services.archive import archive_document
from tracker.services.fetch import make_leases
from tracker.services.polling import lease_name, parse_archived
from tracker.sources import get_adapter
from tracker.sources.base import Adapter

_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MEDIA_TYPES = {".zip": "application/zip", ".gz": "application/gzip", ".csv": "text/csv", ".html": "text/html"}

Progress = Callable[[str], None]


def ingest_files(
    source: Source,
    files: Sequence[Path],
    *,
    page: str = "",
    as_of: datetime | None = None,
    progress: Progress | None = None,
) -> Run:
    """Archive and read the files as one run. A file that was read before changes nothing.

    ``page``: what the files are, where their names do not tell. ``as_of``: the day that they describe; else the date
    in the file's name, else its time of modification. Raises ConfigError for a missing or unknown file, before
    anything is read.
    """
    adapter = get_adapter(source.adapter)
    planned = [(file, page or find_page(adapter, file), as_of or read_file_date(file)) for file in files]
    order = {name: index for index, name in enumerate(adapter.join_pages)}
    planned.sort(key=lambda item: (item[2].date(), order.get(item[1], len(order)), item[0].name))
    with make_leases().lease(lease_name(source.slug)):
        run = runs.begin_run(source, Run.Trigger.INGEST)
        try:
            for file, file_page, moment in planned:
                _take_file(source, run, file, file_page, moment, progress)
        except Exception as error:
            runs.fail_run(run, f"{type(error).__name__}: {error}")
            raise
        return runs.finish_run(run)


def _take_file(source: Source, run: Run, file: Path, page: str, moment: datetime, progress: Progress | None) -> None:
    def check(text: str) -> None:
        runs.beat(run, f"{file.name}: {text}")
        if progress is not None:
            progress(f"{file.name}: {text}")

    document, created = archive_document(
        source,
        run,
        file,
        url=f"file:{file.name}",
        page=page,
        media_type=_MEDIA_TYPES.get(file.suffix.lower(), ""),
        as_of=moment,
    )
    runs.count(run, fetched=1)
    if not created and document.state == Document.State.PARSED:
        runs.count(run, not_modified=1)
        check("already read, unchanged")
        return
    Document.objects.filter(pk=document.pk).update(state=Document.State.FETCHED, run=run)
    parse_archived(run, check)


def find_page(adapter: Adapter, file: Path) -> str:
    """What the file is, by its name. Raises ConfigError with the names that the adapter knows."""
    if not file.is_file():
        raise ConfigError(f"there is no file {file}")
    for pattern, page in adapter.offline_pages.items():
        if fnmatch(file.name.lower(), pattern.lower()):
            return page
    known = ", ".join(f"{pattern} ({page})" for pattern, page in adapter.offline_pages.items()) or "none"
    raise ConfigError(f"{file.name}: cannot tell what this is; say --page, or name it like one of: {known}")


def read_file_date(file: Path) -> datetime:
    """The date in the file's name (YYYY-MM-DD), else the time of its last modification."""
    if (match := _DATE.search(file.name)) is not None:
        try:
            return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
        except ValueError:
            pass
    return datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
