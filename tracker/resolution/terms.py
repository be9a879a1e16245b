"""First terms, renewals and amendments of one contract, read from its statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.records import PartialDate
from tracker.resolution.voices import Money, Voice

SAME_ACT_DAYS = 200
"""Two papers that tell of a renewal within this time, without contradicting each other, tell of the same one."""


@dataclass(slots=True)
class Terms:
    """One version of the agreed terms with the statements that speak of it."""

    act: str
    voices: list[Voice] = field(default_factory=list)

    def best(self, name: str) -> Voice | None:
        """The statement whose word counts for ``name`` (money as a whole, term_months, start or end).

        Of dates that agree, the more precise one of the same rank: "Feb. 1" is no other word than "this month".
        """
        saying = [voice for voice in self.voices if _says(voice, name)]
        best = max(saying, key=lambda voice: voice.weight, default=None)
        if best is None or name not in ("start", "end"):
            return best
        text = getattr(best, name).iso
        agreeing = [v for v in saying if v.rank == best.rank and getattr(v, name).iso.startswith(text)]
        return max(agreeing, key=lambda voice: (len(getattr(voice, name).iso), voice.weight))

    @property
    def money(self) -> Money:
        voice = self.best("money")
        if voice is None:
            return Money()
        money = voice.money
        if money.total is None:
            total = multiply_rate(money, self.term_months)
            return Money(money.value, money.currency, money.basis, money.qualifier, money.high, total)
        return money

    @property
    def term_months(self) -> Decimal | None:
        voice = self.best("term_months")
        return voice.term_months if voice else None

    @property
    def start(self) -> PartialDate | None:
        voice = self.best("start")
        return voice.start if voice else None

    @property
    def end(self) -> PartialDate | None:
        voice = self.best("end")
        return voice.end if voice else None

    @property
    def has_conflict(self) -> bool:
        """Whether statements of one rank name different prices for these terms."""
        spoken = [voice for voice in self.voices if voice.money.is_known]
        return any(not one.money.agrees_with(two.money) for one in spoken for two in spoken if one.rank == two.rank)

    def accepts(self, voice: Voice) -> bool:
        """Whether the statement can speak of these terms: nothing it says contradicts them."""
        ends = [other.end for other in self.voices if other.end is not None]
        if voice.end is not None and ends and not any(_same_date(voice.end, end) for end in ends):
            return False
        lengths = {other.term_months for other in self.voices if other.term_months is not None}
        if voice.term_months is not None and lengths and voice.term_months not in lengths:
            return False
        return all(voice.money.agrees_with(other.money) for other in self.voices)

    def is_near(self, voice: Voice) -> bool:
        days = [other.happened_on for other in self.voices if other.happened_on is not None]
        day = voice.happened_on
        return day is None or not days or min(abs((day - other).days) for other in days) <= SAME_ACT_DAYS

    def as_json(self) -> dict[str, Any]:
        money = self.money
        return {
            "act": self.act,
            "value": _text(money.value),
            "value_high": _text(money.high),
            "value_qualifier": money.qualifier,
            "currency": money.currency,
            "value_basis": money.basis,
            "total_value": _text(money.total),
            "term_months": _text(self.term_months),
            "start": self.start.iso if self.start else "",
            "end": self.end.iso if self.end else "",
            "statements": sorted(voice.id for voice in self.voices),
        }


def build_terms(voices: Sequence[Voice]) -> list[Terms]:
    """The versions of the terms, oldest first. An unchanged retelling joins the version that it agrees with."""
    speaking = [voice for voice in voices if _has_terms(voice) and voice.kind != "correction"]
    speaking.sort(key=lambda voice: (voice.happened_on or date.min, voice.identity))
    versions: list[Terms] = []
    for voice in sorted(speaking, key=lambda voice: voice.act in ("renewal", "amendment")):
        version = _find_version(voice, versions)
        if version is None:
            versions.append(Terms(voice.act if voice.act in ("renewal", "amendment") else "new", [voice]))
        else:
            version.voices.append(voice)
    return versions


def _find_version(voice: Voice, versions: list[Terms]) -> Terms | None:
    if voice.act in ("renewal", "amendment"):
        same_act = [terms for terms in versions if terms.act == voice.act]
        return next((terms for terms in same_act if terms.accepts(voice) and terms.is_near(voice)), None)
    known_price = [t for t in versions if t.best("money") and voice.money.is_known and t.accepts(voice)]
    if known_price:
        return known_price[0]
    # What contradicts the first terms is a conflicting report of them, not another contract.
    return versions[0] if versions else None


def _has_terms(voice: Voice) -> bool:
    return any(_says(voice, name) for name in ("money", "term_months", "start", "end")) or voice.act == "renewal"


def _says(voice: Voice, name: str) -> bool:
    return voice.money.is_known if name == "money" else getattr(voice, name) is not None


def _same_date(one: PartialDate, two: PartialDate) -> bool:
    """Equal to the coarser of the two precisions."""
    return one.iso.startswith(two.iso) or two.iso.startswith(one.iso)


def multiply_rate(money: Money, months: Decimal | None) -> Decimal | None:
    """Rate × term, where the rate's period divides the term; a total is its own total."""
    if money.value is None:
        return None
    if money.basis == "total":
        return money.value
    period = {"per_month": 1, "per_quarter": 3, "per_year": 12}.get(money.basis)
    return money.value * months / period if period and months is not None else None


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number.normalize().quantize(Decimal(1)) if number == int(number) else number)


def disclose_total(voices: Sequence[Voice]) -> dict[str, Any] | None:
    """What one register's (or the press's) statements disclose in all: its addends, each with its reason.

    An amendment replaces the price before it; money that was paid or reported is no agreed price and is not added.
    ``amount`` is None when the addends are in several currencies, which are never added together.
    """
    addends: list[dict[str, Any]] = []
    for terms in build_terms(voices):
        money = terms.money
        voice = terms.best("money")
        if voice is None or money.total is None or money.basis == "other":
            continue
        if terms.act == "amendment" and addends:
            addends.pop()
        reason = {"new": "first terms", "renewal": "renewal", "amendment": "amended terms"}[terms.act]
        addends.append(
            {"statement": voice.id, "amount": _text(money.total), "currency": money.currency, "reason": reason}
        )
    if not addends:
        return None
    currencies = {addend["currency"] for addend in addends}
    one = len(currencies) == 1
    amount = sum((Decimal(addend["amount"]) for addend in addends), Decimal(0)) if one else None
    return {"amount": _text(amount), "currency": currencies.pop() if one else None, "addends": addends}
