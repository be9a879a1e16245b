"""A PostgreSQL of the tests' own: a new cluster on a socket in a temporary directory, removed afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from tracker.management import guard

_USER = "retainer"
_DATABASE = "postgres"
_START_SECONDS = 30.0
_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/pgsql/bin",
)
_SETTINGS = {
    "listen_addresses": "",  # the socket only: no port to guess, none to collide with
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


class NoPostgresError(Exception):
    """There is no PostgreSQL to start, or it does not start; the text says why."""


def find_programs() -> Path:
    """The directory of initdb and postgres. Raises NoPostgresError when they are not installed."""
    places = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        places.append(Path(answer.stdout.strip() or "/nowhere"))
    for pattern in _PLACES:
        places += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise NoPostgresError(
        "no server at DATABASE_URL, and no PostgreSQL programs installed (apt-get install postgresql)"
    )


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start a cluster that nobody else knows; yields its DATABASE_URL. Raises NoPostgresError."""
    programs = find_programs()
    identity = _choose_identity()
    directory = _make_directory(identity)
    try:
        _run(
            [programs / "initdb", "-D", directory / "data", "-U", _USER, "-A", "trust", "-E", "UTF8", "-N"],
            identity,
        )
        options = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [programs / "postgres", "-D", directory / "data", "-k", directory, *options]
        with (directory / "log").open("wb") as log:
            server: subprocess.Popen[bytes] = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, **identity
            )
        with _ended_afterwards(server, directory):
            _wait_until_ready(server, directory)
            yield f"postgres://{_USER}@{quote(str(directory), safe='')}/{_DATABASE}"
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _ended_afterwards(server: subprocess.Popen[bytes], directory: Path) -> Iterator[None]:
    """End the server after the block; and if this process is killed meanwhile, its guard does."""
    command = [sys.executable, "-S", "-E", guard.__file__, str(directory)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as watcher:
        assert watcher.stdin is not None
        watcher.stdin.write(f"+{server.pid}\n".encode())
        watcher.stdin.flush()
        try:
            yield
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
            watcher.stdin.write(f"-{server.pid}\n".encode())


def _choose_identity() -> dict[str, Any]:
    """As whom to run: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoPostgresError("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as")


def _make_directory(identity: dict[str, Any]) -> Path:
    # Under /tmp and short: the path of a socket may have 107 bytes, and the other user must be able to get there.
    directory = Path(tempfile.mkdtemp(prefix="retainer-pg-", dir="/tmp"))
    if identity:
        os.chown(directory, identity["user"], identity["group"])
    return directory


def _run(command: list[str | Path], identity: dict[str, Any]) -> None:
    answer = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **identity)
    if answer.returncode:
        raise NoPostgresError(f"{Path(command[0]).name} failed: {answer.stderr.strip()[-500:]}")


def _wait_until_ready(server: subprocess.Popen[bytes], directory: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(host=str(directory), user=_USER, dbname=_DATABASE).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    log = (directory / "log").read_text("utf-8", "replace")
    raise NoPostgresError(f"PostgreSQL did not start: {log.strip()[-500:]}")
