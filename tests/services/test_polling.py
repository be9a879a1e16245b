"""Polls against a real server on loopback: polite, conditional, resumable, idempotent."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from tests.replay import ReplayServer
from tests.replay_answers import failing, robots, too_many_requests
from tests.services.register_files import Row
from tests.services.sites import (
    PRINCIPALS,
    REGISTRANTS,
    article_page,
    feed_of,
    news_at,
    principals_answer,
    register_at,
    serve_register,
)
from tracker import tasks
from tracker.errors import ConfigError, LockedError
from tracker.models import Change, Contract, Document, Resource, Run, Statement
from tracker.services import ingest, polling
from tracker.services.fetch import make_leases
from tracker.services.registrants import RegistrantWriter
from tracker.services.runs import begin_run

pytestmark = pytest.mark.django_db

ANKARA = Row("Republic of Turkey", "02/16/2021")
DOHA = Row("State of Qatar", "03/01/2021", country="QATAR", number="1751", firm="Other Firm Inc.")
FIRST, SECOND = "Tue, 01 Apr 2025 06:00:00 GMT", "Wed, 02 Apr 2025 06:00:00 GMT"


def poll(slug: str = "us-fara") -> Run:
    return polling.poll(slug, Run.Trigger.COMMAND)


def test_a_poll_fetches_archives_and_derives(site: ReplayServer) -> None:
    serve_register(site, [ANKARA, DOHA], FIRST)
    source = register_at(site)
    run = poll()
    assert (run.state, run.fetched, run.new, run.changes) == ("ok", 2, 4, 0)
    assert Contract.objects.published().count() == 2
    assert {document.as_of.date().isoformat() for document in Document.objects.all()} == {"2025-04-01"}
    source.refresh_from_db()
    assert source.baseline_at is not None
    assert source.last_state == "ok"


def test_an_unchanged_site_is_asked_conditionally_and_changes_nothing(site: ReplayServer) -> None:
    serve_register(site, [ANKARA], FIRST)
    register_at(site)
    poll()
    run = poll()
    assert (run.state, run.fetched, run.not_modified, run.new, run.changed) == ("ok", 0, 2, 0, 0)
    assert Document.objects.count() == 2


def test_the_next_day_tells_what_changed(site: ReplayServer) -> None:
    serve_register(site, [ANKARA], FIRST)
    register_at(site)
    poll()
    serve_register(site, [ANKARA._replace(terminated="03/31/2025"), DOHA], SECOND)
    run = poll()
    assert run.changes == 2
    assert sorted(Change.objects.values_list("kind", flat=True)) == ["new", "terminated"]


def test_a_register_that_goes_back_is_believed(site: ReplayServer) -> None:
    serve_register(site, [ANKARA], FIRST)
    register_at(site)
    poll()
    serve_register(site, [ANKARA._replace(terminated="03/31/2025")], SECOND)
    poll()
    serve_register(site, [ANKARA], "Thu, 03 Apr 2025 06:00:00 GMT")
    poll()
    serve_register(site, [ANKARA._replace(terminated="03/31/2025")], "Fri, 04 Apr 2025 06:00:00 GMT")
    poll()
    kinds = list(Change.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["terminated", "unterminated", "terminated"]


def test_one_page_down_is_a_partial_run_that_is_owed_again(site: ReplayServer) -> None:
    serve_register(site, [ANKARA])
    site.script(REGISTRANTS, failing(404))
    register_at(site)
    run = poll()
    assert (run.state, run.failures) == ("partial", 1)
    assert "404" in run.error
    assert Contract.objects.count() == 1


def test_a_temporary_failure_is_owed_again_later(site: ReplayServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.fetching.client._FIRST_BACKOFF", 0.01)
    serve_register(site, [ANKARA])
    site.script(PRINCIPALS, too_many_requests("3600"))
    register_at(site)
    run = poll()
    assert run.state == "partial"
    owed = Resource.objects.get(page="principals")
    assert owed.due_at is not None
    assert (owed.due_at - run.started_at).total_seconds() > 3000


def test_a_site_that_refuses_is_blocked_and_not_unchanged(site: ReplayServer) -> None:
    serve_register(site, [ANKARA])
    site.script("/robots.txt", robots("User-agent: *\nDisallow: /\n"))
    register_at(site)
    run = poll()
    assert (run.state, run.refusals) == ("blocked", 2)
    assert PRINCIPALS not in site.paths()


def test_a_page_that_is_no_register_fails_the_run_and_keeps_the_bytes(site: ReplayServer) -> None:
    site.script(REGISTRANTS, principals_answer([ANKARA]))
    site.script(PRINCIPALS, failing(200))
    register_at(site)
    run = poll()
    assert run.state == "failed"
    assert set(Document.objects.values_list("state", flat=True)) == {"failed"}
    assert run.issues.count() == 2
    assert Statement.objects.count() == 0


class Killed(BaseException):
    """As if the process had been killed: nothing catches it."""


@pytest.mark.parametrize("when", ["after fetching", "after the registrants", "in the middle of a file"])
def test_a_run_that_dies_is_finished_by_the_next_one(
    site: ReplayServer, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    rows = [ANKARA, DOHA, *(Row(f"Client {number}", "03/01/2021", number=f"2{number:03}") for number in range(20))]
    serve_register(site, rows, FIRST)
    register_at(site)
    with monkeypatch.context() as patch:
        kill(patch, when)
        with pytest.raises(Killed):
            poll()
    (died,) = Run.objects.all()
    assert died.state == "running"
    run = poll()
    assert run.pk == died.pk
    assert (run.state, run.changes) == ("ok", 0)
    assert Contract.objects.published().count() == Statement.objects.count() == len(rows)
    assert len(site.paths()) == 3  # robots.txt and each file once


def kill(patch: pytest.MonkeyPatch, when: str) -> None:
    if when == "after fetching":
        patch.setattr(polling, "parse_archived", _die)
        return
    calls = {"n": 0}
    original = ingest.Ingest._take

    def take(self: ingest.Ingest, batch: list[Any]) -> None:
        calls["n"] += 1
        if self.document.page == "principals" and (when == "after the registrants" or calls["n"] > 3):
            raise Killed
        original(self, batch)

    patch.setattr(ingest.Ingest, "_take", take)
    patch.setattr(settings, "RETAINER_BATCH", 5)


def _die(*args: object, **kwargs: object) -> None:
    raise Killed


def test_two_runs_of_one_source_exclude_each_other(site: ReplayServer) -> None:
    serve_register(site, [ANKARA])
    register_at(site)
    with make_leases().lease("source:us-fara"), pytest.raises(LockedError):
        poll()
    assert not Run.objects.exists()


def test_an_unknown_source_is_named_with_the_known_ones(site: ReplayServer) -> None:
    register_at(site)
    with pytest.raises(ConfigError, match="us-fara"):
        poll("us-farra")


def test_a_news_site_is_followed_from_its_feed_to_its_articles_once(site: ReplayServer) -> None:
    news_at(site)
    site.script("/feed.xml", feed_of(site, "one", "two"))
    text = ["The Embassy of Jordan has hired Acme Strategies LLC, a lobbying firm, for $50,000 a month."] + [
        "More of this story."
    ] * 5
    site.script("/news/one", article_page("Jordan hires", "2021-02-18", *text))
    site.script("/news/two", article_page("Weather", "2021-02-19", *["It rained in the capital all day long."] * 8))
    run = poll("daily-news")
    assert run.state == "ok", run.error
    assert run.fetched == 3
    assert Document.objects.filter(page="article", state="parsed").count() == 2
    assert Contract.objects.get().value == 50_000
    again = poll("daily-news")
    assert (again.fetched, again.new) == (0, 0)
    assert site.paths().count("/news/one") == 1


# -- Tasks -------------------------------------------------------------------------------------------------


@pytest.fixture
def passed_on(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Runs that a task handed over, in place of a broker."""
    handed: list[int] = []
    monkeypatch.setattr(tasks, "_pass_on", lambda run: handed.append(run.pk))
    return handed


def test_the_tasks_do_a_run_in_two_halves_and_twice_is_once(site: ReplayServer, passed_on: list[int]) -> None:
    serve_register(site, [ANKARA])
    register_at(site)
    run_id = tasks.poll_source("us-fara")
    assert run_id is not None
    assert tasks.poll_source("us-fara") == run_id
    assert Run.objects.get().phase == "parse"
    assert tasks.parse_run(run_id) == run_id
    assert tasks.parse_run(run_id) == run_id
    run = Run.objects.get()
    assert (run.state, run.fetched, run.new) == ("ok", 2, 2)
    assert site.paths().count(PRINCIPALS) == 1


def test_a_paused_source_is_not_polled_by_its_schedule(site: ReplayServer, passed_on: list[int]) -> None:
    serve_register(site, [ANKARA])
    source = register_at(site)
    source.enabled = False
    source.save()
    assert tasks.poll_source("us-fara") is None
    assert not Run.objects.exists()
    assert tasks.poll_source("us-fara", Run.Trigger.ADMIN) is not None


def test_the_sweep_takes_up_what_nobody_works_on(site: ReplayServer, passed_on: list[int], settings: Any) -> None:
    serve_register(site, [ANKARA])
    register_at(site)
    run_id = tasks.poll_source("us-fara")
    assert tasks.sweep_runs() == []  # alive a moment ago
    Run.objects.update(heartbeat_at="2021-01-01T00:00:00Z")
    assert tasks.sweep_runs() == [run_id]
    with make_leases().lease("source:us-fara"):
        assert tasks.sweep_runs() == []


@pytest.mark.parametrize("trigger", [Run.Trigger.INGEST, Run.Trigger.REPARSE])
def test_a_command_that_was_killed_is_closed_and_no_poll_goes_on_with_it(
    site: ReplayServer, passed_on: list[int], trigger: str
) -> None:
    serve_register(site, [ANKARA])
    killed = begin_run(register_at(site), trigger)
    Run.objects.update(heartbeat_at="2021-01-01T00:00:00Z")
    assert tasks.sweep_runs() == []
    killed.refresh_from_db()
    assert (killed.state, passed_on) == ("failed", [])
    assert "interrupted" in killed.error
    assert poll().state == "ok"


def test_a_command_that_was_killed_is_closed_by_the_next_run(site: ReplayServer) -> None:
    serve_register(site, [ANKARA])
    killed = begin_run(register_at(site), Run.Trigger.INGEST)
    run = poll()
    killed.refresh_from_db()
    assert (killed.state, run.state, run.trigger) == ("failed", "ok", "command")


def test_an_unforeseen_error_fails_the_run_and_keeps_the_worker(
    site: ReplayServer, passed_on: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    serve_register(site, [ANKARA])
    register_at(site)
    run_id = tasks.poll_source("us-fara")
    assert run_id is not None
    monkeypatch.setattr(polling, "parse_archived", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.parse_run(run_id)
    run = Run.objects.get()
    assert run.state == "failed"
    assert "ZeroDivisionError" in run.error


def test_a_document_that_trips_a_parser_is_kept_and_the_next_is_read(
    site: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve_register(site, [ANKARA])
    register_at(site)
    original = RegistrantWriter.write
    monkeypatch.setattr(RegistrantWriter, "write", lambda *args: 1 / 0)
    run = poll()
    assert run.state == "partial"
    assert Document.objects.get(page="registrants").state == "failed"
    assert "ZeroDivisionError" in run.issues.get().error
    assert Contract.objects.count() == 1
    monkeypatch.setattr(RegistrantWriter, "write", original)
