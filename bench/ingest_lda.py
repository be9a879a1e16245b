"""Time LDA filings through the whole pipeline on PostgreSQL, beside a raw COPY of the very rows that it wrote.

    python bench/ingest_lda.py FILINGS.ndjson [--held 20000] [--added 20000] [--rounds 3] [--profile]

``--held`` filings are read first, untimed. Then each round reads the ``--added`` next ones into a copy of that
database, and copies the rows which that made, dumped before, into another copy of it with COPY: the same tables, their
indexes and foreign keys live. The ratio is COPY's time by ours (1.0: as fast as COPY). The filings are read once more,
unchanged, and the growth of memory is told. ``--profile`` prints where the time of one reading goes.

PostgreSQL is a private cluster, removed afterwards. Nothing else should run on the machine.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.clusters import Cluster, copy_rows, dump_new_rows, last_ids, make_environment  # noqa: E402
from tests.private_postgres import running_postgres  # noqa: E402

GOAL_WHOLE, GOAL_UNCHANGED = 0.35, 3.0
_WORK = """
import cProfile, json, pstats, resource, sys, time
import django
django.setup()
from django.core.management import call_command
from pathlib import Path
what, file, profile = sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "profile"
if what == "migrate":
    call_command("migrate", verbosity=0)
from tracker.models import Document
from tracker.services.offline import ingest_files
from tracker.services.seeding import ensure_source
source = ensure_source("us-lda")
if what == "again":
    Document.objects.filter(pk=Document.objects.latest("pk").pk).update(state="fetched")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
profiler = cProfile.Profile()
started = time.perf_counter()
if profile:
    profiler.enable()
run = ingest_files(source, [file])
profiler.disable()
seconds = time.perf_counter() - started
if profile:
    pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumtime").print_stats(60)
growth = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
print(json.dumps({"seconds": seconds, "growth": growth, **run.counts()}))
"""


def read(what: str, url: str, file: Path, folder: str, *, profile: bool = False) -> dict[str, Any]:
    """Run one reading in a process of its own; returns its seconds, growth in MB and counts."""
    environment = make_environment(url, folder)
    command = [sys.executable, "-c", _WORK, what, str(file), "profile" if profile else ""]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def cut(file: Path, held: int, added: int, folder: Path) -> tuple[Path, Path]:
    """The first ``held`` lines and the ``added`` next ones, as files of their own."""
    first, second = folder / "held.2024-01-01.ndjson", folder / "added.2024-01-02.ndjson"
    with file.open("rb") as lines:
        first.write_bytes(b"".join(islice(lines, held)))
        second.write_bytes(b"".join(islice(lines, added)))
    return first, second


def measure(options: argparse.Namespace, cluster: Cluster, folder: Path) -> None:
    held, added = cut(options.file, options.held, options.added, folder)
    base = cluster.copy("template0", "base")
    print(f"held: {read('migrate', base, held, str(folder / 'var'))}", file=sys.stderr)
    since = last_ids(base)
    ours, raw, again, growth = [], [], [], 0.0
    counts: dict[str, int] = {}
    for number in range(options.rounds):
        url = cluster.copy("base", "ours")
        one = read("ingest", url, added, str(folder / "var"), profile=options.profile and number == 0)
        counts = dump_new_rows(url, since, folder)
        ours.append(one["seconds"])
        growth = max(growth, one["growth"])
        again.append(read("again", url, added, str(folder / "var"))["seconds"])
        raw.append(copy_rows(cluster.copy("base", "raw"), folder))
        print(f"round {number + 1}: ours {ours[-1]:.1f} s, COPY {raw[-1]:.1f} s, unchanged {again[-1]:.1f} s")
    seconds, copied, unchanged = (statistics.median(figures) for figures in (ours, raw, again))
    written = [f"{table.removeprefix('tracker_')} {count:,}" for table, count in counts.items() if count]
    print(f"rows written: {', '.join(written)}")
    print(
        f"whole path   {options.added / seconds:,.0f} filings/s; COPY/ours {copied / seconds:.2f} (goal {GOAL_WHOLE})"
    )
    print(
        f"unchanged    {options.added / unchanged:,.0f} filings/s; COPY/ours {copied / unchanged:.2f} "
        f"(goal {GOAL_UNCHANGED})"
    )
    print(f"memory       +{growth:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--held", type=int, default=20_000)
    parser.add_argument("--added", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="retainer-bench-") as folder, running_postgres() as url:
        cluster = Cluster(url)
        try:
            measure(options, cluster, Path(folder))
        finally:
            cluster.close()


if __name__ == "__main__":
    main()
