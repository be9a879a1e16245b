"""Where statements belong that a person put into a contract: they go where the statement goes that founded it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.resolution.voices import Voice


@dataclass(frozen=True, slots=True)
class Place:
    """A natural group by its index, or (``group`` is None) a group of its own round the contract ``home``.

    ``home`` is the contract that a person named; None for what lies where the rules put it.
    """

    group: int | None = None
    home: int | None = None

    @property
    def key(self) -> tuple[bool, int]:
        """Equal for statements that end in one group."""
        return (False, self.group) if self.group is not None else (True, self.home or 0)


def find_places(groups: Sequence[Sequence[Voice]]) -> dict[int, Place]:
    """Where each statement of the natural groups belongs, by its id; corrections of nothing are left out.

    A pin names a contract, and a contract is wherever the statement is that founded it: so a pin outlives joins and
    their undo, and the order in which these came does not matter.
    """
    finder = _Finder(groups)
    places = {voice.id: finder.place(voice) for group in groups for voice in group}
    alive = {
        places[voice.id]
        for group in groups
        for voice in group
        if voice.kind != "correction" or voice.founds == places[voice.id].home
    }
    return {pk: place for pk, place in places.items() if place.group is not None or place in alive}


class _Finder:
    def __init__(self, groups: Sequence[Sequence[Voice]]) -> None:
        self._groups = groups
        self._voices = {voice.id: voice for group in groups for voice in group}
        self._group_of = {voice.id: index for index, group in enumerate(groups) for voice in group}
        self._founders = {voice.founds: voice for voice in self._voices.values() if voice.founds is not None}
        self._holders = {
            voice.contract: voice
            for voice in sorted(self._voices.values(), key=lambda voice: voice.identity, reverse=True)
            if voice.contract is not None and voice.pinned_to is None
        }

    def place(self, voice: Voice) -> Place:
        """Follow the pins from contract to contract; a statement of no other home makes one round its pin."""
        pin = self._pin(voice)
        if pin is None:
            return Place(self._group_of[voice.id])
        home = self._follow(pin)
        founder = self._founder(home)
        if founder is not None and self._pin(founder) is None:
            return Place(self._group_of[founder.id], home)
        return Place(None, home)

    def _follow(self, pin: int) -> int:
        """The contract, the one that its founder was put into, and so on; of a circle, the oldest contract."""
        path = [pin]
        while (founder := self._founder(path[-1])) is not None and (following := self._pin(founder)) is not None:
            if following in path:
                return min(path[path.index(following) :])
            path.append(following)
        return path[-1]

    def _founder(self, contract: int) -> Voice | None:
        """The statement that the contract was made for, else one that lies there by the rules."""
        return self._founders.get(contract) or self._holders.get(contract)

    def _pin(self, voice: Voice) -> int | None:
        """Its own pin, else that of the entry which it lies with: what is said of a joined entry follows it."""
        if voice.pinned_to is not None:
            return voice.pinned_to
        settled = [v for v in self._groups[self._group_of[voice.id]] if v.kind != "correction"]
        settled = [v for v in settled if v.row_key] or [v for v in settled if v.pinned_to is not None]
        if not settled or any(v.pinned_to is None for v in settled):
            return None
        votes = Counter(v.pinned_to for v in sorted(settled, key=lambda v: v.identity))
        return votes.most_common(1)[0][0]
