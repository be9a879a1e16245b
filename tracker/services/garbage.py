"""Batches without the garbage collector, which would look through all of their records again and again."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Nothing is collected inside, but by ``collect_young``.

    Records hold no cycles and vanish with their last reference. An import spent a sixth of its time on looking for
    cycles among them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def collect_young() -> None:
    """Collect what was made since the last time: after a batch, when its records are gone, that is little."""
    gc.collect(1)
    if _trim is not None:
        _trim(0)


def _find_trim() -> Callable[[int], int] | None:
    """What gives pages between blocks that are in use back to the system, where the C library can (glibc).

    Without it a few texts that are kept of each batch hold the pages of the whole batch, and an import of a million
    rows grows by hundreds of megabytes.
    """
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


_trim = _find_trim()
