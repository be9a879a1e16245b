"""FARA bulk files written by tests: a few rows of a day, read through the real pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tracker.models import Change, Run, Source
from tracker.services.offline import ingest_files
from tracker.services.seeding import ensure_source

PRINCIPAL_HEADER = (
    "Foreign Principal Termination Date", "Foreign Principal", "Foreign Principal Registration Date",
    "Country/Location Represented", "Registration Number", "Registrant Date", "Registrant Name",
    "Address 1", "Address 2", "City", "State", "Zip",
)  # fmt: skip
REGISTRANT_HEADER = (
    "Registration Number", "Registration Date", "Termination Date", "Name", "Business Name",
    "Address 1", "Address 2", "City", "State", "Zip",
)  # fmt: skip


class Row(NamedTuple):
    """One principal: dates as MM/DD/YYYY."""

    principal: str
    registered: str
    terminated: str = ""
    number: str = "1750"
    firm: str = "Example Public Affairs LLC"
    country: str = "TURKEY"


def _write_table(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    lines = [",".join(f'"{value}"' for value in row) for row in (header, *rows)]
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode("cp1252"))
    return path


def write_principals(folder: Path, day: str, rows: Sequence[Row]) -> Path:
    table = [
        (row.terminated, row.principal, row.registered, row.country, row.number, row.registered, row.firm, *[""] * 5)
        for row in rows
    ]
    return _write_table(folder / f"FARA_All_ForeignPrincipals.{day}.csv", PRINCIPAL_HEADER, table)


def write_registrants(folder: Path, day: str, rows: Sequence[tuple[str, str, str, str, str]]) -> Path:
    """Rows of (number, registered, terminated, name, business name)."""
    return _write_table(
        folder / f"FARA_All_Registrants.{day}.csv", REGISTRANT_HEADER, [(*row, *[""] * 5) for row in rows]
    )


def fara_source() -> Source:
    """The live source, ready for files of a few rows."""
    source = ensure_source("us-fara")
    source.options = {"expect_rows": [0, 100_000], "expect_registrants": [0, 100_000]}
    source.save()
    return source


@dataclass(slots=True)
class Register:
    """Feeds snapshots to the pipeline."""

    folder: Path

    def read(self, day: str, rows: Sequence[Row]) -> Run:
        run = ingest_files(fara_source(), [write_principals(self.folder, day, rows)])
        assert run.state == Run.State.OK, run.error
        return run

    @staticmethod
    def changes() -> list[tuple[str, str, str]]:
        """(day, kind, client as filed last) of every change, oldest first."""
        changes = Change.objects.select_related("contract__client").order_by("as_of", "kind", "contract__client__name")
        return [(change.as_of.date().isoformat(), change.kind, change.contract.client.name) for change in changes]
