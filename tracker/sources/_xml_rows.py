"""Reads XML files of records one record at a time, in constant memory, without trusting them.

Expat is driven directly: a document type declaration ends the reading before any entity can be defined, no external
resource is ever asked for, and the place of each record in the bytes is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from xml.parsers import expat

from tracker.errors import ParseError
from tracker.records import RowRef

DEEPEST = 40
LARGEST_ROW = 32 * 1024 * 1024
_CHUNK = 1 << 16


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class XmlError(ParseError):
    """The XML cannot be read, or not further; ``raw`` are the bytes where it stopped."""

    def __init__(self, message: str, raw: bytes = b"") -> None:
        super().__init__(message)
        self.raw = raw


@dataclass(slots=True)
class Node:
    """An element: its attributes, its own text, its children."""

    tag: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces).strip()

    def child(self, tag: str) -> Node | None:
        return next((node for node in self.children if node.tag == tag), None)

    def value(self, tag: str) -> str:
        """The text of a child, "" without one."""
        return "" if (node := self.child(tag)) is None else node.text

    def all(self, *path: str) -> Iterator[Node]:
        """The descendants at the end of a path of tags."""
        nodes = [self]
        for tag in path:
            nodes = [child for node in nodes for child in node.children if child.tag == tag]
        return iter(nodes)


@dataclass(frozen=True, slots=True)
class XmlRow:
    """One record with its bytes and their place."""

    node: Node
    raw: bytes
    ref: RowRef


class XmlRows:
    """The records of an XML file. ``kinds`` maps the root element to the tag of its records, or to "" where the root
    itself is the one record. ``root`` is known as soon as the first record is.

    Raises XmlError for malformed XML, another root, a document type declaration, elements nested deeper than
    ``DEEPEST`` and records larger than ``LARGEST_ROW`` bytes.
    """

    def __init__(self, stream: Readable, kinds: Mapping[str, str]) -> None:
        self.root = ""
        self._stream = stream
        self._kinds = kinds
        self._row_tag = ""
        self._stack: list[Node] = []
        self._depth = 0
        self._window = bytearray()
        self._window_start = 0
        self._row_start = -1
        self._rows = 0
        self._done: list[tuple[Node, int, int]] = []
        self._open: Node | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        handlers: dict[str, Any] = {
            "StartElementHandler": self._start,
            "EndElementHandler": self._end,
            "CharacterDataHandler": self._text,
            "StartDoctypeDeclHandler": self._refuse_doctype,
        }
        for name, handler in handlers.items():
            setattr(self._parser, name, handler)

    def __iter__(self) -> Iterator[XmlRow]:
        while True:
            chunk = self._stream.read(_CHUNK)
            self._window += chunk
            try:
                self._parser.Parse(chunk, not chunk)
            except (expat.ExpatError, XmlError) as error:
                reason = str(error) if isinstance(error, XmlError) else f"malformed XML: {error}"
                stopped = self._row_start if self._stack else self._parser.ErrorByteIndex
                self._close_row(stopped)
                yield from self._take_done()
                raise XmlError(reason, self._rest(stopped)) from None
            yield from self._take_done()
            self._trim()
            if not chunk:
                return

    def _take_done(self) -> Iterator[XmlRow]:
        for node, start, end in self._done:
            self._rows += 1
            raw = _without_blanks(bytes(self._window[start - self._window_start : end - self._window_start]))
            yield XmlRow(node, raw, RowRef(self._rows, start, len(raw)))
        self._done.clear()

    def _trim(self) -> None:
        keep_from = self._row_start if self._row_start >= 0 else self._window_start + len(self._window)
        del self._window[: keep_from - self._window_start]
        self._window_start = keep_from
        if len(self._window) > LARGEST_ROW:
            raise XmlError(f"a record of more than {LARGEST_ROW} bytes", self._rest(self._row_start))

    def _rest(self, start: int) -> bytes:
        begin = max(start - self._window_start, 0)
        return bytes(self._window[begin : begin + _CHUNK])

    # -- What expat calls ----------------------------------------------------------------------------------

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise XmlError(f"elements nested more than {DEEPEST} deep")
        if self._depth == 1:
            self._begin(tag)
        is_row = self._depth == 1 + bool(self._row_tag)
        if is_row:
            self._close_row(self._parser.CurrentByteIndex)
            self._row_start = self._parser.CurrentByteIndex
        elif not self._stack:
            return
        node = Node(tag, attributes)
        if self._stack:
            self._stack[-1].children.append(node)
        self._stack.append(node)

    def _begin(self, tag: str) -> None:
        if tag not in self._kinds:
            raise XmlError(f"the root element is {tag[:60]!r}, not one of {', '.join(sorted(self._kinds))}")
        self.root = tag
        self._row_tag = self._kinds[tag]

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._stack:
            node = self._stack.pop()
            if not self._stack:
                self._open = node
        if not self._depth:
            end = self._parser.CurrentByteIndex
            self._close_row(end if self._row_tag else self._window_start + len(self._window))

    def _text(self, data: str) -> None:
        if self._stack:
            self._stack[-1].pieces.append(data)

    def _close_row(self, end: int) -> None:
        """A record reaches to the beginning of the next one, or to the end of the root."""
        if self._open is not None:
            self._done.append((self._open, self._row_start, end))
            self._open = None
        self._row_start = -1

    def _refuse_doctype(self, *declared: object) -> None:
        raise XmlError("a document type declaration: refused")


def _without_blanks(raw: bytes) -> bytes:
    """The bytes up to the last ">" in whichever width its characters have: what follows a record is blank."""
    end = raw.rfind(b">") + 1
    if raw[1:2] == b"\x00":
        end += 1
    return raw[:end]
