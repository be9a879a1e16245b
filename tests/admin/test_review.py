"""The queue of questions: filtered, explained, answered one by one and together."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.browsing import told
from tests.admin.world import World
from tests.factories import list_principal, make_article, make_file, make_source, report, tell
from tests.services.register_files import Register, Row
from tracker.models import Contract, Mention, Party, Person, ReviewItem, Statement
from tracker.services.review import Question, ask

LIST = "/admin/tracker/reviewitem/"


def url_of(item: ReviewItem) -> str:
    return reverse("admin:tracker_reviewitem_change", args=[item.pk])


def answer(client: Client, item: ReviewItem, **fields: Any) -> Any:
    return client.post(reverse("admin:tracker_reviewitem_answer", args=[item.pk]), fields, follow=True)


def ask_match() -> ReviewItem:
    """An article names a firm by one word that a register knows a firm by."""
    row = list_principal("Republic of Chile", "Quorvia Strategic Advisers LLC", number="1760", country="CL")
    tell(make_file(day="2025-05-01"), row)
    document = make_article("The government of Peru hired Quorvia Group for $9,000.")
    tell(document, report("Government of Peru", "Quorvia Group", document=document, value=9_000))
    return ReviewItem.objects.get(kind="match")


def test_open_questions_are_shown_first(world: World, editor: Client) -> None:
    assert [row.pk for row in editor.get(LIST).context["cl"].result_list] == [world.item.pk]
    answer(editor, world.item, answer="reject")
    assert list(editor.get(LIST).context["cl"].result_list) == []
    for state in ("rejected", "all"):
        assert [row.pk for row in editor.get(LIST, {"state": state}).context["cl"].result_list] == [world.item.pk]


def test_a_question_shows_its_evidence(world: World, editor: Client) -> None:
    html = editor.get(url_of(world.item)).content.decode()
    assert "Does the document say that Republic of Turkey" in html
    assert "<mark>" in html and "$600,000" in html and "read with confidence" in html


def test_a_statement_is_confirmed_or_not(world: World, editor: Client) -> None:
    statement = world.item.statement
    assert statement is not None
    response = answer(editor, world.item, answer="accept", note="seen in the filing")
    assert "Answered" in told(response)
    statement.refresh_from_db()
    world.item.refresh_from_db()
    assert (statement.state, world.item.state, str(world.item.decided_by)) == ("accepted", "accepted", "one of Editors")
    assert statement.history.first().history_change_reason == "seen in the filing"
    answer(editor, world.item, answer="reject")
    statement.refresh_from_db()
    assert statement.contract is None


def test_an_unsure_match_is_answered(world: World, editor: Client) -> None:
    item = ask_match()
    known = Party.objects.get(name__startswith="Quorvia Strategic")
    html = editor.get(url_of(item)).content.decode()
    assert "Quorvia Strategic Advisers LLC (0 contracts as client, 1 as firm" in html
    response = answer(editor, item, answer="choose")
    assert "required" in told(response)
    answer(editor, item, answer="choose", party=str(known.pk))
    assert Contract.objects.get(client__name="Government of Peru").firm == known
    answer(editor, item, answer="choose", party="another")
    assert Contract.objects.get(client__name="Government of Peru").firm == known
    answer(editor, item, answer="choose", party="another", other=str(world.contract.firm_id))
    assert Contract.objects.get(client__name="Government of Peru").firm == world.contract.firm
    answer(editor, item, answer="choose", party="nobody")
    assert Contract.objects.get(client__name="Government of Peru").firm.name == "Quorvia Group"


def test_an_unsure_rename_is_answered(editor: Client, register: Register) -> None:
    register.read("2025-04-01", [Row("Alpha Holding", "02/16/2021"), Row("Beta Trading", "02/16/2021")])
    register.read("2025-04-02", [Row("Gamma Group", "02/16/2021"), Row("Delta Partners", "02/16/2021")])
    item = ReviewItem.objects.get(kind="rename")
    ids = {row.raw_client: row.identity for row in Statement.objects.all()}
    html = editor.get(url_of(item)).content.decode()
    assert "“Alpha Holding” became" in html and "not renamed: it ended" in html
    pairs = {ids["Alpha Holding"]: ids["Gamma Group"], ids["Beta Trading"]: ids["Gamma Group"]}
    response = answer(editor, item, answer="choose", **pairs)
    assert "one old name only" in told(response)
    answer(editor, item, answer="choose", **{ids["Alpha Holding"]: ids["Gamma Group"]})
    item.refresh_from_db()
    assert item.state == "accepted"
    assert Statement.objects.get(raw_client="Gamma Group").renamed_from == Statement.objects.get(
        raw_client="Alpha Holding"
    )


def test_a_conflict_is_dismissed_or_corrected(world: World, editor: Client) -> None:
    item = ReviewItem.objects.create(
        identity="c" * 32, kind="conflict", question="Which price holds?", contract=world.contract
    )
    html = editor.get(url_of(item)).content.decode()
    assert "Say which holds" in html and "$1,500,000" in html
    answer(editor, item, answer="dismiss")
    item.refresh_from_db()
    assert item.state == "rejected"


def test_an_answer_leads_on_to_the_next_question(world: World, editor: Client) -> None:
    statement = Statement.objects.get(raw_client="Republic of Peru")
    other = ReviewItem.objects.create(identity="d" * 32, kind="statement", question="And?", statement=statement)
    response = answer(editor, world.item, answer="accept", _next="1")
    assert response.redirect_chain[-1][0] == url_of(other)
    response = answer(editor, other, answer="accept", _next="1")
    assert response.redirect_chain[-1][0] == LIST


def test_answers_are_given_together(world: World, editor: Client) -> None:
    item = ask_match()
    ReviewItem.objects.create(identity="e" * 32, kind="conflict", question="Which?", contract=world.contract)
    chosen = {"_selected_action": [str(row.pk) for row in ReviewItem.objects.all()], "action": "accept"}
    response = editor.post(LIST, chosen, follow=True)
    assert "2 answered" in told(response) and "1 offer no single answer" in told(response)
    states = dict(ReviewItem.objects.values_list("kind", "state"))
    assert states == {"statement": "accepted", "match": "accepted", "conflict": "open"}
    item.refresh_from_db()
    assert item.mention is not None and item.mention.party_id == item.suggestion["parties"][0]
    editor.post(LIST, {**chosen, "action": "reject"})
    assert ReviewItem.objects.get(kind="conflict").state == "rejected"


def test_what_is_no_answer_is_refused(world: World, editor: Client) -> None:
    assert answer(editor, world.item, answer="perhaps").status_code == 403
    assert editor.get(reverse("admin:tracker_reviewitem_answer", args=[world.item.pk])).status_code == 403


@pytest.fixture
def register(db: None, tmp_path: Any) -> Register:
    make_source()
    return Register(tmp_path)


def test_two_rows_of_one_person_are_joined_with_one_click(world: World, editor: Client) -> None:
    mention = Mention.objects.filter(role="firm")[0]
    ann, same = (
        Person.objects.create(identity=key, name="Ann Example", name_key="ann example", firm_mention=mention)
        for key in ("p1", "p2")
    )
    ask([Question(ReviewItem.Kind.PERSON, ("p1", "p2"), "One person?", ["same office"], {"people": [ann.pk, same.pk]})])
    item = ReviewItem.objects.get(kind="person")
    html = editor.get(url_of(item)).content.decode()
    assert "One person</button>" in html
    assert html.count("Ann Example") >= 2
    assert "Answered" in told(answer(editor, item, answer="accept"))
    same.refresh_from_db()
    assert same.merged_into == ann
