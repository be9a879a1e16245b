"""Asking again: how often, after how long, and what the host says about it. No test here really waits."""

from __future__ import annotations

import logging
from dataclasses import replace
from email.utils import formatdate

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tests.fetching.shorthand import HASTE, Fetch, MakeFetcher, read
from tests.replay import ReplayServer
from tests.replay_answers import Answer, failing, hang_up, ok, redirect, too_many_requests
from tests.virtual_clock import VirtualClock
from tracker.errors import FetchError, TemporaryFetchError
from tracker.fetching.limits import RedisLimiter
from tracker.records import Request


@pytest.mark.parametrize("answer", [failing(500), failing(503), hang_up(), failing(408)])
def test_a_passing_failure_is_asked_about_again(
    fetch: Fetch, server: ReplayServer, clock: VirtualClock, answer: Answer
) -> None:
    assert read(fetch(server.script("/", answer, ok(b"better")))) == b"better"
    assert clock.slept == [1.0]


def test_the_backoff_doubles_and_ends(fetch: Fetch, server: ReplayServer, clock: VirtualClock) -> None:
    with pytest.raises(TemporaryFetchError) as caught:
        fetch(server.script("/", failing(500)))
    assert clock.slept == [1.0, 2.0, 4.0]
    assert caught.value.retry_after == 8.0


def test_jitter_takes_up_to_half_of_it_off(
    make_fetcher: MakeFetcher, server: ReplayServer, clock: VirtualClock
) -> None:
    url = server.script("/", failing(500), failing(500), ok())
    make_fetcher(jitter=iter([0.0, 0.5]).__next__).fetch(Request(url, "page"), HASTE)
    assert clock.slept == [0.5, 1.5]


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("7", 7.0),
        ("7.5", 7.5),
        ("0", 1.0),
        ("", 1.0),
        ("-3", 1.0),
        ("soon", 1.0),
        ("nan", 1.0),
        (formatdate(VirtualClock.START + 20, usegmt=True), 20.0),
        (formatdate(VirtualClock.START - 20, usegmt=True), 1.0),
        ("Wed, 32 Foo 2023 99:00:00 GMT", 1.0),
    ],
)
def test_retry_after_is_honoured_in_seconds_and_as_a_date(
    fetch: Fetch, server: ReplayServer, clock: VirtualClock, header: str, wait: float
) -> None:
    url = server.script("/", too_many_requests(header).with_headers(Date=server_date()), ok(b"now"))
    assert read(fetch(url)) == b"now"
    assert clock.slept == [wait]


def server_date() -> str:
    return formatdate(VirtualClock.START, usegmt=True)


def test_a_date_is_measured_by_the_hosts_own_clock(fetch: Fetch, server: ReplayServer, clock: VirtualClock) -> None:
    """The host's clock is an hour ahead; it means ten seconds, not an hour and ten."""
    ahead = VirtualClock.START + 3600
    answer = Answer(
        status=503,
        headers={
            "Date": formatdate(ahead, usegmt=True),
            "Retry-After": formatdate(ahead + 10, usegmt=True),
        },
    )
    fetch(server.script("/", answer, ok()))
    assert clock.slept == [10.0]


@pytest.mark.parametrize(
    ("body", "wait"),
    [
        (b'{"detail":"Request was throttled. Expected available in 37 seconds."}', 37.0),
        (b"Please try again in 12s.", 12.0),
        (b"retry after 9 sec", 9.0),
        (b"Rate limit: 500 requests. Call us.", 5.0),
        (b"", 5.0),
    ],
)
def test_the_body_of_a_429_may_ask_for_more_than_its_header(
    fetch: Fetch, server: ReplayServer, clock: VirtualClock, body: bytes, wait: float
) -> None:
    fetch(server.script("/", too_many_requests(5, body), ok()))
    assert clock.slept == [wait]


def test_a_wait_that_is_too_long_is_left_to_the_caller(fetch: Fetch, server: ReplayServer, clock: VirtualClock) -> None:
    with pytest.raises(TemporaryFetchError, match="429") as caught:
        fetch(server.script("/", too_many_requests(3600)))
    assert (caught.value.retry_after, caught.value.status) == (3600.0, 429)
    assert clock.slept == []
    assert len(server.log) == 1


def test_the_waits_of_one_fetch_together_stay_under_the_limit(
    make_fetcher: MakeFetcher, server: ReplayServer, clock: VirtualClock
) -> None:
    fetcher = make_fetcher(max_wait=10.0, max_attempts=50)
    with pytest.raises(TemporaryFetchError) as caught:
        fetcher.fetch(Request(server.script("/", too_many_requests(4)), "page"), HASTE)
    assert sum(clock.slept) == pytest.approx(8.0)
    assert caught.value.retry_after == pytest.approx(4.0)


def test_a_host_that_says_later_is_left_alone_by_the_next_fetch_too(
    fetch: Fetch, server: ReplayServer, clock: VirtualClock
) -> None:
    with pytest.raises(TemporaryFetchError):
        fetch(server.script("/a", too_many_requests(600)))
    with pytest.raises(TemporaryFetchError, match="may be asked again in 600 s") as caught:
        fetch(server.script("/b", ok()))
    assert caught.value.retry_after == 600.0
    assert server.paths() == ["/a"]
    clock.now += 590
    assert read(fetch(f"{server.url}/b")) == b"hello"
    assert clock.slept == [10.0]


def test_an_absurd_wait_keeps_a_host_away_for_a_day_at_most(
    fetch: Fetch, server: ReplayServer, clock: VirtualClock
) -> None:
    with pytest.raises(TemporaryFetchError):
        fetch(server.script("/", too_many_requests(999_999_999), ok()))
    clock.now += 86_400
    fetch(f"{server.url}/")


def test_a_plain_failure_holds_nobody_else(
    make_fetcher: MakeFetcher, server: ReplayServer, clock: VirtualClock
) -> None:
    fetcher = make_fetcher(max_attempts=1)
    with pytest.raises(TemporaryFetchError):
        fetcher.fetch(Request(server.script("/a", failing(500)), "page"), HASTE)
    fetcher.fetch(Request(server.script("/b", ok()), "page"), HASTE)
    assert clock.slept == []


def test_the_host_that_answered_is_the_one_that_is_held(make_fetcher: MakeFetcher, server: ReplayServer) -> None:
    fetcher = make_fetcher(resolve=lambda host, port: ["127.0.0.1"])
    first, second = f"http://a.test:{server.port}", f"http://b.test:{server.port}"
    server.script("/old", redirect(f"{second}/new"))
    server.script("/new", too_many_requests(600))
    server.script("/", ok())
    with pytest.raises(TemporaryFetchError):
        fetcher.fetch(Request(f"{first}/old", "page"), HASTE)
    assert read(fetcher.fetch(Request(f"{first}/", "page"), HASTE)) == b"hello"
    with pytest.raises(TemporaryFetchError, match=r"b\.test may be asked again"):
        fetcher.fetch(Request(f"{second}/", "page"), HASTE)


def test_all_workers_wait_when_one_was_told_to(
    make_fetcher: MakeFetcher, server: ReplayServer, redis_client: redis.Redis
) -> None:
    one, two = (make_fetcher(redis=redis_client, max_wait=5.0) for _ in range(2))
    with pytest.raises(TemporaryFetchError):
        one.fetch(Request(server.script("/", too_many_requests(300), ok()), "page"), HASTE)
    with pytest.raises(TemporaryFetchError, match="may be asked again") as caught:
        two.fetch(Request(f"{server.url}/", "page"), HASTE)
    assert caught.value.retry_after == pytest.approx(300, abs=20)
    assert len(server.log) == 1
    assert RedisLimiter(redis_client).held("127.0.0.1") == pytest.approx(300, abs=20)


def test_one_who_sleeps_for_his_turn_hears_of_a_hold_when_he_wakes(
    make_fetcher: MakeFetcher, server: ReplayServer
) -> None:
    class Clock(VirtualClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if len(self.slept) == 1:
                fetcher._limiter.hold("127.0.0.1", 20.0)

    clock = Clock()
    fetcher = make_fetcher(clock=clock)
    url = server.script("/", ok())
    for _ in range(2):
        fetcher.fetch(Request(url, "page"), replace(HASTE, interval=3.0))
    assert clock.slept == [3.0, 20.0]


def test_a_redis_that_is_gone_is_temporary(make_fetcher: MakeFetcher, server: ReplayServer) -> None:
    with redis.Redis(unix_socket_path="/nonexistent/redis.sock", retry=Retry(NoBackoff(), 0)) as client:
        with pytest.raises(TemporaryFetchError, match="Redis") as caught:
            make_fetcher(redis=client).fetch(Request(server.script("/", ok()), "page"), HASTE)
        assert isinstance(caught.value, FetchError)
    assert server.log == []


def test_retries_are_told_to_the_log(fetch: Fetch, server: ReplayServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="tracker.fetching")
    fetch(server.script("/", failing(503), ok()))
    assert "answered 503 (Service Unavailable); attempt 2 of 4 in 1.0 s" in caplog.text
