"""The child process that opens a PDF: ``python -m tracker.pdf.child text|ocr|render …``, JSON on standard output.

It is started with hard limits of memory and time (see ``reader``) and knows neither database nor network. Whatever a
file does to it, the worker that started it lives on and notes why the file could not be read.
"""

from __future__ import annotations

import csv
import json
import math
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from tracker.pdf.tsv import assemble_words

MAX_PIXELS = 20_000_000
"""Of a drawn page: legal paper at 400 dots an inch has 19 million."""

MOST_LETTERS = 120_000
"""Of one page; a full page of small print has 8,000."""

SCAN_COVER = 0.7
"""Part of the page that pictures must cover for it to be a scan."""

PARAGRAPH_GAP = 0.011
"""Part of the page's height between two lines that belong to different paragraphs: 9 points of letter paper."""

SENSIBLE_POINTS = 20_000


def main(arguments: list[str]) -> int:
    job, memory, seconds, *rest = arguments
    _limit(int(memory), int(seconds))
    jobs: dict[str, Callable[..., None]] = {"text": print_text, "ocr": print_ocr, "render": draw_page}
    try:
        jobs[job](*rest)
    except (pdfium.PdfiumError, ValueError, OSError) as error:
        _print({"error": f"{error}"[:300] or type(error).__name__})
        return 3
    return 0


def _limit(memory: int, seconds: int) -> None:
    """No more memory, time and file size than that, and no core file; what it starts inherits the limits."""
    limits = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 100_000_000))
    for kind, most in (*limits, (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _print(entry: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(entry, ensure_ascii=True) + "\n")
    sys.stdout.flush()


# -- The text that the file holds ------------------------------------------------------------------------------


def print_text(path: str, first: str, most: str, tables: str) -> None:
    """Every page from ``first``, at most ``most`` of them, with the count of all as the first line."""
    document = pdfium.PdfDocument(path)
    _print({"pages": len(document)})
    for index in range(int(first) - 1, min(len(document), int(first) - 1 + int(most))):
        try:
            entry = _read_page(document, index)
        except (pdfium.PdfiumError, ValueError) as error:
            # One broken page of a file is no reason to lose the others.
            entry = {"number": index + 1, "text": "", "error": str(error)[:300]}
        if tables == "tables" and not entry.get("is_scan"):
            entry["tables"] = _read_tables(path, index)
        _print(entry)


def _read_page(document: pdfium.PdfDocument, index: int) -> dict[str, Any]:
    page = document[index]
    width, height = page.get_size()
    text_page = page.get_textpage()
    count = text_page.count_chars()
    if count > MOST_LETTERS:
        raise ValueError(f"{count:,} letters on one page")
    text, lines = _read_lines(text_page, count, page)
    is_scan = _picture_cover(page) >= SCAN_COVER
    return {"number": index + 1, "text": text, "width": width, "height": height, "is_scan": is_scan, "lines": lines}


def _read_lines(text_page: Any, count: int, page: Any) -> tuple[str, list[Any]]:
    """The text with a line break after each line, and the place of each line."""
    left, bottom, right, top = page.get_bbox()
    wide, high = max(right - left, 1.0), max(top - bottom, 1.0)
    pieces: list[str] = []
    lines: list[Any] = []
    length = 0
    last = 0.0
    for begin, end, content in _split_lines(text_page, count):
        box = _bound(text_page, begin, end)
        if content.strip() and box is not None:
            x0, y0, x1, y1 = box
            place = [(x0 - left) / wide, (top - y1) / high, (x1 - left) / wide, (top - y0) / high]
            if lines and place[1] - last > PARAGRAPH_GAP:
                pieces.append("\n")
                length += 1
            last = place[3]
            lines.append([length, length + len(content), [round(part, 4) for part in place]])
        pieces.append(content + "\n")
        length += len(content) + 1
    return "".join(pieces), lines


def _split_lines(text_page: Any, count: int) -> Iterator[tuple[int, int, str]]:
    """Each line as its first and last character in the page, and its text."""
    letters = [chr(pdfium_c.FPDFText_GetUnicode(text_page, at)) for at in range(count)]
    begin = 0
    for at in range(count + 1):
        if at < count and letters[at] not in "\r\n":
            continue
        if at > begin:
            yield begin, at, "".join(map(_clean_letter, letters[begin:at]))
        begin = at + 1


def _clean_letter(letter: str) -> str:
    """One character for one, so that places in the text and on the page agree."""
    if letter in "\ufffe\x02\xad":
        return "-"
    return letter if letter.isprintable() and not 0xD800 <= ord(letter) <= 0xDFFF else " "


def _bound(text_page: Any, begin: int, end: int) -> tuple[float, float, float, float] | None:
    boxes = [text_page.get_charbox(at) for at in range(begin, end)]
    boxes = [box for box in boxes if box[2] > box[0] and all(map(math.isfinite, box))]
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _picture_cover(page: Any) -> float:
    """Part of the page that its largest picture covers, or all of them where a scan was cut into strips."""
    width, height = page.get_size()
    covered = 0.0
    for number, item in enumerate(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        left, bottom, right, top = item.get_bounds()
        covered += max(min(right, width) - max(left, 0), 0) * max(min(top, height) - max(bottom, 0), 0)
        if number >= 400:
            break
    return float(covered / max(width * height, 1.0))


def _read_tables(path: str, index: int) -> list[list[list[str]]]:
    """Tables with ruled lines; a page that trips the finder has none."""
    import pdfplumber

    try:
        with pdfplumber.open(path, pages=[index + 1]) as document:
            found = document.pages[0].extract_tables()
    except Exception:
        return []
    return [[[str(cell or "")[:500] for cell in row] for row in table[:500]] for table in found[:20]]


# -- Pictures ----------------------------------------------------------------------------------------------------


def _draw(path: str, number: int, dpi: float) -> Any:
    document = pdfium.PdfDocument(path)
    if not 1 <= number <= len(document):
        raise ValueError(f"there is no page {number}")
    page = document[number - 1]
    width, height = page.get_size()
    if not (0 < width < SENSIBLE_POINTS and 0 < height < SENSIBLE_POINTS):
        raise ValueError(f"a page of {width:.0f} by {height:.0f} points")
    scale = min(dpi / 72, math.sqrt(MAX_PIXELS / (width * height)))
    return page.render(scale=scale, grayscale=True).to_pil()


def draw_page(path: str, number: str, width: str, crop: str, marks: str, blots: str, target: str) -> None:
    """Draw the page (or a part of it) as PNG, ``width`` pixels for the whole page, places marked or painted over."""
    from PIL import ImageChops, ImageDraw

    picture = _draw(path, int(number), 150)
    picture = picture.resize((int(width), max(1, round(picture.height * int(width) / picture.width))))
    picture = picture.convert("RGB")
    veil = picture.copy()
    veil.paste((255, 255, 255), (0, 0, picture.width, picture.height))
    pen = ImageDraw.Draw(veil)
    for box in json.loads(marks):
        pen.rectangle(_pixels(box, picture), fill=(255, 236, 130))
    picture = ImageChops.multiply(picture, veil)
    pen = ImageDraw.Draw(picture)
    for box in json.loads(blots):
        pen.rectangle(_pixels(box, picture), fill=(205, 205, 205))
    if area := json.loads(crop):
        picture = picture.crop(_pixels(area, picture))
    picture.quantize(64).save(target, format="PNG", optimize=True)
    _print({"width": picture.width, "height": picture.height})


def _pixels(box: list[float], picture: Any) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    x0, y0 = int(left * picture.width), int(top * picture.height)
    return x0, y0, max(x0 + 1, math.ceil(right * picture.width)), max(y0 + 1, math.ceil(bottom * picture.height))


# -- Optical recognition -----------------------------------------------------------------------------------------


def print_ocr(path: str, number: str, dpi: str, folder: str, program: str) -> None:
    """Recognise one page with tesseract and print it as ``print_text`` does, with the words that it doubts."""
    picture = _draw(path, int(number), int(dpi))
    drawn = Path(folder) / "page.png"
    picture.save(drawn, compress_level=1)
    size = picture.size
    picture.close()
    environment = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "/usr/bin:/bin")}
    if "TESSDATA_PREFIX" in os.environ:
        environment["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    command = [program, str(drawn), "stdout", "-l", "eng", "--dpi", dpi, "-c", "tessedit_create_tsv=1"]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)  # noqa: S603
    if done.returncode != 0:
        raise ValueError(f"tesseract failed: {done.stderr.decode('utf-8', 'replace').strip()[-200:]}")
    rows = csv.DictReader(done.stdout.decode("utf-8", "replace").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    _print({"number": int(number), **assemble_words(rows, *size)})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
