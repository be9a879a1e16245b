"""The archive is read again offline; a better parser's differences are told as such, people's words stay."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from tests.services.register_files import Register, Row
from tracker.models import Change, Contract, Run, Source, Statement
from tracker.records import StatementRecord, alter
from tracker.services.ingest import ingest_document
from tracker.services.reparsing import reparse_source
from tracker.sources import us_fara

ANKARA = Row("Republic of Turkey", "02/16/2021")
DOHA = Row("State of Qatar", "03/01/2021", country="QATAR", number="1751", firm="Other Firm Inc.")


def snapshot() -> dict[str, Any]:
    contracts = Contract.objects.order_by("id").values(
        "client__name", "status", "deregistered_on", "purpose", "merged_into"
    )
    statements = Statement.objects.order_by("id").values("identity", "gone_as_of", "first_as_of", "contract", "purpose")
    return {"contracts": list(contracts), "statements": list(statements)}


def test_the_same_parser_finds_the_same(register: Register) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    register.read("2025-04-02", [ANKARA._replace(terminated="03/31/2025")])
    before, told = snapshot(), Change.objects.count()
    run = reparse_source(Source.objects.get(slug="us-fara"))
    assert run.state == "ok"
    assert snapshot() == before
    assert Change.objects.count() == told


def test_what_later_snapshots_repeat_is_never_gone_meanwhile(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in ("2025-04-01", "2025-04-02", "2025-04-03"):
        register.read(day, [ANKARA, DOHA])
    seen: list[set[str]] = []

    def watch(*arguments: Any, **options: Any) -> set[str]:
        names = ingest_document(*arguments, **options)
        seen.append(set(Contract.objects.values_list("status", flat=True)))
        return names

    monkeypatch.setattr("tracker.services.reparsing.ingest_document", watch)
    before = snapshot()
    run = reparse_source(Source.objects.get(slug="us-fara"))
    assert seen == [{"active"}] * 3
    assert snapshot() == before
    assert (Change.objects.count(), run.changes) == (0, 0)


def test_a_better_parser_changes_contracts_and_alerts_nobody(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    register.read("2025-04-02", [ANKARA, DOHA])
    parse = us_fara.ADAPTER.parse

    def better(*arguments: Any) -> Any:
        for item in parse(*arguments):
            yield alter(item, purpose="tourism") if isinstance(item, StatementRecord) else item

    monkeypatch.setattr("tracker.services.ingest.find_adapter", lambda source: replace(us_fara.ADAPTER, parse=better))
    run = reparse_source(Source.objects.get(slug="us-fara"))
    assert set(Contract.objects.values_list("purpose", flat=True)) == {"tourism"}
    changes = list(Change.objects.all())
    assert [change.kind for change in changes] == ["reparsed", "reparsed"]
    assert all(change.processed_at is not None for change in changes)
    assert run.changes == 2


def test_the_command_says_what_it_did(register: Register) -> None:
    register.read("2025-04-01", [ANKARA, DOHA])
    out = StringIO()
    call_command("reparse", "us-fara", stdout=out)
    assert "us-fara: ok" in out.getvalue()
    assert Run.objects.filter(trigger="reparse", state="ok").count() == 1
