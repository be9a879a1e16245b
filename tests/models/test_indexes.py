"""The index of trigrams follows its table, on either database."""

from __future__ import annotations

import pytest
from django.db import connection

from tracker.models import SearchEntry

pytestmark = pytest.mark.django_db


def found(text: str) -> list[int]:
    """Targets of the entries that share a trigram with the text, asked of the index itself."""
    if connection.vendor == "postgresql":
        sql = "SELECT target FROM tracker_searchentry WHERE %s <%% folded ORDER BY target"
    else:
        sql = (
            "SELECT target FROM tracker_searchentry_grams g JOIN tracker_searchentry e ON e.id = g.rowid "
            "WHERE g.folded MATCH %s ORDER BY target"
        )
        text = f'"{text}"'
    with connection.cursor() as cursor:
        cursor.execute(sql, [text])
        return [target for (target,) in cursor.fetchall()]


def test_rows_are_found_until_they_change_or_go() -> None:
    SearchEntry.objects.bulk_create(
        [SearchEntry(kind="party", target=n, folded=text) for n, text in enumerate(["embassy of qatar", "lima board"])]
    )
    assert found("qatar") == [0]
    SearchEntry.objects.filter(target=0).update(folded="embassy of japan")
    assert found("qatar") == []
    assert found("japan") == [0]
    SearchEntry.objects.filter(target=0).delete()
    assert found("japan") == []
    assert found("lima") == [1]
