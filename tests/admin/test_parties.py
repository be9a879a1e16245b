"""Parties and mentions in the admin: named, merged, undone, decided."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.browsing import read_form, send, told
from tests.admin.world import World
from tests.factories import list_principal, make_file, tell
from tracker.models import Contract, Mention, Party, PartyName

LIST = "/admin/tracker/party/"
FORM = "#party_form"


def url_of(party: Party) -> str:
    return reverse("admin:tracker_party_change", args=[party.pk])


@pytest.fixture
def peru(world: World) -> Party:
    return Party.objects.get(name="Republic of Peru")


def test_a_name_that_a_person_writes_is_locked_and_stays(world: World, editor: Client, peru: Party) -> None:
    response = send(editor, url_of(peru), FORM, name="Peru, Republic of", country="pe")
    assert "was changed successfully" in told(response)
    peru.refresh_from_db()
    assert (peru.name, peru.name_locked, peru.country, peru.country_locked) == ("Peru, Republic of", True, "PE", True)
    contract = Contract.objects.get(client=peru)
    assert contract.country == "PE" and "peru republic of" in contract.search
    tell(make_file(day="2025-06-01"), list_principal("Republic of Peru", "Other LLC", number="1790"))
    peru.refresh_from_db()
    assert (peru.name, peru.country) == ("Peru, Republic of", "PE")
    send(editor, url_of(peru), FORM, name_locked=None, country_locked=None)
    peru.refresh_from_db()
    assert (peru.name, peru.name_locked, peru.country) == ("Republic of Peru", False, "TR")
    assert peru.history.first().history_user.username == "one of Editors"


def test_names_by_hand_are_found_at_once(world: World, editor: Client, peru: Party) -> None:
    names = {"names-0-name": "El Perú", "names-0-kind": "alias", "names-0-role": "client"}
    send(editor, url_of(peru), FORM, **names)
    name = PartyName.objects.get(party=peru, mention=None)
    assert (name.name, name.name_key) == ("El Perú", "el peru")
    contract = Contract.objects.get(client=peru)
    assert "el peru" in contract.search
    assert editor.get(LIST, {"q": "el peru"}).context["cl"].result_list[0] == peru
    send(editor, url_of(peru), FORM, **{"names-0-name": "La República"})
    renamed = PartyName.objects.get(party=peru, mention=None)
    assert renamed.pk > name.pk and renamed.name_key == "la republica"
    send(editor, url_of(peru), FORM, **{"names-0-DELETE": "on"})
    contract.refresh_from_db()
    assert "el peru" not in contract.search and "republica" not in contract.search
    assert not PartyName.objects.filter(party=peru, mention=None).exists()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"name": "---"}, "This is no name"),
        ({"country": "ZZ"}, "no ISO 3166 code"),
        ({"names-0-name": "---"}, "is no name"),
        ({"names-0-name": "X Y", "names-1-name": "x  y", "names-TOTAL_FORMS": "2"}, "stands here twice"),
    ],
)
def test_mistakes_are_told(world: World, editor: Client, peru: Party, data: dict[str, str], why: str) -> None:
    extra = {f"names-{n}-{field}": value for n in (0, 1) for field, value in (("kind", "name"), ("role", "other"))}
    assert why in send(editor, url_of(peru), FORM, **{**extra, **data}).content.decode()


def test_a_party_is_added_once(world: World, editor: Client) -> None:
    add = f"{LIST}add/"
    send(editor, add, FORM, name="Ministry of Silly Walks", country="GB")
    party = Party.objects.get(name="Ministry of Silly Walks")
    assert party.name_locked
    response = send(editor, add, FORM, name="MINISTRY OF SILLY WALKS", country="GB")
    assert f"exists: number {party.pk}" in response.content.decode()


def test_parties_are_merged_after_confirmation_and_parted_again(world: World, editor: Client, peru: Party) -> None:
    other = tell(make_file(day="2025-06-01"), list_principal("Embassy of Peru", "Other LLC", number="1790"))[0].client
    chosen = {"_selected_action": [str(peru.pk), str(other.pk)], "action": "merge"}
    page = editor.post(LIST, chosen)
    html = page.content.decode()
    assert "Merge 2 parties" in html and Party.objects.get(pk=other.pk).merged_into is None
    data = read_form(html, "#content-main form")
    response = editor.post(LIST, {**data, "keep": str(peru.pk), "note": "one state"}, follow=True)
    assert "leads to Republic of Peru now" in told(response)
    other.refresh_from_db()
    assert other.merged_into == peru
    assert Contract.objects.published().filter(client=peru).count() == 2

    html = editor.get(url_of(other)).content.decode()
    assert "Undo the merge" in html
    editor.post(reverse("admin:tracker_party_unmerge", args=[other.pk]), {"note": "two bodies"})
    assert Party.objects.get(pk=other.pk).merged_into is None
    assert Contract.objects.published().filter(client=other).count() == 1
    response = editor.post(reverse("admin:tracker_party_unmerge", args=[other.pk]), follow=True)
    assert "is not merged" in told(response)


def test_one_party_alone_is_not_merged(world: World, editor: Client, peru: Party) -> None:
    response = editor.post(LIST, {"_selected_action": [str(peru.pk)], "action": "merge"}, follow=True)
    assert "Choose 2 to" in told(response)


def test_a_mention_is_decided(world: World, editor: Client, peru: Party) -> None:
    mention = Mention.objects.get(name="Lima Partners LLC")
    url = reverse("admin:tracker_mention_change", args=[mention.pk])
    response = send(editor, url, "#mention_form", party=str(world.contract.firm_id), note="its new name")
    assert "contracts derived again" in told(response)
    mention.refresh_from_db()
    assert (mention.is_decided, mention.reasons) == (True, ["its new name"])
    assert Contract.objects.get(client=peru).firm == world.contract.firm
    send(editor, url, "#mention_form", nobody_known="on")
    assert Contract.objects.get(client=peru).firm.name == "Lima Partners LLC"
