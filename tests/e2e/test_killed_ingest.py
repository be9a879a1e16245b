"""An ingest that is killed anywhere and started again ends in what an undisturbed one would have written."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.running_up import ROOT
from tests.sources.lda_world import filing

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

CLIENTS, PERIODS, KILLS = 600, ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter"), 4

RESULT = {
    "contracts": (
        "SELECT founder, status, registers, start, latest_period, latest_amount, report_count, statement_count, "
        "purpose FROM tracker_contract WHERE withdrawn_at IS NULL ORDER BY founder"
    ),
    "statements": (
        "SELECT s.register_key, s.is_current, s.amount, s.content_hash, c.founder FROM tracker_statement s "
        "JOIN tracker_contract c ON c.id = s.contract_id ORDER BY s.register_key"
    ),
    "parties": "SELECT identity, name, client_contracts, firm_contracts FROM tracker_party ORDER BY identity",
    "names": "SELECT identity, name FROM tracker_partyname ORDER BY identity, name",
    "people": (
        "SELECT p.identity, count(*) FROM tracker_person p JOIN tracker_appearance a ON a.person_id = p.id "
        "GROUP BY p.identity ORDER BY p.identity"
    ),
}


@pytest.fixture
def filings(tmp_path: Path) -> Path:
    """Four quarters of every client, and an amendment of every seventh, in the order of posting."""
    path = tmp_path / "filings.2024-01-01.ndjson"
    with path.open("w") as file:
        for quarter, period in enumerate(PERIODS, 1):
            for client in range(CLIENTS):
                file.write(json.dumps(_make(client, quarter, period, "Q")) + "\n")
                if client % 7 == 0:
                    file.write(json.dumps(_make(client, quarter, period, "A")) + "\n")
    return path


def _make(client: int, quarter: int, period: str, form: str) -> dict[str, Any]:
    is_amendment = form == "A"
    return filing(
        filing_uuid=f"{int(is_amendment):08}-0000-0000-{quarter:04}-{client:012}",
        filing_type=f"{quarter}A" if is_amendment else f"Q{quarter}",
        filing_period=period,
        dt_posted=f"2022-{quarter * 3:02}-{21 if is_amendment else 20}T10:00:00-04:00",
        income=f"{(client % 50 + 1 + int(is_amendment)) * 10_000}.00",
        client__id=10_000 + client,
        client__client_id=10_000 + client,
        client__name=f"CLIENT NUMBER {client} LLC",
    )


def ingest(var_dir: Path, path: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "RETAINER_VAR_DIR": str(var_dir), "DATABASE_URL": "", "REDIS_URL": ""}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "RETAINER_BATCH": "300"}
    command = [sys.executable, "manage.py", "ingest", "us-lda", str(path)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def prepare(var_dir: Path) -> None:
    environment = {**os.environ, "RETAINER_VAR_DIR": str(var_dir), "DATABASE_URL": "", "REDIS_URL": ""}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "RETAINER_BATCH": "300"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)


def read_result(var_dir: Path) -> dict[str, list[Any]]:
    with sqlite3.connect(var_dir / "retainer.sqlite3") as database:
        return {name: database.execute(sql).fetchall() for name, sql in RESULT.items()}


def count_statements(var_dir: Path) -> int:
    with sqlite3.connect(var_dir / "retainer.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM tracker_statement").fetchone()[0])


def test_killed_at_random_points_it_ends_the_same(tmp_path: Path, filings: Path) -> None:
    calm, disturbed = tmp_path / "calm", tmp_path / "disturbed"
    for folder in (calm, disturbed):
        folder.mkdir()
        prepare(folder)
    started = time.monotonic()
    undisturbed = ingest(calm, filings)
    output = undisturbed.communicate(timeout=200)[0]
    assert undisturbed.returncode == 0, output
    whole = time.monotonic() - started
    held = []
    chance = random.Random(whole)
    for _ in range(KILLS):
        process = ingest(disturbed, filings)
        time.sleep(chance.uniform(0.3, 0.8) * whole)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        held.append(count_statements(disturbed))
    process = ingest(disturbed, filings)
    output = process.communicate(timeout=200)[0]
    assert process.returncode == 0, output
    expected = read_result(calm)
    assert any(count > 0 for count in held), held
    assert len(expected["contracts"]) == CLIENTS
    assert read_result(disturbed) == expected
