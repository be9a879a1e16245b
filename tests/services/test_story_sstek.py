"""One contract in four sources, through the real pipeline, in every order of arrival."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from tests.replay import ReplayServer
from tests.replay_answers import ok
from tests.services.sites import PRINCIPALS, REGISTRANTS, feed_of, news_at, register_at
from tracker.models import Contract, Run
from tracker.services import polling
from tracker.sources._captures import CAPTURES, Captures

SHARED = Path(__file__).resolve().parents[3] / "shared" / "stories" / "sstek"
OURS = CAPTURES / "news"
PAGES = {
    "ours": {
        "rostec": OURS / "rostec-chief-on-s400.html",
        "press": OURS / "sstek-hires-arnold-porter.html",
        "extension": OURS / "arnold-porter-another-year.html",
    },
    "shared": {
        "rostec": SHARED / "1-rostec.html",
        "press": SHARED / "2-trade-press.html",
        "extension": SHARED / "3-extension.html",
    },
}
ORDERS = list(permutations(["register", "rostec", "press", "extension"]))


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS, ids="-".join)
@pytest.mark.parametrize("pages", list(PAGES))
def test_four_sources_are_one_contract_in_any_order(site: ReplayServer, pages: str, order: tuple[str, ...]) -> None:
    if pages == "shared" and not SHARED.exists():
        pytest.skip("the shared stories are not here")
    captures = Captures()
    for path in (REGISTRANTS, PRINCIPALS):
        site.script(path, ok(captures.answer(path, {}, "").body, "application/zip"))
    register_at(site)
    news_at(site)
    seen: list[str] = []
    for name in order:
        if name == "register":
            poll("us-fara")
            continue
        seen.append(name)
        site.script("/feed.xml", feed_of(site, *seen))
        site.script(f"/news/{name}", ok(PAGES[pages][name].read_bytes()))
        poll("daily-news")
    check_story()


def poll(slug: str) -> None:
    run = polling.poll(slug, Run.Trigger.COMMAND)
    assert run.state == Run.State.OK, run.error


def check_story() -> None:
    contracts = Contract.objects.published().filter(firm__mentions__identifier="1750").distinct()
    (contract,) = [contract for contract in contracts if "SSTEK" in contract.client.name]
    assert contract.client.country == contract.country == "TR"
    assert contract.firm.name == "Arnold & Porter Kaye Scholer LLP"
    assert contract.on_behalf_of is not None
    assert contract.on_behalf_of.name in ("Presidency of Defence Industries", "Presidency of Defense Industries")
    assert contract.register_ids == {"us-fara": ["1750"]}
    check_terms(contract)
    check_statements(contract)
    check_nothing_else(contract)


def check_terms(contract: Contract) -> None:
    assert (contract.status, str(contract.deregistered_on)) == ("terminated", "2022-08-16")
    assert str(contract.registered_on) == "2021-02-16"
    assert (contract.value, contract.currency, contract.value_basis) == (1_500_000, "USD", "total")
    assert contract.term_months == 12
    assert (contract.start, contract.end) == ("2021-02-01", "2022-08")
    assert [(terms["act"], terms["value"], terms["term_months"]) for terms in contract.terms] == [
        ("new", "750000", "6"),
        ("renewal", "1500000", "12"),
    ]
    total = contract.disclosed_totals["news"]
    assert (total["amount"], total["currency"], len(total["addends"])) == ("2250000", "USD", 2)


def check_statements(contract: Contract) -> None:
    statements = {statement.pk: statement for statement in contract.statements.all()}
    assert sorted(statement.kind for statement in statements.values()) == ["listing", "news", "news", "news"]
    for field, pk in contract.provenance.items():
        assert pk in statements, f"{field} points nowhere"
    for statement in statements.values():
        document = statement.last_document
        assert document is not None
        for field, evidence in statement.evidence.items():
            if statement.kind == "listing":
                assert statement.fields[evidence["column"]]
            else:
                assert evidence, f"{field} has no quote"
                for quote in evidence:
                    assert document.text[quote["start"] : quote["end"]] == quote["quote"]


def check_nothing_else(contract: Contract) -> None:
    from_articles = Contract.objects.published().filter(statements__kind="news").distinct()
    assert list(from_articles) == [contract]
    (other,) = Contract.objects.published().filter(firm__mentions__identifier="6940").distinct()
    assert other != contract
    assert other.statements.count() == 1
