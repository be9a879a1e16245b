"""``manage.py prepare``: the database ready for this version of the code."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = (
        "Apply the migrations that are missing and seed what every installation has (sources, schedules). "
        "Safe to run at every deploy: it adds what is missing and changes nothing that somebody has edited."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.stdout.write(f"Applying {len(plan)} migrations.")
            call_command("migrate", interactive=False, verbosity=options["verbosity"] - 1, stdout=self.stdout)
        if "seed" in get_commands():
            call_command("seed", verbosity=options["verbosity"], stdout=self.stdout)
