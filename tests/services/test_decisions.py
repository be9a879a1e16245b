"""Verdicts on statements, whom a name means, and answers to open questions."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from tests.replay import ReplayServer
from tests.services.register_files import Register, Row, fara_source
from tests.services.sites import article_page, feed_of, news_at
from tracker.errors import DecisionError
from tracker.models import Contract, Mention, Party, Resource, ReviewItem, Run, Source, Statement
from tracker.services.corrections import correct_contract
from tracker.services.decisions import (
    accept_statements,
    answer_match,
    answer_rename,
    decide_mention,
    dismiss,
    reject_statements,
)
from tracker.services.polling import poll
from tracker.services.reparsing import reparse_source

ANKARA = Row("Republic of Turkey", "02/16/2021")
DOHA = Row("State of Qatar", "03/01/2021", country="QATAR", number="1751", firm="Other Firm Inc.")
TEXT = (
    "ANKARA, 18 February 2021. The Republic of Turkey has hired Example Public Affairs LLC, a Washington lobbying "
    "firm, to lobby Congress. The contract is worth $600,000 for one year, according to a filing.",
    "The embassy declined to comment on the contract on Thursday.",
)


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("editor")


def statement_of(client: str) -> Statement:
    return Statement.objects.get(raw_client=client)


def publish(site: ReplayServer, *texts: str) -> Source:
    """A news site with one article, fetched (again) and read."""
    site.script("/feed.xml", feed_of(site, "deal"))
    site.script("/news/deal", article_page("Turkey hires a firm", "2021-02-18", *texts))
    source = Source.objects.filter(slug="daily-news").first() or news_at(site)
    Resource.objects.filter(page="article").update(due_at=timezone.now())
    run = poll("daily-news", Run.Trigger.COMMAND, refetch=True)
    assert run.state == Run.State.OK, run.error
    return source


# -- Verdicts ----------------------------------------------------------------------------------------------


def test_a_rejected_row_leaves_and_an_accepted_one_returns(register: Register, editor: User) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    contract = Contract.objects.get(client__name="State of Qatar")
    statement = statement_of("State of Qatar")

    assert [row.pk for row in reject_statements([statement.pk], editor, "a test entry")] == [contract.pk]
    contract.refresh_from_db()
    statement.refresh_from_db()
    assert contract.withdrawn_at is not None and statement.contract is None
    assert contract.client.client_contracts == 0
    record = statement.history.first()
    assert (record.history_user, record.state, record.history_change_reason) == (editor, "rejected", "a test entry")

    assert [row.pk for row in accept_statements([statement.pk], editor)] == [contract.pk]
    contract.refresh_from_db()
    assert statement_of("State of Qatar").contract == Contract.objects.published().get(pk=contract.pk)
    assert Party.objects.get(name="State of Qatar").client_contracts == 1
    assert [change.kind for change in contract.changes.order_by("id")] == ["withdrawn", "reappeared"]


def test_a_verdict_outlives_the_next_scrape_until_the_row_says_something_else(register: Register, editor: User) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    reject_statements([statement_of("State of Qatar").pk], editor)
    register.read("2025-04-02", [DOHA, ANKARA])
    reparse_source(fara_source())
    assert statement_of("State of Qatar").state == "rejected"
    assert not Contract.objects.published().filter(client__name="State of Qatar").exists()

    register.read("2025-04-03", [ANKARA, DOHA._replace(terminated="04/01/2025")])
    statement = statement_of("State of Qatar")
    assert statement.state == "review"
    question = ReviewItem.objects.get(statement=statement)
    assert (question.kind, question.state) == ("statement", "open")
    accept_statements([statement.pk], editor)
    assert Contract.objects.published().get(client__name="State of Qatar").status == "terminated"


def test_an_accepted_row_that_changes_goes_on_counting(register: Register, editor: User) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    accept_statements([statement_of("State of Qatar").pk], editor)
    register.read("2025-04-02", [ANKARA, DOHA._replace(terminated="04/01/2025")])
    assert Contract.objects.published().get(client__name="State of Qatar").status == "terminated"


def test_a_verdict_twice_is_one(register: Register, editor: User) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    statement = statement_of("State of Qatar")
    for _ in range(2):
        reject_statements([statement.pk], editor)
    contract = Contract.objects.get(client__name="State of Qatar")
    assert statement.history.count() == 2
    assert contract.changes.count() == 1
    assert reject_statements([], editor) == []


def test_a_doubtful_statement_counts_once_it_is_accepted(register: Register, site: ReplayServer, editor: User) -> None:
    register.read("2025-04-01", [ANKARA])
    publish(site, *TEXT)
    statement = Statement.objects.get(kind="news")
    Statement.objects.filter(pk=statement.pk).update(state="review", contract=None)
    item = ReviewItem.objects.create(identity="a" * 32, kind="statement", question="?", statement=statement)
    (contract,) = accept_statements([statement.pk], editor)
    item.refresh_from_db()
    assert (item.state, item.decided_by) == ("accepted", editor)
    assert contract.statements.count() == 2
    reject_statements([statement.pk], editor)
    item.refresh_from_db()
    assert item.state == "rejected"
    assert item.history.count() >= 2


def test_what_a_person_accepted_stays_when_a_parser_finds_it_no_more(site: ReplayServer, editor: User) -> None:
    publish(site, *TEXT)
    statement = Statement.objects.get(kind="news")
    accept_statements([statement.pk], editor)
    publish(site, "Correction: an earlier version of this article was wrong, and nobody was hired by anyone at all.")
    statement.refresh_from_db()
    assert statement.last_document is not None and statement.last_document.source.documents.count() == 3
    assert statement.counts and statement.contract is not None


def test_what_an_article_no_longer_says_counts_no_more(site: ReplayServer, db: None) -> None:
    publish(site, *TEXT)
    assert Contract.objects.published().count() == 1
    publish(site, "Correction: an earlier version of this article was wrong, and nobody was hired by anyone at all.")
    assert Contract.objects.published().count() == 0
    assert not Statement.objects.get(kind="news").counts


# -- Whom a name means -------------------------------------------------------------------------------------


def test_a_name_means_whom_a_person_says(register: Register, editor: User) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    ankara, doha = Party.objects.get(name="Republic of Turkey"), Party.objects.get(name="State of Qatar")
    mention = Mention.objects.get(name="State of Qatar", role="client")
    contract = Contract.objects.get(client=doha)
    assert contract in decide_mention(mention, ankara, editor, "a slip of the filer")
    contract.refresh_from_db()
    mention.refresh_from_db()
    assert contract.client == ankara
    assert (mention.is_decided, mention.decided_by, mention.rule) == (True, editor, "person")
    assert mention.history.first().history_user == editor
    register.read("2025-04-02", [ANKARA, DOHA._replace(terminated="04/01/2025")])
    contract.refresh_from_db()
    assert contract.client == ankara

    decide_mention(mention, None, editor, "no slip after all")
    contract.refresh_from_db()
    assert contract.client == doha
    doha.refresh_from_db()
    assert doha.merged_into is None


def test_a_match_is_answered(register: Register, site: ReplayServer, editor: User) -> None:
    """One word in common is too little for a rule, so a person is asked."""
    register.read("2025-04-01", [Row("Republic of Turkey", "02/16/2021", firm="Quorvia Strategic Advisers LLC")])
    publish(
        site,
        "ANKARA. The government of Peru has hired the lobbying firm Quorvia Group, a Washington firm, to lobby "
        "Congress. The contract is worth $600,000 for one year, according to a filing on Thursday.",
    )
    item = ReviewItem.objects.get(kind="match", state="open")
    known = Party.objects.get(firm_contracts=1, name__startswith="Quorvia Strategic")
    assert item.suggestion["parties"] == [known.pk]
    (contract,) = answer_match(item, known, editor)
    item.refresh_from_db()
    assert (item.state, item.decided_by, contract.firm) == ("accepted", editor, known)

    (contract, *_) = answer_match(item, None, editor, "another firm")
    item.refresh_from_db()
    contract.refresh_from_db()
    assert item.state == "rejected"
    assert contract.firm.name == "Quorvia Group"


def test_a_question_of_another_kind_is_not_answered_so(register: Register, editor: User) -> None:
    item = ReviewItem.objects.create(identity="b" * 32, kind="conflict", question="?")
    with pytest.raises(DecisionError, match="conflicting values"):
        answer_match(item, None, editor)
    dismiss(item, editor)
    item.refresh_from_db()
    assert (item.state, item.decided_by) == ("rejected", editor)


# -- Renames -----------------------------------------------------------------------------------------------

OLD = [Row("Alpha Holding", "02/16/2021"), Row("Beta Trading", "02/16/2021")]
NEW = [Row("Gamma Group", "02/16/2021"), Row("Delta Partners", "02/16/2021")]


def test_an_unsure_rename_is_answered_and_answered_again(register: Register, editor: User) -> None:
    register.read("2025-04-01", [*OLD, DOHA])
    alpha = Contract.objects.get(client__name="Alpha Holding")
    register.read("2025-04-02", [*NEW, DOHA])
    item = ReviewItem.objects.get(kind="rename")
    ids = {row.raw_client: row.identity for row in Statement.objects.all()}

    answer_rename(item, {ids["Alpha Holding"]: ids["Delta Partners"]}, editor, "their own letterhead")
    item.refresh_from_db()
    alpha.refresh_from_db()
    assert (item.state, item.decided_by) == ("accepted", editor)
    assert (alpha.client.name, alpha.status) == ("Delta Partners", "active")
    assert Contract.objects.published().count() == 4
    assert "renamed" in [change.kind for change in alpha.changes.all()]

    answer_rename(item, {ids["Alpha Holding"]: ids["Gamma Group"]}, editor)
    alpha.refresh_from_db()
    assert alpha.client.name == "Gamma Group"
    register.read("2025-04-03", [*NEW, DOHA])
    alpha.refresh_from_db()
    assert alpha.client.name == "Gamma Group"

    answer_rename(item, {}, editor)
    item.refresh_from_db()
    alpha.refresh_from_db()
    assert (item.state, alpha.client.name, alpha.status) == ("rejected", "Alpha Holding", "unlisted")
    assert Contract.objects.published().count() == 5


def test_only_what_was_asked_about_can_be_a_rename(register: Register, editor: User) -> None:
    register.read("2025-04-01", [*OLD, DOHA])
    register.read("2025-04-02", [*NEW, DOHA])
    item = ReviewItem.objects.get(kind="rename")
    ids = {row.raw_client: row.identity for row in Statement.objects.all()}
    for pairs in (
        {ids["Alpha Holding"]: ids["State of Qatar"]},
        {ids["State of Qatar"]: ids["Gamma Group"]},
        {ids["Alpha Holding"]: ids["Gamma Group"], ids["Beta Trading"]: ids["Gamma Group"]},
    ):
        with pytest.raises(DecisionError, match="asked about"):
            answer_rename(item, pairs, editor)


# -- What people said and what articles mean ---------------------------------------------------------------


def test_a_rejected_row_makes_nobody_a_client(register: Register, site: ReplayServer, editor: User) -> None:
    """An article calls a government by its capital; the only row of that government was filed in error."""
    register.read("2025-04-01", [Row("Embassy of the Republic of Turkey", "02/16/2021"), DOHA])
    publish(site, TEXT[0].replace("The Republic of Turkey", "The government of Turkey"), TEXT[1])
    article = Statement.objects.get(kind="news")
    row = statement_of("Embassy of the Republic of Turkey")
    assert article.contract == row.contract
    reject_statements([row.pk], editor)
    article.refresh_from_db()
    assert article.contract is not None
    assert article.client_mention.party != row.client_mention.party
    accept_statements([row.pk], editor)
    article.refresh_from_db()
    assert article.contract == Statement.objects.get(pk=row.pk).contract


def test_a_corrected_price_does_not_widen_the_time_of_a_client(
    register: Register, site: ReplayServer, editor: User
) -> None:
    register.read("2025-04-01", [Row("Embassy of the Republic of Turkey", "02/16/2001", "03/01/2004"), DOHA])
    contract = Contract.objects.get(client__name="Embassy of the Republic of Turkey")
    correct_contract(contract, editor, {"purpose": "advice"}, "a letter")
    publish(site, TEXT[0].replace("The Republic of Turkey", "The government of Turkey"), TEXT[1])
    article = Statement.objects.get(kind="news")
    assert article.client_mention.party != contract.client
