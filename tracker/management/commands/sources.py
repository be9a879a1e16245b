"""``manage.py sources``: what is polled, how it fares, and the switch."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker.errors import TrackerError
from tracker.management.progress import readable_errors
from tracker.models import Source
from tracker.services.polling import get_source
from tracker.services.previews import preview_source
from tracker.services.schedules import find_schedule, switch_source
from tracker.services.seeding import ensure_source

_COLUMNS = ("source", "polled", "last run", "last success", "next run", "title")


class Command(BaseCommand):
    help = (
        "List the sources; turn one on or pause it; or check that its first pages can be fetched and read. "
        "Example: manage.py sources enable us-fara"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions (none: list)")
        actions.add_parser("list", help="list the sources with their state (the default)")
        for name, text in (("enable", "poll a source by its schedule"), ("pause", "poll a source no more")):
            _slug(actions.add_parser(name, help=text))
        _slug(actions.add_parser("check", help="fetch and read the first pages, and store nothing"), optional=True)

    def handle(self, *args: Any, **options: Any) -> None:
        action = options["action"] or "list"
        with readable_errors():
            if action == "list":
                self._list()
            elif action == "check":
                self._check(options["slug"])
            else:
                self._switch(options["slug"], action == "enable")

    def _list(self) -> None:
        sources = Source.objects.exclude(adapter="").order_by("slug")
        rows = [_describe(source) for source in sources]
        if not rows:
            self.stdout.write("There are no sources yet; manage.py seed makes those that come along.")
            return
        widths = [max(len(row[column]) for row in (_COLUMNS, *rows)) for column in range(len(_COLUMNS))]
        for row in (_COLUMNS, *rows):
            self.stdout.write("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())

    def _switch(self, slug: str, enabled: bool) -> None:
        source = ensure_source(slug) if enabled else get_source(slug)
        if not source.is_pollable:
            raise CommandError(f"{slug} is kept by editors and never polled")
        switch_source(source, enabled)
        if not enabled:
            self.stdout.write(f"{slug} is paused.")
            return
        self.stdout.write(f"{slug} is polled by its schedule: {_next_run(source)}.")
        self.stdout.write(f"manage.py poll {slug} polls it at once.")

    def _check(self, slug: str | None) -> None:
        sources = [get_source(slug)] if slug else list(Source.objects.exclude(adapter="").order_by("slug"))
        bad = [source.slug for source in sources if not self._check_one(source)]
        if bad:
            raise CommandError(f"not in order: {', '.join(bad)}")

    def _check_one(self, source: Source) -> bool:
        """Whether every first page could be fetched and read; says what was found on each."""
        try:
            preview = preview_source(source)
        except TrackerError as error:
            self.stderr.write(f"{source.slug}: {error}")
            return False
        for page in preview.pages:
            if page.error:
                self.stderr.write(f"{source.slug}: {page.url}: {page.error}")
                continue
            rows = len(page.statements) + len(page.registrants)
            found = f"{page.total:,} {'rows' if rows else 'articles'}"
            if page.further:
                found = f"{len(page.further):,} further pages"
            self.stdout.write(f"{source.slug}: {page.url}: {page.kind}, {found}")
        article = preview.article
        if article is not None:
            found = article.error or f"{article.length:,} characters, {len(article.statements):,} contracts"
            (self.stderr if article.error else self.stdout).write(f"{source.slug}: {article.url}: {found}")
        return not any(page.error for page in preview.pages) and not (article and article.error)


def _slug(parser: ArgumentParser, *, optional: bool = False) -> None:
    text = "source, for example us-fara" + (" (default: all)" if optional else "")
    if optional:
        parser.add_argument("slug", nargs="?", help=text)
    else:
        parser.add_argument("slug", help=text)


def _describe(source: Source) -> tuple[str, ...]:
    return (
        source.slug,
        "yes" if source.enabled else "paused",
        source.last_state or "never",
        _ago(source.last_success_at),
        _next_run(source) if source.enabled else "–",
        source.title,
    )


def _ago(moment: datetime | None) -> str:
    if moment is None:
        return "never"
    seconds = (timezone.now() - moment).total_seconds()
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            number = int(seconds // length)
            return f"{number} {unit}{'s' if number > 1 else ''} ago"
    return "just now"


def _next_run(source: Source) -> str:
    """When the schedule polls it next, as far as can be told without the scheduler."""
    task = find_schedule(source)
    if task is None or not task.enabled:
        return "not scheduled"
    due = task.schedule.remaining_estimate(task.last_run_at) if task.last_run_at else None
    if due is None:
        return "at the scheduler's next start"
    seconds = due.total_seconds()
    return "now" if seconds <= 0 else f"in {int(seconds // 60)} min" if seconds >= 60 else f"in {int(seconds)} s"
