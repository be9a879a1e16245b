"""Lobbyists of a filing: each person once, with the public offices they held before."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tracker.records import PersonMention
from tracker.sources._lda_parties import SCHEME
from tracker.sources._withheld import withhold_phone

_NOTHING = frozenset({"", "n/a", "na", "none", "n.a.", "not applicable", "no", "-", "--", "n\\a"})


class People:
    """Collects the lobbyists of one filing, which names them again under every issue."""

    def __init__(self) -> None:
        self._found: dict[str, PersonMention] = {}

    def add(self, name: str, identifier: str = "", covered_position: str = "", *, is_new: bool = False) -> str:
        """Note one naming of a person; returns the name. The first office named is kept, "new" counts once said."""
        if not name:
            return ""
        key = identifier or name
        known = self._found.get(key)
        if known is None:
            self._found[key] = PersonMention(name, SCHEME, identifier, read_office(covered_position), is_new)
        elif (covered_position and not known.covered_position) or (is_new and not known.is_new):
            office = known.covered_position or read_office(covered_position)
            self._found[key] = PersonMention(known.name, SCHEME, identifier, office, known.is_new or is_new)
        return name

    def listed(self) -> tuple[PersonMention, ...]:
        return tuple(self._found.values())


@lru_cache(maxsize=8_192)
def read_office(covered_position: str) -> str:
    """The office as filed; "" for "N/A" and the like."""
    office = covered_position.strip()
    if not office or office.casefold() in _NOTHING:
        return ""
    return withhold_phone(office)


def list_people(names: Iterable[tuple[str, str, str, bool]]) -> tuple[PersonMention, ...]:
    """People from (name, identifier, covered position, is new), each once."""
    people = People()
    for name, identifier, office, is_new in names:
        people.add(name, identifier, office, is_new=is_new)
    return people.listed()
