"""The only code that opens PDF files: always in a child process with limits, so that a hostile file harms nobody."""

from __future__ import annotations

from tracker.pdf.merging import Merged, merge_readings
from tracker.pdf.pages import Box, Line, Page, Word
from tracker.pdf.reader import Layer, PdfError, PdfLimits, has_ocr, read_layer, read_ocr, render_page

__all__ = [
    "Box",
    "Layer",
    "Line",
    "Merged",
    "Page",
    "PdfError",
    "PdfLimits",
    "Word",
    "has_ocr",
    "merge_readings",
    "read_layer",
    "read_ocr",
    "render_page",
]
