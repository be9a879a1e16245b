"""What an LDA filing means: kinds, periods, money, dates, parties, people – and what identifies it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.sources.lda_world import captured, filing, quarantined, read_lines, statement, statements
from tracker.records import PartialDate
from tracker.sources._lda_types import FILING_TYPES, read_house_type, read_senate_type


class TestTypes:
    def test_there_are_fifty(self) -> None:
        assert len(FILING_TYPES) == 50
        assert FILING_TYPES["Q3Y"].title == "3rd Quarter - Report (No Activity)"
        assert FILING_TYPES["Y@Y"].title == "Year-End Termination Amendment (No Activity)"

    def test_a_final_y_means_no_activity_except_in_the_year_end_report(self) -> None:
        quiet = {code for code, type_ in FILING_TYPES.items() if type_.is_no_activity}
        assert len(quiet) == 24 and quiet == {code for code in FILING_TYPES if code.endswith("Y")} - {"YY"}

    @pytest.mark.parametrize(
        ("code", "kind", "act", "period"),
        [
            ("RR", "registration", "new", ""),
            ("RA", "registration", "amendment", ""),
            ("Q1", "report", "unknown", "Q1"),
            ("2A", "report", "unknown", "Q2"),
            ("3T", "report", "termination", "Q3"),
            ("4@Y", "report", "termination", "Q4"),
            ("MM", "report", "unknown", "H1"),
            ("MTY", "report", "termination", "H1"),
            ("YY", "report", "unknown", "H2"),
            ("YYY", "report", "unknown", "H2"),
        ],
    )
    def test_what_a_type_means(self, code: str, kind: str, act: str, period: str) -> None:
        type_ = FILING_TYPES[code]
        assert (type_.kind, type_.act, type_.period) == (kind, act, period)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("FIRST QUARTER TERMINATION (NO ACTIVITY)", "1TY"),
            ("FOURTH QUARTER REPORT", "Q4"),
            ("THIRD QUARTER (NO ACTIVITY)", "Q3Y"),
            ("MID-YEAR REPORT", "MM"),
            ("YEAR-END REPORT", "YY"),
            ("YEAR-END (NO ACTIVITY)", "YYY"),
            ("YEAR-END TERMINATION AMENDMENT (NO ACTIVITY)", "Y@Y"),
            ("REGISTRATION", "RR"),
            ("REGISTRATION AMENDMENT", "RA"),
        ],
    )
    def test_types_in_the_words_of_the_old_senate_files(self, text: str, code: str) -> None:
        assert read_senate_type(text) is FILING_TYPES[code]

    @pytest.mark.parametrize("text", ["", "FIFTH QUARTER REPORT", "FIRST QUARTER BALL", "REGISTRATION PLATE"])
    def test_other_words_are_no_type(self, text: str) -> None:
        assert read_senate_type(text) is None

    @pytest.mark.parametrize("text", ["MISC. DOC", "MISC TERM", "MID-YEAR TERMINATION LETTER"])
    def test_old_papers_compete_with_no_report(self, text: str) -> None:
        type_ = read_senate_type(text)
        assert type_ is not None and not type_.competes and not type_.code

    @pytest.mark.parametrize(
        ("code", "no_lobbying", "read"),
        [("Q1", True, "Q1Y"), ("1t", False, "1T"), ("1@", True, "1@Y"), ("YY", False, "YY"), ("YY", True, "YYY")],
    )
    def test_types_of_the_house(self, code: str, no_lobbying: bool, read: str) -> None:
        assert read_house_type(code, no_lobbying=no_lobbying) is FILING_TYPES[read]


class TestIdentity:
    def test_a_filing_is_its_uuid_and_a_contract_the_number_of_the_relation(self) -> None:
        item = statement()
        assert item.register_key == "3c62a230-10e2-4594-882f-4f7919c0a31c" and item.ordinal == 0
        assert item.contract_key == "400762305-416"
        assert item.register_ids == {
            "registrant_id": "400762305",
            "client_client_id": "416",
            "client_id": "195067",
            "house_registrant_id": "400762305",
        }
        assert statement(filing_uuid=item.register_key.upper()).register_key == item.register_key

    def test_reports_of_a_period_compete_terminations_and_amendments_among_them(self) -> None:
        keys = {statement(filing_type=code).report_key for code in ("Q1", "Q1Y", "1A", "1AY", "1T", "1@")}
        assert keys == {"400762305-416|2022|Q1"}
        assert statement(filing_type="Q2", filing_period="second_quarter").report_key == "400762305-416|2022|Q2"

    def test_registrations_compete_among_themselves(self) -> None:
        assert {statement(filing_type=code).report_key for code in ("RR", "RA")} == {"400762305-416|registration"}

    def test_the_client_has_no_number_and_the_registrant_has(self) -> None:
        item = statement()
        assert (item.firm.scheme, item.firm.identifier) == ("us-lda", "400762305")
        assert (item.client.scheme, item.client.identifier) == ("", "")

    @pytest.mark.parametrize("key", ["registrant__id", "client__client_id", "client__name", "registrant__name"])
    def test_without_numbers_or_names_of_the_parties_it_is_quarantined_with_its_bytes(self, key: str) -> None:
        (item,) = quarantined(read_lines(filing(**{key: None})))
        assert b'"filing_uuid": "3c62a230' in item.raw and item.row is not None and item.row.row == 1

    def test_a_filing_without_the_number_that_only_the_api_has_is_the_same_contract(self) -> None:
        item = statement(client__id=None)
        assert item.contract_key == "400762305-416" and "client_id" not in item.register_ids


class TestHash:
    @pytest.mark.parametrize(
        "changes",
        [
            {"client__name": "NORD STREAM II"},
            {"client__general_description": "a pipeline"},
            {"client__effective_date": "2018-01-01"},
            {"client__country": "DE"},
            {"registrant__name": "ROBERTI"},
            {"registrant__dt_updated": "2030-01-01T00:00:00-05:00"},
            {"registrant__description": "another"},
            {"filing_type_display": "First"},
            {"filing_document_url": "https://lda.gov/filings/public/filing/x/print/"},
        ],
    )
    def test_todays_profile_is_not_what_was_filed(self, changes: dict[str, Any]) -> None:
        assert statement(**changes).content_hash == statement().content_hash

    @pytest.mark.parametrize(
        "changes",
        [
            {"income": "1210000.01"},
            {"expenses": "5000.00"},
            {"expenses_method": "A"},
            {"filing_type": "1A"},
            {"filing_period": "second_quarter"},
            {"filing_year": 2023},
            {"dt_posted": "2022-02-25T14:05:10-05:00"},
            {"termination_date": "2022-02-24"},
            {"client__client_id": 417},
            {"lobbying_activities": []},
            {"foreign_entities": [{"name": "X"}]},
            {"affiliated_organizations": [{"name": "X"}]},
            {"conviction_disclosures": [{"date": "2001-01-01"}]},
        ],
    )
    def test_whatever_was_filed_counts(self, changes: dict[str, Any]) -> None:
        assert statement(**changes).content_hash != statement().content_hash

    def test_a_lobbyists_office_counts_and_his_renamed_department_does_not(self) -> None:
        activity = filing()["lobbying_activities"][0]
        office = {**activity, "lobbyists": [{**activity["lobbyists"][0], "covered_position": "Clerk"}]}
        renamed = {
            **activity,
            "government_entities": [{**body, "name": "X"} for body in activity["government_entities"]],
        }
        assert statement(lobbying_activities=[office]).content_hash != statement().content_hash
        assert statement(lobbying_activities=[renamed]).content_hash == statement().content_hash

    def test_methods_of_before_and_after_2021_are_one(self) -> None:
        assert statement(expenses_method="a").content_hash == statement(expenses_method="A").content_hash


class TestMoney:
    def test_a_firm_reports_income(self) -> None:
        item = statement()
        assert (item.amount, item.amount_kind, item.currency) == (Decimal("1210000.00"), "income", "USD")
        assert item.value is None and item.evidence["amount"] == "income"

    def test_blank_is_not_zero(self) -> None:
        item = statement(income=None)
        assert (item.amount, item.amount_kind, item.currency) == (None, "income", None)

    def test_a_self_filer_reports_expenses_even_where_they_are_blank(self) -> None:
        item = statement(income=None, client__client_self_select=True)
        assert (item.amount, item.amount_kind) == (None, "expenses") and item.details["is_self_filer"] is True
        item = statement(income=None, client__name=filing()["registrant"]["name"], client__client_self_select=None)
        assert (item.amount, item.amount_kind) == (None, "expenses") and item.details["is_self_filer"] is True

    def test_both_are_never_added(self) -> None:
        item = statement(expenses="70000.00")
        assert (item.amount, item.amount_kind) == (Decimal("1210000.00"), "income")
        assert "income_and_expenses" in item.flags

    def test_a_registration_reports_nothing(self) -> None:
        item = statement(filing_type="RR", income=None)
        assert (item.amount, item.amount_kind, item.period) == (None, "", "")

    def test_no_activity_may_still_have_an_income(self) -> None:
        item = statement(filing_type="Q1Y", lobbying_activities=[])
        assert item.details["is_no_activity"] is True and item.amount == Decimal("1210000.00") and not item.purpose

    @pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e999999999", "-5", "five", "1e15", "9" * 4000])
    def test_what_is_no_amount_is_quarantined(self, amount: str) -> None:
        (item,) = quarantined(read_lines(filing(income=amount)))
        assert "is no amount" in item.error

    @pytest.mark.parametrize(
        ("amount", "read"), [(30000, 30000), (30000.5, "30000.5"), ("$30,000.00", 30000), ("", None)]
    )
    def test_other_ways_to_write_an_amount(self, amount: Any, read: Any) -> None:
        assert statement(income=amount).amount == (None if read is None else Decimal(read))


class TestDates:
    def test_the_term_is_of_the_relation_and_posting_is_told_to_the_second(self) -> None:
        item = statement(filing_type="1T", termination_date="2022-02-23")
        assert (item.start, item.end) == (PartialDate(2017, 7, 1), PartialDate(2022, 2, 23))
        assert item.posted_at == datetime(2022, 2, 25, 19, 5, 9, tzinfo=UTC) and item.posted_on == date(2022, 2, 25)
        assert item.registered_on is None and item.deregistered_on is None

    def test_the_day_of_posting_is_washingtons(self) -> None:
        assert statement(dt_posted="2022-03-01T01:30:00Z").posted_on == date(2022, 2, 28)

    @pytest.mark.parametrize("day", ["1899-12-30", "1950-12-30"])
    def test_days_that_stand_for_unknown_are_no_dates(self, day: str) -> None:
        item = statement(client__effective_date=day)
        assert item.start is None and "start_unknown" in item.flags
        assert item.fields["client.effective_date"] == day

    def test_a_mistyped_year_is_kept_as_filed_and_flagged(self) -> None:
        item = statement(filing_type="1T", termination_date="3013-02-23")
        assert item.end is None and "end_implausible" in item.flags and item.fields["termination_date"] == "3013-02-23"

    def test_a_termination_without_a_day_is_flagged(self) -> None:
        assert "end_missing" in statement(filing_type="1T", termination_date=None).flags

    def test_an_end_before_the_start_is_kept_and_flagged(self) -> None:
        item = statement(filing_type="1T", termination_date="2017-06-01")
        assert item.end == PartialDate(2017, 6, 1) and "ends_before_start" in item.flags

    @pytest.mark.parametrize("moment", ["1905-06-24T00:00:00-05:00", "yesterday", None])
    def test_impossible_postings_are_flagged(self, moment: str | None) -> None:
        assert "implausible_posting_date" in statement(dt_posted=moment).flags

    def test_half_years_sort_with_their_year(self) -> None:
        first = statement(filing_type="MM", filing_period="mid_year", filing_year=2006)
        second = statement(filing_type="YY", filing_period="year_end", filing_year=2006)
        assert (first.period, second.period) == ("2006-H1", "2006-H2")

    def test_the_period_that_was_filed_wins_over_the_forms_and_is_flagged(self) -> None:
        item = statement(filing_type="Q1", filing_period="third_quarter")
        assert item.period == "2022-Q3" and "type_and_period_differ" in item.flags


class TestActivities:
    def test_the_purpose_tells_issues_and_descriptions(self) -> None:
        assert statement().purpose == (
            "Trade (domestic/foreign): Issues related to the U.S. position toward the Nord Stream 2 pipeline."
        )

    def test_issues_with_one_description_are_told_once_and_long_ones_are_cut_at_a_word(self) -> None:
        activity = filing()["lobbying_activities"][0]
        other = {**activity, "general_issue_code": "TAX", "general_issue_code_display": "Taxation"}
        assert statement(lobbying_activities=[activity, other]).purpose.startswith(
            "Trade (domestic/foreign), Taxation: "
        )
        long = statement(lobbying_activities=[{**activity, "description": "word " * 500}] * 9)
        assert long.purpose.endswith("word …") and len(long.purpose) < 250

    def test_details_hold_everything_as_filed(self) -> None:
        (activity,) = statement().details["activities"]
        assert activity == {
            "issue_code": "TRD",
            "issue": "Trade (domestic/foreign)",
            "description": "Issues related to the U.S. position toward the Nord Stream 2 pipeline.",
            "entities": ["House of Representatives", "Senate"],
            "lobbyists": ["Vincent A. Roberti Sr."],
            "foreign_entity_issues": "Please see prior filings for reference.",
        }

    def test_foreign_and_affiliated_organisations_and_convictions(self) -> None:
        made = captured("da5e0d38")
        person = {"id": 7, "first_name": "JANE", "middle_name": None, "last_name": "O'DOE", "suffix_display": None}
        made["conviction_disclosures"] = [{"lobbyist": person, "date": "2001-02-03", "description": "Fraud."}]
        (item,) = statements(read_lines(made))
        assert item.details["foreign_entities"] == [
            {"name": "NAMMO AS", "country": "NO", "contribution": "85000.00", "ownership_percentage": "100.00"}
        ]
        assert item.details["affiliated"] == [{"name": "NAMMO AS", "country": "NO", "url": "www.nammo.com"}]
        assert item.details["convictions"] == [{"person": "Jane O'Doe", "date": "2001-02-03", "description": "Fraud."}]

    def test_a_lobbyist_is_one_person_under_all_issues(self) -> None:
        activity = filing()["lobbying_activities"][0]
        named = {**activity["lobbyists"][0], "covered_position": "Clerk, U.S. Senate", "new": True}
        again = statement(lobbying_activities=[activity, {**activity, "lobbyists": [named]}])
        (person,) = again.people
        assert (person.name, person.scheme, person.identifier) == ("Vincent A. Roberti Sr.", "us-lda", "64580")
        assert person.covered_position == "Clerk, U.S. Senate" and person.is_new is True

    @pytest.mark.parametrize("office", ["N/A", "none", " n/a ", None, ""])
    def test_no_office_is_none(self, office: str | None) -> None:
        activity = filing()["lobbying_activities"][0]
        named = {**activity["lobbyists"][0], "covered_position": office}
        (person,) = statement(lobbying_activities=[{**activity, "lobbyists": [named]}]).people
        assert person.covered_position == ""


class TestExamples:
    """The examples that are named in the notes on the data."""

    def test_girl_scouts_fourth_quarter_of_2021_was_amended_three_times(self) -> None:
        versions = statements(read_lines(*map(captured, ("51e817aa", "d5650b32", "329cb123"))))
        assert {item.report_key for item in versions} == {"16236-12|2021|Q4"}
        newest = sorted(versions, key=lambda item: (item.posted_at, item.register_key))
        assert [item.amount for item in newest] == [Decimal(83347), Decimal(45847), Decimal(44319)]
        assert {item.amount_kind for item in versions} == {"expenses"}

    def test_the_end_of_nord_stream_2_was_moved_and_moved_back(self) -> None:
        versions = statements(read_lines(*map(captured, ("3c62a230", "89b8fe4a", "c5d2686c"))))
        assert {item.report_key for item in versions} == {"400762305-416|2022|Q1"}
        assert [(item.act, str(item.end)) for item in versions] == [
            ("termination", "2022-02-23"),
            ("termination", "2022-02-25"),
            ("termination", "2022-02-23"),
        ]

    def test_tunnel_to_towers_was_registered_and_ended_on_one_day(self) -> None:
        new, gone = statements(read_lines(captured("5f82249b"), captured("213e66c9")))
        assert (new.act, gone.act) == ("new", "termination") and new.contract_key == gone.contract_key
        assert gone.start == gone.end == PartialDate(2024, 2, 16) and "ends_before_start" not in gone.flags
        assert new.report_key != gone.report_key
