"""robots.txt is asked first, believed, remembered, and never guessed."""

from __future__ import annotations

import pytest
import redis

from tests.fetching.shorthand import HASTE, POLITE, MakeFetcher, read
from tests.replay import ReplayServer
from tests.replay_answers import Answer, failing, gzipped, hang_up, ok, redirect, robots, too_many_requests
from tests.virtual_clock import VirtualClock
from tracker.errors import BlockedError, FetchError, TemporaryFetchError
from tracker.fetching import Fetcher
from tracker.fetching.robots import MAX_ROBOTS_BYTES, Robots, read_robots
from tracker.records import Fetched, Request
from tracker.sources.base import Politeness

RULES = """
User-agent: *
Disallow: /private/
Disallow: /*?print=

User-agent: retainer
Disallow: /not-for-us/
Allow: /not-for-us/but-this
"""


@pytest.fixture
def fetcher(make_fetcher: MakeFetcher) -> Fetcher:
    return make_fetcher()


def ask(fetcher: Fetcher, url: str, politeness: Politeness = POLITE) -> Fetched:
    return fetcher.fetch(Request(url, "page"), politeness)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/", True),  # the group that names us stands instead of the group of everybody
        ("/not-for-us/", False),
        ("/not-for-us/page?x=1", False),
        ("/not-for-us/but-this", True),
    ],
)
def test_our_own_group_is_obeyed(fetcher: Fetcher, server: ReplayServer, path: str, allowed: bool) -> None:
    server.script("/robots.txt", robots(RULES))
    url = server.script(path, ok())
    if allowed:
        assert read(ask(fetcher, url)) == b"hello"
    else:
        with pytest.raises(BlockedError, match=r"robots\.txt"):
            ask(fetcher, url)
        assert server.paths() == ["/robots.txt"]


@pytest.mark.parametrize(("path", "allowed"), [("/private/x", False), ("/a?print=1", False), ("/a?page=1", True)])
def test_the_group_of_everybody_with_wildcards(path: str, allowed: bool) -> None:
    assert Robots(RULES).allows(f"https://a.test{path}", "Somebody") is allowed


def test_it_is_asked_for_once_an_hour(fetcher: Fetcher, server: ReplayServer, clock: VirtualClock) -> None:
    server.script("/robots.txt", robots("User-agent: *\nDisallow:"), robots("User-agent: *\nDisallow: /"))
    url = server.script("/", ok())
    ask(fetcher, url)
    clock.now += 3599
    ask(fetcher, url)
    assert server.paths() == ["/robots.txt", "/", "/"]
    clock.now += 2
    with pytest.raises(BlockedError):
        ask(fetcher, url)


def test_workers_share_it(make_fetcher: MakeFetcher, server: ReplayServer, redis_client: redis.Redis) -> None:
    server.script("/robots.txt", robots(RULES))
    url = server.script("/", ok())
    for _ in range(2):
        ask(make_fetcher(redis=redis_client), url)
    assert server.paths() == ["/robots.txt", "/", "/"]
    [key] = redis_client.keys("retainer:robots:*")
    assert 3500 < redis_client.ttl(key) <= 3600


def test_it_is_not_asked_for_where_an_operator_says_so(fetcher: Fetcher, server: ReplayServer) -> None:
    server.script("/robots.txt", robots("User-agent: *\nDisallow: /"))
    ask(fetcher, server.script("/", ok()), HASTE)
    assert server.paths() == ["/"]


@pytest.mark.parametrize("status", [204, 300, 400, 401, 403, 404, 410, 418])
def test_a_site_without_one_lets_us_in(fetcher: Fetcher, server: ReplayServer, status: int) -> None:
    server.script("/robots.txt", Answer(status=status))
    assert read(ask(fetcher, server.script("/", ok()))) == b"hello"
    assert server.paths() == ["/robots.txt", "/"]


@pytest.mark.parametrize("answer", [failing(500), failing(503), hang_up(), too_many_requests()])
def test_a_site_that_cannot_say_is_not_asked_for_more(
    fetcher: Fetcher, server: ReplayServer, clock: VirtualClock, answer: Answer
) -> None:
    server.script("/robots.txt", answer)
    url = server.script("/", ok())
    with pytest.raises(TemporaryFetchError, match=r"robots\.txt"):
        ask(fetcher, url)
    assert server.paths() == ["/robots.txt"] * 4
    # For a minute nobody asks again, whatever page it is for; after that robots.txt is tried anew.
    with pytest.raises(TemporaryFetchError, match=r"robots\.txt") as caught:
        ask(fetcher, server.script("/other", ok()))
    assert caught.value.retry_after is not None
    assert len(server.log) == 4
    clock.now += 61
    server.script("/robots.txt", robots(""))
    assert read(ask(fetcher, url)) == b"hello"


def test_a_failure_that_passes_is_retried(fetcher: Fetcher, server: ReplayServer) -> None:
    server.script("/robots.txt", failing(502), robots("User-agent: *\nDisallow: /private/"))
    assert read(ask(fetcher, server.script("/", ok()))) == b"hello"
    assert server.paths() == ["/robots.txt", "/robots.txt", "/"]


def test_an_encoding_that_cannot_be_undone_is_not_taken_for_no_rules(fetcher: Fetcher, server: ReplayServer) -> None:
    server.script("/robots.txt", Answer(headers={"Content-Encoding": "br"}, body=b"x"))
    with pytest.raises(FetchError):
        ask(fetcher, server.script("/", ok()))
    assert server.paths() == ["/robots.txt"]


def test_redirects_are_followed_and_one_without_end_means_no_rules(fetcher: Fetcher, server: ReplayServer) -> None:
    server.script("/robots.txt", redirect("/real-robots"))
    server.script("/real-robots", robots("User-agent: *\nDisallow: /"))
    url = server.script("/", ok())
    with pytest.raises(BlockedError):
        ask(fetcher, url)


def test_redirects_without_end_mean_no_rules(fetcher: Fetcher, server: ReplayServer) -> None:
    server.script("/robots.txt", redirect("/robots.txt"))
    assert read(ask(fetcher, server.script("/", ok()))) == b"hello"


def test_a_redirected_page_is_checked_at_its_new_place(
    make_fetcher: MakeFetcher, server: ReplayServer, other_server: ReplayServer
) -> None:
    other_server.script("/robots.txt", robots("User-agent: *\nDisallow: /closed"))
    other_server.script("/closed", ok())
    url = server.script("/", redirect(f"{other_server.url}/closed"))
    with pytest.raises(BlockedError):
        ask(make_fetcher(), url)
    assert other_server.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("rules", "gap"),
    [
        ("User-agent: *\nCrawl-delay: 4", 4.0),
        ("User-agent: *\nRequest-rate: 1/8", 8.0),
        ("User-agent: *\nRequest-rate: 10/5", 2.0),  # half a second, which is less than our own two
        ("User-agent: *\nCrawl-delay: 0.1", 2.0),
        ("User-agent: *\nCrawl-delay: a while", 2.0),
        ("User-agent: *\nCrawl-delay: nan", 2.0),
        ("User-agent: *\nCrawl-delay: -7", 2.0),
        ("User-agent: retainer\nCrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 30", 3.0),
    ],
)
def test_the_site_may_slow_us_down_but_not_speed_us_up(
    fetcher: Fetcher, server: ReplayServer, clock: VirtualClock, rules: str, gap: float
) -> None:
    server.script("/robots.txt", robots(rules))
    url = server.script("/", ok())
    ask(fetcher, url, Politeness(interval=2.0))
    clock.slept.clear()
    ask(fetcher, url, Politeness(interval=2.0))
    assert clock.slept == [gap]


def test_a_huge_one_is_read_up_to_the_cap(fetcher: Fetcher, server: ReplayServer) -> None:
    head = b"User-agent: *\nDisallow: /private/\n"
    server.script("/robots.txt", gzipped(head + b"# padding\n" * 2_000_000, "text/plain"))
    with pytest.raises(BlockedError):
        ask(fetcher, server.script("/private/x", ok()))
    assert read(ask(fetcher, server.script("/", ok()))) == b"hello"


def test_a_line_that_the_cap_cuts_is_left_out() -> None:
    """Half of ``Disallow: /private/`` would forbid much more than the whole."""
    start = b"User-agent: *\n"
    body = start + b"#" * (MAX_ROBOTS_BYTES - len(start) - 12) + b"\nDisallow: /p"
    assert len(body) >= MAX_ROBOTS_BYTES
    assert read_robots(body).allows("https://a.test/page", "Retainer")
    assert not read_robots(start + b"Disallow: /p").allows("https://a.test/page", "Retainer")


def test_bytes_that_are_no_text_do_no_harm() -> None:
    assert read_robots(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\xff\xfe\n").allows("https://a.test/", "Retainer")
    assert not read_robots(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n").allows("https://a.test/", "Retainer")
