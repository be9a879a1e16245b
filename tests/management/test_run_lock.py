"""One stack per data directory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.processes import wait_until
from tracker.management.run_lock import AlreadyRunning, RunLock

ROOT = Path(__file__).resolve().parents[2]
_HOLDER = """
import sys, time
from pathlib import Path
from tracker.management.run_lock import RunLock
lock = RunLock(Path(sys.argv[1])); lock.take(0); lock.publish(url="http://127.0.0.1:8000/")
print("taken", flush=True)
time.sleep(float(sys.argv[2]))
"""


def test_a_second_stack_learns_who_runs_the_first(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path), "60"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "taken\n"
    lock = RunLock(tmp_path)
    began = time.monotonic()
    with pytest.raises(AlreadyRunning) as raised:
        lock.take(5)
    assert time.monotonic() - began < 2, "no use in waiting for a living owner"
    assert raised.value.about == {"pid": holder.pid, "url": "http://127.0.0.1:8000/"}
    holder.kill()
    holder.communicate()
    lock.take(0)
    lock.release()


def test_what_a_dead_owner_left_is_waited_for(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path), "1"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "taken\n"
    run_file = tmp_path / "up.json"
    run_file.write_text(json.dumps({"pid": 2**22 + 1}))  # no such process: the owner is gone, its guard is not
    lock = RunLock(tmp_path)
    lock.take(10)
    assert holder.wait(timeout=10) == 0
    holder.stdout.close()
    lock.release()


def test_the_run_file_is_there_while_the_lock_is_held(tmp_path: Path) -> None:
    lock = RunLock(tmp_path / "run")
    lock.take(0)
    lock.publish(redis_url="unix:///x?db=0")
    run_file = tmp_path / "run" / "up.json"
    assert json.loads(run_file.read_text())["redis_url"] == "unix:///x?db=0"
    assert run_file.stat().st_mode & 0o077 == 0
    lock.release()
    assert wait_until(lambda: not run_file.exists(), 1)
