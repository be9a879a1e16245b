"""Verdicts on statements, articles that are pasted, and bytes that only superusers see."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.browsing import send, told
from tests.admin.world import PASTED, SECRET_STREET, World
from tests.replay import ReplayServer
from tests.replay_answers import failing
from tests.services.sites import article_page
from tracker.models import Contract, Document, ReviewItem, Statement
from tracker.services import pasting

READ = "/admin/tracker/statement/read/"
FORM = "#content-main form:last-of-type"
LIST = "/admin/tracker/statement/"


def url_of(statement: Statement) -> str:
    return reverse("admin:tracker_statement_change", args=[statement.pk])


def test_the_page_marks_the_words_in_their_text(world: World, editor: Client) -> None:
    statement = Statement.objects.get(kind="news", act="renewal")
    html = editor.get(url_of(statement)).content.decode()
    assert "<mark>$1.5 million</mark>" in html and "<mark>August 2022</mark>" in html
    assert "$1,500,000 in total" in html or "$1,500,000" in html


def test_a_register_row_shows_its_allowed_columns(world: World, editor: Client) -> None:
    statement = Statement.objects.get(raw_client="Republic of Peru")
    html = editor.get(url_of(statement)).content.decode()
    assert "Country/Location Represented" in html and "TURKEY" in html


def test_rows_are_accepted_and_rejected_from_the_list(world: World, editor: Client) -> None:
    statement = Statement.objects.get(state="review")
    chosen = {"_selected_action": [str(statement.pk)], "action": "accept"}
    response = editor.post(LIST, chosen, follow=True)
    assert "1 accepted; 1 contracts derived again" in told(response)
    statement.refresh_from_db()
    assert statement.contract is not None
    assert ReviewItem.objects.get(statement=statement).state == "accepted"
    editor.post(LIST, {**chosen, "action": "reject"})
    statement = Statement.objects.get(pk=statement.pk)
    assert (statement.state, statement.contract) == ("rejected", None)
    assert statement.history.first().history_user.username == "one of Editors"


def test_a_verdict_has_its_reason(world: World, editor: Client) -> None:
    statement = Statement.objects.get(raw_client="Republic of Peru")
    url = reverse("admin:tracker_statement_verdict", args=[statement.pk])
    editor.post(f"{url}?verdict=reject", {"verdict_note": "filed in error"})
    assert statement.history.first().history_change_reason == "filed in error"
    assert editor.get(f"{url}?verdict=accept").status_code == 403
    assert editor.post(f"{url}?verdict=perhaps").status_code == 403


def test_a_statement_is_put_into_another_contract(world: World, editor: Client) -> None:
    article = Statement.objects.get(kind="news", act="renewal")
    peru = Contract.objects.get(client__name="Republic of Peru")
    move = reverse("admin:tracker_statement_move", args=[article.pk])
    response = send(editor, move, "#content-main form", where="contract")
    assert "Choose the contract" in response.content.decode()
    send(editor, move, "#content-main form", where="contract", contract=str(peru.pk), note="the other deal")
    article.refresh_from_db()
    assert article.contract == peru
    send(editor, move, "#content-main form", where="own")
    article.refresh_from_db()
    assert article.contract not in (None, peru, world.contract)
    send(editor, move, "#content-main form", where="rules")
    article.refresh_from_db()
    assert article.contract == world.contract


# -- Pasting -----------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasting, "POLITENESS", replace(pasting.POLITENESS, interval=0.0))


def test_a_text_is_read_and_decided_on_the_spot(editor: Client) -> None:
    response = send(editor, READ, FORM, text=PASTED, title="Ankara hires", published="2021-02-18")
    html = response.content.decode()
    assert "Republic of Turkey – Example Public Affairs LLC" in html and "Ankara hires" in html
    statement = Statement.objects.get()
    assert (statement.state, statement.contract) == ("review", None)
    url = reverse("admin:tracker_statement_verdict", args=[statement.pk])
    here = response.redirect_chain[-1][0]
    back = editor.post(f"{url}?verdict=accept", {"next": here}, follow=True)
    assert back.redirect_chain[-1][0] == here
    assert Contract.objects.get().value == 600_000
    assert "accepted" in back.content.decode().lower()

    again = send(editor, READ, FORM, text=PASTED, title="Ankara hires", published="2021-02-18")
    assert "nothing was filed twice" in again.content.decode()
    assert Statement.objects.count() == Document.objects.count() == Contract.objects.count() == 1


def test_an_address_is_read(editor: Client, site: ReplayServer) -> None:
    url = site.script("/deal", article_page("Ankara hires", "2021-02-18", PASTED))
    html = send(editor, READ, FORM, url=url).content.decode()
    assert "Ankara hires" in html and "$600,000" in html


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "an address or a text"),
        ({"url": "https://example.org/x", "text": "y"}, "an address or a text"),
        ({"url": "example.org/x"}, "no web address"),
        ({"text": PASTED, "published": "last week"}, "YYYY-MM-DD"),
    ],
)
def test_mistakes_are_told(editor: Client, data: dict[str, str], why: str) -> None:
    assert why in send(editor, READ, FORM, **data).content.decode()


def test_a_wall_is_told_and_the_text_asked_for(editor: Client, site: ReplayServer) -> None:
    html = send(editor, READ, FORM, url=site.script("/deal", failing(403))).content.decode()
    assert "paste that instead" in html
    assert not Statement.objects.exists()


def test_nothing_found_is_said(editor: Client) -> None:
    text = "The weather was fine in Ankara on Thursday, and nothing else happened there at all that week."
    html = send(editor, READ, FORM, text=text).content.decode()
    assert "No contract was found in it" in html and "enter it by hand" in html


# -- Bytes -------------------------------------------------------------------------------------------------


def test_bytes_as_they_came_are_for_superusers(world: World, boss: Client, editor: Client) -> None:
    url = reverse("admin:tracker_issue_raw", args=[world.issue.pk])
    assert editor.get(url).status_code == 403
    response = boss.get(url)
    assert SECRET_STREET.encode() in response.content
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"

    pasted = Document.objects.get(url__startswith="text:")
    url = reverse("admin:tracker_document_body", args=[pasted.pk])
    assert editor.get(url).status_code == 403
    assert boss.get(url).getvalue().decode() == PASTED
    lost = Document.objects.exclude(pk=pasted.pk).first()
    assert lost is not None
    response = boss.get(reverse("admin:tracker_document_body", args=[lost.pk]), follow=True)
    assert "lost" in told(response)


def test_a_quarantined_row_is_shown_without_its_address(world: World, operator: Client) -> None:
    html = operator.get(reverse("admin:tracker_issue_change", args=[world.issue.pk])).content.decode()
    assert "13/45/2020" in html and "Republic of X" in html
    assert SECRET_STREET not in html and "Bytes as they came" not in html


def test_issues_are_resolved(world: World, operator: Client) -> None:
    chosen = {"_selected_action": [str(world.issue.pk)], "action": "mark_resolved"}
    operator.post("/admin/tracker/issue/", chosen)
    world.issue.refresh_from_db()
    assert (world.issue.state, bytes(world.issue.raw) != b"") == ("resolved", True)
