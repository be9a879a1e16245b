"""``manage.py poll``: run a source from start to end in this process."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.errors import LockedError, TrackerError
from tracker.management.progress import ProgressLine, describe_run, is_idle, readable_errors
from tracker.models import Run, Source
from tracker.services import polling
from tracker.services.previews import Article, Page, preview_source
from tracker.services.seeding import ensure_source

_SHOWN = 8


class Command(BaseCommand):
    help = (
        "Fetch a source and bring what is new into the tracker, in this process and without a broker. "
        "Paused sources may be polled by hand. Example: manage.py poll us-fara"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", help="source to poll, for example us-fara")
        parser.add_argument("--all", action="store_true", help="poll every source that is enabled, one after another")
        parser.add_argument("--refetch", action="store_true", help="ask for bodies even if the server says unchanged")
        parser.add_argument(
            "--dry-run", action="store_true", help="fetch and read the first pages, show what they hold, store nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["slug"]) == options["all"]:
            raise CommandError(
                "Say which source to poll, or --all for every enabled one (manage.py sources lists them)."
            )
        with readable_errors():
            slugs = [options["slug"]] if options["slug"] else self._enabled()
            for slug in slugs:
                ensure_source(slug)
        failed = [slug for slug in slugs if not self._poll(slug, options)]
        if failed:
            raise CommandError(f"failed: {', '.join(failed)}")

    def _enabled(self) -> list[str]:
        slugs = list(Source.objects.filter(enabled=True).exclude(adapter="").values_list("slug", flat=True))
        if not slugs:
            self.stdout.write("No source is enabled (manage.py sources enable SLUG).")
        return slugs

    def _poll(self, slug: str, options: dict[str, Any]) -> bool:
        if options["dry_run"]:
            return self._preview(slug)
        progress = ProgressLine(self.stdout, verbosity=options["verbosity"])
        try:
            run = polling.poll(slug, Run.Trigger.COMMAND, progress=progress, refetch=options["refetch"])
        except LockedError as error:
            self.stderr.write(f"{slug}: {error}")
            return False
        except TrackerError as error:
            self.stderr.write(f"{slug}: {error}")
            return False
        finally:
            progress.clear()
        self.stdout.write(describe_run(run))
        if run.error:
            self.stderr.write(run.error.strip())
        if is_idle(run):
            self.stdout.write("Nothing changed.")
        return run.state in (Run.State.OK, Run.State.PARTIAL)

    def _preview(self, slug: str) -> bool:
        """Show what the first pages hold. Nothing is stored."""
        with readable_errors():
            preview = preview_source(polling.get_source(slug))
        for page in preview.pages:
            self.stdout.write(f"{page.kind}: {page.url}")
            self._show_page(page)
        if preview.article is not None:
            self._show_article(preview.article)
        self.stdout.write("Nothing was stored.")
        return not any(page.error for page in preview.pages)

    def _show_page(self, page: Page) -> None:
        if page.error:
            self.stderr.write(f"  {page.error}")
        for link in page.links[:_SHOWN]:
            self.stdout.write(f"  {link.published or '(no date)'}  {link.title or link.url}")
        if page.total > _SHOWN:
            self.stdout.write(f"  … {page.total:,} links in all")
        for statement in page.statements[:_SHOWN]:
            self.stdout.write(f"  {statement.client.name} – {statement.firm.name}")
        for registrant in page.registrants[:_SHOWN]:
            self.stdout.write(f"  {registrant.identifier}  {registrant.name}")
        for text in page.unreadable[:_SHOWN]:
            self.stdout.write(f"  unreadable: {text}")

    def _show_article(self, article: Article) -> None:
        self.stdout.write(f"article: {article.title or article.url} ({article.published or 'no date'})")
        if article.error:
            self.stderr.write(f"  {article.error}")
            return
        self.stdout.write(f"  {article.length:,} characters of text, {len(article.statements)} contracts")
        for statement in article.statements:
            value = f", {statement.raw_value}" if statement.raw_value else ""
            self.stdout.write(f"  {statement.act}: {statement.client.name} – {statement.firm.name}{value}")
