"""Rows are read ahead of being written: in another process, in order, and not at all where they say what is held."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.sources.lda_world import filing
from tracker.errors import ParseError
from tracker.models import Document, Run, Statement
from tracker.records import Parsed, RawRow, RowRef, StatementRecord
from tracker.services import ahead
from tracker.services.ahead import Ahead, Held
from tracker.services.offline import ingest_files
from tracker.services.seeding import ensure_source
from tracker.sources.rows import Item, read_rows

pytestmark = pytest.mark.django_db

UUIDS = [f"00000000-0000-0000-0000-{number:012}" for number in range(1, 301)]


def report(number: int, **changes: Any) -> dict[str, Any]:
    return filing(filing_uuid=UUIDS[number], client__id=number + 1, client__client_id=number + 1, **changes)


def write(folder: Path, day: str, *filings: dict[str, Any]) -> Path:
    path = folder / f"filings.{day}.ndjson"
    path.write_text("".join(json.dumps(item) + "\n" for item in filings), "utf-8")
    return path


def ingest(*files: Path) -> Run:
    run = ingest_files(ensure_source("us-lda"), files)
    assert run.state == Run.State.OK, run.error
    return run


def rows(*filings: dict[str, Any]) -> Iterator[RawRow]:
    for number, item in enumerate(filings, 1):
        raw = json.dumps(item).encode()
        yield RawRow(raw, RowRef(number, 0, len(raw)), item["filing_uuid"])


def read_all(items: Iterator[Item]) -> list[Parsed]:
    held = Held(ensure_source("us-lda"), None, only_if_new=False)
    with Ahead("us-lda", held) as reader:
        return [item for batch in reader.read(items) for item in batch.items]


# -- What is held already ----------------------------------------------------------------------------------------------


def test_rows_that_say_what_is_held_are_not_written_again(tmp_path: Path) -> None:
    ingest(write(tmp_path, "2024-01-01", *map(report, range(5))))
    before = list(Statement.objects.order_by("id").values())
    run = ingest(write(tmp_path, "2024-01-02", *map(report, range(1, 7))))
    assert (run.rows_read, run.unchanged, run.new, run.changed) == (6, 4, 2, 0)
    assert list(Statement.objects.order_by("id").values())[:5] == before


def test_a_changed_profile_is_no_changed_filing(tmp_path: Path) -> None:
    ingest(write(tmp_path, "2024-01-01", report(0)))
    run = ingest(write(tmp_path, "2024-01-02", report(0, client__general_description="Under new management")))
    assert (run.unchanged, run.changed) == (1, 0)


def test_a_changed_filing_is_written(tmp_path: Path) -> None:
    ingest(write(tmp_path, "2024-01-01", report(0), report(1)))
    run = ingest(write(tmp_path, "2024-01-02", report(0, income="70000.00"), report(1)))
    assert (run.unchanged, run.changed) == (1, 1)
    assert Statement.objects.get(register_key=UUIDS[0]).amount == 70_000


def test_of_a_filing_that_a_file_has_twice_the_later_stands_as_ever(tmp_path: Path, settings: Settings) -> None:
    ingest(write(tmp_path, "2024-01-01", report(0, income="10000.00")))
    for batch in (1, 100):
        settings.RETAINER_BATCH = batch
        twice = (report(0, income=f"{batch}000.00"), report(0, income="10000.00"))
        ingest(write(tmp_path, f"2024-02-{batch:03}"[:10], *twice))
        assert Statement.objects.get().amount == 10_000


def test_an_older_file_widens_what_is_known_to_have_been_listed(tmp_path: Path) -> None:
    ingest(write(tmp_path, "2024-02-01", report(0)))
    ingest(write(tmp_path, "2024-01-01", report(0)))
    assert f"{Statement.objects.get().first_as_of:%Y-%m-%d}" == "2024-01-01"


def test_known_rows_cost_one_question_however_many_they_are(
    tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    path = write(tmp_path, "2024-01-01", *map(report, range(200)))
    ingest(path)
    Document.objects.update(state=Document.State.FETCHED)
    with django_assert_max_num_queries(60) as asked:
        ingest(path)
    known = [query for query in asked.captured_queries if "content_hash" in query["sql"]]
    assert len(known) == 1


# -- In another process ------------------------------------------------------------------------------------------------


@pytest.fixture
def many(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Filings of three batches, small ones, that are worth another process all the same."""
    settings.RETAINER_BATCH = 100
    monkeypatch.setattr(ahead, "FEWEST", 10)
    monkeypatch.setattr(ahead, "PIECE", 30)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return [report(number) for number in range(300)]


def test_another_process_reads_the_same_in_the_same_order(many: list[dict[str, Any]]) -> None:
    assert read_all(rows(*many)) == read_rows("us-lda", list(rows(*many)))


def test_a_process_that_dies_loses_nothing(many: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(ensure_source("us-lda"), None, only_if_new=False)
    with Ahead("us-lda", held) as reader:
        batches = reader.read(rows(*many))
        found = [*next(batches).items]
        assert reader._pool is not None
        for pid in list(reader._pool._processes):
            os.kill(pid, signal.SIGKILL)
        found += [item for batch in batches for item in batch.items]
    assert [item.register_key for item in found if isinstance(item, StatementRecord)] == UUIDS


def test_what_comes_before_a_fault_is_read(many: list[dict[str, Any]]) -> None:
    def broken() -> Iterator[Item]:
        yield from rows(*many[:250])
        raise ParseError("the archive is corrupt")

    held = Held(ensure_source("us-lda"), None, only_if_new=False)
    found = []
    with Ahead("us-lda", held) as reader, pytest.raises(ParseError, match="corrupt"):
        for batch in reader.read(broken()):
            found += batch.items
    assert len(found) == 200


def test_huge_rows_make_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "LARGEST_BATCH", 10_000)
    sizes = []
    held = Held(ensure_source("us-lda"), None, only_if_new=False)
    with Ahead("us-lda", held) as reader:
        for batch in reader.read(rows(*[report(n, client__general_description="x" * 6_000) for n in range(6)])):
            sizes.append(len(batch.items))
    assert sizes == [2, 2, 2]
