"""Servers on the loopback for these scripts, and a stopwatch: each is ended by who started it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Address = Callable[[int], str]
"""Number of the request → path: what is asked differs from request to request, so that no cache of answers helps."""


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def _serving(command: Sequence[str], port: int, environment: dict[str, str], where: Path) -> Iterator[int]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=where, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
        try:
            for _ in range(300):
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            else:
                raise SystemExit(f"{command[0]} does not answer")
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def retainer(url: str, code: Path = ROOT) -> Iterator[int]:
    """The site as ``manage.py up`` serves it, on the database of that URL."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="retainer-bench-") as folder:
        environment = {
            **os.environ, "DATABASE_URL": url, "REDIS_URL": "", "RETAINER_VAR_DIR": folder, "LOG_LEVEL": "WARNING",
            "RETAINER_ENV": "local", "RETAINER_API_PER_MINUTE": "1000000",
        }  # fmt: skip
        command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--bind", f"127.0.0.1:{port}"]
        with _serving(command, port, environment, code) as serving:
            yield serving


@contextmanager
def datasette(program: str, file: Path, *further: str) -> Iterator[int]:
    """Datasette at its best: no time limits that cut answers short, no suggestions of facets."""
    port = _free_port()
    settings = ("sql_time_limit_ms", "60000"), ("facet_time_limit_ms", "60000"), ("suggest_facets", "off")
    options = [part for setting in settings for part in ("--setting", *setting)]
    command = [program, "serve", str(file), "-p", str(port), *options, *further]
    with _serving(command, port, dict(os.environ), file.parent) as serving:
        yield serving


class Client:
    """One connection that is kept."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection: http.client.HTTPConnection | None = None

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[float, bytes, http.client.HTTPMessage]:
        """Milliseconds until the whole answer was read, the answer, its headers."""
        for attempt in (0, 1):
            started = time.perf_counter()
            try:
                self._connection = self._connection or http.client.HTTPConnection("127.0.0.1", self._port, timeout=300)
                self._connection.request("GET", path, headers={"Accept": "text/html", **(headers or {})})
                answer = self._connection.getresponse()
                body = answer.read()
                break
            except (http.client.RemoteDisconnected, ConnectionError):
                self._connection = None
                if attempt:
                    raise
        took = (time.perf_counter() - started) * 1000
        if answer.status != 200:
            raise SystemExit(f"{answer.status} of {path}: {body[:300]!r}")
        return took, body, answer.headers


Cells = dict[tuple[str, str], tuple[Client, Address]]
"""(what is asked, who is asked) → how."""


def interleave(cells: Cells, rounds: int, requests: int = 4) -> dict[tuple[str, str], list[float]]:
    """Milliseconds of every request: in each round a few of each cell, and the rounds run to and fro."""
    times: dict[tuple[str, str], list[float]] = {name: [] for name in cells}
    for client, address in cells.values():
        client.get(address(10_000))
    for number in range(rounds):
        for name in list(cells)[:: 1 if number % 2 == 0 else -1]:
            client, address = cells[name]
            times[name] += [client.get(address(number * requests + one))[0] for one in range(requests)]
    return times


def p50(times: Sequence[float]) -> float:
    return statistics.median(times)


def p95(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, round(0.95 * (len(times) - 1)))]


def shown(times: Sequence[float]) -> str:
    return f"{p50(times):8.1f} /{p95(times):8.1f}"
