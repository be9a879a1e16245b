"""Rows read in batches, ahead of their writing: what is known already is passed over, the rest read beside it.

A large file is read by a second process while this one writes what came before; rows that say what is held cost a look
at their bytes and no more.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from typing import Generic, Self, TypeVar

from django.conf import settings

from tracker.errors import ParseError
from tracker.models import Source, Statement
from tracker.records import Parsed, RawRow, alter
from tracker.services.bulk import fetch_in, in_batches
from tracker.services.statements import identify_row
from tracker.sources.rows import Item, follow_parent, read_packed, read_row, read_rows, unpack

LARGEST_BATCH = 64 * 1024 * 1024
"""Bytes of rows in one batch, so that a file of huge filings needs no more memory than another."""

FEWEST = 1000
"""Rows for which another process is worth its while."""

PIECE = 1000
"""Rows that are handed to the other process at once: few, since each hand holds a copy of their bytes."""

T = TypeVar("T")


@dataclass(slots=True)
class Batch(Generic[T]):
    """What is to be done of some rows, and how many say what is known already."""

    items: list[T] = field(default_factory=list)
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """Looks up what is held of rows. ``only_if_new``: False reads every row again, for a better parser."""

    source: Source
    as_of: object
    only_if_new: bool = True

    def hashes(self, keys: Iterable[str]) -> Mapping[str, str]:
        """Content hash by key, of statements for which an equal row at this time would change nothing."""
        if not self.only_if_new:
            return {}
        by_identity = {identify_row(key): key for key in keys}
        rows = Statement.objects.filter(
            source=self.source, content_as_of__lte=self.as_of, first_as_of__lte=self.as_of, gone_as_of__isnull=True
        )
        found = fetch_in(rows.values_list("identity", "content_hash"), "identity", by_identity)
        return {by_identity[identity]: content for identity, content in found}


class Ahead:
    """Reads batches, one of them ahead; to be closed. ``adapter``: the name of the one that found the rows."""

    def __init__(self, adapter: str, held: Held) -> None:
        self._adapter = adapter
        self._held = held
        self._stack = ExitStack()
        self._pool: ProcessPoolExecutor | None = None
        self._before: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def read(self, items: Iterable[Item]) -> Iterator[Batch[Parsed]]:
        """The items as batches, in their order."""
        waiting: _Reading | None = None
        fault: ParseError | None = None
        try:
            for chunk in _cut(items):
                found = self._pass_over(chunk)
                pool = self._open_pool() if len(found.items) >= FEWEST else None
                # There is nothing yet to be written beside the reading of the first ones: both read half of them.
                reading = _Reading(self._adapter, found, pool, mine=len(found.items) // 2 if waiting is None else 0)
                if waiting is not None:
                    yield waiting.gather()
                waiting = reading
        except ParseError as error:
            # What was found before the fault is read none the less.
            fault = error
        if waiting is not None:
            yield waiting.gather()
        if fault is not None:
            raise fault

    def _pass_over(self, chunk: list[Item]) -> Batch[Item]:
        """The chunk without the rows that say what is held, but for those that it or the one before it has twice.

        What is held of such a row is about to change.
        """
        counts = Counter(item.key for item in chunk if isinstance(item, RawRow))
        single = {key for key, count in counts.items() if key and count == 1} - self._before
        self._before = set(counts)
        hashes = self._held.hashes(single)
        found: Batch[Item] = Batch()
        for item in chunk:
            news: Item | None = item
            if isinstance(item, RawRow) and (known := hashes.get(item.key)):
                news = read_row(self._adapter, alter(item, known=known))
            if news is None:
                found.unchanged += 1
            else:
                found.items.append(news)
        return found

    def _open_pool(self) -> ProcessPoolExecutor | None:
        """The other process; None where there is only one processor to share."""
        if self._pool is None and (os.cpu_count() or 1) > 1:
            # Forked from a process with threads and connections, a child would inherit their locks.
            pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=follow_parent)
            self._pool = self._stack.enter_context(pool)
            self._stack.callback(partial(pool.shutdown, wait=False, cancel_futures=True))
        return self._pool


class _Reading:
    """A chunk that is being read: but for the ``mine`` first rows by the pool's process, in pieces.

    Without that process, and when it has died, all of it is read here.
    """

    def __init__(self, adapter: str, found: Batch[Item], pool: ProcessPoolExecutor | None, *, mine: int) -> None:
        self._adapter = adapter
        self._unchanged = found.unchanged
        self._mine = found.items[:mine]
        self._pieces = list(in_batches(found.items[mine:], PIECE))
        self._futures: list[Future[bytes]] = []
        with suppress(BrokenProcessPool):
            if pool is not None:
                self._futures.extend(pool.submit(read_packed, adapter, piece) for piece in self._pieces)

    def gather(self) -> Batch[Parsed]:
        """The rows as they were read; their bytes are forgotten here."""
        rows = read_rows(self._adapter, self._mine)
        self._mine.clear()
        for number, piece in enumerate(self._pieces):
            rows += self._fetch(number, piece)
            piece.clear()
        self._futures.clear()
        return Batch(rows, self._unchanged)

    def _fetch(self, number: int, piece: list[Item]) -> list[Parsed]:
        with suppress(BrokenProcessPool):
            if number < len(self._futures):
                return unpack(self._futures[number].result())
        return read_rows(self._adapter, piece)


def _cut(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in lists of limited length and size."""
    chunk: list[Item] = []
    size = 0
    for item in items:
        if chunk and (len(chunk) >= settings.RETAINER_BATCH or size >= LARGEST_BATCH):
            yield chunk
            chunk, size = [], 0
        chunk.append(item)
        size += len(item.raw) if isinstance(item, RawRow) else 0
    if chunk:
        yield chunk
