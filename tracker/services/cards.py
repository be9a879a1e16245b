"""The picture that social networks show beside a link: 1200 × 630, drawn when it is asked for."""

from __future__ import annotations

import io
from collections.abc import Sequence

from anyascii import anyascii
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, SOFT, ACCENT = "#fbfaf7", "#1c2226", "#565f66", "#0b5563"
_MARGIN = 80
_MOST_LINES = 4
_DRAWN = 0x0250
"""Letters from here on the font lacks; they are written in Latin ones."""


def draw_card(title: str, facts: Sequence[str] = (), site: str = "Retainer") -> bytes:
    """A PNG with a title of up to four lines and a line for each fact."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 14), fill=ACCENT)
    large, small, mark = (ImageFont.load_default(size) for size in (62, 34, 36))
    top = 70
    draw.text((_MARGIN, top), site, font=mark, fill=ACCENT)
    top += 90
    for line in _wrap(draw, _latin(title), large)[:_MOST_LINES]:
        draw.text((_MARGIN, top), line, font=large, fill=INK)
        top += 76
    top += 18
    for fact in facts:
        if top < SIZE[1] - 70:
            draw.text((_MARGIN, top), _wrap(draw, _latin(fact), small)[0], font=small, fill=SOFT)
            top += 50
    held = io.BytesIO()
    image.save(held, "PNG", optimize=True)
    return held.getvalue()


def _latin(text: str) -> str:
    plain = "".join(letter if ord(letter) < _DRAWN or letter in "–—’“”€→…" else anyascii(letter) for letter in text)
    return " ".join(plain.replace("→", "–").split()) or "–"


def _wrap(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> list[str]:
    """Lines that fit; one that is cut ends with an ellipsis."""
    width = SIZE[0] - 2 * _MARGIN
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font=font) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    lines = [_cut(draw, line, font, width) for line in lines]
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES - 1] = _cut(draw, lines[_MOST_LINES - 1] + " …", font, width)
    return lines


def _cut(draw: ImageDraw.ImageDraw, line: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> str:
    while draw.textlength(line, font=font) > width and len(line) > 2:
        line = line[:-2].rstrip("…") + "…"
    return line
