"""Set-based writing: many rows with a handful of SQL statements, on PostgreSQL and on SQLite.

PostgreSQL receives rows by COPY: straight into the table where they are known to be new, else into a temporary one and
from there by ``INSERT … ON CONFLICT``; SQLite by ``executemany``. All of it inside the caller's transaction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import msgspec
from django.apps import apps
from django.db import connection, models

T = TypeVar("T")

_LONGEST_CODE = 64
_PLAIN = (models.CharField, models.IntegerField, models.FloatField, models.BooleanField, models.ForeignKey)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most ``size`` items, in order, without holding more than one list."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def clean_value(value: Any) -> Any:
    """The value without what no database column can hold: NUL and lone surrogates become U+FFFD."""
    if isinstance(value, str):
        return value if value.isascii() and "\x00" not in value else _clean_text(value)
    if isinstance(value, dict):
        return {clean_value(key): clean_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean_value(item) for item in value]
    return value


def _clean_text(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text)


Convert = Callable[[Any], Any]


def _read_converter(field: Any) -> Convert | None:
    """How a value of the field becomes what the driver takes; None when it is taken as it is.

    Chosen once per column: asking every field for every value took half the time of an import.
    """
    if isinstance(field, models.JSONField):
        return _dump_json
    if isinstance(field, models.TextField) or (isinstance(field, models.CharField) and _may_hold_prose(field)):
        return clean_value
    if isinstance(field, _PLAIN) or (connection.vendor == "postgresql" and not isinstance(field, models.BinaryField)):
        return None
    # A batch repeats the same few days and moments thousands of times.
    return lru_cache(maxsize=4096)(lambda value: field.get_db_prep_save(value, connection))


def _may_hold_prose(field: Any) -> bool:
    """Short columns hold codes, hashes and choices of our own making."""
    return not field.choices and field.max_length > _LONGEST_CODE


_encode_json = msgspec.json.Encoder().encode


def _dump_json(value: Any) -> str:
    if not value:
        return "{}" if value == {} else json.dumps(value)
    try:
        encoded = _encode_json(value)
    except UnicodeEncodeError:  # a lone surrogate
        encoded = b"\\u0000"
    # Only what was encoded shows cheaply whether anything in it cannot be stored.
    return (_encode_json(clean_value(value)) if b"\\u0000" in encoded else encoded).decode()


class Table:
    """Names and value conversion of one model's table, for the columns that a writer uses."""

    def __init__(self, model: type[models.Model], columns: Sequence[str], *, with_defaults: bool = False) -> None:
        self.model = model
        fields: list[Any] = [model._meta.get_field(name) for name in columns]
        converters = [(index, _read_converter(field)) for index, field in enumerate(fields)]
        self._converters = [(index, convert) for index, convert in converters if convert is not None]
        self._width = len(fields)
        self._defaults: tuple[Any, ...] = ()
        if with_defaults:
            # Django's defaults live in Python, so a row written by SQL has to bring them.
            missing = [f for f in model._meta.concrete_fields if not (f.primary_key or f.null or f in fields)]
            self._defaults = tuple((_read_converter(field) or _keep)(field.get_default()) for field in missing)
            fields += missing
        self.name = connection.ops.quote_name(model._meta.db_table)
        self.columns = [connection.ops.quote_name(str(field.column)) for field in fields]

    def prepare(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """The row as the driver wants it (JSON as text, dates and decimals as the database stores them)."""
        if len(row) != self._width:
            raise ValueError(f"{len(row)} values for {self._width} columns of {self.name}")
        converted = list(row)
        for index, convert in self._converters:
            value = converted[index]
            if value is not None:
                converted[index] = convert(value)
        return (*converted, *self._defaults)

    def column(self, name: str) -> str:
        return connection.ops.quote_name(str(self.model._meta.get_field(name).column))  # type: ignore[union-attr]


def _keep(value: Any) -> Any:
    return value


def _conflict_clause(table: Table, conflict: Sequence[str], update: Sequence[str], where: str) -> str:
    target = ", ".join(table.column(name) for name in conflict)
    clause = f"ON CONFLICT ({target}) {where}".rstrip()
    if not update:
        return f"{clause} DO NOTHING"
    assignments = ", ".join(f"{table.column(name)} = excluded.{table.column(name)}" for name in update)
    return f"{clause} DO UPDATE SET {assignments}"


def upsert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    conflict: Sequence[str],
    update: Sequence[str] = (),
    conflict_where: str = "",
) -> None:
    """Insert the rows, other columns with their model's default.

    Where the unique ``conflict`` columns exist already, the columns ``update`` are updated, or the row is left.

    ``conflict_where`` repeats the condition of a partial unique index. Rows must be unique by ``conflict``.
    """
    if not rows:
        return
    table = Table(model, columns, with_defaults=True)
    prepared = [table.prepare(row) for row in rows]
    clause = _conflict_clause(table, conflict, update, conflict_where)
    names = ", ".join(table.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            temporary = _load_temporary(cursor, table, "load", prepared)
            cursor.execute(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {temporary} {clause}")
            cursor.execute(f"DROP TABLE {temporary}")
        else:
            marks = ", ".join(["%s"] * len(table.columns))
            cursor.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks}) {clause}", prepared)


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """Insert rows that are known to be new, other columns with their model's default; returns their ids in order.

    The caller holds the writers' lock (``writing``), so that nobody else inserts them meanwhile. Raises IntegrityError
    for a row that exists.
    """
    if not rows:
        return []
    table = Table(model, columns, with_defaults=True)
    key = connection.ops.quote_name(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        ids = _reserve_ids(cursor, model, len(rows))
        prepared = ((pk, *table.prepare(row)) for pk, row in zip(ids, rows, strict=True))
        _insert(cursor, table.name, [key, *table.columns], prepared)
    return ids


def add_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows like ``insert_rows`` where nobody asks for their ids."""
    if not rows:
        return
    table = Table(model, columns, with_defaults=True)
    with connection.cursor() as cursor:
        _insert(cursor, table.name, table.columns, map(table.prepare, rows))


def _insert(cursor: Any, table: str, columns: Sequence[str], prepared: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        _copy_rows(cursor, f"COPY {table} ({names}) FROM STDIN", prepared)
    else:
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(prepared))


def _reserve_ids(cursor: Any, model: type[models.Model], count: int) -> list[int]:
    name = model._meta.db_table
    if connection.vendor == "postgresql":
        column = str(model._meta.pk.column)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(name), column, count],
        )
        return [pk for (pk,) in cursor.fetchall()]
    # Ids are never used twice: SQLite remembers the highest, also of rows that are gone.
    cursor.execute("SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = %s), 0)", [name])
    first = cursor.fetchone()[0] + 1
    return list(range(first, first + count))


def _load_temporary(cursor: Any, table: Table, purpose: str, prepared: Sequence[tuple[Any, ...]]) -> str:
    temporary = connection.ops.quote_name(f"{purpose}_{table.model._meta.db_table}")
    names = ", ".join(table.columns)
    cursor.execute(f"CREATE TEMP TABLE {temporary} ON COMMIT DROP AS SELECT {names} FROM {table.name} LIMIT 0")
    _copy_rows(cursor, f"COPY {temporary} ({names}) FROM STDIN", prepared)
    return temporary


def _copy_rows(cursor: Any, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)


def update_rows(model: type[models.Model], key: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Set ``columns`` of the rows whose ``key`` matches; each row is (key, *values) and missing keys are ignored."""
    if not rows:
        return
    table = Table(model, [key, *columns])
    prepared = [table.prepare(row) for row in rows]
    key_column, *value_columns = table.columns
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            temporary = _load_temporary(cursor, table, "edit", prepared)
            assignments = ", ".join(f"{name} = edit.{name}" for name in value_columns)
            cursor.execute(
                f"UPDATE {table.name} SET {assignments} FROM {temporary} edit "
                f"WHERE {table.name}.{key_column} = edit.{key_column}"
            )
            cursor.execute(f"DROP TABLE {temporary}")
        else:
            assignments = ", ".join(f"{name} = %s" for name in value_columns)
            cursor.executemany(
                f"UPDATE {table.name} SET {assignments} WHERE {key_column} = %s",
                [(*row[1:], row[0]) for row in prepared],
            )


_AMONG = 5000
"""Values of one query: enough that more gain nothing, few enough that results stay small."""


def filter_in(queryset: models.QuerySet[Any], field: str, values: Iterable[Any]) -> Iterator[models.QuerySet[Any]]:
    """The queryset restricted to ``field in values``, in pieces.

    A model's default order is for pages and would only cost here; an explicit one is kept within each piece.
    """
    if not queryset.query.order_by:
        queryset = queryset.order_by()
    for batch in in_batches((value for value in dict.fromkeys(values) if value is not None), _AMONG):
        yield queryset.filter(**{f"{field}__among": batch})


def fetch_in(queryset: models.QuerySet[Any], field: str, values: Iterable[Any]) -> Iterator[Any]:
    """All rows of the queryset with ``field in values``."""
    for piece in filter_in(queryset, field, values):
        yield from piece


_FEWEST_NEWS = 5_000


def refresh_statistics(written: int) -> None:
    """Tell PostgreSQL's planner of a table that has grown to many times its size, ``written`` statements at once.

    Until the server finds that out for itself, a minute later, it may plan for tables that it believes to be empty.
    """
    if connection.vendor != "postgresql" or written < _FEWEST_NEWS:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'tracker_statement'::regclass")
        if cursor.fetchone()[0] < written:
            tables = [model._meta.db_table for model in apps.get_app_config("tracker").get_models()]
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
