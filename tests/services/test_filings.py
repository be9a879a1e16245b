"""Filings about one period compete; the newest posted stands, the others stay on the timeline."""

from __future__ import annotations

from itertools import permutations

import pytest
from django.contrib.auth.models import User

from tests.factories import make_file, make_source, tell
from tests.services.filed_reports import ANN, BOB, report
from tracker.models import Appearance, Change, Contract, Person, ReviewItem, Statement
from tracker.records import PartyMention, StatementRecord, alter
from tracker.services.decisions import accept_statements, answer_person, reject_statements

pytestmark = pytest.mark.django_db

FIRST = report("a", "2024-04-20", 83_347)
SECOND = report("b", "2024-05-01", 45_847, report_type="1A")
SECOND_QUARTER = report("q2", "2024-07-20", None, period="2024-Q2", report_key="7-1|2024|second_quarter")
THIRD = report("c", "2024-06-01", 44_319, report_type="1A")


def tell_all(*records: StatementRecord) -> Contract:
    """Each record from a document of its own."""
    source = make_source("us-lda", register="us-lda")
    for record in records:
        tell(make_file(source, day=f"2024-07-{records.index(record) + 1:02d}"), record)
    return Contract.objects.published().get()


@pytest.mark.parametrize("order", list(permutations([FIRST, SECOND, THIRD])))
def test_the_newest_posted_stands_whatever_came_first(order: tuple[StatementRecord, ...]) -> None:
    contract = tell_all(*order)
    assert (contract.latest_amount, contract.latest_kind, contract.latest_period) == (44_319, "income", "2024-Q1")
    assert (contract.value, contract.report_count) == (None, 1)
    assert contract.register_ids == {"us-lda": {"client_id": "9", "registrant_id": "7"}}
    assert dict(contract.statements.values_list("register_key", "is_current")) == {"a": False, "b": False, "c": True}


def test_a_rejected_amendment_lets_the_one_before_it_stand_again() -> None:
    contract = tell_all(FIRST, SECOND)
    editor = User.objects.create_user("editor")
    amendment = Statement.objects.get(register_key="b")
    reject_statements([amendment.pk], editor)
    contract.refresh_from_db()
    assert contract.latest_amount == 83_347
    accept_statements([amendment.pk], editor)
    contract.refresh_from_db()
    assert contract.latest_amount == 45_847


@pytest.mark.parametrize("order", list(permutations([FIRST, alter(THIRD, register_key="house", is_copy=True)])))
def test_another_office_s_copy_never_supersedes_the_original(order: tuple[StatementRecord, ...]) -> None:
    assert tell_all(*order).latest_amount == 83_347


def test_a_copy_stands_where_there_is_no_original() -> None:
    assert tell_all(alter(FIRST, is_copy=True)).latest_amount == 83_347


def test_a_client_that_was_renamed_keeps_its_contract() -> None:
    renamed = report(
        "q2", "2024-07-20", 5_000, client=PartyMention("Guides United"), period="2024-Q2", report_key="7-2"
    )
    contract = tell_all(FIRST, renamed)
    assert contract.client.name == "Guides United"
    assert contract.statements.count() == 2


def test_a_new_period_is_told_once_and_an_amended_amount_too() -> None:
    source = make_source("us-lda", register="us-lda")
    tell(make_file(source, day="2024-04-21"), FIRST)
    second = report("q2", "2024-07-20", 5_000, period="2024-Q2", report_key="7-1|2024|second_quarter")
    tell(make_file(source, day="2024-07-21"), second)
    tell(
        make_file(source, day="2024-07-22"),
        report("q2a", "2024-07-22", 6_000, period="2024-Q2", report_key=second.report_key),
    )
    told = Change.objects.order_by("as_of").values_list("kind", "diffs")
    assert [kind for kind, _ in told] == ["new", "reported", "amended"]
    assert told[1][1]["latest_amount"] == ["83347.00", "5000.00"]
    assert told[2][1] == {"latest_amount": ["5000.00", "6000.00"]}


OTHER = PartyMention("Other Affairs LLC", scheme="us-lda", identifier="8")
OFFICE = "Chief of Staff, Senator Example"


@pytest.mark.parametrize(
    ("here", "there", "asked"),
    [
        (OFFICE, "CHIEF OF STAFF,  Senator Example", 1),
        (OFFICE, "Counsel, House Committee on Examples", 0),
        ("Not applicable", "not applicable", 0),
        ("Intern", "Intern", 0),
        ("", "", 0),
    ],
)
def test_one_name_and_one_office_at_two_firms_is_a_question(here: str, there: str, asked: int) -> None:
    source = make_source("us-lda", register="us-lda")
    tell(make_file(source, day="2024-07-01"), alter(FIRST, people=(alter(ANN, covered_position=here),)))
    elsewhere = report(
        "z",
        "2024-05-01",
        1,
        firm=OTHER,
        contract_key="8-1",
        report_key="8-1|2024",
        people=(alter(ANN, covered_position=there),),
    )
    for day in ("2024-07-02", "2024-07-03"):
        tell(make_file(source, day=day), elsewhere)
    assert ReviewItem.objects.filter(kind="person").count() == asked
    assert Person.objects.filter(merged_into=None).count() == 2


def test_a_person_says_who_is_who_and_may_think_better_of_it() -> None:
    source = make_source("us-lda", register="us-lda")
    ann = alter(ANN, covered_position=OFFICE)
    second = report("z", "2024-05-01", 1, firm=OTHER, contract_key="8-1", report_key="8-1|2024", people=(ann,))
    tell(make_file(source, day="2024-07-01"), alter(FIRST, people=(ann,)), second)
    item, editor = ReviewItem.objects.get(kind="person"), User.objects.create_user("editor")
    keep, other = Person.objects.order_by("pk")
    answer_person(item, True, editor)
    other.refresh_from_db()
    item.refresh_from_db()
    assert (other.merged_into, item.state) == (keep, "accepted")
    answer_person(item, False, editor, "namesakes")
    other.refresh_from_db()
    assert other.merged_into is None
    assert other.history.first().history_change_reason == "namesakes"


def test_people_are_known_by_name_within_their_registrant() -> None:
    second = report("q2", "2024-07-20", 5_000, people=(alter(ANN, identifier="79"), BOB), report_key="7-1|2")
    tell_all(FIRST, second)
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Ann Example", "Bob Example"]
    named = Appearance.objects.filter(person__name="Ann Example").values_list("statement__register_key", flat=True)
    assert sorted(named) == ["a", "q2"]
    assert Person.objects.get(name="Ann Example").covered_position == "Counsel, Senate"


def test_a_filing_read_anew_names_only_whom_it_names_now() -> None:
    tell_all(FIRST, alter(FIRST, people=(BOB,), content_hash="other"))
    assert list(Appearance.objects.values_list("person__name", flat=True)) == ["Bob Example"]


def test_a_contract_keeps_its_address_when_an_amendment_supersedes_what_it_was_made_for() -> None:
    source = make_source("us-lda", register="us-lda")
    (first,) = tell(make_file(source, day="2024-07-01"), FIRST)
    (second,) = tell(make_file(source, day="2024-07-02"), SECOND)
    assert first.pk == second.pk


def test_a_contract_keeps_its_address_when_what_it_was_made_for_is_rejected() -> None:
    later = report("q2", "2024-07-20", 5_000, period="2024-Q2", report_key="7-1|2024|second_quarter")
    contract = tell_all(FIRST, later)
    reject_statements([Statement.objects.get(register_key="a").pk], User.objects.create_user("editor"))
    assert Contract.objects.published().get().pk == contract.pk


def test_an_abridged_copy_of_a_filing_never_stands_in_place_of_the_whole_one() -> None:
    whole, abridged = FIRST, alter(FIRST, content_hash="~short", people=(), details={})
    for order in permutations([whole, abridged]):
        Statement.objects.all().delete()
        tell_all(*order)
        assert Statement.objects.get().content_hash == whole.content_hash


@pytest.mark.parametrize("order", list(permutations([0, 1])))
def test_a_filing_without_a_country_is_of_the_client_that_its_number_has(order: tuple[int, ...]) -> None:
    silent = report("q2", "2024-07-20", 5_000, client=PartyMention("Girl Guides"), period="2024-Q2", report_key="7-1|2")
    contract = tell_all(*([FIRST, silent][position] for position in order))
    assert (contract.client.country, contract.country) == ("US", "US")
    assert set(Statement.objects.values_list("client_mention__party_id", flat=True)) == {contract.client_id}
