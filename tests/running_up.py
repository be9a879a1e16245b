"""``manage.py up`` as a process of its own, for tests of the real stack."""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

from celery import Celery

from config.redis_urls import read_redis_url
from tests.processes import is_alive, wait_until

ROOT = Path(__file__).resolve().parent.parent


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningUp:
    """One ``manage.py up`` on a port and data of its own; its output is collected as it comes."""

    def __init__(self, var_dir: Path, **settings: str) -> None:
        self.port = find_free_port()
        self.var_dir = var_dir
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment |= dict.fromkeys(("DATABASE_URL", "REDIS_URL", "DEBUG", "SECRET_KEY"), "")
        environment |= {"RETAINER_ENV": "local", "RETAINER_VAR_DIR": str(var_dir), "PORT": str(self.port)}
        environment |= settings
        self.environment = environment
        command = [sys.executable, str(ROOT / "manage.py"), "up"]
        self.process = subprocess.Popen(
            command, cwd="/", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self._lines.extend(self.process.stdout)

    @property
    def output(self) -> str:
        return "".join(self._lines)

    def wait_for(self, pattern: str, seconds: float = 60) -> re.Match[str]:
        wait_until(lambda: re.search(pattern, self.output) or self.process.poll() is not None, seconds)
        found = re.search(pattern, self.output)
        assert found, f"{pattern!r} did not come:\n{self.output}"
        return found

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the stack's own database."""
        with closing(sqlite3.connect(self.var_dir / "retainer.sqlite3", timeout=20)) as database:
            return database.execute(sql).fetchall()

    def count(self, sql: str) -> int:
        return int(self.query(sql)[0][0])

    def manage(self, *arguments: str) -> str:
        """What another management command of the same installation prints."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(command, cwd="/", env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def redis_url(self) -> str:
        return str(json.loads((self.var_dir / "run" / "up.json").read_text())["redis_url"])

    def is_worker_answering(self) -> bool:
        with Celery(broker=read_redis_url(self.redis_url()).celery) as app:
            app.conf.broker_transport_options = {"global_keyprefix": "retainer:"}
            return bool(app.control.ping(timeout=1))

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join(timeout=10)
        assert self.process.stdout is not None
        self.process.stdout.close()


def find_processes(var_dir: Path) -> dict[int, str]:
    """Every living process of this data directory, known by environment, command line or working directory."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            command = (entry / "cmdline").read_bytes()
            about = command + (entry / "environ").read_bytes() + os.fsencode((entry / "cwd").readlink())
        except OSError:
            continue
        if os.fsencode(var_dir) in about and is_alive(int(entry.name)):
            found[int(entry.name)] = command.replace(b"\0", b" ").decode(errors="replace")
    return found


def find_process(var_dir: Path, word: str) -> int:
    """The first (outermost) process whose command line has the word."""
    return min(pid for pid, command in find_processes(var_dir).items() if word in command)
