"""Files of LDA filings: told apart by content, read in any packing, in constant memory, and never trusted."""

from __future__ import annotations

import gzip
import json
from fnmatch import fnmatch
from typing import Any

import pytest

from tests.sources.lda_world import (
    HOUSE,
    LINES,
    PAGE,
    SENATE,
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
from tracker.records import ABRIDGED, StatementRecord
from tracker.sources._lda_house_xml import read_day, read_moment
from tracker.sources.us_lda import ADAPTER


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
