"""``manage.py ingest``: read files that are already here."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.management.progress import ProgressLine, describe_run, is_idle, readable_errors
from tracker.models import Run
from tracker.services.offline import ingest_files
from tracker.services.seeding import ensure_source


class Command(BaseCommand):
    help = (
        "Read bulk files that are already on this machine (.csv, .zip, .gz) into the tracker, without network or "
        "broker. A file that was read before changes nothing. Example: "
        "manage.py ingest us-fara FARA_All_Registrants.csv.zip FARA_All_ForeignPrincipals.csv.zip"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="source that the files belong to, for example us-fara")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files of that source")
        parser.add_argument("--page", default="", help="what the files are, when their names do not tell")
        parser.add_argument(
            "--as-of",
            type=_read_day,
            metavar="YYYY-MM-DD",
            help="the day that the files describe (default: the date in the name, else the file's own)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        progress = ProgressLine(self.stdout, verbosity=options["verbosity"])
        with readable_errors():
            source = ensure_source(options["slug"])
            run = ingest_files(
                source, options["files"], page=options["page"], as_of=options["as_of"], progress=progress
            )
        progress.clear()
        self.stdout.write(describe_run(run))
        if is_idle(run):
            self.stdout.write("Nothing changed.")
        if run.quarantined:
            self.stdout.write(f"The {run.quarantined:,} unreadable rows are kept under Issues in the admin.")
        if run.state == Run.State.FAILED:
            raise CommandError(run.error.strip())
        if run.error:
            self.stderr.write(run.error.strip())


def _read_day(text: str) -> datetime:
    return datetime.combine(datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date(), time(), tzinfo=UTC)
