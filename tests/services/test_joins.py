"""Contracts joined and separated by people: decisions about statements that can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from tests.replay import ReplayServer
from tests.services.register_files import Register, Row, fara_source
from tests.services.sites import article_page, feed_of, news_at
from tracker.errors import DecisionError
from tracker.models import Contract, Resource, Run, Source, Statement
from tracker.services.corrections import correct_contract
from tracker.services.decisions import reject_statements
from tracker.services.joins import join_contracts, move_statements, release_statements, separate_contract
from tracker.services.polling import poll
from tracker.services.reparsing import reparse_source

SPRING = Row("Republic of Turkey", "02/16/2019", "03/01/2020")
AUTUMN = Row("Republic of Turkey", "09/16/2020")
DOHA = Row("State of Qatar", "03/01/2021", country="QATAR", number="1751", firm="Other Firm Inc.")


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("editor")


@pytest.fixture
def spells(register: Register) -> tuple[Contract, Contract]:
    """Two spells of one pair."""
    register.read("2025-04-01", [SPRING, AUTUMN, DOHA])
    first, second = Contract.objects.filter(client__name="Republic of Turkey").order_by("registered_on")
    assert second.previous == first
    return first, second


def state_of(contract: Contract) -> dict[str, Any]:
    row = Contract.objects.filter(pk=contract.pk).values().get()
    return {name: value for name, value in row.items() if name != "changed_at"}


def test_a_join_makes_one_and_its_undo_two(spells: tuple[Contract, Contract], editor: User) -> None:
    first, second = spells
    before = [state_of(first), state_of(second)]
    assert {row.pk for row in join_contracts(second, first, editor, "never really ended")} == {first.pk, second.pk}
    first.refresh_from_db()
    second.refresh_from_db()
    assert second.merged_into == first
    assert (first.statement_count, first.status) == (2, "active")
    assert Contract.objects.published().count() == 2
    assert [change.kind for change in first.changes.order_by("id")] == ["joined", "corrected"]
    statement = Statement.objects.get(registered_on=second.registered_on)
    assert (statement.pinned_to, statement.history.first().history_user) == (first, editor)

    separate_contract(second, editor, "a new agreement")
    assert [state_of(first), state_of(second)] == before
    assert [change.kind for change in second.changes.all()] == ["separated"]


def test_a_join_outlives_scrapes_and_parsers(
    spells: tuple[Contract, Contract], editor: User, register: Register
) -> None:
    first, second = spells
    join_contracts(second, first, editor)
    register.read("2025-04-02", [SPRING, AUTUMN._replace(terminated="04/01/2025"), DOHA])
    reparse_source(fara_source())
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.statement_count, first.status, second.merged_into) == (2, "terminated", first)


def test_joining_twice_changes_nothing_more(spells: tuple[Contract, Contract], editor: User) -> None:
    first, second = spells
    join_contracts(second, first, editor)
    before = state_of(first)
    assert join_contracts(second, first, editor) == []
    assert state_of(first) == before
    with pytest.raises(DecisionError, match="already"):
        join_contracts(first, second, editor)


def test_corrections_follow_into_the_join_and_out_of_it(spells: tuple[Contract, Contract], editor: User) -> None:
    first, second = spells
    correct_contract(second, editor, {"purpose": "the second purpose"}, "a letter")
    join_contracts(second, first, editor)
    first.refresh_from_db()
    assert first.purpose == "the second purpose"
    with pytest.raises(DecisionError, match="joined"):
        correct_contract(second, editor, {"purpose": "x"}, "y")
    correct_contract(first, editor, {"purpose": "the common purpose"}, "another letter")
    separate_contract(second, editor)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.purpose, second.purpose) == ("the common purpose", "the second purpose")


def test_contracts_of_different_clients_can_be_joined(spells: tuple[Contract, Contract], editor: User) -> None:
    other = Contract.objects.get(client__name="State of Qatar")
    before = state_of(other)
    join_contracts(other, spells[0], editor, "Qatar signed for Turkey")
    other.refresh_from_db()
    assert other.merged_into == spells[0]
    separate_contract(other, editor)
    assert state_of(other) == before


def test_what_cannot_be_joined_is_refused(spells: tuple[Contract, Contract], editor: User) -> None:
    first, second = spells
    with pytest.raises(DecisionError, match="itself"):
        join_contracts(first, first, editor)
    with pytest.raises(DecisionError, match="not joined"):
        separate_contract(first, editor)
    reject_statements(second.statements.values_list("pk", flat=True), editor)
    with pytest.raises(DecisionError, match="withdrawn"):
        join_contracts(second, first, editor)


# -- With articles -----------------------------------------------------------------------------------------

ARTICLE = (
    "ANKARA. The Republic of Turkey has hired Example Public Affairs LLC, a Washington lobbying firm, to lobby "
    "Congress. The contract is worth ${price} for one year, according to a filing seen on Thursday."
)


def publish(site: ReplayServer, *articles: tuple[str, str, str]) -> None:
    """Articles as (slug, published, price), in one poll."""
    site.script("/feed.xml", feed_of(site, *(slug for slug, _, _ in articles)))
    for slug, published, price in articles:
        site.script(f"/news/{slug}", article_page("A deal", published, ARTICLE.replace("{price}", price)))
    if not Source.objects.filter(slug="daily-news").exists():
        news_at(site)
    Resource.objects.filter(page="article").update(due_at=timezone.now())
    assert poll("daily-news", Run.Trigger.COMMAND).state == Run.State.OK


def article(slug: str) -> Statement:
    return Statement.objects.get(kind="news", last_document__url__endswith=f"/{slug}")


def test_later_articles_follow_a_joined_spell(
    spells: tuple[Contract, Contract], editor: User, site: ReplayServer
) -> None:
    first, second = spells
    join_contracts(second, first, editor)
    publish(site, ("late", "2021-01-20", "600,000"))
    assert article("late").contract == first
    separate_contract(second, editor)
    assert article("late").contract == second


def test_an_article_is_moved_and_released(spells: tuple[Contract, Contract], editor: User, site: ReplayServer) -> None:
    first, second = spells
    publish(site, ("late", "2021-01-20", "600,000"))
    assert article("late").contract == second
    move_statements([article("late").pk], first, editor, "it tells of the old contract")
    assert article("late").contract == first
    publish(site, ("late", "2021-01-20", "600,000"), ("later", "2021-01-21", "600,000"))
    assert (article("late").contract, article("later").contract) == (first, second)
    release_statements([article("late").pk], editor)
    assert article("late").contract == second


def test_an_article_gets_a_contract_of_its_own(
    spells: tuple[Contract, Contract], editor: User, site: ReplayServer
) -> None:
    _, second = spells
    publish(site, ("late", "2021-01-20", "600,000"), ("other", "2021-01-25", "90,000"))
    assert {article("late").contract, article("other").contract} == {second}
    concerned = move_statements([article("other").pk], None, editor, "another deal")
    own = article("other").contract
    assert own is not None and own != second and own in concerned
    assert (own.value, own.withdrawn_at, own.status) == (90_000, None, "reported")
    assert [change.kind for change in own.changes.all()] == ["separated"]
    second.refresh_from_db()
    assert second.value == 600_000
    reparse_source(Source.objects.get(slug="daily-news"))
    assert article("other").contract == own
    release_statements([article("other").pk], editor)
    own.refresh_from_db()
    assert own.merged_into == second
    separate_contract(own, editor)
    assert article("other").contract == own


def test_articles_without_a_register_part_company(site: ReplayServer, editor: User) -> None:
    """The first article founded the contract; whichever is taken out, the other one stays where it was told to."""
    publish(site, ("one", "2021-01-20", "600,000"), ("two", "2021-01-25", "90,000"))
    (contract,) = Contract.objects.published()
    founder, guest = sorted([article("one"), article("two")], key=lambda row: row.pk)
    assert {founder.contract, guest.contract} == {contract}
    move_statements([founder.pk], None, editor)
    homes = {article("one").contract, article("two").contract}
    assert len(homes) == 2 and None not in homes
    assert Contract.objects.published().count() == 2
    publish(site, ("one", "2021-01-20", "600,000"), ("two", "2021-01-25", "90,000"), ("x", "2021-02-01", "70,000"))
    assert {article("one").contract, article("two").contract} == homes
    assert article("x").contract in homes


def test_a_correction_stays_with_its_contract(spells: tuple[Contract, Contract], editor: User) -> None:
    first, second = spells
    statement = correct_contract(second, editor, {"purpose": "x"}, "a letter")
    with pytest.raises(DecisionError, match="corrections"):
        move_statements([statement.pk], first, editor)
