"""The text of a web page's bytes: what its encoding really is, whatever it declares."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE
)
_HEAD = 4096
_GUESSED = 65_536
# What browsers read under these labels: the vendor's superset of each standard.
_SUPERSETS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "tis-620": "cp874",
}  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BAD_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as text without control characters; ``damaged`` when bytes had to be replaced by U+FFFD."""

    text: str
    encoding: str
    damaged: bool


def decode_page(data: bytes, header_charset: str = "") -> PageText:
    """The page as text: a byte order mark wins, then UTF-8 if it is valid, then what is declared if it fits.

    Valid UTF-8 outranks the declaration because single-byte text almost never is valid UTF-8, while pages often
    declare the wrong thing. Labels are read as browsers read them (ISO-8859-1 is cp1252). Never raises.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _lenient(data, codec)
    declared = [codec for codec in (_codec_of(header_charset), _codec_of(_declared_label(data))) if codec]
    for codec in ("utf-8", *declared):
        text = _strict(data, codec)
        if text is not None:
            return PageText(_CONTROLS.sub(" ", text), codec, False)
    if mostly := _mostly_utf8(data):
        return mostly
    guess = from_bytes(data[:_GUESSED]).best()
    return _lenient(data, guess.encoding if guess is not None else "cp1252")


def _declared_label(data: bytes) -> str:
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii", "replace") if match else ""


def _codec_of(label: str) -> str:
    try:
        name = codecs.lookup(label.strip() or "?").name
    except (LookupError, ValueError):
        return ""
    return _SUPERSETS.get(name, name)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None
    # codecs such as "hex" or "zip" are no encodings of text
    return text if isinstance(text, str) else None


def _lenient(data: bytes, codec: str) -> PageText:
    text = data.decode(codec, errors="replace")
    return PageText(_CONTROLS.sub(" ", text), codec, REPLACEMENT in text)


def _mostly_utf8(data: bytes) -> PageText | None:
    """UTF-8 with a few broken bytes in it (a cut title, a pasted word): no reason to misread the rest."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count(REPLACEMENT)
    sound = sum(1 for char in text if char > "\x7f") - broken
    if sound and broken <= sound * _BAD_SHARE:
        return PageText(_CONTROLS.sub(" ", text), "utf-8", True)
    return None
