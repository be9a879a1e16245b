"""Filings to test with: one of the captures, changed where a test wants it."""

from __future__ import annotations

import copy
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast

from tracker.records import Parsed, Quarantined, Request, StatementRecord
from tracker.sources.base import Config
from tracker.sources.us_lda import parse

HERE = Path(__file__).parent / "us_lda"


@cache
def _captured() -> tuple[str, ...]:
    return tuple((HERE / "filings.ndjson").read_text("utf-8").splitlines())


def captured(uuid: str) -> dict[str, Any]:
    """A captured filing by the beginning of its uuid."""
    (line,) = (line for line in _captured() if f'"filing_uuid":"{uuid}' in line)
    return dict(json.loads(line))


def filing(**changes: Any) -> dict[str, Any]:
    """A quarterly report of a firm (Roberti for Nord Stream 2); ``client__name`` changes a key of ``client``."""
    made = copy.deepcopy(captured("3c62a230"))
    made |= {"filing_type": "Q1", "termination_date": None}
    for path, value in changes.items():
        *parents, key = path.split("__")
        target = made
        for parent in parents:
            target = target[parent]
        target[key] = value
    return made


def read(data: bytes, page: str = "file", **options: Any) -> list[Parsed]:
    return list(parse(io.BytesIO(data), Request("file:some", page), Config("us-lda", options=options)))


def read_lines(*filings: dict[str, Any]) -> list[Parsed]:
    return read("\n".join(map(json.dumps, filings)).encode(), "ndjson")


def statement(**changes: Any) -> StatementRecord:
    """The statement of ``filing`` with these changes."""
    (item,) = read_lines(filing(**changes))
    assert isinstance(item, StatementRecord), item
    return item


def statements(items: Iterable[Parsed]) -> list[StatementRecord]:
    return [item for item in items if isinstance(item, StatementRecord)]


def quarantined(items: Iterable[Parsed]) -> list[Quarantined]:
    return [item for item in items if isinstance(item, Quarantined)]


SENATE = gzip.decompress((HERE / "senate-2016.xml.gz").read_bytes())
LINES = (HERE / "filings.ndjson").read_bytes()
PAGE = (HERE / "filings-page.json").read_bytes()


def house_files() -> dict[str, bytes]:
    with tarfile.open(HERE / "house-2016-q1.tar.gz") as archive:
        return {member.name: cast(Any, archive.extractfile(member)).read() for member in archive}


HOUSE = house_files()


def make_zip(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return target.getvalue()


def make_tar(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


def keys(data: bytes, page: str = "file") -> list[str]:
    return [item.register_key for item in statements(read(data, page))]
