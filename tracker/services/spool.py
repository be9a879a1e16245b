"""A temporary file of parsed batches: what was read once need not be parsed twice, nor be held in memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from tracker.records import Parsed


class Spool:
    """Keeps batches in the order of writing; nobody but this process ever reads the file, which has no name."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="retainer-spool-")  # noqa: SIM115 – closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, batch: list[Parsed]) -> None:
        pickle.dump(batch, self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def read(self) -> Iterator[list[Parsed]]:
        """The batches, one at a time."""
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)  # noqa: S301 – our own file of a moment ago
            except EOFError:
                return
