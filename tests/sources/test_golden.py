"""Every captured sample of a source, read as a whole and compared with what a person has approved.

A sample is ``tests/sources/<adapter>/<file>``, its golden file ``<file>.golden.json`` beside it. To write the golden
files that are missing, and to rewrite those that differ, run ``WRITE_GOLDEN=1 pytest tests/sources/test_golden.py``.
A new or changed golden file says ``"read": false`` and fails until a person has read it and says true.
"""

from __future__ import annotations

import fnmatch
import json
import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tracker.records import PartialDate, Request
from tracker.sources import get_adapter
from tracker.sources.base import Config

HERE = Path(__file__).parent
ENDING = ".golden.json"
KINDS = {".csv", ".zip", ".html", ".xml", ".rss", ".gz", ".json", ".ndjson"}
SAMPLES = sorted(path for path in HERE.glob("*/*.*") if path.suffix in KINDS and not path.name.endswith(ENDING))


def read_sample(path: Path, golden: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the adapter of the sample's folder yields for it, as plain JSON values."""
    adapter = get_adapter(path.parent.name.replace("_", "-"))
    page = next(page for name, page in adapter.offline_pages.items() if fnmatch.fnmatch(path.name, name))
    config = Config(adapter.name, golden["base_url"], golden["options"])
    request = Request(url=golden["url"], page=page)
    with path.open("rb") as body:
        return [{"is": type(item).__name__, **plain(item)} for item in adapter.parse(body, request, config)]


def plain(value: Any) -> Any:
    """A record as JSON values; what is empty or no as always is left out, so that a person can read the rest."""
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, msgspec.Struct):
        known = msgspec.structs.fields(value)
        usual_no = {field.name for field in known if field.default is False}
        fields = {field.name: plain(getattr(value, field.name)) for field in known}
        told = {name: item for name, item in fields.items() if item not in (None, "", [], {})}
        return {name: item for name, item in told.items() if item is not False or name not in usual_no}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, date | Decimal):
        return str(value)
    return value.decode("cp1252", "replace") if isinstance(value, bytes) else value


def load_golden(path: Path) -> dict[str, Any]:
    golden = path.with_name(path.name + ENDING)
    if golden.exists():
        return dict(json.loads(golden.read_text("utf-8")))
    return {"read": False, "base_url": "", "url": f"https://site.example/{path.name}", "options": {}, "records": None}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sample_reads_as_approved(path: Path) -> None:
    golden = load_golden(path)
    records = read_sample(path, golden)
    if records != golden["records"] and os.environ.get("WRITE_GOLDEN"):
        golden |= {"read": False, "records": records}
        text = json.dumps(golden, indent=1, ensure_ascii=False)
        path.with_name(path.name + ENDING).write_text(text + "\n", "utf-8")
    assert golden["records"] is not None, "no golden file yet: see the top of this module"
    assert records == golden["records"]
    assert golden["read"] is True, "nobody has read this golden file: read it, then say so in it"


def test_there_are_samples_of_every_adapter() -> None:
    assert {path.parent.name for path in SAMPLES} >= {"us_fara", "us_lda", "news"}
