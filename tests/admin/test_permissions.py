"""Who may see and do what: nobody without a login, editors keep records, operators run sources."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests.admin.conftest import log_in
from tests.admin.world import World
from tracker.models import Contract, ReviewItem, Statement

NOUNS = {
    "party", "partyname", "partyidentifier", "mention", "contract", "statement", "reviewitem", "issue", "document",
    "change", "source", "run", "resource", "person", "coverage",
}  # fmt: skip


def page(name: str) -> str:
    return reverse(f"admin:tracker_{name}_changelist")


@pytest.mark.parametrize("name", sorted(NOUNS))
def test_lists_are_seen_by_staff_and_nobody_else(
    world: World, editor: Client, operator: Client, client: Client, name: str
) -> None:
    assert client.get(page(name))["Location"].startswith("/admin/login/")
    assert log_in(User.objects.create_user("reader")).get(page(name))["Location"].startswith("/admin/login/")
    assert log_in(User.objects.create_user("onlooker", is_staff=True)).get(page(name)).status_code == 403
    assert editor.get(page(name)).status_code == operator.get(page(name)).status_code == 200


@pytest.mark.parametrize(("name", "who"), [("contract", "editor"), ("party", "editor"), ("source", "operator")])
def test_forms_are_for_those_whose_they_are(
    world: World, editor: Client, operator: Client, name: str, who: str
) -> None:
    row = {"contract": world.contract, "party": world.contract.firm, "source": world.source}[name]
    add, change = reverse(f"admin:tracker_{name}_add"), reverse(f"admin:tracker_{name}_change", args=[row.pk])
    for caller, person in (("editor", editor), ("operator", operator)):
        assert person.get(add).status_code == (200 if caller == who else 403)
        assert ('name="_save"' in person.get(change).content.decode()) is (caller == who)


def own_urls(world: World) -> dict[str, str]:
    """Addresses of what can be done, each with who may."""
    statement = Statement.objects.get(raw_client="Republic of Peru")
    party = world.contract.firm
    return {
        reverse("admin:tracker_statement_verdict", args=[statement.pk]) + "?verdict=reject": "editor",
        reverse("admin:tracker_statement_move", args=[statement.pk]): "editor",
        reverse("admin:tracker_statement_read"): "editor",
        reverse("admin:tracker_contract_join", args=[world.contract.pk]): "editor",
        reverse("admin:tracker_contract_separate", args=[world.contract.pk]): "editor",
        reverse("admin:tracker_party_unmerge", args=[party.pk]): "editor",
        reverse("admin:tracker_reviewitem_answer", args=[world.item.pk]): "editor",
        reverse("admin:tracker_source_order", args=[world.source.pk]): "operator",
        reverse("admin:tracker_source_preview"): "operator",
        reverse("admin:tracker_issue_raw", args=[world.issue.pk]): "boss",
    }


def test_what_can_be_done_is_for_those_who_may(world: World, editor: Client, operator: Client, client: Client) -> None:
    onlooker = log_in(User.objects.create_user("onlooker", is_staff=True))
    for url, who in own_urls(world).items():
        assert client.post(url, {"order": "x"})["Location"].startswith("/admin/login/"), url
        for person, caller in ((editor, "editor"), (operator, "operator"), (onlooker, "onlooker")):
            if caller != who:
                assert person.post(url, {"order": "x", "answer": "accept"}).status_code == 403, (url, caller)
    assert Statement.objects.get(raw_client="Republic of Peru").state == "published"
    assert ReviewItem.objects.get(pk=world.item.pk).state == "open"


def test_who_only_looks_sees_no_buttons(world: World) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = log_in(reader)
    for obj in (world.contract, world.item, world.source, world.contract.firm, Statement.objects.first()):
        assert obj is not None
        url = reverse(f"admin:tracker_{obj._meta.model_name}_change", args=[obj.pk])
        html = client.get(url).content.decode()
        body = html.split('id="content"')[1]
        assert "<button" not in body, (url, body)
        assert 'name="_save"' not in body
        assert client.post(url, {"note": "x"}).status_code == 403
    chosen = {"_selected_action": [str(Statement.objects.first().pk)], "action": "reject"}  # type: ignore[union-attr]
    client.post(page("statement"), chosen)
    assert not Statement.objects.filter(state="rejected").exists()
    assert Contract.objects.published().count() == 3


def test_no_form_is_taken_without_its_token(world: World, boss: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="boss"))
    url = reverse("admin:tracker_source_order", args=[world.source.pk])
    assert strict.post(url, {"order": "pause"}).status_code == 403
    world.source.refresh_from_db()
    assert world.source.enabled
