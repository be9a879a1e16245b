"""Nothing that a server sends takes more memory, disk or time than it was allowed."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fetching.shorthand import HASTE, POLITE, Fetch, MakeFetcher, read
from tests.replay import ReplayServer
from tests.replay_answers import Answer, gzip_bomb, gzipped, ok, slow_drip, truncated, wrong_length
from tracker.errors import FetchError, TemporaryFetchError, TooLargeError
from tracker.fetching.bodies import capped, decoded
from tracker.fetching.transport import Answer as Head
from tracker.fetching.transport import RetryableError
from tracker.records import Request

SMALL = replace(HASTE, max_bytes=10_000)


class TestSize:
    def test_a_body_of_exactly_the_cap_is_taken(self, fetch: Fetch, server: ReplayServer) -> None:
        assert len(read(fetch(server.script("/", ok(b"x" * 10_000)), SMALL))) == 10_000

    @pytest.mark.parametrize(
        "answer",
        [
            ok(b"x" * 10_001),
            wrong_length(b"x" * 200_000, -1),
            wrong_length(b"", 10_001),
            gzipped(b"x" * 10_001),
            gzip_bomb(50_000_000),
            # Compressed it is larger than the cap already, and unpacks to nothing at all.
            Answer(headers={"Content-Encoding": "gzip"}, body=gzip.compress(b"") * 2_000, content_length=-1),
        ],
        ids=["announced", "counted", "only announced", "unpacked", "bomb", "empty members"],
    )
    def test_a_larger_one_is_refused_and_leaves_nothing(
        self, fetch: Fetch, server: ReplayServer, bodies: Path, answer: Answer
    ) -> None:
        with pytest.raises(TooLargeError, match="10,000"):
            fetch(server.script("/", answer), SMALL)
        assert list(bodies.iterdir()) == []
        assert len(server.log) == 1

    def test_a_bomb_is_unpacked_in_bounded_pieces(self) -> None:
        packed = gzip.compress(b"\0" * 60_000_000)
        head = Head(httpx2.URL("http://a.test/"), 200, httpx2.Headers({"Content-Encoding": "gzip"}), iter([packed]))
        tracemalloc.start()
        try:
            with pytest.raises(TooLargeError):
                for _ in capped(head, 50_000_000):
                    pass
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert peak < 3_000_000


class TestTime:
    def test_a_drip_is_cut_off_although_every_byte_is_in_time(
        self, make_fetcher: MakeFetcher, server: ReplayServer, bodies: Path
    ) -> None:
        url = server.script("/", slow_drip(b"x" * 1000, pause=0.05))
        began = time.monotonic()
        with pytest.raises(TemporaryFetchError, match=r"longer than 0\.\d+ s in all"):
            make_fetcher(max_seconds=0.4).fetch(Request(url, "page"), HASTE)
        assert 0.3 < time.monotonic() - began < 2
        assert list(bodies.iterdir()) == []
        assert len(server.log) == 1

    def test_headers_that_drip_are_cut_off_too(self, make_fetcher: MakeFetcher) -> None:
        with raw_server(drip_headers) as url:
            began = time.monotonic()
            with pytest.raises(TemporaryFetchError, match="in all"):
                make_fetcher(max_seconds=0.4).fetch(Request(url, "page"), HASTE)
            assert time.monotonic() - began < 2

    def test_the_time_is_that_of_all_attempts_and_robots_together(
        self, make_fetcher: MakeFetcher, server: ReplayServer
    ) -> None:
        server.script("/robots.txt", Answer(delay=0.2))
        url = server.script("/", replace(ok(), delay=0.2, hang_up=True))
        began = time.monotonic()
        with pytest.raises(TemporaryFetchError):
            make_fetcher(max_seconds=0.5, max_attempts=50).fetch(Request(url, "page"), POLITE)
        assert time.monotonic() - began < 2

    def test_a_silent_server_is_given_up_after_the_timeout(
        self, make_fetcher: MakeFetcher, server: ReplayServer
    ) -> None:
        url = server.script("/", replace(ok(), delay=5.0))
        began = time.monotonic()
        with pytest.raises(TemporaryFetchError, match="did not answer in time"):
            make_fetcher(max_attempts=2).fetch(Request(url, "page"), replace(HASTE, timeout=0.2))
        assert time.monotonic() - began < 2
        assert len(server.log) == 2

    def test_a_slow_but_steady_body_is_fine(self, fetch: Fetch, server: ReplayServer) -> None:
        url = server.script("/", slow_drip(b"0123456789", pause=0.02, size=2))
        assert read(fetch(url, replace(HASTE, timeout=1.0))) == b"0123456789"


class TestBrokenBodies:
    @pytest.mark.parametrize(
        "answer",
        [
            truncated(b"x" * 1000, 400),
            wrong_length(b"x" * 100, 101),
            replace(gzipped(b"x" * 100_000), cut=50, content_length=-1),
            Answer(headers={"Content-Encoding": "gzip"}, body=b"this is not gzip"),
            Answer(headers={"Content-Encoding": "deflate"}, body=zlib.compress(b"x" * 1000)[:8]),
        ],
        ids=["truncated", "wrong length", "truncated gzip", "no gzip", "truncated deflate"],
    )
    def test_are_asked_for_again(self, fetch: Fetch, server: ReplayServer, bodies: Path, answer: Answer) -> None:
        fetched = fetch(server.script("/", answer, ok(b"whole")))
        assert read(fetched) == b"whole"
        assert [str(path) for path in bodies.iterdir()] == [fetched.body_path]

    def test_that_stay_broken_are_temporary_and_leave_nothing(
        self, fetch: Fetch, server: ReplayServer, bodies: Path
    ) -> None:
        with pytest.raises(TemporaryFetchError, match="broke off"):
            fetch(server.script("/", truncated(b"x" * 1000, 400)))
        assert len(server.log) == 4
        assert list(bodies.iterdir()) == []

    def test_no_http_at_all(self, make_fetcher: MakeFetcher) -> None:
        fetcher = make_fetcher(max_attempts=2)
        greeting = b"SSH-2.0-OpenSSH\r\n"
        with (
            raw_server(lambda connection: connection.sendall(greeting)) as url,
            pytest.raises(TemporaryFetchError, match="broke off"),
        ):
            fetcher.fetch(Request(url, "page"), HASTE)


class TestEncodings:
    @pytest.mark.parametrize(
        ("encoding", "body"),
        [
            ("gzip", gzip.compress(b"contract" * 100)),
            ("X-GZip", gzip.compress(b"contract" * 100)),
            ("gzip", gzip.compress(b"contract" * 40) + gzip.compress(b"contract" * 60)),
            ("gzip", gzip.compress(b"contract" * 100) + b"\0" * 50),
            ("deflate", zlib.compress(b"contract" * 100)),
            ("deflate", zlib.compress(b"contract" * 100)[2:-4]),
            ("identity", b"contract" * 100),
            ("", b"contract" * 100),
        ],
        ids=["gzip", "x-gzip", "two members", "padding", "zlib", "bare deflate", "identity", "none"],
    )
    def test_are_undone(self, fetch: Fetch, server: ReplayServer, encoding: str, body: bytes) -> None:
        url = server.script("/", Answer(headers={"Content-Encoding": encoding}, body=body))
        assert read(fetch(url)) == b"contract" * 100

    @pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
    def test_that_were_not_asked_for_are_refused(self, fetch: Fetch, server: ReplayServer, encoding: str) -> None:
        url = server.script("/", Answer(headers={"Content-Encoding": encoding}, body=b"x"))
        with pytest.raises(FetchError, match="not asked for"):
            fetch(url)
        assert server.log[0].headers["accept-encoding"] == "gzip, deflate"

    @pytest.mark.parametrize("encoding", ["gzip", "deflate"])
    def test_of_an_empty_body_are_nothing(self, fetch: Fetch, server: ReplayServer, encoding: str) -> None:
        assert read(fetch(server.script("/", Answer(headers={"Content-Encoding": encoding})))) == b""

    def test_a_gzip_file_is_left_as_it_is(self, fetch: Fetch, server: ReplayServer) -> None:
        packed = gzip.compress(b"rows")
        assert read(fetch(server.script("/x.csv.gz", ok(packed, "application/gzip")))) == packed

    def test_what_waits_in_the_unpacker_when_the_input_is_used_up_is_not_lost(self) -> None:
        """The last input bytes can stand for more than fills the piece of 256 kB that is asked for."""
        for extra in range(15, 60):
            data = b"\0" * (256 * 1024 + extra)
            packed = zlib.compress(data, wbits=-15)
            assert b"".join(decoded(head_of(iter([packed]), "deflate"))) == data

    @given(
        data=st.binary(max_size=3000) | st.integers(0, 2_000_000).map(lambda size: b"\0" * size),
        cuts=st.lists(st.integers(1, 500), max_size=20),
        kind=st.sampled_from(["gzip", "members", "deflate", "bare"]),
    )
    def test_come_out_whole_however_the_network_cuts_them(self, data: bytes, cuts: list[int], kind: str) -> None:
        half = len(data) // 2
        packed = {
            "gzip": lambda: gzip.compress(data),
            "members": lambda: gzip.compress(data[:half]) + gzip.compress(data[half:]),
            "deflate": lambda: zlib.compress(data),
            "bare": lambda: zlib.compress(data, wbits=-15),
        }[kind]()
        encoding = "gzip" if kind in ("gzip", "members") else "deflate"
        assert b"".join(decoded(head_of(in_pieces(packed, cuts), encoding))) == data
        with pytest.raises(RetryableError):
            for _ in decoded(head_of(in_pieces(packed[:-1], cuts), encoding)):
                pass


def head_of(chunks: Iterator[bytes], encoding: str) -> Head:
    headers = httpx2.Headers({"Content-Encoding": encoding})
    return Head(httpx2.URL("http://a.test/"), 200, headers, chunks)


def in_pieces(data: bytes, sizes: list[int]) -> Iterator[bytes]:
    for size in sizes:
        yield data[:size]
        data = data[size:]
    yield data


def drip_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        connection.sendall(f"X-{number}: 1\r\n".encode())
        time.sleep(0.03)


@contextmanager
def raw_server(serve: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that treats each connection with ``serve`` and speaks no HTTP by itself."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        over = threading.Event()

        def accept() -> None:
            while not over.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                with connection:
                    try:
                        connection.recv(4096)
                        serve(connection)
                    except OSError:
                        pass

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        over.set()
        thread.join(timeout=5)
