"""A tiny process that outlives its supervisor by seconds, to end what a killed supervisor leaves behind.

Run by its path, without Django: ``python guard.py [DIRECTORY…]``. It reads ``+GROUP`` and ``-GROUP`` lines, the
process groups to guard, from standard input. When that input ends, the supervisor is gone: however it died, the
groups left over are ended and the directories removed.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

GRACE_SECONDS: Final = 3.0
_POLL_SECONDS = 0.05


def watch(lines: Iterable[str]) -> set[int]:
    """Read the lines until they end; the process groups that are still there."""
    groups: set[int] = set()
    for line in lines:
        group = int(line[1:])
        if line.startswith("+"):
            groups.add(group)
        else:
            groups.discard(group)
    return groups


def end_groups(groups: set[int], grace_seconds: float = GRACE_SECONDS) -> None:
    """Ask every process group to end, and kill after the grace those that did not."""
    for group in groups:
        signal_group(group, signal.SIGTERM)
    deadline = time.monotonic() + grace_seconds
    while time.monotonic() < deadline and any(signal_group(group, 0) for group in groups):
        time.sleep(_POLL_SECONDS)
    for group in groups:
        signal_group(group, signal.SIGKILL)


def signal_group(group: int, number: int) -> bool:
    """Send a signal to every process of a group; False when there is none left."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):  # macOS says "permission" for a group of zombies
        return False
    return True


def main() -> None:
    """Guard until the supervisor is gone; signals meant for it are not meant for us."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    end_groups(watch(sys.stdin))
    for directory in sys.argv[1:]:
        with suppress(OSError):
            shutil.rmtree(directory)


if __name__ == "__main__":
    main()
