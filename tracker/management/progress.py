"""How commands report: one line that rewrites itself on a terminal, sparse lines elsewhere; errors as one sentence."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError, OutputWrapper

from tracker.errors import TrackerError
from tracker.models import Run

_QUIET_SECONDS = 5.0


class ProgressLine:
    """Writes what is being done: every step on a terminal, at most every five seconds into a file."""

    def __init__(self, out: OutputWrapper, *, verbosity: int = 1) -> None:
        self._out = out
        self._verbosity = verbosity
        self._is_terminal = out.isatty()
        self._written_at = 0.0
        self._width = 0

    def __call__(self, text: str) -> None:
        now = time.monotonic()
        if self._verbosity == 0 or (not self._is_terminal and now - self._written_at < _QUIET_SECONDS):
            return
        self._written_at = now
        if self._is_terminal:
            self._out.write(f"\r{text:<{self._width}}", ending="")
            self._out.flush()
            self._width = len(text)
        else:
            self._out.write(text)

    def clear(self) -> None:
        if self._width:
            self._out.write(f"\r{'':<{self._width}}\r", ending="")
            self._width = 0


@contextmanager
def readable_errors() -> Iterator[None]:
    """Errors that we raise on purpose end a command with their sentence, not with a traceback."""
    try:
        yield
    except TrackerError as error:
        raise CommandError(str(error)) from error


def describe_run(run: Run) -> str:
    """One line of what a run did."""
    parts = [f"{run.rows_read:,} rows read"]
    for name, label in (
        ("new", "new"),
        ("changed", "changed"),
        ("unchanged", "unchanged"),
        ("gone", "no longer listed"),
    ):
        if getattr(run, name):
            parts.append(f"{getattr(run, name):,} {label}")
    parts.append(f"{run.quarantined:,} quarantined")
    parts.append(f"{run.changes:,} changes told")
    if run.not_modified:
        parts.append(f"{run.not_modified:,} unchanged since the last time")
    return f"{run.source.slug}: {run.state} – {', '.join(parts)} ({run.duration:.1f} s)"


def is_idle(run: Run) -> bool:
    """Whether the run found nothing that it did not know."""
    return not (run.new or run.changed or run.gone or run.quarantined or run.failures or run.refusals)
