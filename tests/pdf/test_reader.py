"""PDFs in the child process: text, recognition, pictures, and files that would rather do harm."""

from __future__ import annotations

import json
import random
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.typeset import Sheet, amendment, hidden_block, scanned, typeset
from tracker.errors import ParseError
from tracker.pdf import (
    Line,
    Page,
    PdfError,
    PdfLimits,
    Word,
    has_ocr,
    merge_readings,
    read_layer,
    read_ocr,
    render_page,
)
from tracker.pdf import reader as reader_module
from tracker.pdf.tsv import assemble_words

LIMITS = PdfLimits(seconds=30, page_seconds=60)
BODY = amendment("Registrant and the Republic of Freedonia renewed their contract for a monthly fee of $12,500.")

with_ocr = pytest.mark.skipif(not has_ocr(), reason="tesseract is not installed")


def saved(folder: Path, body: bytes) -> Path:
    path = folder / "filing.pdf"
    path.write_bytes(body)
    return path


def test_the_text_of_each_page_with_the_place_of_each_line(tmp_path: Path) -> None:
    layer = read_layer(saved(tmp_path, BODY), LIMITS)
    assert (layer.count, [page.number for page in layer.pages]) == (2, [1, 2])
    page = layer.pages[0]
    assert not page.is_scan
    assert "Republic of Freedonia renewed their contract" in page.text
    line = next(line for line in page.lines if "Registrant and the Republic" in page.text[line.start : line.end])
    left, top, right, bottom = line.box
    assert 0 < left < right < 1 and 0.4 < top < bottom < 0.8


def test_tables_with_ruled_lines(tmp_path: Path) -> None:
    rows = [("Date", "From whom", "Purpose", "Amount"), ("07/15/2020", "Freedonia", "Monthly fee", "$20,000.00")]
    path = saved(tmp_path, typeset(Sheet("14. (a) RECEIPTS-MONIES", rows)))
    assert read_layer(path, LIMITS, tables=True).pages[0].tables == (tuple(map(tuple, rows)),)
    assert read_layer(path, LIMITS).pages[0].tables == ()


def test_a_scan_is_known_as_one(tmp_path: Path) -> None:
    layer = read_layer(saved(tmp_path, scanned(BODY, hidden=hidden_block(), dpi=72)), LIMITS)
    assert [page.is_scan for page in layer.pages] == [True, True]
    assert layer.pages[0].text.startswith("Document Metadata")


@with_ocr
def test_recognition_gives_text_and_places(tmp_path: Path) -> None:
    page = read_ocr(saved(tmp_path, scanned(BODY)), 1, LIMITS)
    assert "monthly fee of $12,500" in " ".join(page.text.split())
    assert all(page.text[line.start : line.end].strip() for line in page.lines)


def test_recognition_that_is_not_installed_says_so(tmp_path: Path) -> None:
    with pytest.raises(PdfError):
        read_ocr(saved(tmp_path, BODY), 1, LIMITS, program="no-such-program")


def test_a_picture_of_a_page_and_of_a_part_of_it(tmp_path: Path) -> None:
    path = saved(tmp_path, BODY)
    whole = render_page(path, 1, LIMITS, width=500)
    part = render_page(path, 1, LIMITS, width=500, crop=(0, 0.4, 1, 0.5), marks=[(0.1, 0.42, 0.9, 0.45)])
    assert whole.startswith(b"\x89PNG") and part.startswith(b"\x89PNG")
    assert int.from_bytes(whole[16:20]) == int.from_bytes(part[16:20]) == 500
    assert int.from_bytes(part[20:24]) < int.from_bytes(whole[20:24]) / 5


@pytest.mark.parametrize("number", [0, 3])
def test_a_page_that_is_not_there(tmp_path: Path, number: int) -> None:
    with pytest.raises(PdfError, match="no page"):
        render_page(saved(tmp_path, BODY), number, LIMITS, width=500)


# -- Files that cannot be read -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "no PDF"),
        (b"<html><body>Sign in</body></html>", "no PDF"),
        (b"%PDF-1.7\n", "Failed to load"),
        (BODY[:300], "Failed to load"),
    ],
)
def test_what_is_no_pdf_is_refused_with_the_reason(tmp_path: Path, body: bytes, said: str) -> None:
    with pytest.raises(ParseError, match=said):
        read_layer(saved(tmp_path, body), LIMITS)


def test_too_large_a_file_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="more than the 1,000"):
        read_layer(saved(tmp_path, BODY), replace(LIMITS, size=1000))


def test_pages_behind_the_limit_are_counted_and_not_read(tmp_path: Path) -> None:
    layer = read_layer(saved(tmp_path, BODY), replace(LIMITS, pages=1))
    assert (layer.count, len(layer.pages)) == (2, 1)


def test_a_file_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/sh")
    script = tmp_path / "slow"
    script.write_text("sleep 60")
    monkeypatch.setattr(reader_module, "GRACE", 0.2)
    with pytest.raises(PdfError, match=r"took longer than 0 seconds|ended"):
        list(reader_module._run("text", [str(script)], LIMITS, 0))


def bomb(size: int) -> bytes:
    """A page whose content unpacks to ``size`` bytes of nothing."""
    packed = zlib.compress(b" " * size, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, item) for n, item in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R/Size 5>>"


def test_a_file_that_unpacks_to_more_than_the_memory_harms_nobody(tmp_path: Path) -> None:
    path = saved(tmp_path, bomb(600_000_000))
    try:
        layer = read_layer(path, replace(LIMITS, memory=400_000_000))
    except PdfError:
        return
    assert all(not page.text.strip() for page in layer.pages), "given up, or read as the empty page that it is"


def test_a_page_as_large_as_a_field_is_not_drawn(tmp_path: Path) -> None:
    body = bomb(10).replace(b"[0 0 612 792]", b"[0 0 90000 90000]")
    with pytest.raises(PdfError):
        render_page(saved(tmp_path, body), 1, LIMITS, width=500)


@pytest.mark.parametrize("seed", range(12))
def test_mutilated_files_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    body = bytearray(BODY if seed % 2 else scanned(BODY, dpi=50))
    for _ in range(chance.randint(1, 60)):
        body[chance.randrange(20, len(body))] = chance.randrange(256)
    if seed % 3 == 0:
        del body[chance.randrange(len(body) // 2, len(body)) :]
    path = saved(tmp_path, bytes(body))
    try:
        layer = read_layer(path, LIMITS)
    except ParseError as error:
        assert str(error)
        return
    for page in layer.pages:
        assert all(0 <= line.start <= line.end <= len(page.text) for line in page.lines)


# -- Two readings of a page --------------------------------------------------------------------------------


def page_of(*lines: str, top: float = 0.1) -> Page:
    text, places = "", []
    for number, line in enumerate(lines):
        y = top + number * 0.02
        places.append(Line(len(text), len(text) + len(line), (0.1, y, 0.9, y + 0.015)))
        text += line + "\n"
    return Page(1, text, lines=tuple(places))


def test_of_each_line_the_better_reading_is_taken_and_the_other_kept() -> None:
    merged = merge_readings(
        page_of("BGR agrees to pay a monthly fee of USD $2510.0.00.", "The term is one year."),
        page_of("BGR agrees to pay a monthly fee of USD $25,000.00.", "Tbe tcnn ls 0ne yeer;"),
    )
    assert merged.page.text == "BGR agrees to pay a monthly fee of USD $25,000.00.\nThe term is one year.\n"
    assert [other for *_, other in merged.others] == [
        "BGR agrees to pay a monthly fee of USD $2510.0.00.",
        "Tbe tcnn ls 0ne yeer;",
    ]


def test_a_line_that_only_one_reading_has_is_kept() -> None:
    second = page_of("Fees and expenses")
    first = replace(page_of("Scope of work", top=0.5), is_scan=True)
    assert merge_readings(first, second).page.text.split("\n") == ["Fees and expenses", "", "Scope of work", ""]


def test_words_of_the_recognition_become_lines_paragraphs_and_doubts() -> None:
    columns = ("block_num", "par_num", "line_num", "left", "top", "width", "height", "conf", "text")
    words = [
        ("1", "1", "1", "10", "10", "50", "10", "95", "Fee"),
        ("1", "1", "1", "70", "10", "50", "10", "41.5", "$5,000"),
        ("1", "1", "2", "10", "30", "50", "10", "30", "monthly"),
        ("2", "1", "1", "10", "80", "50", "10", "90", "End"),
        ("2", "1", "1", "x", "80", "50", "10", "90", "broken"),
        ("2", "1", "1", "10", "80", "50", "10", "-1", ""),
    ]
    found = assemble_words([dict(zip(columns, word, strict=True)) for word in words], 200, 100)
    assert found["text"] == "Fee $5,000\nmonthly\n\nEnd\n"
    assert found["doubts"] == [[4, 10, 41.5]], "only figures can be doubtful"
    assert found["lines"][0] == [0, 10, [0.05, 0.1, 0.6, 0.2]]
    json.dumps(found)
    assert Word(4, 10, 41.5).confidence == 41.5
