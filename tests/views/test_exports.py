"""Exports over the web: the filter of the page, streamed."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import list_principal, make_file, tell, tell_story

pytestmark = pytest.mark.django_db


def body(client: Client, url: str) -> str:
    response: Any = client.get(url)
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response.streaming_content).decode()


def test_the_filter_of_the_page_is_the_filter_of_the_export(client: Client) -> None:
    contract = tell_story()
    tell(make_file(), list_principal("Qatar Board", "Example LLC", number="8", country="QA"))
    (line,) = body(client, "/contracts.jsonl?country=TR&utm_source=x&q=").splitlines()
    assert json.loads(line)["id"] == contract.pk
    rows = list(csv.DictReader(io.StringIO(body(client, "/contracts.csv?country=QA"))))
    assert [row["client"] for row in rows] == ["Qatar Board"]


def test_an_export_is_sorted_as_asked(client: Client) -> None:
    tell(make_file(), *[list_principal(f"{name} Board", "Firm LLC", number=name) for name in "BCA"])
    names = [json.loads(line)["client"]["name"] for line in body(client, "/contracts.jsonl?sort=client").splitlines()]
    assert names == ["A Board", "B Board", "C Board"]
    ids = [json.loads(line)["id"] for line in body(client, "/contracts.jsonl").splitlines()]
    assert ids == sorted(ids)


def test_media_types_and_names(client: Client) -> None:
    for form, kind in (("csv", "text/csv"), ("jsonl", "application/x-ndjson")):
        response = client.get(f"/contracts.{form}")
        assert response["Content-Type"].startswith(kind)
        assert response["Content-Disposition"].startswith('attachment; filename="contracts-')
        assert client.head(f"/contracts.{form}").status_code == 200


@pytest.mark.parametrize("query", ["colour=red", "value_min=x", "after=~5"])
def test_a_filter_that_cannot_be_read_is_told_in_plain_text(client: Client, query: str) -> None:
    for form in ("csv", "jsonl"):
        response = client.get(f"/contracts.{form}?{query}")
        assert response.status_code == 400
        assert response["Content-Type"].startswith("text/plain")
        assert b"Filters: basis, client" in response.content
