"""What the stack consists of, and the sentences for when it cannot start."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from tracker.management import stack
from tracker.management.run_lock import RunLock
from tracker.management.stack import Address


@contextmanager
def listening() -> Iterator[int]:
    """A port that somebody else uses."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_busy_port_gets_a_sentence_that_helps() -> None:
    with listening() as port, pytest.raises(CommandError) as raised:
        call_command("up", port=port)
    assert str(raised.value) == (
        f"Port {port} is in use by another program. Stop that program, or choose another port: PORT={port + 1} make run"
    )


def test_an_address_of_another_machine_gets_a_sentence() -> None:
    with pytest.raises(CommandError, match=r"Nothing can be served on 192\.0\.2\.1:8000"):
        call_command("up", host="192.0.2.1", port=8000)


def test_a_second_stack_on_the_same_data_gets_a_sentence(settings: Settings) -> None:
    lock = RunLock(settings.RETAINER_RUN_DIR)
    lock.take(0)
    lock.publish(url="http://127.0.0.1:8000/")
    try:
        with pytest.raises(CommandError, match=r"already running on this data \(process \d+, http://127"):
            call_command("up", port=8001)
    finally:
        lock.release()


def test_data_that_cannot_be_written_gets_a_sentence(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.RETAINER_RUN_DIR = tmp_path / "file" / "run"
    with pytest.raises(CommandError, match=r"Nothing can be written to .*Set RETAINER_VAR_DIR"):
        call_command("up", port=8001)


@pytest.mark.parametrize(
    ("host", "bind", "url"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "0.0.0.0:8000", "http://127.0.0.1:8000/"),
        ("::", "[::]:8000", "http://[::1]:8000/"),
        ("localhost", "localhost:8000", "http://localhost:8000/"),
    ],
)
def test_addresses(host: str, bind: str, url: str) -> None:
    address = Address(host, 8000)
    assert (address.bind, address.url) == (bind, url)


def test_children_share_broker_settings_and_data(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RETAINER_ALLOWED_PRIVATE_HOSTS = ["10.0.0.7"]
    environment = stack.child_environment("unix:///x?db=0", replay_port=18000)
    assert environment["REDIS_URL"] == "unix:///x?db=0"
    assert environment["RETAINER_VAR_DIR"] == str(settings.RETAINER_VAR_DIR)
    assert environment["RETAINER_ENV"] == "test"
    assert environment["RETAINER_ALLOWED_PRIVATE_HOSTS"] == "10.0.0.7,127.0.0.1:18000"
    assert environment["RETAINER_REPLAY_URL"] == "http://127.0.0.1:18000/"
    assert "RETAINER_REPLAY_URL" not in stack.child_environment("unix:///x?db=0")


def test_the_processes_of_a_stack() -> None:
    programs = {program.name: program.command for program in stack.site_programs({}, Address("127.0.0.1", 8000), 18000)}
    assert list(programs) == ["replay", "web", "worker", "beat"]
    assert set(programs) < set(stack.STOP_ORDER)
    assert {"--without-gossip", "--without-mingle"} <= set(programs["worker"])
    assert "fetch,parse,papers,celery" in programs["worker"]
    assert programs["replay"][-2:] == ("--port", "18000")
    assert "replay" not in [program.name for program in stack.site_programs({}, Address("127.0.0.1", 8000))]


def test_the_replay_port_follows_the_sites_and_avoids_a_busy_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert stack.choose_replay_port(8000) == 0, "outside a local run nothing is replayed"
    monkeypatch.setattr(stack, "has_replay", lambda: True)
    with listening() as busy:
        site_port = busy - 10_000 if busy > 20_000 else busy + 10_000
        port = stack.choose_replay_port(site_port)
        assert port != busy
        assert abs(port - busy) < 20
    assert 0 < stack.choose_replay_port(65_535) < 65_535
