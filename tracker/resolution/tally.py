"""What the filings of one engagement say together, kept small, so that the next filing is added without the others.

An engagement that reports for twenty years has eighty filings, and each new one would read them all again. Yet every
value that a contract derives from filings alone is the highest one in a fixed order, a count, a union or an extreme
day: of all filings it is enough to keep the few that hold such a value, beside the counts. Adding filings to a tally
comes to exactly what the derivation of all of them would; where it would not, there is no tally, and all are derived.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from tracker.records import Record, alter
from tracker.resolution.derivation import Belief, derive_belief
from tracker.resolution.reports import Span, bound_standing, read_standing
from tracker.resolution.voices import RANKS, Voice

_FILED = RANKS["report"]


_HOLDS: tuple[Callable[[Voice], bool], ...] = (
    lambda voice: True,
    lambda voice: voice.period != "",
    lambda voice: voice.start is not None,
    lambda voice: voice.purpose != "",
    lambda voice: bool(voice.register_ids),
)
"""What ``derive_belief`` asks of filings: each time of the weightiest one that says it."""


class Tally(Record, frozen=True, gc=False, omit_defaults=True):
    """The filings under one number, of one client and one firm.

    ``pillars`` are the current filings that hold a value of the contract. ``periods`` have a current report,
    ``flags`` stand on any current filing, ``last_posted`` is the newest day of those; ``statements`` and
    ``first_posted`` tell of all filings, the superseded as well. Both lists are sorted.
    """

    pillars: list[Voice]
    periods: list[str]
    statements: int
    flags: list[str] = []
    first_posted: date | None = None
    last_posted: date | None = None

    @property
    def span(self) -> Span:
        """First and last day of the engagement, as all of its filings tell it."""
        standing = read_standing(self.pillars)
        if standing is None:
            raise ValueError("a tally without a current filing")
        return bound_standing(standing, self.first_posted)

    def believe(self) -> Belief:
        """The contract, as all of its filings tell it."""
        belief = derive_belief(self.pillars)
        belief.report_count = len(self.periods)
        belief.flags = tuple(sorted({*belief.flags, *self.flags}))
        belief.disclosed_on = self.last_posted
        return belief


def is_plain(voice: Voice) -> bool:
    """Whether it is a filing that says what a tally holds: nobody stands behind it, and no person has moved it."""
    others = (voice.on_behalf_of, voice.via, voice.prime, voice.renamed_from, voice.pinned_to)
    return voice.is_filing and voice.rank == _FILED and not voice.is_gone and others == (None,) * len(others)


def tally_filings(voices: Collection[Voice]) -> Tally | None:
    """The tally of all statements of a contract; None where not all are plain filings under one number and pair."""
    if not all(map(is_plain, voices)) or len(set(map(_engagement, voices))) != 1:
        return None
    current = [voice for voice in voices if not voice.is_superseded]
    if not current:
        return None
    return Tally(
        pillars=_find_pillars(current),
        periods=sorted({voice.period for voice in current if voice.period}),
        statements=len(voices),
        flags=sorted({flag for voice in current for flag in voice.flags}),
        first_posted=_first(voice.posted_on for voice in voices),
        last_posted=_last(voice.posted_on for voice in current),
    )


def add_filings(tally: Tally, news: Sequence[Voice], superseded: Sequence[Voice] = ()) -> Tally | None:
    """The tally with new filings of its contract, some of which may have taken the place of held ones.

    None where what is held does not suffice: a filing is not plain or of another engagement, one that was superseded
    held a value, or the engagement would begin or end on other days, which may concern the contracts beside it.
    """
    added = tally_filings(news)
    if added is None or _engagement(added.pillars[0]) != _engagement(tally.pillars[0]):
        return None
    if not _can_let_go(tally, added, superseded):
        return None
    after = Tally(
        pillars=_find_pillars([*tally.pillars, *added.pillars]),
        periods=sorted({*tally.periods, *added.periods}),
        statements=tally.statements + added.statements,
        flags=sorted({*tally.flags, *added.flags}),
        first_posted=_first([tally.first_posted, added.first_posted]),
        last_posted=_last([tally.last_posted, added.last_posted]),
    )
    return after if after.span == tally.span else None


def _engagement(voice: Voice) -> tuple[str, str, int, int]:
    return (voice.register, voice.row_key, *voice.pair)


def _can_let_go(tally: Tally, added: Tally, superseded: Sequence[Voice]) -> bool:
    """Whether the tally stays right without what the superseded filings gave to it."""
    pillars = {voice.id for voice in tally.pillars}
    return all(
        voice.id not in pillars
        and voice.is_superseded
        and not voice.flags
        and (not voice.period or voice.period in added.periods)
        and (voice.posted_on is None or (added.last_posted is not None and voice.posted_on <= added.last_posted))
        for voice in superseded
    )


def _find_pillars(current: Sequence[Voice]) -> list[Voice]:
    """The filings that hold a value: of those that say it the one that counts most."""
    by_weight = sorted(current, key=lambda voice: voice.weight, reverse=True)
    held: dict[int, Voice] = {}
    for says in _HOLDS:
        for voice in by_weight:
            if says(voice):
                held[voice.id] = alter(voice, contract=None, founds=None)
                break
    return list(held.values())


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _last(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)
