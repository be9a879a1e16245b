"""``manage.py seed``: the rows that every installation begins with."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tracker.models import Run, Source
from tracker.services.seeding import seed
from tracker.tasks import poll_source


class Command(BaseCommand):
    help = (
        "Make the sources, schedules and groups of editors that are missing. What somebody has changed stays as it is. "
        "Live sources are made paused; the bundled captures are replayed where a replay server is announced."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-poll", action="store_true", help="do not ask a worker to poll new enabled sources")

    def handle(self, *args: Any, **options: Any) -> None:
        new = seed()
        if new:
            self.stdout.write(f"Made the sources {', '.join(new)}.")
        if settings.REDIS_URL and not options["no_poll"]:
            # A newcomer sees pages at once instead of after the first tick of the schedule.
            for source in Source.objects.filter(enabled=True, runs=None).exclude(adapter=""):
                poll_source.delay(source.slug, Run.Trigger.COMMAND)
