"""What is believed of a contract, and which statement each value is read from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from tests.resolution.voice_maker import listing, news, usd
from tracker.records import PartialDate, alter
from tracker.resolution.derivation import derive_belief
from tracker.resolution.terms import build_terms, disclose_total
from tracker.resolution.voices import Money, Voice

ROW = listing("row", "2021-02-16", "2022-08-16")
HIRED = news("hired", "2021-02-18", start="2021-02-01", months=6, money=usd(750_000), purpose="strategic advice")
RETOLD = news("retold", "2021-02-24", start="2021-02", months=6, money=usd(750_000), on_behalf_of=7)
RENEWED = news("renewed", "2021-09-24", "renewal", months=12, end="2022-08", money=usd(1_500_000))
STORY = [ROW, HIRED, RETOLD, RENEWED]


def test_the_story_of_one_contract_in_four_sources() -> None:
    belief = derive_belief(STORY)
    assert belief.status == "terminated"
    assert (belief.registered_on, belief.deregistered_on) == (date(2021, 2, 16), date(2022, 8, 16))
    assert (belief.start, belief.end) == (PartialDate(2021, 2, 1), PartialDate(2022, 8))
    assert (belief.money.value, belief.term_months) == (Decimal(1_500_000), Decimal(12))
    assert [terms["value"] for terms in belief.terms] == ["750000", "1500000"]
    assert belief.on_behalf_of == 7
    total = belief.disclosed_totals["news"]
    assert (total["amount"], total["currency"]) == ("2250000", "USD")
    assert [addend["reason"] for addend in total["addends"]] == ["first terms", "renewal"]
    assert "us-fara" not in belief.disclosed_totals
    assert belief.provenance["value"] == RENEWED.id
    assert belief.provenance["start"] == HIRED.id
    assert belief.provenance["registered_on"] == ROW.id
    assert belief.provenance["purpose"] == HIRED.id


def test_no_order_of_the_statements_changes_the_belief() -> None:
    expected = derive_belief(STORY)
    for order in permutations(STORY):
        assert derive_belief(order) == expected


def test_a_register_date_is_never_the_contracts_start_or_term() -> None:
    belief = derive_belief([ROW])
    assert (belief.start, belief.end, belief.term_months, belief.money.value) == (None, None, None, None)


@pytest.mark.parametrize(
    ("closed", "gone", "expected"),
    [
        ("", False, "active"),
        ("2022-08-16", False, "terminated"),
        ("", True, "unlisted"),
        ("2022-08-16", True, "terminated"),
    ],
)
def test_status_from_the_register(closed: str, gone: bool, expected: str) -> None:
    assert derive_belief([listing("a", "2021-02-16", closed, is_gone=gone)]).status == expected


def test_status_from_the_press_alone() -> None:
    assert derive_belief([HIRED]).status == "reported"
    dropped = news("dropped", "2021-05-01", "termination")
    assert derive_belief([HIRED, dropped]).status == "terminated"


def test_the_register_outranks_a_reported_end_and_says_so() -> None:
    belief = derive_belief([listing("a", "2021-02-16"), news("dropped", "2021-05-01", "termination")])
    assert belief.status == "active"
    assert "reported_ended" in belief.flags


def test_of_two_rows_of_one_spell_the_open_one_keeps_it_open() -> None:
    rows = [listing("a", "2008-03-27", "2008-03-27", row_key="k"), listing("b", "2008-03-27", row_key="k")]
    belief = derive_belief(rows)
    assert (belief.status, belief.deregistered_on) == ("active", None)


def test_a_row_that_is_no_longer_listed_says_nothing_about_the_end() -> None:
    gone = listing("a", "2008-03-27", "2008-04-01", row_key="k", is_gone=True)
    live = listing("b", "2008-03-27", "2019-02-28", row_key="k")
    assert derive_belief([gone, live]).deregistered_on == date(2019, 2, 28)


def test_amount_currency_and_basis_always_come_from_one_statement() -> None:
    monthly = news("a", "2021-01-01", money=Money(Decimal(50_000), "EUR", "per_month"))
    yearly = news("b", "2021-02-01", money=Money(Decimal(600_000), "USD", "per_year"))
    money = derive_belief([monthly, yearly]).money
    assert (money.value, money.currency, money.basis) == (Decimal(600_000), "USD", "per_year")


def test_two_prices_for_one_thing_are_a_conflict_and_never_added() -> None:
    low, high = news("a", "2021-01-01", money=usd(500_000)), news("b", "2021-02-01", money=usd(750_000))
    belief = derive_belief([low, high])
    assert "value_conflict" in belief.flags
    assert belief.disclosed_totals["news"]["amount"] == "750000"


def test_an_amendment_replaces_the_price_before_it() -> None:
    first = news("a", "2021-01-01", money=usd(50_000, "per_month", 300_000), months=6)
    amended = news("b", "2021-03-01", "amendment", money=usd(75_000, "per_month", 450_000))
    total = disclose_total([first, amended])
    assert total is not None
    assert total["amount"] == "450000"


def test_currencies_are_never_added_together() -> None:
    dollars = news("a", "2021-01-01", money=usd(500_000))
    euros = news("b", "2021-09-01", "renewal", money=Money(Decimal(400_000), "EUR", "total", total=Decimal(400_000)))
    total = disclose_total([dollars, euros])
    assert total is not None
    assert (total["amount"], total["currency"]) == (None, None)
    assert [addend["currency"] for addend in total["addends"]] == ["USD", "EUR"]


def test_money_reported_without_a_price_is_no_addend() -> None:
    assert disclose_total([news("a", "2021-01-01", money=usd(40_000, "other"))]) is None


def test_one_renewal_told_twice_is_one_renewal() -> None:
    again = news("again", "2021-10-02", "renewal", money=usd(1_500_000))
    assert len(build_terms([HIRED, RENEWED, again])) == 2
    later = news("later", "2022-09-02", "renewal", money=usd(1_500_000), end="2023-08")
    assert len(build_terms([HIRED, RENEWED, later])) == 3


def test_rate_times_term_is_the_total_only_when_both_are_known() -> None:
    (terms,) = build_terms([news("a", "2021-01-01", money=usd(20_000, "per_quarter"), months=12)])
    assert terms.money.total == Decimal(80_000)
    (open_ended,) = build_terms([news("a", "2021-01-01", money=usd(20_000, "per_quarter"))])
    assert open_ended.money.total is None


def correction(identity: str, posted: str, *asserted: str, **values: object) -> Voice:
    base = news(identity, posted, **values)  # type: ignore[arg-type]
    return alter(base, kind="correction", register="news", asserted=frozenset(asserted))


def test_a_persons_word_outranks_every_document_and_may_be_nothing() -> None:
    fixed = correction("c1", "2021-03-01", "value", "end", money=usd(700_000))
    belief = derive_belief([*STORY, fixed])
    assert belief.money.value == Decimal(700_000)
    assert belief.end is None
    assert belief.term_months == Decimal(12)
    assert belief.provenance["value"] == belief.provenance["end"] == fixed.id


def test_the_newest_correction_of_a_field_stands() -> None:
    older = correction("c1", "2021-03-01", "purpose", purpose="first reading")
    newer = correction("c0", "2021-04-01", "purpose", purpose="second reading")
    assert derive_belief([*STORY, newer, older]).purpose == "second reading"


def test_yearly_dollars_for_sorting_say_how_they_were_made() -> None:
    monthly = derive_belief([news("a", "2021-01-01", money=usd(50_000, "per_month"))])
    assert (monthly.comparable_usd, monthly.comparable_note) == (Decimal(600_000), "per month × 12")
    long = derive_belief([news("a", "2021-01-01", money=usd(900_000), months=36)])
    assert long.comparable_usd == Decimal("300000.00")
    foreign = derive_belief([news("a", "2021-01-01", money=Money(Decimal(1), "EUR", "total"))])
    assert foreign.comparable_usd is None


def test_an_end_before_the_start_is_kept_and_flagged() -> None:
    belief = derive_belief([news("a", "2021-01-01", start="2021-05-01", end="2020-01")])
    assert belief.flags == ("ends_before_start",)
    assert belief.end == PartialDate(2020, 1)
