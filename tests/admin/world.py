"""A small world with at least one row of every model, as life would bring them."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from tests.factories import list_principal, make_file, make_source, tell, tell_story
from tests.views.filings import tell_reports
from tracker.models import (
    Contract,
    Coverage,
    Document,
    Issue,
    PartyIdentifier,
    PartyName,
    Resource,
    ReviewItem,
    Run,
    Source,
)
from tracker.records import Quarantined, RegistrantRecord
from tracker.services import runs
from tracker.services.api_keys import make_key
from tracker.services.corrections import correct_contract
from tracker.services.ingest import Ingest
from tracker.services.naming import fill_name
from tracker.services.pasting import read_text
from tracker.services.registrants import RegistrantWriter
from tracker.services.schedules import ensure_schedule
from tracker.services.seeding import ensure_editors
from tracker.services.statements import Reading

PASTED = (
    "ANKARA, 18 February 2021. The Republic of Turkey has hired Example Public Affairs LLC, a Washington lobbying "
    "firm, to lobby Congress. The contract is worth $600,000 for one year, according to a filing seen on Thursday."
)
SECRET_STREET = "1 Secret Street"
"""Stands in a quarantined row and must never be shown."""


@dataclass(frozen=True, slots=True)
class World:
    editor: User
    source: Source
    contract: Contract
    run: Run
    issue: Issue
    item: ReviewItem
    filed: Contract


def build_world() -> World:
    """A register with two contracts, one of periodic filings, articles, a correction, a pasted article in review, and a
    row in quarantine."""
    editor = User.objects.create_user("world-editor")
    contract = tell_story()
    source = make_source()
    ensure_schedule(source)
    tell(make_file(day="2025-04-11"), list_principal("Republic of Peru", "Lima Partners LLC", number="1752"))
    correct_contract(contract, editor, {"purpose": "advice on arms"}, "the agreement, page 2")
    read_text(PASTED, editor, title="Ankara hires", published="2021-02-18")
    run = runs.begin_run(source, Run.Trigger.COMMAND)
    document = make_file(day="2025-04-12")
    reading = Reading(source, run, document, document.as_of)
    with transaction.atomic():
        RegistrantWriter(reading).write([RegistrantRecord("us-fara", "1750", "Arnold & Porter", "h")])
        _quarantine_row(document, run)
    runs.note_error(run, "principals: one row could not be read")
    runs.finish_run(run)
    Resource.objects.create(source=source, url="https://register.example/a", page="principals", due_at=timezone.now())
    name = PartyName(party=contract.firm, name="A&P", kind="alias", role="firm")
    fill_name(name)
    name.save()
    filed = tell_reports()
    register = Source.objects.get(slug="us-lda")
    Coverage.objects.create(source=register, scope="type=Q1 year=2024", reported=3, held=1)
    ensure_editors()
    make_key("a newsroom")
    assert PartyIdentifier.objects.exists()
    return World(editor, source, contract, run, Issue.objects.get(), ReviewItem.objects.get(kind="statement"), filed)


def _quarantine_row(document: Document, run: Run) -> None:
    values = ["13/45/2020", "Republic of X", "02/16/2021", "TURKEY", "1750", "06/04/1964", "Example LLP"]
    raw = '"' + '","'.join([*values, SECRET_STREET, "", "Hiddenville", "DC", "20001"]) + '"'
    work = Ingest(document, run)
    work._quarantine([Quarantined("termination date: no such day: 13/45/2020", raw.encode("cp1252"))])
