"""``manage.py up``: the whole stack with one command."""

from __future__ import annotations

import errno
import http.client
import shutil
import socket
import sys
import time
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from config.redis_urls import socket_url
from tracker.management import broker
from tracker.management.console import Console
from tracker.management.first_login import ensure_admin
from tracker.management.run_lock import AlreadyRunning, RunLock
from tracker.management.stack import (
    STOP_ORDER,
    Address,
    child_environment,
    choose_replay_port,
    prepare_program,
    site_programs,
)
from tracker.management.supervisor import GivenUp, Program, StopRequested, Supervisor

_PREVIOUS_RUN_SECONDS: Final = 10.0
_BROKER_SECONDS: Final = 60.0
_WEB_SECONDS: Final = 60.0


class Command(BaseCommand):
    help = (
        "Run the whole tracker on this machine: an embedded Redis-protocol server (unless REDIS_URL is set), "
        "migrations and first data, then web, worker and scheduler, with their logs in this terminal. "
        "Ctrl-C stops everything in order; a second Ctrl-C hurries. Data is kept in var/."
    )
    requires_system_checks: list[str] = []  # `prepare` makes them, in its own process

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=settings.RETAINER_HOST, help="address to serve on (default: %(default)s)")
        parser.add_argument(
            "--port",
            type=int,
            default=settings.RETAINER_PORT,
            help="port to serve on; also PORT=… (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        address = Address(options["host"], options["port"])
        lock = _take_lock(settings.RETAINER_RUN_DIR)
        try:
            _check_port_is_free(address)
            Stack(lock, address, began).run()
        except (GivenUp, broker.BrokerError, OSError) as error:
            raise CommandError(str(error)) from error
        finally:
            lock.release()


class Stack:
    """One run of the stack, from the first process to the last."""

    def __init__(self, lock: RunLock, address: Address, began: float) -> None:
        self._lock = lock
        self._address = address
        self._began = began
        self._console = Console(sys.stdout)
        self._socket_dir = broker.make_socket_directory() if settings.RETAINER_STARTS_REDIS else None
        self._supervisor = Supervisor(
            self._console,
            directory=settings.BASE_DIR,
            keep_open=[lock.descriptor],
            remove_after=[self._socket_dir] if self._socket_dir else [],
        )

    def run(self) -> None:
        """Start everything, keep it running until asked to stop, stop everything."""
        self._supervisor.install_signals()
        try:
            self._start()
            self._supervisor.watch()
        except StopRequested:
            pass
        finally:
            self._console.say("Stopping; Ctrl-C hurries.")
            self._supervisor.stop_all(STOP_ORDER)
            if self._socket_dir:
                shutil.rmtree(self._socket_dir, ignore_errors=True)

    def _start(self) -> None:
        redis_url = self._start_broker() if self._socket_dir else settings.REDIS_URL
        self._lock.publish(redis_url=redis_url, url=self._address.url)
        replay_port = choose_replay_port(self._address.port)
        environment = child_environment(redis_url, replay_port)
        if self._supervisor.run_once(prepare_program(environment)):
            raise GivenUp("The database could not be prepared; the reason is in the lines above.")
        for program in site_programs(environment, self._address, replay_port):
            self._supervisor.start(program)
        login = self._describe_login()
        if not self._supervisor.wait_until(lambda: _answers(self._address), _WEB_SECONDS):
            raise GivenUp(f"The site does not answer on {self._address.url} after {_WEB_SECONDS:.0f} seconds.")
        self._show_banner(login)

    def _start_broker(self) -> str:
        assert self._socket_dir is not None
        data_dir: Path = settings.RETAINER_VAR_DIR / "redis"
        path = self._socket_dir / "redis.sock"
        url = socket_url(path)
        server = broker.find_server(settings.RETAINER_REDIS_SERVER)
        command = broker.server_command(server, path, data_dir)
        data_dir.mkdir(parents=True, exist_ok=True)
        self._supervisor.start(Program("broker", command, {}, hide=broker.UNIMPORTANT_LINES))
        is_over = self._supervisor.wait_until(
            lambda: broker.is_ready(url) or not self._supervisor.is_running("broker"), _BROKER_SECONDS
        )
        if is_over and not broker.is_ready(url):
            # What it holds only hurries things along; the rows say what remains to be done.
            aside = broker.set_data_aside(data_dir)
            data_dir.mkdir()
            self._console.say(f"The broker cannot read {data_dir}: moved to {aside}, starting an empty one.")
        if not self._supervisor.wait_until(lambda: broker.is_ready(url), _BROKER_SECONDS):
            raise GivenUp(f"The broker {server} does not answer after {_BROKER_SECONDS:.0f} seconds.")
        return url

    def _describe_login(self) -> str:
        if settings.RETAINER_ENV != "local":
            return ""
        try:
            return ensure_admin(settings.RETAINER_VAR_DIR)
        finally:
            connections.close_all()

    def _show_banner(self, login: str) -> None:
        url = self._address.url
        lines = ["", f"  Retainer is running at  {url}"]
        if login:
            lines.append(f"  Admin                   {url}admin/  {login}")
        lines += [f"  Ctrl-C stops it.        Started in {time.monotonic() - self._began:.1f} s.", ""]
        self._console.show("\n".join(lines))


def _take_lock(run_dir: Path) -> RunLock:
    try:
        lock = RunLock(run_dir)
    except OSError as error:
        raise CommandError(f"Nothing can be written to {run_dir}: {error.strerror}. Set RETAINER_VAR_DIR.") from error
    try:
        lock.take(_PREVIOUS_RUN_SECONDS)
    except AlreadyRunning as error:
        lock.close()
        where = error.about.get("url", "still starting")
        raise CommandError(
            f"Retainer is already running on this data (process {error.about.get('pid', 'unknown')}, {where}). "
            f"Stop it with Ctrl-C there, or give this one data of its own: RETAINER_VAR_DIR=/some/directory."
        ) from error
    return lock


def _check_port_is_free(address: Address) -> None:
    """Raises CommandError with the sentence that helps when nothing can be served there."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            raise CommandError(_explain_bind_error(error, address)) from error


def _explain_bind_error(error: OSError, address: Address) -> str:
    if error.errno == errno.EADDRINUSE:
        other = address.port + 1 if address.port < 65535 else address.port - 1
        return (
            f"Port {address.port} is in use by another program. Stop that program, or choose another port: "
            f"PORT={other} make run"
        )
    if error.errno == errno.EACCES:
        return f"Port {address.port} is reserved for the system. Choose one above 1023: PORT=8000 make run"
    return f"Nothing can be served on {address.bind}: {error.strerror or error}."


def _answers(address: Address) -> bool:
    """Whether a web server speaks there; what it says about this request does not matter."""
    connection = http.client.HTTPConnection(address.reachable_host, address.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
