"""Files of LDA filings: told apart by content, read in any packing, in constant memory, and never trusted."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from fnmatch import fnmatch
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.lda_world import HERE, captured, filing, quarantined, read, read_lines, statements
from tracker.errors import ParseError
from tracker.records import ABRIDGED, Request, StatementRecord
from tracker.sources import _lda_files, _members
from tracker.sources._lda_house_xml import read_day, read_moment
from tracker.sources.base import Config
from tracker.sources.us_lda import ADAPTER, parse

SENATE = gzip.decompress((HERE / "senate-2016.xml.gz").read_bytes())
LINES = (HERE / "filings.ndjson").read_bytes()
PAGE = (HERE / "filings-page.json").read_bytes()


def house_files() -> dict[str, bytes]:
    with tarfile.open(HERE / "house-2016-q1.tar.gz") as archive:
        return {member.name: cast(Any, archive.extractfile(member)).read() for member in archive}


HOUSE = house_files()


def make_zip(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return target.getvalue()


def make_tar(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


def keys(data: bytes, page: str = "file") -> list[str]:
    return [item.register_key for item in statements(read(data, page))]


class TestFormats:
    @pytest.mark.parametrize(
        ("name", "page"),
        [
            ("filings_2021_1A.ndjson.gz", "ndjson"),
            ("filings.jsonl", "ndjson"),
            ("list_fil.json", "file"),
            ("2016_4_11_1.xml.gz", "file"),
            ("1999_2.zip", "file"),
            ("2016_1stQuarter_XML.tar.gz", "file"),
            ("300785920.XML", "file"),
        ],
    )
    def test_names_of_files_lead_to_pages(self, name: str, page: str) -> None:
        assert next(page for pattern, page in ADAPTER.offline_pages.items() if fnmatch(name.lower(), pattern)) == page

    def test_every_packing_of_every_format_reads_the_same(self) -> None:
        for data, count in ((LINES, 11), (PAGE, 3), (SENATE, 8), (HOUSE["300785920.xml"], 1)):
            plain = keys(data)
            assert len(plain) == count
            assert keys(gzip.compress(data)) == plain
            assert keys(make_zip(a_xml=data)) == plain
            assert keys(make_tar({"folder/a": data})) == plain
            assert keys(make_tar({"folder/a": data}, "w")) == plain
            assert keys(make_tar({"a.gz": gzip.compress(data)})) == plain

    def test_one_archive_may_hold_several_formats(self) -> None:
        data = make_zip(a_xml=SENATE, b_ndjson=LINES, c_xml=HOUSE["300785920.xml"], d_json=PAGE)
        assert len(keys(data)) == 8 + 11 + 1 + 3

    def test_statements_of_an_archive_name_their_file(self) -> None:
        (item,) = statements(read(make_zip(a_xml=HOUSE["300785920.xml"])))
        assert item.fields["file"] == "a.xml"

    def test_a_single_filing_and_a_pretty_page_and_a_list(self) -> None:
        one = filing()
        for data in (one, [one], {"count": 1, "results": [one]}):
            for indent in (None, 1):
                assert keys(json.dumps(data, indent=indent).encode()) == ["3c62a230-10e2-4594-882f-4f7919c0a31c"]

    def test_lines_may_begin_with_a_mark_end_in_crlf_and_be_blank(self) -> None:
        data = b"\xef\xbb\xbf" + LINES.replace(b"\n", b"\r\n\r\n")
        assert keys(data) == keys(LINES)

    def test_a_named_format_is_the_only_one_taken(self) -> None:
        for page, data in (("senate-xml", LINES), ("house-xml", SENATE), ("ndjson", SENATE), ("senate-xml", PAGE)):
            with pytest.raises(ParseError, match=r"where .* was expected"):
                read(data, page)

    def test_statements_point_at_their_bytes(self) -> None:
        for data in (LINES, PAGE, SENATE, HOUSE["300787872.xml"]):
            for item in statements(read(data)):
                assert item.row is not None
                raw = data[item.row.offset : item.row.offset + item.row.length]
                (again,) = statements(read(raw if data is not SENATE else wrap(raw)))
                assert again.register_key == item.register_key

    def test_big_endian_utf_16(self) -> None:
        assert keys(b"\xfe\xff" + SENATE.decode("utf-16").encode("utf-16-be")) == keys(SENATE)


def wrap(raw: bytes) -> bytes:
    """A row of a Senate file as a file of its own."""
    return f"<PublicFilings>{raw.decode('utf-16-le')}</PublicFilings>".encode()


class TestSenate:
    def changed(self, **attributes: str) -> list[Any]:
        """The first filing of the capture with some attributes changed ("Registrant__RegistrantID")."""
        text = SENATE.decode("utf-16")
        start, end = text.index("<Filing"), text.index("</Filing>") + 9
        row = text[start:end]
        for name, value in attributes.items():
            tag, _, attribute = name.rpartition("__")
            begin = row.index(f"<{tag or 'Filing'} ")
            place = row.index(f' {attribute}="', begin) + len(attribute) + 3
            row = row[:place] + value + row[row.index('"', place) :]
        return read(f"<PublicFilings>{row}</PublicFilings>".encode())

    def one(self, **attributes: str) -> StatementRecord:
        (item,) = self.changed(**attributes)
        assert isinstance(item, StatementRecord), item
        return item

    def test_a_filing_has_the_identity_that_the_api_gives_it(self) -> None:
        item = self.one(
            ID="3C62A230-10E2-4594-882F-4F7919C0A31C", Registrant__RegistrantID="400762305", Client__ClientID="416"
        )
        (api,) = statements(read_lines(filing(filing_type="3T", filing_year=2016, filing_period="third_quarter")))
        assert (item.register_key, item.contract_key, item.report_key) == (
            api.register_key,
            api.contract_key,
            api.report_key,
        )
        assert item.period == api.period and item.report_type == api.report_type and not item.is_copy

    def test_it_says_less_than_the_api_and_so_never_overwrites_it(self) -> None:
        assert self.one().content_hash.startswith(ABRIDGED)
        assert len(self.one().content_hash) <= 64

    def test_hours_are_washingtons_and_the_hash_leaves_addresses_out(self) -> None:
        item = self.one()
        assert item.posted_at is not None and item.posted_at.isoformat() == "2016-10-25T20:00:16.667000+00:00"
        other = self.one(Registrant__Address="1 Sample Street", Client__ContactFullname="Jane Doe")
        assert other.content_hash == item.content_hash and "Sample" not in repr(other) and "Doe" not in repr(other)
        assert self.one(Amount="1").content_hash != item.content_hash

    def test_offices_that_the_file_repeats_are_told_once(self) -> None:
        offices = {person.name: person.covered_position for person in self.one().people}
        assert offices["Charla Penn McManus"] == "LA, Rep. Pascrell; SA/LC/LA, Rep. Boyd"
        assert offices["Michael A. Merola"] == ""

    def test_a_mark_of_the_government_that_stands_on_nine_of_ten_is_not_believed(self) -> None:
        assert "client_government_entity" not in self.one().details

    @pytest.mark.parametrize("label", ["UNDETERMINED", "&lt;SELECT ONE&gt;", ""])
    def test_no_country_is_none(self, label: str) -> None:
        client = self.one(Client__ClientCountry=label).client
        assert (client.country, client.country_raw) == (None, "")

    @pytest.mark.parametrize(
        "attributes",
        [
            {"Type": "LETTER"},
            {"ID": ""},
            {"Year": "MMXVI"},
            {"Year": "²"},
            {"Registrant__RegistrantID": ""},
            {"Amount": "x"},
        ],
    )
    def test_what_cannot_be_read_is_quarantined_with_its_bytes(self, attributes: dict[str, str]) -> None:
        (item,) = quarantined(self.changed(**attributes))
        assert item.raw.startswith(b"<Filing") and item.raw.endswith(b"</Filing>") and item.row is not None

    def test_a_filing_without_client_or_registrant_is_quarantined(self) -> None:
        data = b"<PublicFilings><Filing ID='a' Year='2008' Type='REGISTRATION'/><Other/></PublicFilings>"
        assert [item.raw for item in quarantined(read(data))] == [
            b"<Filing ID='a' Year='2008' Type='REGISTRATION'/>",
            b"<Other/>",
        ]

    def test_contribution_reports_are_refused(self) -> None:
        data = b"<PublicFilings><Filing ID='a' Year='2018' Type='LD-203 MID-YEAR REPORT'/></PublicFilings>"
        with pytest.raises(ParseError, match="LD-203"):
            read(data)
        with pytest.raises(ParseError, match=r"a\.xml: .*LD-203"):
            read(make_zip(a_xml=data))


class TestHouse:
    def changed(self, file: str = "300787981.xml", **values: str) -> list[Any]:
        text = HOUSE[file].decode("utf-8-sig")
        for tag, value in values.items():
            start = text.index(f"<{tag}>") + len(tag) + 2
            text = text[:start] + value + text[text.index(f"</{tag}>", start) :]
        return read(text.encode())

    def one(self, **values: str) -> StatementRecord:
        (item,) = self.changed(**values)
        assert isinstance(item, StatementRecord), item
        return item

    def test_it_is_a_copy_of_the_report_that_the_senate_publishes(self) -> None:
        item = self.one(senateID="400762305-416", reportYear="2022", reportType="Q1")
        (senate,) = statements(read_lines(filing()))
        assert item.is_copy and item.register_key != senate.register_key
        assert (item.report_key, item.report_type) == (senate.report_key, senate.report_type)
        assert item.contract_key == senate.contract_key

    def test_no_lobbying_is_the_senates_no_activity(self) -> None:
        item = self.one(noLobbying="Y", reportType="1A")
        assert item.report_type == "1AY" and item.details["is_no_activity"] is True

    def test_two_reports_of_a_period_are_told_apart_by_when_they_were_signed(self) -> None:
        assert self.one(signedDate="3/29/2016 12:30:42 PM").register_key != self.one().register_key
        assert self.one(expenses="7000.00").register_key == self.one().register_key
        assert self.one(expenses="7000.00").content_hash != self.one().content_hash

    def test_a_blank_inside_the_number_is_nothing(self) -> None:
        assert self.one(senateID="75557- 253").contract_key == "75557-253"

    def test_blank_slots_are_nobody(self) -> None:
        assert [person.name for person in self.one().people] == ["Shannon Lahey"]

    @pytest.mark.parametrize(
        ("text", "iso"), [("3/31/2016", "2016-03-31"), ("3/1/16", "2016-03-01"), ("March", "March"), ("", "")]
    )
    def test_days(self, text: str, iso: str) -> None:
        assert read_day(text) == iso

    def test_an_impossible_day_is_flagged(self) -> None:
        item = self.one(terminationDate="13/41/2016")
        assert item.end is None and "end_unreadable" in item.flags

    def test_moments(self) -> None:
        assert read_moment("4/20/2016 7:02:49 PM") == "2016-04-20T19:02:49" and read_moment("soon") == "soon"

    @pytest.mark.parametrize(
        "values",
        [{"senateID": "75557"}, {"reportType": "RR"}, {"reportType": ""}, {"reportYear": ""}, {"income": "lots"}],
    )
    def test_what_cannot_be_read_is_quarantined(self, values: dict[str, str]) -> None:
        (item,) = quarantined(self.changed(**values))
        assert b"<LOBBYINGDISCLOSURE2>" in item.raw


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
            count = sum(1 for _ in _lda_files._read_lines(stream, ""))
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
