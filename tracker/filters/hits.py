"""Searches by words: counted exactly up to a limit; of more, only the page is read.

An index of words knows which rows have a word, not which of them come first; the index of an order does not know the
words. Of frequent words the order is followed until the page is full, and rows are compared on the way; of others the
index of words gives all rows, from which counts and page are made. PostgreSQL's planner takes beginnings of words for
rare or frequent as it happens and may read the whole table in either case, so it is told which way to go. SQLite finds
its way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import prod
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import QuerySet

from tracker.filters.words import IndexWords

MOST_HITS = 10_000
"""Contracts with the words of a search that are counted; beyond, a page says "more than"."""

_MOST_READ = 15_000
"""Of so many it is sure that they are more than ``MOST_HITS``, although words are only estimated (from a sample of
30,000 rows, and perhaps before the last tenth of them came): they are not read.
"""

COLUMNS = ("pk", "country", "firm_id", "client_id", "disclosed_on", "status", "registers", "value_basis")

_BY_WORDS = {"enable_seqscan": "off", "enable_indexscan": "off", "enable_indexonlyscan": "off", "work_mem": "'64MB'"}
_BY_ORDER = {"enable_seqscan": "off", "enable_bitmapscan": "off", "enable_sort": "off"}
_STATISTICS_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: rows as ``COLUMNS`` and a sort key. ``is_walked``: nothing was, because it is too much."""

    rows: list[Any] = field(default_factory=list)
    is_walked: bool = False

    @property
    def is_more(self) -> bool:
        """Whether there are more than are counted."""
        return self.is_walked or len(self.rows) > MOST_HITS


def find_hits(rows: QuerySet[Any], sort_key: Any) -> Hits:
    """Of a queryset that is restricted by words."""
    with _planned(_BY_WORDS):
        found = list(rows.order_by().values_list(*COLUMNS, sort_key)[: _MOST_READ + 1])
    return Hits(found, is_walked=len(found) > _MOST_READ)


def walking_in_order() -> Any:
    """A block whose queries go along the index of their order, because what they look for is frequent."""
    return _planned(_BY_ORDER)


@contextmanager
def _planned(settings: dict[str, str]) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("; ".join(f"SET LOCAL {name} = {value}" for name, value in settings.items()))
        yield


# -- How frequent words are --------------------------------------------------------------------------------


def are_frequent(asked: IndexWords, among: int) -> bool:
    """Whether so many of a number of rows have the words that they are not worth to be read."""
    if among <= _MOST_READ or connection.vendor != "postgresql":
        return False
    known: dict[str, float] = cache.get_or_set("word-frequencies", _load_frequencies, _STATISTICS_SECONDS) or {}
    return among * prod(_share(group, known) for group in asked) > _MOST_READ


def _share(group: Sequence[tuple[str, bool]], known: dict[str, float]) -> float:
    """Of the rows, those that have any of the words, if these stand in texts independently of one another."""
    shares = [
        share
        for other, share in known.items()
        if any(other == word or (is_beginning and other.startswith(word)) for word, is_beginning in group)
    ]
    return 1 - prod(1 - share for share in shares)


def _load_frequencies() -> dict[str, float]:
    """The most frequent words with their share of the rows, as PostgreSQL's statistics of the index have them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unnest(most_common_elems::text::text[]), unnest(most_common_elem_freqs) FROM pg_stats "
            "WHERE tablename = 'contract_words' AND schemaname = current_schema()"
        )
        # Behind the frequencies stand their least, their greatest and that of none, which belong to no word.
        return {word: share for word, share in cursor.fetchall() if word is not None}
