"""A clock that moves only when somebody sleeps, for tests of what waits."""

from __future__ import annotations


class VirtualClock:
    """Starts on 2023-08-02 12:00 UTC; ``slept`` lists every sleep in seconds."""

    START = 1_690_977_600.0

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def time(self) -> float:
        return self.START + self.now

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
