"""The US register of foreign agents (FARA): its bulk files of registrants and of foreign principals.

The Justice Department publishes both daily as ZIPs of one CSV each. A principal row is one engagement: a statement
of kind ``listing``. The files also carry street addresses; no address column is read into a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import BinaryIO

from tracker.errors import ConfigError, ParseError
from tracker.records import Parsed, Quarantined, Request, SnapshotComplete
from tracker.sources._bulk_table import BulkRow, BulkTable
from tracker.sources._fara_display import show_row
from tracker.sources._fara_rows import (
    ADDRESS_COLUMNS,
    PRINCIPAL_COLUMNS,
    REGISTRANT_COLUMNS,
    SCHEME,
    RowError,
    principal_key,
    read_principal,
    read_registrant,
    repeat_order,
)
from tracker.sources._unpack import rewindable, unpacked
from tracker.sources.base import Adapter, Config, Politeness

BASE_URL = "https://efile.fara.gov"
EXPECTED_PRINCIPALS = range(12_000, 40_001)
EXPECTED_REGISTRANTS = range(5_000, 20_001)

MOST_REPEATS = 5_000
"""Rows that may share their register key with another one (6 of 17,358 did); more is no file of principals."""

_REGISTRANTS, _PRINCIPALS = "registrants", "principals"
_FILES = {_REGISTRANTS: "FARA_All_Registrants", _PRINCIPALS: "FARA_All_ForeignPrincipals"}


def start(cursor: str | None, config: Config) -> Iterator[Request]:
    """Both bulk files, registrants first. The cursor is not used: each file is a whole snapshot."""
    base = config.base_url or BASE_URL
    for page, name in _FILES.items():
        yield Request(url=f"{base}/bulk/zip/{name}.csv.zip", page=page)


def parse(body: BinaryIO, request: Request, config: Config) -> Iterator[Parsed]:
    """One bulk file (ZIP, gzip or plain CSV) as statements or registrants, then ``SnapshotComplete``.

    A row that cannot be read is Quarantined. Raises ParseError when the file as a whole is not what it should be:
    corrupt, torn, without its columns, or with far fewer or more rows than expected.
    """
    if request.page == _PRINCIPALS:
        expected = _expected(config, "expect_rows", EXPECTED_PRINCIPALS)
        with rewindable(body) as source:
            yield from _parse_principals(source, expected)
    elif request.page == _REGISTRANTS:
        # Whoever expects other principals (a capture) has other registrants too.
        usual = None if "expect_rows" in config.options else EXPECTED_REGISTRANTS
        expected = _expected(config, "expect_registrants", usual)
        with rewindable(body) as source:
            yield from _parse_registrants(source, expected)
    else:
        raise ConfigError(f"us-fara knows the pages {', '.join(_FILES)}, not {request.page!r}")


def _parse_registrants(body: BinaryIO, expected: range | None) -> Iterator[Parsed]:
    with unpacked(body, ".csv") as stream:
        table = BulkTable(stream, REGISTRANT_COLUMNS, ADDRESS_COLUMNS)
        for row in _rows(table):
            yield row if isinstance(row, Quarantined) else _read(row, table)
    yield _complete(table, expected)


def _read(row: BulkRow, table: BulkTable) -> Parsed:
    try:
        return read_registrant(row)
    except RowError as error:
        return table.quarantine(str(error), row.raw, row.ref)


def _parse_principals(body: BinaryIO, expected: range | None) -> Iterator[Parsed]:
    """Two passes: the first finds the keys that several rows share, so that these can be numbered by content.

    Those few rows are held back and come last; all others stream.
    """
    shared = _shared_keys(body)
    held: dict[str, list[BulkRow]] = {}
    with unpacked(body, ".csv") as stream:
        table = BulkTable(stream, PRINCIPAL_COLUMNS, ADDRESS_COLUMNS)
        for row in _rows(table):
            if isinstance(row, Quarantined):
                yield row
                continue
            try:
                if shared and (key := principal_key(row.values)[0]) in shared:
                    held.setdefault(key, []).append(row)
                else:
                    yield read_principal(row)
            except RowError as error:
                yield table.quarantine(str(error), row.raw, row.ref)
        yield from _number_repeats(held, table)
    yield _complete(table, expected)


def _shared_keys(body: BinaryIO) -> frozenset[str]:
    """The register keys that more than one row of the file has."""
    seen: set[int] = set()
    shared: set[str] = set()
    with unpacked(body, ".csv") as stream:
        for row in BulkTable(stream, PRINCIPAL_COLUMNS, ADDRESS_COLUMNS):
            if isinstance(row, Quarantined):
                continue
            try:
                key, _ = principal_key(row.values)
            except RowError:
                continue
            if hash(key) in seen:
                shared.add(key)
            seen.add(hash(key))
    return frozenset(shared)


def _number_repeats(held: dict[str, list[BulkRow]], table: BulkTable) -> Iterator[Parsed]:
    """Rows of the same number, principal and date, numbered from 0 in the order of ``repeat_order``."""
    if sum(map(len, held.values())) > MOST_REPEATS:
        raise ParseError(f"more than {MOST_REPEATS} rows repeat another one's number, principal and date")
    for rows in held.values():
        for ordinal, row in enumerate(sorted(rows, key=repeat_order)):
            try:
                yield read_principal(row, ordinal)
            except RowError as error:
                yield table.quarantine(str(error), row.raw, row.ref)


def _rows(table: BulkTable) -> Iterator[BulkRow | Quarantined]:
    if table.header_issue is not None:
        yield table.header_issue
    yield from table


def _complete(table: BulkTable, expected: range | None) -> SnapshotComplete:
    if expected is not None and table.rows not in expected:
        raise ParseError(f"{table.rows} rows where {expected.start} to {expected.stop - 1} are expected")
    return SnapshotComplete(rows=table.rows, unreadable=table.unreadable)


def _expected(config: Config, key: str, usual: range | None) -> range | None:
    """The option ``[fewest, most]`` as a range, else the usual one; raises ConfigError when it is neither."""
    value = config.options.get(key)
    if value is None:
        return usual
    whole = isinstance(value, list | tuple) and all(isinstance(item, int) for item in value)
    if not whole or len(value) != 2 or not 0 <= value[0] <= value[1]:
        raise ConfigError(f"{key} must be two whole numbers, [fewest, most]")
    return range(value[0], value[1] + 1)


ADAPTER = Adapter(
    name="us-fara",
    title="US foreign agents (FARA)",
    register=SCHEME,
    start=start,
    parse=parse,
    every=6 * 3600,
    base_url=BASE_URL,
    politeness=Politeness(interval=3.0, max_bytes=50_000_000, timeout=60.0),
    expect=EXPECTED_PRINCIPALS,
    options=MappingProxyType(
        {
            "expect_rows": "Fewest and most principals of a whole file, e.g. [12000, 40000]; others fail the run.",
            "expect_registrants": "Fewest and most registrants of a whole file, e.g. [5000, 20000].",
        }
    ),
    join_pages=(_REGISTRANTS, _PRINCIPALS),
    snapshot_pages=(_PRINCIPALS,),
    offline_pages=MappingProxyType({"FARA_All_Registrants*": _REGISTRANTS, "FARA_All_ForeignPrincipals*": _PRINCIPALS}),
    notice="Source: U.S. Department of Justice, Foreign Agents Registration Act, bulk data of efile.fara.gov.",
    show_row=show_row,
)
