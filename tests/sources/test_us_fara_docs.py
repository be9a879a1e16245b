"""The list of FARA's documents: what is wanted of it, what is passed by, and what a file's name tells."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tracker.errors import ConfigError, ParseError
from tracker.records import Follow, Parsed, Quarantined, Request
from tracker.sources._fara_doc_list import read_name
from tracker.sources.base import Config
from tracker.sources.us_fara_docs import parse, start

SAMPLE = Path(__file__).parent / "us_fara_docs" / "FARA_All_RegistrantDocs.csv"
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "fara"


def read(body: bytes, page: str = "documents", **options: Any) -> list[Parsed]:
    return list(parse(io.BytesIO(body), Request("x", page), Config("us-fara-docs", options=options)))


def urls(items: list[Parsed]) -> list[str]:
    return [item.request.url.rsplit("/", 1)[1] for item in items if isinstance(item, Follow)]


def test_the_wanted_types_newest_first_and_each_only_once() -> None:
    items = read(SAMPLE.read_bytes())
    assert urls(items) == [
        "1750-Supplemental-Statement-20260819-5.pdf",
        "1750-Exhibit-AB-20260817-3.pdf",
        "1750-Amendment-20260815-1.pdf",
    ]
    requests = [item.request for item in items if isinstance(item, Follow)]
    assert not any(request.refetch for request in requests)
    assert requests[1].meta == {
        "stamped": "2026-08-17",
        "registrant": "Example Public Affairs LLC",
        "number": "1750",
        "type": "Exhibit AB",
        "principal": "Ministry of Tourism of Freedonia",
        "country": "FREEDONIA",
    }


def test_rows_that_cannot_be_read_are_told_apart_from_those_without_a_file() -> None:
    errors = [item.error for item in read(SAMPLE.read_bytes()) if isinstance(item, Quarantined)]
    assert len(errors) == 2
    assert any("13/45/2026" in error for error in errors) and any("Registration Number" in error for error in errors)


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ({"document_types": ["exhibit-ab"]}, 1),
        ({"document_types": "Informational Materials"}, 1),
        ({"registration_numbers": ["1751"]}, 0),
        ({"stamped_since": "2026-08-17"}, 2),
        ({"max_documents": 1}, 1),
    ],
)
def test_options_choose(options: dict[str, Any], count: int) -> None:
    assert len(urls(read(SAMPLE.read_bytes(), **options))) == count


@pytest.mark.parametrize("options", [{"stamped_since": "yesterday"}, {"max_documents": 0}, {"max_documents": True}])
def test_wrong_options_name_themselves(options: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=next(iter(options))):
        read(SAMPLE.read_bytes(), **options)


def test_the_start_is_the_whole_list_or_one_list_for_each_number() -> None:
    config = Config("us-fara-docs", options={"registration_numbers": ["1750", "48"]})
    assert [request.url.rsplit("/", 2)[1:] for request in start(None, config)] == [["json", "1750"], ["json", "48"]]
    (request,) = start(None, Config("us-fara-docs"))
    assert request.url.endswith("/bulk/zip/FARA_All_RegistrantDocs.csv.zip")
    with pytest.raises(ConfigError):
        list(start(None, Config("us-fara-docs", options={"registration_numbers": ["../x"]})))


def row(**values: Any) -> dict[str, Any]:
    return {
        "DATE_STAMPED": "2026-08-17T00:00:00",
        "REGISTRATION_NUMBER": 1750,
        "DOCUMENT_TYPE": "Amendment",
        "REGISTRANT_NAME": "Example",
        "URL": "https://efile.fara.gov/docs/1750-Amendment-20260817-1.pdf",
    } | values


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ({"ROWSET": {"ROW": row()}}, 1),
        ({"ROWSET": {"ROW": [row(), row(URL="https://efile.fara.gov/docs/1750-Amendment-20260817-2.pdf")]}}, 2),
        ({"ROWSET": ""}, 0),
        ({"ROWSET": {"ROW": row(DOCUMENT_TYPE=None, URL=None)}}, 0),
    ],
)
def test_the_api_gives_one_row_several_or_none(rows: Any, count: int) -> None:
    assert len(urls(read(json.dumps(rows).encode(), "registrant-documents"))) == count


@pytest.mark.parametrize(
    "body",
    [b'{ Success: false, Message: "x" }', b"<html>Busy</html>", b"[]", b'{"ROWSET": {"ROW": [1]}}', b"\xff\xfe", b""],
)
def test_what_is_no_list_fails_with_a_reason(body: bytes) -> None:
    with pytest.raises(ParseError):
        read(body, "registrant-documents")
    with pytest.raises(ParseError):
        read(body or b"nothing", "documents")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "https://efile.fara.gov/docs/5870-Amendment-20180221-1.pdf",
            {"key": "5870-Amendment-20180221-1", "number": "5870", "type": "Amendment", "stamped": "2018-02-21"},
        ),
        (
            "file:48-Exhibit-AB-19720101-DB702.pdf",
            {"key": "48-Exhibit-AB-19720101-DB702", "number": "48", "type": "Exhibit AB", "stamped": "1972-01-01"},
        ),
        (
            "file:20180221_Acme-Partners-LLC_Amendment.pdf",
            {"registrant": "Acme Partners LLC", "type": "Amendment", "stamped": "2018-02-21"},
        ),
        ("file:58-Amendment-20181345-1.pdf", {"key": "58-Amendment-20181345-1", "number": "58", "type": "Amendment"}),
        ("file:letter.pdf", {}),
    ],
)  # fmt: skip
def test_what_a_name_tells(url: str, told: dict[str, str]) -> None:
    assert read_name(url) == told


@pytest.mark.skipif(not REAL.exists(), reason="the real lists are not on this machine")
def test_the_registers_own_list_is_read() -> None:
    body = (REAL / "bulk_samples_2026" / "FARA_All_RegistrantDocs.sample.csv").read_bytes()
    assert len(urls(read(gzip.compress(body)))) == 15
    answer = (REAL / "api" / "RegDocs_json_7715.single_row.example.json").read_bytes()
    assert urls(read(answer, "registrant-documents")) == ["7715-Exhibit-AB-20260416-1.pdf"]
