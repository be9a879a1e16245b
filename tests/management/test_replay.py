"""``manage.py replay``: the captures over real HTTP on loopback, and how the server ends."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tracker.management.commands.replay import ReplayServer

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"


@contextmanager
def running() -> Iterator[ReplayServer]:
    with ReplayServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def fetch(server: ReplayServer, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_days_go_by_with_conditional_requests() -> None:
    path = "/bulk/zip/FARA_All_Registrants.csv.zip"
    with running() as server:
        status, headers, first = fetch(server, path)
        assert status == 200 and first[:2] == b"PK"
        status, headers, second = fetch(server, path, If_Modified_Since=headers["Last-Modified"])
        assert status == 200 and second != first
        last = server.captures.days[-1].day
        status, headers, body = fetch(server, path, If_None_Match=f'"FARA_All_Registrants-{last}"')
        assert (status, body) == (304, b"")


def test_the_feed_names_this_very_server() -> None:
    with running() as server:
        status, headers, body = fetch(server, "/news/feed.xml")
        assert status == 200 and headers["Content-Type"].startswith("application/rss+xml")
        assert f"{server.base_url}/news/sstek-hires-arnold-porter.html".encode() in body and b"@BASE@" not in body


def test_head_gives_the_headers_alone() -> None:
    with running() as server:
        status, headers, body = fetch(server, "/news/feed.xml", method="HEAD")
        assert status == 200 and int(headers["Content-Length"]) > 0 and body == b""


def test_it_listens_on_loopback_only() -> None:
    with ReplayServer() as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_taken_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match=r"Port \d+ is taken by another program"):
            call_command("replay", "--port", str(taken.getsockname()[1]))


@pytest.mark.parametrize("port", ["-1", "70000"])
def test_a_port_that_is_none_is_told(port: str) -> None:
    with pytest.raises(CommandError, match="--port must be 0 to 65535"):
        call_command("replay", "--port", port)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process(number: signal.Signals) -> None:
    command = [sys.executable, str(MANAGE), "replay", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert re.search(r"Replaying \d+ days of captures on http://127\.0\.0\.1:\d+", line)
            process.send_signal(number)
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()
