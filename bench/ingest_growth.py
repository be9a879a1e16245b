"""Read one large file of LDA filings into an empty database and tell how speed and memory develop on the way.

    python bench/ingest_growth.py FILINGS.ndjson [--window 50000] [--database sqlite|postgres]

Prints for every window of filings how many were read a second and the peak of memory so far; at the end the speed of
the last window by that of the second (goal 0.8), the growth of memory since 20,000 filings (goal 50 MB), and the share
of the time that each stage took. PostgreSQL is a private cluster, removed afterwards.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.clusters import make_environment  # noqa: E402
from tests.private_postgres import running_postgres  # noqa: E402

GOAL_SPEED, GOAL_MEGABYTES = 0.8, 50

_WORK = """
import json, re, resource, sys, time
import django
django.setup()
from django.core.management import call_command
from pathlib import Path
call_command("migrate", verbosity=0)
from django.db import connection
from tracker.services import ahead, ingest
from tracker.services.offline import ingest_files
from tracker.services.seeding import ensure_source
stages = {}
def time_stage(owner, name, stage):
    work = getattr(owner, name)
    def timed(*args, **kwargs):
        began = time.perf_counter()
        try:
            return work(*args, **kwargs)
        finally:
            stages[stage] = stages.get(stage, 0) + time.perf_counter() - began
    setattr(owner, name, timed)
time_stage(ahead.Ahead, "_pass_over", "look up what is held")
time_stage(ahead._Reading, "gather", "read, beyond what is read beside the writing")
time_stage(ingest, "write_statements", "write statements, mentions and people")
time_stage(ingest, "derive_contracts", "derive contracts and tell changes")
time_stage(connection, "_commit", "commit")
started = time.perf_counter()
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
def tell(text):
    found = re.search(r"([\\d,]+) rows", text)
    if found:
        rows = int(found[1].replace(",", ""))
        print(json.dumps([rows, time.perf_counter() - started, peak()]), flush=True)
run = ingest_files(ensure_source("us-lda"), [Path(sys.argv[1])], progress=tell)
print(json.dumps([run.rows_read, time.perf_counter() - started, peak()]), flush=True)
print(json.dumps(stages), flush=True)
"""


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/growth.sqlite3"
    else:
        with running_postgres() as url:
            yield url


def watch(url: str, file: Path, folder: Path, window: int) -> list[tuple[int, float, float]]:
    """(rows, seconds, peak in MB) at the end of every window."""
    environment = make_environment(url, folder / "var")
    command = [sys.executable, "-c", _WORK, str(file)]
    marks: list[tuple[int, float, float]] = []
    stages: dict[str, float] = {}
    at_20k = 0.0
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as work:
        assert work.stdout is not None
        for line in work.stdout:
            mark = json.loads(line)
            if isinstance(mark, dict):
                stages = mark
                continue
            rows, seconds, peak = mark
            at_20k = peak if rows <= 20_000 else at_20k
            if rows - (marks[-1][0] if marks else 0) >= window:
                before = marks[-1] if marks else (0, 0.0, 0.0)
                print(
                    f"{rows:>9,} filings: {(rows - before[0]) / (seconds - before[1]):6,.0f} a second, {peak:.0f} MB",
                    flush=True,
                )
                marks.append((rows, seconds, peak))
    if work.returncode:
        raise SystemExit(work.returncode)
    print(f"in all {rows:,} filings in {seconds:.0f} s: {rows / seconds:,.0f} a second")
    print(f"memory +{peak - at_20k:.0f} MB since 20,000 filings (goal {GOAL_MEGABYTES})")
    for stage, spent in [*stages.items(), ("the rest", seconds - sum(stages.values()))]:
        print(f"{spent / seconds:6.1%} {stage}")
    return marks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--window", type=int, default=50_000)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="postgres")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="retainer-bench-") as name, database(options.database, Path(name)) as url:
        marks = watch(url, options.file, Path(name), options.window)
    if len(marks) > 2:
        speeds = [(b[0] - a[0]) / (b[1] - a[1]) for a, b in pairwise(marks)]
        print(f"speed of the last window by that of the second: {speeds[-1] / speeds[0]:.2f} (goal {GOAL_SPEED})")


if __name__ == "__main__":
    main()
