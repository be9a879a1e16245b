"""Exports: the documented shape, every digit, safe cells, and a fixed number of queries."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import list_principal, make_article, make_contract, make_file, report, tell, tell_story
from tests.services.test_filings import FIRST, SECOND, SECOND_QUARTER, tell_all
from tracker.filters import ContractFilter
from tracker.models import Contract, Statement
from tracker.records import alter
from tracker.services import export
from tracker.services.export import CONTRACT_EXPORT, build_line, export_lines
from tracker.services.tables import csv_lines, defuse, write_export, write_json

DOCUMENT = (Path(__file__).parents[2] / "docs" / "export.md").read_text()


def lines() -> list[dict[str, Any]]:
    """The export, read back as a reader of JSON does."""
    text = b"".join(write_export(CONTRACT_EXPORT, Contract.objects.published(), "jsonl")).decode()
    return [json.loads(line, parse_float=Decimal) for line in text.splitlines()]


def rows() -> list[dict[str, str]]:
    text = b"".join(write_export(CONTRACT_EXPORT, Contract.objects.published(), "csv")).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


# -- The documented shape ----------------------------------------------------------------------------------


def shape(value: Any) -> Any:
    """Keys at every depth; keys that are data (registers, fields of evidence) are left out."""
    if isinstance(value, dict):
        return {
            key: shape(inner)
            for key, inner in value.items()
            if key not in ("identifiers", "register_ids", "disclosed_totals", "evidence")
        } | dict.fromkeys(value)
    if isinstance(value, list):
        return shape(value[0]) if value else None
    return None


@pytest.mark.django_db
def test_the_documented_example_has_the_keys_that_are_written() -> None:
    example = json.loads(re.search(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)[1])  # type: ignore[index]
    tell_story()
    (line,) = lines()
    assert shape(line) == shape(example)
    assert list(line) == list(example)
    assert list(line["statements"][0]) == list(example["statements"][0])
    written, told = line["disclosed_totals"]["news"], example["disclosed_totals"]["news"]
    assert shape(written) == shape(told)
    assert line["statements"][0]["evidence"]["client"].keys() == {"row"}
    assert line["statements"][0]["evidence"]["client"]["row"].keys() == {"number", "column", "value"}
    assert line["statements"][1]["evidence"]["value"].keys() == {"quote"}


def documented(heading: str) -> set[str]:
    """The names in backticks in the first column of the table, or in the list, under a heading."""
    section = DOCUMENT.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    cells = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.django_db
def test_every_key_column_and_filter_is_documented() -> None:
    tell_story()
    (line,) = lines()
    assert documented("### The contract") - {"identifiers"} == set(line)
    assert documented("### A statement") == set(line["statements"][0])
    assert documented("## Filters") == set(ContractFilter.filter_names())
    listed = re.search(r"^Columns: (.*?)\n\n", DOCUMENT, re.DOTALL | re.MULTILINE)
    assert listed is not None
    assert tuple(re.findall(r"`([^`]+)`", listed[1])) == CONTRACT_EXPORT.table.header


@pytest.mark.django_db
def test_periodic_reports_are_listed_with_what_superseded_them() -> None:
    tell_all(FIRST, SECOND, SECOND_QUARTER)
    (line,) = lines()
    assert (line["value"], line["is_self_filed"]) == (None, False)
    assert line["latest_report"] == {"period": "2024-Q2", "amount": None, "kind": "income"}
    assert line["register_ids"] == {"us-lda": {"client_id": "9", "registrant_id": "7"}}
    assert line["reports"][0] == {
        "year": 2024, "period": "2024-Q1", "type": "Q1", "amount": 83_347, "kind": "income", "posted": "2024-04-20",
        "filing_uuid": "a", "superseded": True,
    }  # fmt: skip
    assert [(one["filing_uuid"], one["superseded"]) for one in line["reports"]] == [
        ("a", True),
        ("b", False),
        ("q2", False),
    ]
    total = line["disclosed_totals"]["us-lda"]
    assert (total["amount"], len(total["addends"])) == (45_847, 1)
    (row,) = rows()
    assert row["register_ids"] == "us-lda.client_id:9; us-lda.registrant_id:7"
    assert (row["latest_period"], row["latest_amount"]) == ("2024-Q2", "")


@pytest.mark.django_db
def test_income_and_expenses_are_never_added() -> None:
    tell_all(FIRST, alter(SECOND_QUARTER, amount=Decimal(9_000), amount_kind="expenses"))
    (line,) = lines()
    assert line["disclosed_totals"]["us-lda"]["amount"] is None
    assert len(line["disclosed_totals"]["us-lda"]["addends"]) == 2


@pytest.mark.django_db
def test_a_line_tells_the_story() -> None:
    contract = tell_story()
    (line,) = lines()
    assert line["id"] == contract.pk
    assert line["client"]["country"] == "TR"
    assert line["on_behalf_of"] == "Presidency of Defence Industries"
    assert line["firm"]["identifiers"] == {"us-fara": ["1750"]}
    assert (line["status"], line["start"], line["end"]) == ("terminated", "2021-02-01", "2022-08")
    assert (line["value"], line["currency"], line["value_basis"], line["term_months"]) == (
        1_500_000,
        "USD",
        "total",
        12,
    )
    total = line["disclosed_totals"]["news"]
    assert (total["amount"], [addend["amount"] for addend in total["addends"]]) == (2_250_000, [750_000, 1_500_000])
    assert [statement["kind"] for statement in line["statements"]] == ["listing", "news", "news"]
    assert line["statements"][1]["published"] == "2021-02-18"
    assert line["statements"][1]["evidence"]["value"] == {"quote": "$750,000"}
    assert line["statements"][0]["evidence"]["deregistered_on"]["row"]["value"] == "08/16/2022"


@pytest.mark.django_db
def test_unknown_is_null_and_not_zero() -> None:
    make_contract(country=None, country_label="")
    (line,) = lines()
    for key in ("value", "currency", "value_basis", "total_value", "start", "end", "term_months", "purpose", "via"):
        assert line[key] is None
    assert line["client"]["country"] is None
    assert line["disclosed_totals"] == {}


# -- Numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("999999999999999.99"), "999999999999999.99"),
        (Decimal("0.05"), "0.05"),
        (Decimal("12.50"), "12.5"),
        (Decimal("750000.00"), "750000"),
        (Decimal("1E+3"), "1000"),
        (None, "null"),
    ],
)
@pytest.mark.django_db
def test_amounts_keep_every_digit(value: Decimal | None, text: str) -> None:
    contract = make_contract()
    contract.value = value
    written = write_json(build_line(contract, [], {}))
    assert f'"value":{text},' in written
    assert json.loads(written, parse_float=Decimal)["value"] == value


def test_text_that_looks_like_a_number_stays_text() -> None:
    assert json.loads(write_json({"a": "1.5", "b": '"', "c": "é\u2028\\u0000"})) == {
        "a": "1.5",
        "b": '"',
        "c": "é\u2028\\u0000",
    }


# -- What is left out --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_statements_in_review_or_rejected_are_left_out() -> None:
    tell_story()
    Statement.objects.filter(act="renewal").update(state=Statement.State.REJECTED)
    Statement.objects.filter(act="new").update(state=Statement.State.REVIEW)
    (line,) = lines()
    assert [statement["kind"] for statement in line["statements"]] == ["listing"]


@pytest.mark.django_db
def test_what_is_superseded_or_gone_is_not_current() -> None:
    contract = make_contract()
    statement = Statement.objects.get()
    assert lines()[0]["statements"][0]["is_current"] is True
    Statement.objects.update(gone_as_of=statement.first_as_of)
    assert lines()[0]["statements"][0]["is_current"] is False
    Statement.objects.update(gone_as_of=None, is_current=False)
    assert lines()[0]["statements"][0]["is_current"] is False
    assert lines()[0]["id"] == contract.pk


# -- Cost --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 7])
def test_a_batch_costs_the_same_whatever_it_holds(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(make_file(), *[list_principal(f"Client {i}", f"Firm {i} LLC", number=str(i + 1)) for i in range(number)])
    # Rows, numbers of the parties, statements.
    with django_assert_num_queries(3):
        assert len(list(export_lines(Contract.objects.published()))) == number


@pytest.mark.django_db
def test_lines_come_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "BATCH", 2)
    tell(make_file(), *[list_principal(f"Client {i}", f"Firm {i} LLC", number=str(i + 1)) for i in range(5)])
    ids = [line["id"] for line in export_lines(Contract.objects.published())]
    assert ids == sorted(Contract.objects.values_list("id", flat=True))
    first: Iterator[dict[str, Any]] = export_lines(Contract.objects.published())
    next(first)
    Contract.objects.filter(pk=ids[-1]).update(withdrawn_at="2025-01-01T00:00Z")
    assert [line["id"] for line in first] == ids[1:-1]


# -- CSV ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+41 text", "'+41 text"),
        ("-minus", "'-minus"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("plain", "plain"),
        ("a=b", "a=b"),
        ("", ""),
        (-5, -5),
        (Decimal("-1.50"), Decimal("-1.50")),
        (None, None),
    ],
)
def test_formulas_are_defused_and_numbers_are_not_touched(cell: Any, safe: Any) -> None:
    assert defuse(cell) == safe


@pytest.mark.django_db
def test_a_hostile_name_is_no_formula() -> None:
    make_contract('=HYPERLINK("http://x","click")')
    (row,) = rows()
    assert row["client"].startswith("'=HYPERLINK")


@pytest.mark.django_db
def test_csv_is_flat_and_complete() -> None:
    contract = tell_story()
    (row,) = rows()
    assert tuple(row) == CONTRACT_EXPORT.table.header
    assert row["id"] == str(contract.pk)
    assert row["value"] == "1500000"
    assert row["registers"] == "news; us-fara"
    assert row["register_ids"] == "us-fara:1750"
    assert row["disclosed_totals"] == "news:2250000 USD"
    assert row["statements"] == "3"
    assert row["via"] == ""
    assert row["document_urls"].count("https://press.example/") == 2


@pytest.mark.django_db
def test_totals_in_several_currencies_are_not_added() -> None:
    document = make_article("Words.")
    first = report("Alpha", "Beta", document=document, value=5, total=5)
    tell(document, first)
    Contract.objects.update(
        disclosed_totals={
            "news": {
                "amount": None,
                "currency": None,
                "addends": [
                    {"statement": 1, "amount": "5", "currency": "USD", "reason": "first terms"},
                    {"statement": 2, "amount": "7.50", "currency": "EUR", "reason": "renewal"},
                ],
            }
        }
    )
    assert rows()[0]["disclosed_totals"] == "news:5 USD + news:7.5 EUR"
    assert lines()[0]["disclosed_totals"]["news"]["amount"] is None


def test_csv_of_nothing_is_its_header() -> None:
    assert "".join(csv_lines(CONTRACT_EXPORT, [])) == ",".join(CONTRACT_EXPORT.table.header) + "\r\n"
