"""Exports over the web: the filter of the page, streamed."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.factories import list_principal, make_file, make_source, tell, tell_story
from tests.views.filings import tell_reports
from tracker.models import Contract, Party
from tracker.services.dictionary import CONTRACTS, PARTIES, PEOPLE, TABLES
from tracker.views import exports
from tracker.views.kinds import KINDS

pytestmark = pytest.mark.django_db


def raw(client: Client, url: str, **headers: str) -> bytes:
    response: Any = client.get(url, headers=headers)
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response.streaming_content)


def body(client: Client, url: str, **headers: str) -> str:
    return raw(client, url, **headers).decode()


def table(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file, its heading left out."""
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))


def workbook(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_filter_of_the_page_is_the_filter_of_the_export(client: Client) -> None:
    contract = tell_story()
    tell(make_file(), list_principal("Qatar Board", "Example LLC", number="8", country="QA"))
    (line,) = body(client, "/contracts.jsonl?country=TR&utm_source=x&q=").splitlines()
    assert json.loads(line)["id"] == contract.pk
    rows = table(body(client, "/contracts.csv?country=QA"))
    assert [row["client"] for row in rows] == ["Qatar Board"]


def test_an_export_is_sorted_as_asked(client: Client) -> None:
    tell(make_file(), *[list_principal(f"{name} Board", "Firm LLC", number=name) for name in "BCA"])
    names = [json.loads(line)["client"]["name"] for line in body(client, "/contracts.jsonl?sort=client").splitlines()]
    assert names == ["A Board", "B Board", "C Board"]
    ids = [json.loads(line)["id"] for line in body(client, "/contracts.jsonl").splitlines()]
    assert ids == sorted(ids)


def test_media_types_and_names(client: Client) -> None:
    for form, kind in (("csv", "text/csv"), ("jsonl", "application/x-ndjson"), ("json", "application/json")):
        response = client.get(f"/contracts.{form}")
        assert response["Content-Type"].startswith(kind)
        assert response["Content-Disposition"].startswith('attachment; filename="contracts-')
        assert client.head(f"/contracts.{form}").status_code == 200


@pytest.mark.parametrize("query", ["colour=red", "value_min=x", "after=~5"])
def test_a_filter_that_cannot_be_read_is_told_in_plain_text(client: Client, query: str) -> None:
    for form in ("csv", "jsonl", "json", "xlsx"):
        response = client.get(f"/contracts.{form}?{query}")
        assert response.status_code == 400
        assert response["Content-Type"].startswith("text/plain")
        assert b"Filters: article_text, basis" in response.content


# -- What a file says of itself ----------------------------------------------------------------------------


def test_a_table_begins_with_what_it_is(client: Client) -> None:
    make_source(notice="Nobody vouches for copies.", last_success_at=datetime.fromisoformat("2025-04-10T06:00:00Z"))
    tell_story()
    head = [line for line in body(client, "/contracts.csv?country=TR&q=savunma").splitlines() if line[0] == "#"]
    told = dict(line.removeprefix("# ").split(": ", 1) for line in head)
    assert told["export"] == "Contracts"
    assert told["filter"] == "Words: savunma; Client’s country: Turkey"
    assert told["address"] == "http://testserver/contracts/?q=savunma&country=TR"
    assert told["rows"] == "1"
    assert told["licence"].startswith("CC0")
    assert told["notice"] == "Nobody vouches for copies."
    assert told["data_dictionary"] == "http://testserver/docs/data/"
    datetime.fromisoformat(told["made_at"])


def test_what_a_reader_searches_for_cannot_become_a_formula(client: Client) -> None:
    """The heading repeats the filter; a comma in it would begin a cell."""
    tell_story()
    text = body(client, "/contracts.csv?q=savunma,=HYPERLINK")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    assert all(len(cells) == 1 for cells in csv.reader(io.StringIO(head)))


def test_the_heading_can_be_left_out_or_asked_for(client: Client) -> None:
    tell_story()
    assert body(client, "/contracts.csv?header=no").startswith("id,client_id,")
    first, second = body(client, "/contracts.jsonl?header=yes").splitlines()
    assert json.loads(first)["about"]["rows"] == 1
    assert "client" in json.loads(second)
    assert client.get("/contracts.csv?header=perhaps").status_code == 400


def test_one_json_document(client: Client) -> None:
    contract = tell_story()
    found = json.loads(body(client, "/contracts.json?country=TR"))
    assert [line["id"] for line in found["contracts"]] == [contract.pk]
    assert found["about"]["rows"] == 1
    assert json.loads(body(client, "/contracts.json?country=JP"))["contracts"] == []


# -- Spreadsheets ------------------------------------------------------------------------------------------


def test_a_spreadsheet_has_numbers_days_and_no_formula(client: Client) -> None:
    contract = tell_story()
    Party.objects.filter(pk=contract.client_id).update(name="=1+1 & <Söhne>\x0b")
    book = workbook(raw(client, "/contracts.xlsx"))
    sheet = book["Contracts"]
    header, row = (list(line) for line in sheet.iter_rows())
    assert tuple(cell.value for cell in header) == CONTRACTS.header
    cells = dict(zip(CONTRACTS.header, row, strict=True))
    assert (cells["value"].value, cells["value"].data_type) == (1_500_000, "n")
    assert cells["registered_on"].value.date() == date(2021, 2, 16)
    assert cells["end"].value == "2022-08"
    assert cells["is_self_filed"].value is False
    assert (cells["client"].value, cells["client"].data_type) == ("=1+1 & <Söhne>\ufffd", "s")
    assert sheet.freeze_panes == "A2"
    about = {line[0]: line[1] for line in book["About"].iter_rows(values_only=True) if line[0]}
    assert about["rows"] == 1
    assert about["client_country"] == "code"


def test_negative_numbers_stay_numbers(client: Client) -> None:
    contract = tell_story()
    Contract.objects.filter(pk=contract.pk).update(value=Decimal("-12.50"))
    assert table(body(client, "/contracts.csv"))[0]["value"] == "-12.5"
    sheet = workbook(raw(client, "/contracts.xlsx"))["Contracts"]
    assert sheet.cell(2, CONTRACTS.header.index("value") + 1).value == -12.5


def test_more_rows_than_a_spreadsheet_has_are_refused_with_advice(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(make_file(), *[list_principal(f"{name} Board", "Firm LLC", number=name) for name in "ABC"])
    monkeypatch.setattr(exports, "MOST_ROWS", 3)
    response = client.get("/contracts.xlsx?country=TR")
    assert response.status_code == 413
    assert "http://testserver/contracts.csv?country=TR" in response.content.decode()
    monkeypatch.setattr(exports, "MOST_ROWS", 4)
    assert client.get("/contracts.xlsx?country=TR").status_code == 200


# -- By Accept header --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv"),
        ("application/json", "application/json"),
        ("application/jsonl, */*;q=0.1", "application/x-ndjson"),
        ("application/atom+xml", "application/atom+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("image/png", "text/html"),
        ("", "text/html"),
    ],
)
def test_the_list_comes_in_the_format_that_is_asked_for(client: Client, accept: str, kind: str) -> None:
    tell_story()
    response = client.get("/contracts/?country=TR", headers={"Accept": accept})
    assert response.status_code == 200
    assert response["Content-Type"].startswith(kind)
    assert "Accept" in response["Vary"]


# -- Clients, firms and people -----------------------------------------------------------------------------


def test_clients_and_firms(client: Client) -> None:
    contract = tell_story()
    lines = [json.loads(line) for line in body(client, "/parties.jsonl?role=firm").splitlines()]
    (line,) = lines
    assert tuple(line) == tuple(column.name for column in PARTIES.keys)
    assert (line["id"], line["contracts_as_firm"]) == (contract.firm_id, 1)
    assert line["identifiers"] == {"us-fara": ["1750"]}
    assert {"name": "Arnold & Porter", "kind": "name", "registers": ["news"]} in line["names"]
    (row,) = table(body(client, "/parties.csv?role=client"))
    assert tuple(row) == PARTIES.header
    assert workbook(raw(client, "/parties.xlsx"))["Clients and firms"].max_row == 4
    feed = client.get("/parties.atom?role=client&country=TR")
    assert feed.status_code == 200
    assert b"SSTEK" in feed.content


def test_people(client: Client) -> None:
    tell_reports()
    lines = [json.loads(line) for line in body(client, "/people.jsonl").splitlines()]
    assert lines
    assert tuple(lines[0]) == tuple(column.name for column in PEOPLE.keys)
    assert lines[0]["contracts"] >= 1
    rows = table(body(client, "/people.csv"))
    assert tuple(rows[0]) == PEOPLE.header
    page = client.get("/people/").content.decode()
    assert rows[0]["name"] in page
    assert 'href="/people.xlsx"' in page


def test_the_dictionary_explains_every_column(client: Client) -> None:
    page = client.get("/docs/data/").content.decode()
    for told in TABLES.values():
        for column in (*told.columns, *told.keys):
            assert f"<code>{column.name}</code>" in page
            assert column.about
    assert set(KINDS) <= set(TABLES)


def test_a_day_before_excels_calendar_is_text(client: Client) -> None:
    contract = tell_story()
    Contract.objects.filter(pk=contract.pk).update(registered_on=date(1899, 5, 1))
    sheet = workbook(raw(client, "/contracts.xlsx"))["Contracts"]
    assert sheet.cell(2, CONTRACTS.header.index("registered_on") + 1).value == "1899-05-01"
