"""Term, start and end of a contract."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extraction.reading import only, read

OPENING = "Mali has hired the lobbying firm Maple Court Strategies for $40,000 a month, a filing shows."


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("The contract runs for six months.", 6),
        ("The one-year contract can be renewed.", 12),
        ("The agreement is for a term of 18 months.", 18),
        ("The contract lasts two years.", 24),
        ("The contract is for 90 days.", 3),
        ("The contract was signed by the ambassador.", None),
    ],
)
def test_terms(text: str, months: int | None) -> None:
    assert only(read(f"{OPENING}\n\n{text}")).term_months == (None if months is None else Decimal(months))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The contract took effect on Feb. 1, 2021.", "2021-02-01", None),
        ("The contract runs from Jan. 1, 2021, to June 30, 2021.", "2021-01-01", "2021-06-30"),
        ("The contract begins in April 2021.", "2021-04", None),
        ("The contract expires on Dec. 31, 2021.", None, "2021-12-31"),
        ("The contract is valid until August 2022.", None, "2022-08"),
        ("The contract started this month.", "2021-03", None),
        ("The filing was dated March 2, 2021.", None, None),
    ],
)
def test_starts_and_ends(text: str, start: str | None, end: str | None) -> None:
    statement = only(read(f"{OPENING}\n\n{text}"))
    found = (statement.start, statement.end)
    assert tuple(date.iso if date else None for date in found) == (start, end)


def test_the_end_of_a_terminated_contract() -> None:
    statement = only(
        read("Mali ended its contract with the lobbying firm Maple Court Strategies on Feb. 15, 2021, a filing shows.")
    )
    assert statement.act == "termination"
    assert statement.end
    assert statement.end.iso == "2021-02-15"
    assert statement.start is None


def test_dates_that_need_a_day_of_publication_are_left_out_without_one() -> None:
    statement = only(read(f"{OPENING}\n\nThe contract started this month.", published=None))
    assert statement.start is None
