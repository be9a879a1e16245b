"""Merging parties decides about names only, and its undo restores everything."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.services.register_files import Register, Row
from tracker.errors import DecisionError
from tracker.models import Change, Contract, Mention, Party, PartyName, Statement
from tracker.records import PartyMention
from tracker.services.corrections import enter_contract
from tracker.services.decisions import decide_mention
from tracker.services.merges import merge_parties, undo_merge
from tracker.services.naming import follow_party

QATAR = Row("State of Qatar", "03/01/2021", country="QATAR")
EMBASSY = Row("Embassy of Qatar", "03/01/2022", country="QATAR", number="1751", firm="Other Firm Inc.")
THIRD = Row("Qatar Investment Office", "05/01/2022", country="QATAR", number="1752", firm="Third Firm LLP")


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("editor")


@pytest.fixture
def parties(register: Register) -> tuple[Party, Party]:
    register.read("2025-04-01", [QATAR, EMBASSY, THIRD])
    return Party.objects.get(name="Embassy of Qatar"), Party.objects.get(name="State of Qatar")


def rows_of(model: Any, *leave_out: str) -> list[dict[str, Any]]:
    rows = model.objects.order_by("pk").values()
    return [{name: value for name, value in row.items() if name not in leave_out} for row in rows]


def everything() -> list[tuple[str, Any, str, Any]]:
    """Every value of every row that a merge could touch, one a line."""
    return [
        (model.__name__, row["id"], name, value)
        for model in (Party, Mention, PartyName, Contract, Statement)
        for row in rows_of(model, "changed_at")
        for name, value in row.items()
    ]


def test_a_merge_moves_contracts_and_rewrites_no_statement(parties: tuple[Party, Party], editor: User) -> None:
    embassy, state = parties
    filed = list(Statement.objects.order_by("pk").values_list("raw_client", "client_mention_id", "content_hash"))
    contracts = merge_parties(embassy, state, editor, "one government")
    embassy.refresh_from_db()
    state.refresh_from_db()
    assert {row.firm.name for row in contracts} == {"Example Public Affairs LLC", "Other Firm Inc."}
    assert all("embassy of qatar" in row.search and "state of qatar" in row.search for row in contracts)
    assert (embassy.merged_into, state.client_contracts, embassy.client_contracts) == (state, 2, 0)
    assert set(state.names.values_list("name", flat=True)) == {"State of Qatar", "Embassy of Qatar"}
    assert filed == list(
        Statement.objects.order_by("pk").values_list("raw_client", "client_mention_id", "content_hash")
    )
    assert embassy.history.first().history_user == editor
    assert Mention.objects.get(name="Embassy of Qatar").decided_by == editor
    assert list(Change.objects.values_list("kind", "contract__firm__name")) == [("corrected", "Other Firm Inc.")]


def test_the_undo_restores_everything(parties: tuple[Party, Party], editor: User) -> None:
    embassy, state = parties
    PartyName.objects.create(party=embassy, name="The Embassy", identity="1" * 32, name_key="embassy")
    PartyName.objects.create(party=embassy, name="Both", identity="2" * 32, name_key="both")
    PartyName.objects.create(party=state, name="Both", identity="2" * 32, name_key="both")
    for party in parties:
        follow_party(party, editor)
    before = everything()
    merge_parties(embassy, state, editor)
    assert everything() != before
    assert state.names.filter(name="The Embassy").exists()
    assert {row.client for row in undo_merge(embassy, editor, "two bodies after all")} == {embassy, state}
    assert everything() == before
    with pytest.raises(DecisionError, match="not merged"):
        undo_merge(embassy, editor)


def test_a_merge_outlives_the_next_scrape_and_takes_new_rows_along(
    parties: tuple[Party, Party], editor: User, register: Register
) -> None:
    embassy, state = parties
    merge_parties(embassy, state, editor)
    later = EMBASSY._replace(number="1753", firm="Fourth Firm Inc.", registered="01/01/2025")
    register.read("2025-04-02", [QATAR, EMBASSY._replace(terminated="04/01/2025"), THIRD, later])
    assert Contract.objects.published().filter(client=state).count() == 3
    assert not Contract.objects.published().filter(client=embassy).exists()


def test_merging_twice_changes_nothing_more(parties: tuple[Party, Party], editor: User) -> None:
    embassy, state = parties
    merge_parties(embassy, state, editor)
    before = everything()
    assert merge_parties(embassy, state, editor) == []
    assert everything() == before


def test_merges_in_a_row_are_undone_in_turn(parties: tuple[Party, Party], editor: User) -> None:
    embassy, state = parties
    office = Party.objects.get(name="Qatar Investment Office")
    before = everything()
    merge_parties(embassy, state, editor)
    merge_parties(state, office, editor)
    embassy.refresh_from_db()
    assert embassy.merged_into == office
    assert Contract.objects.published().filter(client=office).count() == 3
    undo_merge(state, editor)
    embassy.refresh_from_db()
    assert embassy.merged_into == state
    undo_merge(embassy, editor)
    assert everything() == before


def test_what_was_decided_since_then_stays(parties: tuple[Party, Party], editor: User) -> None:
    embassy, state = parties
    office = Party.objects.get(name="Qatar Investment Office")
    merge_parties(embassy, state, editor)
    decide_mention(Mention.objects.get(name="Embassy of Qatar"), office, editor, "its own letterhead")
    undo_merge(embassy, editor)
    assert Mention.objects.get(name="Embassy of Qatar").party == office


def test_a_merge_that_a_rule_made_is_undone_for_good(register: Register, editor: User) -> None:
    """A firm that is renamed under its number is one firm, unless a person says that the number was handed on."""
    register.read("2025-04-01", [QATAR])
    register.read("2025-04-02", [QATAR._replace(firm="Successor Strategies Inc.")])
    firm = Contract.objects.published().get().firm
    (merged,) = Party.objects.filter(merged_into=firm)
    assert merged.merge_rule == "same number"
    undo_merge(merged, editor, "the number was handed on")
    assert Mention.objects.filter(role="firm").values("party").distinct().count() == 2
    register.read("2025-04-03", [QATAR._replace(firm="Successor Strategies Inc.", terminated="04/02/2025")])
    merged.refresh_from_db()
    assert merged.merged_into is None
    assert Mention.objects.filter(role="firm").values("party").distinct().count() == 2


def test_a_party_chosen_by_hand_goes_with_its_merge(parties: tuple[Party, Party], editor: User) -> None:
    embassy, state = parties
    entered = enter_contract(editor, embassy, PartyMention("Newcomer LLC"), {"purpose": "x"}, "a letter").contract
    assert entered is not None and entered.client == embassy
    merge_parties(embassy, state, editor)
    entered.refresh_from_db()
    assert entered.client == state
    undo_merge(embassy, editor)
    entered.refresh_from_db()
    assert entered.client == embassy


def test_what_cannot_be_merged_is_refused(parties: tuple[Party, Party], editor: User) -> None:
    embassy, state = parties
    office = Party.objects.get(name="Qatar Investment Office")
    with pytest.raises(DecisionError, match="itself"):
        merge_parties(state, state, editor)
    merge_parties(embassy, state, editor)
    for drop, keep in ((embassy, office), (office, embassy)):
        with pytest.raises(DecisionError, match="already"):
            merge_parties(drop, keep, editor)
