"""Indexes of text, on PostgreSQL and on SQLite: trigrams of names, and the words of a folded text."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class ShadowIndex(models.Index):
    """An index of one text column: GIN on PostgreSQL.

    On SQLite it is an FTS5 table ``<table>_<suffix>`` of the same rows, kept in step by triggers.
    """

    shadow: ClassVar[str]
    tokenize: ClassVar[str]

    def remove_sql(self, model: type[models.Model], schema_editor: Any, **kwargs: Any) -> Any:
        if schema_editor.connection.vendor == "postgresql":
            return super().remove_sql(model, schema_editor, **kwargs)
        shadow = f"{model._meta.db_table}_{self.shadow}"
        for event in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {shadow}_{event}")
        return f"DROP TABLE IF EXISTS {shadow}"

    def _create_shadow(self, model: type[models.Model], schema_editor: Any) -> str:
        """Make the table and its triggers, all but the last, whose SQL is returned."""
        *first, last = self._shadow_sql(model)
        for sql in first:
            schema_editor.execute(sql)
        return last

    def _shadow_sql(self, model: type[models.Model]) -> list[str]:
        """The table and its triggers; the names are our own."""
        table, column = model._meta.db_table, self.fields[0]
        shadow = f"{table}_{self.shadow}"
        add = f"INSERT INTO {shadow}(rowid, {column}) VALUES (new.id, new.{column});"
        drop = f"INSERT INTO {shadow}({shadow}, rowid, {column}) VALUES ('delete', old.id, old.{column});"
        return [
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {shadow} USING fts5("
            f"{column}, content='{table}', content_rowid='id', {self.tokenize})",
            f"CREATE TRIGGER IF NOT EXISTS {shadow}_insert AFTER INSERT ON {table} BEGIN {add} END",
            f"CREATE TRIGGER IF NOT EXISTS {shadow}_delete AFTER DELETE ON {table} BEGIN {drop} END",
            f"CREATE TRIGGER IF NOT EXISTS {shadow}_update AFTER UPDATE OF {column} ON {table} "
            f"WHEN old.{column} IS NOT new.{column} BEGIN {drop} {add} END",
        ]


class TrigramIndex(ShadowIndex):
    """Trigrams, for finding names that are spelt differently; ``services.search`` asks them.

    On PostgreSQL of the extension pg_trgm, which the owner of a database may create.
    """

    shadow = "grams"
    tokenize = "tokenize='trigram'"

    def create_sql(self, model: type[models.Model], schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        if schema_editor.connection.vendor != "postgresql":
            return self._create_shadow(model, schema_editor)
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        self.opclasses = ("gin_trgm_ops",)
        return super().create_sql(model, schema_editor, using=" USING gin", **kwargs)


# Words of a text longer than a word of tsvector can be are cut, and texts longer than a tsvector can be.
_WORDS_FUNCTION = """
CREATE OR REPLACE FUNCTION tracker_words(folded text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
BEGIN
    IF octet_length(folded) < 2000 THEN
        RETURN array_to_tsvector(array_remove(string_to_array(folded, ' '), ''));
    END IF;
    RETURN array_to_tsvector(ARRAY(
        SELECT DISTINCT left(word, 400) FROM unnest(string_to_array(left(folded, 150000), ' ')) word WHERE word <> ''
    ));
END $$
"""


class WordIndex(ShadowIndex):
    """The words of a folded text (``normalize.names.fold``), found by their beginnings with ``column__has_words``."""

    shadow = "words"
    tokenize = "tokenize='ascii', detail='none', prefix='2 3'"

    def create_sql(self, model: type[models.Model], schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        if schema_editor.connection.vendor != "postgresql":
            return self._create_shadow(model, schema_editor)
        schema_editor.execute(_WORDS_FUNCTION)
        table, column = map(schema_editor.quote_name, (model._meta.db_table, self.fields[0]))
        return f"CREATE INDEX {schema_editor.quote_name(self.name)} ON {table} USING gin (tracker_words({column}))"
