"""Run a source: fetch, parse, follow, until nothing is owed; resumable at every step and idempotent."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tracker.errors import ConfigError, LockedError, TrackerError
from tracker.fetching import Lease
from tracker.models import Document, Run, Source
from tracker.services import runs
from tracker.services.coverage import count_held
from tracker.services.fetch import (
    fetch_owed,
    has_slice_left,
    make_leases,
    order_pages,
    owed_resources,
    plan_requests,
)
from tracker.services.ingest import find_adapter, ingest_document, reread_articles
from tracker.services.papers import paper_pages

logger = logging.getLogger(__name__)

MAX_ROUNDS = 20
"""How often a run may go from parsing back to fetching: a site whose pages lead on for ever is stopped here."""

PAPERS_AT_ONCE = 20
"""PDFs that one task reads: a long backlog is worked off by many short tasks."""

Progress = Callable[[str], None]


def lease_name(slug: str) -> str:
    return f"source:{slug}"


def paper_lease_name(slug: str) -> str:
    """Who reads a source's PDFs holds this one, and the source can be polled meanwhile."""
    return f"papers:{slug}"


def get_source(slug: str) -> Source:
    """The source of that slug; raises ConfigError naming the known ones."""
    try:
        return Source.objects.get(slug=slug)
    except Source.DoesNotExist:
        known = (
            ", ".join(Source.objects.exclude(adapter="").values_list("slug", flat=True)) or "none (run: manage.py seed)"
        )
        raise ConfigError(f"no source is called {slug!r}; known: {known}") from None


def take_up(slug: str, trigger: str) -> Run:
    """The run to work on: the unfinished one of this source, else a new one with its first pages owed.

    The caller holds the lease. Raises ConfigError when the source cannot be polled as it is configured.
    """
    source = get_source(slug)
    if not source.is_pollable:
        raise ConfigError(f"{slug} is kept by editors and cannot be polled")
    run = runs.unfinished_run(source)
    if run is not None:
        return run
    with transaction.atomic():
        run = runs.begin_run(source, trigger)
        try:
            plan_requests(source)
        except ConfigError as error:
            return runs.fail_run(run, str(error))
    return run


def poll(slug: str, trigger: str, *, progress: Progress | None = None, refetch: bool = False) -> Run:
    """Run the source from start to end in this process, its PDFs included.

    Raises LockedError when another run is under way.
    """
    with make_leases().lease(lease_name(slug)) as lease:
        run = take_up(slug, trigger)
        while run.state == Run.State.RUNNING:
            run = work(run, lease, progress=progress, refetch=refetch, papers=True)
    return run


def work(
    run: Run, lease: Lease, *, progress: Progress | None = None, refetch: bool = False, papers: bool = False
) -> Run:
    """One phase of the run: fetch what is owed, or parse what is archived. Returns the run as it stands after it.

    PDFs are left to ``read_papers``, in a queue of their own, unless ``papers`` says otherwise.
    """
    Run.objects.filter(pk=run.pk).update(attempts=run.attempts + 1, heartbeat_at=timezone.now())
    run.refresh_from_db()

    def check(text: str) -> None:
        if not lease.held:
            raise LockedError(f"the lease of {run.source.slug} was lost; another worker goes on with run {run.pk}")
        runs.beat(run, text)
        if progress is not None:
            progress(text)

    try:
        if run.phase == Run.Phase.FETCH:
            fetch_owed(run, check, refetch=refetch)
            Run.objects.filter(pk=run.pk).update(phase=Run.Phase.PARSE)
        else:
            parse_archived(run, check, papers=papers)
            _go_on(run)
    except ConfigError as error:
        return runs.fail_run(run, str(error))
    run.refresh_from_db()
    return run


def _go_on(run: Run) -> None:
    """Back to fetching when the parsed pages lead on, else the run is finished."""
    adapter = find_adapter(run.source)
    leads_on = has_slice_left(run, adapter) if adapter.slice else run.attempts < MAX_ROUNDS
    if leads_on and owed_resources(run.source).exists():
        Run.objects.filter(pk=run.pk).update(phase=Run.Phase.FETCH)
    else:
        count_held(run.source)
        runs.finish_run(run)


def parse_archived(run: Run, check: Progress, *, papers: bool = True) -> None:
    """Parse every archived document that was not parsed yet, then read articles again that name new parties."""
    names: set[str] = set()
    waiting = unparsed_documents(run.source)
    for document in waiting if papers else waiting.exclude(page__in=find_adapter(run.source).paper_pages):
        check(f"reading {document.page}")
        names |= ingest_document(document, run, progress=check)
        document.refresh_from_db(fields=["state", "error"])
        if document.state == Document.State.FAILED:
            if document.page in find_adapter(run.source).probe_pages:
                raise ConfigError(document.error)
            runs.note_error(run, f"{document.page}: {document.error}")
    check("reading articles again that name new parties")
    reread_articles(names, run)


def sources_with_papers() -> list[str]:
    """Slugs of the sources whose archived PDFs are still to be read."""
    waiting = Document.objects.filter(state=Document.State.FETCHED, page__in=paper_pages())
    return sorted(set(waiting.values_list("source__slug", flat=True)))


def read_papers(slug: str, *, most: int = PAPERS_AT_ONCE, progress: Progress | None = None) -> int:
    """Read archived PDFs of the source, the newest first; returns how many, at most ``most``.

    They count for the run that fetched them; its progress tells which page is being read. Raises LockedError when
    another worker reads them.
    """
    source = get_source(slug)
    waiting = source.documents.filter(state=Document.State.FETCHED, page__in=find_adapter(source).paper_pages)
    names: set[str] = set()
    done = 0
    with make_leases().lease(paper_lease_name(slug)) as lease:
        for document in waiting.select_related("source", "run").order_by("-as_of", "-id")[:most]:
            run = document.run or Run.objects.filter(source=source).latest("started_at")

            def check(text: str, run: Run = run) -> None:
                if not lease.held:
                    raise LockedError(f"the lease of the filings of {slug} was lost; another worker goes on")
                runs.beat(run, text)
                if progress is not None:
                    progress(text)

            names |= ingest_document(document, run, progress=check)
            document.refresh_from_db(fields=["state", "error"])
            if document.state == Document.State.FAILED:
                runs.note_error(run, f"{document.url}: {document.error}")
            runs.beat(run)
            done += 1
    if done:
        reread_articles(names, run)
    return done


def unparsed_documents(source: Source) -> QuerySet[Document]:
    """Archived and not parsed: the order in which a source's pages are to be read."""
    return page_order(source, source.documents.filter(state=Document.State.FETCHED))


def page_order(source: Source, documents: QuerySet[Document], *before: str) -> QuerySet[Document]:
    """Pages that others are joined with first, then older documents first; ``before`` sorts above both."""
    order = order_pages(find_adapter(source))
    return documents.select_related("source").order_by(*before, *order, "as_of", "id")


def take_up_abandoned() -> list[Run]:
    """The polls that a killed worker left behind, to be gone on with; commands that were killed are closed."""
    abandoned = _abandoned_runs()
    runs.close_interrupted(Run.objects.filter(pk__in=[run.pk for run in abandoned]))
    return [run for run in abandoned if run.trigger not in runs.ONE_SHOT]


def _abandoned_runs() -> list[Run]:
    """Runs that nobody works on: unfinished, silent, and their source's lease is free."""
    leases = make_leases()
    silent = timezone.now() - timedelta(seconds=settings.RETAINER_LEASE_SECONDS / 4)
    unfinished = Run.objects.filter(state=Run.State.RUNNING, heartbeat_at__lt=silent).select_related("source")
    return [run for run in unfinished if not leases.is_locked(lease_name(run.source.slug))]


def fail_safely(run: Run, error: Exception) -> None:
    """An unforeseen error ends the run, so that the next poll starts afresh; the bytes are archived."""
    logger.exception("run %s of %s failed", run.pk, run.source.slug)
    text = str(error) if isinstance(error, TrackerError) else f"{type(error).__name__}: {error}"
    runs.fail_run(run, text)
