"""What is shown of an LDA filing that could not be read: allow-listed values and never an address."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.sources.lda_world import HERE, filing, quarantined, read, read_lines
from tracker.sources.us_lda import ADAPTER

SECRET = "1 Secret Street"


def test_of_a_filing_of_the_api_its_numbers_names_and_dates() -> None:
    made = filing(filing_type="ZZ", registrant_address_1=SECRET, posted_by_name=SECRET)
    made["registrant"]["contact_telephone"] = SECRET
    (item,) = quarantined(read_lines(made))
    shown = ADAPTER.show_row(item.raw, "ndjson")
    assert shown["client.name"] == "NORD STREAM 2 AG" and shown["filing_type"] == "ZZ"
    assert SECRET not in repr(shown)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_of_a_filing_of_the_senate_its_attributes(encoding: str) -> None:
    text = gzip.decompress((HERE / "senate-2016.xml.gz").read_bytes()).decode("utf-16")
    text = text.replace("THIRD QUARTER TERMINATION", "BALL").replace('Address=""', f'Address="{SECRET}"')
    text = text.replace("'UTF-16'", f"'{encoding.upper()}'")
    (item,) = quarantined(read(text.encode(encoding)))
    shown = ADAPTER.show_row(item.raw, "file")
    assert shown["Type"] == "BALL" and shown["RegistrantName"] == "WINNING STRATEGIES WASHINGTON"
    assert shown["Amount"] == "30000" and SECRET not in repr(shown)


def test_of_a_report_of_the_house_its_elements() -> None:
    raw = f"<LOBBYINGDISCLOSURE2><clientName>ACME</clientName><address1>{SECRET}</address1><city>X</city>"
    (item,) = quarantined(read(f"{raw}<reportYear>MM</reportYear></LOBBYINGDISCLOSURE2>".encode()))
    assert ADAPTER.show_row(item.raw, "file") == {"clientName": "ACME", "reportYear": "MM"}


def test_a_telephone_number_in_a_name_is_withheld() -> None:
    raw = json.dumps({"client": {"name": "JANE DOE 555-555-0199"}}).encode()
    assert "0199" not in ADAPTER.show_row(raw, "ndjson")["client.name"]


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00", b"{", b'{"a":', b"[" * 9_999, b"<", SECRET.encode(), b"\x00\x01"]
)
def test_of_anything_else_nothing(raw: bytes) -> None:
    assert ADAPTER.show_row(raw, "file") == {}
