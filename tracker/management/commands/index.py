"""``manage.py index``: the search and the topics of contracts, brought up to date at once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from tracker.models import ContractTopic, IndexMark, SearchEntry
from tracker.services.reading_index import index_reading


class Command(BaseCommand):
    help = (
        "Bring the search for everything and the topics of contracts up to date. The schedule does it every minute; "
        "after a large import this is quicker."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="forget what is there and begin again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anew"]:
            with transaction.atomic():
                for model in (SearchEntry, ContractTopic, IndexMark):
                    model._default_manager.all().delete()
        self.stdout.write(f"Read {index_reading():,} rows.")
