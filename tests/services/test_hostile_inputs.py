"""What nobody should ever file: it is read or quarantined, it breaks nothing, and nothing else is lost by it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from tests.replay import ReplayServer
from tests.replay_answers import ok
from tests.services.register_files import Register, Row
from tests.services.sites import article_page, feed_of, news_at
from tracker.models import Contract, Document, Issue, Run, Statement
from tracker.records import PartyMention, StatementRecord, alter
from tracker.services import polling
from tracker.services.statements import refuse_statement

pytestmark = pytest.mark.django_db

GOOD = Row("Republic of Turkey", "02/16/2021")


@pytest.mark.parametrize(
    "row",
    [
        Row("x" * 20_000, "02/16/2021"),
        Row("<script>alert(1)</script> Ministry", "02/16/2021"),
        Row("'; DROP TABLE tracker_contract; --", "02/16/2021"),
        Row("{{ 7*7 }}{% debug %} %s %(name)s", "02/16/2021"),
        Row("NUL \x00 inside", "02/16/2021"),
        Row("!!! ???", "02/16/2021"),
        Row("Ministry", "02/16/2021", number="9" * 500),
        Row("Ministry", "02/16/2021", number=""),
        Row("Ministry", "02/16/3021"),
        Row("Ministry", "02/30/2021"),
        Row("Ministry", "13/45/20211"),
        Row("Ministry", "02/16/2021", country="Z" * 5000),
        Row("Ministry", "02/16/2021", firm="F" * 20_000),
        Row("", "02/16/2021"),
        Row("Ministry", "02/16/2021", firm=""),
    ],
    ids=lambda row: row.principal[:12] + row.registered[-5:] + row.number[:3] + row.country[:3] + row.firm[:3],
)
def test_one_hostile_row_costs_no_other_row(register: Register, row: Row, client: Client) -> None:
    register.read("2025-04-01", [GOOD])
    run = register.read("2025-04-02", [GOOD, row])
    assert run.state == "ok"
    kept = Statement.objects.count() - 1 + Issue.objects.count()
    assert kept == 1, "read or quarantined, exactly once"
    assert Contract.objects.get(client__name="Republic of Turkey").status == "active"
    for contract in Contract.objects.all():
        page = client.get(contract.get_absolute_url())
        assert page.status_code == 200
        assert b"<script>alert" not in page.content
    assert client.get("/contracts/?sort=changed").status_code in (200, 400)


def record(**values: object) -> StatementRecord:
    party = PartyMention("Acme")
    base = StatementRecord(
        register_key="k", kind="news", act="new", client=party, firm=PartyMention("Firm LLC"), content_hash="h"
    )
    return alter(base, **values)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"value": Decimal(10) ** 30, "value_basis": "total"}, "amount out of range"),
        ({"value": Decimal("NaN"), "value_basis": "total"}, "amount out of range"),
        ({"term_months": Decimal(10) ** 9}, "term out of range"),
        ({"term_months": Decimal(-1)}, "term out of range"),
        ({"value": Decimal(5)}, "without a basis"),
        ({"client": PartyMention("  ")}, "without a name"),
        ({"firm": PartyMention("F", scheme="x", identifier="9" * 100)}, "number"),
    ],
)
def test_what_no_column_can_hold_is_quarantined_with_its_reason(values: dict[str, object], reason: str) -> None:
    refused = refuse_statement(record(**values))
    assert refused is not None
    assert reason in refused.error


def test_an_ordinary_statement_is_not_refused() -> None:
    assert refuse_statement(record(value=Decimal(5), value_basis="total", term_months=Decimal(6))) is None


def test_pages_that_are_no_articles_are_quarantined_and_the_others_read(site: ReplayServer) -> None:
    news_at(site)
    pages = {
        "huge": ok(b"<html><body><article>" + b"<p>word word word word.</p>" * 40_000 + b"</article></body></html>"),
        "deep": ok(b"<div>" * 5_000 + b"text" + b"</div>" * 5_000),
        "binary": ok(bytes(range(256)) * 50),
        "empty": ok(b""),
        "pdf": ok(b"%PDF-1.4 nothing", "application/pdf"),
        "good": article_page(
            "Jordan hires a firm",
            "2021-02-18",
            "The Embassy of Jordan has hired Acme Strategies LLC, a lobbying firm, for $50,000 a month.",
            *["More of this story."] * 6,
        ),
    }
    site.script("/feed.xml", feed_of(site, *pages))
    for slug, page in pages.items():
        site.script(f"/news/{slug}", page)
    run = polling.poll("daily-news", Run.Trigger.COMMAND)
    assert run.state in ("ok", "partial")
    assert Contract.objects.count() == 1
    assert not Document.objects.filter(state="fetched").exists()
