"""``manage.py backfill``: fetch a source's history, year by year, resumable at every page."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.errors import LockedError
from tracker.management.progress import ProgressLine, describe_run, readable_errors
from tracker.models import Run, Source
from tracker.services import polling
from tracker.services.backfill import plan_backfill, read_backlog
from tracker.services.seeding import ensure_source


class Command(BaseCommand):
    help = (
        "Fetch years of a source's history. The pages are owed as a backlog that every poll works off a slice of, "
        "after whatever is new, so the schedule does the rest; with --now this process goes on until the end. "
        "Interrupted, it goes on where it was. "
        "Example: manage.py backfill us-lda --years 2021-2023 --types Q1,Q2,Q3,Q4 --now"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="source, for example us-lda")
        parser.add_argument("--years", default="", help="a year, a range (2021-2023) or several, separated by commas")
        parser.add_argument("--types", default="", help="types of filing, separated by commas (all when left out)")
        parser.add_argument("--now", action="store_true", help="work the backlog off in this process")

    def handle(self, *args: Any, **options: Any) -> None:
        with readable_errors():
            source = ensure_source(options["slug"])
            if options["years"]:
                types = [code.strip() for code in options["types"].split(",") if code.strip()]
                owed = plan_backfill(source, read_years(options["years"]), types)
                self.stdout.write(f"{owed} years and types are owed.")
            elif not options["now"]:
                self.stdout.write(f"{source.slug}: {read_backlog(source)}")
                return
            if options["now"]:
                self._work_off(source, options["verbosity"])
            self.stdout.write(f"{source.slug}: {read_backlog(source)}")

    def _work_off(self, source: Source, verbosity: int) -> None:
        progress = ProgressLine(self.stdout, verbosity=verbosity)
        while True:
            try:
                run = polling.poll(source.slug, Run.Trigger.COMMAND, progress=progress)
            except LockedError as error:
                raise CommandError(str(error)) from error
            finally:
                progress.clear()
            backlog = read_backlog(source)
            self.stdout.write(f"{describe_run(run)}; {backlog}")
            if run.state not in (Run.State.OK, Run.State.PARTIAL):
                raise CommandError(run.error.strip() or f"the run ended as {run.state}")
            if not backlog.owed or not _is_due(source):
                return


def _is_due(source: Source) -> bool:
    """Whether a page is owed within the next minute; what failed is owed again later, and the schedule sees to it."""
    return source.resources.filter(due_at__lte=timezone.now() + timedelta(minutes=1)).exists()


def read_years(text: str) -> list[int]:
    """Years from "2021", "2021-2023" or "2019,2021-2023", newest first. Raises CommandError."""
    years: set[int] = set()
    try:
        for part in text.split(","):
            first, _, last = part.strip().partition("-")
            years.update(range(int(first), int(last or first) + 1))
    except ValueError as error:
        raise CommandError(f"--years {text}: give years such as 2021, 2021-2023 or 2019,2021") from error
    if not years or min(years) < 1900 or max(years) > 2100:
        raise CommandError(f"--years {text}: no such years")
    return sorted(years, reverse=True)
