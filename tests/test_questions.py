"""The questions of docs/questions.md, asked of real data: skipped where the data are not beside the repository."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.views.reading import read, words
from tracker.services.reading_index import index_reading

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
_ROW = re.compile(
    r"^\| (?P<question>[^|]+) \| `(?P<link>/[^`]+)` \| (?P<answer>[^|]+) \| (?P<among>[^|]+) \|$", re.MULTILINE
)
QUESTIONS = [match.groupdict() for match in _ROW.finditer((ROOT / "docs" / "questions.md").read_text())]

pytestmark = [
    pytest.mark.skipif(not DATA.is_dir(), reason="the registers' files lie beside the repository only"),
    pytest.mark.timeout(900),
]


@pytest.fixture
def loaded(db: None) -> None:
    """The real files in the database."""
    fara = DATA / "fara" / "bulk"
    files = [fara / f"FARA_All_{name}.2025-04-10.csv.gz" for name in ("ForeignPrincipals", "Registrants")]
    call_command("ingest", "us-fara", *map(str, files), verbosity=0)
    call_command("ingest", "us-lda", *map(str, sorted((DATA / "lda" / "filings").glob("filings_2021_*"))), verbosity=0)
    index_reading()


def test_there_are_ten() -> None:
    assert len(QUESTIONS) == 10


def test_the_answers_hold(loaded: None, client: Client) -> None:
    wrong = []
    for asked in QUESTIONS:
        number = words(read(client, asked["link"]).select_one("#result-count")).strip()
        if number != asked["answer"].strip():
            wrong.append(f"{asked['question']}: {number}, not {asked['answer']}")
        listed: Any = client.get(asked["link"].replace("/contracts/?", "/contracts.csv?"))
        text = b"".join(listed.streaming_content).decode()
        names = (name.strip() for name in asked["among"].split(";"))
        wrong += [f"{asked['question']}: no {name}" for name in names if name not in text]
    assert wrong == []
