"""Reads the rows that a ``scan`` has found, in whichever process: nothing here needs a database or settings."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from multiprocessing import parent_process
from typing import Any

from tracker.records import Parsed, RawRow
from tracker.sources import get_adapter

Item = Parsed | RawRow


def read_row(adapter: str, row: RawRow) -> Parsed | None:
    """The row, found by the adapter of that name; None when it says what is ``known`` of it."""
    read = get_adapter(adapter).read_row
    if read is None:
        raise TypeError(f"{adapter} reads no rows")
    return read(row)


def read_rows(adapter: str, items: list[Item]) -> list[Parsed]:
    """The items with their rows read, but for those that say what is known."""
    read = [read_row(adapter, item) if isinstance(item, RawRow) else item for item in items]
    return [item for item in read if item is not None]


def read_packed(adapter: str, items: list[Item]) -> bytes:
    """``read_rows`` for another process: the records wait there in a fraction of the memory that they take."""
    return pickle.dumps(read_rows(adapter, items), pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> list[Parsed]:
    """What ``read_packed`` has packed."""
    read: list[Parsed] = pickle.loads(packed)  # noqa: S301 – from our own process
    return read


def follow_parent() -> None:
    """End with the process that asked: one that is killed tells nobody. Interrupts are for it alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=[parent], daemon=True).start()


def _end_after(parent: Any) -> None:
    parent.join()
    os._exit(1)
