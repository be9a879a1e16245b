"""Dates as they are written, before a missing year is worked out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tracker.normalize import _language_data as data
from tracker.normalize._tokens import BROKEN, DIGITS, GLUED, SPACED, WORD, Tokens, words
from tracker.records import PartialDate

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Four digits outside of these are no year here: the oldest register begins in 1942."""


class WrittenDate(NamedTuple):
    """A date in tokens ``first`` up to ``after``; parts that are not written are 0.

    ``modifier`` is "last", "this", "next", "early", "mid", "late", "end" or "" and is part of the tokens.
    """

    first: int
    after: int
    year: int = 0
    month: int = 0
    day: int = 0
    modifier: str = ""
    resolved: PartialDate | None = None
    relative: bool = False

    @property
    def possible(self) -> bool:
        """Whether such a date exists; 29 February passes while the year is unknown."""
        try:
            PartialDate(self.year or 2000, self.month, self.day)
        except ValueError:
            return False
        return True


_ORDINALS = frozenset(words("st nd rd th er º ° ª . ordinal"))
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_DASHES = frozenset("-–—‑‐")
_SEASONS = frozenset(words("spring summer fall autumn winter"))
_NAME_LIKE = frozenset(words("may march mar"))
_DATE_LEADS = frozenset(
    words(
        """
        in since until till by of last this next early mid late during from through thru to before after for ending
        beginning starting between around on effective end
        """
    )
)
_JOINERS = frozenset(words("and or to through thru until till -  – — , &"))


def written_date_at(tokens: Tokens, at: int, day_first: bool) -> WrittenDate | None:
    """The longest date that begins at token ``at``, or None. Modifiers before it are looked for separately."""
    for reader in _READERS.get(tokens.kinds[at], ()):
        found = reader(tokens, at, day_first)
        if found is not None and found.possible:
            return found
    return None


# Digits first -----------------------------------------------------------------------------------------------


def _number(tokens: Tokens, at: int) -> int:
    """The token as a whole number of one to four digits, or -1."""
    text = tokens.texts[at]
    return int(text) if len(text) <= 4 and text.isascii() and text.isdigit() else -1


def _numeric_at(tokens: Tokens, at: int, day_first: bool) -> WrittenDate | None:
    """2021-02-01, 2021/2/1, 02/01/2021, 1-2-2021, 1.2.2021 and the month 2021-02."""
    dotted = _DOTTED.fullmatch(tokens.texts[at])
    if dotted:
        day, month, year = map(int, dotted.groups())
        return _with_year(at, at + 1, year, month, day)
    mark = tokens.texts[at + 1]
    if mark not in ("-", "/") or tokens.gaps[at + 1] or tokens.gaps[at + 2] or _in_a_path(tokens, at):
        return None
    first, second = _number(tokens, at), _number(tokens, at + 2)
    if first < 0 or second < 0:
        return None
    if tokens.texts[at + 3] != mark or tokens.gaps[at + 3] or tokens.gaps[at + 4] or _number(tokens, at + 4) < 0:
        is_month = mark == "-" and len(tokens.texts[at]) == 4 and re.fullmatch("0[1-9]", tokens.texts[at + 2])
        return _with_year(at, at + 3, first, second, 0) if is_month else None
    third, after = _number(tokens, at + 4), at + 5
    if tokens.texts[after] == mark and tokens.gaps[after] == GLUED:
        return None
    if len(tokens.texts[at]) == 4:
        return _with_year(at, after, first, second, third)
    if len(tokens.texts[at + 4]) != 4:
        return None
    month, day = (second, first) if (day_first and second <= 12) or first > 12 else (first, second)
    return _with_year(at, after, third, month, day)


def _in_a_path(tokens: Tokens, at: int) -> bool:
    if at == 0 or tokens.gaps[at] != GLUED or (tokens.texts[at - 1] == "-" and plain_year(tokens, at - 2)):
        return False
    return tokens.kinds[at - 1] == WORD or tokens.texts[at - 1] in "/-.=_"


def _with_year(first: int, after: int, year: int, month: int, day: int) -> WrittenDate | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return WrittenDate(first, after, year, month, day) if month else None


def _day_month_at(tokens: Tokens, at: int, _day_first: bool) -> WrittenDate | None:
    """1 February 2021, 1st of February, 1er février 2021, 1. Februar 2021, 1 de febrero de 2021."""
    day = _number(tokens, at)
    if not 1 <= day <= 31 or len(tokens.texts[at]) > 2 or (at > 0 and _spoils_day(tokens, at)):
        return None
    here = at + 1
    if tokens.lowers[here] in _ORDINALS and tokens.gaps[here] == GLUED:
        here += 1
    if tokens.lowers[here] in ("of", "de", "do") or (tokens.texts[here] == "-" and tokens.gaps[here + 1] == GLUED):
        here += 1
    month, after = _month_name(tokens, here)
    if not month or tokens.gaps[here] == BROKEN or (tokens.texts[here][0].islower() and _is_verb(tokens, here)):
        return None
    year, after = _year_after(tokens, after)
    return WrittenDate(at, after, year, month, day)


def _spoils_day(tokens: Tokens, at: int) -> bool:
    return tokens.gaps[at] == GLUED and tokens.texts[at - 1] not in "(\"'“‘–—"


def _is_verb(tokens: Tokens, at: int) -> bool:
    return tokens.lowers[at] in _NAME_LIKE


def _month_name(tokens: Tokens, at: int) -> tuple[int, int]:
    """The month named at ``at`` and the token after it (a full stop of the abbreviation included), or 0."""
    word = tokens.lowers[at]
    month = data.MONTHS.get(word) or data.FOREIGN_MONTHS.get(word, 0)
    if not month or (word == "mars" and tokens.texts[at] != "mars"):
        return 0, at
    after = at + 1
    if len(word) <= 5 and tokens.texts[after] == "." and tokens.gaps[after] == GLUED:
        after += 1
    return month, after


def _year_after(tokens: Tokens, at: int) -> tuple[int, int]:
    """The year that follows a month or day at ``at`` and the token after it; 0 and ``at`` when there is none."""
    here = at
    if tokens.texts[here] in (",", "-") or tokens.lowers[here] in ("of", "de", "del", "do"):
        here += 1
    year = _four_digits(tokens, here)
    if year and tokens.gaps[here] != BROKEN and tokens.gaps[at] != BROKEN:
        return year, here + 1
    return 0, at


def plain_year(tokens: Tokens, at: int) -> int:
    """The year that token ``at`` is, or 0: four digits alone, no amount, no decade, no part of a longer string."""
    year = _four_digits(tokens, at)
    counts = tokens.lowers[at + 1] in _COUNTED and tokens.gaps[at + 1] <= SPACED
    return 0 if counts else year


def _four_digits(tokens: Tokens, at: int) -> int:
    """The token as a year whatever it may count ("June 2005 people"), or 0."""
    if tokens.kinds[at] != DIGITS or len(tokens.texts[at]) != 4:
        return 0
    year = _number(tokens, at)
    glued = tokens.gaps[at + 1] == GLUED and (tokens.kinds[at + 1] == WORD or tokens.texts[at + 1] in "%€£$")
    return year if FIRST_YEAR <= year <= LAST_YEAR and not glued else 0


_COUNTED = frozenset(
    words(
        """
        people persons employees workers staff staffers members soldiers troops officers men women children students
        words pages copies letters emails e-mails calls contacts meetings miles kilometers kilometres km meters metres
        m feet ft acres hectares square tons tonnes barrels pounds kg votes seats shares jobs homes houses units hours
        days weeks months years euros euro dollars dollar yuan percent per % others more times companies firms million
        billion thousand km2 mw participants guests delegates residents families refugees dead deaths injured victims
        """
    )
)


# Words first ------------------------------------------------------------------------------------------------


def _month_at(tokens: Tokens, at: int, _day_first: bool) -> WrittenDate | None:
    """Feb. 1, 2021; February 1st; February 2021; Feb. 5-7, 2021; a bare February."""
    month, after = _month_name(tokens, at)
    if not month or (tokens.gaps[at] == GLUED and at > 0 and tokens.kinds[at - 1] == DIGITS):
        return None
    day, after_day = _day_after(tokens, after)
    year, after_year = _year_after(tokens, after_day)
    lower = tokens.texts[at][0].islower()
    if lower and _is_verb(tokens, at):
        return None
    if day and not (lower and tokens.lowers[at] in data.FOREIGN_MONTHS):
        return WrittenDate(at, after_year, year, month, day)
    if year:
        return WrittenDate(at, after_year, year, month)
    if lower or tokens.lowers[at] in data.FOREIGN_MONTHS or not _is_bare_month(tokens, at, after):
        return None
    return WrittenDate(at, after, 0, month)


def _day_after(tokens: Tokens, at: int) -> tuple[int, int]:
    """The day after a month's name, with "1st" and the second day of "5-7" or "5 and 6" passed over."""
    if tokens.lowers[at] == "the" and tokens.lowers[at + 2] in _ORDINALS:
        at += 1
    day = _number(tokens, at)
    if not 1 <= day <= 31 or len(tokens.texts[at]) > 2 or tokens.gaps[at] != SPACED:
        return 0, at
    here = at + 1
    if tokens.lowers[here] in _ORDINALS and tokens.kinds[here] == WORD and tokens.gaps[here] == GLUED:
        here += 1
    elif tokens.gaps[here] == GLUED and (tokens.kinds[here] == WORD or tokens.texts[here] in "%€£$:"):
        return 0, at
    if tokens.lowers[here] in data.SCALES or tokens.lowers[here] in ("percent", "%"):
        return 0, at
    joined = tokens.texts[here] in _DASHES or tokens.lowers[here] in ("and", "to")
    if joined and day < _number(tokens, here + 1) <= 31 and _year_after(tokens, here + 2)[0]:
        here += 2
    return day, here


def _is_bare_month(tokens: Tokens, at: int, after: int) -> bool:
    """Whether a month's name without day and year is a date: no verb, no person called May, April or June."""
    word = tokens.lowers[at]
    led = at > 0 and tokens.lowers[at - 1] in _DATE_LEADS
    joined = tokens.lowers[after] in _JOINERS and tokens.lowers[after + 1] in data.MONTHS
    joined = joined or (at > 1 and tokens.lowers[at - 1] in _JOINERS and tokens.lowers[at - 2] in data.MONTHS)
    if word == "may" and tokens.lowers[after : after + 2] == ["'", "s"]:
        return False
    if at > 0 and tokens.texts[at - 1] == "(" and tokens.texts[after] == ")":
        return True
    if word in _NAME_LIKE or word in _SHORT_MONTHS:
        return (led or joined) and (word not in _SHORT_MONTHS or tokens.texts[after - 1] == ".")
    named = tokens.texts[after][:1].isupper() and tokens.gaps[after] == SPACED
    return led or joined or not named


_SHORT_MONTHS = frozenset(word for word in data.MONTHS if len(word) < 5) - {"may", "june", "july"}


def _season_at(tokens: Tokens, at: int, _day_first: bool) -> WrittenDate | None:
    """ "spring 2019", "the fall of 2020": the year alone is stated, a season has no fixed months."""
    if tokens.lowers[at] not in _SEASONS:
        return None
    year, after = _year_after(tokens, at + 1)
    return WrittenDate(at, after, year) if year else None


# A year alone -----------------------------------------------------------------------------------------------

_YEAR_LEADS = frozenset(
    words(
        """
        in since during until till by throughout before after least from to through thru for of early late mid fiscal
        calendar year fy between around circa en depuis seit em nel dal del desde im ab bis hasta até desde jahr
        année año anno ano spring summer fall autumn winter end beginning start
        """
    )
)
_DETERMINERS = frozenset(words("a an the its his her their our this that"))


def _year_at(tokens: Tokens, at: int, _day_first: bool) -> WrittenDate | None:
    """ "in 2019", "since 2008", "(2019)", "a 2007 agreement", the years of "2019-2021" and "2009 and 2010"."""
    year = plain_year(tokens, at)
    if not year or not (_is_led_year(tokens, at) or _is_joined_year(tokens, at)):
        return None
    if tokens.lowers[at + 1 : at + 3] == ["'", "s"] and year % 10 == 0:
        return None  # "the 1990's"
    return WrittenDate(at, at + 1, year)


def _is_led_year(tokens: Tokens, at: int) -> bool:
    if at == 0:
        return False
    before = tokens.lowers[at - 1]
    if before == "as" or tokens.lowers[at + 1] in ("yılı", "yılında"):
        return before != "as" or (at > 1 and tokens.lowers[at - 2] in ("early", "late", "recently"))
    if before in _YEAR_LEADS:
        return tokens.gaps[at] == SPACED and not _is_address(tokens, at)
    if before in _DASHES:
        return at > 1 and tokens.lowers[at - 2] in ("mid", "early", "late") and tokens.gaps[at] == GLUED
    if before == "(":
        return tokens.texts[at + 1] in (")", "-", "–")
    follows = tokens.texts[at + 1]
    is_noun = tokens.kinds[at + 1] == WORD and follows.islower() and tokens.gaps[at + 1] == SPACED
    return before in _DETERMINERS and is_noun


def _is_address(tokens: Tokens, at: int) -> bool:
    """Whether a street's name follows: "from 1900 K Street"."""
    return any(word in _STREETS for word in tokens.lowers[at + 2 : at + 4]) and tokens.texts[at + 1][:1].isupper()


_STREETS = frozenset(words("street st avenue ave road rd boulevard blvd drive nw ne sw se lane square place"))


def _is_joined_year(tokens: Tokens, at: int) -> bool:
    """Whether a year that counts stands on the other side of a dash, a comma or "and"."""
    for _ in range(_YEARS_IN_A_ROW):
        if at < 2 or tokens.lowers[at - 1] not in _JOINERS or not plain_year(tokens, at - 2):
            break
        if _is_led_year(tokens, at - 2) or (tokens.lowers[at - 1] in _DASHES and not _follows_dash(tokens, at - 2)):
            return True
        at -= 2
    in_pair = tokens.lowers[at + 1] in _DASHES and tokens.texts[at + 3] not in _DASHES
    return in_pair and bool(plain_year(tokens, at + 2)) and not _follows_dash(tokens, at)


def _follows_dash(tokens: Tokens, at: int) -> bool:
    return at > 0 and tokens.texts[at - 1] in _DASHES


_YEARS_IN_A_ROW = 4

_Reader = Callable[[Tokens, int, bool], WrittenDate | None]
_READERS: dict[str, tuple[_Reader, ...]] = {
    DIGITS: (_numeric_at, _day_month_at, _year_at),
    WORD: (_month_at, _season_at),
}
