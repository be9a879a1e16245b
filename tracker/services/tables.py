"""Writing what is taken along: CSV, JSON, JSON lines and spreadsheets, streamed, of any kind of record."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from tracker.filters.keyset import Sort
from tracker.services.dictionary import Table
from tracker.services.heading import Heading
from tracker.services.workbook import write_workbook

FORMATS = ("jsonl", "csv", "json", "xlsx")

BY_ID = Sort("id", "id", "id", "number", has_gaps=False)
"""The usual order of an export: ids never change, so nothing is doubled or left out while records do."""

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Export:
    """How one kind of record is taken along.

    ``lines(rows, sort=…)`` gives one JSON object per record, ``flatten`` its cells in the order of the table's columns.
    """

    table: Table
    lines: Callable[..., Iterator[Line]]
    flatten: Callable[[Line], Sequence[Any]]


def write_export(
    export: Export, rows: QuerySet[Any], form: str, *, sort: Sort = BY_ID, heading: Heading | None = None
) -> Iterator[bytes]:
    """The records in one of ``FORMATS``, as pieces of the file. With a heading, the file says what it is."""
    lines = export.lines(rows, sort=sort)
    if form == "xlsx":
        return write_workbook(_sheets(export, lines, heading))
    writers = {"csv": _write_csv, "json": _write_document, "jsonl": _write_json_lines}
    return (piece.encode() for piece in writers[form](export, lines, heading))


# -- JSON --------------------------------------------------------------------------------------------------

# No stored text holds NUL, so what stands between two of them can only be a number.
_NUMBER = re.compile(r'"\\u0000([^"\\]+)\\u0000"')


def write_json(line: Any) -> str:
    """The line as one line of JSON, every digit of a Decimal kept (a float would not hold them all)."""
    return _NUMBER.sub(r"\1", json.dumps(line, default=_mark_number, separators=(",", ":"), ensure_ascii=False))


def _mark_number(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"\x00{value:f}\x00"
    raise TypeError(f"{type(value).__name__} has no JSON form")


def json_lines(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield write_json(line) + "\n"


def _write_json_lines(export: Export, lines: Iterable[Line], heading: Heading | None) -> Iterator[str]:
    """One object a line; a heading is an object of its own in front, ``{"about": …}``."""
    if heading is not None:
        yield write_json({"about": _about(heading)}) + "\n"
    yield from json_lines(lines)


def _write_document(export: Export, lines: Iterable[Line], heading: Heading | None) -> Iterator[str]:
    """One object: ``about`` and the records."""
    yield "{"
    if heading is not None:
        yield f'"about":{write_json(_about(heading))},'
    yield f'"{export.table.name}":['
    before = "\n"
    for line in lines:
        yield before + write_json(line)
        before = ",\n"
    yield "\n]}\n"


def _about(heading: Heading) -> dict[str, Any]:
    about: dict[str, Any] = {}
    for name, text in heading.fixed:
        about[name] = f"{about[name]} {text}" if name in about else text
    return about | {"rows": heading.count()}


# -- CSV ---------------------------------------------------------------------------------------------------

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_CHUNK = 1 << 16


def _write_csv(export: Export, lines: Iterable[Line], heading: Heading | None) -> Iterator[str]:
    if heading is not None:
        # The first bytes do not wait for the count.
        yield "".join(_remark(name, text) for name, text in heading.fixed)
        yield _remark("rows", str(heading.count()))
    yield from csv_lines(export, lines)


def _remark(name: str, text: str) -> str:
    """A line that begins with "#". A comma would end its cell and could let the next one begin with a formula."""
    return f"# {name}: {' '.join(text.split()).replace(',', ';')}\r\n"


def csv_lines(export: Export, lines: Iterable[Line]) -> Iterator[str]:
    """The header, then rows, in pieces of about 64 kB."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(export.table.header)
    for line in lines:
        writer.writerow([defuse(cell) for cell in export.flatten(line)])
        if buffer.tell() > _CHUNK:
            yield _drain(buffer)
    yield _drain(buffer)


def _drain(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def defuse(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay as they are."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _PLAIN_NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def flatten_lists(lists: Mapping[str, Sequence[str]]) -> str:
    """``us-fara:1750; us-fara:1751``."""
    return "; ".join(f"{key}:{value}" for key, values in lists.items() for value in values)


# -- Spreadsheet -------------------------------------------------------------------------------------------


def _sheets(
    export: Export, lines: Iterable[Line], heading: Heading | None
) -> list[tuple[str, Iterable[Sequence[Any]]]]:
    days = [index for index, column in enumerate(export.table.columns) if column.kind == "day"]
    sheets: list[tuple[str, Iterable[Sequence[Any]]]] = [
        (export.table.title, chain([export.table.header], (_row(export, line, days) for line in lines)))
    ]
    if heading is not None:
        sheets.append(("About", _about_rows(export, heading)))
    return sheets


def _row(export: Export, line: Line, days: Sequence[int]) -> Sequence[Any]:
    cells = list(export.flatten(line))
    for index in days:
        if cells[index]:
            cells[index] = date.fromisoformat(cells[index])
    return cells


def _about_rows(export: Export, heading: Heading) -> Iterator[Sequence[Any]]:
    yield ("About this file",)
    yield from heading.fixed
    yield ("rows", heading.count())
    yield ()
    yield ("column", "kind", "meaning")
    for column in export.table.columns:
        yield (column.name, column.kind, column.about)
