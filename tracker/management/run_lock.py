"""One stack per ``var/`` directory: the lock, and the file that tells other commands where the broker is."""

from __future__ import annotations

import fcntl
import json
import os
import time
from pathlib import Path
from typing import Any, Final, TextIO

_POLL_SECONDS: Final = 0.1


class AlreadyRunning(Exception):
    """Another stack holds the lock; ``about`` is what it wrote into its run file."""

    def __init__(self, about: dict[str, Any]) -> None:
        super().__init__("another stack is running")
        self.about = about


class RunLock:
    """The lock of one ``var/run`` directory.

    The guard process inherits the open file: after a killed supervisor the lock is free only when the guard has
    ended what was left, so that two brokers never write to one data directory.
    """

    def __init__(self, run_dir: Path) -> None:
        self._run_file = run_dir / "up.json"
        run_dir.mkdir(parents=True, exist_ok=True)
        self._file: TextIO = (run_dir / "up.lock").open("a+")

    @property
    def descriptor(self) -> int:
        return self._file.fileno()

    def take(self, wait_seconds: float) -> None:
        """Take the lock. Raises AlreadyRunning: at once while its owner lives, else when the time is over."""
        deadline = time.monotonic() + wait_seconds
        while not self._try_lock():
            about = self._read_run_file()
            if _is_alive(about.get("pid")) or time.monotonic() > deadline:
                raise AlreadyRunning(about)
            time.sleep(_POLL_SECONDS)
        self.publish()

    def publish(self, **about: str) -> None:
        """Write the run file: this process's id, and whatever the other commands need to know."""
        draft = self._run_file.with_suffix(".tmp")
        draft.write_text(json.dumps({"pid": os.getpid(), **about}), "utf-8")
        draft.chmod(0o600)
        draft.replace(self._run_file)

    def release(self) -> None:
        """Remove the run file and free the lock."""
        self._run_file.unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Let go of the lock file; the run file, which may be another's, stays."""
        self._file.close()

    def _try_lock(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _read_run_file(self) -> dict[str, Any]:
        try:
            about = json.loads(self._run_file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return about if isinstance(about, dict) else {}


def _is_alive(pid: object) -> bool:
    if not isinstance(pid, int):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
