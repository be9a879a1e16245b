"""Known names of firms and clients, found in a text by one pass of Aho-Corasick."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import ahocorasick

from tracker.extraction.known_names import spellings

Role = Literal["firm", "client", "both"]

_LEVEL = str.maketrans("’‘ʼ`´“”„‟\n\r\t\xa0\u2009\u202f‑–—", "'''''\"\"\"\"      ---")


@dataclass(frozen=True, slots=True)
class Known:
    """A known name at ``text[start:end]``."""

    start: int
    end: int
    role: Role


class Gazetteer:
    """Names with their roles ("firm", "client" or "both"); empty by default.

    Each name is known as given and without its legal form, persons given name first. Names that say only what
    kind of body they are ("Ministry of Finance"), bare countries, ordinary words and single words of fewer than
    four letters other than capitals ("BGR") are left out. Built once, read by any number of threads, picklable.
    """

    def __init__(self, names: Iterable[tuple[str, Role]] = ()) -> None:
        self._roles: dict[str, tuple[Role, bool]] = {}
        for name, role in dict.fromkeys(names):
            for spelling in spellings(name):
                self._add(spelling, role)
        self._automaton = ahocorasick.Automaton()
        for key in self._roles:
            self._automaton.add_word(key, key)
        if self._roles:
            self._automaton.make_automaton()

    def _add(self, spelling: str, role: Role) -> None:
        key = level(spelling)
        capitals = spelling.isupper() and " " not in spelling
        known = self._roles.get(key)
        if known is None:
            self._roles[key] = (role, capitals)
        else:
            self._roles[key] = (role if known[0] == role else "both", known[1] and capitals)

    def __len__(self) -> int:
        return len(self._roles)

    def find(self, text: str) -> list[Known]:
        """The known names of a text in order; of overlapping ones the longest, then the first."""
        if not self._roles:
            return []
        levelled = level(text)
        hits = sorted(self._hits(text, levelled), key=lambda hit: (hit.start, -hit.end))
        found: list[Known] = []
        for hit in hits:
            if found and hit.start < found[-1].end:
                if hit.end - hit.start > found[-1].end - found[-1].start:
                    found[-1] = hit
                continue
            found.append(hit)
        return found

    def _hits(self, text: str, levelled: str) -> Iterator[Known]:
        for last, key in self._automaton.iter(levelled):
            start, end = last - len(key) + 1, last + 1
            role, capitals = self._roles[key]
            if _is_bounded(levelled, start, end) and _is_written_as_name(text[start:end], capitals):
                yield Known(start, end, role)


def level(text: str) -> str:
    """Lower case, plain quotes, dashes and blanks, no accents; one character for one, so that offsets hold."""
    plain = text.translate(_LEVEL)
    if not plain.isascii():
        plain = "".join(_plain(char) for char in plain)
    lowered = plain.lower()
    return lowered if len(lowered) == len(text) else "".join(_one(char) for char in plain)


def _plain(char: str) -> str:
    if char.isascii():
        return char
    base = unicodedata.normalize("NFD", char)[0]
    return base if len(base) == 1 else char


def _one(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char


def _is_bounded(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isalnum() and not after.isalnum()


def _is_written_as_name(written: str, capitals: bool) -> bool:
    """Whether the text writes it as a name: "BGR" in capitals, others with capitals on half their words."""
    if capitals:
        return written.isupper()
    words = [word for word in written.split() if word[0].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    return bool(words) and capital * 2 >= len(words) and written[0].isupper()
