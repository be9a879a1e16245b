"""``manage.py index``: the search and the topics of contracts brought up to date, and their counters checked."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from tracker.models import ContractTopic, IndexMark, SearchEntry
from tracker.services.reading_index import index_reading
from tracker.services.recounting import recount_contracts


class Command(BaseCommand):
    help = (
        "Bring the search for everything and the topics of contracts up to date, and count the contracts anew. The "
        "schedule does the first every minute; after a large import this is quicker."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="forget what is there and begin again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anew"]:
            with transaction.atomic():
                for model in (SearchEntry, ContractTopic, IndexMark):
                    model._default_manager.all().delete()
        self.stdout.write(f"Read {index_reading():,} rows.")
        if wrong := recount_contracts():
            self.stderr.write(f"{wrong:,} counters of contracts were wrong and are set right.")
