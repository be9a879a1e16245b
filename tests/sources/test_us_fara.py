"""FARA's bulk files: every fault that the real ones have, and what is refused as a whole."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import ConfigError, ParseError
from tracker.records import Parsed, Quarantined, RegistrantRecord, Request, SnapshotComplete, StatementRecord
from tracker.sources._fara_rows import ADDRESS_COLUMNS, PRINCIPAL_COLUMNS, REGISTRANT_COLUMNS
from tracker.sources.base import Config
from tracker.sources.us_fara import ADAPTER, parse, start

ROW = ("", "Republic of X", "02/16/2021", "TURKEY", "1750", "06/04/1964", "Arnold & Porter Kaye Scholer LLP")
ADDRESS = ("1 Some Street", "Suite 2", "Washington", "DC", " 20001 ")


def make_csv(
    rows: Iterable[Sequence[str]], columns: Sequence[str] = PRINCIPAL_COLUMNS, line_end: str = "\r\n"
) -> bytes:
    """A file as the register writes it: everything quoted, nothing escaped, an address behind each row."""
    lines = [(*columns, *ADDRESS_COLUMNS), *((*row, *ADDRESS) for row in rows)]
    return "".join(f'"{joined}"{line_end}' for joined in map('","'.join, lines)).encode("cp1252")


def make_zip(data: bytes, name: str = "FARA.csv") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return target.getvalue()


def read(data: bytes, page: str = "principals", **options: Any) -> list[Parsed]:
    config = Config("us-fara", options={"expect_rows": [0, 100_000], **options})
    return list(parse(io.BytesIO(data), Request(url="https://register.example/x", page=page), config))


def statements(items: Iterable[Parsed]) -> list[StatementRecord]:
    return [item for item in items if isinstance(item, StatementRecord)]


def quarantined(items: Iterable[Parsed]) -> list[Quarantined]:
    return [item for item in items if isinstance(item, Quarantined)]


def read_one(*values: str) -> StatementRecord:
    (statement,) = statements(read(make_csv([values])))
    return statement


def changed(**columns: str) -> StatementRecord:
    """The statement of ROW with some columns changed; underscores stand for blanks in their names."""
    values = dict(zip(PRINCIPAL_COLUMNS, ROW, strict=True))
    values |= {name.replace("_", " "): value for name, value in columns.items()}
    return read_one(*values.values())


class TestRequests:
    def test_both_files_are_asked_for_registrants_first(self) -> None:
        assert [(request.page, request.url) for request in start(None, Config("us-fara"))] == [
            ("registrants", "https://efile.fara.gov/bulk/zip/FARA_All_Registrants.csv.zip"),
            ("principals", "https://efile.fara.gov/bulk/zip/FARA_All_ForeignPrincipals.csv.zip"),
        ]

    def test_the_base_url_is_configuration(self) -> None:
        urls = [request.url for request in start("any", Config("x", "http://127.0.0.1:9"))]
        assert all(url.startswith("http://127.0.0.1:9/bulk/zip/FARA_All_") for url in urls)

    def test_registrants_are_joined_first(self) -> None:
        assert ADAPTER.join_pages == ("registrants", "principals")

    def test_an_unknown_page_is_an_error_of_configuration(self) -> None:
        with pytest.raises(ConfigError, match="registrants, principals"):
            read(b"", page="documents")


class TestPrincipalRows:
    def test_a_row_is_one_listing(self) -> None:
        statement = read_one(*ROW)
        assert statement.kind == "listing" and statement.act == "new"
        assert statement.client.name == "Republic of X"
        assert (statement.client.country, statement.client.country_raw) == ("TR", "TURKEY")
        assert statement.firm.name == "Arnold & Porter Kaye Scholer LLP"
        assert (statement.firm.scheme, statement.firm.identifier) == ("us-fara", "1750")
        assert (statement.registered_on, statement.deregistered_on) == (date(2021, 2, 16), None)
        assert statement.start is None and statement.end is None and statement.term_months is None
        assert statement.register_key == "1750|republic of x|2021-02-16" and statement.ordinal == 0
        assert statement.spell_key == "1750|2021-02-16"
        assert statement.raw_client == "Republic of X" and statement.raw_firm == ROW[6]
        assert statement.fields == dict(zip(PRINCIPAL_COLUMNS, ROW, strict=True))
        assert statement.evidence["registered_on"] == "Foreign Principal Registration Date"
        assert statement.flags == ()

    def test_a_terminated_row_tells_of_its_end(self) -> None:
        statement = changed(Foreign_Principal_Termination_Date="08/16/2022")
        assert statement.act == "termination" and statement.deregistered_on == date(2022, 8, 16)
        assert statement.evidence["deregistered_on"] == "Foreign Principal Termination Date"

    def test_no_address_gets_into_a_record(self) -> None:
        told = repr(read(make_csv([ROW])))
        assert not [part for part in ADDRESS if part.strip() in told]

    def test_an_address_inside_a_name_is_withheld(self) -> None:
        statement = changed(Foreign_Principal="Jane Doe 12 Sample Street, N.W.")
        assert "Sample" not in repr(statement)
        assert statement.client.name == "Jane Doe"
        assert statement.raw_client == "Jane Doe [address withheld]"
        assert "address_withheld" in statement.flags

    @pytest.mark.parametrize("name", ["23rd Street Berk, LLC", "House of 4711", "Kingdom 5-KR-215, Ltd.", "Channel 4"])
    def test_a_number_in_a_name_is_no_address(self, name: str) -> None:
        assert changed(Foreign_Principal=name).raw_client == name

    @pytest.mark.parametrize(
        ("filed", "client", "via"),
        [
            ("Ministry of Tourism of X through Sample Partners LLC", "Ministry of Tourism of X", "Sample Partners LLC"),
            ("Sample Consulting LLC on behalf of the Government of X", "Government of X", "Sample Consulting LLC"),
            ("Government of Japan", "Government of Japan", None),
        ],
    )
    def test_chains_are_split_and_kept_as_filed(self, filed: str, client: str, via: str | None) -> None:
        statement = changed(Foreign_Principal=filed)
        assert statement.client.name == client
        assert (statement.via.name if statement.via else None) == via
        assert statement.raw_client == filed

    def test_bracketed_names_are_aliases(self) -> None:
        statement = changed(Foreign_Principal='Petroleos de Venezuela, S.A. ("PDVSA")')
        assert statement.client.name == "Petroleos de Venezuela, S.A."
        assert statement.client.aliases == ("PDVSA",)

    def test_the_key_outlives_case_and_punctuation_the_hash_does_not(self) -> None:
        one, other = changed(Foreign_Principal="United states of X."), changed(Foreign_Principal="United States of X")
        assert one.register_key == other.register_key
        assert one.content_hash != other.content_hash

    def test_the_hash_leaves_addresses_out(self) -> None:
        moved = make_csv([ROW]).replace(b"1 Some Street", b"9 Other Road")
        assert statements(read(moved))[0].content_hash == read_one(*ROW).content_hash

    def test_an_unknown_country_is_not_guessed(self) -> None:
        statement = changed(**{"Country/Location_Represented": "INTERNATIONAL"})
        assert (statement.client.country, statement.client.country_raw) == (None, "INTERNATIONAL")

    @pytest.mark.parametrize(
        ("columns", "flag"),
        [
            ({"Foreign_Principal_Termination_Date": "02/15/2021"}, "ends_before_start"),
            ({"Registrant_Date": "02/17/2021"}, "registered_before_registrant"),
            ({"Foreign_Principal_Termination_Date": "08/16/3013"}, "implausible_year"),
            ({"Foreign_Principal_Registration_Date": "02/16/1021"}, "implausible_year"),
            ({"Foreign_Principal_Registration_Date": ""}, "no_registration_date"),
        ],
    )
    def test_impossible_dates_are_kept_and_flagged(self, columns: dict[str, str], flag: str) -> None:
        assert flag in changed(**columns).flags

    def test_the_same_day_is_no_end_before_the_start(self) -> None:
        assert changed(Foreign_Principal_Termination_Date="02/16/2021").flags == ()


class TestRepeats:
    REPEATED = (("02/28/2019", *ROW[1:]), ("", *ROW[1:]), ("03/27/2008", *ROW[1:]))

    def test_every_repeated_row_is_a_statement(self) -> None:
        found = statements(read(make_csv([ROW, ROW, *self.REPEATED])))
        assert len({(item.register_key, item.ordinal) for item in found}) == 5

    def test_the_numbers_do_not_depend_on_the_order_of_rows(self) -> None:
        for seed in range(6):
            rows = list(self.REPEATED)
            random.Random(seed).shuffle(rows)
            found = sorted(statements(read(make_csv(rows))), key=lambda item: item.ordinal)
            ended = [item.fields["Foreign Principal Termination Date"] for item in found]
            assert ended == ["03/27/2008", "02/28/2019", ""]

    def test_spellings_of_one_name_do_not_collide(self) -> None:
        found = statements(read(make_csv([ROW, (ROW[0], "REPUBLIC OF X", *ROW[2:])])))
        assert sorted(item.ordinal for item in found) == [0, 1]

    def test_a_file_of_nothing_but_repeats_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tracker.sources.us_fara.MOST_REPEATS", 3)
        with pytest.raises(ParseError, match="more than 3 rows repeat"):
            read(make_csv([ROW] * 4))


class TestBadRows:
    @pytest.mark.parametrize(
        ("column", "value", "reason"),
        [
            (0, "13/45/2020", "Foreign Principal Termination Date: '13/45/2020' is no date"),
            (2, "sometime", "Foreign Principal Registration Date: 'sometime' is no date"),
            (5, "02/30/1964", "Registrant Date: '02/30/1964' is no date"),
            (4, "", "Registration Number: '' is none"),
            (1, " ", "Foreign Principal: no name"),
            (6, " ", "the registrant has no name"),
        ],
    )
    def test_a_bad_row_is_quarantined_and_the_others_are_read(self, column: int, value: str, reason: str) -> None:
        bad = [*ROW]
        bad[column] = value
        data = make_csv([bad, ROW])
        items = read(data)
        (problem,) = quarantined(items)
        assert problem.error == reason
        assert problem.row is not None and problem.row.row == 1
        assert data[problem.row.offset : problem.row.offset + problem.row.length] == problem.raw
        assert len(statements(items)) == 1
        assert items[-1] == SnapshotComplete(rows=2, unreadable=1)

    @pytest.mark.parametrize("broken", [b'"only","four","values",""\r\n', b'"","a","b"c"\r\n'])
    def test_a_row_of_the_wrong_width_is_quarantined(self, broken: bytes) -> None:
        items = read(make_csv([ROW]) + broken + make_csv([ROW]).split(b"\r\n")[1] + b"\r\n")
        (problem,) = quarantined(items)
        assert "values where the header names 12" in problem.error
        assert len(statements(items)) == 2

    def test_undefined_bytes_are_kept_as_replacement_and_flagged(self) -> None:
        data = make_csv([ROW]).replace(b"Republic of X", b"Republic \x81of X")
        (statement,) = statements(read(data))
        assert statement.raw_client == "Republic \ufffdof X"
        assert statement.flags == ("undecodable_bytes",)

    def test_line_feeds_alone_will_do(self) -> None:
        assert len(statements(read(make_csv([ROW, ROW], line_end="\n")))) == 2

    def test_a_byte_order_mark_and_utf8_will_do(self) -> None:
        data = b"\xef\xbb\xbf" + make_csv([ROW]).decode().replace("Republic of X", "Petróleos “X”").encode()
        assert statements(read(data))[0].raw_client == "Petróleos “X”"


class TestBadFiles:
    def test_a_missing_column_is_named(self) -> None:
        data = make_csv([]).replace(b'"Registrant Date",', b"")
        with pytest.raises(ParseError, match=r"columns missing: Registrant Date; the file has Foreign Principal Term"):
            read(data)

    def test_the_other_file_is_refused(self) -> None:
        with pytest.raises(ParseError, match="columns missing: Foreign Principal Termination Date"):
            read(make_csv([], REGISTRANT_COLUMNS))

    def test_an_unknown_column_is_told_and_not_read(self) -> None:
        header, row = make_csv([ROW]).splitlines()
        items = read(header + b',"Telephone"\r\n' + row + b',"555-0100"\r\n')
        (problem,) = quarantined(items)
        assert problem.error == "unknown columns, not read: Telephone"
        assert problem.row is not None and problem.row.row == 0
        assert "555-0100" not in repr(statements(items))
        assert items[-1] == SnapshotComplete(rows=1)

    def test_a_column_that_we_never_read_may_go(self) -> None:
        header, row = make_csv([ROW]).splitlines()
        items = read(header.replace(b',"Zip"', b"") + b"\r\n" + row.replace(b'," 20001 "', b"") + b"\r\n")
        assert quarantined(items)[0].error == "columns gone: Zip"
        assert len(statements(items)) == 1

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (b"", "the file is empty"),
            (b"<!DOCTYPE html><html><head><title>Sign in</title>", 'an HTML or XML page titled "Sign in" came'),
            (b"\xef\xbb\xbf\n<html>", "an HTML or XML page came"),
            (b"a,b,c\r\n1,2,3\r\n", "no header of quoted column names"),
            (b"PK\x03\x04 this is no archive", "the ZIP is corrupt"),
            (b"\x1f\x8b\x08\x00 nor is this", "the archive is corrupt"),
            (make_zip(b"", name="readme.txt"), r"must hold one .csv file; it holds readme.txt"),
            (make_zip(make_csv([ROW]))[:-60], "the ZIP is corrupt"),
            (gzip.compress(make_csv([ROW]))[:-12], "the archive is corrupt"),
            (make_csv([ROW])[:-40], "the file ends in the middle of row 1"),
        ],
    )
    def test_what_is_no_bulk_file_is_refused(self, body: bytes, reason: str) -> None:
        with pytest.raises(ParseError, match=reason):
            read(body)

    def test_two_files_in_one_archive_are_refused(self) -> None:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr("a.csv", make_csv([ROW]))
            archive.writestr("b.CSV", make_csv([ROW]))
        with pytest.raises(ParseError, match=r"it holds a\.csv, b\.CSV"):
            read(target.getvalue())

    def test_a_damaged_member_is_refused_although_the_archive_opens(self) -> None:
        data = bytearray(make_zip(make_csv([ROW] * 50)))
        data[60] ^= 0xFF
        with pytest.raises(ParseError, match="the archive is corrupt"):
            read(bytes(data))

    @pytest.mark.parametrize("pack", [make_zip, gzip.compress])
    def test_a_bomb_is_refused_before_it_fills_the_memory(self, pack: Any) -> None:
        bomb = pack(make_csv([]) + b'"' + b"x" * 900_000 + b'"\r\n"' + b"x" * 40_000_000)
        with pytest.raises(ParseError, match=r"is larger than|no row ends within"):
            read(bomb)

    @pytest.mark.parametrize("pack", [make_zip, gzip.compress, bytes])
    def test_zip_gzip_and_plain_csv_are_the_same(self, pack: Any) -> None:
        assert read(pack(make_csv([ROW]))) == read(make_csv([ROW]))

    def test_a_body_that_cannot_be_rewound_is_read_too(self) -> None:
        class Pipe(io.BytesIO):
            def seekable(self) -> bool:
                return False

        request, config = Request(url="x", page="principals"), Config("x", options={"expect_rows": [1, 1]})
        assert list(parse(Pipe(make_csv([ROW])), request, config)) == read(make_csv([ROW]))


class TestExpectedRows:
    def test_a_shrunken_file_fails_instead_of_ending_half_the_register(self) -> None:
        with pytest.raises(ParseError, match=r"1 rows where 12000 to 40000 are expected"):
            read(make_csv([ROW]), expect_rows=None)

    def test_the_option_overrides_the_range(self) -> None:
        assert read(make_csv([ROW]), expect_rows=[1, 2])[-1] == SnapshotComplete(rows=1)
        with pytest.raises(ParseError, match="1 rows where 2 to 5 are expected"):
            read(make_csv([ROW]), expect_rows=[2, 5])

    @pytest.mark.parametrize("value", ["many", [1], [5, 1], [-1, 3], [1, "2"], 7])
    def test_a_malformed_option_is_named(self, value: Any) -> None:
        with pytest.raises(ConfigError, match="expect_rows must be two whole numbers"):
            read(make_csv([ROW]), expect_rows=value)

    def test_registrants_have_a_range_of_their_own(self) -> None:
        data = make_csv([("1", "01/01/2000", "", "A", "")], REGISTRANT_COLUMNS)
        with pytest.raises(ParseError, match="1 rows where 5 to 9 are expected"):
            read(data, "registrants", expect_registrants=[5, 9])
        with pytest.raises(ParseError, match="1 rows where 5000 to 20000"):
            list(parse(io.BytesIO(data), Request(url="x", page="registrants"), Config("x")))


class TestRegistrants:
    def registrant(self, *values: str) -> RegistrantRecord:
        items = read(make_csv([values], REGISTRANT_COLUMNS), "registrants")
        assert items[-1] == SnapshotComplete(rows=1)
        return cast(RegistrantRecord, items[0])

    def test_a_row_names_who_files(self) -> None:
        record = self.registrant("6749", "11/12/2019", "03/05/2024", "Sample Group, LLC", "SG2group ")
        assert (record.scheme, record.identifier, record.name) == ("us-fara", "6749", "Sample Group, LLC")
        assert record.aliases == ("SG2group",)
        assert (record.registered_on, record.deregistered_on) == (date(2019, 11, 12), date(2024, 3, 5))
        assert set(record.fields) == set(REGISTRANT_COLUMNS)

    def test_doubled_quotes_are_single_in_the_name(self) -> None:
        record = self.registrant("7147", "07/27/2022", "", 'Sample & Associates, Inc. (""SAI"")', "")
        assert record.name == "Sample & Associates, Inc." and record.aliases == ("SAI",)
        assert record.fields["Name"] == 'Sample & Associates, Inc. (""SAI"")'

    @pytest.mark.parametrize("note", ["(See Reg. No. 48)   ", "5480", "   ", "Sample Group LLC"])
    def test_a_note_is_no_business_name(self, note: str) -> None:
        assert self.registrant("49", "07/15/1942", "", "Sample Group LLC", note).aliases == ()

    def test_a_number_that_stands_twice_yields_both_rows(self) -> None:
        rows = [("5769", "09/19/2006", end, "A Person", "") for end in ("08/01/2008", "09/19/2006")]
        items = read(make_csv(rows, REGISTRANT_COLUMNS), "registrants")
        assert [getattr(item, "identifier", "") for item in items] == ["5769", "5769", ""]

    def test_a_bad_row_is_quarantined(self) -> None:
        items = read(make_csv([("", "09/19/2006", "", "A", "")], REGISTRANT_COLUMNS), "registrants")
        assert [item.error for item in quarantined(items)] == ["Registration Number: '' is none"]


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", make_csv([ROW]), make_zip(make_csv([ROW])), b"PK\x03\x04", b"\x1f\x8b"]),
)
@settings(max_examples=300)
def test_any_bytes_raise_nothing_but_parse_errors(noise: bytes, before: bytes) -> None:
    for page in ("principals", "registrants"):
        try:
            read(before + noise, page)
        except ParseError as error:
            assert str(error)


@given(st.integers(0, 5_000), st.integers(0, 255))
@settings(max_examples=300)
def test_a_flipped_byte_raises_nothing_but_parse_errors(place: int, value: int) -> None:
    for pack in (make_zip, gzip.compress, bytes):
        data = bytearray(pack(make_csv([ROW, ROW])))
        data[place % len(data)] = value
        try:
            read(bytes(data))
        except ParseError as error:
            assert str(error)
