"""Databases of a private PostgreSQL for these scripts: copies of one another, and rows copied between them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg

TABLES = (
    "tracker_run", "tracker_document", "tracker_party", "tracker_mention", "tracker_partyname", "tracker_contract",
    "tracker_statement", "tracker_person", "tracker_appearance", "tracker_change", "tracker_reviewitem",
    "tracker_issue",
)  # fmt: skip
"""What an ingest of filings writes, in an order that the foreign keys allow."""


def make_environment(url: str, folder: Path | str) -> dict[str, str]:
    """Of a process that works on the database of that URL and keeps its files in the folder."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "RETAINER_VAR_DIR": str(folder),
        "DATABASE_URL": url,
        "REDIS_URL": "",
        "LOG_LEVEL": "WARNING",
    }


class Cluster:
    """Databases of one private server."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._admin = psycopg.connect(url, autocommit=True)

    def url(self, name: str) -> str:
        head, _, query = self._url.partition("?")
        return f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")

    def copy(self, template: str, name: str) -> str:
        self._admin.execute(f'DROP DATABASE IF EXISTS "{name}"')
        self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def close(self) -> None:
        self._admin.close()


def last_ids(url: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        return {t: connection.execute(f"SELECT coalesce(max(id), 0) FROM {t}").fetchone()[0] for t in TABLES}  # type: ignore[index]


def dump_new_rows(url: str, since: dict[str, int], folder: Path) -> dict[str, int]:
    """Write each table's rows above an id as COPY writes them; returns how many."""
    counts = {}
    with psycopg.connect(url) as connection:
        for table in TABLES:
            query = f"COPY (SELECT * FROM {table} WHERE id > {since[table]} ORDER BY id) TO STDOUT"
            with connection.cursor() as cursor, (folder / table).open("wb") as file:
                with cursor.copy(query) as copy:
                    for chunk in copy:
                        file.write(chunk)
                counts[table] = cursor.rowcount
    return counts


def drop_indexes(url: str, tables: Iterable[str]) -> list[str]:
    """Drop the foreign keys and the indexes of the tables, but for those by which rows are found.

    Returns the statements that make them again. What is unique stays, since the rows of an import are looked up by it.
    """
    with psycopg.connect(url) as connection:
        keys = connection.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)",
            [list(tables)],
        ).fetchall()
        indexes = connection.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE NOT indisunique AND indrelid::regclass::text = ANY(%s)",
            [list(tables)],
        ).fetchall()
        for table, name, _ in keys:
            connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'.encode())
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}".encode())
    return [definition for _, definition in indexes] + [
        f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for table, name, definition in keys
    ]


def make_indexes(url: str, statements: Iterable[str]) -> float:
    """Seconds of making again what ``drop_indexes`` has dropped."""
    started = time.perf_counter()
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())
    return time.perf_counter() - started


def copy_rows(url: str, folder: Path, tables: Iterable[str] = TABLES) -> float:
    """Seconds of copying the dumped rows into the tables, in one transaction."""
    with psycopg.connect(url) as connection:
        started = time.perf_counter()
        for table in tables:
            with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                for chunk in _chunks(folder / table):
                    copy.write(chunk)
        connection.commit()
        return time.perf_counter() - started


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1 << 18):
            yield chunk
