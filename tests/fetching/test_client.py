"""What a fetch gives back and what it sends: bodies, validators, redirects, headers, statuses."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.fetching.shorthand import AGENT, HASTE, POLITE, Fetch, MakeFetcher, read
from tests.replay import ReplayServer
from tests.replay_answers import Answer, etag_of, failing, ok, redirect
from tests.virtual_clock import VirtualClock
from tracker.errors import BlockedError, ConfigError, FetchError, TemporaryFetchError
from tracker.fetching import Fetcher
from tracker.records import Request
from tracker.sources.base import Politeness

MODIFIED = "Wed, 02 Aug 2023 07:00:00 GMT"


def test_a_body_arrives_in_a_file_with_its_metadata(fetch: Fetch, server: ReplayServer, bodies: Path) -> None:
    url = server.script("/page", ok(b"caf\xe9", "text/html; charset=ISO-8859-1", Last_Modified=MODIFIED))
    fetched = fetch(url)
    assert read(fetched) == b"caf\xe9"
    assert [str(path) for path in bodies.iterdir()] == [fetched.body_path]
    assert (fetched.url, fetched.status, fetched.not_modified) == (url, 200, False)
    assert (fetched.media_type, fetched.charset) == ("text/html", "iso-8859-1")
    assert (fetched.etag, fetched.last_modified) == (etag_of(b"caf\xe9"), MODIFIED)
    assert fetched.fetched_at == datetime(2023, 8, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("text/html", "text/html", ""),
        ("TEXT/HTML; Charset=UTF-8", "text/html", "utf-8"),
        ('text/html; charset="windows-1252"; x=y', "text/html", "windows-1252"),
        ("text/html; charset=klingon", "text/html", ""),
        ("text/html; charset=hex", "text/html", ""),
        ("text/html;charset=utf-16", "text/html", "utf-16"),
        ("application/zip", "application/zip", ""),
        ("nonsense", "", ""),
        ("", "", ""),
    ],
)
def test_content_types(fetch: Fetch, server: ReplayServer, header: str, media_type: str, charset: str) -> None:
    headers = {"Content-Type": header} if header else {}
    fetched = fetch(server.script("/", Answer(headers=headers, body=b"x")))
    assert (fetched.media_type, fetched.charset) == (media_type, charset)


def test_an_empty_body_is_an_empty_file(fetch: Fetch, server: ReplayServer) -> None:
    assert read(fetch(server.script("/", ok(b"")))) == b""


def test_the_user_agent_is_ours_and_no_cookie_comes_back(fetch: Fetch, server: ReplayServer) -> None:
    url = server.script("/", ok(Set_Cookie="id=7; Path=/"))
    fetch(url)
    fetch(url)
    assert [entry.headers["user-agent"] for entry in server.log] == [AGENT, AGENT]
    assert not any("cookie" in entry.headers for entry in server.log)


def test_a_proxy_in_the_environment_is_not_used(
    fetch: Fetch, server: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert read(fetch(server.script("/", ok(b"direct")))) == b"direct"


def test_connections_are_kept_for_the_next_request(fetch: Fetch, server: ReplayServer) -> None:
    for _ in range(3):
        fetch(server.script("/", ok()))
    assert server.connections == 1


def test_leaving_the_context_closes_what_was_kept(server: ReplayServer, bodies: Path) -> None:
    url = server.script("/", ok())
    with Fetcher(user_agent=AGENT, allowed_private={"127.0.0.1"}, temp_dir=bodies) as fetcher:
        fetcher.fetch(Request(url, "page"), HASTE)
        fetcher.close()
        fetcher.fetch(Request(url, "page"), HASTE)
    assert server.connections == 2


class TestConditional:
    def test_an_unchanged_etag_gives_not_modified_and_no_file(
        self, fetch: Fetch, server: ReplayServer, bodies: Path
    ) -> None:
        url = server.script("/", ok(b"same", Last_Modified=MODIFIED))
        fetched = fetch(url, etag=etag_of(b"same"))
        assert (fetched.not_modified, fetched.status, fetched.body_path) == (True, 304, None)
        assert (fetched.etag, fetched.last_modified) == (etag_of(b"same"), MODIFIED)
        assert list(bodies.iterdir()) == []

    def test_a_changed_etag_gives_the_body(self, fetch: Fetch, server: ReplayServer) -> None:
        url = server.script("/", ok(b"new"))
        assert read(fetch(url, etag=etag_of(b"old"))) == b"new"

    def test_last_modified_alone(self, fetch: Fetch, server: ReplayServer) -> None:
        url = server.script("/", Answer(body=b"x", headers={"Last-Modified": MODIFIED}))
        assert fetch(url, last_modified=MODIFIED).not_modified
        assert read(fetch(url, last_modified="Tue, 01 Aug 2023 07:00:00 GMT")) == b"x"

    def test_validators_are_kept_when_the_304_does_not_repeat_them(self, fetch: Fetch, server: ReplayServer) -> None:
        fetched = fetch(server.script("/", Answer(status=304)), etag='"a"', last_modified=MODIFIED)
        assert (fetched.etag, fetched.last_modified) == ('"a"', MODIFIED)

    def test_304_without_being_asked_is_an_error(self, fetch: Fetch, server: ReplayServer) -> None:
        with pytest.raises(FetchError, match="304"):
            fetch(server.script("/", Answer(status=304)))

    def test_a_stored_etag_cannot_smuggle_a_header(self, fetch: Fetch, server: ReplayServer) -> None:
        fetch(server.script("/", ok()), etag='"a"\r\nX-Evil: 1')
        assert not {"x-evil", "if-none-match"} & set(server.log[0].headers)

    def test_validators_go_along_on_a_redirect(self, fetch: Fetch, server: ReplayServer) -> None:
        server.script("/new", ok(b"same"))
        assert fetch(server.script("/old", redirect("/new")), etag=etag_of(b"same")).not_modified


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_are_followed_and_the_last_url_is_told(self, fetch: Fetch, server: ReplayServer, status: int) -> None:
        server.script("/b/new", ok(b"there"))
        fetched = fetch(server.script("/a/old", redirect("../b/new#part", status)))
        assert (read(fetched), fetched.url) == (b"there", f"{server.url}/b/new")

    def test_five_are_followed_and_a_sixth_is_not(self, fetch: Fetch, server: ReplayServer) -> None:
        for number in range(6):
            server.script(f"/{number}", redirect(f"/{number + 1}"))
        server.script("/6", ok(b"end"))
        assert read(fetch(f"{server.url}/1")) == b"end"
        with pytest.raises(FetchError, match="more than 5 times"):
            fetch(f"{server.url}/0")

    def test_a_circle_is_seen(self, fetch: Fetch, server: ReplayServer) -> None:
        server.script("/b", redirect("/a"))
        with pytest.raises(FetchError, match="in a circle"):
            fetch(server.script("/a", redirect("/b")))
        assert server.paths() == ["/a", "/b"]

    @pytest.mark.parametrize(
        "location",
        ["ftp://127.0.0.1/x", "file:///etc/passwd", "http://me:pw@127.0.0.1/", "", "//", "http://"],
    )
    def test_to_anything_unfetchable_fail(self, fetch: Fetch, server: ReplayServer, location: str) -> None:
        with pytest.raises(FetchError) as caught:
            fetch(server.script("/", redirect(location)))
        assert not isinstance(caught.value, TemporaryFetchError)
        assert "pw" not in str(caught.value)
        assert len(server.log) == 1


class TestHeaders:
    def test_the_callers_are_sent(self, fetch: Fetch, server: ReplayServer) -> None:
        fetch(server.script("/", ok()), headers={"Authorization": "Token abc"})
        assert server.log[0].headers["authorization"] == "Token abc"

    def test_stay_with_their_origin(
        self, make_fetcher: MakeFetcher, server: ReplayServer, other_server: ReplayServer
    ) -> None:
        fetcher = make_fetcher(resolve=lambda host, port: ["127.0.0.1"])
        server.script("/same", redirect("/end"))
        server.script("/end", ok())
        other_server.script("/end", ok())
        targets = {
            "/same": (f"http://a.test:{server.port}", True),
            "/host": (f"http://b.test:{server.port}/end", False),
            "/port": (f"http://a.test:{other_server.port}/end", False),
        }
        for path, (target, kept) in targets.items():
            if path != "/same":
                server.script(path, redirect(target))
            before = len(server.log), len(other_server.log)
            fetcher.fetch(
                Request(f"http://a.test:{server.port}{path}", "page"),
                HASTE,
                headers={"Authorization": "Token abc", "Cookie": "id=1"},
            )
            last = (other_server.log[before[1] :] or server.log[before[0] :])[-1]
            assert last.path == "/end"
            assert ("authorization" in last.headers, "cookie" in last.headers) == (kept, kept)

    def test_do_not_go_to_robots_txt(self, make_fetcher: MakeFetcher, server: ReplayServer) -> None:
        make_fetcher().fetch(Request(server.script("/", ok()), "page"), POLITE, headers={"Authorization": "Token abc"})
        assert [("authorization" in entry.headers) for entry in server.log] == [False, True]

    @pytest.mark.parametrize(
        "headers",
        [
            {"User-Agent": "Mozilla/5.0"},
            {"Host": "other.test"},
            {"If-None-Match": "x"},
            {"X-A": "1\r\nX-B: 2"},
            {"X-A\r\n": "1"},
            {"X A": "1"},
            {"X-A": "é"},
            {"X-A": ""},
        ],
    )
    def test_that_cannot_be_sent_are_named(self, fetch: Fetch, server: ReplayServer, headers: dict[str, str]) -> None:
        with pytest.raises(ConfigError):
            fetch(server.script("/", ok()), headers=headers)
        assert server.log == []

    def test_a_user_agent_that_cannot_be_sent_is_refused(self) -> None:
        for agent in ("", " ", "Retainer\r\nX: 1", "Retaïner/1"):
            with pytest.raises(ConfigError):
                Fetcher(user_agent=agent)


class TestStatuses:
    @pytest.mark.parametrize("status", [401, 403, 451])
    def test_refusals_are_blocked(self, fetch: Fetch, server: ReplayServer, status: int) -> None:
        with pytest.raises(BlockedError, match=str(status)) as caught:
            fetch(server.script("/", failing(status)))
        assert caught.value.status == status
        assert len(server.log) == 1

    @pytest.mark.parametrize("status", [202, 204, 206, 300, 305, 400, 404, 410, 418, 499])
    def test_others_are_final_and_say_which(self, fetch: Fetch, server: ReplayServer, status: int) -> None:
        with pytest.raises(FetchError, match=str(status)) as caught:
            fetch(server.script("/", Answer(status=status)))
        assert caught.value.status == status
        assert not isinstance(caught.value, TemporaryFetchError | BlockedError)
        assert len(server.log) == 1

    @pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520])
    def test_passing_ones_are_retried_and_then_temporary(self, fetch: Fetch, server: ReplayServer, status: int) -> None:
        with pytest.raises(TemporaryFetchError, match=str(status)) as caught:
            fetch(server.script("/", failing(status)))
        assert caught.value.status == status
        assert caught.value.retry_after is not None
        assert type(caught.value) is TemporaryFetchError
        assert len(server.log) == 4


class TestMediaTypes:
    @pytest.mark.parametrize("declared", ["text/html", "TEXT/HTML; charset=utf-8", "application/octet-stream", ""])
    def test_a_wanted_or_untyped_body_is_taken(
        self, make_fetcher: MakeFetcher, server: ReplayServer, declared: str
    ) -> None:
        url = server.script("/", Answer(headers={"Content-Type": declared} if declared else {}, body=b"x"))
        request = Request(url, "article", media_types=("text/*", "application/xhtml+xml"))
        assert read(make_fetcher().fetch(request, HASTE)) == b"x"
        assert server.log[0].headers["accept"] == "text/*, application/xhtml+xml, */*;q=0.1"

    def test_another_type_is_refused_unread(
        self, make_fetcher: MakeFetcher, server: ReplayServer, bodies: Path
    ) -> None:
        request = Request(server.script("/", ok(b"x", "video/mp4")), "article", media_types=("text/*",))
        with pytest.raises(FetchError, match=r"video/mp4, not text/\*"):
            make_fetcher().fetch(request, HASTE)
        assert list(bodies.iterdir()) == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news",
        "/relative",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http:///x",
        "http://.example.com/",
        "http://a..b/",
        f"http://{'a' * 64}.com/",
        "http://user:secret-word@127.0.0.1/",
        "http://user@127.0.0.1/",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:port/",
        "http://[::1/",
        "http://exa mple.com/",
        "http://127.0.0.1/\nX",
        "http://127.0.0.1/" + "a" * 9000,
        "http://[fe80::1%25eth0]/",
    ],
)
def test_what_is_no_fetchable_url_is_refused_in_words(fetch: Fetch, url: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url)
    assert not isinstance(caught.value, TemporaryFetchError)
    assert "secret-word" not in str(caught.value)
    assert len(str(caught.value)) < 600


def test_credentials_are_in_no_log_and_no_error(
    fetch: Fetch, server: ReplayServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script("/old", redirect("/new?api_key=hush&page=2"))
    server.script("/new", failing(500))
    with pytest.raises(TemporaryFetchError) as caught:
        fetch(f"{server.url}/old?token=hush", headers={"Authorization": "hush"})
    assert "hush" not in str(caught.value) + caplog.text
    assert "api_key=***&page=2" in str(caught.value)
    assert server.paths()[:2] == ["/old?token=hush", "/new?api_key=hush&page=2"]


def test_a_file_that_cannot_be_written_is_a_plain_error(
    make_fetcher: MakeFetcher, server: ReplayServer, tmp_path: Path
) -> None:
    url = server.script("/", ok())
    with pytest.raises(FetchError, match="temporary file"):
        make_fetcher(temp_dir=tmp_path / "missing").fetch(Request(url, "page"), HASTE)


def test_an_interruption_leaves_no_file_and_passes_through(
    make_fetcher: MakeFetcher, server: ReplayServer, bodies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Celery's soft time limit is raised anywhere, between any two lines."""

    class SoftTimeLimit(Exception):
        pass

    def interrupt(*args: Any) -> None:
        raise SoftTimeLimit

    fetcher = make_fetcher()
    url = server.script("/", ok())
    with monkeypatch.context() as patch:
        patch.setattr(fetcher, "_report", interrupt)
        with pytest.raises(SoftTimeLimit):
            fetcher.fetch(Request(url, "page"), HASTE)
    assert list(bodies.iterdir()) == []
    assert read(fetcher.fetch(Request(url, "page"), HASTE)) == b"hello"


def test_the_turns_of_a_host_are_an_interval_apart(
    make_fetcher: MakeFetcher, server: ReplayServer, clock: VirtualClock
) -> None:
    fetcher = make_fetcher()
    url = server.script("/", ok())
    for _ in range(3):
        fetcher.fetch(Request(url, "page"), Politeness(interval=2.5, obey_robots=False))
    assert clock.slept == [2.5, 2.5]


@pytest.mark.parametrize(
    ("link", "successor"),
    [
        ('<https://new.example/api/>; rel="successor-version"', "https://new.example/api/"),
        (
            "<https://docs.example/>; rel=help, <https://new.example/v2>; rel=successor-version",
            "https://new.example/v2",
        ),
        ('<https://new.example/>; title="a, b"; rel="latest-version successor-version"', "https://new.example/"),
        ('<https://docs.example/>; rel="deprecation"', ""),
        ("<ftp://new.example/>; rel=successor-version", ""),
        ("", ""),
    ],
)
def test_a_host_that_has_moved_says_where(fetch: Fetch, server: ReplayServer, link: str, successor: str) -> None:
    answer = ok(b"x", Link=link) if link else ok(b"x")
    assert fetch(server.script("/page", answer)).successor == successor
