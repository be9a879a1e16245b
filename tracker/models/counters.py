"""Triggers that keep ``ContractCount`` in step with the contracts, whoever writes them.

On PostgreSQL a statement adds up what it changes (transition tables) and writes each counter once; on SQLite each row
does. Both run in the writer's transaction, so that the counters are never wrong, not even for a moment.
"""

from __future__ import annotations

from typing import Any

ANY = "*"
"""Stands in every column that a counter does not look at."""

_COLUMNS = ("country", "year", "status", "registers", "basis")
_TABLE = "tracker_contractcount"
_CONTRACTS = "tracker_contract"
_ADD = f"ON CONFLICT ({', '.join(_COLUMNS)}) DO UPDATE SET number = {_TABLE}.number + excluded.number"

# -- PostgreSQL --------------------------------------------------------------------------------------------


def _postgres_rows(table: str, step: int) -> str:
    return (
        "SELECT country, coalesce(extract(year FROM disclosed_on)::int::text, '') AS year, status, registers, "
        f"value_basis AS basis, {step} AS step FROM {table} WHERE merged_into_id IS NULL AND withdrawn_at IS NULL"
    )


def postgres_count(rows: str) -> str:
    """SQL that adds the rows to the counters of all their values together, of each one alone, and of all contracts."""
    names = ", ".join(_COLUMNS)
    shown = ", ".join(f"coalesce({name}, '{ANY}')" for name in _COLUMNS)
    alone = ", ".join(f"({name})" for name in _COLUMNS)
    return (
        f"INSERT INTO {_TABLE} ({names}, number) SELECT {shown}, sum(step) FROM ({rows}) moved "
        f"GROUP BY GROUPING SETS (({names}), {alone}, ()) HAVING sum(step) <> 0 ORDER BY 1, 2, 3, 4, 5 {_ADD}"
    )


def _postgres_sql() -> list[str]:
    after, before = _postgres_rows("new_rows", 1), _postgres_rows("old_rows", -1)
    changes = {
        "insert": ("NEW TABLE AS new_rows", after),
        "update": ("OLD TABLE AS old_rows NEW TABLE AS new_rows", f"{after} UNION ALL {before}"),
        "delete": ("OLD TABLE AS old_rows", before),
    }
    made = []
    for event, (tables, rows) in changes.items():
        name = f"{_CONTRACTS}_count_{event}"
        made += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {postgres_count(rows)}; RETURN NULL; END $$",
            f"CREATE TRIGGER {name} AFTER {event.upper()} ON {_CONTRACTS} REFERENCING {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ]
    name = f"{_CONTRACTS}_count_truncate"
    return [
        *made,
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN DELETE FROM {_TABLE}; RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER TRUNCATE ON {_CONTRACTS} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


# -- SQLite ------------------------------------------------------------------------------------------------


def _sqlite_step(row: str, step: int) -> str:
    """SQL that adds one row to its counters, or takes it away."""
    year = f"coalesce(substr({row}.disclosed_on, 1, 4), '')"
    values = (f"{row}.country", year, f"{row}.status", f"{row}.registers", f"{row}.value_basis")
    lines = [values, *(_alone(index, value) for index, value in enumerate(values)), (f"'{ANY}'",) * len(values)]
    rows = ", ".join(f"({', '.join(line)}, {step})" for line in lines)
    return (
        f"INSERT INTO {_TABLE} ({', '.join(_COLUMNS)}, number) SELECT * FROM (VALUES {rows}) "
        f"WHERE {row}.merged_into_id IS NULL AND {row}.withdrawn_at IS NULL {_ADD};"
    )


def _alone(index: int, value: str) -> tuple[str, ...]:
    return tuple(value if index == place else f"'{ANY}'" for place in range(len(_COLUMNS)))


def _sqlite_sql() -> list[str]:
    held = ("country", "disclosed_on", "status", "registers", "value_basis", "merged_into_id", "withdrawn_at")
    differs = " OR ".join(f"old.{name} IS NOT new.{name}" for name in held)
    add, take = _sqlite_step("new", 1), _sqlite_step("old", -1)
    name = f"{_CONTRACTS}_count"
    return [
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {_CONTRACTS} BEGIN {add} END",
        f"CREATE TRIGGER {name}_delete AFTER DELETE ON {_CONTRACTS} BEGIN {take} END",
        f"CREATE TRIGGER {name}_update AFTER UPDATE OF {', '.join(held)} ON {_CONTRACTS} WHEN {differs} "
        f"BEGIN {take} {add} END",
    ]


# -- Both --------------------------------------------------------------------------------------------------


def create_counters(apps: Any, schema_editor: Any) -> None:
    """For the migration that makes the tables."""
    made = _postgres_sql() if schema_editor.connection.vendor == "postgresql" else _sqlite_sql()
    for sql in made:
        schema_editor.execute(sql, params=None)


def drop_counters(apps: Any, schema_editor: Any) -> None:
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for event in ("insert", "update", "delete", *(["truncate"] if is_postgres else [])):
        name = f"{_CONTRACTS}_count_{event}"
        schema_editor.execute(
            f"DROP FUNCTION IF EXISTS {name}() CASCADE" if is_postgres else f"DROP TRIGGER IF EXISTS {name}"
        )
