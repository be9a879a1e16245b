"""Polls of an LDA API on loopback: probe, pages, refusals, backfill with its audit; politely."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.replay import ReplayServer
from tests.replay_answers import Answer, failing, ok, too_many_requests
from tests.sources.lda_world import filing
from tracker import tasks
from tracker.models import Contract, Coverage, Issue, Resource, Run, Source, Statement
from tracker.services import polling
from tracker.services.backfill import plan_backfill, read_backlog
from tracker.services.coverage import count_held
from tracker.services.ingest import read_config
from tracker.services.seeding import ensure_source
from tracker.sources import adapters, us_lda

pytestmark = pytest.mark.django_db

PATH = "/api/v1/filings/"
PROBE = f"{PATH}?ordering=-dt_posted&page_size=25"
SINCE = "2022-05-01"
LIST = f"{PATH}?filing_dt_posted_after={SINCE}&ordering=dt_posted&page_size=25"
SECOND_PAGE = f"{LIST}&page=2"
BACKFILL = f"{PATH}?filing_year=2022&filing_type=Q2&ordering=dt_posted&page_size=25"
INTERVAL = 0.15


def made(number: int, posted: str = "2022-07-20T10:00:00-04:00", **changes: Any) -> dict[str, Any]:
    """A report of a client of its own."""
    return filing(
        filing_uuid=f"00000000-0000-0000-0000-{number:012}",
        url=f"https://lda.gov/api/v1/filings/{number}/",
        filing_type="Q2",
        filing_period="second_quarter",
        dt_posted=posted,
        client__id=9000 + number,
        client__client_id=100 + number,
        client__name=f"CLIENT NUMBER {number} LLC",
        **changes,
    )


def page(filings: list[dict[str, Any]], count: int, following: str = "") -> Answer:
    """``following`` is named under the host that the API believes to have."""
    link = f"https://lda.senate.gov{following}" if following else None
    body = json.dumps({"count": count, "next": link, "previous": None, "results": filings})
    return ok(body.encode(), "application/json")


THROTTLED = too_many_requests("9", b'{"detail":"Request was throttled. Expected available in 1 second."}')


@pytest.fixture
def register(site: ReplayServer) -> Source:
    site.script(PROBE, page([made(1)], 5000))
    site.script(LIST, page([made(1), made(2)], 3, SECOND_PAGE))
    site.script(SECOND_PAGE, page([made(3, "2022-07-21T09:00:00-04:00")], 3))
    source = ensure_source("us-lda")
    source.base_url = site.url.rstrip("/")
    source.options = {"since": SINCE}
    source.min_interval = INTERVAL
    source.enabled = True
    source.save()
    return source


def poll() -> Run:
    return polling.poll("us-lda", Run.Trigger.COMMAND)


def test_a_poll_follows_the_pages_on_its_own_host_and_keeps_a_cursor(site: ReplayServer, register: Source) -> None:
    run = poll()
    assert (run.state, run.new, run.quarantined) == ("ok", 3, 0), run.error
    assert Contract.objects.published().count() == 3
    assert [path for path in site.paths() if "robots" not in path] == [PROBE, LIST, SECOND_PAGE]
    register.refresh_from_db()
    assert register.cursor.startswith("2022-07-21T13:00:00")


def moved_to(site: ReplayServer, target: str) -> None:
    answer = page([made(1)], 5000)
    site.script(PROBE, answer.with_headers(Link=f'<{target}/api/v1/>; title="API"; rel="successor-version"'))


def test_a_poll_goes_on_at_the_successor_that_the_adapter_knows(
    site: ReplayServer, register: Source, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    elsewhere = site.url.rstrip("/").replace("127.0.0.1", "localhost")
    settings.RETAINER_ALLOWED_PRIVATE_HOSTS = [*settings.RETAINER_ALLOWED_PRIVATE_HOSTS, urlsplit(elsewhere).netloc]
    monkeypatch.setitem(adapters(), "us-lda", replace(us_lda.ADAPTER, base_url=elsewhere))
    moved_to(site, elsewhere)
    run = poll()
    assert (run.state, run.new) == ("ok", 3), run.error
    register.refresh_from_db()
    assert (register.base_url, read_config(register).base_url) == ("", elsewhere)
    asked = {entry.headers["host"] for entry in site.log if entry.path in (LIST, SECOND_PAGE)}
    assert asked == {urlsplit(elsewhere).netloc}


def test_an_unknown_successor_is_a_question_for_a_person(
    site: ReplayServer, register: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LDA_API_KEY", "secret-key")
    moved_to(site, "https://lda.example")
    for _ in range(2):
        assert poll().state == "ok"
    before = register.base_url
    register.refresh_from_db()
    assert register.base_url == before
    assert "moved to https://lda.example" in Issue.objects.get().error


def test_requests_keep_their_distance(site: ReplayServer, register: Source) -> None:
    poll()
    moments = [entry.at for entry in site.log if entry.path.startswith(PATH)]
    assert all(later - earlier >= INTERVAL * 0.9 for earlier, later in pairwise(moments))


def test_a_key_is_sent_to_its_host_and_none_is_needed(
    site: ReplayServer, register: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LDA_API_KEY", "secret-key")
    poll()
    asked = [entry.headers for entry in site.log if entry.path.startswith(PATH)]
    assert {headers.get("authorization") for headers in asked} == {"Token secret-key"}


def test_a_refused_key_is_told_as_blocked(site: ReplayServer, register: Source) -> None:
    site.script(PROBE, Answer(status=401, body=b'{"detail":"Invalid token."}'))
    run = poll()
    assert run.state == "blocked"
    assert Statement.objects.count() == 0


def test_a_throttled_page_is_asked_for_again_when_the_api_says(site: ReplayServer, register: Source) -> None:
    site.script(SECOND_PAGE, THROTTLED, page([made(3)], 3))
    site.script(SECOND_PAGE, too_many_requests("1", b"{}"), page([made(3)], 3))
    run = poll()
    assert (run.state, run.new) == ("ok", 3), run.error


def test_a_page_that_breaks_is_owed_and_the_cursor_waits_for_it(site: ReplayServer, register: Source) -> None:
    site.script(SECOND_PAGE, failing(400))
    run = poll()
    assert (run.state, run.new) == ("partial", 2)
    register.refresh_from_db()
    assert register.cursor == ""
    site.script(SECOND_PAGE, page([made(3)], 3))
    site.script(PROBE, page([made(1)], 5001))
    site.script(LIST, page([made(1), made(2)], 4, SECOND_PAGE))
    run = poll()
    assert (run.state, run.new, run.unchanged) == ("ok", 1, 2)
    register.refresh_from_db()
    assert register.cursor


def test_an_ignored_filter_fails_the_run_and_stores_nothing(site: ReplayServer, register: Source) -> None:
    site.script(LIST, page([made(1)], 5000))
    run = poll()
    assert run.state == "failed"
    assert "ignores filing_dt_posted_after" in run.error
    assert Statement.objects.count() == 0


def test_the_scheduled_task_does_the_same(
    site: ReplayServer, register: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[Any] = []
    monkeypatch.setattr(tasks.parse_run, "delay_on_commit", lambda *args: passed.append(("parse", args)))
    monkeypatch.setattr(tasks.poll_source, "delay_on_commit", lambda *args: passed.append(("poll", args)))
    tasks.poll_source("us-lda")
    while passed:
        kind, arguments = passed.pop()
        (tasks.parse_run if kind == "parse" else tasks.poll_source)(*arguments)
    assert Run.objects.get().state == "ok"
    assert Statement.objects.count() == 3


def test_a_second_poll_finds_nothing_new(site: ReplayServer, register: Source) -> None:
    poll()
    since = f"{PATH}?filing_dt_posted_after=2022-07-18&ordering=dt_posted&page_size=25"
    site.script(PROBE, page([made(1)], 5002))
    site.script(since, page([made(1), made(2), made(3, "2022-07-21T09:00:00-04:00")], 3))
    run = poll()
    assert (run.state, run.new, run.changed, run.unchanged) == ("ok", 0, 0, 3)


# -- Backfill ----------------------------------------------------------------------------------------------


def test_a_backfill_is_owed_worked_off_after_what_is_new_and_audited(site: ReplayServer, register: Source) -> None:
    site.script(BACKFILL, page([made(10), made(11)], 3, f"{BACKFILL}&page=2"))
    site.script(f"{BACKFILL}&page=2", page([made(12)], 3))
    assert plan_backfill(register, [2022], ["Q2"]) == 1
    assert read_backlog(register).owed == 1
    run = poll()
    assert (run.state, run.new) == ("ok", 6), run.error
    asked = [path for path in site.paths() if path.startswith(PATH)]
    assert asked.index(LIST) < asked.index(f"{BACKFILL}&page=2")
    coverage = Coverage.objects.get()
    assert (coverage.scope, coverage.reported, coverage.held) == ("type=Q2 year=2022", 3, 6)
    assert (read_backlog(register).owed, coverage.missing) == (0, 0)


def test_what_is_missing_is_counted(site: ReplayServer, register: Source) -> None:
    site.script(BACKFILL, page([made(10)], 40))
    plan_backfill(register, [2022], ["Q2"])
    poll()
    assert count_held(register) == 36
    assert Coverage.objects.get().missing == 36


def test_a_run_fetches_a_slice_and_the_next_goes_on(
    site: ReplayServer, register: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.services.ingest.get_adapter", lambda name: replace(us_lda.ADAPTER, slice=4))
    site.script(BACKFILL, page([made(10), made(11)], 3, f"{BACKFILL}&page=2"))
    site.script(f"{BACKFILL}&page=2", page([made(12)], 3))
    plan_backfill(register, [2022], ["Q2"])
    first = poll()
    assert (first.state, first.fetched) == ("ok", 4)
    assert Statement.objects.count() == 5
    assert Resource.objects.filter(page="backfill", due_at__isnull=False).exists()
    poll()
    assert not Resource.objects.filter(page="backfill", due_at__isnull=False).exists()
    assert Statement.objects.count() == 6


def test_the_command_works_a_backlog_off_and_says_how_far_it_is(site: ReplayServer, register: Source) -> None:
    site.script(BACKFILL, page([made(10), made(11)], 2))
    out = StringIO()
    call_command("backfill", "us-lda", "--years", "2022", "--types", "Q2", "--now", stdout=out)
    assert "1 years and types are owed" in out.getvalue()
    assert "5 of 2 held" in out.getvalue()
    assert Statement.objects.count() == 5


@pytest.mark.parametrize("years", ["abc", "1700", "2021-", "3000-3001"])
def test_years_that_are_none_are_an_error(register: Source, years: str) -> None:
    if years == "2021-":
        call_command("backfill", "us-lda", "--years", years, "--types", "Q2", stdout=StringIO())
        return
    with pytest.raises(CommandError, match="--years"):
        call_command("backfill", "us-lda", "--years", years)


def test_a_source_without_a_history_says_so(settings: Settings) -> None:
    with pytest.raises(CommandError, match="no history"):
        call_command("backfill", "us-fara", "--years", "2021")
