"""The ledger of runs: begun, alive, finished, with counts and errors."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from tracker.models import Document, Resource, Run, Source

logger = logging.getLogger(__name__)

_ERROR_LENGTH = 4000


ONE_SHOT = (Run.Trigger.INGEST, Run.Trigger.REPARSE)
"""Runs of a person's command: nobody but that person can take them up again once their process is gone."""

_INTERRUPTED = "interrupted before its end; start it again (what it had stored is kept)"


def unfinished_run(source: Source) -> Run | None:
    """The poll of this source that somebody began and nobody ended."""
    return source.runs.filter(state=Run.State.RUNNING).exclude(trigger__in=ONE_SHOT).order_by("id").first()


def close_interrupted(runs: QuerySet[Run]) -> None:
    """Fail those of the runs that cannot be taken up by a poll. The caller knows that nobody works on them."""
    for run in runs.filter(state=Run.State.RUNNING, trigger__in=ONE_SHOT):
        fail_run(run, _INTERRUPTED)


def begin_run(source: Source, trigger: str) -> Run:
    """Write down that a run begins. The caller holds the source's lease."""
    close_interrupted(source.runs.all())
    now = timezone.now()
    run = Run.objects.create(source=source, trigger=trigger, started_at=now, heartbeat_at=now)
    Source.objects.filter(pk=source.pk).update(last_attempt_at=now)
    return run


def beat(run: Run, progress: str = "") -> None:
    """A sign of life, with what is being done."""
    Run.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now(), progress=progress[:200])


def count(run: Run, **counts: int) -> None:
    Run.objects.filter(pk=run.pk).update(**{name: F(name) + value for name, value in counts.items()})


def note_error(run: Run, text: str, *, refused: bool = False) -> None:
    """Add a line to the run's errors; refused pages are counted apart from broken ones."""
    count(run, **{"refusals" if refused else "failures": 1})
    run.refresh_from_db(fields=["error"])
    run.error = f"{run.error}{text}\n"[:_ERROR_LENGTH]
    run.save(update_fields=["error"])


def finish_run(run: Run) -> Run:
    """Close the run with the state that its counts say, and note on the source what readers see of its health."""
    now = timezone.now()
    with transaction.atomic():
        run.refresh_from_db()
        if run.state != Run.State.RUNNING:
            return run
        run.state = _judge(run)
        run.phase = Run.Phase.DONE
        run.finished_at = run.heartbeat_at = now
        run.progress = ""
        run.save(update_fields=["state", "phase", "finished_at", "heartbeat_at", "progress"])
        health: dict[str, object] = {"last_state": run.state}
        if run.state in (Run.State.OK, Run.State.PARTIAL):
            health["last_success_at"] = now
        if run.new or run.changed or run.gone:
            health["last_change_at"] = now
        Source.objects.filter(pk=run.source_id).update(**health)
        if run.state in (Run.State.OK, Run.State.PARTIAL) and _is_complete(run.source):
            # From now on, what differs is a change that readers are told of.
            Source.objects.filter(pk=run.source_id, baseline_at=None).update(baseline_at=now)
    logger.info("run %s of %s: %s %s", run.pk, run.source.slug, run.state, run.counts())
    return run


def fail_run(run: Run, error: str) -> Run:
    """Close a run that an unforeseen error ended."""
    note_error(run, error)
    Run.objects.filter(pk=run.pk, state=Run.State.RUNNING).update(
        state=Run.State.FAILED, phase=Run.Phase.DONE, finished_at=timezone.now()
    )
    Source.objects.filter(pk=run.source_id).update(last_state=Run.State.FAILED)
    run.refresh_from_db()
    return run


def _judge(run: Run) -> str:
    """Blocked is no "no change": a site that refuses us everything has told us nothing."""
    received = run.fetched + run.not_modified + run.rows_read + run.unchanged
    if run.refusals and not received:
        return Run.State.BLOCKED
    if run.failures and not received:
        return Run.State.FAILED
    documents = Document.objects.filter(run=run)
    if run.failures and documents.exists() and not documents.filter(state=Document.State.PARSED).exists():
        return Run.State.FAILED
    return Run.State.PARTIAL if run.failures or run.refusals else Run.State.OK


def _is_complete(source: Source) -> bool:
    """Whether every page that a poll begins with has been read at least once."""
    starts = Resource.objects.filter(source=source, refetch=True)
    return not starts.exclude(document__state=Document.State.PARSED).exists()
