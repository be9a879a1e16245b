"""What we believe of one contract: the single function that decides each value and names its statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.records import PartialDate, alter
from tracker.resolution.reports import Standing, read_standing
from tracker.resolution.terms import Terms, build_terms, disclose_total, multiply_rate
from tracker.resolution.voices import NO_MONEY, Money, Voice

CORRECTABLE = (
    "value",
    "term_months",
    "start",
    "end",
    "purpose",
    "status",
    "client",
    "firm",
    "on_behalf_of",
    "via",
    "subcontract_of",
    "registered_on",
    "deregistered_on",
)
"""What a person can assert; ``value`` stands for amount, currency, basis and total together."""

YEARLY = {"per_month": 12, "per_quarter": 4, "per_year": 1}


@dataclass(slots=True)
class Belief:
    """The derived values of a contract. ``provenance`` maps each field that has a value to its statement's id."""

    client: int
    firm: int
    status: str
    on_behalf_of: int | None = None
    via: int | None = None
    subcontract_of: int | None = None
    registers: tuple[str, ...] = ()
    register_ids: dict[str, list[str] | dict[str, str]] = field(default_factory=dict)
    registered_on: date | None = None
    deregistered_on: date | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    term_months: Decimal | None = None
    money: Money = NO_MONEY
    purpose: str = ""
    terms: list[dict[str, Any]] = field(default_factory=list)
    disclosed_totals: dict[str, Any] = field(default_factory=dict)
    latest_amount: Decimal | None = None
    latest_kind: str = ""
    latest_period: str = ""
    report_count: int = 0
    is_self_filed: bool = False
    comparable_usd: Decimal | None = None
    comparable_note: str = ""
    flags: tuple[str, ...] = ()
    provenance: dict[str, int] = field(default_factory=dict)
    disclosed_on: date | None = None


def derive_belief(voices: Sequence[Voice]) -> Belief:
    """Derive a contract from its (one or more) statements; the same set gives the same belief in any order.

    Rank decides first (a person, a filing, a register row, an article), then the newest posted current statement.
    A register row gives its own dates and never a start, an end or a term.
    """
    counting = [voice for voice in voices if not voice.is_superseded] or voices
    ranked = sorted(counting, key=lambda voice: voice.weight, reverse=True)
    spoken = [voice for voice in ranked if voice.kind != "correction"] or ranked
    belief = Belief(client=spoken[0].client, firm=spoken[0].firm, status="")
    belief.provenance.update(client=spoken[0].id, firm=spoken[0].id)
    _derive_roles(belief, spoken)
    _derive_register(belief, spoken)
    _derive_terms(belief, [voice for voice in spoken if not voice.is_filing])
    standing = read_standing(spoken)
    if standing is not None:
        _derive_standing(belief, standing, spoken)
    belief.purpose = _take(belief, "purpose", spoken) or ""
    corrections = [voice for voice in reversed(ranked) if voice.kind == "correction"]
    _apply_corrections(belief, corrections)
    if not any("status" in voice.asserted for voice in corrections):
        belief.status = _derive_status(belief, spoken, standing)
    _compare(belief)
    belief.flags = tuple(sorted(_find_flags(belief, spoken, corrections)))
    belief.disclosed_on = max((voice.posted_on for voice in spoken if voice.posted_on), default=belief.registered_on)
    return belief


def _take(belief: Belief, name: str, ranked: Sequence[Voice]) -> Any:
    for voice in ranked:
        value = getattr(voice, name)
        if value not in (None, ""):
            belief.provenance[name] = voice.id
            return value
    return None


def _derive_roles(belief: Belief, ranked: Sequence[Voice]) -> None:
    """Who stands behind, between and above: in the highest rank that says so, what most statements say."""
    for name, attribute in (("on_behalf_of", "on_behalf_of"), ("via", "via"), ("subcontract_of", "prime")):
        saying = [voice for voice in ranked if getattr(voice, attribute) is not None]
        saying = [voice for voice in saying if voice.rank == saying[0].rank]
        if not saying:
            continue
        votes = Counter(getattr(voice, attribute) for voice in saying)
        # ``saying`` is sorted by weight, so that among equals the newest word stands.
        chosen = max(saying, key=lambda voice: votes[getattr(voice, attribute)])
        party = getattr(chosen, attribute)
        if party not in (belief.client, belief.firm):
            setattr(belief, name, party)
            belief.provenance[name] = chosen.id


def _derive_register(belief: Belief, ranked: Sequence[Voice]) -> None:
    belief.registers = tuple(sorted({voice.register for voice in ranked}))
    _derive_numbers(belief, ranked)
    rows = [voice for voice in ranked if voice.is_listing]
    opened = [voice for voice in rows if voice.registered_on is not None]
    if opened:
        first = min(opened, key=lambda voice: (voice.registered_on, voice.identity))
        belief.registered_on = first.registered_on
        belief.provenance["registered_on"] = first.id
    live = [voice for voice in rows if not voice.is_gone] or rows
    if live and all(voice.deregistered_on is not None for voice in live):
        last = max(live, key=lambda voice: (voice.deregistered_on, voice.identity))
        belief.deregistered_on = last.deregistered_on
        belief.provenance["deregistered_on"] = last.id


def _derive_numbers(belief: Belief, ranked: Sequence[Voice]) -> None:
    """The registers' numbers: those of the firm, or the names and numbers under which an engagement files."""
    for voice in sorted(ranked, key=lambda voice: voice.identity):
        if voice.register_id and not voice.is_filing:
            numbers = belief.register_ids.setdefault(voice.register, [])
            if isinstance(numbers, list) and voice.register_id not in numbers:
                numbers.append(voice.register_id)
    for voice in reversed(ranked):
        if voice.is_filing and voice.register_ids:
            belief.register_ids[voice.register] = dict(voice.register_ids)


def _derive_standing(belief: Belief, standing: Standing, ranked: Sequence[Voice]) -> None:
    """Filings state when an engagement began and ended; reported money is no price and stays apart from it."""
    if standing.opening is not None:
        belief.start = standing.opening.start
        belief.provenance["start"] = standing.opening.id
    if standing.ending is not None and standing.ending.end is not None:
        belief.end = standing.ending.end
        belief.provenance["end"] = standing.ending.id
    if standing.latest is not None:
        belief.latest_amount, belief.latest_kind = standing.latest.amount, standing.latest.amount_kind
        belief.latest_period = standing.latest.period
        belief.provenance["latest_amount"] = standing.latest.id
    belief.report_count = standing.periods
    belief.is_self_filed = next((voice.is_self_filed for voice in ranked if voice.is_filing), False)


def _derive_terms(belief: Belief, ranked: Sequence[Voice]) -> None:
    versions = build_terms(ranked)
    belief.terms = [terms.as_json() for terms in versions]
    for terms in versions:
        _adopt(belief, terms)
    first_start = next((terms for terms in versions if terms.start is not None), None)
    if first_start is not None:
        belief.start = first_start.start
        belief.provenance["start"] = _speaker(first_start, "start")
    for register in belief.registers:
        total = disclose_total([voice for voice in ranked if voice.register == register])
        if total is not None:
            belief.disclosed_totals[register] = total


def _adopt(belief: Belief, terms: Terms) -> None:
    """Later terms stand in place of earlier ones, as far as they say something."""
    if terms.money.is_known:
        belief.money = terms.money
        belief.provenance["value"] = _speaker(terms, "money")
    if terms.term_months is not None:
        belief.term_months = terms.term_months
        belief.provenance["term_months"] = _speaker(terms, "term_months")
    if terms.end is not None:
        belief.end = terms.end
        belief.provenance["end"] = _speaker(terms, "end")


def _speaker(terms: Terms, name: str) -> int:
    voice = terms.best(name)
    if voice is None:
        raise ValueError(f"these terms say nothing of {name}")
    return voice.id


def _derive_status(belief: Belief, ranked: Sequence[Voice], standing: Standing | None) -> str:
    """What the registers say; one that still lists or reports the engagement outweighs one in which it has ended."""
    said = _read_listed_status(belief, ranked) | _read_filed_status(standing)
    for status in ("active", "terminated", "unlisted"):
        if status in said:
            belief.provenance["status"] = said[status]
            return status
    latest = max(ranked, key=lambda voice: (voice.posted_on or date.min, voice.weight))
    belief.provenance["status"] = latest.id
    return "terminated" if latest.act == "termination" else "reported"


def _read_listed_status(belief: Belief, ranked: Sequence[Voice]) -> dict[str, int]:
    """Status → statement, by the rows that registers list."""
    rows = [voice for voice in ranked if voice.is_listing]
    if belief.deregistered_on is not None and "deregistered_on" in belief.provenance:
        return {"terminated": belief.provenance["deregistered_on"]}
    if not rows:
        return {}
    return {"active" if any(not voice.is_gone for voice in rows) else "unlisted": rows[0].id}


def _read_filed_status(standing: Standing | None) -> dict[str, int]:
    """Status → statement, by the periodic filings."""
    if standing is None:
        return {}
    if standing.ending is not None:
        return {"terminated": standing.ending.id}
    return {"active": standing.newest.id}


def _apply_corrections(belief: Belief, corrections: Sequence[Voice]) -> None:
    """Oldest first, so that the newest correction of a field stands; what is asserted may be "nothing"."""
    computed = multiply_rate(belief.money, belief.term_months)
    for voice in corrections:
        for name in CORRECTABLE:
            if name not in voice.asserted:
                continue
            belief.provenance[name] = voice.id
            if name == "value":
                belief.money = voice.money
            elif name == "subcontract_of":
                belief.subcontract_of = voice.prime
            else:
                setattr(belief, name, getattr(voice, name))
    # A total that nobody stated follows the rate and the term that a person gave.
    asserted = {name for voice in corrections for name in voice.asserted}
    unstated = None if "value" in asserted else computed
    if asserted & {"value", "term_months"} and belief.money.total == unstated:
        belief.money = alter(belief.money, total=multiply_rate(belief.money, belief.term_months))


def _compare(belief: Belief) -> None:
    """US dollars a year, for sorting only, and how they were made. Other currencies await exchange rates."""
    money = belief.money
    if money.value is None or money.currency != "USD":
        return
    if money.basis in YEARLY:
        belief.comparable_usd = money.value * YEARLY[money.basis]
        belief.comparable_note = f"{money.basis.replace('_', ' ')} × {YEARLY[money.basis]}"
    elif money.basis == "total" and belief.term_months and belief.term_months > 12:
        belief.comparable_usd = (money.value * 12 / belief.term_months).quantize(Decimal("0.01"))
        belief.comparable_note = f"total × 12 / {belief.term_months.normalize():f} months"
    elif money.basis in ("total", "other"):
        belief.comparable_usd = money.value
        belief.comparable_note = "total" if money.basis == "total" else "money reported"


def _find_flags(belief: Belief, voices: Sequence[Voice], corrections: Sequence[Voice]) -> set[str]:
    flags = {flag for voice in voices for flag in voice.flags}
    if belief.start and belief.end and belief.end.last < belief.start.first:
        flags.add("ends_before_start")
    is_settled = any("value" in voice.asserted for voice in corrections)
    priced = [voice for voice in voices if not voice.is_filing]
    if not is_settled and any(terms.has_conflict for terms in build_terms(priced)):
        flags.add("value_conflict")
    if belief.status == "active" and _press_says_ended(voices):
        flags.add("reported_ended")
    return flags


def _press_says_ended(voices: Sequence[Voice]) -> bool:
    news = [voice for voice in voices if voice.kind == "news"]
    latest = max(news, key=lambda voice: (voice.posted_on or date.min, voice.weight), default=None)
    return latest is not None and latest.act == "termination"
