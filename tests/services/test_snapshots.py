"""Consecutive snapshots of a register yield exactly the changes between them, in any order the same contracts."""

from __future__ import annotations

from contextlib import suppress
from itertools import permutations
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from tests.services.register_files import Register, Row
from tracker.models import Change, Contract, ReviewItem, Statement
from tracker.services.decisions import accept_statements, answer_rename
from tracker.services.pasting import read_text

ANKARA = Row("Republic of Turkey", "02/16/2021")
DOHA = Row("State of Qatar", "03/01/2021", country="QATAR", number="1751", firm="Other Firm Inc.")
LIMA = Row("Republic of Peru", "03/05/2021", country="PERU", number="1752", firm="Third Firm LLP")
HIRED_BY_OFFICE = (
    "WASHINGTON, 18 February 2021. The Bosporus Trade Office has hired Example Public Affairs LLC, a Washington "
    "lobbying firm, to lobby Congress. The contract is worth $600,000 for one year, a filing seen on Thursday shows."
)
ENDED = ANKARA._replace(terminated="03/28/2025")


def test_the_first_import_tells_nothing(register: Register) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    assert Contract.objects.published().count() == 2
    assert register.changes() == []


def test_the_same_bytes_change_nothing(register: Register) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    before = list(Statement.objects.order_by("id").values())
    run = register.read("2025-04-01", [ANKARA, DOHA])
    assert (run.new, run.changed, run.unchanged, run.not_modified) == (0, 0, 0, 1)
    assert list(Statement.objects.order_by("id").values()) == before


def test_an_unchanged_row_costs_no_write(register: Register) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    before = list(Statement.objects.order_by("id").values())
    run = register.read("2025-04-02", [DOHA, ANKARA])
    assert (run.new, run.changed, run.unchanged, run.changes) == (0, 0, 2, 0)
    assert list(Statement.objects.order_by("id").values()) == before


@pytest.mark.parametrize(
    ("before", "after", "kind", "client"),
    [
        ([DOHA], [DOHA, LIMA], "new", "Republic of Peru"),
        ([ANKARA, DOHA], [ANKARA._replace(terminated="03/28/2025"), DOHA], "terminated", "Republic of Turkey"),
        ([ANKARA], [ANKARA._replace(terminated="07/07/2021")], "backdated_termination", "Republic of Turkey"),
        ([ANKARA._replace(terminated="03/28/2025")], [ANKARA], "unterminated", "Republic of Turkey"),
        ([ANKARA, DOHA], [ANKARA], "disappeared", "State of Qatar"),
        ([ANKARA, LIMA], [ANKARA._replace(principal="Republic of Türkiye"), LIMA], "renamed", "Republic of Türkiye"),
        ([ANKARA, LIMA], [ANKARA._replace(principal="REPUBLIC OF TURKEY"), LIMA], "renamed", "Republic of Turkey"),
        ([ANKARA], [ANKARA._replace(firm="Renamed Public Affairs LLC")], "renamed", "Republic of Turkey"),
        ([ENDED], [ANKARA._replace(terminated="03/27/2025")], "amended", "Republic of Turkey"),
        ([ENDED, LIMA], [LIMA], "disappeared", "Republic of Turkey"),
    ],
    ids=[
        "new",
        "terminated",
        "back-dated",
        "un-terminated",
        "disappeared",
        "renamed",
        "respelled",
        "firm-renamed",
        "end-corrected",
        "ended-disappeared",
    ],
)
def test_one_event_is_one_change(
    register: Register, before: list[Row], after: list[Row], kind: str, client: str
) -> None:
    register.read("2025-04-01", before)
    register.read("2025-04-04", after)
    assert register.changes() == [("2025-04-04", kind, client)]


def test_two_events_of_one_row_are_two_changes(register: Register) -> None:
    register.read("2025-04-01", [ANKARA])
    register.read("2025-04-04", [ANKARA._replace(principal="Republic of Türkiye", terminated="04/02/2025")])
    assert [kind for _, kind, _ in register.changes()] == ["renamed", "terminated"]
    assert Contract.objects.published().count() == 1


def test_an_ended_row_that_comes_back_is_told(register: Register) -> None:
    for day, rows in (("2025-04-01", [ENDED, LIMA]), ("2025-04-02", [LIMA]), ("2025-04-03", [ENDED, LIMA])):
        register.read(day, rows)
    assert [kind for _, kind, _ in register.changes()] == ["disappeared", "reappeared"]


def test_a_row_that_is_named_as_before_again_is_renamed_twice(register: Register) -> None:
    for day, name in (("2025-04-01", "Ankara Trade Office"), ("2025-04-02", "Bosporus"), ("2025-04-03", None)):
        register.read(day, [ANKARA._replace(principal=name or "Ankara Trade Office"), LIMA])
    first, second = Change.objects.order_by("as_of")
    assert (first.kind, second.kind) == ("renamed", "renamed")
    assert first.diffs["raw_client"] == ["Ankara Trade Office", "Bosporus"]
    assert second.diffs["raw_client"] == ["Bosporus", "Ankara Trade Office"]


@pytest.mark.parametrize("order", ["article, rename", "rename, article"])
def test_an_article_keeps_the_name_that_its_time_knew(register: Register, order: str) -> None:
    """A row renamed to another party keeps the articles about it, whichever the tracker reads first."""
    editor = User.objects.create_user("editor")
    register.read("2025-04-01", [ANKARA._replace(principal="Bosporus Trade Office"), LIMA])

    def rename() -> None:
        register.read("2025-04-04", [ANKARA._replace(principal="Anatolian Exporters Union"), LIMA])

    def report() -> None:
        pasted = read_text(HIRED_BY_OFFICE, editor, published="2021-02-18")
        accept_statements([statement.pk for statement in pasted.statements], editor)

    for step in (report, rename) if order == "article, rename" else (rename, report):
        step()
    contract = Contract.objects.published().get(client__name="Anatolian Exporters Union")
    assert sorted(contract.statements.values_list("kind", flat=True)) == ["listing", "listing", "news"]
    assert contract.value == 600_000
    assert Contract.objects.published().count() == 2


def test_a_row_that_comes_back_is_the_same_contract(register: Register) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    register.read("2025-04-02", [ANKARA])
    assert Contract.objects.get(client__name="State of Qatar").status == "unlisted"
    register.read("2025-04-03", [ANKARA, DOHA])
    assert Contract.objects.get(client__name="State of Qatar").status == "active"
    assert [kind for _, kind, _ in register.changes()] == ["disappeared", "reappeared"]
    assert Contract.objects.count() == 2


def test_a_renamed_contract_keeps_its_address_and_both_names(register: Register) -> None:
    register.read("2025-04-01", [ANKARA, LIMA])
    before = Contract.objects.get(client__name="Republic of Turkey")
    register.read("2025-04-02", [ANKARA._replace(principal="Ankara Trade Office"), LIMA])
    after = Contract.objects.published().get(client__name="Ankara Trade Office")
    assert after.pk == before.pk
    assert sorted(after.statements.values_list("raw_client", flat=True)) == [
        "Ankara Trade Office",
        "Republic of Turkey",
    ]


def test_two_rows_gone_and_one_come_is_a_question_and_no_rename(register: Register) -> None:
    other = ANKARA._replace(principal="Another Principal")
    register.read("2025-04-01", [ANKARA, other, LIMA])
    register.read("2025-04-02", [ANKARA._replace(principal="Republic of Türkiye"), LIMA])
    (item,) = ReviewItem.objects.all()
    assert item.kind == "rename"
    assert [kind for _, kind, _ in register.changes()] == ["disappeared", "disappeared", "new"]


def test_a_new_spell_is_a_new_contract_that_follows_the_old_one(register: Register) -> None:
    ended = ANKARA._replace(terminated="01/31/2022")
    register.read("2025-04-01", [ended, ANKARA._replace(registered="05/02/2023")])
    first, second = Contract.objects.order_by("registered_on")
    assert second.previous == first
    assert first.previous is None
    assert (first.status, second.status) == ("terminated", "active")


def test_register_dates_are_not_the_contracts_start_or_end(register: Register) -> None:
    register.read("2025-04-01", [ANKARA._replace(terminated="01/31/2022")])
    contract = Contract.objects.get()
    assert (contract.start, contract.end, contract.term_months, contract.value) == ("", "", None, None)
    assert contract.registered_on is not None
    assert contract.deregistered_on is not None


DAYS = {
    "2025-04-01": [ANKARA, DOHA],
    "2025-04-02": [ANKARA._replace(principal="Republic of Türkiye"), DOHA, LIMA],
    "2025-04-03": [ANKARA._replace(principal="Republic of Türkiye", terminated="04/02/2025"), LIMA],
    "2025-04-04": [ANKARA._replace(principal="Republic of Türkiye", terminated="04/02/2025"), LIMA, DOHA],
}


def picture() -> list[tuple[Any, ...]]:
    """What readers see, without ids and times of reading."""
    return sorted(
        (
            contract.client.name,
            contract.firm.name,
            contract.status,
            str(contract.registered_on),
            str(contract.deregistered_on),
            tuple(sorted((s.raw_client, s.gone_as_of is not None) for s in contract.statements.all())),
        )
        for contract in Contract.objects.published().select_related("client", "firm")
    )


def named(*names: str) -> list[Row]:
    """Rows of those principals under one number and date, and one that is always there."""
    return [LIMA, *(ANKARA._replace(principal=f"Client {name}") for name in names)]


def spans() -> list[tuple[str, str, str, str]]:
    """(as filed, first day, first day without it, what it was renamed from) of every statement."""
    return sorted(
        (
            row.raw_client,
            row.first_as_of.date().isoformat(),
            row.gone_as_of.date().isoformat() if row.gone_as_of else "",
            row.renamed_from.raw_client if row.renamed_from else "",
        )
        for row in Statement.objects.select_related("renamed_from")
    )


@pytest.mark.parametrize(
    "days",
    [
        [named("A"), named("B"), named("C")],
        [named("A", "B"), named("C", "B"), named("C", "D")],
        [named("A"), named("A", "B"), named("B")],
        [named("A"), named("B"), named("B", "C")],
        [named("A"), named("B"), named("A")],
        [[ANKARA], [ENDED], [ANKARA]],
        [[ANKARA], [ENDED], [LIMA]],
        [[LIMA], [ANKARA, LIMA], [LIMA]],
    ],
    ids=["renamed-twice", "two-renames", "no-rename", "then-new", "back", "slip", "ended-gone", "a-day-only"],
)
def test_every_order_of_three_files_ends_alike(register: Register, days: list[list[Row]]) -> None:
    pictures = []
    for order in permutations(range(len(days))):
        with suppress(_Undone), transaction.atomic():
            for index in order:
                register.read(f"2025-04-{index + 1:02}", days[index])
            pictures.append((picture(), spans()))
            raise _Undone
    assert len(pictures) == 6
    assert all(other == pictures[0] for other in pictures[1:])


class _Undone(Exception):
    """Takes back what a block wrote."""


def test_files_of_before_the_first_poll_tell_each_rename_apart(register: Register) -> None:
    for day, rows in (("03", named("C", "D")), ("01", named("A", "B")), ("02", named("C", "B"))):
        register.read(f"2025-04-{day}", rows)
    assert [(new, old) for new, _, _, old in spans() if old] == [("Client C", "Client A"), ("Client D", "Client B")]
    assert Contract.objects.published().count() == 3


def test_an_old_file_takes_back_no_answer_of_a_person(register: Register) -> None:
    register.read("2025-04-01", named("A", "B"))
    register.read("2025-04-03", named("C"))
    (item,) = ReviewItem.objects.all()
    by_name = {row.raw_client: row for row in Statement.objects.all()}
    answer_rename(item, {by_name["Client A"].identity: by_name["Client C"].identity}, User.objects.create(username="e"))
    register.read("2025-04-02", named("A", "C"))
    assert [(new, old) for new, _, _, old in spans() if old] == [("Client C", "Client A")]


def test_a_rename_is_seen_although_a_row_was_unreadable_that_day(register: Register) -> None:
    register.read("2025-04-01", [*named("A"), DOHA])
    register.read("2025-04-02", [*named("B"), DOHA._replace(registered="someday")])
    register.read("2025-04-03", [*named("B"), DOHA])
    assert [(new, old) for new, _, _, old in spans() if old] == [("Client B", "Client A")]


@pytest.mark.parametrize("order", list(permutations(DAYS)), ids=lambda order: "-".join(day[-1] for day in order))
def test_old_files_that_arrive_late_end_in_the_same_contracts(register: Register, order: tuple[str, ...]) -> None:
    for day in order:
        register.read(day, DAYS[day])
    assert picture() == [
        ("Republic of Peru", "Third Firm LLP", "active", "2021-03-05", "None", (("Republic of Peru", False),)),
        (
            "Republic of Türkiye",
            "Example Public Affairs LLC",
            "terminated",
            "2021-02-16",
            "2025-04-02",
            (("Republic of Turkey", True), ("Republic of Türkiye", False)),
        ),
        ("State of Qatar", "Other Firm Inc.", "active", "2021-03-01", "None", (("State of Qatar", False),)),
    ]
    assert Contract.objects.published().count() == Contract.objects.filter(withdrawn_at=None, merged_into=None).count()


def test_an_old_file_that_arrives_late_tells_no_news(register: Register) -> None:
    register.read("2025-04-03", DAYS["2025-04-03"])
    register.read("2025-04-01", DAYS["2025-04-01"])
    assert not Change.objects.exists()


def test_nothing_is_called_gone_while_a_row_is_unreadable(register: Register) -> None:
    register.read("2025-04-01", [ANKARA, DOHA, LIMA])
    run = register.read("2025-04-02", [ANKARA, DOHA._replace(registered="someday")])
    assert run.quarantined == 1
    assert (run.gone, run.changes) == (0, 0)
    assert set(Contract.objects.values_list("status", flat=True)) == {"active"}
    issue = run.issues.get()
    assert b"State of Qatar" in bytes(issue.raw)
    assert issue.row["row"] == 2
