"""Scheduled scrapes on the real stack: beat, broker, prefork workers, and sites that behave as real ones do."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.processes import wait_until
from tests.replay import ReplayServer
from tests.replay_answers import failing, redirect, too_many_requests
from tests.running_up import RunningUp, find_processes
from tests.services.register_files import Row
from tests.services.sites import PRINCIPALS, article_page, feed_of, principals_answer, serve_register

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(400),
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes in /proc"),
]

LEASE = 6
MONDAY, TUESDAY, WEDNESDAY = (f"{day} Apr 2025 06:00:00 GMT" for day in ("Mon, 07", "Tue, 08", "Wed, 09"))
ANKARA = Row("Republic of Turkey", "02/16/2021")
DOHA = Row("State of Qatar", "03/01/2021", country="QATAR", number="1751", firm="Other Firm Inc.")
MANY = [
    Row(f"Principal {n} of Freedonia", "03/01/2021", number=f"{3000 + n}", firm=f"Firm {n} LLC") for n in range(4000)
]

SETUP = """
import json
from django_celery_beat.models import IntervalSchedule, PeriodicTask
from tracker.models import Source
from tracker.services.schedules import ensure_schedule
PeriodicTask.objects.filter(name__in=["Poll fara-replay", "Poll news-replay"]).update(enabled=False)
register = Source.objects.get(slug="us-fara")
register.base_url, register.enabled, register.min_interval = "{base}", True, 0.0
register.options = {{"expect_rows": [0, 100000], "expect_registrants": [0, 100000]}}
register.save()
news = Source.objects.create(slug="daily-news", title="Daily News", adapter="news", register="news", enabled=True,
    base_url="{base}", options={{"feeds": ["{base}/feed.xml"]}}, min_interval=0.0)
every, _ = IntervalSchedule.objects.get_or_create(every=3, period="seconds")
for source in (register, news):
    schedule = ensure_schedule(source)
    schedule.interval = every
    schedule.save()
"""


@pytest.fixture
def site() -> Iterator[ReplayServer]:
    with ReplayServer() as server:
        yield server


@pytest.fixture
def stack(var_dir: Path, site: ReplayServer) -> Iterator[RunningUp]:
    allowed = f"127.0.0.1:{site.port}"
    running = RunningUp(var_dir, RETAINER_ALLOWED_PRIVATE_HOSTS=allowed, RETAINER_LEASE_SECONDS=str(LEASE))
    try:
        running.wait_for(r"worker@\S+ ready")
        yield running
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(timeout=60) == 0, running.output
        assert find_processes(var_dir) == {}
    finally:
        running.end()


def start_polling(stack: RunningUp, site: ReplayServer) -> None:
    stack.manage("shell", "-v", "0", "-c", SETUP.format(base=site.url.rstrip("/")))


def runs(slug: str, condition: str = "1 = 1") -> str:
    return (
        "SELECT count(*) FROM tracker_run r JOIN tracker_source s ON s.id = r.source_id "
        f"WHERE s.slug = '{slug}' AND {condition}"
    )


def kinds(stack: RunningUp) -> list[str]:
    sql = "SELECT c.kind FROM tracker_change c JOIN tracker_contract k ON k.id = c.contract_id ORDER BY c.kind"
    return [kind for (kind,) in stack.query(sql)]


def test_beat_polls_sites_that_redirect_fail_and_ask_for_patience(stack: RunningUp, site: ReplayServer) -> None:
    serve_register(site, [ANKARA], MONDAY)
    text = [
        "The Embassy of Jordan has hired Acme Strategies LLC, a lobbying firm, for $50,000 a month, filings show."
    ] * 2
    site.script("/feed.xml", feed_of(site, "moved", "busy", "broken", "inside"))
    site.script("/news/moved", redirect("/news/found"))
    site.script("/news/found", article_page("Jordan hires a firm", "2021-02-18", *text, *["More of it."] * 6))
    site.script("/news/busy", too_many_requests("1"), article_page("Rain", "2021-02-19", *["It rained all day."] * 9))
    site.script("/news/broken", failing(500))
    site.script("/news/inside", redirect("http://169.254.169.254/latest/meta-data/"))
    start_polling(stack, site)

    assert wait_until(lambda: stack.count(runs("us-fara", "r.state = 'ok' AND r.not_modified = 2")) >= 2, 60), (
        stack.output
    )
    assert wait_until(lambda: stack.count(runs("daily-news", "r.state <> 'running'")) >= 2, 90), stack.output
    articles = "SELECT url, state FROM tracker_document WHERE page = 'article' AND url LIKE '%/news/%' ORDER BY url"
    ours = [(url.rpartition("/")[2], state) for url, state in stack.query(articles) if str(site.port) in url]
    assert ours == [("busy", "parsed"), ("moved", "parsed")]
    errors = {
        url.rpartition("/")[2]: error
        for url, error in stack.query("SELECT url, error FROM tracker_resource WHERE error <> ''")
    }
    assert set(errors) == {"broken", "inside"}
    assert "169.254.169.254" in errors["inside"]
    assert site.paths().count("/news/busy") == 2
    assert site.paths().count("/news/found") == 1

    serve_register(site, [ANKARA._replace(terminated="04/04/2025"), DOHA], TUESDAY)
    assert wait_until(lambda: kinds(stack) == ["new", "terminated"], 60), (kinds(stack), stack.output)
    status, page = stack.get("/contracts/?q=Other+Firm")
    assert status == 200
    assert "State of Qatar" in page


def kill_workers(stack: RunningUp) -> None:
    """All of the worker at once, as if the machine had lost it."""
    victims = [pid for pid, command in find_processes(stack.var_dir).items() if "worker@" in command]
    assert victims
    for pid in victims:
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("phase", ["fetch", "parse"])
def test_a_killed_worker_s_poll_is_completed_by_itself(stack: RunningUp, site: ReplayServer, phase: str) -> None:
    serve_register(site, MANY, MONDAY)
    if phase == "fetch":
        # So slow that the kill hits it on the way.
        site.script(PRINCIPALS, replace(principals_answer(MANY, MONDAY), drip_bytes=2000, drip_pause=0.5))
    start_polling(stack, site)
    if phase == "fetch":
        assert wait_until(lambda: PRINCIPALS in site.paths(), 30), stack.output
    else:
        begun = runs("us-fara", "r.phase = 'parse' AND r.rows_read > 4000")
        assert wait_until(lambda: stack.count(begun), 60), stack.output
    (died,) = stack.query(runs("us-fara").replace("count(*)", "r.id"))
    kill_workers(stack)
    assert stack.count(runs("us-fara", "r.state = 'running'")) == 1
    serve_register(site, MANY, MONDAY)

    done = runs("us-fara", f"r.state = 'ok' AND r.id = {died[0]}")
    assert wait_until(lambda: stack.count(done), LEASE + 60), stack.output
    fara = (
        "SELECT count(*) FROM tracker_statement t JOIN tracker_source s ON s.id = t.source_id WHERE s.slug = 'us-fara'"
    )
    assert stack.count(fara) == len(MANY), "nothing lost, nothing twice"
    assert stack.count(f"{fara} AND t.contract_id IS NULL") == 0
    assert stack.count(f"SELECT count(DISTINCT contract_id) FROM ({fara.replace('count(*)', 't.contract_id')})") == len(
        MANY
    )
    assert kinds(stack) == [], "a first import tells nothing"
