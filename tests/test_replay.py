"""The replay server itself: what other tests rely on must not be an accident."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.replay import ReplayServer
from tests.replay_answers import failing, ok, redirect


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "index.html": "home",
        "feed.xml": "<rss/>",
        "2023-08-02/bulk/zip/FARA.csv.zip": "second of August",
        "2023-08-03/bulk/zip/FARA.csv.zip": "third of August",
        "2023-08-03/feed.xml": "<rss>new</rss>",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture
def server(folder: Path) -> Iterator[ReplayServer]:
    with ReplayServer(folder) as server:
        yield server


def get(url: str, *, data: bytes | None = None, method: str = "GET", **headers: str) -> tuple[int, bytes, Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data=data, method=method, headers=named)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers


def test_files_are_served_with_validators_that_work(server: ReplayServer) -> None:
    status, body, headers = get(f"{server.url}/feed.xml")
    assert (status, body) == (200, b"<rss/>")
    assert get(f"{server.url}/feed.xml", If_None_Match=headers["ETag"])[:2] == (304, b"")
    assert get(f"{server.url}/feed.xml", If_None_Match=f'"x", W/{headers["ETag"]}')[0] == 304
    assert get(f"{server.url}/feed.xml", If_None_Match='"x"')[0] == 200
    assert get(f"{server.url}/feed.xml", If_Modified_Since=headers["Last-Modified"])[0] == 304
    assert get(f"{server.url}/feed.xml", If_Modified_Since="Sat, 01 Jan 2000 00:00:00 GMT")[0] == 200
    # An ETag that does not match outranks a date that does.
    both = {"If_None_Match": '"x"', "If_Modified_Since": headers["Last-Modified"]}
    assert get(f"{server.url}/feed.xml", **both)[0] == 200


def test_days_change_what_is_behind_a_path(server: ReplayServer) -> None:
    path = "/bulk/zip/FARA.csv.zip"
    assert get(f"{server.url}{path}")[0] == 404
    server.switch_day("2023-08-02")
    _, body, headers = get(f"{server.url}{path}")
    assert (body, headers["Content-Type"]) == (b"second of August", "application/zip")
    assert get(f"{server.url}/feed.xml")[1] == b"<rss/>"  # what a day lacks comes from the folder itself
    assert json.loads(get(f"{server.url}/__day__?name=2023-08-03")[1]) == {"day": "2023-08-03"}
    assert get(f"{server.url}{path}", If_None_Match=headers["ETag"])[1] == b"third of August"
    assert get(f"{server.url}/feed.xml")[1] == b"<rss>new</rss>"
    assert get(f"{server.url}/__day__?name=../..")[0] == 404
    with pytest.raises(ValueError, match="2024"):
        server.switch_day("2024-01-01")


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/missing", "/__script__.json"])
def test_nothing_outside_the_folder_is_served(server: ReplayServer, path: str) -> None:
    assert get(f"{server.url}{path}")[0] == 404


def test_scripts_are_played_in_order_and_the_last_stays(server: ReplayServer) -> None:
    url = server.script("/x", failing(500), ok(b"1"), ok(b"2"))
    assert [get(url)[:2] for _ in range(4)] == [(500, b"no\n"), (200, b"1"), (200, b"2"), (200, b"2")]
    assert get(f"{url}?page=2")[1] == b"2"
    server.script("/x?page=3", ok(b"three"))
    assert get(f"{url}?page=3")[1] == b"three"
    assert server.paths() == ["/x"] * 4 + ["/x?page=2", "/x?page=3"]


def test_the_log_can_be_read_and_emptied_over_http(server: ReplayServer) -> None:
    server.script("/old", redirect("/"))
    get(f"{server.url}/old", X_Test="1")
    log = json.loads(get(f"{server.url}/__log__")[1])
    assert [(entry["path"], entry["status"]) for entry in log] == [("/old", 302), ("/", 200)]
    assert log[0]["headers"]["x-test"] == "1"
    get(f"{server.url}/__log__", method="DELETE")
    assert json.loads(get(f"{server.url}/__log__")[1]) == []


def test_it_runs_as_a_process_of_its_own(folder: Path) -> None:
    script = {"/flaky": [{"status": 429, "headers": {"Retry-After": "1"}}, {"file": True}]}
    (folder / "__script__.json").write_text(json.dumps(script))
    (folder / "flaky").write_text("steady now")
    command = [sys.executable, "-m", "tests.replay", "--dir", str(folder), "--day", "2023-08-02"]
    root = Path(__file__).resolve().parent.parent
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root, text=True) as process:
        assert process.stdout is not None
        try:
            url = process.stdout.readline().strip()
            assert get(f"{url}/bulk/zip/FARA.csv.zip")[1] == b"second of August"
            assert [get(f"{url}/flaky")[0] for _ in range(2)] == [429, 200]
            answers = json.dumps([{"status": 503}, {"text": "hello", "headers": {"Content-Type": "text/plain"}}])
            get(f"{url}/__script__?path=/new", data=answers.encode(), method="POST")
            assert [get(f"{url}/new")[:2] for _ in range(2)] == [(503, b""), (200, b"hello")]
            assert len(json.loads(get(f"{url}/__log__")[1])) == 5
            get(f"{url}/__reset__", method="POST")
            assert get(f"{url}/flaky")[0] == 429
        finally:
            os.kill(process.pid, signal.SIGTERM)
        began = time.monotonic()
        assert process.wait(timeout=10) == 0
        assert time.monotonic() - began < 5


def test_stopping_does_not_wait_for_a_slow_answer() -> None:
    began = time.monotonic()
    with ReplayServer() as server:
        server.script("/", replace(ok(), delay=60.0))
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            while not server.log:
                time.sleep(0.01)
    assert time.monotonic() - began < 5
