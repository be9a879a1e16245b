"""Periodic filings: how an engagement stands, and when it is the one that another register lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

from tests.resolution.voice_maker import filing, listing, news
from tracker.resolution.derivation import derive_belief
from tracker.resolution.grouping import group_voices
from tracker.resolution.reports import last_day, read_standing
from tracker.resolution.voices import Voice


def identities(voices: list[Voice]) -> list[list[str]]:
    return [[voice.identity for voice in group.voices] for group in group_voices(voices)]


OPENING = filing("r", "", "2024-01-20", start="2024-01-01")
Q1 = filing("q1", "2024-Q1", "2024-04-20", start="2024-01-01", amount=30_000, purpose="first quarter's bills")
Q2 = filing("q2", "2024-Q2", "2024-07-20", start="2024-01-01", amount=None, purpose="second quarter's bills")
LAST = filing("q3", "2024-Q3", "2024-10-20", start="2024-01-01", amount=10_000, act="termination", end="2024-09-15")
LATER = filing("q4", "2024-Q4", "2025-01-20", start="2024-01-01", amount=40_000)


def test_filings_under_one_number_are_one_contract_in_any_order() -> None:
    for order in permutations([OPENING, Q1, Q2, LAST]):
        assert identities(list(order)) == [["q1", "q2", "q3", "r"]]


def test_the_latest_period_speaks_and_blank_is_not_nought() -> None:
    belief = derive_belief([Q2, OPENING, Q1])
    assert (belief.status, belief.latest_period, belief.latest_amount) == ("active", "2024-Q2", None)
    assert belief.start is not None and belief.start.iso == "2024-01-01"
    assert (belief.end, belief.money.value, belief.report_count) == (None, None, 2)
    assert belief.purpose == "second quarter's bills"


def test_a_registration_alone_is_an_active_contract_without_reports() -> None:
    belief = derive_belief([OPENING])
    assert (belief.status, belief.latest_period, belief.report_count) == ("active", "", 0)


def test_a_termination_ends_it_and_a_later_period_reopens_it() -> None:
    ended = derive_belief([OPENING, Q1, LAST])
    assert (ended.status, ended.end and ended.end.iso) == ("terminated", "2024-09-15")
    assert ended.provenance["end"] == ended.provenance["status"] == LAST.id
    reopened = derive_belief([OPENING, Q1, LAST, LATER])
    assert (reopened.status, reopened.end) == ("active", None)
    assert reopened.latest_amount == Decimal(40_000)


def test_an_earlier_period_filed_late_reopens_nothing() -> None:
    late = filing("late", "2024-Q2", "2025-03-01", amount=20_000)
    assert derive_belief([OPENING, LAST, late]).status == "terminated"


def test_a_termination_without_a_date_ends_with_its_period() -> None:
    undated = filing("t", "2024-Q3", "2024-10-20", act="termination", start="2024-01-01")
    (group,) = group_voices([undated, news("n", "2024-11-01")])
    assert [voice.identity for voice in group.voices] == ["n", "t"]
    belief = derive_belief([undated])
    assert (belief.status, belief.end) == ("terminated", None)


def test_periods_end_on_their_last_day() -> None:
    assert [last_day(text) for text in ("2024-Q1", "2023-Q4", "2006-H1", "2006-H2")] == [
        date(2024, 3, 31),
        date(2023, 12, 31),
        date(2006, 6, 30),
        date(2006, 12, 31),
    ]
    assert last_day("") == date.max


def test_no_filings_no_standing() -> None:
    assert read_standing([listing("a", "2021-02-16"), news("n", "2021-02-18")]) is None


def test_one_engagement_in_two_registers_is_one_contract_with_both_numbers() -> None:
    listed = listing("a", "2024-01-10")
    report = filing("q1", "2024-Q1", "2024-04-20", start="2024-01-01", amount=30_000, register_ids={"client_id": "9"})
    for order in permutations([listed, report]):
        (group,) = group_voices(order)
        belief = derive_belief(group.voices)
        assert belief.registers == ("us-fara", "us-lda")
        assert belief.register_ids == {"us-fara": ["1750"], "us-lda": {"client_id": "9"}}
        assert (belief.money.value, belief.latest_amount) == (None, Decimal(30_000))
        assert belief.registered_on == date(2024, 1, 10)


def test_an_end_in_one_register_is_none_while_the_other_goes_on() -> None:
    listed = listing("a", "2024-01-10", "2024-02-01")
    assert derive_belief([listed, Q1]).status == "active"
    assert derive_belief([listing("b", "2024-01-10"), LAST]).status == "active"
    assert derive_belief([listed, LAST]).status == "terminated"


def test_entries_of_different_times_stay_apart() -> None:
    assert identities([listing("a", "2016-03-01", "2018-02-28"), Q1]) == [["a"], ["q1"]]


def test_an_entry_joins_the_one_it_shares_most_days_with() -> None:
    first, second = listing("a", "2023-01-01", "2024-01-31"), listing("b", "2024-01-01")
    assert sorted(identities([first, second, Q1, LATER])) == [["a"], ["b", "q1", "q4"]]


def test_two_numbers_of_one_pair_are_two_contracts() -> None:
    other = filing("x", "2024-Q1", "2024-04-20", row_key="7-2")
    assert sorted(identities([Q1, other])) == [["q1"], ["x"]]
