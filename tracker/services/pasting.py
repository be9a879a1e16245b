"""Articles that an editor gives us, by address or as text: archived, read, and put up for review."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from tracker.errors import BlockedError, FetchError, ForbiddenAddressError, LockedError, TooLargeError, TrackerError
from tracker.models import Document, Issue, Run, Statement
from tracker.normalize.urls import clean_url
from tracker.records import Fetched, PartialDate, Request
from tracker.services import runs
from tracker.services.archive import archive_document, read_http_date
from tracker.services.articles import article_as_of
from tracker.services.fetch import make_fetcher, make_leases
from tracker.services.gazetteer import newest_name
from tracker.services.ingest import ARTICLE_ADAPTER, Ingest, ingest_document
from tracker.services.polling import lease_name
from tracker.services.seeding import ensure_editors
from tracker.services.writing import writing
from tracker.sources import get_adapter

LONGEST_TEXT = 400_000
"""Characters of a pasted text; an article is a fiftieth of that."""

POLITENESS = get_adapter(ARTICLE_ADAPTER).politeness

_WAIT_SECONDS = 20.0
_NETWORK_SECONDS = 45.0


class PasteError(TrackerError):
    """An article could not be read; the text tells an editor why and what to do."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """An article and what was found in it. ``is_new`` is False when it was archived before."""

    document: Document
    statements: list[Statement]
    is_new: bool


def read_url(url: str, user: User, *, refetch: bool = False) -> Pasted:
    """Fetch the article politely, archive it, and put what it says up for review.

    An article that is archived already, pasted before or polled from its site, is not filed a second time: what was
    read from it is given back, after another reading if names became known since. ``refetch`` asks for the page anew.
    Raises PasteError.
    """
    url = clean_url(url)
    if not url.startswith(("http://", "https://")):
        raise PasteError(f"“{url}” is no web address: it must begin with http:// or https://")
    known = find_article(url)
    if known is not None and not refetch:
        return _read_known(known)
    with _fetch(url) as fetched:
        final = clean_url(fetched.url)
        known = find_article(final)
        if known is not None and not refetch:
            return _read_known(known)
        if known is not None and known.source.is_pollable:
            raise PasteError(f"{known.source} fetches this article itself; ask that source to read it again")
        moment = read_http_date(fetched.last_modified) or fetched.fetched_at
        with _session() as run:
            document, created = archive_document(
                run.source,
                run,
                Path(fetched.body_path or ""),
                url=final,
                page="article",
                media_type=fetched.media_type,
                charset=fetched.charset,
                as_of=moment,
            )
            return _read_new(document, created, run, user)


def read_text(text: str, user: User, *, title: str = "", published: str = "") -> Pasted:
    """Archive a text as an article of its own and put what it says up for review.

    ``published`` is YYYY, YYYY-MM or YYYY-MM-DD and resolves dates such as "last month". The same text again is the
    same article; with another title or date it is read again. Raises PasteError.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise PasteError("There is no text.")
    if len(text) > LONGEST_TEXT:
        raise PasteError(f"The text is longer than {LONGEST_TEXT:,} characters: paste one article at a time.")
    meta = {"format": "text", "title": title.strip(), "published": _check_day(published)}
    body = text.encode("utf-8", "replace")
    with _session() as run, _temporary_file(body) as path:
        document, created = archive_document(
            run.source,
            run,
            path,
            url=f"text:{hashlib.sha256(body).hexdigest()}",
            page="article",
            media_type="text/plain",
            charset="utf-8",
            meta=meta,
            as_of=_day_of(published),
        )
        if document.meta != meta:
            document.meta, document.state = meta, Document.State.FETCHED
            document.save(update_fields=["meta", "state"])
        return _read_new(document, created, run, user)


def find_article(url: str) -> Document | None:
    """The newest archived article at that address, whoever brought it, unless it could not be read."""
    documents = Document.objects.filter(url=url, page="article", state=Document.State.PARSED).exclude(text="")
    return documents.select_related("source").order_by("-as_of", "-id").first()


def list_statements(document: Document) -> list[Statement]:
    """What the newest reading of the article at the document's address says, in the order of the text."""
    statements = Statement.objects.filter(source=document.source, last_document__url=document.url, gone_as_of=None)
    return list(statements.select_related("last_document", "contract").order_by("pk"))


# -- Reading -----------------------------------------------------------------------------------------------


def _read_new(document: Document, created: bool, run: Run, user: User) -> Pasted:
    runs.count(run, fetched=1)
    if document.state != Document.State.PARSED:
        ingest_document(document, run, review=True)
    document.refresh_from_db()
    if not document.text:
        issue = Issue.objects.filter(document=document).order_by("-last_seen_at", "-id").first()
        reason = document.error or (issue.error if issue else "the page has no main text")
        raise PasteError(f"No article could be read there: {reason}. Copy its text and paste that instead.")
    found = [row.pk for row in list_statements(document)]
    Statement.objects.filter(pk__in=found, author=None).update(author=user)
    return Pasted(document, list_statements(document), created)


def _read_known(document: Document) -> Pasted:
    """Read it again if names became known since, under the rules of its own source."""
    if document.names_read < newest_name():
        with _session() as run, writing():
            work = Ingest(document, run)
            work.reading = replace(work.reading, as_of=article_as_of(document))
            work.read_text()
    return Pasted(document, list_statements(document), False)


@contextmanager
def _session() -> Iterator[Run]:
    """A run of the editors' source, on which nobody else works meanwhile.

    If it dies after archiving, the sweep goes on with it: it stands in the phase of parsing from the beginning.
    """
    source = ensure_editors()
    lease = make_leases().lease(lease_name(source.slug))
    if not lease.acquire(blocking=True, timeout=_WAIT_SECONDS):
        raise PasteError("Another article is being read just now; try again in a minute.")
    try:
        run = runs.begin_run(source, Run.Trigger.PASTE)
        Run.objects.filter(pk=run.pk).update(phase=Run.Phase.PARSE)
        try:
            yield run
        except PasteError as error:
            runs.note_error(run, str(error))
            raise
        except Exception as error:
            runs.fail_run(run, f"{type(error).__name__}: {error}")
            raise
        finally:
            runs.finish_run(run)
    finally:
        lease.release()


# -- Fetching ----------------------------------------------------------------------------------------------


@contextmanager
def _fetch(url: str) -> Iterator[Fetched]:
    request = Request(url, "article", media_types=("text/*", "application/xhtml+xml", "application/xml"))
    try:
        with make_fetcher(max_wait=_WAIT_SECONDS, max_seconds=_NETWORK_SECONDS) as fetcher:
            fetched = fetcher.fetch(request, POLITENESS)
    except (FetchError, LockedError) as error:
        raise PasteError(explain(error)) from error
    try:
        yield fetched
    finally:
        if fetched.body_path is not None:
            Path(fetched.body_path).unlink(missing_ok=True)


_ADVICE: Mapping[type[TrackerError], str] = {
    BlockedError: "The site does not give this page to programs: {}. Copy the article's text and paste that instead.",
    ForbiddenAddressError: "This address is not on the public internet: {}.",
    TooLargeError: "The page is too large to be an article: {}.",
}


def explain(error: TrackerError) -> str:
    """A failure to fetch, in a sentence for the person who waits for the page."""
    return _ADVICE.get(type(error), "The page could not be fetched: {}.").format(str(error).rstrip("."))


# -- Texts -------------------------------------------------------------------------------------------------


@contextmanager
def _temporary_file(body: bytes) -> Iterator[Path]:
    folder = Path(settings.RETAINER_VAR_DIR) / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="paste-") as file:
        file.write(body)
        file.flush()
        yield Path(file.name)


def _check_day(published: str) -> str:
    try:
        return PartialDate.from_iso(published.strip()).iso if published.strip() else ""
    except ValueError as error:
        raise PasteError("Give the day of publication as YYYY-MM-DD (or YYYY-MM, or YYYY).") from error


def _day_of(published: str) -> datetime:
    """The moment that the text describes: its day, or now."""
    day = _check_day(published)
    if not day:
        return timezone.now()
    first = PartialDate.from_iso(day).first
    return datetime(first.year, first.month, first.day, tzinfo=timezone.get_default_timezone())
