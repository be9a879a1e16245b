"""Starts, watches, restarts and stops the processes of one local stack. Knows nothing of what they do."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tracker.management import guard
from tracker.management.console import Console

_TICK_SECONDS: Final = 0.1
_CHUNK_BYTES: Final = 65536
_CRASHES_BEFORE_GIVING_UP: Final = 5
_STEADY_SECONDS: Final = 60.0
_LONGEST_BACKOFF_SECONDS: Final = 10.0
_KILL_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Program:
    """A process to keep running.

    ``stop_steps``: signals to end it, each with the seconds to wait before the next; what is left after
    the last is killed with its whole process group. ``hide``: lines that contain one of these are not shown.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    stop_steps: tuple[tuple[int, float], ...] = ((signal.SIGTERM, 10.0),)
    hide: tuple[str, ...] = ()


@dataclass(slots=True)
class Child:
    """A program and the process that runs it now, if one does."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    crashes: int = 0
    restart_at: float | None = None
    rest: bytes = b""
    is_stopping: bool = field(default=False)


class GivenUp(Exception):
    """A process keeps dying; its text is the sentence to show."""


class StopRequested(Exception):
    """Somebody pressed Ctrl-C or sent a signal to end."""


class Supervisor:
    """Runs programs as children, each in a process group of its own so that Ctrl-C reaches only the supervisor.

    Single-threaded: everything happens inside ``pump``, which the other methods call while they wait.
    """

    def __init__(
        self,
        console: Console,
        *,
        directory: Path | None = None,
        keep_open: Sequence[int] = (),
        remove_after: Sequence[Path] = (),
        backoff: float = 1.0,
    ) -> None:
        self._console = console
        self._directory = directory
        self._backoff = backoff
        self._children: dict[str, Child] = {}
        self._selector = selectors.DefaultSelector()
        self._guard_command = [sys.executable, "-S", "-E", guard.__file__, *map(str, remove_after)]
        self._guard_files = tuple(keep_open)
        self._guard = self._start_guard()
        self.stop_requests = 0

    # -- Signals -------------------------------------------------------------------------------------------

    def install_signals(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal ask for an orderly stop; a second one hurries it."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_signal)

    def _note_signal(self, number: int, frame: object) -> None:
        self.stop_requests += 1
        if self.stop_requests == 2:
            self._console.say("Hurrying: ending what is still running.")

    # -- Starting and watching -----------------------------------------------------------------------------

    def start(self, program: Program) -> None:
        """Start a program and keep it running until ``stop_all``."""
        child = self._children[program.name] = Child(program)
        self._spawn(child)

    def run_once(self, program: Program) -> int:
        """Run a program to its end; its exit status. Raises StopRequested when asked to stop meanwhile."""
        child = self._children[program.name] = Child(program, is_stopping=True)
        self._spawn(child)
        process = child.process
        assert process is not None
        self.wait_until(lambda: child.process is None)
        del self._children[program.name]
        return process.returncode

    def wait_until(self, condition: Callable[[], bool], seconds: float | None = None) -> bool:
        """Keep the stack running until the condition holds; False when the time is over first.

        Raises StopRequested when asked to stop meanwhile, GivenUp when a process keeps dying.
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        while not condition():
            if self.stop_requests or self._console.is_closed:
                raise StopRequested
            if deadline is not None and time.monotonic() > deadline:
                return False
            self.pump()
        return True

    def watch(self) -> None:
        """Keep the stack running until asked to stop. Raises GivenUp when a process keeps dying."""
        with suppress(StopRequested):
            self.wait_until(lambda: False)

    def is_running(self, name: str) -> bool:
        """Whether the program has a living process at this moment."""
        child = self._children.get(name)
        return child is not None and child.process is not None and child.process.poll() is None

    def pump(self) -> None:
        """Show new output, notice the dead, restart those whose time has come; waits 0.1 s at most."""
        for key, _ in self._selector.select(_TICK_SECONDS):
            self._read(key.data)
        for child in self._children.values():
            if child.process is not None and child.process.poll() is not None:
                self._bury(child)
            elif child.restart_at is not None and time.monotonic() >= child.restart_at:
                self._spawn(child)
        if self._guard.poll() is not None:
            self._guard = self._start_guard()

    # -- Stopping ------------------------------------------------------------------------------------------

    def stop_all(self, order: Iterable[str]) -> None:
        """Stop the programs one after the other, those not named last; no process is left when this returns."""
        names = [name for name in order if name in self._children]
        names += [name for name in self._children if name not in names]
        for child in self._children.values():
            child.is_stopping, child.restart_at = True, None
        for name in names:
            self._stop(self._children[name])
        self._children.clear()
        self._selector.close()
        if self._guard.stdin is not None:
            self._guard.stdin.close()
        self._guard.wait()

    def _stop(self, child: Child) -> None:
        began = time.monotonic()
        if child.process is None:
            return
        for number, seconds in child.program.stop_steps:
            if self._end(child, number, seconds):
                break
        else:
            if child.process is not None:
                self._console.say(f"{child.program.name} does not end; killing it.")
                guard.signal_group(child.process.pid, signal.SIGKILL)
                self._wait_for_end(child, _KILL_SECONDS, hurry=False)
        self._console.say(f"{child.program.name} stopped ({time.monotonic() - began:.1f} s).")

    def _end(self, child: Child, number: int, seconds: float) -> bool:
        if child.process is not None:
            with suppress(ProcessLookupError):
                child.process.send_signal(number)
        return self._wait_for_end(child, seconds, hurry=True)

    def _wait_for_end(self, child: Child, seconds: float, *, hurry: bool) -> bool:
        deadline = time.monotonic() + seconds
        while child.process is not None and time.monotonic() < deadline:
            if hurry and self.stop_requests > 1:
                break
            self.pump()
        return child.process is None

    # -- One child -----------------------------------------------------------------------------------------

    def _spawn(self, child: Child) -> None:
        process = subprocess.Popen(  # noqa: S603 (our own command lines)
            child.program.command,
            cwd=self._directory,
            env=dict(child.program.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert process.stdout is not None
        self._tell_guard(f"+{process.pid}")
        os.set_blocking(process.stdout.fileno(), False)
        self._selector.register(process.stdout, selectors.EVENT_READ, child)
        child.process, child.started_at, child.restart_at, child.rest = process, time.monotonic(), None, b""

    def _read(self, child: Child) -> bool:
        """Show what a child has written; False when there is nothing more at the moment."""
        assert child.process is not None and child.process.stdout is not None
        output = child.process.stdout
        try:
            chunk = os.read(output.fileno(), _CHUNK_BYTES)
        except BlockingIOError:
            return False
        if not chunk:
            with suppress(KeyError):
                self._selector.unregister(output)
            return False
        *lines, child.rest = (child.rest + chunk).split(b"\n")
        for line in lines:
            self._show(child, line)
        return True

    def _show(self, child: Child, line: bytes) -> None:
        text = line.decode("utf-8", "replace").rstrip()
        if text and not any(word in text for word in child.program.hide):
            self._console.write(child.program.name, text)

    def _bury(self, child: Child) -> None:
        """After a process has ended: its last words, its orphans, and when to start it again."""
        process = child.process
        assert process is not None and process.stdout is not None
        guard.signal_group(process.pid, signal.SIGKILL)
        while self._read(child):
            pass
        if child.rest:
            self._show(child, child.rest)
        with suppress(KeyError):
            self._selector.unregister(process.stdout)
        process.stdout.close()
        self._tell_guard(f"-{process.pid}")
        child.process = None
        if not child.is_stopping:
            self._plan_restart(child, process.returncode)

    def _plan_restart(self, child: Child, status: int) -> None:
        lived = time.monotonic() - child.started_at
        child.crashes = 1 if lived > _STEADY_SECONDS else child.crashes + 1
        name = child.program.name
        if child.crashes >= _CRASHES_BEFORE_GIVING_UP:
            raise GivenUp(
                f"{name} has ended {child.crashes} times in a row ({describe_status(status)}); "
                f"the reason should be in its lines above."
            )
        pause = min(self._backoff * 2 ** (child.crashes - 1), _LONGEST_BACKOFF_SECONDS)
        child.restart_at = time.monotonic() + pause
        self._console.say(f"{name} ended ({describe_status(status)}); starting it again in {pause:g} s.")

    # -- The guard -----------------------------------------------------------------------------------------

    def _start_guard(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603
            self._guard_command, stdin=subprocess.PIPE, start_new_session=True, pass_fds=self._guard_files
        )
        assert process.stdin is not None
        for child in self._children.values():
            if child.process is not None:
                process.stdin.write(f"+{child.process.pid}\n".encode())
        process.stdin.flush()
        return process

    def _tell_guard(self, line: str) -> None:
        assert self._guard.stdin is not None
        with suppress(BrokenPipeError):  # it has died: pump starts another, which is told about every child
            self._guard.stdin.write(f"{line}\n".encode())
            self._guard.stdin.flush()


def describe_status(status: int) -> str:
    """An exit status in words: ``exit status 1``, ``killed by SIGKILL``."""
    if status >= 0:
        return f"exit status {status}"
    try:
        return f"killed by {signal.Signals(-status).name}"
    except ValueError:
        return f"killed by signal {-status}"
