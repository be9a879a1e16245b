"""The supervisor, with tiny children: who is started, restarted and stopped, and that nobody is left."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import is_alive, wait_until
from tracker.management.console import Console
from tracker.management.supervisor import GivenUp, Program, StopRequested, Supervisor, describe_status

ROOT = Path(__file__).resolve().parents[2]

SLEEP = "import time; time.sleep(60)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
)
PARENT = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-S", "-c", {STUBBORN!r}], stdout=subprocess.PIPE)
child.stdout.readline()
print("grandchild", child.pid, flush=True)
time.sleep(60)
"""
NOTES_ITS_END = """
import signal, sys, time
def end(*_):
    with open(sys.argv[1], "a") as file: file.write(sys.argv[2] + "\\n")
    sys.exit()
signal.signal(signal.SIGTERM, end)
print("ready", flush=True)
time.sleep(60)
"""


def make_program(name: str, code: str, *words: str, patience: float = 5.0) -> Program:
    command = (sys.executable, "-S", "-c", code, *words)
    return Program(name, command, {}, stop_steps=((signal.SIGTERM, patience),))


@pytest.fixture
def screen() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def supervisor(screen: io.StringIO) -> Iterator[Supervisor]:
    supervisor = Supervisor(Console(screen), backoff=0.01)
    yield supervisor
    supervisor.stop_all([])


def read_pid(screen: io.StringIO, word: str) -> int:
    return int(screen.getvalue().rsplit(f"{word} ", 1)[1].split()[0])


def test_lines_say_whose_they_are(supervisor: Supervisor, screen: io.StringIO) -> None:
    code = "import sys; print('out', flush=True); sys.stderr.write('err\\nno end of line')"
    assert supervisor.run_once(make_program("talker", code)) == 0
    assert {"talker  | out", "talker  | err", "talker  | no end of line"} <= set(screen.getvalue().splitlines())


def test_hidden_lines_are_not_shown(supervisor: Supervisor, screen: io.StringIO) -> None:
    program = Program("x", (sys.executable, "-S", "-c", "print('noise: 1'); print('news')"), {}, hide=("noise",))
    supervisor.run_once(program)
    assert screen.getvalue() == "x       | news\n"


def test_a_program_that_runs_once_tells_how_it_ended(supervisor: Supervisor) -> None:
    assert supervisor.run_once(make_program("fails", "raise SystemExit(3)")) == 3
    assert not supervisor.is_running("fails")


def test_they_stop_in_the_given_order(supervisor: Supervisor, screen: io.StringIO, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    for name in ("broker", "web", "worker", "beat"):
        supervisor.start(make_program(name, NOTES_ITS_END, str(notes), name))
    assert supervisor.wait_until(lambda: screen.getvalue().count("ready") == 4, 10)
    supervisor.stop_all(["beat", "worker", "web", "broker"])
    assert notes.read_text().split() == ["beat", "worker", "web", "broker"]


def test_children_are_out_of_reach_of_the_terminal(supervisor: Supervisor, screen: io.StringIO) -> None:
    supervisor.start(make_program("x", f"import os; print('group', os.getpgid(0), flush=True); {SLEEP}"))
    assert supervisor.wait_until(lambda: "group " in screen.getvalue(), 10)
    assert read_pid(screen, "group") != os.getpgid(0)


def test_who_does_not_end_is_killed_with_its_children(supervisor: Supervisor, screen: io.StringIO) -> None:
    supervisor.start(make_program("x", f"import signal; signal.signal(15, signal.SIG_IGN)\n{PARENT}", patience=0.2))
    assert supervisor.wait_until(lambda: "grandchild " in screen.getvalue(), 10)
    grandchild = read_pid(screen, "grandchild")
    supervisor.stop_all([])
    assert "does not end; killing it" in screen.getvalue()
    assert wait_until(lambda: not is_alive(grandchild))


def test_who_dies_is_started_again_and_its_orphans_are_not_left(supervisor: Supervisor, screen: io.StringIO) -> None:
    supervisor.start(make_program("x", f"import os; print('pid', os.getpid(), flush=True)\n{PARENT}"))
    assert supervisor.wait_until(lambda: "grandchild " in screen.getvalue(), 10)
    orphan = read_pid(screen, "grandchild")
    os.kill(read_pid(screen, "pid"), signal.SIGKILL)
    assert supervisor.wait_until(lambda: screen.getvalue().count("grandchild ") == 2, 10)
    assert "x ended (killed by SIGKILL); starting it again" in screen.getvalue()
    assert wait_until(lambda: not is_alive(orphan))


def test_who_keeps_dying_is_given_up(supervisor: Supervisor, screen: io.StringIO) -> None:
    supervisor.start(make_program("x", "print('no such table'); raise SystemExit(1)"))
    with pytest.raises(GivenUp, match=r"x has ended 5 times in a row \(exit status 1\)"):
        supervisor.watch()
    assert screen.getvalue().count("no such table") == 5


def test_pauses_between_restarts_grow() -> None:
    screen = io.StringIO()
    supervisor = Supervisor(Console(screen), backoff=0.05)
    supervisor.start(make_program("x", "raise SystemExit(1)"))
    with pytest.raises(GivenUp):
        supervisor.watch()
    supervisor.stop_all([])
    pauses = [line.split()[-2] for line in screen.getvalue().splitlines() if "starting it again" in line]
    assert pauses == ["0.05", "0.1", "0.2", "0.4"]


def test_a_wait_ends_when_its_time_is_over(supervisor: Supervisor) -> None:
    supervisor.start(make_program("x", SLEEP))
    assert not supervisor.wait_until(lambda: False, 0.2)
    assert supervisor.is_running("x")


def test_a_reader_that_went_away_ends_the_stack() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with open(write_end, "w") as stream:
        supervisor = Supervisor(Console(stream))
        supervisor.start(make_program("x", f"print('hello', flush=True); {SLEEP}"))
        with pytest.raises(StopRequested):
            supervisor.wait_until(lambda: False, 10)
        supervisor.stop_all([])
        # The console has swallowed the broken pipe; the stream's own close would trip over it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), write_end)


def test_a_dead_guard_is_replaced(supervisor: Supervisor) -> None:
    supervisor.start(make_program("x", SLEEP))
    first = supervisor._guard
    first.kill()
    first.wait()
    supervisor.pump()
    assert supervisor._guard.pid != first.pid
    assert supervisor._guard.poll() is None
    assert first.stdin is not None
    first.stdin.close()


@pytest.mark.parametrize(
    ("status", "words"),
    [(0, "exit status 0"), (2, "exit status 2"), (-9, "killed by SIGKILL"), (-99, "killed by signal 99")],
)
def test_how_a_process_ended(status: int, words: str) -> None:
    assert describe_status(status) == words


# -- The supervisor as a process, to be interrupted and killed ---------------------------------------------

_SUPERVISOR = """
import sys
from pathlib import Path
from tracker.management.console import Console
from tracker.management.supervisor import Program, Supervisor
program = Program("x", (sys.executable, "-S", "-c", sys.argv[1]), {}, stop_steps=((15, 30.0),))
supervisor = Supervisor(Console(sys.stdout), remove_after=[Path(sys.argv[2])])
supervisor.install_signals()
supervisor.start(program)
supervisor.watch()
supervisor.stop_all([])
"""


class Running:
    """A supervisor in a process of its own, with one program."""

    def __init__(self, code: str, directory: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SUPERVISOR, code, str(directory)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.output = self.process.stdout

    def read_pid(self, word: str) -> int:
        """The number behind the word on a line to come."""
        for line in self.output:
            if word in line:
                return int(line.rsplit(maxsplit=1)[1])
        raise AssertionError(f"no line with {word!r}")


def test_killing_the_supervisor_leaves_nothing(tmp_path: Path) -> None:
    directory = tmp_path / "socket"
    directory.mkdir()
    running = Running(f"import os; print('pid', os.getpid(), flush=True)\n{PARENT}", directory)
    child, grandchild = running.read_pid("pid"), running.read_pid("grandchild")
    running.process.kill()
    running.process.wait()
    assert wait_until(lambda: not is_alive(child) and not is_alive(grandchild))
    assert wait_until(lambda: not directory.exists())
    running.output.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_in_order(tmp_path: Path, number: int) -> None:
    running = Running(f"import os; print('pid', os.getpid(), flush=True); {SLEEP}", tmp_path)
    child = running.read_pid("pid")
    running.process.send_signal(number)
    assert running.process.wait(timeout=10) == 0
    assert not is_alive(child)
    assert "x stopped" in running.output.read()
    running.output.close()


def test_a_second_signal_hurries(tmp_path: Path) -> None:
    running = Running(f"import os; print('pid', os.getpid(), flush=True); {STUBBORN}", tmp_path)
    child = running.read_pid("pid")
    next(line for line in running.output if "ready" in line)
    began = time.monotonic()
    running.process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert is_alive(child)
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(timeout=10) == 0
    assert time.monotonic() - began < 8
    assert not is_alive(child)
    running.output.close()
