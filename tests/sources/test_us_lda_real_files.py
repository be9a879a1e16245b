"""LDA files as the Senate and the House published them, whole; skipped where they are not at hand."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tracker.errors import ParseError
from tracker.records import Follow, Parsed, Quarantined, Request, StatementRecord
from tracker.sources._lda_types import FILING_TYPES
from tracker.sources.base import Config
from tracker.sources.us_lda import parse

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "lda"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the full register files are not on this machine")


def read_file(path: Path, page: str = "file", **meta: str) -> Iterator[Parsed]:
    url = f"http://127.0.0.1/api/v1/filings/?file={path.name}" if page != "file" else f"file:{path.name}"
    with path.open("rb") as body:
        yield from parse(body, Request(url, page, meta=meta), Config("us-lda"))


def count(folder: str) -> tuple[Counter[str], Counter[str]]:
    """Items by their class and flags by their name, of all files of a folder."""
    kinds: Counter[str] = Counter()
    flags: Counter[str] = Counter()
    for path in sorted((REAL / folder).iterdir()):
        for item in read_file(path):
            kinds[type(item).__name__] += 1
            if isinstance(item, StatementRecord):
                flags.update(item.flags)
    return kinds, flags


@cache
def raw_filings() -> dict[str, dict[str, object]]:
    """The API filings as plain JSON, by uuid."""
    filings: dict[str, dict[str, object]] = {}
    for path in sorted((REAL / "filings").iterdir()):
        with gzip.open(path) as lines:
            filings.update((found["filing_uuid"], found) for found in map(json.loads, lines))
    return filings


@cache
def api_statements() -> dict[str, StatementRecord]:
    found = {}
    for path in sorted((REAL / "filings").iterdir()):
        for item in read_file(path):
            assert isinstance(item, StatementRecord), item
            found[item.register_key] = item
    return found


def test_no_filing_of_the_api_is_lost() -> None:
    statements = api_statements()
    assert len(statements) == 50_517 and statements.keys() == raw_filings().keys()
    flags = Counter(flag for item in statements.values() for flag in item.flags)
    assert (flags["start_unknown"], flags["ends_before_start"], flags["address_withheld"]) == (94, 60, 6)


def test_every_filing_says_what_plain_json_says() -> None:
    """The same facts, read again with nothing but the standard library."""
    for uuid, raw in raw_filings().items():
        item, client, registrant = api_statements()[uuid], raw["client"], raw["registrant"]
        assert isinstance(client, dict) and isinstance(registrant, dict)
        assert item.contract_key == f"{registrant['id']}-{client['client_id']}"
        assert item.register_ids["client_id"] == str(client["id"])
        assert item.report_type == raw["filing_type"]
        amount = raw["income"] or raw["expenses"]
        assert item.amount == (Decimal(str(amount)) if amount else None)
        if amount:
            assert item.amount_kind == ("income" if raw["income"] else "expenses")
        assert (item.end.iso if item.end else None) == raw["termination_date"]
        start = client["effective_date"]
        assert (item.start.iso if item.start else None) == (None if start in {"1899-12-30", "1950-12-30"} else start)
        assert item.details.get("is_no_activity", False) == (str(raw["filing_type_display"]).endswith("(No Activity)"))
        assert len(item.details.get("activities", ())) == len(raw["lobbying_activities"])  # type: ignore[arg-type]


def test_the_number_of_a_contract_is_the_apis() -> None:
    clients: defaultdict[str, set[str]] = defaultdict(set)
    contracts: defaultdict[str, set[str]] = defaultdict(set)
    for item in api_statements().values():
        clients[item.contract_key].add(item.register_ids["client_id"])
        contracts[item.register_ids["client_id"]].add(item.contract_key)
    assert len(clients) == len(contracts) == 19_014
    assert all(len(ids) == 1 for ids in (*clients.values(), *contracts.values()))


def test_chains_are_read_out_of_the_names_that_have_them() -> None:
    statements = list(api_statements().values())
    marked = [item for item in statements if " ON BEHALF OF " in item.raw_client or " OBO " in item.raw_client]
    assert len(marked) > 1_500
    unread = {item.raw_client for item in marked if item.via is None and item.client.name == item.raw_client}
    assert len(unread) <= 2, unread
    proper = [item for item in statements if " VIA " in f" {item.raw_client} " and "BEHALF" not in item.raw_client]
    assert proper and all(item.via is None and item.client.name == item.raw_client for item in proper)


@pytest.mark.parametrize(
    ("folder", "filings"), [("house_ld2_xml", 6_000), ("senate_bulk_xml", 6_095), ("senate_bulk_zip", 6_457)]
)
def test_no_filing_of_the_bulk_files_is_lost(folder: str, filings: int) -> None:
    kinds, _ = count(folder)
    assert kinds == {"StatementRecord": filings}


def test_the_three_formats_number_contracts_alike() -> None:
    """Where two formats hold one number, the clients bear one name but for those that were renamed in between."""
    names: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for folder in ("house_ld2_xml", "senate_bulk_xml", "senate_bulk_zip"):
        for path in sorted((REAL / folder).iterdir()):
            for item in read_file(path):
                assert isinstance(item, StatementRecord)
                names[item.contract_key]["house" if item.is_copy else "senate"] = plain(item.raw_client)
    for item in api_statements().values():
        names[item.contract_key]["api"] = plain(item.raw_client)
    for one, other, fewest in (("house", "api", 1_450), ("senate", "api", 1_400), ("house", "senate", 1_350)):
        both = [found for found in names.values() if one in found and other in found]
        same = sum(found[one] == found[other] for found in both)
        assert len(both) > fewest and same / len(both) > 0.86


def plain(name: str) -> str:
    return "".join(letter for letter in name.upper() if letter.isalnum())


def test_contribution_reports_are_refused_and_not_misread() -> None:
    for path in sorted((REAL / "senate_ld203_zip").iterdir()):
        with pytest.raises(ParseError, match="LD-203"):
            list(read_file(path))
    for name in ("2025-12/list_con.json", "2024-10/v1_contribution_reports_list_contribution_reports.json"):
        with pytest.raises(ParseError, match="LD-203"):
            list(read_file(REAL / "api_responses" / name, "filings"))


@pytest.mark.parametrize(
    ("name", "filings", "leads_on"),
    [
        ("2025-12/list_fil.json", 25, True),
        ("2025-12/req_next.json", 25, True),
        ("2025-12/req_next_2.json", 25, True),
        ("2024-10/v1_filings_list_filings.json", 25, True),
    ],
)
def test_pages_as_the_api_sent_them(name: str, filings: int, leads_on: bool) -> None:
    items = list(read_file(REAL / "api_responses" / name, "filings"))
    assert sum(isinstance(item, StatementRecord) for item in items) == filings
    assert any(isinstance(item, Follow) for item in items) == leads_on
    assert not any(isinstance(item, Quarantined) for item in items)


@pytest.mark.parametrize(
    ("name", "told"),
    [("invalid_api_key.json", "Invalid token"), ("rate_limit_error.json", "Expected available in 28 seconds")],
)
def test_errors_as_the_api_sent_them(name: str, told: str) -> None:
    with pytest.raises(ParseError, match=told):
        list(read_file(REAL / "api_responses" / "2024-10" / name, "filings"))


def test_the_types_are_those_of_the_api() -> None:
    constants = json.loads((REAL / "api_responses/2025-12/const_fil.json").read_text("utf-8"))
    assert {item["value"]: item["name"] for item in constants} == {
        code: type_.title for code, type_ in FILING_TYPES.items()
    }


def test_edge_cases_cut_by_hand_are_read_or_quarantined() -> None:
    read = quarantined = 0
    for path in sorted((REAL / "senate_xml_2008_small").iterdir()):
        try:
            items = list(read_file(path))
        except ParseError as error:
            assert "root element" in str(error)
            continue
        read += sum(isinstance(item, StatementRecord) for item in items)
        quarantined += sum(isinstance(item, Quarantined) for item in items)
    assert (read, quarantined) == (3, 312), "most of them have no filing around the part that they show"
