"""A spreadsheet (XLSX), written while it is sent: memory stays flat however many rows it has."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

MOST_ROWS = 1_048_576
"""Rows that the format has, the one with the headings included."""

MOST_LETTERS = 32_767
"""Of one cell; the rest is cut, and the cell ends with an ellipsis."""

_CHUNK = 1 << 16
_FIRST_DAY = date(1900, 3, 1)
"""Excel takes 1900 for a leap year; earlier days are written as text."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Row = Sequence[Any]


class _Sink:
    """What the archive is written to: bytes wait here until they are sent. It cannot seek, so nothing is patched."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def tell(self) -> int:
        raise OSError("a stream has no place to go back to")

    def seek(self, offset: int, whence: int = 0, /) -> int:
        raise OSError("a stream has no place to go back to")

    def close(self) -> None:
        """Nothing is held open."""

    def drain(self) -> bytes:
        data = b"".join(self.waiting)
        self.waiting, self.size = [], 0
        return data


def write_workbook(sheets: Sequence[tuple[str, Iterable[Row]]]) -> Iterator[bytes]:
    """The sheets (name, rows) as pieces of one file. Text is written as text: no cell is a formula.

    A row's cells are str, int, Decimal, bool, date or None. The first row of each sheet stays in view.
    """
    sink = _Sink()
    archive = zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=4)
    for name, text in _frame([name for name, _ in sheets]).items():
        archive.writestr(name, _DECLARATION + text)
    yield sink.drain()
    for number, (_, rows) in enumerate(sheets, 1):
        with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as sheet:
            for piece in _sheet_pieces(rows):
                sheet.write(piece.encode())
                if sink.size > _CHUNK:
                    yield sink.drain()
        yield sink.drain()
    archive.close()
    yield sink.drain()


def _sheet_pieces(rows: Iterable[Row]) -> Iterator[str]:
    view = '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetViews>{view}</sheetView></sheetViews><sheetData>'
    for row in rows:
        yield f"<row>{''.join(map(_cell, row))}</row>"
    yield "</sheetData></worksheet>"


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | Decimal):
        return f"<c><v>{value:f}</v></c>" if isinstance(value, Decimal) else f"<c><v>{value}</v></c>"
    if isinstance(value, date) and value >= _FIRST_DAY:
        return f'<c s="1"><v>{value.toordinal() - _FIRST_DAY.toordinal() + 61}</v></c>'
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{_clean(text)}</t></is></c>'


def _clean(text: str) -> str:
    if len(text) > MOST_LETTERS:
        text = text[: MOST_LETTERS - 1] + "…"
    return escape(_ESCAPED.sub("_x005F_", _NOT_XML.sub("\ufffd", text)))


def _frame(names: Sequence[str]) -> dict[str, str]:
    """The parts of the file beside its sheets."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, names, strict=True)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KINDS}.worksheet+xml"/>' for n in numbers
    )
    styles = (
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="14" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KINDS}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        f'<Relationship Id="rId{len(names) + 1}" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
    }
