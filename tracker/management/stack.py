"""What the local stack consists of: the command line and environment of each of its processes."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import get_commands

from tracker.management.supervisor import Program

STOP_ORDER: Final = ("prepare", "beat", "worker", "replay", "web", "broker")

_REPLAY_PORT_DISTANCE: Final = 10_000
_REPLAY_PORT_TRIES: Final = 20
_LAST_PORT: Final = 65_535
_MANAGE: Final = str(Path(settings.BASE_DIR) / "manage.py")
# A task that needs longer is given back to the queue: every task can be run again.
_WORKER_STOP: Final = ((signal.SIGTERM, 20.0), (signal.SIGQUIT, 5.0))
# That it runs as root is worth a warning where it can matter: docs/operations.md, not every local start.
_NO_ROOT_WARNING: Final = "ignore:::celery.platforms"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the site is served."""

    host: str
    port: int

    @property
    def reachable_host(self) -> str:
        """The host to ask from this machine: a wildcard address is not one that can be asked."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(self.host, self.host)  # noqa: S104

    @property
    def url(self) -> str:
        return f"http://{_bracket(self.reachable_host)}:{self.port}/"

    @property
    def bind(self) -> str:
        return f"{_bracket(self.host)}:{self.port}"


def has_replay() -> bool:
    """Whether bundled captures are replayed: a local run, and the command is there."""
    return settings.RETAINER_ENV == "local" and "replay" in get_commands()


def choose_replay_port(site_port: int) -> int:
    """A free port for the replay server, far from the site's; 0 when nothing is replayed.

    It follows the site's port, so that two stacks do not meet and a restart finds the same one.
    """
    if not has_replay():
        return 0
    first = site_port + _REPLAY_PORT_DISTANCE
    first = first if first + _REPLAY_PORT_TRIES <= _LAST_PORT else site_port - _REPLAY_PORT_DISTANCE
    for port in range(first, first + _REPLAY_PORT_TRIES):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    return first


def child_environment(redis_url: str, replay_port: int = 0) -> dict[str, str]:
    """The environment that makes every child use the same settings, broker and database as its siblings."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings"),
        "RETAINER_ENV": settings.RETAINER_ENV,
        "RETAINER_VAR_DIR": str(settings.RETAINER_VAR_DIR),
        "REDIS_URL": redis_url,
        "PYTHONUNBUFFERED": "1",
        "SKIP_CHECKS": "1",  # Celery's; `prepare` has made them
    }
    if replay_port:
        host = f"127.0.0.1:{replay_port}"
        allowed = [*settings.RETAINER_ALLOWED_PRIVATE_HOSTS, host]
        environment["RETAINER_ALLOWED_PRIVATE_HOSTS"] = ",".join(allowed)
        environment["RETAINER_REPLAY_URL"] = f"http://{host}/"
    return environment


def prepare_program(environment: Mapping[str, str]) -> Program:
    """Migrations and first data; runs to its end before the others start."""
    command = (sys.executable, _MANAGE, "prepare")
    return Program("prepare", command, environment)


def site_programs(environment: Mapping[str, str], address: Address, replay_port: int = 0) -> list[Program]:
    """The processes of the site itself, in the order in which they are started."""
    programs = [
        _web_program(environment, address),
        _worker_program(environment),
        _celery_program("beat", environment, "--pidfile="),
    ]
    if replay_port:
        command = (sys.executable, _MANAGE, "replay", "--port", str(replay_port))
        programs.insert(0, Program("replay", command, environment))
    return programs


def _web_program(environment: Mapping[str, str], address: Address) -> Program:
    config = str(Path(settings.BASE_DIR) / "config" / "gunicorn.py")
    command = (sys.executable, "-m", "gunicorn", "-c", config, "--bind", address.bind)
    return Program("web", command, environment)


def _worker_program(environment: Mapping[str, str]) -> Program:
    options = ("-Q", "fetch,parse,papers,celery", "-c", str(settings.RETAINER_WORKER_PROCESSES), "-n", "worker@%h")
    # One worker has nobody to gossip with, and after a lost connection gossip only fills the log.
    program = _celery_program("worker", environment, *options, "--without-gossip", "--without-mingle")
    return Program("worker", program.command, environment, stop_steps=_WORKER_STOP)


def _celery_program(kind: str, environment: Mapping[str, str], *options: str) -> Program:
    python = (sys.executable, "-W", _NO_ROOT_WARNING)
    command = (*python, "-m", "celery", "--quiet", "-A", "config", kind, "-l", settings.LOG_LEVEL, *options)
    return Program(kind, command, environment)


def _bracket(host: str) -> str:
    return f"[{host}]" if ":" in host else host
