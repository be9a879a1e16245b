"""Celery tasks: ids in, one service call, ids out. State lives in rows; the queue only hurries things along."""

from __future__ import annotations

import logging

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded

from tracker.errors import ConfigError, LockedError
from tracker.fetching import Lease
from tracker.models import Run
from tracker.services import polling, reading_index, reparsing
from tracker.services.fetch import make_leases

logger = logging.getLogger(__name__)


@shared_task(name="tracker.poll_source")
def poll_source(slug: str, trigger: str = Run.Trigger.SCHEDULE) -> int | None:
    """Fetch what the source owes, then hand over to ``parse_run``. Takes up an unfinished run before a new one.

    Returns the run's id; None when the source is paused, unknown, or another worker has it.
    """
    try:
        source = polling.get_source(slug)
        if trigger == Run.Trigger.SCHEDULE and not source.enabled:
            return None
        with make_leases().lease(polling.lease_name(slug)) as lease:
            run = polling.take_up(slug, trigger)
            run = _work(run, lease, Run.Phase.FETCH)
    except (ConfigError, LockedError) as error:
        logger.info("%s is not polled: %s", slug, error)
        return None
    _pass_on(run)
    return run.pk


@shared_task(name="tracker.parse_run")
def parse_run(run_id: int) -> int | None:
    """Parse what the run has archived; hands back to ``poll_source`` when the pages lead on."""
    run = Run.objects.select_related("source").filter(pk=run_id).first()
    if run is None:
        return None
    try:
        with make_leases().lease(polling.lease_name(run.source.slug)) as lease:
            run.refresh_from_db()
            run = _work(run, lease, Run.Phase.PARSE)
    except LockedError as error:
        logger.info("run %s is not parsed here: %s", run_id, error)
        return None
    _pass_on(run)
    return run.pk


@shared_task(name="tracker.recognise_filings")
def recognise_filings(slug: str) -> int | None:
    """Read some of the source's archived PDFs, then ask for the next; None when another worker does."""
    try:
        done = polling.read_papers(slug)
    except (ConfigError, LockedError) as error:
        logger.info("filings of %s are not read here: %s", slug, error)
        return None
    except SoftTimeLimitExceeded:
        logger.warning("filings of %s take long; the sweep goes on with them", slug)
        return None
    if done and slug in polling.sources_with_papers():
        recognise_filings.delay_on_commit(slug)  # type: ignore[attr-defined]
    return done


@shared_task(name="tracker.reparse_source")
def reparse_source(slug: str) -> int | None:
    """Read everything that the source has archived again, offline; None when it is polled just now, or unknown."""
    try:
        return reparsing.reparse_source(polling.get_source(slug)).pk
    except (ConfigError, LockedError) as error:
        logger.info("%s is not read again: %s", slug, error)
        return None


@shared_task(name="tracker.sweep_runs")
def sweep_runs() -> list[int]:
    """Take up the runs that a killed worker left behind; returns their ids."""
    abandoned = polling.take_up_abandoned()
    for run in abandoned:
        logger.warning("run %s of %s was abandoned and goes on", run.pk, run.source.slug)
        _pass_on(run)
    for slug in polling.sources_with_papers():
        recognise_filings.delay_on_commit(slug)  # type: ignore[attr-defined]
    return [run.pk for run in abandoned]


@shared_task(name="tracker.index_reading")
def index_reading() -> int:
    """Bring the search and the topics of contracts up to date; returns how many rows were read."""
    try:
        with make_leases().lease("index-reading"):
            return reading_index.index_reading()
    except LockedError:
        return 0


def _work(run: Run, lease: Lease, phase: str) -> Run:
    if run.state != Run.State.RUNNING or run.phase != phase:
        return run
    try:
        return polling.work(run, lease)
    except LockedError:
        raise
    except SoftTimeLimitExceeded:
        logger.warning("run %s of %s takes long; the sweep goes on with it", run.pk, run.source.slug)
        return run
    except Exception as error:
        polling.fail_safely(run, error)
        raise


def _pass_on(run: Run) -> None:
    if run.state != Run.State.RUNNING:
        index_reading.delay_on_commit()  # type: ignore[attr-defined]
        if run.source.slug in polling.sources_with_papers():
            recognise_filings.delay_on_commit(run.source.slug)  # type: ignore[attr-defined]
        return
    if run.phase == Run.Phase.FETCH:
        poll_source.delay_on_commit(run.source.slug, run.trigger)  # type: ignore[attr-defined]
    else:
        parse_run.delay_on_commit(run.pk)  # type: ignore[attr-defined]
