"""The database: SQLite in ``var/`` unless DATABASE_URL names another."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from config.env import Environment

_SQLITE_OPTIONS = {
    # Take the write lock when a transaction begins: one that upgrades half-way fails instead of waiting.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
    ),
}


def read_databases(env: Environment, var_dir: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES. A connection lives CONN_MAX_AGE seconds and is checked before it is used again."""
    age = env.int("DATABASE_CONN_MAX_AGE", 60)
    if not env.text("DATABASE_URL"):
        with suppress(OSError):
            var_dir.mkdir(parents=True, exist_ok=True)
        database: dict[str, Any] = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(var_dir / "retainer.sqlite3"),
        }
    else:
        database = dict(env.dj_db_url("DATABASE_URL") or {})
    if database.get("ENGINE") == "django.db.backends.sqlite3":
        database["OPTIONS"] = {**_SQLITE_OPTIONS, **database.get("OPTIONS", {})}
    else:
        # No pool in the process: Celery closes it round every task, which costs more than it saves.
        database |= {"CONN_MAX_AGE": age, "CONN_HEALTH_CHECKS": True}
    return {"default": database}
