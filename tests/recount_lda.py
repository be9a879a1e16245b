"""Recount real LDA filings with nothing but Python over the raw lines, to be compared with what the database holds.

    python tests/recount_lda.py FILE.ndjson[.gz] …      # reads them into an empty SQLite database and compares

Independent of the tracker's own reading on purpose: no module of it is imported before the comparison.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

UNKNOWN_STARTS = {None, "", "1899-12-30", "1950-12-30"}
PERIODS = {
    "first_quarter": "Q1", "second_quarter": "Q2", "third_quarter": "Q3", "fourth_quarter": "Q4",
    "mid_year": "H1", "year_end": "H2",
}  # fmt: skip


@dataclass(slots=True)
class Recounted:
    """What the filings of one ``client.id`` come to."""

    amounts: dict[str, Decimal | None] = field(default_factory=dict)
    superseded: int = 0
    filings: int = 0
    start: str = ""
    end: str = ""
    is_ended: bool = False


def read_filings(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Each filing once, whatever number of files it stands in."""
    seen = set()
    for path in files:
        body = path.read_bytes()
        for line in (gzip.decompress(body) if path.suffix == ".gz" else body).splitlines():
            filing = json.loads(line)
            if filing["filing_uuid"] not in seen:
                seen.add(filing["filing_uuid"])
                yield filing


def recount(filings: Iterable[dict[str, Any]]) -> dict[str, Recounted]:
    """By ``client.id``: current amount per period, superseded filings, start, end and the number of filings."""
    by_client: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for filing in filings:
        by_client[str(filing["client"]["id"])].append(filing)
    return {client: _recount_one(rows) for client, rows in by_client.items()}


def _recount_one(rows: list[dict[str, Any]]) -> Recounted:
    competing: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        is_registration = row["filing_type"] in ("RR", "RA")
        period = f"{row['filing_year']}-{PERIODS[row['filing_period']]}"
        competing["registration" if is_registration else period].append(row)
    current = {key: max(group, key=_posted) for key, group in competing.items()}
    result = Recounted(filings=len(rows), superseded=len(rows) - len(current))
    periods = sorted(key for key in current if key != "registration")
    result.amounts = {key: _amount(current[key]) for key in periods}
    ordered = [current[key] for key in ("registration", *periods) if key in current]
    starts = [row["client"]["effective_date"] for row in ordered]
    known = [start for start in starts if start not in UNKNOWN_STARTS and _is_plausible(start)]
    result.start = known[-1] if known else ""
    last = current[periods[-1]] if periods else None
    if last is not None and any(mark in last["filing_type"] for mark in "T@"):
        result.is_ended = True
        end = last["termination_date"] or ""
        result.end = end if _is_plausible(end) else ""
    return result


def _posted(row: dict[str, Any]) -> tuple[datetime, str]:
    return datetime.fromisoformat(row["dt_posted"]).astimezone(UTC), row["filing_uuid"]


def _amount(row: dict[str, Any]) -> Decimal | None:
    text = row["income"] if row["income"] is not None else row["expenses"]
    return None if text is None else Decimal(text)


def _is_plausible(text: str) -> bool:
    return bool(text) and 1900 <= date.fromisoformat(text).year <= 2100


def compare(files: list[Path]) -> list[str]:
    """Differences between the recount and the database, one line each; the files have been read into it."""
    from tracker.models import Contract, Statement

    expected = recount(read_filings(files))
    held: dict[str, Any] = {}
    for contract in Contract.objects.published().filter(registers__contains=",us-lda,"):
        held[contract.register_ids["us-lda"]["client_id"]] = contract
    differences = [f"client {client}: no contract" for client in expected.keys() - held.keys()]
    differences += [f"client {client}: not in the files" for client in held.keys() - expected.keys()]
    statements: dict[int, list[Any]] = defaultdict(list)
    columns = ("contract_id", "period", "amount", "is_current")
    for row in Statement.objects.filter(register="us-lda").values_list(*columns, named=True):
        statements[row.contract_id].append(row)
    for client in sorted(expected.keys() & held.keys()):
        differences += _compare_one(client, expected[client], held[client], statements[held[client].pk])
    return differences


def _compare_one(client: str, one: Recounted, contract: Any, rows: list[Any]) -> list[str]:
    amounts = {row.period: row.amount for row in rows if row.is_current and row.period}
    pairs = {
        "amounts": (one.amounts, amounts),
        "superseded": (one.superseded, sum(not row.is_current for row in rows)),
        "filings": (one.filings, len(rows)),
        "start": (one.start, contract.start),
        "end": (one.end, contract.end),
        "ended": (one.is_ended, contract.status == "terminated"),
        "latest": (next(reversed(one.amounts.values()), None), contract.latest_amount),
    }
    return [f"client {client}: {name} {wanted} ≠ {got}" for name, (wanted, got) in pairs.items() if wanted != got]


def main() -> None:
    import os
    import tempfile

    files = [Path(name) for name in sys.argv[1:]]
    if not files:
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory(prefix="recount-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "RETAINER_VAR_DIR": folder, "DATABASE_URL": ""}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("ingest", "us-lda", *map(str, files))
        differences = compare(files)
    print("\n".join(differences[:50]))
    print(f"{len(differences)} differences")
    raise SystemExit(bool(differences))


if __name__ == "__main__":
    main()
