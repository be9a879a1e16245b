"""Fill a database of Retainer's own tables, and a SQLite file for Datasette, with the same contracts.

    python bench/web_tables.py CONTRACTS.csv ROWS [--url DATABASE_URL] [--datasette FILE.db]

CONTRACTS.csv comes from ``generate.py contracts N FILE``. Every contract has one statement, of its register or of the
press; those of LDA are quarterly reports that name an issue area and a lobbyist. The tables are made by the migrations
and filled by the product's own writers (COPY on PostgreSQL); indexes that only speed up reading are built at the end.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PIECE = 20_000
TODAY = date(2026, 1, 1)
REGISTERS = {"FARA": "us-fara", "LDA": "us-lda", "EU-TR": "eu-tr", "news": "news"}
DATASETTE_COLUMNS = (
    "id integer primary key, client text, firm text, country text, value real, currency text, start_date text, "
    "end_date text, year integer, purpose text, source text"
)


def read_rows(path: Path, number: int) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from islice(csv.DictReader(file), number)


# -- Datasette ---------------------------------------------------------------------------------------------


def fill_datasette(rows: Iterator[dict[str, str]], target: Path) -> None:
    """The rows as they are, with an index for every facet and a full-text index of names and purpose."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as database:
        database.execute("PRAGMA journal_mode=wal")
        database.execute(f"CREATE TABLE contracts ({DATASETTE_COLUMNS})")
        with database:
            marks = ", ".join(["?"] * 11)
            database.executemany(
                f"INSERT INTO contracts VALUES ({marks})",
                (tuple(row.values()) for row in rows),
            )
        for column in ("client", "firm", "country", "year", "source", "start_date"):
            database.execute(f"CREATE INDEX by_{column} ON contracts ({column})")
        with database:
            database.execute(
                "CREATE VIRTUAL TABLE contracts_fts USING fts5"
                "(client, firm, purpose, content='contracts', content_rowid='id')"
            )
            database.execute("INSERT INTO contracts_fts(contracts_fts) VALUES ('rebuild')")
        database.execute("ANALYZE")
        database.commit()
        database.execute("PRAGMA wal_checkpoint(truncate)")


# -- Retainer ----------------------------------------------------------------------------------------------


class Filler:
    """Writes pieces of contracts, and once whatever they refer to. Ids of contracts are those of the file."""

    def __init__(self) -> None:
        from tracker.filters.choices import ISSUES
        from tracker.services.bulk import add_rows

        self._add = add_rows
        self._random = random.Random(7)
        self._issues = sorted(ISSUES)
        self.parties: dict[tuple[str, str], int] = {}
        self._fresh: list[tuple[int, str, str, str]] = []
        self._names: dict[int, tuple[str, str]] = {}
        self._people = 0

    def prepare(self) -> None:
        """Sources, and a document of each."""
        from django.utils import timezone

        from tracker.models import Document, Source

        self._documents = {}
        self._sources = {}
        now = timezone.now()
        for name, register in REGISTERS.items():
            source = Source.objects.create(
                slug=register, title=name, adapter=register, register=register, home_url="https://register.example/",
                last_success_at=now, baseline_at=now,
            )  # fmt: skip
            document = Document.objects.create(
                source=source, url=f"https://register.example/{register}", page="bulk", sha256=register, size=1,
                as_of=now, state=Document.State.PARSED,
            )  # fmt: skip
            self._sources[register] = source.pk
            self._documents[register] = document.pk

    def write(self, rows: list[dict[str, str]]) -> None:
        from tracker.models import Contract, Statement

        parties = [self._find_parties(row) for row in rows]
        self._write_parties()
        contracts, statements = [], []
        for row, (client, firm) in zip(rows, parties, strict=True):
            contract, statement = self._tell(row, client, firm)
            contracts.append(contract)
            statements.append(statement)
        self._add(Contract, list(contracts[0]), [tuple(one.values()) for one in contracts])
        self._add(Statement, list(statements[0]), [tuple(one.values()) for one in statements])
        self._write_topics(statements)

    def _find_parties(self, row: dict[str, str]) -> tuple[int, int]:
        return self._find_party("client", row["client"], row["country"]), self._find_party("firm", row["firm"], "")

    def _find_party(self, role: str, name: str, country: str) -> int:
        from tracker.normalize.countries import country_code
        from tracker.normalize.names import fold, name_key

        key = (role, name)
        if key not in self.parties:
            self.parties[key] = len(self.parties) + 1
            code = (country_code(country) or "") if country else ""
            self._fresh.append((self.parties[key], role, name, code))
            self._names[self.parties[key]] = (code, " ".join(dict.fromkeys([fold(name), fold(name_key(name))])))
        return self.parties[key]

    def _write_parties(self) -> None:
        from tracker.models import Mention, Party, PartyName, SearchEntry
        from tracker.normalize.names import fold, name_key
        from tracker.services.identity import hash_identity

        fresh, self._fresh = self._fresh, []
        parties, mentions, names, entries = [], [], [], []
        for pk, role, name, code in fresh:
            key = name_key(name)
            identity = hash_identity("party", pk)
            number = str(30_000 + pk) if role == "firm" else ""
            parties.append((pk, name, key, identity, code))
            mentions.append(
                (pk, identity, role, "us-lda", name, key, code, "us-lda" if number else "", number, pk, "name")
            )
            names.append((pk, pk, pk, name, identity, key, role))
            entries.append(("party", pk, fold(name)))
        self._add(Party, ["id", "name", "key", "identity", "country"], parties)
        self._add(
            Mention,
            [
                "id",
                "identity",
                "role",
                "register",
                "name",
                "name_key",
                "country",
                "scheme",
                "identifier",
                "party",
                "rule",
            ],
            mentions,
        )
        self._add(PartyName, ["id", "party", "mention", "name", "identity", "name_key", "role"], names)
        self._add(SearchEntry, ["kind", "target", "folded"], entries)

    def _tell(self, row: dict[str, str], client: int, firm: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """A contract and its statement, as the product would have derived the one from the other."""
        from tracker.normalize.countries import country_name
        from tracker.normalize.names import fold
        from tracker.services.identity import hash_identity

        pk, register = int(row["id"]), REGISTERS[row["source"]]
        start, end = date.fromisoformat(row["start_date"]), date.fromisoformat(row["end_date"])
        is_over, is_report = end < TODAY, register == "us-lda"
        value, currency = Decimal(row["value"]), row["currency"]
        names = self._names
        country, search = names[client]
        identity = hash_identity("bench", pk)
        period = f"{start.year}-Q{(start.month + 2) // 3}"
        months = Decimal(round((end - start).days / 30.44, 2))
        price = {} if is_report else {
            "value": value, "currency": currency, "value_basis": "total", "total_value": value, "term_months": months,
        }  # fmt: skip
        reported = {"latest_amount": value, "latest_kind": "income", "latest_period": period, "report_count": 1}
        addend = {"statement": pk, "amount": row["value"], "currency": currency, "reason": "first terms"}
        total = {register: {"amount": row["value"], "currency": currency, "addends": [addend]}}
        is_listed = register != "news"
        shared = {"start": row["start_date"], "end": row["end_date"], "purpose": row["purpose"]}
        where = [fold(country_name(country))] if country else []
        contract = {
            "id": pk, "founder": identity, "client": client, "firm": firm, "country": country,
            "status": ("terminated" if is_over else "active") if is_listed else "reported",
            "registers": f",{register},", "register_ids": {register: [str(30_000 + firm)]} if is_listed else {},
            "registered_on": start if is_listed else None, "deregistered_on": end if is_listed and is_over else None,
            "start_on": start, "end_on": end, **shared,
            **dict.fromkeys(("value", "currency", "value_basis", "total_value", "term_months")), "currency": "",
            "value_basis": "", **price,
            **{"latest_amount": None, "latest_kind": "", "latest_period": "", "report_count": 0},
            **(reported if is_report else {}),
            "comparable_usd": value if not is_report and currency == "USD" else None,
            "comparable_note": "total" if not is_report and currency == "USD" else "",
            "disclosed_totals": {} if is_report else total, "provenance": {"client": pk, "firm": pk, "purpose": pk},
            "search": " ".join([search, names[firm][1], *where, fold.__wrapped__(row["purpose"])]),
            "statement_count": 1, "disclosed_on": start,
            "changed_at": datetime(2025, 1, 1, tzinfo=UTC),
        }  # fmt: skip
        lobbied = {"activities": [{"issue_code": self._random.choice(self._issues), "entities": ["SENATE"]}]}
        statement = {
            "id": pk, "source": self._sources[register], "register": register, "identity": identity,
            "register_key": f"bench-{pk}", "content_hash": identity, "contract": pk,
            "kind": "report" if is_report else "listing" if is_listed else "news", "act": "new",
            "client_mention": client, "firm_mention": firm, "raw_client": row["client"], "raw_firm": row["firm"],
            "posted_on": start, "first_document": self._documents[register],
            "last_document": self._documents[register],
            "fields": {"filing_document_url": f"https://register.example/filings/{identity}/"} if is_report else {},
            "details": lobbied if is_report else {}, "period": period if is_report else "",
            "year": start.year if is_report else None, "report_type": "Q1" if is_report else "",
            "amount": value if is_report else None, "amount_kind": "income" if is_report else "", **shared,
        }  # fmt: skip
        statement |= (
            dict.fromkeys(("value", "term_months", "total_value")) | {"currency": "", "value_basis": ""} | price
        )
        return contract, statement

    def _write_topics(self, statements: list[dict[str, Any]]) -> None:
        from tracker.models import Appearance, ContractTopic, Person, SearchEntry
        from tracker.services.identity import hash_identity

        reports = [row for row in statements if row["details"]]
        activities = [(row["contract"], row["details"]["activities"][0]) for row in reports]
        topics = [(pk, "issue", told["issue_code"]) for pk, told in activities]
        topics += [(pk, "body", name) for pk, told in activities for name in told["entities"]]
        self._add(ContractTopic, ["contract", "kind", "value"], topics)
        people, entries = [], []
        for row in reports[::5]:
            self._people += 1
            name = f"{row['purpose'].split()[0]} {row['purpose'].split()[1]}"
            identity = hash_identity("person", self._people)
            people.append((self._people, identity, name, name.lower(), row["firm_mention"], "us-lda"))
            entries.append(("person", self._people, name.lower()))
        self._add(Person, ["id", "identity", "name", "name_key", "firm_mention", "scheme"], people)
        self._add(SearchEntry, ["kind", "target", "folded"], entries)
        named = [(row["id"], self._random.randint(1, self._people)) for row in reports if self._people]
        self._add(Appearance, ["statement", "person"], named)

    def finish(self) -> None:
        from django.db import connection, transaction
        from django.utils import timezone

        from tracker.models import IndexMark, Party
        from tracker.services.bulk import in_batches
        from tracker.services.parties import count_contracts

        for batch in in_batches(Party.objects.values_list("pk", flat=True), PIECE):
            with transaction.atomic():
                count_contracts(batch)
        last = max(self.parties.values())
        for name, pk in (("names-party", last), ("names-person", self._people), ("names-document", 0)):
            IndexMark.objects.create(name=name, last_id=pk)
        IndexMark.objects.create(name="topics", moment=timezone.now())
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for table in ("contract", "statement", "party", "mention", "partyname", "person"):
                    cursor.execute(
                        f"SELECT setval(pg_get_serial_sequence('tracker_{table}', 'id'), max(id)) FROM tracker_{table}"
                    )


def put_aside_indexes() -> list[str]:
    """Drop the indexes of the large tables that no constraint needs; returns what makes them again."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        # Neither foreign keys nor counters are kept while the rows are written: the rows are known to be right.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename IN "
            "('tracker_contract', 'tracker_statement', 'tracker_contracttopic', 'tracker_searchentry') AND NOT EXISTS "
            "(SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)"
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _, definition in found]


def fill_retainer(rows: Iterator[dict[str, str]], url: str) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url, "REDIS_URL": "",
        "RETAINER_VAR_DIR": tempfile.mkdtemp(prefix="retainer-bench-"),
    }  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from tracker.services.bulk import in_batches

    call_command("migrate", verbosity=0)
    filler = Filler()
    indexes = put_aside_indexes()
    started = time.perf_counter()
    filler.prepare()
    for piece in in_batches(rows, PIECE):
        with transaction.atomic():
            filler.write(piece)
    print(f"rows written: {time.perf_counter() - started:.0f} s")
    with connection.cursor() as cursor:
        for definition in indexes:
            started = time.perf_counter()
            cursor.execute(definition)
            print(f"{time.perf_counter() - started:5.1f} s  {re.sub(' USING.*', '', definition)}")
        filler.finish()
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("rows", type=int)
    parser.add_argument("--url")
    parser.add_argument("--datasette", type=Path)
    options = parser.parse_args()
    if options.datasette:
        fill_datasette(read_rows(options.file, options.rows), options.datasette)
    if options.url:
        fill_retainer(read_rows(options.file, options.rows), options.url)


if __name__ == "__main__":
    main()
