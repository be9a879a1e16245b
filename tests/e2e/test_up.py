"""``manage.py up`` for real: it starts, recovers, stops, and leaves no process in any case."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.processes import wait_until
from tests.running_up import ROOT, RunningUp, find_process, find_processes

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes in /proc"),
]


def log_in(running: RunningUp, password: str) -> str:
    """The page that follows a login with this password."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    url = f"http://127.0.0.1:{running.port}/admin/login/?next=/admin/"
    page = opener.open(url, timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "username": "admin", "password": password, "next": "/admin/"}
    return str(opener.open(url, urlencode(form).encode(), timeout=20).read().decode())


def test_up_from_the_first_start_to_the_last_process(var_dir: Path) -> None:
    running = RunningUp(var_dir)
    try:
        password = running.wait_for(r"user admin, password (\S+)")[1]
        assert f"http://127.0.0.1:{running.port}/" in running.output
        assert running.get("/healthz") == (200, "ok\n")
        assert running.get("/readyz")[0] == 200, running.get("/readyz")
        assert "Log out" in log_in(running, password)

        running.wait_for(r"worker@\S+ ready")
        _check_first_data(running)
        _check_recovery(running)
        _check_other_commands_find_the_broker(running)

        socket_dir = Path(running.redis_url().removeprefix("unix://").split("?")[0]).parent
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(timeout=60) == 0, running.output
        stopped = re.findall(r"up      \| (\w+) stopped", running.output)
        assert [name for name in stopped if name != "replay"] == ["beat", "worker", "web", "broker"]
        assert find_processes(var_dir) == {}
        assert not socket_dir.exists()
        assert not (var_dir / "run" / "up.json").exists()
    finally:
        running.end()

    again = RunningUp(var_dir)
    try:
        assert again.wait_for(r"user admin, password (\S+)")[1] == password
        assert "Applying" not in again.output
        again.process.kill()
        again.process.wait()
        assert wait_until(lambda: not find_processes(var_dir), 15), find_processes(var_dir)
    finally:
        again.end()


def _check_first_data(running: RunningUp) -> None:
    """The bundled captures have come through queue and worker, without network, within a minute."""

    finished = "SELECT count(DISTINCT source_id) FROM tracker_run WHERE state = 'ok'"
    assert wait_until(lambda: running.count(finished) >= 2, 60), running.output
    assert running.count("SELECT count(*) FROM tracker_contract") > 100
    assert running.count("SELECT count(*) FROM tracker_source WHERE enabled AND slug = 'us-fara'") == 0, (
        "live sources ship paused"
    )


def _check_recovery(running: RunningUp) -> None:
    """A killed worker and a killed broker come back, and find each other."""
    os.kill(find_process(running.var_dir, "worker@"), signal.SIGKILL)
    running.wait_for(r"worker ended \(killed by SIGKILL\); starting it again")
    os.kill(find_process(running.var_dir, "valkey-server"), signal.SIGKILL)
    running.wait_for(r"broker ended \(killed by SIGKILL\); starting it again")
    assert wait_until(running.is_worker_answering, 60), running.output


def _check_other_commands_find_the_broker(running: RunningUp) -> None:
    code = "from config import settings; print(settings.REDIS_URL)"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=running.environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == running.redis_url()


def test_a_killed_stack_can_be_started_again_at_once(var_dir: Path) -> None:
    killed = RunningUp(var_dir)
    try:
        killed.wait_for("Retainer is running")
    finally:
        killed.end()
    running = RunningUp(var_dir)
    try:
        running.wait_for("Retainer is running")
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(timeout=60) == 0, running.output
        assert find_processes(var_dir) == {}
    finally:
        running.end()
