"""One writer at a time: what is derived from a set must see the whole set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_WRITERS = 0x5245_5441_494E_4552
"""Names the lock that all writers of one database share."""


@contextmanager
def writing() -> Iterator[None]:
    """A transaction in which nobody else writes statements, decides on names or derives contracts.

    Two sources may speak of one pair at the same moment. Each would group the pair's statements without the other's,
    and both would change the same parties in different orders. SQLite lets one writer in at a time; PostgreSQL is
    asked to. Nested in a transaction, the lock is held until the outer one ends.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITERS])
        yield
