"""Time the writing alone: rows of LDA filings, ready in memory, into tables that hold others, three ways.

    python bench/upsert_rows.py FILINGS.ndjson [--held 20000] [--added 20000] [--rounds 5]

The rows are the statements, persons and appearances that the ``--added`` filings make. Every round writes them into
fresh copies of one database, indexes and foreign keys live: by raw COPY of text prepared before; by what an import does
(look up what is held, copy what is new, stage and upsert what is not); and by Django's
``bulk_create(update_conflicts=True)`` of objects prepared before. On SQLite the statements are written by an import's
way and by sqlite-utils' ``upsert_all`` (``pip install sqlite-utils``). A first load writes into empty tables whose
indexes and foreign keys are dropped before and made again afterwards, by an import's way and by raw COPY, against raw
COPY with all of them live. Ratios are of medians.

PostgreSQL is a private cluster, removed afterwards. Nothing else should run on the machine.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.clusters import (  # noqa: E402
    TABLES,
    Cluster,
    copy_rows,
    drop_indexes,
    dump_new_rows,
    last_ids,
    make_environment,
    make_indexes,
)
from bench.ingest_lda import cut, read  # noqa: E402
from tests.private_postgres import running_postgres  # noqa: E402

GOAL_COPY, GOAL_BULK, GOAL_SQLITE, GOAL_FIRST = 0.60, 2.0, 2.5, 2.5
MEASURED = ("tracker_statement", "tracker_person", "tracker_appearance")

_WRITE = """
import json, pickle, sys, time
import django
django.setup()
from django.db import transaction
from tracker.models import Appearance, Person, Statement
from tracker.services.bulk import fetch_in, in_batches, insert_rows, upsert_rows
how, path, last = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
MODELS = (Statement, Person, Appearance)
NATURAL = {Statement: ["source", "identity"], Person: ["identity"], Appearance: ["statement", "person"]}
def names(model):
    return [field.name for field in model._meta.concrete_fields if not field.primary_key]
def columns(model):
    return [field.attname for field in model._meta.concrete_fields if not field.primary_key]
if how == "dump":
    rows = {}
    for model in MODELS:
        found = model.objects.filter(id__gt=last[model._meta.db_table]).order_by("id")
        rows[model.__name__] = list(found.values_list("id", *columns(model)))
    pickle.dump(rows, open(path, "wb"))
    print(json.dumps({}))
    raise SystemExit
rows = pickle.load(open(path, "rb"))
if how == "sqlite-utils":
    import sqlite_utils
    from django.conf import settings
    plain = []
    for pk, *values in rows["Statement"]:
        row = dict(zip(columns(Statement), values))
        for name, value in row.items():
            if isinstance(value, (dict, list, tuple)):
                row[name] = json.dumps(value)
            elif value is not None and not isinstance(value, (str, int, float, bool)):
                row[name] = str(value)
        plain.append(row)
    database = sqlite_utils.Database(settings.DATABASES["default"]["NAME"])
    started = time.perf_counter()
    with database.conn:
        database["tracker_statement"].upsert_all(plain, pk=("source_id", "identity"), batch_size=5000)
    print(json.dumps({"seconds": time.perf_counter() - started}))
    raise SystemExit
if how == "bulk_create":
    objects = {
        model: [model(**dict(zip(["id", *columns(model)], row))) for row in rows[model.__name__]] for model in MODELS
    }
    started = time.perf_counter()
    with transaction.atomic():
        for model in MODELS:
            update = [name for name in names(model) if name not in NATURAL[model]]
            model.objects.bulk_create(
                objects[model], batch_size=1000, update_conflicts=True, update_fields=update,
                unique_fields=NATURAL[model],
            )
    print(json.dumps({"seconds": time.perf_counter() - started}))
    raise SystemExit
# As an import does it: what is held is looked up by its natural key, and only that is staged and upserted.
started = time.perf_counter()
ids = {}
for model in MODELS[:1] if how == "statements" else MODELS:
    with transaction.atomic():
        for batch in in_batches(rows[model.__name__], 5000):
            if model is Appearance:
                batch = [(pk, ids[Statement][row[0]], ids[Person].get(row[1], row[1]), *row[2:]) for pk, *row in batch]
                insert_rows(model, names(model), [row[1:] for row in batch])
                continue
            place = columns(model).index("identity") + 1
            wanted = [row[place] for row in batch]
            held = dict(fetch_in(model.objects.values_list("identity", "id"), "identity", wanted))
            fresh = [row for row in batch if row[place] not in held]
            made = insert_rows(model, names(model), [row[1:] for row in fresh])
            ids.setdefault(model, {}).update(zip((row[0] for row in fresh), made))
            update = [name for name in names(model) if name not in NATURAL[model]]
            known = [row[1:] for row in batch if row[place] in held]
            upsert_rows(model, names(model), known, conflict=NATURAL[model], update=update)
print(json.dumps({"seconds": time.perf_counter() - started}))
"""


def write(how: str, url: str, rows: Path, last: dict[str, int], folder: Path) -> float:
    """Seconds of writing the rows, in a process of its own."""
    environment = make_environment(url, folder / "var")
    command = [sys.executable, "-c", _WRITE, how, str(rows), json.dumps(last)]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1]).get("seconds", 0.0))


def prepare(file: Path, held_rows: int, added_rows: int, cluster: Cluster, folder: Path) -> dict[str, int]:
    """Make the database "ready", which lacks of the added filings no more than the measured rows.

    Those are left in the folder as COPY takes them, and as "rows" for ``write``. Returns how many rows of each table.
    """
    held, added = cut(file, held_rows, added_rows, folder)
    base = cluster.copy("template0", "base")
    read("migrate", base, held, str(folder / "var"))
    since = last_ids(base)
    full = cluster.copy("base", "full")
    read("ingest", full, added, str(folder / "var"))
    counts = dump_new_rows(full, since, folder)
    write("dump", full, folder / "rows", since, folder)
    copy_rows(cluster.copy("base", "ready"), folder, TABLES[: TABLES.index(MEASURED[0])])
    return counts


def compare_postgres(options: argparse.Namespace, cluster: Cluster, folder: Path) -> None:
    counts = prepare(options.file, options.held, options.added, cluster, folder)
    rows = folder / "rows"
    figures: dict[str, list[float]] = {"COPY": [], "import": [], "bulk_create": []}
    for _ in range(options.rounds):
        figures["COPY"].append(copy_rows(cluster.copy("ready", "one"), folder, MEASURED))
        figures["import"].append(write("import", cluster.copy("ready", "one"), rows, {}, folder))
        figures["bulk_create"].append(write("bulk_create", cluster.copy("ready", "one"), rows, {}, folder))
    print(f"rows: {', '.join(f'{table} {counts[table]:,}' for table in MEASURED)}")
    copied, ours, bulk = (statistics.median(times) for times in figures.values())
    print(f"PostgreSQL  COPY {copied:.2f} s, import's way {ours:.2f} s, bulk_create {bulk:.2f} s")
    print(
        f"            COPY/ours {copied / ours:.2f} (goal {GOAL_COPY}); "
        f"bulk_create/ours {bulk / ours:.1f} (goal {GOAL_BULK})"
    )


def compare_first_load(options: argparse.Namespace, cluster: Cluster, folder: Path) -> None:
    """The same into tables that hold but one filing, as little as gives them their source."""
    prepare(options.file, 1, options.added, cluster, folder)
    live: list[float] = []
    ours: list[float] = []
    limit: list[float] = []
    for _ in range(options.rounds):
        live.append(copy_rows(cluster.copy("ready", "one"), folder, MEASURED))
        for times in (ours, limit):
            url = cluster.copy("ready", "one")
            again = drop_indexes(url, MEASURED)
            written = (
                write("import", url, folder / "rows", {}, folder) if times is ours else copy_rows(url, folder, MEASURED)
            )
            times.append(written + make_indexes(url, again))
    copied, mine, least = (statistics.median(times) for times in (live, ours, limit))
    print(f"first load  COPY {copied:.2f} s, import's way {mine:.2f} s, COPY before the indexes are made {least:.2f} s")
    print(f"            COPY/ours {copied / mine:.2f} (goal {GOAL_FIRST}); at most {copied / least:.2f}")


def compare_sqlite(options: argparse.Namespace, folder: Path) -> None:
    held, added = cut(options.file, options.held, options.added, folder)
    base, full, one = folder / "base.sqlite3", folder / "full.sqlite3", folder / "one.sqlite3"
    read("migrate", f"sqlite:///{base}", held, str(folder / "var"))
    shutil.copyfile(base, full)
    last = dict.fromkeys(MEASURED, 0) | {"tracker_statement": options.held}
    read("ingest", f"sqlite:///{full}", added, str(folder / "var"))
    rows = folder / "sqlite-rows"
    write("dump", f"sqlite:///{full}", rows, last, folder)
    with closing(sqlite3.connect(full)) as database, database:
        database.execute("DELETE FROM tracker_appearance")
        database.execute("DELETE FROM tracker_change")
        database.execute("DELETE FROM tracker_statement WHERE id > ?", [options.held])
    ours: list[float] = []
    peer: list[float] = []
    for _ in range(options.rounds):
        for how, times in (("statements", ours), ("sqlite-utils", peer)):
            shutil.copyfile(full, one)
            times.append(write(how, f"sqlite:///{one}", rows, last, folder))
    mine, theirs = statistics.median(ours), statistics.median(peer)
    print(f"SQLite      sqlite-utils {theirs:.2f} s, import's way {mine:.2f} s (statements)")
    print(f"            sqlite-utils/ours {theirs / mine:.1f} (goal {GOAL_SQLITE})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--held", type=int, default=20_000)
    parser.add_argument("--added", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="retainer-bench-") as folder, running_postgres() as url:
        cluster = Cluster(url)
        try:
            compare_postgres(options, cluster, Path(folder))
            compare_first_load(options, cluster, Path(folder))
        finally:
            cluster.close()
    with tempfile.TemporaryDirectory(prefix="retainer-bench-") as folder:
        compare_sqlite(options, Path(folder))


if __name__ == "__main__":
    main()
