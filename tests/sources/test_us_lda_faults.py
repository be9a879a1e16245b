"""Hostile and broken files of LDA filings: refused with a reason or quarantined with their bytes; nothing is lost."""

from __future__ import annotations

import gzip
import io
import json
import random
import tracemalloc
from collections.abc import Callable
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.lda_world import (
    HOUSE,
    LINES,
    PAGE,
    SENATE,
    captured,
    filing,
    keys,
    make_tar,
    make_zip,
    quarantined,
    read,
    read_lines,
    statements,
)
from tracker.errors import ParseError
from tracker.records import Request
from tracker.sources import _lda_files, _members
from tracker.sources.base import Config
from tracker.sources.us_lda import parse


class TestFaults:
    """Hostile and broken files: an error that says what is wrong, what was sound is read, nothing is lost."""

    def test_a_broken_line_is_quarantined_and_the_others_are_read(self) -> None:
        lines = LINES.splitlines()
        lines[3] = lines[3][:200]
        items = read(b"\n".join(lines))
        (bad,) = quarantined(items)
        assert len(statements(items)) == 10 and bad.raw == lines[3] and bad.row is not None and bad.row.row == 4

    @pytest.mark.parametrize(
        "line",
        [
            b'{"filing_uuid": NaN}',
            b'{"filing_uuid": "a", "filing_year": 1e400}',
            b'{"filing_uuid": "\xff"}',
            b'{"filing_uuid": "\\ud800"}',
            b'{"filing_type": "Q1", "lobbying_activities": ' + b"[" * 50_000,
            b'{"filing_year": 123456789012345678901234567890}',
            b'{"client": []}',
            b'{"lobbying_activities": {"a": 1}}',
            b"[1, 2]",
            b'"text"',
            b"\x00\x00",
            b'{"filing_uuid": "a", "filing_type": "Q1", "filing_year": -5}',
        ],
    )
    def test_hostile_lines_are_quarantined_with_their_bytes(self, line: bytes) -> None:
        items = read(LINES.splitlines()[0] + b"\n" + line + b"\n" + LINES.splitlines()[1])
        (bad,) = quarantined(items)
        assert bad.raw == line and len(statements(items)) == 2 and bad.error

    def test_truncated_xml_gives_what_was_whole_and_says_so(self) -> None:
        for data in (SENATE[: len(SENATE) * 2 // 3], SENATE[:-40]):
            found = []
            with pytest.raises(ParseError, match="malformed XML"):
                for item in parse(io.BytesIO(data), Request("file:a", "file"), Config("us-lda")):
                    found.append(item)
            assert keys(SENATE)[: len(found)] == [item.register_key for item in statements(found)] and len(found) > 2

    def test_in_an_archive_the_other_files_are_read(self) -> None:
        items = read(make_zip(a_xml=SENATE[:3_000], b_xml=HOUSE["300785920.xml"], c_txt=b"Read me", d_xml=b""))
        assert len([item for item in statements(items) if item.is_copy]) == 1
        told = [item.error for item in quarantined(items)]
        assert [text.split(":")[0] for text in told] == ["a.xml", "c.txt", "d.xml"]

    @pytest.mark.parametrize(
        "data",
        [
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><PublicFilings>&x;</PublicFilings>',
            b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><PublicFilings>&b;</PublicFilings>',
            b'<!DOCTYPE PublicFilings SYSTEM "http://127.0.0.1/x.dtd"><PublicFilings/>',
        ],
    )
    def test_documents_that_declare_entities_are_refused(self, data: bytes) -> None:
        with pytest.raises(ParseError, match="document type declaration"):
            read(data)

    def test_deep_nesting_and_strange_roots_are_refused(self) -> None:
        with pytest.raises(ParseError, match="nested"):
            read(b"<PublicFilings>" + b"<a>" * 100_000)
        with pytest.raises(ParseError, match="root element is 'html'"):
            read(b"<html><body/></html>")

    @pytest.mark.parametrize("data", [b"", b"  \n ", b"\x00" * 100, b"PK\x03\x04rubbish", b"\x1f\x8brubbish", b"hello"])
    def test_what_is_no_file_of_filings_is_refused(self, data: bytes) -> None:
        with pytest.raises(ParseError):
            read(data)

    def test_a_file_of_something_else_is_refused_early(self) -> None:
        with pytest.raises(ParseError, match="are no filings"):
            read(b'{"a": 1}\n' * 100_000)

    def test_a_torn_archive_is_refused(self) -> None:
        noise = random.Random(5)
        lines = b"\n".join(
            json.dumps(filing(filing_uuid=f"{noise.getrandbits(128):032x}")).encode() for _ in range(300)
        )
        for packed in (gzip.compress(lines), make_zip(a_ndjson=lines), make_tar({"a.ndjson": lines})):
            with pytest.raises(ParseError, match="corrupt"):
                read(packed[: len(packed) // 2])

    def test_a_bomb_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_members, "LARGEST_RATIO", 20)
        for pack in (gzip.compress, lambda data: make_zip(a_json=data), lambda data: make_tar({"a": data})):
            with pytest.raises(ParseError, match="unpacks to more than"):
                read(cast(Callable[[bytes], bytes], pack)(b"{" + b" " * 3_000_000))

    def test_an_endless_line_takes_no_memory(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_lda_files, "LONGEST_LINE", 100_000)
        data = LINES.splitlines()[0] + b"\n" + b'{"a": "' + b"x" * 3_000_000 + b'"}\n' + LINES.splitlines()[1]
        items = read(data)
        (bad,) = quarantined(items)
        assert "a line of more than" in bad.error and len(statements(items)) == 2

    def test_memory_does_not_grow_with_the_file(self) -> None:
        class Endless(io.RawIOBase):
            """So many copies of the captured lines, made as they are read."""

            def __init__(self, copies: int) -> None:
                self.left = copies
                self.rest = b""

            def read(self, size: int = -1) -> bytes:
                if not self.rest and self.left:
                    self.left -= 1
                    self.rest = LINES
                data, self.rest = self.rest[:size], self.rest[size:]
                return data

        def peak(copies: int) -> int:
            stream = _members.Stream(cast(BinaryIO, Endless(copies)))
            tracemalloc.start()
            count = sum(1 for _ in _lda_files._find_lines(stream, ""))
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert count == 11 * copies
            return peak

        peak(1)
        assert peak(300) < peak(30) * 1.5

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_no_damage_breaks_the_reader(self, data: st.DataObject) -> None:
        """Whatever bytes of a file are changed, it is read, quarantined or refused – and never lost or misread."""
        sample = bytearray(data.draw(st.sampled_from([LINES[:7_000], PAGE, SENATE, HOUSE["300787981.xml"]])))
        for _ in range(data.draw(st.integers(1, 8))):
            place = data.draw(st.integers(0, len(sample) - 1))
            sample[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
        try:
            items = read(bytes(sample))
        except ParseError:
            return
        assert items

    @settings(max_examples=150, deadline=None)
    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(filing())), inner, max_size=6)
            ),
            max_leaves=25,
        ),
        st.sampled_from(sorted(filing())),
    )
    def test_any_value_in_any_place_is_read_or_quarantined(self, value: Any, key: str) -> None:
        items = read_lines(filing(**{key: value}), captured("5f82249b"))
        assert len(statements(items)) + len(quarantined(items)) == 2 and len(statements(items)) >= 1
