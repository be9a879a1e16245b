"""The list of FARA's documents, as the bulk file and the API give it: type, stamp, registrant, principal, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from tracker.errors import ParseError
from tracker.records import Quarantined
from tracker.sources._bulk_table import BulkTable
from tracker.sources._fara_rows import RowError, read_date, read_number
from tracker.sources._unpack import rewindable, unpacked

COLUMNS = (
    "Date Stamped",
    "Registrant Name",
    "Registration Number",
    "Document Type",
    "Foreign Principal Name",
    "Foreign Principal Country",
    "URL",
)
UNREAD_COLUMNS = ("Short Form Name",)
"""Short forms are about private people: neither they nor the names in them are read."""

LARGEST_ANSWER = 30_000_000

_KEYS = dict(
    zip(
        COLUMNS,
        (
            "DATE_STAMPED",
            "REGISTRANT_NAME",
            "REGISTRATION_NUMBER",
            "DOCUMENT_TYPE",
            "FOREIGN_PRINCIPAL_NAME",
            "FOREIGN_PRINCIPAL_COUNTRY",
            "URL",
        ),
        strict=True,
    )
)
# 5870-Amendment-20180221-1.pdf; in old files the last part is letters, and the year may be wrong but is a year.
_FILE = re.compile(r"(?P<number>\d{1,5})-(?P<type>[A-Za-z][A-Za-z-]*?)-(?P<day>\d{8})-(?P<rest>\w+)$")
# 20180221_Acme-Partners-LLC_Amendment.pdf, as collections of filings name them.
_COLLECTED = re.compile(r"(?P<day>\d{8})_(?P<registrant>[^_]+)_(?:[^_]+_)?(?P<type>[A-Za-z-]+)$")
_HTML = re.compile(rb"\s*<(?:!|html|head|body)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of the list. ``url`` is "" where the register only has it on paper."""

    stamped: date | None
    registrant: str
    number: str
    type: str
    principal: str
    country: str
    url: str

    @property
    def meta(self) -> dict[str, str]:
        """What a request for the document carries along, as text."""
        known = {
            "stamped": self.stamped.isoformat() if self.stamped else "",
            "registrant": self.registrant,
            "number": self.number,
            "type": self.type,
            "principal": self.principal,
            "country": self.country,
        }
        return {name: value for name, value in known.items() if value}


def read_bulk(body: BinaryIO) -> Iterator[Listed | Quarantined]:
    """The rows of FARA_All_RegistrantDocs (ZIP, gzip or plain CSV). Raises ParseError when it is something else."""
    with rewindable(body) as source, unpacked(source, ".csv") as stream:
        table = BulkTable(stream, COLUMNS, UNREAD_COLUMNS)
        if table.header_issue is not None:
            yield table.header_issue
        for row in table:
            if isinstance(row, Quarantined):
                yield row
                continue
            try:
                yield read_row(row.values)
            except RowError as error:
                yield table.quarantine(str(error), row.raw, row.ref)


def read_row(values: Sequence[str]) -> Listed:
    """One row of the list in the order of ``COLUMNS``; raises RowError when its number or date cannot be read."""
    stamped, registrant, number, kind, principal, country, url = (value.strip() for value in values)
    return Listed(
        read_date(stamped, COLUMNS[0]),
        registrant.replace('""', '"'),
        read_number(number),
        kind,
        principal,
        country,
        url if urlsplit(url).scheme in ("http", "https") else "",
    )


def read_api(body: BinaryIO) -> Iterator[Listed | Quarantined]:
    """The documents of one registrant, as ``/api/v1/RegDocs/json/NUMBER`` answers.

    One row comes as an object, several as a list, none as an empty text. Raises ParseError for an answer that is no
    JSON: the register's own errors are none.
    """
    raw = body.read(LARGEST_ANSWER + 1)
    if len(raw) > LARGEST_ANSWER:
        raise ParseError(f"the answer is larger than {LARGEST_ANSWER} bytes: refused")
    if _HTML.match(raw):
        raise ParseError("a web page came instead of the list")
    try:
        answer = json.loads(raw.decode("utf-8-sig"))
    except ValueError as error:
        said = raw[:200].decode("utf-8", "replace").strip()
        raise ParseError(f"this is no JSON ({error}): {said}") from error
    for row in _rows_of(answer):
        try:
            yield read_row([_text(row, name) for name in COLUMNS])
        except RowError as error:
            yield Quarantined(str(error), json.dumps(_shown(row)).encode())


def _rows_of(answer: Any) -> list[Mapping[str, Any]]:
    rowset = answer.get("ROWSET", answer.get("rowset")) if isinstance(answer, dict) else None
    if rowset is None:
        raise ParseError("the answer has no ROWSET")
    rows = rowset.get("ROW", []) if isinstance(rowset, dict) else []
    rows = [rows] if isinstance(rows, dict) else rows
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ParseError("the rows of the answer are no objects")
    return rows


def _text(row: Mapping[str, Any], name: str) -> str:
    """The value under either spelling of the key; moments as the day that the bulk file writes."""
    value = row.get(_KEYS[name], row.get(name, ""))
    text = "" if value is None else str(value)
    if name == COLUMNS[0] and re.match(r"\d{4}-\d{2}-\d{2}", text):
        return f"{text[5:7]}/{text[8:10]}/{text[:4]}"
    return text


def _shown(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(row, name) for name in COLUMNS}


def read_name(url: str) -> dict[str, str]:
    """What a document's file name tells of it: number, type, stamp and the register's name for it, as far as it does.

    ``key`` is the register's own name of the document ("5870-Amendment-20180221-1"), "" for files named otherwise.
    """
    stem = PurePosixPath(unquote(urlsplit(url).path if "://" in url else url.removeprefix("file:"))).stem
    if match := _FILE.fullmatch(stem):
        found = {"key": stem, "number": match["number"], "type": match["type"].replace("-", " ")}
    elif match := _COLLECTED.fullmatch(stem):
        found = {"registrant": match["registrant"].replace("-", " "), "type": match["type"].replace("-", " ")}
    else:
        return {}
    with suppress(ValueError):
        found["stamped"] = datetime.strptime(match["day"], "%Y%m%d").date().isoformat()  # noqa: DTZ007 – a day
    return found
