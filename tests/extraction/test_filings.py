"""Forms and agreements as text: what is a price and what is not, which dates bound a term, who the principal is."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extraction.filings.addresses import BLOT, blot_addresses
from tracker.extraction.filings.amounts import find_figures, read_number
from tracker.extraction.filings.days import find_days
from tracker.extraction.filings.events import find_event
from tracker.extraction.filings.forms import read_head, recognise_form, split_hidden
from tracker.extraction.filings.principals import find_principals
from tracker.extraction.filings.reader import read_filing
from tracker.extraction.filings.text import Check, Doubt, Filing, PageText, plain_filing
from tracker.records import StatementRecord

ITEM_5 = (
    "5. Each item checked above must be explained below in full detail together with, where appropriate, specific "
    "reference to and identity of the item in the registration statement to which it pertains. (If space is "
    "insufficient, a full insert page must be used.)\n"
)
HEAD = (
    "U.S. Department of Justice Amendment to Registration Statement\n1. Name of Registrant\nExample Partners LLC\n"
    "2. Registration No.\n1750\n4. If this amendment requires the filing of a document or documents, please list:\n"
)


def explained(text: str) -> list[StatementRecord]:
    """The statements of an amendment with this explanation, named or not."""
    filing = plain_filing(f"{HEAD}{ITEM_5}{text}\nFORM NSD-5\n", form="Amendment", stamped=date(2018, 2, 21))
    read = read_filing(filing)
    for statement in (*read.statements, *read.nameless):
        for quotes in statement.evidence.values():
            for quote in quotes:
                assert not isinstance(quote, str)
                assert filing.text[quote.start : quote.end] == quote.quote
    return [*read.statements, *read.nameless]


# -- Figures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("25,000.00", "25000.00"),
        ("386,775.00", "386775.00"),
        ("5000", "5000"),
        ("35.000.00", "35000.00"),
        ("6.450.00", "6450.00"),
        ("300,000.00", "300000.00"),
    ],
)
def test_figures_that_can_be_only_one_number(figure: str, value: str) -> None:
    assert read_number(figure)[0] == Decimal(value)


@pytest.mark.parametrize("figure", ["2510.0.00", "25,00000", "300.000-00", "122.64-00", "1,00", "12,34,5"])
def test_figures_that_could_be_several_numbers_are_none(figure: str) -> None:
    assert read_number(figure) == (None, 0.0)


@pytest.mark.parametrize(
    ("text", "value", "basis", "role"),
    [
        ("a monthly retainer fee of $100,000 per month", "100000", "per_month", "price"),
        ("is paid $5,000 on a monthly basis", "5000", "per_month", "price"),
        ("the maximum yearly retainer has been fixed at $ 35.000.00", "35000.00", "per_year", "price"),
        ("an annual retainer sum of $40,000 (U.S.) billed quarterly in advance", "40000", "per_year", "price"),
        ("a flat fee of €90,000 for the project", "90000", None, "price"),
        ("Expenses in excess of $1,000 per month shall not be reimbursed", "1000", "per_month", "other"),
        ("disbursed approximately $9,000 in out of pocket travel expenses", "9000", None, "other"),
        ("Registrant will receive $10,000 per month", "10000", "per_month", "price"),
        ("plus reimbursement of expenses not to exceed $2,000 per month", "2000", "per_month", "other"),
        ("a contribution of $250 to the committee", "250", None, "other"),
        ("the registrant received a total of $844,857.57 from Tokyo", "844857.57", None, "received"),
    ],
)
def test_what_an_amount_is(text: str, value: str, basis: str | None, role: str) -> None:
    (figure,) = find_figures(text, 0, len(text))
    assert (figure.value, figure.basis, figure.role) == (Decimal(value), basis, role)


def test_an_unreadable_amount_is_told_and_not_mended() -> None:
    (statement,) = explained("The Republic of Freedonia agrees to pay Registrant a monthly fee of $2510.0.00.")
    assert statement.value is None
    assert statement.raw_value == "$2510.0.00"
    assert "unreadable_amount" in statement.flags
    assert statement.confidences["value"] <= 0.2
    assert statement.confidence < 0.5, "so it waits for a person"


# -- How sure ----------------------------------------------------------------------------------------------


def certainty(by: str, *, other: str | None = None, doubt: float | None = None) -> float:
    text = "a fee of $25,000.00 a month"
    checks = () if other is None else (Check(0, len(text), other),)
    doubts = () if doubt is None else (Doubt(9, 19, doubt),)
    filing = Filing(text, (PageText(1, 0, len(text), by),), checks, doubts)  # type: ignore[arg-type]
    return filing.certainty(9, 19)


def test_two_readings_that_agree_are_surer_than_one_and_one_that_is_contradicted_least() -> None:
    agreed = certainty("both", other="a fee of $25,000.00 a mouth")
    alone = certainty("layer")
    garbled = certainty("both", other="a fee of $2510.0.00 a month")
    contradicted = certainty("both", other="a fee of $26,000.00 a month")
    assert agreed > 0.8 > alone > garbled > 0.5 > contradicted
    assert certainty("born") > 0.9


def test_figures_that_the_recognition_doubts_are_less_sure() -> None:
    assert certainty("ocr") > certainty("ocr", doubt=75) > certainty("ocr", doubt=30)
    assert certainty("ocr") < 0.8


# -- Dates and events --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("renewed their contract through December 31,2012.", None, "2012-12-31"),
        ("for the period April 1,2013 through March 31,2014 (per conditions)", "2013-04-01", "2014-03-31"),
        ("for the period July 1 through December 31, ,2017.", "2017-07-01", "2017-12-31"),
        ("from November 1 to February 28, 2018", "2017-11-01", "2018-02-28"),
        ("commencing April 1, 2017 and expiring on June 30, 2017", "2017-04-01", "2017-06-30"),
        ("effective 7/19/2015-7/18/2016 is void", "2015-07-19", "2016-07-18"),
        ("beginning in July 2017", "2017-07", None),
        ("signed a new agreement effective April 1,2013.", "2013-04-01", None),
        ("valid until 31 December 2015", None, "2015-12-31"),
        ("orally extended to July 30, 2018", None, "2018-07-30"),
        ("renewed through 4/30/14", None, "2014-04-30"),
    ],
)
def test_dates_and_their_parts(text: str, start: str | None, end: str | None) -> None:
    days = find_days(text, 0, len(text), stamped=date(2018, 2, 21))
    assert next((day.value.iso for day in days if day.part == "start"), None) == start
    assert next((day.value.iso for day in days if day.part == "end"), None) == end


@pytest.mark.parametrize("text", ["expiring on June 30v 201?.", "through Decernber31,20T7", "until February 31, 2017"])
def test_a_date_that_cannot_be_read_is_none(text: str) -> None:
    assert find_days(text, 0, len(text)) == []


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Registrant and the Republic of Freedonia renewed their contract through December 31, 2019.", "renewal"),
        ("The term of the engagement was extended to March 31, 2018.", "extension"),
        ("Registrant has entered into a new agreement with the Government of Freedonia.", "new"),
        ("On May 1, Registrant modified its original agreement with the foreign principal.", "modification"),
        ("The contract was mutually vacated on 2/28/2017.", "termination"),
        ("Registrant no longer represents the Embassy of Freedonia under this contract.", "termination"),
        ("Either party may terminate this agreement upon 30 days written notice.", None),
        ("Please terminate the short form registrations of Jane Roe.", None),
        ("This agreement can be renewed and extended upon notice by either party.", None),
        ("We have corrected the address of the foreign principal.", None),
    ],
)
def test_events(text: str, event: str | None) -> None:
    told = find_event(text, [(0, len(text))])
    assert (told.event if told else None) == event


# -- Whose contract ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Registrant and the Republic of Freedonia renewed their contract.", "Republic of Freedonia"),
        ("the agreement between Example Partners and the Embassy of Freedonia, filed in May", "Embassy of Freedonia"),
        ("Example extended its contract with the Embassy of the State of Freedonia in May", "Embassy of the State of Freedonia"),  # noqa: E501
        ("the Embassy ofFreedonia has renewed its contract with Example Partners", "Embassy of Freedonia"),
        ("the Principal, Embassy ofthe Republic of Freedonia, effective May 1", "Embassy of the Republic of Freedonia"),
        ("agreement with the Embassy of the. State of Freedonia was extended", "Embassy of the State of Freedonia"),
        ("filed Exhibits A and B on behalf of Marx Oil & Gas Development Ltd., a company", "Marx Oil & Gas Development Ltd"),  # noqa: E501
        ("Foreign Principals - please add\nFreedonian Railways", "Freedonian Railways"),
    ],
)  # fmt: skip
def test_the_principal_is_found_by_how_it_is_named(text: str, name: str) -> None:
    found = find_principals(text, [(0, len(text))], "Example Partners LLC")
    assert found and found[0].name == name


@pytest.mark.parametrize(
    "text",
    [
        "contract renewal with a foreign principal for the period of April 1, 2013 to March 31, 2014.",
        "an agreement between Registrant and Foreign Principal.",
        "renewal of current contract through June 30, 2017",
    ],
)
def test_who_is_not_named_is_not_made_up(text: str) -> None:
    assert find_principals(text, [(0, len(text))], "Example Partners LLC") == []


def test_principals_listed_as_begun_and_ended() -> None:
    begun, ended = explained(
        "Question 8\nName of foreign principal: twofour FZ-LLC (TFZ) (through Gulf Partners)\nAddress of foreign "
        "principal: "
        "Fredville\nDate acquired: August 2008\nName of the foreign principal: Sylvanian Games Committee\n"
        "Date of termination: 09/30/2008"
    )
    assert (begun.client.name, begun.act, begun.start.iso if begun.start else "") == (
        "twofour FZ-LLC",
        "new",
        "2008-08",
    )
    assert begun.via is not None and begun.via.name == "Gulf Partners"
    assert (ended.client.name, ended.act) == ("Sylvanian Games Committee", "termination")
    assert ended.end is not None and ended.end.iso == "2008-09-30"


def test_an_agent_with_a_number_is_the_prime_and_no_principal() -> None:
    (statement,) = explained(
        "The Registrant has been retained by Quill Brothers, LLP (Registration No. 5870) to provide consulting "
        "services under a six month contract and is paid $5,000 on a monthly basis. The payment from Quill Brothers "
        "is not based on results."
    )
    assert statement.client.name == "?"
    assert statement.subcontract_of is not None and statement.subcontract_of.name == "Quill Brothers, LLP"
    assert (statement.value, statement.value_basis, statement.term_months) == (Decimal(5000), "per_month", Decimal(6))


def test_whom_the_principal_fronts_for_is_kept() -> None:
    (statement,) = explained(
        "Registrant is filing the executed agreement between the Registrant and Gabriel, Ltd (for Ivan Petrov)"
    )
    assert statement.client.name == "Gabriel, Ltd"
    assert statement.on_behalf_of is not None and statement.on_behalf_of.name == "Ivan Petrov"


def test_nothing_paid_is_an_amount_of_zero_and_no_price() -> None:
    (statement,) = explained(
        "The agreement with Libertas Foundation, Inc. was mutually vacated on 2/28/2017. Payment was not invoiced."
    )
    assert (statement.value, statement.amount, statement.act) == (None, Decimal(0), "termination")
    assert statement.end is not None and statement.end.iso == "2017-02-28"


def test_work_that_is_free_has_the_price_zero() -> None:
    (statement,) = explained("The new agreement with the Embassy of Freedonia is performed pro bono.")
    assert (statement.value, statement.value_basis, statement.currency, statement.amount) == (
        Decimal(0),
        "total",
        None,
        None,
    )


def test_no_money_told_is_no_zero() -> None:
    (statement,) = explained("Registrant and the Republic of Freedonia renewed their contract.")
    assert (statement.value, statement.amount) == (None, None)


def test_an_amendment_about_persons_and_addresses_tells_of_no_contract() -> None:
    assert explained("Jane Roe resigned as an officer. The registrant's address has changed.") == []


# -- Forms -------------------------------------------------------------------------------------------------


def test_the_hidden_block_is_data_and_not_text() -> None:
    hidden, text = split_hidden(
        "Document Metadata\nREGISTRATION NUMBER=1750\nALIAS=N/A\nDATE STAMPED=1985-01-01\n"
        "The Department of Justice recognizes that some of the Foreign Agent Registration Act documents are not."
    )
    assert (hidden, text) == ({"REGISTRATION NUMBER": "1750", "DATE STAMPED": "1985-01-01"}, "")
    assert split_hidden("1. Name of Registrant")[0] == {}


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Amendment to Registration Statement\nPursuant to", "amendment"),
        ("Exhibit B to Registration Statement", "exhibit"),
        ("Supplemental Statement\nPursuant to the Foreign Agents", "supplemental"),
        ("Short Form Registration Statement\nUnder the", "short_form"),
        ("A letter to a friend", "other"),
    ],
)
def test_forms_are_known_by_their_titles(title: str, form: str) -> None:
    assert recognise_form(f"U.S. Department of Justice\n{title}") == form
    assert recognise_form("anything", "Exhibit AB") == "exhibit"


def test_head_of_a_form_crossed_by_a_stamp() -> None:
    head = read_head(
        "1. Name of Registrant\n2 a\nMary Q. Sample\n2. Registration No. 2 a\nc_ £2\n6437 ^ In\n3. This form"
    )
    assert (head.registrant, head.number) == ("Mary Q. Sample", "6437")


def test_a_short_form_tells_of_no_contract_and_what_a_person_is_paid_at_most() -> None:
    filing = plain_filing(
        "Short Form Registration Statement Pursuant to\n10. $1 spent\n14. What compensation will you receive?\n"
        "Salary: Amount $90,000 per year\n15. Political contributions: $250"
    )
    read = read_filing(filing)
    assert (read.form, read.statements) == ("short_form", ())
    assert [(one.client.name, one.value, one.value_basis) for one in read.nameless] == [
        ("?", Decimal(90000), "per_year")
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Jane Roe\n333 E. 46th Street, Apt. 15R, New York, NY 10017", "Jane Roe"),
        ("Residence address: Villa Rosa, Fredville", "Residence address"),
        ("call (202) 555-0133 or write to jane@roe.example", "call"),
        ("P.O. Box 2454, Abu Dhabi", "Abu Dhabi"),
    ],
)
def test_addresses_are_blotted_out_and_every_place_stays(text: str, kept: str) -> None:
    blotted = blot_addresses(text)
    assert len(blotted) == len(text) and kept in blotted and BLOT in blotted
    for private in ("46th", "15R", "10017", "Villa", "555-0133", "jane@", "2454"):
        assert private not in blotted


@pytest.mark.parametrize(
    "text", ["a fee of $35,000 a month", "April 1, 2017 to May 3, 2017", "Registration Unit 2/21/2018"]
)
def test_money_and_dates_are_no_addresses(text: str) -> None:
    assert blot_addresses(text) == text


EXHIBIT_B = """Exhibit B to Registration Statement
1. Name of Registrant 2. Registration No.
Example Strategies, LLC 6399

3. Name of Foreign Principal
Ministry of Foreign Affairs of Freedonia

Check Appropriate Box:
4. [] The agreement between the registrant and the above-named foreign principal is a formal written contract.
5. [] There is no formal written contract between the registrant and the foreign principal.
6. [] The agreement or understanding between the registrant and the foreign principal is the result of neither a formal
written contract nor an exchange of correspondence. Give its duration, the fees and expenses, if any, to be received.
{oral}
7. Describe fully the nature and method of performance of the above indicated agreement or understanding.

{method}

8. Describe fully the activities the registrant engages in or proposes to engage in on behalf of the above
foreign principal.

Registrant will give advice. It may travel.

9. Will the activities on behalf of the above foreign principal include political activities? Yes [] No [X]
"""


@pytest.mark.parametrize(
    ("oral", "method", "value", "basis", "start", "end", "months"),
    [
        ("", "A fee of $50,000 per month for twelve months, beginning June 1, 2018.", "50000", "per_month",
         "2018-06-01", "", "12"),
        ("The fee is $15,000.00 per month for six months.", "See item 6.", "15000.00", "per_month", "", "", "6"),
        ("", "A total fee of €240,000. The agreement expires on May 31, 2019.", "240000", "total", "",
         "2019-05-31", None),
        ("", "Registrant keeps a list.", None, None, "", "", None),
    ],
)  # fmt: skip
def test_answers_of_an_exhibit(
    oral: str, method: str, value: str | None, basis: str | None, start: str, end: str, months: str | None
) -> None:
    text = EXHIBIT_B.format(oral=oral, method=method)
    (statement,) = read_filing(plain_filing(text, form="Exhibit AB", stamped=date(2018, 5, 24))).statements
    assert (statement.client.name, statement.firm.identifier) == ("Ministry of Foreign Affairs of Freedonia", "6399")
    assert (statement.kind, statement.act, statement.purpose) == ("agreement", "new", "Registrant will give advice")
    assert (statement.value, statement.value_basis) == (value and Decimal(value), basis)
    assert (statement.start.iso if statement.start else "", statement.end.iso if statement.end else "") == (start, end)
    assert statement.term_months == (months and Decimal(months))


# -- Whatever comes ----------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["$", "25,000", ".00", " through ", "December 31,2012", "between ", "the Embassy of ", "Freedonia", " and ",
     "\n", "renewed", " contract with ",
     "Registrant", "5. Each item", " fee of ", "per month", "14. (a) RECEIPTS-MONIES\n",
     "01/02/2020  X  $5", "Total $5", "Name of Foreign Principal", "\x00", "é", "A" * 40]
)  # fmt: skip


@pytest.mark.parametrize("form", ["Amendment", "Exhibit AB", "Supplemental Statement"])
@pytest.mark.parametrize("unit", ["Embassy of the Republic & Co. ", "fee of $1,000,00 ", "Abc Def\n", "(((Freedonia "])
def test_a_long_filing_takes_no_longer_than_its_length(unit: str, form: str) -> None:
    def measure(size: int) -> float:
        filing = plain_filing(HEAD + ITEM_5 + unit * (size // len(unit)), form=form)
        began = time.perf_counter()
        read_filing(filing)
        return time.perf_counter() - began

    assert measure(200_000) < 12 * max(measure(50_000), 0.1)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60), st.sampled_from(["Amendment", "Exhibit AB", "Supplemental Statement", ""]))
def test_no_text_trips_the_reader_and_every_quote_stands(pieces: list[str], form: str) -> None:
    filing = plain_filing(HEAD + ITEM_5 + "".join(pieces), form=form)
    read = read_filing(filing)
    for statement in (*read.statements, *read.nameless):
        for quotes in statement.evidence.values():
            for quote in quotes:
                assert not isinstance(quote, str)
                assert filing.text[quote.start : quote.end] == quote.quote
