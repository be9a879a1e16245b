"""Replay the archive: read every archived document of a source again, offline, with today's parser."""

from __future__ import annotations

from collections.abc import Callable

from tracker.models import Document, Run, Source
from tracker.services import runs
from tracker.services.fetch import make_leases
from tracker.services.ingest import ingest_document, reread_articles
from tracker.services.polling import lease_name, page_order

Progress = Callable[[str], None]


def reparse_source(source: Source, trigger: str = Run.Trigger.REPARSE, *, progress: Progress | None = None) -> Run:
    """Read the archived documents again, oldest first; differences are told as ``reparsed`` and alert nobody.

    Raises LockedError while the source is polled.
    """
    with make_leases().lease(lease_name(source.slug)):
        run = runs.begin_run(source, trigger)
        try:
            names: set[str] = set()
            documents = list(page_order(source, source.documents.exclude(state=Document.State.FETCHED), "as_of"))
            for number, document in enumerate(documents, 1):
                label = f"document {number} of {len(documents)}"

                def check(text: str, label: str = label) -> None:
                    runs.beat(run, f"{label}: {text}")
                    if progress is not None:
                        progress(f"{label}: {text}")

                check(document.page)
                names |= ingest_document(document, run, force=True, progress=check)
                document.refresh_from_db(fields=["state", "error"])
                if document.state == Document.State.FAILED:
                    runs.note_error(run, f"{document.url}: {document.error}")
            reread_articles(names, run)
        except Exception as error:
            runs.fail_run(run, f"{type(error).__name__}: {error}")
            raise
        return runs.finish_run(run)
