"""``manage.py capture``: a sample for the tests of a source."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tracker.management.progress import readable_errors
from tracker.services.capturing import GOLDEN, capture_page
from tracker.services.seeding import ensure_source


class Command(BaseCommand):
    help = (
        "Save a page of a source as a sample for its tests, tests/sources/<adapter>/NAME. The name says what kind of "
        "page it is, as for ingest. Example: manage.py capture https://news.example/feed.xml my-site feed.rss"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", help="address of the page")
        parser.add_argument("slug", help="source that it belongs to, or the name of an adapter")
        parser.add_argument("name", help="file to save it as, for example feed.rss or article.html")
        parser.add_argument("--replace", action="store_true", help="write over a sample of that name")
        parser.add_argument(
            "--dir",
            type=Path,
            default=Path(settings.BASE_DIR) / "tests" / "sources",
            help="folder of the samples (default: tests/sources)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with readable_errors():
            source = ensure_source(options["slug"])
            path = capture_page(source, options["url"], options["name"], options["dir"], replace=options["replace"])
        self.stdout.write(f"Saved {path} ({path.stat().st_size:,} bytes) and {path.name}{GOLDEN}.")
        self.stdout.write(
            "Next: take out what must not be published (addresses and telephone numbers of people, texts that others "
            "wrote), then run WRITE_GOLDEN=1 pytest tests/sources/test_golden.py and read what it writes."
        )
