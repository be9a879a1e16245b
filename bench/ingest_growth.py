"""Read one large file of LDA filings into an empty database and tell how speed and memory develop on the way.

    python bench/ingest_growth.py FILINGS.ndjson [--window 50000] [--database sqlite|postgres]

Prints for every window of filings how many were read a second, the processor time that each took (of both processes
and the database server's; it depends less on what else the machine does), and the peak of memory so far; at the end the
speed of the last window by that of the second (goal 0.8), the growth of memory since 20,000 filings (goal 50 MB), and
the share of the time that each stage took. PostgreSQL is a private cluster, removed afterwards.
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
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.clusters import make_environment  # noqa: E402
from tests.private_postgres import running_postgres  # noqa: E402

GOAL_SPEED, GOAL_MEGABYTES = 0.8, 50

_WORK = """
import json, multiprocessing, os, re, resource, sys, time
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
def processor():
    own = [os.getpid(), *(child.pid for child in multiprocessing.active_children())]
    server = [connection.connection.info.backend_pid] if connection.vendor == "postgresql" else []
    spent = [open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[11:13] for pid in own + server]
    return sum(int(ticks) for pair in spent for ticks in pair) / os.sysconf("SC_CLK_TCK")
def mark(rows):
    print(json.dumps([rows, time.perf_counter() - started, processor(), peak()]), flush=True)
def tell(text):
    found = re.search(r"([\\d,]+) rows", text)
    if found:
        mark(int(found[1].replace(",", "")))
run = ingest_files(ensure_source("us-lda"), [Path(sys.argv[1])], progress=tell)
print(json.dumps(stages), flush=True)
"""


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/growth.sqlite3"
    else:
        with running_postgres() as url:
            yield url


class Mark(NamedTuple):
    """How far a reading is; seconds of the clock and of the processors, and the peak of memory in MB."""

    rows: int
    seconds: float
    processor: float
    peak: float


def watch(url: str, file: Path, folder: Path, window: int) -> list[Mark]:
    """Where the reading was at the end of every window."""
    environment = make_environment(url, folder / "var")
    command = [sys.executable, "-c", _WORK, str(file)]
    marks = [Mark(0, 0.0, 0.0, 0.0)]
    stages: dict[str, float] = {}
    at_20k = 0.0
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as work:
        assert work.stdout is not None
        for line in work.stdout:
            told = json.loads(line)
            if isinstance(told, dict):
                stages = told
                continue
            now, before = Mark(*told), marks[-1]
            at_20k = now.peak if now.rows <= 20_000 else at_20k
            if now.rows - before.rows >= window:
                fresh = now.rows - before.rows
                print(
                    f"{now.rows:>9,} filings: {fresh / (now.seconds - before.seconds):6,.0f} a second, "
                    f"{(now.processor - before.processor) / fresh * 1000:.2f} ms of processors each, {now.peak:.0f} MB",
                    flush=True,
                )
                marks.append(now)
    if work.returncode:
        raise SystemExit(work.returncode)
    print(f"in all {now.rows:,} filings in {now.seconds:.0f} s: {now.rows / now.seconds:,.0f} a second")
    print(f"memory +{now.peak - at_20k:.0f} MB since 20,000 filings (goal {GOAL_MEGABYTES})")
    for stage, spent in [*stages.items(), ("the rest", now.seconds - sum(stages.values()))]:
        print(f"{spent / now.seconds:6.1%} {stage}")
    return marks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--window", type=int, default=50_000)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="postgres")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="retainer-bench-") as name, database(options.database, Path(name)) as url:
        marks = watch(url, options.file, Path(name), options.window)
    if len(marks) > 3:
        speeds = [(b.rows - a.rows) / (b.seconds - a.seconds) for a, b in pairwise(marks)]
        costs = [(b.processor - a.processor) / (b.rows - a.rows) for a, b in pairwise(marks)]
        print(f"speed of the last window by that of the second: {speeds[-1] / speeds[1]:.2f} (goal {GOAL_SPEED})")
        print(f"the same by the processors' time: {costs[1] / costs[-1]:.2f}")


if __name__ == "__main__":
    main()
