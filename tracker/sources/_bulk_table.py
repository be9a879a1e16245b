"""A register's bulk CSV as rows of named values, with its header checked before anything is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from tracker.errors import ParseError
from tracker.records import Quarantined, RowRef
from tracker.sources._quoted_rows import Readable, cut_rows, decode, split_values

_BYTE_ORDER_MARK = "\ufeff"
_MARKUP = re.compile(r"\s*<(?:!|\?|[a-z])", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>\s*(.*?)\s*</title", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One row: where it lies, its wanted values as filed and in the wanted order, and whether text was replaced."""

    ref: RowRef
    raw: bytes
    values: tuple[str, ...]
    damaged: bool


class BulkTable:
    """The rows of ``stream`` with the columns ``wanted``; columns in ``dropped`` are known and never read.

    Raises ParseError when a wanted column is missing or the stream is no CSV. What else differs in the header is no
    reason to lose a day: it is told in ``header_issue``.
    """

    def __init__(self, stream: Readable, wanted: Sequence[str], dropped: Sequence[str]) -> None:
        self._rows = cut_rows(stream)
        first = next(self._rows, None)
        if first is None:
            raise ParseError("the file is empty")
        text, _ = decode(first[1])
        self._names = _header_names(text)
        missing = [name for name in wanted if name not in self._names]
        if missing:
            raise ParseError(f"columns missing: {', '.join(missing)}; the file has {', '.join(self._names)[:400]}")
        self._pick = itemgetter(*(self._names.index(name) for name in wanted))
        self.header_issue = self._compare(first[1], wanted, dropped)
        self.rows = 0
        self.unreadable = 0

    def _compare(self, raw: bytes, wanted: Sequence[str], dropped: Sequence[str]) -> Quarantined | None:
        known = [*wanted, *dropped]
        unknown = [name for name in self._names if name not in known]
        gone = [name for name in dropped if name not in self._names]
        found = [f"unknown columns, not read: {', '.join(unknown)}"] if unknown else []
        found += [f"columns gone: {', '.join(gone)}"] if gone else []
        return Quarantined("; ".join(found), raw, RowRef(0, 0, len(raw))) if found else None

    def __iter__(self) -> Iterator[BulkRow | Quarantined]:
        """Each row, or why it could not be split. Raises ParseError at the end when the last row is torn."""
        width = len(self._names)
        torn = False
        for offset, raw in self._rows:
            self.rows += 1
            ref = RowRef(self.rows, offset, len(raw))
            text, damaged = decode(raw)
            values = split_values(text)
            torn = False
            if values is not None and len(values) == width:
                yield BulkRow(ref, raw, self._pick(values), damaged)
                continue
            torn = not raw.endswith(b"\n")
            yield self.quarantine(_describe(values, width), raw, ref)
        if torn:
            raise ParseError(f"the file ends in the middle of row {self.rows}")

    def quarantine(self, error: str, raw: bytes, ref: RowRef) -> Quarantined:
        """The row as one that could not be read; counted."""
        self.unreadable += 1
        return Quarantined(error, raw, ref)


def _describe(values: list[str] | None, width: int) -> str:
    if values is None:
        return "the row does not stand in quotes"
    return f"{len(values)} values where the header names {width}"


def _header_names(text: str) -> list[str]:
    text = text.removeprefix(_BYTE_ORDER_MARK).removeprefix("ï»¿")
    if _MARKUP.match(text):
        title = _TITLE.search(text)
        said = f' titled "{title[1][:100]}"' if title else ""
        raise ParseError(f"an HTML or XML page{said} came instead of the CSV")
    names = split_values(text)
    if names is None:
        raise ParseError(f"no header of quoted column names: the file begins with {text[:60]!r}")
    return names
