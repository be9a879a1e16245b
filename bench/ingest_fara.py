"""Time the import of FARA's two bulk files, first and again, on SQLite and on PostgreSQL.

    python bench/ingest_fara.py REGISTRANTS.csv[.gz|.zip] PRINCIPALS.csv[.gz|.zip] [--rounds 3]

Each round imports into an empty database, in a process of its own, then imports the same files again. Prints seconds,
rows a second and the growth of memory over the started process. PostgreSQL is a private cluster that is removed.
The goal: 17,358 principals in under 30 s on either database on two cores, growth under 100 MB, and a second run that
changes nothing.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.clusters import make_environment  # noqa: E402
from tests.private_postgres import running_postgres  # noqa: E402

GOAL_SECONDS, GOAL_MEGABYTES = 30.0, 100.0

_WORK = """
import json, resource, sys, time
import django
django.setup()
from django.core.management import call_command
from pathlib import Path
from django.db import connection
if connection.vendor == "postgresql":
    connection.cursor().execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
call_command("migrate", verbosity=0)
from tracker.models import Run, Statement
from tracker.services.offline import ingest_files
from tracker.services.seeding import ensure_source
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
files = [Path(name) for name in sys.argv[1:]]
source = ensure_source("us-fara")
before = peak()
figures = []
for _ in range(2):
    started = time.perf_counter()
    run = ingest_files(source, files)
    figures.append({"seconds": time.perf_counter() - started, **run.counts()})
print(json.dumps({"growth": peak() - before, "runs": figures, "statements": Statement.objects.count()}))
"""


@contextmanager
def databases(wanted: list[str]) -> Iterator[dict[str, str]]:
    """DATABASE_URL for each database; PostgreSQL is a cluster of its own, with fsync off."""
    urls = {"sqlite": ""} if "sqlite" in wanted else {}
    if "postgresql" not in wanted:
        yield urls
        return
    with running_postgres() as url:
        yield {**urls, "postgresql": url}


def measure(database_url: str, files: list[Path]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="retainer-bench-") as folder:
        environment = make_environment(database_url, folder)
        command = [sys.executable, "-c", _WORK, *(str(file.resolve()) for file in files)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    options = parser.parse_args()
    with databases(options.database or ["sqlite", "postgresql"]) as urls:
        for name, url in urls.items():
            rounds = [measure(url, options.files) for _ in range(options.rounds)]
            report(name, rounds)


def report(name: str, rounds: list[dict[str, Any]]) -> None:
    first = statistics.median(one["runs"][0]["seconds"] for one in rounds)
    again = statistics.median(one["runs"][1]["seconds"] for one in rounds)
    growth = max(one["growth"] for one in rounds)
    figures = rounds[0]["runs"][0]
    print(
        f"{name:<11} first import {first:5.1f} s ({first / GOAL_SECONDS:.2f} of the goal), "
        f"{figures['rows_read'] / first:,.0f} rows/s; again {again:.2f} s; "
        f"memory +{growth:.0f} MB ({growth / GOAL_MEGABYTES:.2f} of the goal); "
        f"{rounds[0]['statements']:,} statements, {figures['quarantined']} quarantined; "
        f"the second run changed {rounds[0]['runs'][1]['new'] + rounds[0]['runs'][1]['changed']}"
    )


if __name__ == "__main__":
    main()
