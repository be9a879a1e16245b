"""One terminal for several processes: each line says whose it is."""

from __future__ import annotations

import os
from itertools import cycle
from typing import Final, TextIO

_COLOURS: Final = (36, 32, 33, 35, 34, 96)
_NAME_WIDTH: Final = 7


class Console:
    """Writes ``name | line``; in colour on a terminal, unless NO_COLOR is set."""

    def __init__(self, stream: TextIO, *, colour: bool | None = None) -> None:
        self._stream = stream
        self._colour = stream.isatty() and "NO_COLOR" not in os.environ if colour is None else colour
        self._colours: dict[str, int] = {}
        self._next_colour = cycle(_COLOURS)
        self.is_closed = False

    def write(self, name: str, line: str) -> None:
        """One line of the process ``name``. A reader that has gone away sets ``is_closed``."""
        label = f"{name:<{_NAME_WIDTH}} |"
        if self._colour:
            colour = self._colours.setdefault(name, next(self._next_colour))
            label = f"\x1b[{colour}m{label}\x1b[0m"
        self._emit(f"{label} {line}\n")

    def say(self, text: str) -> None:
        """A word of the supervisor itself."""
        self.write("up", text)

    def show(self, text: str) -> None:
        """Text without a prefix: the lines that a person is meant to read and copy."""
        self._emit(f"{text}\n")

    def _emit(self, text: str) -> None:
        if self.is_closed:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):  # a pipe that nobody reads, a terminal that is closed
            self.is_closed = True
