"""The cutter: rows and values of a CSV whose quotes are not doubled."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ParseError
from tracker.sources import _quoted_rows
from tracker.sources._quoted_rows import cut_rows, decode, split_values


def cut(data: bytes, chunk: int = 1 << 18) -> list[bytes]:
    return [raw for _, raw in cut_rows(io.BytesIO(data), chunk)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'"a","b"\r\n"c","d"\r\n', [b'"a","b"', b'"c","d"\r\n']),
        (b'"a","b"\n"c","d"', [b'"a","b"', b'"c","d"']),
        (b'"a","line\r\nbreak"\r\n"c","d"', [b'"a","line\r\nbreak"', b'"c","d"']),
        (b'"a","name\r\r\n"\r\n"c",""', [b'"a","name\r\r\n"', b'"c",""']),
        (b'"","Co "X" Ltd"\r\n"","Y"', [b'"","Co "X" Ltd"', b'"","Y"']),
        (b'"","the "X"\r\n","2"\r\n"","Y"', [b'"","the "X"\r\n","2"', b'"","Y"']),
        (b'"a"\r\n\r\n"b"', [b'"a"', b'"b"']),
        (b'"","x"\r\n"","y"\r\n', [b'"","x"', b'"","y"\r\n']),
        (b"", []),
        (b"no quotes at all\r\nnone", [b"no quotes at all\r\nnone"]),
    ],
)
def test_rows_end_between_two_quotes(data: bytes, expected: list[bytes]) -> None:
    assert cut(data) == expected


def test_offsets_point_at_the_rows() -> None:
    data = b'"a","b"\r\n"c","d\r\ne"\r\n"f","g"\r\n'
    assert [data[offset : offset + len(raw)] for offset, raw in cut_rows(io.BytesIO(data), 5)] == cut(data)


_BYTES = st.lists(st.sampled_from([b'"', b",", b"\r", b"\n", b'"\r\n"', b'","', b"x", b"\x93"]), max_size=60).map(
    b"".join
)


@given(_BYTES, st.integers(1, 40))
def test_no_byte_is_lost_and_the_chunk_size_does_not_matter(data: bytes, chunk: int) -> None:
    rows = list(cut_rows(io.BytesIO(data), chunk))
    assert rows == list(cut_rows(io.BytesIO(data)))
    end = 0
    for offset, raw in rows:
        assert data[end:offset].strip(b"\r\n") == b""
        assert data[offset : offset + len(raw)] == raw
        end = offset + len(raw)
    assert end == len(data)


def test_a_file_without_row_ends_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_quoted_rows, "LONGEST_ROW", 1000)
    with pytest.raises(ParseError, match="no row ends within 1000 bytes"):
        cut(b"x" * 5000, chunk=100)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a","b"', ["a", "b"]),
        ('"","say "hello"",""\r\n', ["", 'say "hello"', ""]),
        ('"",""Quoted"","x"', ["", '"Quoted"', "x"]),
        ('""', [""]),
        ('"', None),
        ("", None),
        ("a,b", None),
        ('"a","b', None),
    ],
)
def test_split_values(text: str, expected: list[str] | None) -> None:
    assert split_values(text) == expected


@pytest.mark.parametrize(
    ("raw", "expected", "damaged"),
    [
        (b"plain", "plain", False),
        (b"PETR\xd3LEOS \x93X\x94 \x96 \x80", "PETRÓLEOS “X” – €", False),
        ("Petróleos “X”".encode(), "Petróleos “X”", False),
        ("\x93PDVSA\x94".encode(), "“PDVSA”", False),
        (b"A\x81\x8d\x8f\x90\x9dB", "A\ufffd\ufffd\ufffd\ufffd\ufffdB", True),
        (b"nul\x00 bell\x07", "nul\ufffd bell\ufffd", True),
        (b"tab\tbreak\r\n", "tab\tbreak\r\n", False),
    ],
)
def test_decode(raw: bytes, expected: str, damaged: bool) -> None:
    assert decode(raw) == (expected, damaged)


@given(st.binary(max_size=200))
def test_decode_takes_any_bytes(raw: bytes) -> None:
    text, damaged = decode(raw)
    assert damaged == ("\ufffd" in text)
    assert "\x00" not in text
