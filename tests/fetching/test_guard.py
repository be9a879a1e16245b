"""No request reaches an address that is not public, however it is spelled, resolved or redirected to."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from tests.fetching.shorthand import HASTE, POLITE, Fetch, MakeFetcher, read
from tests.replay import ReplayServer
from tests.replay_answers import hang_up, ok, redirect
from tracker.errors import FetchError, ForbiddenAddressError, TemporaryFetchError
from tracker.records import Request


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "0x7f000001",
        "2130706433",
        "127.1",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "１２７.０.０.１",
        "127。0。0。1",
    ],
)
def test_loopback_is_refused_in_every_spelling(make_fetcher: MakeFetcher, server: ReplayServer, host: str) -> None:
    with pytest.raises(FetchError) as caught:
        make_fetcher(allowed_private=()).fetch(Request(f"http://{host}:{server.port}/", "page"), HASTE)
    # Some of these are no URL to begin with, which is as good; none may end as "try again later".
    assert not isinstance(caught.value, TemporaryFetchError)
    assert server.log == []


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "100.64.0.1", "10.0.0.1", "224.0.0.1", "[fe80::1]", "[fd00::1]", "[2001:db8::1]"],
)
def test_private_and_special_addresses_are_refused_by_name_of_the_error(fetch: Fetch, address: str) -> None:
    with pytest.raises(ForbiddenAddressError, match="not public"):
        fetch(f"http://{address}/")


def test_an_allowed_address_is_fetched(fetch: Fetch, server: ReplayServer) -> None:
    assert read(fetch(server.script("/", ok(b"hello")))) == b"hello"


def test_a_name_is_connected_to_at_the_address_that_was_checked(
    make_fetcher: MakeFetcher, server: ReplayServer
) -> None:
    """The name exists in the given resolver alone, so a second resolution on the way would fail."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    server.script("/", ok(b"hello"))
    url = f"http://news.test:{server.port}/"
    assert read(make_fetcher(resolve=resolve).fetch(Request(url, "page"), HASTE)) == b"hello"
    assert asked == ["news.test"]
    assert server.log[0].headers["host"] == f"news.test:{server.port}"


def test_a_name_that_turns_private_is_refused_from_then_on(make_fetcher: MakeFetcher, server: ReplayServer) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    server.script("/first", ok(b"hello", Connection="close"))
    fetcher = make_fetcher(resolve=lambda host, port: next(answers))
    fetcher.fetch(Request(f"http://news.test:{server.port}/first", "page"), HASTE)
    with pytest.raises(ForbiddenAddressError, match=r"10\.0\.0\.1"):
        fetcher.fetch(Request(f"http://news.test:{server.port}/second", "page"), HASTE)


def test_of_mixed_addresses_only_the_permitted_one_is_used(make_fetcher: MakeFetcher, server: ReplayServer) -> None:
    server.script("/", ok(b"hello"))
    fetcher = make_fetcher(resolve=lambda host, port: ["10.0.0.1", "::1", "127.0.0.1"])
    # A connection to the private ones would be refused by the test run's own socket guard.
    assert read(fetcher.fetch(Request(f"http://news.test:{server.port}/", "page"), HASTE)) == b"hello"


def test_the_next_address_is_tried_when_one_refuses(make_fetcher: MakeFetcher, server: ReplayServer) -> None:
    server.script("/", ok(b"hello"))
    fetcher = make_fetcher(resolve=lambda host, port: ["::1", "127.0.0.1"], allowed_private={"::1", "127.0.0.1"})
    assert read(fetcher.fetch(Request(f"http://news.test:{server.port}/", "page"), HASTE)) == b"hello"


def test_a_redirect_to_a_private_address_is_refused(
    make_fetcher: MakeFetcher, server: ReplayServer, other_server: ReplayServer, bodies: Path
) -> None:
    fetcher = make_fetcher(allowed_private={f"127.0.0.1:{server.port}"})
    for target in (f"{other_server.url}/secret", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"):
        url = server.script("/", redirect(target))
        with pytest.raises(ForbiddenAddressError):
            fetcher.fetch(Request(url, "page"), HASTE)
    assert other_server.log == []
    assert list(bodies.iterdir()) == []


def test_a_robots_txt_that_redirects_to_a_private_address_is_refused(
    make_fetcher: MakeFetcher, server: ReplayServer, other_server: ReplayServer
) -> None:
    server.script("/robots.txt", redirect(f"{other_server.url}/robots.txt"))
    url = server.script("/", ok())
    with pytest.raises(ForbiddenAddressError):
        make_fetcher(allowed_private={f"127.0.0.1:{server.port}"}).fetch(Request(url, "page"), POLITE)
    assert other_server.log == []
    assert server.paths() == ["/robots.txt"]


def test_a_host_without_an_address_is_a_plain_error(make_fetcher: MakeFetcher) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchError, match="no address is known") as caught:
        make_fetcher(resolve=resolve).fetch(Request("http://nowhere.test/", "page"), HASTE)
    assert not isinstance(caught.value, TemporaryFetchError)


def test_a_name_that_the_resolver_cannot_even_ask_for_is_a_plain_error(make_fetcher: MakeFetcher) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise UnicodeError("label too long")

    with pytest.raises(FetchError, match="is not a host name"):
        make_fetcher(resolve=resolve).fetch(Request("http://odd.test/", "page"), HASTE)


def test_a_mistake_in_a_resolver_is_not_hidden(make_fetcher: MakeFetcher) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise KeyError(host)

    with pytest.raises(KeyError):
        make_fetcher(resolve=resolve).fetch(Request("http://odd.test/", "page"), HASTE)


def test_nobody_listening_is_temporary(make_fetcher: MakeFetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    fetcher = make_fetcher(max_attempts=2, resolve=lambda host, port: ["127.0.0.1", "127.0.0.1"])
    with pytest.raises(TemporaryFetchError, match="could not be reached"):
        fetcher.fetch(Request(f"http://news.test:{port}/", "page"), HASTE)


def test_a_name_server_that_is_down_is_temporary(make_fetcher: MakeFetcher) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with pytest.raises(TemporaryFetchError, match="could not be resolved"):
        make_fetcher(resolve=resolve, max_attempts=2).fetch(Request("http://news.test/", "page"), HASTE)


def test_a_resolver_that_hangs_does_not_hold_us(make_fetcher: MakeFetcher) -> None:
    def resolve(host: str, port: int) -> list[str]:
        time.sleep(1.0)
        return ["127.0.0.1"]

    began = time.monotonic()
    with pytest.raises(TemporaryFetchError, match="in all"):
        make_fetcher(resolve=resolve, max_seconds=0.1).fetch(Request("http://news.test/", "page"), HASTE)
    assert time.monotonic() - began < 0.9


def test_the_guard_is_on_every_new_connection_of_a_retry(make_fetcher: MakeFetcher, server: ReplayServer) -> None:
    answers = iter([["127.0.0.1"], ["192.168.0.1"]])
    server.script("/", hang_up(), ok())
    fetcher = make_fetcher(resolve=lambda host, port: next(answers))
    with pytest.raises(ForbiddenAddressError, match=r"192\.168\.0\.1"):
        fetcher.fetch(Request(f"http://news.test:{server.port}/", "page"), HASTE)
