"""FARA's bulk files as the Justice Department served them, whole; skipped where they are not at hand."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tracker.records import Parsed, RegistrantRecord, Request, SnapshotComplete, StatementRecord
from tracker.sources.base import Config
from tracker.sources.us_fara import parse

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "fara"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the full register files are not on this machine")

FIGURES = (
    ("bulk/FARA_All_ForeignPrincipals.2025-04-10.csv.gz", 17_358),
    ("bulk/FARA_All_ForeignPrincipals.2020-05-25.csv.zip", 16_137),
    ("snapshots_raw/FARA_All_ForeignPrincipals.2019-11-early.csv.gz", 16_012),
    ("snapshots_raw/FARA_All_ForeignPrincipals.2025-04-02.csv.gz", 17_351),
    ("snapshots_raw/FARA_All_ForeignPrincipals.2025-04-03.csv.gz", 17_353),
    ("snapshots_raw/FARA_All_ForeignPrincipals.2025-04-04.csv.gz", 17_357),
    ("snapshots_raw/FARA_All_ForeignPrincipals.2025-04-07.csv.gz", 17_357),
    ("snapshots_raw/FARA_All_ForeignPrincipals.2025-04-09.csv.gz", 17_358),
)


def parse_file(name: str, page: str = "principals") -> Iterator[Parsed]:
    with (REAL / name).open("rb") as body:
        yield from parse(body, Request(url="x", page=page), Config("us-fara"))


@cache
def hashes(name: str) -> dict[tuple[str, int], str]:
    """The content of each statement of a file by its identity; nothing may be lost on the way."""
    hashes = {}
    items = parse_file(name)
    for item in items:
        if isinstance(item, StatementRecord):
            assert len(item.fields) == 7 and item.client.name and item.firm.name
            hashes[item.register_key, item.ordinal] = item.content_hash
        else:
            assert item == SnapshotComplete(rows=len(hashes))
    return hashes


@pytest.mark.parametrize(("name", "rows"), FIGURES)
def test_no_principal_is_lost(name: str, rows: int) -> None:
    assert len(hashes(name)) == rows


def test_the_figures_that_are_known_of_the_newest_file() -> None:
    found = [
        item
        for item in parse_file("bulk/FARA_All_ForeignPrincipals.2025-04-10.csv.gz")
        if isinstance(item, StatementRecord)
    ]
    flags = Counter(flag for item in found for flag in item.flags)
    assert flags["ends_before_start"] == 623
    assert sum(item.deregistered_on is None for item in found) == 779
    assert sum(item.ordinal > 0 for item in found) == 3
    assert sum(item.via is not None for item in found) > 468


def test_no_registrant_is_lost() -> None:
    items = list(parse_file("bulk/FARA_All_Registrants.2025-04-10.csv.gz", "registrants"))
    records = [item for item in items if isinstance(item, RegistrantRecord)]
    assert len(records) == 6_929 and items[-1] == SnapshotComplete(rows=6_929)
    assert sum(record.identifier == "5769" for record in records) == 2
    assert sum(record.deregistered_on is None for record in records) == 541


@pytest.mark.parametrize(
    ("before", "after", "keys_new", "keys_gone", "same_key_other_content"),
    [
        ("snapshots_raw/{}.2025-04-02", "snapshots_raw/{}.2025-04-03", 2, 0, 1),
        ("snapshots_raw/{}.2025-04-03", "snapshots_raw/{}.2025-04-04", 4, 0, 0),
        ("snapshots_raw/{}.2025-04-04", "snapshots_raw/{}.2025-04-07", 0, 0, 1),
        ("snapshots_raw/{}.2025-04-07", "snapshots_raw/{}.2025-04-09", 1, 0, 3),
        ("snapshots_raw/{}.2025-04-09", "bulk/{}.2025-04-10", 0, 0, 2),
    ],
)
def test_consecutive_days_differ_by_what_happened(
    before: str, after: str, keys_new: int, keys_gone: int, same_key_other_content: int
) -> None:
    old, new = (hashes(name.format("FARA_All_ForeignPrincipals") + ".csv.gz") for name in (before, after))
    assert len(new.keys() - old.keys()) == keys_new
    assert len(old.keys() - new.keys()) == keys_gone
    assert sum(old[key] != new[key] for key in old.keys() & new.keys()) == same_key_other_content


def test_rows_point_at_their_bytes() -> None:
    name = "bulk/FARA_All_ForeignPrincipals.2025-04-10.csv.gz"
    data = gzip.decompress((REAL / name).read_bytes())
    statements = [item for item in parse_file(name) if isinstance(item, StatementRecord)]
    for item in statements[::997]:
        assert item.row is not None
        raw = data[item.row.offset : item.row.offset + item.row.length]
        assert item.raw_client.encode("cp1252") in raw
