"""Names and countries that people give to parties."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.replay import ReplayServer
from tests.services.register_files import Register, Row
from tests.services.sites import article_page, feed_of, news_at
from tracker.errors import DecisionError
from tracker.models import Contract, Party, PartyName, Run, Statement
from tracker.services.naming import fill_name, follow_party
from tracker.services.polling import poll

QATAR = Row("State of Qatar", "03/01/2021", country="QATAR")
STORY = (
    "DOHA. The State of Qatar has hired the lobbying firm Blue Lantern Partners, a Washington firm, to lobby Congress. "
    "The contract is worth $600,000 for one year, according to a filing seen on Thursday."
)


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("editor")


def name_by_hand(party: Party, text: str) -> PartyName:
    name = PartyName(party=party, name=text, kind=PartyName.Kind.ALIAS, role="firm")
    fill_name(name)
    name.save()
    return name


def test_an_alias_brings_the_articles_home_and_its_removal_sends_them_away(
    register: Register, site: ReplayServer, editor: User
) -> None:
    register.read("2025-04-01", [QATAR])
    site.script("/feed.xml", feed_of(site, "deal"))
    site.script("/news/deal", article_page("A deal", "2021-03-10", STORY))
    news_at(site)
    poll("daily-news", Run.Trigger.COMMAND)
    contract = Contract.objects.get(registers=",us-fara,")
    article = Statement.objects.get(kind="news")
    assert article.contract != contract

    name = name_by_hand(contract.firm, "Blue Lantern Partners")
    assert contract in follow_party(contract.firm, editor)
    article.refresh_from_db()
    contract.refresh_from_db()
    assert article.contract == contract
    assert "blue lantern partners" in contract.search
    assert contract.history.first().history_user == editor

    name.delete()
    follow_party(contract.firm, editor, former_names=["Blue Lantern Partners"])
    article.refresh_from_db()
    assert article.contract != contract


def test_a_chosen_country_outlives_the_next_scrape(register: Register, editor: User) -> None:
    register.read("2025-04-01", [QATAR])
    party = Party.objects.get(name="State of Qatar")
    party.country, party.country_locked, party.name, party.name_locked = "TR", True, "The Turks", True
    party.save()
    (contract,) = follow_party(party, editor)
    assert contract.country == "TR"
    register.read("2025-04-02", [QATAR._replace(terminated="04/01/2025"), QATAR._replace(number="1751", firm="B Ltd")])
    party.refresh_from_db()
    assert (party.country, party.name) == ("TR", "The Turks")
    assert set(Contract.objects.values_list("country", flat=True)) == {"TR"}


def test_a_name_must_say_something() -> None:
    with pytest.raises(DecisionError, match="no name"):
        fill_name(PartyName(name="---"))
