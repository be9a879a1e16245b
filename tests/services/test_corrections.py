"""A person's word outranks machines, survives the next scrape, and can be withdrawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.services.register_files import Register, Row, fara_source
from tracker.errors import DecisionError
from tracker.models import Change, Contract, Party, ReviewItem, Statement
from tracker.records import PartialDate, PartyMention
from tracker.resolution.voices import Money
from tracker.services.corrections import correct_contract, enter_contract
from tracker.services.decisions import accept_statements, reject_statements
from tracker.services.reparsing import reparse_source

ANKARA = Row("Republic of Turkey", "02/16/2021")
DOHA = Row("State of Qatar", "03/01/2021", country="QATAR", number="1751", firm="Other Firm Inc.")
PRICE = Money(Decimal(50_000), "USD", "per_month")
NOTE = "Exhibit B of 16 February 2021, page 3"


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("editor")


@pytest.fixture
def contract(register: Register) -> Contract:
    register.read("2025-04-01", [ANKARA, DOHA])
    return Contract.objects.get(client__name="Republic of Turkey")


def state_of(contract: Contract) -> dict[str, Any]:
    """Everything that a contract says, without when it was written."""
    row = Contract.objects.filter(pk=contract.pk).values().get()
    return {name: value for name, value in row.items() if name not in ("changed_at",)}


def test_a_correction_stands_with_its_statement_and_note(contract: Contract, editor: User) -> None:
    statement = correct_contract(contract, editor, {"value": PRICE, "term_months": Decimal(12)}, NOTE)
    contract.refresh_from_db()
    assert (contract.value, contract.currency, contract.value_basis) == (Decimal(50_000), "USD", "per_month")
    assert contract.total_value == Decimal(600_000)
    assert contract.provenance["value"] == contract.provenance["term_months"] == statement.pk
    assert contract.provenance["client"] != statement.pk
    assert (statement.kind, statement.author, statement.note) == ("correction", editor, NOTE)
    assert statement.asserted == ["term_months", "value"]
    assert statement.contract == contract


def test_it_survives_the_next_snapshot_and_a_better_parser(
    contract: Contract, editor: User, register: Register
) -> None:
    asserted = {
        "value": PRICE,
        "start": PartialDate(2021, 2),
        "deregistered_on": date(2024, 12, 31),
        "client": PartyMention("Presidency of Turkey", country="TR"),
        "status": "terminated",
    }
    correct_contract(contract, editor, asserted, NOTE)
    before = state_of(contract)
    assert before["deregistered_on"] == date(2024, 12, 31)
    assert before["start"] == "2021-02"
    assert Party.objects.get(pk=before["client_id"]).name == "Presidency of Turkey"

    register.read("2025-04-02", [ANKARA._replace(country="TÜRKIYE"), DOHA])
    register.read("2025-04-03", [ANKARA._replace(terminated="04/02/2025"), DOHA])
    reparse_source(fara_source())
    assert state_of(contract) == before
    assert Contract.objects.published().count() == 2


def test_what_comes_later_for_the_same_pair_joins_the_corrected_contract(
    contract: Contract, editor: User, register: Register
) -> None:
    """Its client is another one now, but the register still files it under the old name."""
    correct_contract(contract, editor, {"client": PartyMention("Presidency of Turkey", country="TR")}, NOTE)
    client, firm = Party.objects.get(name="Republic of Turkey"), contract.firm
    entered = enter_contract(editor, client, firm, {"purpose": "advice on trade"}, "a letter")
    assert entered.contract == contract
    contract.refresh_from_db()
    assert contract.purpose == "advice on trade"
    assert Contract.objects.published().count() == 2


def test_nothing_is_asserted_by_silence_and_nothing_can_be_asserted(contract: Contract, editor: User) -> None:
    correct_contract(contract, editor, {"value": PRICE, "purpose": "trade"}, NOTE)
    correct_contract(contract, editor, {"value": None}, "the exhibit names no price")
    contract.refresh_from_db()
    assert (contract.value, contract.currency, contract.value_basis, contract.total_value) == (None, "", "", None)
    assert contract.purpose == "trade"
    correct_contract(contract, editor, {"registered_on": None, "purpose": ""}, "filed in error")
    contract.refresh_from_db()
    assert (contract.registered_on, contract.purpose) == (None, "")


def test_zero_is_not_nothing(contract: Contract, editor: User) -> None:
    correct_contract(contract, editor, {"value": Money(Decimal(0), "", "total")}, "pro bono, says the agreement")
    contract.refresh_from_db()
    assert (contract.value, contract.total_value) == (Decimal(0), Decimal(0))


def test_the_newest_correction_of_the_same_day_stands(contract: Contract, editor: User) -> None:
    for months in (6, 12, 9, 24, 18):
        correct_contract(contract, editor, {"term_months": Decimal(months)}, NOTE)
    contract.refresh_from_db()
    assert contract.term_months == 18


def test_withdrawing_it_restores_what_machines_say(contract: Contract, editor: User) -> None:
    before = state_of(contract)
    via = PartyMention("Front Company Ltd")
    statement = correct_contract(contract, editor, {"value": PRICE, "via": via, "status": "terminated"}, NOTE)
    assert state_of(contract) != before
    assert [row.pk for row in reject_statements([statement.pk], editor)] == [contract.pk]
    assert state_of(contract) == before
    accept_statements([statement.pk], editor)
    contract.refresh_from_db()
    assert contract.via is not None and contract.via.name == "Front Company Ltd"
    assert contract.status == "terminated"


@pytest.mark.parametrize("role", ["on_behalf_of", "via", "subcontract_of"])
def test_every_other_party_can_be_named_and_denied(contract: Contract, editor: User, role: str) -> None:
    party = Party.objects.get(name="State of Qatar")
    correct_contract(contract, editor, {role: party}, NOTE)
    contract.refresh_from_db()
    assert getattr(contract, role) == party
    correct_contract(contract, editor, {role: None}, NOTE)
    contract.refresh_from_db()
    assert getattr(contract, role) is None
    assert Party.objects.get(pk=party.pk).name == "State of Qatar"


def test_a_date_of_deregistration_ends_the_contract(contract: Contract, editor: User) -> None:
    statement = correct_contract(contract, editor, {"deregistered_on": date(2024, 5, 1)}, NOTE)
    contract.refresh_from_db()
    assert contract.status == "terminated"
    assert contract.provenance["status"] == statement.pk


def test_it_is_told_and_recorded(contract: Contract, editor: User) -> None:
    assert not contract.history.exists()
    statement = correct_contract(contract, editor, {"value": PRICE}, NOTE)
    change = Change.objects.get(contract=contract)
    assert (change.kind, change.statement) == ("corrected", statement)
    assert change.diffs["value"] == [None, "50000.00"]
    newest, former = contract.history.all()
    assert (newest.history_user, newest.history_change_reason) == (editor, NOTE)
    assert newest.diff_against(former).changed_fields
    assert (former.value, former.history_user) == (None, None)
    assert statement.history.get().history_user == editor


def test_the_same_form_sent_twice_is_one_correction(contract: Contract, editor: User) -> None:
    first = correct_contract(contract, editor, {"value": PRICE}, NOTE, token="one")
    again = correct_contract(contract, editor, {"value": PRICE}, NOTE, token="one")
    assert first == again
    assert Statement.objects.filter(kind="correction").count() == 1
    assert Change.objects.count() == 1


@pytest.mark.parametrize(
    ("asserted", "note", "why"),
    [
        ({"value": PRICE}, " ", "source note"),
        ({}, NOTE, "nothing was changed"),
        ({"registers": "us-fara"}, NOTE, "registers"),
        ({"client": None}, NOTE, "client"),
        ({"status": "sleeping"}, NOTE, "status"),
        ({"value": Money(Decimal(5), "USD", "")}, NOTE, "what the amount is for"),
        ({"value": Money(Decimal(5), "", "total")}, NOTE, "currency"),
        ({"value": Money(None, "USD", "total", total=Decimal(5))}, NOTE, "value itself"),
        ({"value": Money(Decimal(-5), "USD", "total")}, NOTE, "negative"),
        ({"term_months": Decimal(5000)}, NOTE, "months"),
    ],
)
def test_what_makes_no_sense_is_refused(
    contract: Contract, editor: User, asserted: dict[str, Any], note: str, why: str
) -> None:
    with pytest.raises(DecisionError, match=why):
        correct_contract(contract, editor, asserted, note)
    assert not Statement.objects.filter(kind="correction").exists()


# -- By hand -----------------------------------------------------------------------------------------------


def test_a_contract_entered_by_hand_stands_alone_and_names_its_ground(editor: User) -> None:
    asserted = {"value": PRICE, "start": PartialDate(2024), "purpose": "advice"}
    client = PartyMention("Ministry of Trade of Ruritania", country_raw="Ruritania")
    statement = enter_contract(editor, client, PartyMention("Newcomer Strategies LLC"), asserted, "leaked letter")
    contract = statement.contract
    assert contract is not None
    assert (contract.client.name, contract.firm.name) == ("Ministry of Trade of Ruritania", "Newcomer Strategies LLC")
    assert (contract.value, contract.start, contract.status) == (Decimal(50_000), "2024", "reported")
    assert contract.register_list == ["editors"]
    assert set(contract.provenance.values()) == {statement.pk}
    assert [change.kind for change in contract.changes.all()] == ["new"]


def test_it_joins_the_contract_that_the_register_brings_later(editor: User, register: Register) -> None:
    register.read("2025-04-01", [DOHA])
    client = PartyMention("Republic of Turkey", country="TR", country_raw="TURKEY")
    statement = enter_contract(editor, client, PartyMention("Example Public Affairs"), {"value": PRICE}, "a letter")
    by_hand = statement.contract
    assert by_hand is not None
    register.read("2025-04-02", [DOHA, ANKARA])
    statement.refresh_from_db()
    assert statement.contract == by_hand
    by_hand.refresh_from_db()
    assert by_hand.register_list == ["us-fara"]
    assert (by_hand.value, by_hand.registered_on) == (Decimal(50_000), date(2021, 2, 16))
    assert by_hand.firm.name == "Example Public Affairs LLC"
    assert Contract.objects.published().count() == 2


def test_the_register_comes_first_and_the_result_is_the_same(contract: Contract, editor: User) -> None:
    statement = enter_contract(editor, contract.client, contract.firm, {"value": PRICE}, "a letter")
    assert statement.contract == contract
    contract.refresh_from_db()
    assert contract.value == Decimal(50_000)
    assert Contract.objects.published().count() == 2


def test_a_rejected_hand_entry_is_withdrawn_and_comes_back(editor: User) -> None:
    client, firm = PartyMention("Republic of Nowhere"), PartyMention("Newcomer Strategies LLC")
    statement = enter_contract(editor, client, firm, {"purpose": "advice"}, "a letter")
    contract = statement.contract
    assert contract is not None
    correction = correct_contract(contract, editor, {"value": PRICE}, NOTE)
    reject_statements([statement.pk], editor, "the letter is forged")
    contract.refresh_from_db()
    assert contract.withdrawn_at is not None
    assert Contract.objects.published().count() == 0
    assert contract.changes.order_by("-id").first().kind == "withdrawn"  # type: ignore[union-attr]
    with pytest.raises(DecisionError, match="withdrawn"):
        correct_contract(contract, editor, {"value": None}, NOTE)
    accept_statements([statement.pk], editor)
    assert Contract.objects.published().get().provenance["value"] == correction.pk


def test_a_typed_name_does_not_replace_the_registers_spelling(contract: Contract, editor: User) -> None:
    enter_contract(editor, PartyMention("republic of turkey", country="TR"), contract.firm, {"purpose": "x"}, "y")
    contract.client.refresh_from_db()
    assert contract.client.name == "Republic of Turkey"


def test_a_corrected_price_settles_a_conflict(contract: Contract, editor: User) -> None:
    item = ReviewItem.objects.create(identity="f" * 32, kind="conflict", question="which?", contract=contract)
    correct_contract(contract, editor, {"value": PRICE}, NOTE)
    item.refresh_from_db()
    assert item.state == "obsolete"


def test_an_entry_joins_the_spell_that_it_tells_of_not_the_one_of_today(register: Register, editor: User) -> None:
    """The day on which a person enters something says nothing about the time of the contract."""
    long_over = ANKARA._replace(registered="02/16/2001", terminated="03/01/2004")
    register.read("2025-04-01", [long_over, DOHA])
    contract = Contract.objects.get(client__name="Republic of Turkey")
    entered = enter_contract(editor, contract.client, contract.firm, {"value": PRICE}, "an old letter")
    assert entered.contract == contract
    other = ANKARA._replace(registered="02/16/2010", terminated="03/01/2012")
    register.read("2025-04-02", [long_over, other, DOHA])
    dated = {"start": PartialDate(2010, 3), "purpose": "advice"}
    second = enter_contract(editor, contract.client, contract.firm, dated, "a letter of 2010").contract
    assert second is not None and second.registered_on == date(2010, 2, 16)


def test_a_correction_is_no_disclosure(contract: Contract, editor: User) -> None:
    before = contract.disclosed_on
    correct_contract(contract, editor, {"value": PRICE}, NOTE)
    contract.refresh_from_db()
    assert contract.disclosed_on == before
