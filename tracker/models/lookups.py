"""Lookups of columns that Django does not bring."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Lookup = models.Lookup[Any]
else:
    _Lookup = models.Lookup

_HASHES = re.compile(r"[0-9a-f]{32}(?:,[0-9a-f]{32})*")


@models.Field.register_lookup
@models.ForeignObject.register_lookup
class Among(_Lookup):
    """``column__among=values``: like ``in``, with all values as one parameter.

    Django's own ``in`` makes a parameter of each value, which costs more than the query does, and SQLite takes only
    some of them at a time.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        values = list(self.rhs)
        if connection.vendor == "postgresql":
            mark, array = _write_array(values)
            return f"{column} = ANY({mark})", [*parameters, array]
        return f"{column} IN (SELECT value FROM json_each(%s))", [*parameters, json.dumps(values)]


def _write_array(values: list[Any]) -> tuple[str, Any]:
    """The values as one parameter, and its place in the query.

    Ids and hashes, which need no quotes, are written as an array here: the driver would look at each of them twice.
    """
    if all(type(value) is int for value in values):
        return "%s::bigint[]", f"{{{','.join(map(str, values))}}}"
    if all(type(value) is str for value in values) and _HASHES.fullmatch(text := ",".join(values)):
        return "%s::text[]", f"{{{text}}}"
    return "%s", values


@models.TextField.register_lookup
class HasWords(_Lookup):
    """``column__has_words=[[("turk", True)], [("defence", False), ("trade", False)]]``: asks a ``WordIndex``.

    Each inner list is satisfied by any of its words, all lists must be satisfied; True: a word may go on behind it.
    Words are folded, that is, of ASCII letters and digits.
    """

    lookup_name = "has_words"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        if connection.vendor == "postgresql":
            column, parameters = self.process_lhs(compiler, connection)
            return f"tracker_words({column}) @@ %s::tsquery", [*parameters, self._write(" & ", " | ", ":*")]
        table = self.lhs.target.model._meta.db_table
        alias = connection.ops.quote_name(self.lhs.alias)
        wanted = self._write(" AND ", " OR ", "*", quote='"')
        return f"{alias}.id IN (SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s)", [wanted]

    def _write(self, both: str, either: str, goes_on: str, quote: str = "'") -> str:
        groups: Sequence[Sequence[tuple[str, bool]]] = self.rhs
        written = [
            either.join(f"{quote}{word}{quote}{goes_on if is_beginning else ''}" for word, is_beginning in group)
            for group in groups
        ]
        return both.join(f"({group})" for group in written)
