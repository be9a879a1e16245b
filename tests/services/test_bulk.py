"""Set-based writing gives the same rows on every database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from tracker.models import Issue, Party, Source
from tracker.services.bulk import fetch_in, in_batches, refresh_statistics, update_rows, upsert_rows
from tracker.services.identity import hash_identity

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 4, 10, 12, 30, 15, 123456, tzinfo=UTC)
COLUMNS = ["identity", "source", "error", "raw", "row", "first_seen_at", "last_seen_at"]


@pytest.fixture
def source() -> Source:
    return Source.objects.create(slug="s", title="S", register="r")


def issue(source: Source, key: str, error: str = "broken", **values: Any) -> tuple[Any, ...]:
    return (key, source.pk, error, values.get("raw", b"\x00\xff"), values.get("row", {"row": 7}), NOW, NOW)


def test_rows_come_back_as_they_were_written_with_defaults_for_the_rest(source: Source) -> None:
    upsert_rows(Issue, COLUMNS, [issue(source, "a")], conflict=["identity"])
    row = Issue.objects.get()
    assert (row.error, bytes(row.raw), row.row, row.first_seen_at) == ("broken", b"\x00\xff", {"row": 7}, NOW)
    assert (row.state, row.run, row.url) == ("open", None, "")


def test_a_known_row_is_updated_only_where_it_is_said(source: Source) -> None:
    upsert_rows(Issue, COLUMNS, [issue(source, "a")], conflict=["identity"])
    upsert_rows(Issue, COLUMNS, [issue(source, "a", "worse", row={})], conflict=["identity"], update=["error"])
    upsert_rows(Issue, COLUMNS, [issue(source, "a", "ignored")], conflict=["identity"])
    row = Issue.objects.get()
    assert (row.error, row.row) == ("worse", {"row": 7})


def test_what_no_text_column_can_hold_is_replaced(source: Source) -> None:
    upsert_rows(
        Issue,
        COLUMNS,
        [issue(source, "a", "nul \x00 and \ud800 end", row={"k\x00": ["v\udfff"]})],
        conflict=["identity"],
    )
    row = Issue.objects.get()
    assert row.error == "nul \ufffd and \ufffd end"
    assert row.row == {"k\ufffd": ["v\ufffd"]}


def test_update_rows_sets_columns_by_key_and_ignores_unknown_keys(source: Source) -> None:
    upsert_rows(Issue, COLUMNS, [issue(source, "a"), issue(source, "b")], conflict=["identity"])
    first, second = Issue.objects.order_by("identity")
    update_rows(Issue, "id", ["error", "row"], [(first.pk, "changed", {"x": None}), (10**9, "nobody", {})])
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.error, first.row, second.error) == ("changed", {"x": None}, "broken")


def test_a_row_of_the_wrong_width_is_refused(source: Source) -> None:
    with pytest.raises(ValueError, match="2 values for 7 columns"):
        upsert_rows(Issue, COLUMNS, [("a", source.pk)], conflict=["identity"])


def test_many_values_are_looked_up_in_pieces() -> None:
    rows = [(f"Party {n}", f"k{n}", hash_identity("p", n), NOW) for n in range(2500)]
    upsert_rows(Party, ["name", "key", "identity", "created_at"], rows, conflict=["identity"])
    wanted = [hash_identity("p", n) for n in range(2500)] * 2
    assert len(list(fetch_in(Party.objects.values_list("id", flat=True), "identity", wanted))) == 2500


def test_batches_hold_every_item_once_in_order() -> None:
    assert list(in_batches(iter(range(7)), 3)) == [[0, 1, 2], [3, 4, 5], [6]]


def test_identities_keep_parts_apart_and_never_change() -> None:
    assert hash_identity("ab", "c") != hash_identity("a", "bc")
    assert hash_identity("statement", "1750|x", 0) == "b3f420d577c18d661dbdb8209cb77fb2"


def test_the_planner_hears_of_a_first_load(source: Source, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    is_postgres = connection.vendor == "postgresql"
    for written, queries in ((10, 0), (1_000_000, 2 if is_postgres else 0)):
        with django_assert_num_queries(queries):
            refresh_statistics(written)
    if is_postgres:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'tracker_source'::regclass")
            assert cursor.fetchone()[0] == Source.objects.count()
