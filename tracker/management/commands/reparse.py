"""``manage.py reparse``: read the archive of a source again, offline."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.management.progress import ProgressLine, describe_run, readable_errors
from tracker.models import Run
from tracker.services.polling import get_source
from tracker.services.reparsing import reparse_source


class Command(BaseCommand):
    help = (
        "Read every archived document of a source again with today's parser, without network. What comes out "
        "differently is recorded as reparsed and alerts nobody; people's corrections stay."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="source whose archive is read again, for example us-fara")

    def handle(self, *args: Any, **options: Any) -> None:
        progress = ProgressLine(self.stdout, verbosity=options["verbosity"])
        with readable_errors():
            run = reparse_source(get_source(options["slug"]), progress=progress)
        progress.clear()
        self.stdout.write(describe_run(run))
        if run.state == Run.State.FAILED:
            raise CommandError(run.error.strip())
