"""An index of trigrams, for finding names that are spelt differently: on PostgreSQL and on SQLite."""

from __future__ import annotations

from typing import Any

from django.db import models


class TrigramIndex(models.Index):
    """Trigrams of one text column.

    On PostgreSQL a GIN index of the extension pg_trgm, which the owner of a database may create; on SQLite an FTS5
    table ``<table>_grams`` of the same rows, kept in step by triggers. ``services.search`` asks either.
    """

    def create_sql(self, model: type[models.Model], schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            self.opclasses = ("gin_trgm_ops",)
            return super().create_sql(model, schema_editor, using=" USING gin", **kwargs)
        *first, last = self._shadow_sql(model)
        for sql in first:
            schema_editor.execute(sql)
        return last

    def remove_sql(self, model: type[models.Model], schema_editor: Any, **kwargs: Any) -> Any:
        if schema_editor.connection.vendor == "postgresql":
            return super().remove_sql(model, schema_editor, **kwargs)
        table = model._meta.db_table
        for event in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_grams_{event}")
        return f"DROP TABLE IF EXISTS {table}_grams"

    def _shadow_sql(self, model: type[models.Model]) -> list[str]:
        """The table of trigrams and its triggers; the names are our own."""
        table, column = model._meta.db_table, self.fields[0]
        shadow = f"{table}_grams"
        add = f"INSERT INTO {shadow}(rowid, {column}) VALUES (new.id, new.{column});"  # noqa: S608
        drop = f"INSERT INTO {shadow}({shadow}, rowid, {column}) VALUES ('delete', old.id, old.{column});"  # noqa: S608
        return [
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {shadow} USING fts5("
            f"{column}, content='{table}', content_rowid='id', tokenize='trigram')",
            f"CREATE TRIGGER IF NOT EXISTS {shadow}_insert AFTER INSERT ON {table} BEGIN {add} END",
            f"CREATE TRIGGER IF NOT EXISTS {shadow}_delete AFTER DELETE ON {table} BEGIN {drop} END",
            f"CREATE TRIGGER IF NOT EXISTS {shadow}_update AFTER UPDATE OF {column} ON {table} BEGIN {drop} {add} END",
        ]
