"""Ask the child process for a PDF's text, its pages by optical recognition, or a picture of one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.errors import ParseError
from tracker.pdf.pages import Box, Page, read_page

_MOST_OUTPUT = 80_000_000

GRACE = 10.0
"""Seconds beyond its limit of processor time that a child may take: for starting, and while others compute."""


class PdfError(ParseError):
    """A PDF, or a page of it, that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """How much one PDF may cost: pages, bytes of the file, bytes of memory, and seconds for text and for a page."""

    pages: int = 300
    size: int = 60_000_000
    memory: int = 1_500_000_000
    seconds: int = 120
    page_seconds: int = 90


@dataclass(frozen=True, slots=True)
class Layer:
    """The text that a file holds. ``count``: pages in all, of which only the first ``PdfLimits.pages`` are read."""

    count: int
    pages: tuple[Page, ...]
    broken: tuple[tuple[int, str], ...] = ()


def has_ocr(program: str = "tesseract") -> str:
    """The path of the recognition program; "" when it is not installed."""
    return shutil.which(program) or ""


def read_layer(path: Path, limits: PdfLimits, *, tables: bool = False) -> Layer:
    """The text layer of every page. Raises PdfError when this is no PDF, needs a password, or is too much."""
    size = path.stat().st_size
    if size > limits.size:
        raise PdfError(f"{size:,} bytes are more than the {limits.size:,} that are read")
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise PdfError("this is no PDF: it does not begin as one")
    arguments = [str(path), "1", str(limits.pages), "tables" if tables else ""]
    count, pages, broken = 0, [], []
    for entry in _run("text", arguments, limits, limits.seconds):
        if "pages" in entry:
            count = int(entry["pages"])
        elif "error" in entry and "number" in entry:
            broken.append((int(entry["number"]), str(entry["error"])))
        else:
            pages.append(read_page(entry))
    if not count:
        raise PdfError("this PDF has no pages")
    return Layer(count, tuple(pages), tuple(broken))


OCR_DPI = 300


def read_ocr(path: Path, number: int, limits: PdfLimits, *, program: str = "tesseract", dpi: int = OCR_DPI) -> Page:
    """One page by optical recognition, drawn with ``dpi`` dots an inch.

    Raises PdfError when that fails or takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="retainer-ocr-") as folder:
        arguments = [str(path), str(number), str(dpi), folder, has_ocr(program) or program]
        for entry in _run("ocr", arguments, limits, limits.page_seconds):
            return read_page(entry)
    raise PdfError(f"page {number}: nothing came back from the recognition")


def render_page(
    path: Path,
    number: int,
    limits: PdfLimits,
    *,
    width: int,
    crop: Box | None = None,
    marks: Sequence[Box] = (),
    blots: Sequence[Box] = (),
) -> bytes:
    """A picture of the page as PNG, ``width`` pixels wide before it is cropped. Raises PdfError.

    ``marks`` are coloured, as a quote is; ``blots`` are painted over.
    """
    with tempfile.TemporaryDirectory(prefix="retainer-page-") as folder:
        target = Path(folder) / "page.png"
        places = [json.dumps(crop), json.dumps(list(marks)), json.dumps(list(blots))]
        arguments = [str(path), str(number), str(width), *places, str(target)]
        for _ in _run("render", arguments, limits, limits.page_seconds):
            return target.read_bytes()
    raise PdfError(f"page {number} cannot be drawn")


def _run(job: str, arguments: Sequence[str], limits: PdfLimits, seconds: int) -> Iterator[dict[str, Any]]:
    """The JSON lines that the child prints. It leads a group of its own, so that what it started ends with it."""
    command = [sys.executable, "-m", "tracker.pdf.child", job, str(limits.memory), str(seconds), *arguments]
    root = str(Path(__file__).resolve().parents[2])
    environment = {**_bare_environment(), "PYTHONPATH": root}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(  # noqa: S603 – our own module, arguments as a list
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        try:
            code = process.wait(timeout=seconds + GRACE)
        except subprocess.TimeoutExpired:
            raise PdfError(f"took longer than {seconds} seconds") from None
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        output.seek(0)
        entries = _read_entries(output.read(_MOST_OUTPUT))
    _raise_for(code, entries, seconds)
    yield from entries


def _read_entries(output: bytes) -> list[dict[str, Any]]:
    entries = []
    for line in output.splitlines():
        with suppress(ValueError):
            entries.append(json.loads(line))
    return entries


def _raise_for(code: int, entries: Sequence[dict[str, Any]], seconds: int) -> None:
    if code == 0:
        return
    if entries and "error" in entries[-1] and "number" not in entries[-1]:
        raise PdfError(str(entries[-1]["error"]))
    if code == -signal.SIGXCPU:
        raise PdfError(f"took longer than {seconds} seconds")
    killed = f"was ended by signal {-code}" if code < 0 else f"ended with status {code}"
    raise PdfError(f"the process that read it {killed}: damaged, or too much for the limits")


def _bare_environment() -> dict[str, str]:
    """Nothing of the worker's environment that a hostile file could profit from: no keys, no database."""
    kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SYSTEMROOT")
    return {name: os.environ[name] for name in kept if name in os.environ}
